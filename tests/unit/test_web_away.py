"""What a device is handed for days without the server, asked without a browser."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.conf import settings
from msgspec import structs

from people import EASY, Day
from strongback import library
from strongback.record.nouns import Consulted, DayAfter, Screened
from webstore import House, draft_of, entries, house, models, static_files

__all__ = ["house"]

Json = dict[str, Any]
DEVICE = {"Strongback-Ahead": "1"}


def ahead(house: House, person: models.Person) -> Json:
    answer = house.browser.get(house.address(person, "away/ahead.json"), headers=DEVICE)
    assert answer.status_code == 200
    found: Json = answer.json()
    return found


def fetched(house: House, url: str) -> str:
    answer = house.browser.get(url, headers=DEVICE)
    assert answer.status_code == 200, url
    return answer.content.decode()


def no_start(page: str) -> bool:
    """Neither Start nor what lets a session that was broken off go on."""
    return 'class="button main start"' not in page and 'data-verdict="cleared"' not in page


def everything(told: Json) -> list[str]:
    """Every address that a device fetches."""
    planned = [told["today"], *told["plans"]]
    pages = [plan[name] for plan in planned for name in ("page", "session")]
    return [*pages, *told["pages"].values(), *told["copies"], *told["files"]]


def test_everything_that_is_named_can_be_fetched(house: House) -> None:
    anna = house.person()
    house.session(anna)
    told = ahead(house, anna)
    assert len(told["plans"]) == 3
    for url in everything(told):
        assert house.browser.get(url, headers=DEVICE).status_code == 200, url


def test_pages_name_no_picture_and_no_film_that_is_not_fetched_with_them(house: House) -> None:
    anna = house.person()
    told = ahead(house, anna)
    wanted = {
        found
        for url in everything(told)
        if url not in told["files"]
        for found in re.findall(r"/figures/[^\"&]+|/people/[^\"]+/script/[^\"]+", fetched(house, url))
    }
    assert wanted
    assert wanted <= set(told["files"])


def test_every_page_is_of_the_version_that_is_named(house: House) -> None:
    anna = house.person()
    told = ahead(house, anna)
    assert told["version"] == settings.STATIC_DIGEST
    for url in everything(told):
        if url not in told["files"]:
            versions = set(re.findall(r"/static/([0-9a-f]{12})/", fetched(house, url)))
            assert versions == {settings.STATIC_DIGEST}, url


def test_who_looks_at_such_an_address_is_sent_to_the_page_it_stands_in_for(house: House) -> None:
    """Else a typed address would be a way around the clearance and the rest day."""
    anna = house.person()
    for page in ("away/now/today/", "away/done/", "away/ahead.json"):
        assert house.browser.get(house.address(anna, page)).headers["Location"] == house.address(anna)
    sent = house.browser.get(house.address(anna, "away/0/session/"))
    assert sent.headers["Location"] == house.address(anna, "session/")


@pytest.mark.parametrize("cleared", [False, True])
def test_nothing_is_planned_for_who_may_not_exercise(house: House, cleared: bool) -> None:
    anna = house.person(cleared=cleared)
    if cleared:
        house.session(anna, Day(pain="pelvic-tilt"))
    told = ahead(house, anna)
    assert told["cleared"] is False
    assert told["plans"] == []
    assert told["today"]["session"] == ""
    assert house.browser.get(house.address(anna, "away/0/session/"), headers=DEVICE).status_code == 404
    said = fetched(house, told["pages"]["waits"])
    assert ("Sessions wait until" if cleared else "Ask your doctor or physical therapist first") in said
    assert no_start(said)


def test_a_yes_to_the_health_questions_holds_also_without_the_server(house: House) -> None:
    anna = house.person()
    asked = next(iter(library.load().screening))
    house.note(anna, Screened, answers={asked: True})
    assert ahead(house, anna)["cleared"] is False


def test_a_consultation_plans_again(house: House) -> None:
    anna = house.person()
    house.session(anna, Day(pain="pelvic-tilt"))
    house.wait(hours=1).note(anna, Consulted, about=None)
    assert ahead(house, anna)["cleared"] is True


def test_a_rest_day_is_no_reason_to_plan_nothing(house: House) -> None:
    anna = house.person()
    house.session(anna)
    told = ahead(house, anna)
    assert told["days"] == ["2026-11-16"]
    assert told["last"] == "2026-11-16"
    assert told["cleared"] is True


def test_the_limits_are_those_of_the_programme(house: House) -> None:
    programme = library.load()
    anna = house.person()
    assert ahead(house, anna)["limits"] == {
        "a_day": programme.progression.sessions_a_day,
        "most": programme.frequency.most,
        "week_days": programme.progression.week_days,
        "uses_the_day_from": 20,
    }
    away = programme.progression.away
    house.session(anna)
    begins = [plan["from_days"] for plan in ahead(house, anna)["plans"]]
    assert begins == [0, away.fewer_after_days, away.again_after_days]


def test_a_session_under_way_elsewhere_counts_as_far_as_it_went(house: House) -> None:
    anna = house.person()
    going = house.perform(anna)
    half = draft_of(going, 1 + 25)
    entries.keep_draft(anna, half, house.now)
    told = ahead(house, anna)
    assert told["days"] == ["2026-11-16"]
    assert told["today"]["tried"] >= told["limits"]["uses_the_day_from"]
    assert told["known"] == [going.id.lower()]
    entries.keep_draft(anna, structs.replace(half, events=(*half.events, *going.events[26:30])), house.now)
    assert models.Draft.objects.count() == 1, "looking ahead ends nobody's session"


def test_pain_in_a_session_under_way_withholds(house: House) -> None:
    anna = house.person()
    hurting = house.perform(anna, Day(pain="pelvic-tilt"))
    entries.keep_draft(anna, draft_of(hurting, len(hurting.events) - 1), house.now)
    assert ahead(house, anna)["cleared"] is False


def test_a_kit_has_the_same_name_until_something_changes(house: House) -> None:
    anna = house.person()
    names = [ahead(house, anna)["kit"], ahead(house, anna)["kit"]]
    assert names[0] == names[1]
    house.wait(hours=2)
    assert ahead(house, anna)["kit"] == names[0], "the hour stands on no page"
    anna.call_phone = "030 1234567"
    anna.save()
    names.append(ahead(house, anna)["kit"])
    house.session(anna)
    names.append(ahead(house, anna)["kit"])
    house.wait(days=1)
    names.append(ahead(house, anna)["kit"])
    house.note(anna, DayAfter, pain=0)
    names.append(ahead(house, anna)["kit"])
    house.person("Bert")
    names.append(ahead(house, anna)["kit"])
    assert len(set(names)) == len(names) - 1


def test_the_scripts_planned_ahead_are_known_when_their_records_arrive(house: House) -> None:
    anna = house.person()
    told = ahead(house, anna)
    for plan in (told["today"], *told["plans"]):
        assert models.ScriptHanded.objects.filter(person=anna, script=plan["script"]).exists()
        data = re.search(r'id="session-data"[^>]*>(.*?)</script>', fetched(house, plan["session"]), re.S)
        assert data is not None
        handed = json.loads(data[1])
        assert handed["script"].endswith(f"/{plan['script']}.json")
        assert "now" not in handed, "what time it is will not be known then"


def test_nobody_unknown_or_not_yet_welcomed_has_anything_ahead(house: House) -> None:
    anna = house.person()
    gone = house.address(anna, "away/ahead.json")
    anna.welcome_step = 3
    anna.save()
    assert house.browser.get(gone, headers=DEVICE).status_code == 404
    anna.delete()
    assert house.browser.get(gone, headers=DEVICE).status_code == 404


def test_today_ahead_is_silent_about_the_hour_and_the_week(house: House) -> None:
    anna = house.person()
    page = fetched(house, house.address(anna, "away/now/today/"))
    assert "Hello, Anna" in page
    assert not no_start(page)
    assert "planned ahead" in page
    for hourly in ("Good morning", "this week", "First session"):
        assert hourly not in page


@pytest.mark.parametrize("which", ["done", "week", "hurt", "waits", "connect"])
def test_every_reason_has_its_page_and_offers_no_start(house: House, which: str) -> None:
    anna = house.person()
    page = fetched(house, house.address(anna, f"away/{which}/"))
    assert no_start(page)
    assert "Try the connection again" in page


def test_the_page_about_pain_says_it_once(house: House) -> None:
    """Today's own page has it ready for the device to show; here it stands already."""
    anna = house.person()
    assert fetched(house, house.address(anna, "away/hurt/")).count('data-device="hurt"') == 0
    assert fetched(house, house.address(anna, "away/now/today/")).count('data-device="hurt"') == 1


