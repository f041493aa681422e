"""The pages, asked without a browser: what they say and keep, and that they load nothing from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from people import Day
from strongback.record.nouns import DayAfter
from webstore import House, entries, house, models

__all__ = ["house"]

WEB = Path(models.__file__).parent
PAGES = (
    "",
    "session/",
    "exercises/pelvic-tilt/",
    "sheet/",
    "progress/",
    "history/",
    "settings/",
    "settings/health/",
    "settings/physiotherapist/",
    "hands-free/",
    "about/",
    "help/",
    *(f"welcome/{step}/" for step in range(2, 7)),
)
QUESTIONS = entries.programmes()[0].screening
OTHERS = ("/", "/welcome/", "/about/", "/help/")


class Tags(HTMLParser):
    """Every tag of a page with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_every_page_answers(house: House) -> None:
    anna = house.person()
    for page in (*OTHERS, *(house.address(anna, page) for page in PAGES)):
        assert house.browser.get(page).status_code == 200, page


def test_every_page_forbids_inline_script_and_has_none(house: House) -> None:
    anna = house.person()
    for page in (*OTHERS, *(house.address(anna, page) for page in PAGES), "/nothing"):
        answer = house.browser.get(page)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        for tag, attributes in Tags(answer.content.decode()).tags:
            assert tag != "style", page
            assert "style" not in attributes, page
            assert not any(name.startswith("on") for name in attributes), (page, tag)
            if tag == "script":
                assert attributes.get("src") or attributes.get("type") == "application/json", page


