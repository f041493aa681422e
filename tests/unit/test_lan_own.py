"""A paired device in the home network: its own persons and nobody else, until it is disconnected."""

from __future__ import annotations

from django.conf import settings

from homenet import FETCHES, Address, Network, annegret, balthasar, every_address, home
from people import Day
from strongback.record.writer import write_entry
from webstore import devices, erasing, house, models, own

__all__ = ["annegret", "balthasar", "home", "house"]

NAMES = ("Annegret", "Balthasar")


def own_parts(one: Address) -> bool:
    return "person_id" in one.parts


def test_a_paired_device_finds_nobody_elses_pages_not_even_that_they_are_there(
    home: Network, annegret: models.Person, balthasar: models.Person
) -> None:
    mine = home.tablet(annegret)
    nobody = home.house.person("Nobody")
    home.house.session(balthasar)
    theirs, none = every_address(balthasar.id), every_address(nobody.id)
    nobody.delete()
    before = list(models.Entry.objects.values_list("id", "body"))
    looked_at = 0
    for one, other in zip(theirs, none, strict=True):
        if not own_parts(one):
            continue
        for method in ("GET", "POST"):
            answer = mine.ask(one.path, method, b"", {**FETCHES, "Strongback-Ahead": "1"})
            assert answer.status == 404, one
            assert answer.body == mine.ask(other.path, method, b"", {**FETCHES, "Strongback-Ahead": "1"}).body
            looked_at += 1
    assert looked_at > 50
    assert list(models.Entry.objects.values_list("id", "body")) == before


def test_a_paired_device_opens_every_page_of_its_own_person(home: Network, annegret: models.Person) -> None:
    mine = home.tablet(annegret)
    for one in every_address(annegret.id):
        if own_parts(one):
            assert mine.ask(one.path).status not in (400, 401, 403, 500), one
    assert mine.ask(f"/people/{annegret.id}/").status == 200
    assert mine.ask(settings.STATIC_URL + "player/main.js", headers=FETCHES).status == 200
    assert mine.ask("/service-worker.js", headers=FETCHES).status == 200


def test_pages_of_the_household_are_not_there_for_a_paired_device(
    home: Network, annegret: models.Person
) -> None:
    """Whatever comes into the urlconf without a person belongs to the household, until it is named."""
    mine = home.tablet(annegret)
    pages = [one for one in every_address(annegret.id) if not own_parts(one) and one.name not in own.SHARED]
    assert {"devices", "device-add", "device-revoke", "welcome"} <= {one.name for one in pages}
    for one in pages:
        for method in ("GET", "POST"):
            expected = 403 if one.name == "welcome" else 404
            assert mine.ask(one.path, method, b"", FETCHES).status == expected, one
    assert "New persons are added on the device where Strongback runs" in mine.ask("/welcome/").text
    assert models.Device.objects.count() == 1


def test_the_list_of_persons_and_its_kit_name_only_those_of_the_device(
    home: Network, annegret: models.Person, balthasar: models.Person
) -> None:
    page = home.tablet(annegret).ask("/").text
    assert "Annegret" in page
    assert "Balthasar" not in page
    assert "Someone new" not in page
    assert "Other devices" not in page
    both = home.tablet(annegret, balthasar).ask("/").text
    assert "Annegret" in both
    assert "Balthasar" in both


def test_somebody_new_cannot_be_made_from_a_paired_device(home: Network, annegret: models.Person) -> None:
    mine = home.tablet(annegret)
    settings_page = f"/people/{annegret.id}/settings/"
    for path in ("/welcome/", "/people/018f0000-0000-7000-8000-000000000000/welcome/1/"):
        assert mine.send(path, {"name": "Eve"}, token_of=settings_page).status in (403, 404)
    assert [one.name for one in models.Person.objects.all()] == ["Annegret"]


def test_anothers_record_script_and_draft_are_not_found_below_ones_own_person(
    home: Network, annegret: models.Person, balthasar: models.Person
) -> None:
    mine = home.tablet(annegret)
    done = home.house.session(balthasar, Day(pain="pelvic-tilt"))
    own_page, theirs = f"/people/{annegret.id}/", home.tablet(balthasar)
    assert theirs.ask(f"/people/{balthasar.id}/after/{done.id}/").status == 200
    assert mine.ask(f"{own_page}after/{done.id}/").status == 404
    theirs.ask(f"/people/{balthasar.id}/away/ahead.json", headers={**FETCHES, "Strongback-Ahead": "1"})
    home.house.wait(days=40)
    script = models.ScriptHanded.objects.filter(person=balthasar).first()
    if script is None:
        home.tablet(annegret).ask(f"{own_page}session/")
        script = models.ScriptHanded.objects.get(person=annegret)
        script.person = balthasar
        script.save()
    models.ScriptHanded.objects.filter(person=annegret).delete()
    assert mine.ask(f"{own_page}script/{script.script}.json", headers=FETCHES).status == 404


def test_a_device_that_was_disconnected_is_a_stranger_at_its_next_request(
    home: Network, annegret: models.Person
) -> None:
    mine = home.tablet(annegret)
    static = settings.STATIC_URL + "player/main.js"
    assert mine.ask(f"/people/{annegret.id}/").status == 200
    devices.turn_away(models.Device.objects.get().id)
    assert mine.ask(f"/people/{annegret.id}/").status == 302
    assert mine.ask(static, headers=FETCHES).status == 401
    done = write_entry(home.house.perform(annegret))
    answer = mine.ask(
        f"/people/{annegret.id}/record/", "POST", done, FETCHES, CONTENT_TYPE="application/json"
    )
    assert answer.status == 401
    assert not models.Entry.objects.filter(kind="record").exists()


def test_a_device_whose_person_was_erased_shows_nobody_and_stays_calm(
    home: Network, annegret: models.Person, balthasar: models.Person
) -> None:
    mine = home.tablet(annegret)
    annegret.delete()
    answer = mine.ask("/")
    assert answer.status == 200
    assert "Nobody is shown on this device any more" in answer.text
    assert "Balthasar" not in answer.text


def test_what_a_tablet_still_holds_of_who_was_erased_hears_that_they_are_gone(
    home: Network, annegret: models.Person, balthasar: models.Person
) -> None:
    mine, gone, other = home.tablet(annegret), annegret.id, balthasar.id
    erasing.erase([annegret])
    for where in ("draft/", "record/"):
        asked = {"CONTENT_TYPE": "application/json"}
        assert mine.ask(f"/people/{gone}/{where}", "POST", b"{}", FETCHES, **asked).status == 410
        assert mine.ask(f"/people/{other}/{where}", "POST", b"{}", FETCHES, **asked).status == 404
    assert mine.ask(f"/people/{gone}/").status == 404


def test_when_a_device_was_seen_is_written_once_an_hour(home: Network, annegret: models.Person) -> None:
    mine = home.tablet(annegret)
    seen = []
    for minutes in (1, 30, 40, 10, 60):
        home.house.wait(minutes=minutes)
        mine.ask("/")
        seen.append(models.Device.objects.get().seen_ms)
    assert len(set(seen)) == 3
    assert seen[0] == seen[1] == home.now_ms - 141 * 60_000
    assert seen[-1] == home.now_ms


def test_a_device_is_what_the_gate_found_and_nothing_that_was_there_before(
    home: Network, annegret: models.Person
) -> None:
    home.tablet(annegret)
    there = devices.Paired(models.Device.objects.get().id, frozenset({annegret.id}))
    answer = home.stranger().ask("/pair/", **{own.KEY: there})
    assert "This device is connected" not in answer.text
    assert "Annegret" not in answer.text
