"""What the player sends, and what it is answered."""

from __future__ import annotations

import gzip
import json
from itertools import permutations
from typing import Any

import pytest
from django.test import Client
from msgspec import structs

from people import Day
from strongback.record.nouns import Paused, SessionRecord
from strongback.record.writer import write_entry
from webstore import House, after, draft_of, ended_of, entries, house, models

__all__ = ["house"]


def send(
    house: House, person: models.Person, to: str, body: bytes | str, kind: str = "application/json"
) -> Any:
    return house.browser.post(house.address(person, f"{to}/"), body, content_type=kind)


def data_of(page: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(page.split('type="application/json">')[1].split("</script>")[0])
    return data


def test_a_record_is_kept_once_however_often_it_is_sent(house: House) -> None:
    anna = house.person()
    line = write_entry(house.perform(anna))
    assert send(house, anna, "record", line).status_code == 201
    assert send(house, anna, "record", line).status_code == 200
    spaced = json.dumps(json.loads(line), indent=2)
    assert send(house, anna, "record", spaced).status_code == 200
    assert models.Entry.objects.get(kind="record").body == line.decode()


def test_the_same_id_with_other_content_is_refused(house: House) -> None:
    anna = house.person()
    record = house.perform(anna)
    send(house, anna, "record", write_entry(record))
    other = structs.replace(record, events=(record.events[0], *record.events[2:]))
    answer = send(house, anna, "record", write_entry(other))
    assert answer.status_code == 409
    assert record.id in answer.json()["problems"][0]
    assert models.Entry.objects.filter(kind="record").count() == 1


def test_two_persons_may_hold_the_same_record(house: House) -> None:
    anna, berta = house.person("Anna"), house.person("Berta")
    line = write_entry(house.perform(anna))
    assert send(house, anna, "record", line).status_code == 201
    assert send(house, berta, "record", line).status_code == 201


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (" ", "empty"),
        ("{", "line"),
        ("[]", "not an object"),
        ('{"note": "cleared", "at": "2026-11-20T10:00:00+01:00", "by": "me"}', "not a session record"),
        ('{"record": 1}', "missing"),
        (b"\xff\xfe", "UTF-8"),
        ("[" * 50_000, "line"),
        ('{"record":1,"record":1}', "twice"),
    ],
)
def test_what_is_malformed_is_told_and_never_kept(house: House, body: str | bytes, said: str) -> None:
    anna = house.person()
    for where in ("record", "draft"):
        answer = send(house, anna, where, body)
        assert answer.status_code == 400
        assert said in " ".join(answer.json()["problems"])
    assert not models.Entry.objects.filter(kind="record").exists()


def test_what_is_too_long_or_of_another_kind_is_refused(house: House) -> None:
    anna = house.person()
    assert send(house, anna, "record", b" " * (1 << 20) + b"{}").status_code == 413
    assert send(house, anna, "record", b"x" * (3 << 20)).status_code == 413
    assert send(house, anna, "record", "{}", "text/plain").status_code == 415
    assert house.browser.get(house.address(anna, "record/")).status_code == 405
    nobody = "/people/00000000-0000-0000-0000-000000000000/record/"
    assert house.browser.post(nobody, "{}", content_type="application/json").status_code == 404


def test_the_page_of_another_site_can_keep_nothing(house: House) -> None:
    anna = house.person()
    browser = Client(enforce_csrf_checks=True)
    address, line = house.address(anna, "record/"), write_entry(house.perform(anna))
    assert browser.post("/welcome/", {"name": "X"}).status_code == 403
    for form in ("application/x-www-form-urlencoded", "multipart/form-data", "text/plain"):
        assert browser.post(address, line, content_type=form).status_code == 415
    for site in ("cross-site", "same-site"):
        headers = {"Sec-Fetch-Site": site}
        answer = browser.post(address, line, content_type="application/json", headers=headers)
        assert (answer.status_code, len(answer.json()["problems"])) == (403, 1)
    assert not models.Entry.objects.filter(kind="record").exists()


def test_a_record_is_taken_from_a_device_without_a_fresh_page(house: House) -> None:
    anna = house.person()
    device = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
    line = write_entry(house.perform(anna))
    answer = device.post(house.address(anna, "record/"), line, content_type="application/json")
    assert answer.status_code == 201


def test_letters_in_any_order_and_twice_come_to_the_same_record(house: House) -> None:
    record = None
    for number, order in enumerate(permutations(range(4))):
        anna = house.person(f"Anna {number}")
        record = house.perform(anna)
        ended = ended_of(record)
        letters = [
            ("draft", draft_of(record, 3)),
            ("draft", draft_of(record, 9)),
            ("draft", ended),
            ("record", record),
        ]
        for letter in (*order, *order):
            answer = send(house, anna, letters[letter][0], write_entry(letters[letter][1]))
            assert answer.status_code in (200, 201, 204)
        assert models.Entry.objects.get(person=anna, kind="record").body == write_entry(record).decode()
        assert not models.Draft.objects.exists()


