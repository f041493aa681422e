"""One code, one device: right once, for ten minutes, and not to be guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection

from homenet import Browser, Network, network
from strongback.web.lan import qr
from webstore import FOLDER, House, devices, gate, house, lan_start, models, pairing, static_files
from webstore import home as data_home

__all__ = ["house"]


@pytest.fixture
def home(house: House) -> Iterator[Network]:
    with network(house) as made:
        yield made


def another_than(code: str, many: int = 1) -> str:
    return f"{(int(code) + many) % 10**pairing.DIGITS:08d}"


def give(browser: Browser, code: str) -> int:
    return browser.send("/pair/", {"code": code}).status


def paired(home: Network, *persons: models.Person, name: str = "tablet in the kitchen") -> Browser:
    browser = home.stranger()
    assert give(browser, home.code()) == 302
    chosen = {"name": name, "persons": [str(one.id) for one in persons]}
    assert browser.send("/pair/", chosen).status == 302
    return browser


def test_a_code_and_a_choice_of_persons_let_a_device_in(home: Network) -> None:
    anna, berta = home.house.person("Anna"), home.house.person("Berta")
    mine = paired(home, anna)
    done = mine.ask("/pair/")
    assert "This device is connected" in done.text
    assert "“tablet in the kitchen” and shows Anna" in done.text
    assert "Berta" not in done.text
    assert mine.ask(f"/people/{anna.id}/").status == 200
    assert mine.ask(f"/people/{berta.id}/").status == 404
    device = models.Device.objects.get()
    assert [one.name for one in device.persons.all()] == ["Anna"]
    assert device.paired_ms == device.seen_ms == home.now_ms


def test_no_name_is_shown_before_the_right_code(home: Network) -> None:
    home.house.person("Annegret")
    browser = home.stranger()
    code = home.code()
    assert "Annegret" not in browser.ask("/pair/").text
    assert "Annegret" not in browser.send("/pair/", {"code": another_than(code)}).text
    assert "Annegret" not in browser.send("/pair/", {"name": "x", "persons": ["1"]}).text
    browser.send("/pair/", {"code": code})
    assert "Annegret" in browser.ask("/pair/").text


@pytest.mark.parametrize("written", ["{0}{1}", "{0} {1}", " {0}-{1} ", "{0}\u00a0{1}", "{0}.{1}"])
def test_a_code_may_be_written_with_spaces(home: Network, written: str) -> None:
    code = home.code()
    assert give(home.stranger(), written.format(code[:4], code[4:])) == 302


@pytest.mark.parametrize("written", ["", "1234567", "123456789", "abcdefgh", "١٢٣٤٥٦٧٨", "12345678\x00"])
def test_what_is_no_code_is_told_so_and_counts_as_no_try(home: Network, written: str) -> None:
    code = home.code()
    answer = home.stranger().send("/pair/", {"code": written})
    assert answer.status == 400
    assert "problem" in answer.text
    assert models.PairingTry.objects.count() == 0
    assert give(home.stranger(), code) == 302


def test_the_fifth_wrong_answer_ends_the_code_and_the_right_one_comes_too_late(home: Network) -> None:
    code = home.code()
    for many in range(1, 6):
        assert give(home.stranger(), another_than(code, many)) == 400
    late = home.stranger().send("/pair/", {"code": code})
    assert late.status == 400
    assert "No code is open now" in late.text
    assert models.Device.objects.count() == 0


def test_after_four_wrong_answers_the_right_one_is_taken(home: Network) -> None:
    code = home.code()
    for many in range(1, 5):
        assert give(home.stranger(), another_than(code, many)) == 400
    assert give(home.stranger(), code) == 302


def test_twenty_answers_a_minute_are_listened_to_whatever_is_open(home: Network) -> None:
    for _ in range(pairing.TRIES_A_MINUTE):
        assert pairing.give("00000000", home.now_ms) == "over"
    code = home.code()
    answer = home.stranger().send("/pair/", {"code": code})
    assert answer.status == 429
    assert "wait a minute" in answer.text
    home.house.wait(seconds=59)
    assert give(home.stranger(), code) == 429
    home.house.wait(seconds=2)
    assert give(home.stranger(), code) == 302


def test_answers_given_at_once_are_counted_one_by_one(home: Network) -> None:
    code, now_ms = home.code(), home.now_ms

    def wrong(many: int) -> pairing.Claim | pairing.Refused:
        try:
            return pairing.give(another_than(code, many), now_ms)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(wrong, range(1, 17)))
    assert said.count("wrong") == pairing.MOST_WRONG - 1
    assert said.count("over") == 16 - (pairing.MOST_WRONG - 1)
    assert models.PairingCode.objects.get().wrong == pairing.MOST_WRONG


def test_a_code_is_good_once(home: Network) -> None:
    code = home.code()
    first, second = home.stranger(), home.stranger()
    assert give(first, code) == 302
    assert give(second, code) == 400
    assert "The code is right" in first.ask("/pair/").text
    assert "The code is right" not in second.ask("/pair/").text


def test_one_code_given_by_two_at_once_is_taken_from_one(home: Network) -> None:
    code, now_ms = home.code(), home.now_ms

    def right(_: int) -> pairing.Claim | pairing.Refused:
        try:
            return pairing.give(code, now_ms)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        said = list(pool.map(right, range(4)))
    assert sum(isinstance(one, pairing.Claim) for one in said) == 1


def test_a_code_is_over_after_ten_minutes(home: Network) -> None:
    first = home.code()
    home.house.wait(minutes=10)
    assert give(home.stranger(), first) == 400
    second = home.code()
    home.house.wait(minutes=9, seconds=59)
    assert give(home.stranger(), second) == 302


def test_a_new_code_ends_the_one_before_but_not_a_choice_that_was_begun(home: Network) -> None:
    anna = home.house.person("Anna")
    begun = home.stranger()
    assert give(begun, home.code()) == 302
    older = home.code()
    newer = home.code()
    if older != newer:
        assert give(home.stranger(), older) == 400
    assert give(home.stranger(), newer) == 302
    assert begun.send("/pair/", {"name": "phone", "persons": [str(anna.id)]}).status == 302
    assert models.Device.objects.get().name == "phone"


def test_the_choice_can_be_made_once_within_ten_minutes_by_who_gave_the_code(home: Network) -> None:
    anna = home.house.person("Anna")
    claim = pairing.give(home.code(), home.now_ms)
    assert isinstance(claim, pairing.Claim)
    assert pairing.finish("A" * 43, "eve", [anna], home.now_ms) is None
    assert pairing.finish("", "eve", [anna], home.now_ms) is None
    assert pairing.finish(claim.token, "phone", [anna], home.now_ms) is not None
    assert pairing.finish(claim.token, "eve", [anna], home.now_ms) is None
    late = pairing.give(home.code(), home.now_ms)
    assert isinstance(late, pairing.Claim)
    home.house.wait(minutes=10)
    assert pairing.finish(late.token, "eve", [anna], home.now_ms) is None
    assert [one.name for one in models.Device.objects.all()] == ["phone"]


def test_nobody_chosen_or_somebody_unknown_lets_nobody_in(home: Network) -> None:
    anna = home.house.person("Anna")
    browser = home.stranger()
    give(browser, home.code())
    for persons in ([], ["018f0000-0000-7000-8000-000000000000"], ["x"]):
        answer = browser.send("/pair/", {"name": "phone", "persons": persons})
        assert answer.status == 400
        assert "Please choose one person or more." in answer.text
    assert browser.send("/pair/", {"name": "", "persons": [str(anna.id)]}).status == 400
    assert models.Device.objects.count() == 0
    assert browser.send("/pair/", {"name": "phone", "persons": [str(anna.id)]}).status == 302


def test_the_devices_cookie_is_for_https_this_server_and_no_script(home: Network) -> None:
    browser = home.stranger()
    give(browser, home.code())
    anna = home.house.person("Anna")
    answer = browser.send("/pair/", {"name": "phone", "persons": [str(anna.id)]})
    [cookie] = [value for name, value in answer.headers if name == "Set-Cookie" and devices.COOKIE in value]
    assert devices.COOKIE.startswith("__Host-")
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"secure", "httponly", "samesite=lax", "path=/", f"max-age={devices.KEPT_S}"} <= parts
    assert not any(part.startswith("domain") for part in parts)
    assert len(browser.cookies[devices.COOKIE]) == 43
    assert set(browser.cookies) == {devices.COOKIE, "__Host-strongback-form"}, "the claim's cookie is gone"


def test_every_page_begins_the_cookie_anew_and_no_file_does(home: Network) -> None:
    mine = home.tablet(home.house.person())
    page, file = mine.ask("/"), mine.ask(settings.STATIC_URL + "css/tokens.css")
    assert f"Max-Age={devices.KEPT_S}" in page.header("Set-Cookie")
    assert file.status == 200
    assert file.header("Set-Cookie") == ""


def test_neither_a_code_nor_a_token_lies_in_the_store(home: Network) -> None:
    anna = home.house.person("Anna")
    browser, code = home.stranger(), home.code()
    kept = b"".join(path.read_bytes() for path in FOLDER.glob(f"{data_home.STORE}*"))
    assert models.PairingCode.objects.get().code.encode() in kept, "the search finds what is there"
    give(browser, code)
    claim = next(value for name, value in browser.cookies.items() if "pairing" in name)
    browser.send("/pair/", {"name": "phone", "persons": [str(anna.id)]})
    kept = b"".join(path.read_bytes() for path in FOLDER.glob(f"{data_home.STORE}*"))
    assert models.Device.objects.get().token.encode() in kept
    for secret in (code, claim, browser.cookies[devices.COOKIE]):
        assert secret.encode() not in kept


def test_the_pairing_page_is_made_of_exactly_the_files_that_are_open(home: Network) -> None:
    page = home.stranger().ask("/pair/").text
    named = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    worker = static_files.modules(settings.HERE / "static", gate.WORKER)
    program = {settings.STATIC_URL + name for name in worker}
    assert named == gate.open_paths() - program - {"/pair/", "/service-worker.js"}
    assert settings.STATIC_URL + "away/shelf.js" in program
    script = (settings.HERE / "static/away/pair.js").read_text(encoding="utf-8")
    assert re.findall(r'from "([^"]+)"', script) == ["./shelf.js"]
    needed = (settings.HERE / "static/away/shelf.js").read_text(encoding="utf-8")
    assert re.findall(r"^import .*", needed, re.M) == []


def test_a_form_of_the_pairing_page_needs_its_token(home: Network) -> None:
    browser = home.stranger()
    browser.ask("/pair/")
    assert browser.post("/pair/", {"code": home.code()}).status == 403
    assert models.PairingTry.objects.count() == 0


def test_a_connected_device_that_comes_back_to_the_page_is_told_so(home: Network) -> None:
    anna = home.house.person("Anna")
    mine = home.tablet(anna, name="phone")
    assert "This device is connected" in mine.ask("/pair/").text
    form = f"/people/{anna.id}/settings/"
    assert mine.send("/pair/", {"code": home.code()}, token_of=form).status == 200
    assert models.PairingCode.objects.count() == 1


# at home


def test_the_page_at_home_shows_a_code_that_connects(home: Network) -> None:
    anna = home.house.person("Anna")
    with at_home():
        answer = home.house.browser.post("/devices/add/")
        page = answer.content.decode()
    [code] = re.findall(r"\b\d{4} \d{4}\b", page)
    assert "<svg" in page
    assert 'style="' not in page
    assert answer.headers["Cache-Control"] == "no-store"
    browser = home.stranger()
    assert give(browser, code) == 302
    browser.send("/pair/", {"name": "phone", "persons": [str(anna.id)]})
    with at_home():
        listed = home.house.browser.get("/devices/").content.decode()
    assert "phone" in listed
    assert "Shows Anna." in listed
    assert "Last used today" in listed


def test_disconnecting_asks_once_more_and_then_it_is_done(home: Network) -> None:
    mine = home.tablet(home.house.person("Anna"), name="phone")
    address = f"/devices/{models.Device.objects.get().id}/"
    with at_home():
        assert "Disconnect “phone”?" in home.house.browser.get(address).content.decode()
        assert models.Device.objects.count() == 1
        assert home.house.browser.post(address).status_code == 302
        assert home.house.browser.get(address).status_code == 404
    assert mine.ask("/").status == 302


def test_without_the_home_network_the_page_says_how_to_begin_and_makes_no_code(house: House) -> None:
    with network(house), at_home(LAN_URL=""):
        assert "strongback serve --lan" in house.browser.get("/devices/").content.decode()
        assert house.browser.post("/devices/add/").status_code == 302
        assert models.PairingCode.objects.count() == 0


def at_home(**more: object) -> object:
    from django.test import override_settings

    hosts = ["testserver", "localhost", "127.0.0.1"]
    plain = {
        "LAN": False,
        "ALLOWED_HOSTS": hosts,
        "CSRF_COOKIE_SECURE": False,
        "CSRF_COOKIE_NAME": "csrftoken",
    }
    return override_settings(**{**plain, **more})


def test_the_picture_on_the_page_and_in_the_terminal_are_the_same_squares() -> None:
    address = lan_start.address_with("https://192.168.1.5:8443/", "48217390")
    assert address == "https://192.168.1.5:8443/pair/#48217390"
    lines = [line[len("\x1b[30;107m") : -len("\x1b[0m")] for line in qr.terminal(address).splitlines()]
    dark = sum(line.count("█") * 2 + line.count("▀") + line.count("▄") for line in lines)
    assert len(lines[0]) // 2 + len(lines[0]) % 2 == len(lines)
    assert all(set(line) == {" "} for line in (*lines[:2], *lines[-2:])), "the quiet edge"
    drawn = qr.svg(address, "A picture")
    assert drawn.startswith("<svg")
    assert "A picture" in drawn
    assert "style=" not in drawn
    assert sum(int(run) for run in re.findall(r"h(\d+)", drawn.split('d="')[-1])) == dark