def test_nothing_is_loaded_from_elsewhere() -> None:
    for path in [*WEB.rglob("*.html"), *WEB.rglob("*.css"), *WEB.rglob("*.js"), *WEB.rglob("*.svg")]:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        if "vendor" in path.parts:  # others may name a source in a comment
            text = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
        assert not re.search(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", text), path


def test_the_first_visit_goes_straight_to_the_welcome(house: House) -> None:
    assert re.fullmatch(r"/people/[0-9a-f-]{36}/welcome/1/", house.browser.get("/").headers["Location"])
    house.person("Anna")
    assert "Anna" in house.browser.get("/").content.decode()


def test_the_first_visit_leads_from_a_name_to_today(house: House) -> None:
    answer = house.browser.post(
        "/welcome/", {"name": "Berta"}, headers={"Accept-Language": "de-CH,de;q=0.9,en-US;q=0.8"}
    )
    berta = models.Person.objects.get()
    assert (berta.name, berta.emergency) == ("Berta", "144")
    steps = (
        {},
        dict.fromkeys(QUESTIONS, "no"),
        {"asked": "yes", "by": "Dr. Meyer", "on": "2026-11-12"},
        {"call_name": "Dr. Meyer", "call_phone": "030 1", "emergency": "112"},
        {"pace": "1.5", "counts": "halfway"},
    )
    for number, answers in enumerate(steps, 2):
        assert answer.headers["Location"] == house.address(berta, f"welcome/{number}/")
        assert f"Step {number} of 6" in house.page(berta, f"welcome/{number}/")
        answer = house.browser.post(house.address(berta, f"welcome/{number}/"), answers)
    assert answer.headers["Location"] == house.address(berta)
    berta.refresh_from_db()
    assert (berta.pace, berta.counts, berta.emergency) == (1.5, "halfway", "112")
    assert "Start" in house.page(berta)
    assert "Dr. Meyer, asked on Thursday, 12 November 2026" in house.page(berta, "history/")


def test_no_health_question_is_answered_beforehand(house: House) -> None:
    anna = house.person()
    for page in ("welcome/3/", "welcome/4/", "settings/health/"):
        tags = Tags(house.page(anna, page)).tags
        assert [a for tag, a in tags if tag == "input" and a.get("type") == "radio"], page
        assert not [a for _, a in tags if "checked" in a], page


def test_an_open_question_is_named_and_the_answers_are_kept(house: House) -> None:
    anna = house.person()
    answers = dict.fromkeys(QUESTIONS, "no") | {"floor": "yes"}
    del answers["glaucoma"]
    answer = house.browser.post(house.address(anna, "welcome/3/"), answers)
    page = answer.content.decode()
    assert "One thing is still open" in page
    assert 'href="#id_glaucoma_0"' in page
    assert len(re.findall(r"<input[^>]* checked", page)) == len(answers)
    assert models.Entry.objects.filter(kind="screened").count() == 0


def test_a_name_is_text_and_never_markup(house: House) -> None:
    anna = house.person("<script>alert(1)</script>")
    for page in (*(house.address(anna, page) for page in PAGES), "/"):
        assert "<script>alert" not in house.browser.get(page).content.decode(), page


def test_whoever_has_not_asked_may_look_but_not_start(house: House) -> None:
    anna = house.person(cleared=False)
    page = house.page(anna)
    assert "First, ask" in page
    assert "Start" not in page
    assert "Pelvic tilt" in page
    assert house.browser.get(house.address(anna, "session/")).headers["Location"] == house.address(anna)
    wrong = house.browser.post(house.address(anna, "said-yes/"), {"by": "Dr. Meyer", "on": "2027-01-01"})
    assert wrong.status_code == 400
    assert "still to come" in wrong.content.decode()
    old = house.browser.post(house.address(anna, "said-yes/"), {"by": "Dr. Meyer", "on": "2024-11-01"})
    assert "That is more than two years ago. Please ask again." in old.content.decode()
    assert not models.Entry.objects.filter(kind="cleared").exists()
    assert "Dr. Meyer" in wrong.content.decode()
    house.browser.post(house.address(anna, "said-yes/"), {"by": "Dr. Meyer", "on": "2026-11-10"})
    assert "Start" in house.page(anna)


def test_a_yes_among_the_health_questions_asks_until_a_professional_said_yes(house: House) -> None:
    anna = house.person()
    house.wait(minutes=1).browser.post(
        house.address(anna, "settings/health/"), dict.fromkeys(QUESTIONS, "no") | {"glaucoma": "yes"}
    )
    assert "glaucoma" in house.page(anna)
    assert "Start" not in house.page(anna)
    house.wait(minutes=1).browser.post(
        house.address(anna, "said-yes/"), {"by": "Dr. Meyer", "on": "2026-11-16"}
    )
    assert "Start" in house.page(anna)


def test_history_tells_what_was_done_and_why_the_plan_changed(house: House) -> None:
    anna = house.person()
    house.session(anna, Day(skipped=("head-press",)))
    house.wait(days=2)
    house.session(anna, Day(pain="diagonal-lift", severity=6))
    page = house.page(anna, "history/")
    assert page.index("Wednesday, 18 November 2026") < page.index("Monday, 16 November 2026")
    assert "Pain in Diagonal lift: low back, 6 of 10." in page
    assert "Stopped because it hurt." in page
    assert "Head press: skipped." in page
    assert "1 × 8" in page
    assert "Noted: a professional said yes (physical therapist)." in page


def test_history_is_told_thirty_at_a_time(house: House) -> None:
    anna = house.person()
    for _ in range(34):
        house.note(anna, DayAfter, pain=0)
    first, second = house.page(anna, "history/"), house.page(anna, "history/?page=2")
    assert first.count('class="session"') == 30
    assert second.count('class="session"') == 5
    assert "Older" in first
    assert "Older" not in second
    for odd in ("0", "-1", "x", "٣", "99999", "9" * 30):
        assert house.browser.get(house.address(anna, f"history/?page={odd}")).status_code == 200


def test_settings_are_kept_section_by_section(house: House) -> None:
    anna = house.person()
    house.browser.post(house.address(anna, "settings/"), {"section": "name", "name": "Änne"})
    house.browser.post(
        house.address(anna, "settings/"), {"section": "guidance", "pace": "2.0", "counts": "ticks"}
    )
    wrong = house.browser.post(
        house.address(anna, "settings/"), {"section": "call", "call_name": "Dr. Kim", "emergency": ""}
    )
    anna.refresh_from_db()
    assert (anna.name, anna.pace, anna.counts, anna.emergency) == ("Änne", 2.0, "ticks", "112")
    assert "Please write the emergency number." in wrong.content.decode()
    assert "Dr. Kim" in wrong.content.decode()
    answers = {"section": "weights", "weights-by": "Dr. Kim", "weights-on": "2026-11-01"}
    house.browser.post(house.address(anna, "settings/"), answers)
    assert models.Entry.objects.filter(kind="weights_consented").count() == 1


def test_a_physiotherapist_changes_one_exercise_and_empty_answers_change_nothing(house: House) -> None:
    anna = house.person()
    page = house.address(anna, "settings/physiotherapist/")
    house.browser.post(page, {"exercise": "pelvic-tilt", "repetitions": "5", "in_one_piece": "yes"})
    house.browser.post(page, {"exercise": "leg-and-arm-lift", "per_side": "yes"})
    house.browser.post(page, {"exercise": "head-press", "leave_out": "yes"})
    house.browser.post(page, {"exercise": "diagonal-lift"})
    assert models.Entry.objects.filter(kind="override").count() == 3
    today = house.page(anna)
    assert "1 × 5, hold 10 s" in today
    assert "1 × 8 each side" in today
    assert "Head press" not in today
    assert "five repetitions, back in one piece" in house.page(anna, "settings/physiotherapist/")
    wrong = house.browser.post(page, {"exercise": "pelvic-tilt", "repetitions": "500"})
    assert wrong.status_code == 400
    assert "Please write a whole number from 1 to 50." in wrong.content.decode()


def test_what_is_saved_is_said_where_one_returns_to(house: House) -> None:
    anna = house.person()
    name = {"section": "name", "name": "Anna"}
    tilt = {"exercise": "pelvic-tilt", "repetitions": "5"}
    for page, answers, here in (
        ("settings/", name, '<details id="name" open><summary>Your name</summary>'),
        ("settings/physiotherapist/", tilt, "<summary>Pelvic tilt</summary>"),
    ):
        told = house.browser.post(house.address(anna, page), answers, follow=True).content.decode()
        assert here + '<p class="card notice" role="status">Saved.</p>' in told
        assert told.count("Saved.") == 1


def test_a_first_visit_that_was_left_goes_on_where_it_was(house: House) -> None:
    start = house.browser.get("/").headers["Location"]
    assert house.browser.get(start).status_code == 200
    house.browser.post(start, {"name": "Berta"})
    berta = models.Person.objects.get()
    here = {step: house.address(berta, f"welcome/{step}/") for step in range(1, 7)}
    for page in ("", "session/", "welcome/5/"):
        assert house.browser.get(house.address(berta, page)).headers["Location"] == here[2]
    house.browser.post(here[2])
    house.browser.post(here[6], {"pace": "1.0", "counts": "ticks"})
    assert house.browser.get(house.address(berta)).headers["Location"] == here[3]
    house.browser.post(here[3], dict.fromkeys(QUESTIONS, "no"))
    house.browser.post(here[2])
    assert house.browser.get(house.address(berta)).headers["Location"] == here[4]
    house.browser.post(here[4], {"asked": "no"})
    house.browser.post(here[5], {"emergency": "112"})
    house.browser.post(here[6], {"pace": "1.0", "counts": "ticks"})
    assert house.browser.get(house.address(berta)).status_code == 200


def test_back_to_the_name_mends_it_and_makes_nobody_new(house: House) -> None:
    start = house.browser.get("/").headers["Location"]
    second = house.browser.post(start, {"name": "Bertha"}).headers["Location"]
    assert f'href="{start}"' in house.browser.get(second).content.decode()
    assert 'value="Bertha"' in house.browser.get(start).content.decode()
    assert house.browser.post(start, {"name": "Berta"}).headers["Location"] == second
    assert [one.name for one in models.Person.objects.all()] == ["Berta"]
    assert start not in house.browser.get("/").content.decode()


def test_who_is_asked_first_is_told_what_was_said_yes_to(house: House) -> None:
    anna = house.person()
    assert "You said yes to" not in house.page(anna, "welcome/4/")
    health = house.address(anna, "settings/health/")
    house.browser.post(health, dict.fromkeys(QUESTIONS, "no") | {"glaucoma": "yes"})
    page = house.page(anna, "welcome/4/")
    assert "<li>Do you have glaucoma?</li>" in page
    assert "Does your doctor or physical therapist know this?" in page
    assert "can be adapted" not in page
    house.wait(minutes=1).browser.post(health, dict.fromkeys(QUESTIONS, "no") | {"floor": "yes"})
    assert "The exercises can be adapted: ask." in house.page(anna, "welcome/4/")


def test_health_questions_asked_again_tell_the_last_answer_and_answer_nothing(house: House) -> None:
    anna = house.person()
    assert "Last time you said" not in house.page(anna, "settings/health/")
    house.browser.post(
        house.address(anna, "settings/health/"), dict.fromkeys(QUESTIONS, "no") | {"glaucoma": "yes"}
    )
    page = house.page(anna, "settings/health/")
    assert page.count("Last time you said: yes.") == 1
    assert page.count("Last time you said: no.") == len(QUESTIONS) - 1
    assert "checked" not in page


def test_after_six_weeks_away_today_asks_whether_health_has_changed(house: House) -> None:
    anna = house.person()
    assert "Has your health changed?" not in house.wait(days=50).page(anna)
    house.session(anna)
    assert "Has your health changed?" not in house.wait(days=41).page(anna)
    assert "Has your health changed?" in house.wait(days=1).page(anna)
    house.browser.post(house.address(anna, "settings/health/"), dict.fromkeys(QUESTIONS, "no"))
    assert "Has your health changed?" not in house.page(anna)


def test_what_is_not_there_is_said_in_the_same_look(house: House) -> None:
    answer = house.browser.get("/people/00000000-0000-0000-0000-000000000000/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()
    assert "Strongback" in answer.content.decode()


def test_no_page_makes_a_promise_we_do_not_make(house: House) -> None:
    anna = house.person()
    for page in (*OTHERS, *(house.address(anna, page) for page in PAGES)):
        text = house.browser.get(page).content.decode().lower()
        for never in (" treats ", "prevents", "safe for you", "clinically proven", "!</"):
            assert never not in text, (page, never)