def test_answers_that_come_after_the_session_was_closed_without_them_are_kept(house: House) -> None:
    anna = house.person()
    record = house.perform(anna)
    assert send(house, anna, "draft", write_entry(ended_of(record))).status_code == 204
    house.wait(hours=3).page(anna)
    assert "rated" not in models.Entry.objects.get(kind="record").body
    assert send(house, anna, "record", write_entry(record)).status_code == 201
    assert models.Entry.objects.get(kind="record").body == write_entry(record).decode()
    assert send(house, anna, "record", write_entry(ended_of(record))).status_code == 200
    assert "rated" in models.Entry.objects.get(kind="record").body


def test_a_strange_host_is_refused(house: House) -> None:
    assert house.browser.get("/welcome/", headers={"Host": "evil.example"}).status_code == 400


def test_a_draft_replaces_the_one_before_and_goes_when_the_record_comes(house: House) -> None:
    anna = house.person()
    record = house.perform(anna)
    for many in (3, 9):
        assert send(house, anna, "draft", write_entry(draft_of(record, many))).status_code == 204
    assert models.Draft.objects.get().body == write_entry(draft_of(record, 9)).decode()
    assert send(house, anna, "record", write_entry(record)).status_code == 201
    assert not models.Draft.objects.exists()
    assert send(house, anna, "draft", write_entry(draft_of(record, 9))).status_code == 204
    assert not models.Draft.objects.exists()
    assert models.Entry.objects.get(kind="record").body == write_entry(record).decode()


def test_where_the_player_was_quicker_its_record_stands(house: House) -> None:
    anna = house.person()
    record = house.perform(anna)
    entries.keep_draft(anna, draft_of(record, 9), house.now)
    send(house, anna, "record", write_entry(record))
    models.Draft.objects.create(
        person=anna, record=record.id, body=write_entry(draft_of(record, 9)).decode(), updated_ms=0
    )
    assert "Rest today" in house.page(anna)
    assert models.Entry.objects.get(kind="record").body == write_entry(record).decode()
    assert not models.Draft.objects.exists()


def test_pressed_by_mistake_takes_the_pain_back(house: House) -> None:
    anna = house.person()
    hurting = house.perform(anna, Day(pain="pelvic-tilt"))
    send(house, anna, "draft", write_entry(draft_of(hurting, len(hurting.events) - 1)))
    assert "Today waits" in house.page(anna)
    going_on = draft_of(hurting, len(hurting.events) - 2)
    paused = Paused(at_ms=hurting.events[-2].at_ms)
    send(house, anna, "draft", write_entry(entries.more(going_on, (paused,))))
    assert "Today waits" not in house.page(anna)


def test_the_session_page_hands_over_what_the_player_needs(house: House) -> None:
    anna = house.person()
    data = data_of(house.page(anna, "session/"))
    assert data["after"] == house.address(anna, "after/")
    assert data["emergency"] == "112"
    assert data["call"] is None
    assert {flag["call"] for flag in data["red_flags"]} == {"emergency", "doctor", "stop"}
    answer = house.browser.get(data["script"], headers={"Accept-Encoding": "gzip"})
    assert "immutable" in answer.headers["Cache-Control"]
    script = json.loads(gzip.decompress(answer.content))
    assert script == house.browser.get(data["script"]).json()
    assert data["script"].endswith(script["id"] + ".json")
    assert house.browser.get(house.address(anna, f"script/{'0' * 64}.json")).status_code == 404


def test_only_the_latest_scripts_are_kept(house: House) -> None:
    anna = house.person()
    for pace in range(130):
        anna.pace = 1.0 + pace / 1000
        anna.save()
        assert house.browser.get(house.address(anna, "session/")).status_code == 200
    assert models.ScriptHanded.objects.count() == 120


def rated(house: House, person: models.Person, record: SessionRecord) -> list[dict[str, Any]]:
    body = models.Entry.objects.get(person=person, uid=record.id).body
    return [event for event in json.loads(body)["events"] if event["event"] in ("rated", "repetition_missed")]


def finished(house: House, person: models.Person) -> SessionRecord:
    record = ended_of(house.perform(person))
    send(house, person, "draft", write_entry(record))
    house.wait(minutes=20)
    return record


def test_one_answer_rates_every_exercise(house: House) -> None:
    anna = house.person()
    record = finished(house, anna)
    where = house.address(anna, f"after/{record.id}/")
    assert house.browser.post(where, {"all-easy": "1"}).headers["Location"] == where
    said = rated(house, anna, record)
    assert {event["exercise"] for event in said} == set(after.by_exercise(record))
    assert {(event["effort"], event["two_more"]) for event in said} == {(after.EASY, True)}
    page = house.browser.get(where).content.decode()
    assert "Done. One session this week." in page
    assert "one set, eight repetitions" in page


