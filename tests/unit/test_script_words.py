"""Where the words stand in time: what is counted, what is said instead, and that nothing collides."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as changed

from strongback import library
from strongback.progress import SessionPlan
from strongback.script import Clip, Delivery, Script, check_script, compile_script
from strongback.script.example import Level, plan_at
from strongback.script.nouns import Step

PROGRAMME = library.load()
VOICE = library.voice(PROGRAMME.id, "en")


def compiled(
    level: Level = Level.start, new: bool = False, rung: str | None = None, **delivery: object
) -> Script:
    plan = plan_at(PROGRAMME, level, rung, new)
    return compile_script(PROGRAMME, plan, Delivery(**delivery), VOICE)  # type: ignore[arg-type]


def with_dose(plan: SessionPlan, exercise: str, **facts: object) -> SessionPlan:
    exercises = tuple(
        replace(p, dose=changed(p.dose, **facts)) if p.dose.exercise == exercise else p
        for p in plan.exercises
    )
    return replace(plan, exercises=exercises)


def said(step: Step) -> list[tuple[int, str]]:
    return [(cue.at_ms, cue.say) for cue in step.cues]


def holds(script: Script, exercise: str) -> list[Step]:
    return [step for step in script.steps if step.kind == "hold" and step.exercise == exercise]


def test_a_session_at_the_goal_takes_28_to_32_minutes_and_at_the_start_9_to_13() -> None:
    assert 28 <= compiled(Level.goal).duration_ms / 60_000 <= 32
    assert 9 <= compiled(Level.start).duration_ms / 60_000 <= 13


def test_a_short_hold_is_counted_down_from_where_its_own_cue_ends() -> None:
    hold = holds(compiled(), "leg-and-arm-lift")[0]
    assert said(hold) == [(0, "Hold."), (1000, "Four."), (2000, "Three."), (3000, "Two."), (4000, "One.")]


def test_a_long_hold_says_keep_breathing_in_place_of_two_counts() -> None:
    words = [text for _, text in said(holds(compiled(), "diagonal-lift")[0])]
    assert "Keep breathing." in words
    assert "Five." not in words
    assert "Four." not in words
    assert words[-3:] == ["Three.", "Two.", "One."]


def test_a_short_hold_never_says_keep_breathing() -> None:
    assert all("Keep breathing." not in dict(map(reversed, said(h))) for h in holds(compiled(), "head-press"))


def test_counting_waits_for_a_longer_hold_cue() -> None:
    for hold in holds(compiled(), "pelvic-tilt"):
        cue, first_count = hold.cues[0], hold.cues[1]
        assert first_count.at_ms >= cue.at_ms + cue.length_ms


def test_counts_can_be_halved_or_ticked() -> None:
    halfway = [text for _, text in said(holds(compiled(counts="halfway"), "leg-and-arm-lift")[0])]
    assert halfway == ["Hold.", "Three.", "Two.", "One."]
    long = said(holds(compiled(counts="halfway"), "diagonal-lift")[0])
    assert long[1:] == [(5000, "Keep breathing."), (7000, "Three."), (8000, "Two."), (9000, "One.")]
    ticks = holds(compiled(counts="ticks"), "leg-and-arm-lift")[0]
    assert [(cue.at_ms, cue.clip) for cue in ticks.cues[1:]] == [(n * 1000, "tick") for n in (1, 2, 3, 4)]
    assert all(cue.say == "" for cue in ticks.cues[1:])


def test_the_pause_says_the_number_of_the_coming_repetition_and_the_last_one_nothing() -> None:
    pauses = [s for s in compiled().steps if s.phase == "pause" and s.exercise == "chest-lift-1"]
    numbers = ["Two.", "Three.", "Four.", "Five.", "Six.", "Seven.", "Eight."]
    assert [said(step) for step in pauses] == [*([(0, number)] for number in numbers), []]


def test_a_set_begins_with_which_set_it_is_and_of_how_many() -> None:
    rest = next(s for s in compiled(Level.goal).steps if s.kind == "rest")
    words = [text for _, text in said(rest)]
    assert words[0] == "Rest. Thirty seconds."
    assert words[-7:] == ["Set two of three.", "One of eight.", "Five.", "Four.", "Three.", "Two.", "One."]
    assert [at for at, _ in said(rest)[-5:]] == [25_000, 26_000, 27_000, 28_000, 29_000]


def test_a_change_over_gets_ready_inside_its_last_five_seconds() -> None:
    step = next(s for s in compiled().steps if s.kind == "change_over" and s.exercise == "chest-lift-1")
    assert said(step)[-4:] == [(25_000, "Get ready."), (27_000, "Three."), (28_000, "Two."), (29_000, "One.")]


def test_the_next_set_begins_on_the_side_last_used() -> None:
    sides = [
        (step.set, step.repetition, step.side)
        for step in compiled(Level.goal).steps
        if step.exercise == "diagonal-lift" and step.phase == "lift"
    ]
    right_first = [*(("right",) * 4), *(("left",) * 4)]
    assert [side for number, _, side in sides if number == 1] == right_first
    assert [side for number, _, side in sides if number == 2] == right_first[::-1]
    assert [side for number, _, side in sides if number == 3] == right_first
    assert [r for number, r, _ in sides if number == 2] == list(range(1, 9))


def test_eight_on_each_side_are_numbered_to_sixteen() -> None:
    plan = with_dose(plan_at(PROGRAMME, Level.start), "leg-and-arm-lift", per_side=True)
    script = compile_script(PROGRAMME, plan, Delivery(), VOICE)
    lifts = [s for s in script.steps if s.exercise == "leg-and-arm-lift" and s.phase == "lift"]
    assert [s.repetition for s in lifts] == list(range(1, 17))
    assert [s.side for s in lifts] == ["left"] * 8 + ["right"] * 8


def test_an_odd_number_gives_the_side_that_begins_the_extra_one() -> None:
    plan = with_dose(plan_at(PROGRAMME, Level.goal), "leg-and-arm-lift", repetitions=5)
    script = compile_script(PROGRAMME, plan, Delivery(), VOICE)
    lifts = [s for s in script.steps if s.exercise == "leg-and-arm-lift" and s.phase == "lift"]
    assert [s.side for s in lifts if s.set == 1] == ["left"] * 3 + ["right"] * 2
    assert [s.side for s in lifts if s.set == 2] == ["right"] * 3 + ["left"] * 2


def test_the_change_of_side_says_which_and_gives_the_next_number() -> None:
    changes = [s for s in compiled().steps if s.kind == "change_over" and s.repetition == 5]
    assert [s.duration_ms for s in changes] == [5_000, 15_000]
    assert changes[0].cues[0].say.startswith("Change. Left arm ahead")
    assert said(changes[0])[-1] == (4_000, "Five.")


def test_pace_stretches_the_tempo_and_never_the_hold() -> None:
    slow = [s for s in compiled(pace=2.0).steps if s.exercise == "head-press"]
    assert {s.phase: s.duration_ms for s in slow if s.phase} == {
        "lift": 4_000,
        "hold": 5_000,
        "lower": 4_000,
        "pause": 2_000,
    }


def test_a_pace_faster_than_the_sheet_is_refused() -> None:
    with pytest.raises(ValueError, match="faster than the sheet"):
        compiled(pace=0.9)


def test_the_way_to_the_chair_takes_a_minute() -> None:
    step = next(s for s in compiled().steps if s.kind == "change_over" and s.exercise == "head-press")
    assert step.duration_ms == 60_000


def test_a_new_exercise_is_introduced_and_a_familiar_one_is_not() -> None:
    introduction = PROGRAMME.words["en"].exercises["chest-lift-1"].introduction
    for new in (True, False):
        texts = [cue.say for step in compiled(new=new).steps for cue in step.cues]
        assert (introduction in texts) is new


def test_one_piece_changes_what_is_said_of_the_tilt_and_nothing_else() -> None:
    plan = with_dose(plan_at(PROGRAMME, Level.start, None, True), "pelvic-tilt", in_one_piece=True)
    script = compile_script(PROGRAMME, plan, Delivery(), VOICE)
    tilt = [cue.say for s in script.steps if s.exercise == "pelvic-tilt" for cue in s.cues]
    assert "Lower in one piece." in tilt
    assert not any("upper back first" in text for text in tilt)
    assert "one piece" in script.asides.again["pelvic-tilt"].cues[0].say
    assert script.duration_ms == compiled(new=True).duration_ms


def test_weights_are_spoken_of_where_there_are_some() -> None:
    plan = with_dose(plan_at(PROGRAMME, Level.start), "diagonal-lift", load_g=250)
    texts = [c.say for s in compile_script(PROGRAMME, plan, Delivery(), VOICE).steps for c in s.cues]
    assert texts.count("With your weights.") == 1


def test_every_cue_of_every_session_ends_before_the_next_begins() -> None:
    assert check_script(PROGRAMME, {text: clip.length_ms for text, clip in VOICE.items()}) == ()


def test_a_clip_that_is_too_long_is_a_problem_that_names_it() -> None:
    lengths = {text: clip.length_ms for text, clip in VOICE.items()} | {"Lift slowly.": 2_500}
    problems = check_script(PROGRAMME, lengths, "here/")
    assert problems
    assert {(p.file, p.fix) for p in problems} == {
        ("here/words/en.yaml", "say it in fewer words, or give it more time")
    }
    assert "`Lift slowly.` takes 2.5 s and has 2.0 s" in str(problems[0])


def test_everything_said_has_a_clip_at_start_and_goal() -> None:
    for level in Level:
        for new in (False, True):
            script = compiled(level, new)
            asides = script.asides
            spoken = [cue for step in script.steps for cue in step.cues]
            spoken += [cue for aside in asides.again.values() for cue in aside.cues]
            spoken += [*asides.pain.cues, *asides.resume.cues, *asides.paused.cues, *asides.all_right.cues]
            assert [cue.say for cue in spoken if cue.clip is None] == []


def test_a_missing_clip_leaves_the_words_and_an_estimate() -> None:
    script = compile_script(PROGRAMME, plan_at(PROGRAMME, Level.start), Delivery(), {})
    cue = script.steps[0].cues[0]
    assert cue.clip is None
    assert cue.length_ms > 2_000


def test_the_id_names_exactly_what_is_performed() -> None:
    assert compiled().id == compiled().id
    assert len({compiled().id, compiled(pace=1.5).id, compiled(Level.goal).id}) == 3
    assert compiled().id != compile_script(PROGRAMME, plan_at(PROGRAMME, Level.start), Delivery(), {}).id


def test_the_id_is_the_hash_of_the_canonical_rest() -> None:
    import hashlib
    import json

    from strongback.script import script_json

    shape = script_json(compiled())
    claimed = shape.pop("id")
    canonical = json.dumps(shape, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(canonical.encode()).hexdigest() == claimed


def test_a_lengthened_rest_offers_only_what_is_longer() -> None:
    plan = with_dose(plan_at(PROGRAMME, Level.goal), "chest-lift-1", rest_ms=90_000)
    rests = [s for s in compile_script(PROGRAMME, plan, Delivery(), VOICE).steps if s.kind == "rest"]
    by_exercise = {s.exercise: s.lengthen_to_ms for s in rests}
    assert by_exercise["chest-lift-1"] == (120_000,)
    assert by_exercise["pelvic-tilt"] == (60_000, 90_000, 120_000)


def test_the_tail_of_a_rest_holds_the_announcement_and_the_count() -> None:
    for step in compiled(Level.goal).steps:
        if step.kind == "rest":
            tail = [cue.say for cue in step.cues if cue.at_ms >= step.duration_ms - step.tail_ms]
            assert tail[-5:] == ["Five.", "Four.", "Three.", "Two.", "One."]
            assert tail[0].startswith("Set ")


def test_a_plan_with_nothing_in_it_is_only_prepared_and_closed() -> None:
    plan = replace(plan_at(PROGRAMME, Level.start), exercises=())
    script = compile_script(PROGRAMME, plan, Delivery(), {"x": Clip("x", 1)})
    assert [s.kind for s in script.steps] == ["say", "say", "ask"]
    assert script.duration_ms == 40_000


def texts(script: Script) -> list[str]:
    return [cue.say for step in script.steps for cue in step.cues]


def without(*left_out: str) -> Script:
    plan = plan_at(PROGRAMME, Level.start, None, True)
    kept = tuple(p for p in plan.exercises if p.dose.exercise not in left_out)
    return compile_script(PROGRAMME, replace(plan, exercises=kept), Delivery(), VOICE)


def test_weights_come_off_before_an_exercise_without_them() -> None:
    plan = plan_at(PROGRAMME, Level.start)
    for exercise in PROGRAMME.progression.load.exercises:
        plan = with_dose(plan, exercise, load_g=250)
    steps = compile_script(PROGRAMME, plan, Delivery(), VOICE).steps
    said_before = {
        step.exercise: [text for _, text in said(step)] for step in steps if step.kind == "change_over"
    }
    assert "Take the weights off." in said_before["chest-lift-1"]
    assert "Take the weights off." in said_before["head-press"]


def test_the_way_down_and_up_is_said_where_there_is_one() -> None:
    session = PROGRAMME.words["en"].session
    assert [session.way_down in texts(without()), session.way_up in texts(without())] == [True, True]
    others = [e.id for e in PROGRAMME.exercises if e.id != "head-press"]
    seated = texts(without(*others))
    assert session.way_down not in seated
    assert session.way_up not in seated
    assert session.first_preparation not in seated


def test_no_instruction_takes_the_exercise_before_it_for_granted() -> None:
    for exercise in PROGRAMME.exercises:
        words = PROGRAMME.words["en"].exercises[exercise.id]
        for instruction in filter(None, (words.instruction, words.other_side)):
            assert instruction.split()[0] in ("Lie", "Sit"), instruction


def test_again_on_the_second_side_says_how_to_lie_and_not_to_change_once_more() -> None:
    again = compiled().asides.again
    assert again["diagonal-lift:left"].cues[0].say.startswith("Lie on your left side")
    assert again["leg-and-arm-lift:right"].cues[0].say.startswith("Lie on your front")


def test_a_set_of_one_repetition_changes_its_side_in_the_rest() -> None:
    plan = with_dose(plan_at(PROGRAMME, Level.goal), "diagonal-lift", repetitions=1)
    steps = compile_script(PROGRAMME, plan, Delivery(), VOICE).steps
    rests = [step for step in steps if step.kind == "rest" and step.exercise == "diagonal-lift"]
    assert rests[0].cues[1].say.startswith("Now roll over, slowly, onto your left side.")
    assert rests[1].cues[1].say.startswith("Now roll over, slowly, onto your right side.")