def test_a_copy_says_of_which_day_it_is(house: House) -> None:
    anna = house.person()
    house.session(anna, EASY)
    for page in ("history/", "progress/"):
        assert house.address(anna, page) in ahead(house, anna)["copies"]
        assert "as it was on Monday, 16 November 2026" in fetched(house, house.address(anna, page))
        assert "as it was on" not in house.page(anna, page)


def test_the_service_worker_names_its_version_and_files_that_are_there(house: House) -> None:
    answer = house.browser.get("/service-worker.js")
    text = answer.content.decode()
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    own = json.loads(text[text.index("serve(self, ") + 12 : text.rindex(");")])
    assert own["version"] == settings.STATIC_DIGEST
    assert f'from "/static/{own["version"]}/away/worker.js"' in text
    there = {file.removeprefix(settings.STATIC_URL) for file in own["files"]}
    assert {"player/main.js", "css/stage.css", "away/worker.js", "icons/icon-192.png"} <= there
    clips = {file for file in own["files"] if "/voice/" in file}
    assert len(clips) == len(list((library.HOME / library.DEFAULT / "voice").rglob("*.mp3")))
    assert not any(file.endswith((".d.ts", ".txt", "LICENSE")) for file in own["files"])


def test_the_manifest_can_be_installed(house: House) -> None:
    answer = house.browser.get("/manifest.webmanifest")
    told = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (told["start_url"], told["scope"], told["display"]) == ("/", "/", "standalone")
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in told["icons"]}
    assert "maskable" in {icon["purpose"] for icon in told["icons"]}
    for icon in told["icons"]:
        assert (settings.HERE / "static" / icon["src"].removeprefix(settings.STATIC_URL)).is_file()


def test_a_changed_template_is_another_version() -> None:
    own = settings.HERE / "static", settings.HERE / "templates"
    assert static_files.digest(*own) == settings.STATIC_DIGEST
    assert static_files.digest(own[0]) != settings.STATIC_DIGEST