def test_answers_one_by_one_say_what_was_missed_and_leave_silence_alone(house: House) -> None:
    anna = house.person()
    record = finished(house, anna)
    answers = {
        "pelvic-tilt-all_done": "no",
        "pelvic-tilt-missed": "3",
        "pelvic-tilt-effort": "0",
        "head-press-all_done": "yes",
        "head-press-two_more": "no",
    }
    house.browser.post(house.address(anna, f"after/{record.id}/"), answers)
    said = rated(house, anna, record)
    missed = [event["repetition"] for event in said if event["event"] == "repetition_missed"]
    assert missed == [6, 7, 8]
    assert [(e["exercise"], e["effort"], e["two_more"]) for e in said if e["event"] == "rated"] == [
        ("pelvic-tilt", 0, None),
        ("head-press", None, False),
    ]


def test_a_wrong_answer_is_told_and_the_others_are_kept(house: House) -> None:
    anna = house.person()
    record = finished(house, anna)
    where = house.address(anna, f"after/{record.id}/")
    for missed, said in (("9", "from 1 to 8"), ("x", "from 1 to 8"), ("0", "from 1 to 8")):
        answers = {"pelvic-tilt-all_done": "no", "pelvic-tilt-missed": missed, "head-press-effort": "7"}
        answer = house.browser.post(where, answers)
        assert answer.status_code == 400
        page = answer.content.decode()
        assert said in page
        assert page.index("One thing is still open") < page.index("<h2>How")
        assert 'value="7" id="id_head-press-effort_7" checked' in page
    assert models.Draft.objects.exists()


def test_after_asks_nothing_beforehand_and_may_be_left(house: House) -> None:
    anna = house.person()
    record = finished(house, anna)
    page = house.page(anna, f"after/{record.id}/")
    assert "checked" not in page
    house.browser.post(house.address(anna, f"after/{record.id}/"), {"leave": "1"})
    assert rated(house, anna, record) == []


def test_not_all_of_it_without_a_number_is_one_repetition(house: House) -> None:
    anna = house.person()
    record = finished(house, anna)
    house.browser.post(house.address(anna, f"after/{record.id}/"), {"pelvic-tilt-all_done": "no"})
    [missed] = rated(house, anna, record)
    assert (missed["event"], missed["set"], missed["repetition"]) == ("repetition_missed", 1, 8)


def test_one_answer_for_all_is_there_only_when_everything_was_done(house: House) -> None:
    anna = house.person()
    assert "Everything done" in house.page(anna, f"after/{finished(house, anna).id}/")
    berta = house.person("Berta")
    record = ended_of(house.perform(berta, Day(skipped=("head-press",))))
    send(house, berta, "draft", write_entry(record))
    where = house.address(berta, f"after/{record.id}/")
    assert "Everything done" not in house.browser.get(where).content.decode()
    assert house.browser.post(where, {"all-easy": "1"}).status_code == 400
    assert models.Draft.objects.filter(person=berta).exists()


def test_whoever_goes_without_answering_may_answer_on_the_same_day(house: House) -> None:
    anna = house.person()
    record = finished(house, anna)
    page = house.page(anna)
    assert "Rest today" in page
    assert "One session this week." in page
    where = house.address(anna, f"after/{record.id}/")
    assert f'href="{where}"' in page
    assert house.browser.get(house.address(anna, "session/")).headers["Location"] == house.address(anna)
    house.browser.post(where, {"all-easy": "1"})
    assert where not in house.page(anna)
    assert len(rated(house, anna, record)) == 5


@pytest.mark.parametrize("later", [{"hours": 2}, {"days": 1}])
def test_whoever_goes_without_answering_has_their_session_kept_by_today(
    house: House, later: dict[str, float]
) -> None:
    anna = house.person()
    record = finished(house, anna)
    assert not models.Entry.objects.filter(kind="record").exists()
    house.wait(**later).page(anna)
    assert rated(house, anna, record) == []
    assert house.browser.get(house.address(anna, f"after/{record.id}/")).status_code == 200


def test_after_a_session_that_hurt_nothing_is_asked_and_the_way_is_shown(house: House) -> None:
    anna = house.person()
    hurt = house.perform(anna, Day(pain="pelvic-tilt"))
    assert send(house, anna, "record", write_entry(hurt)).status_code == 201
    page = house.page(anna, f"after/{hurt.id}/")
    assert "It hurt" in page
    assert "All done" not in page
    nothing = house.address(anna, "after/00000000-0000-0000-0000-000000000000/")
    assert house.browser.get(nothing).status_code == 404


def test_a_record_of_an_unknown_script_is_kept(house: House) -> None:
    anna = house.person()
    record = structs.replace(house.perform(anna), script="f" * 64)
    assert send(house, anna, "record", write_entry(record)).status_code == 201
    assert list(entries.read(models.Entry.objects.filter(kind="record"))) == [record]
