"""The gate of the home network: whoever is not connected reaches the pairing page and nothing else."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from homenet import FETCHES, HOST, LOOKS, Address, Browser, Network, annegret, balthasar, every_address, home
from strongback.record.writer import write_entry
from webstore import House, devices, gate, house, models, own, rules

__all__ = ["annegret", "balthasar", "home", "house"]

NAMES = ("Annegret", "Balthasar")
CROSS = {**FETCHES, "Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}


def addresses(person: models.Person) -> list[Address]:
    found = every_address(person.id)
    assert len(found) > 35, "the walk over the urlconf found next to nothing"
    assert {"today", "record", "manifest", "picture"} <= {one.name for one in found}
    return found


def test_a_stranger_is_led_from_every_address_to_the_pairing_page(
    home: Network, annegret: models.Person
) -> None:
    stranger = home.stranger()
    for one in addresses(annegret):
        answer = stranger.ask(one.path)
        assert (answer.status, answer.header("Location"), answer.body) == (302, "/pair/", b""), one
        assert answer.header("Cache-Control") == "no-store"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "OPTIONS", "DELETE", "TRACE"])
def test_what_a_strangers_page_asks_for_is_refused_at_every_address(
    home: Network, annegret: models.Person, method: str
) -> None:
    before = models.Entry.objects.count()
    for one in addresses(annegret):
        answer = home.stranger().ask(one.path, method, b"{}" if method != "GET" else b"", FETCHES)
        assert answer.status == 401, one
        assert not any(name in answer.text for name in NAMES)
    assert models.Entry.objects.count() == before


def test_a_stranger_gets_no_file_but_those_of_the_pairing_page(home: Network) -> None:
    from strongback.web.wsgi import application

    files = set(application.files)  # type: ignore[attr-defined]
    assert len(files) > 120
    assert any("/static/voice/" in path for path in files)
    opened = {path for path in files if home.stranger().ask(path, headers=FETCHES).status != 401}
    assert opened == gate.open_paths() - {"/pair/", "/service-worker.js"}
    assert len(opened) <= 14
    assert not any("/player/" in path or "/voice/" in path for path in opened)


def test_the_service_worker_is_there_for_strangers_and_knows_nobody(
    home: Network, annegret: models.Person
) -> None:
    """Browsers fetch it, and what it imports, without a cookie."""
    answer = home.stranger().ask("/service-worker.js", headers=FETCHES)
    assert answer.status == 200
    assert "Annegret" not in answer.text
    assert str(annegret.id) not in answer.text
    assert answer.text == home.tablet(annegret).ask("/service-worker.js", headers=FETCHES).text


def test_what_is_there_and_what_is_not_look_the_same_to_a_stranger(
    home: Network, annegret: models.Person
) -> None:
    for headers in (LOOKS, FETCHES):
        there = home.stranger().ask(f"/people/{annegret.id}/", headers=headers)
        assert there == home.stranger().ask("/nothing/at/all", headers=headers)


def test_a_strangers_form_is_answered_with_a_page_that_leads_on(
    home: Network, annegret: models.Person
) -> None:
    answer = home.stranger().post(f"/people/{annegret.id}/settings/", {"section": "name", "name": "Eve"})
    assert answer.status == 401
    assert 'href="/pair/"' in answer.text
    assert "Annegret" not in answer.text
    assert models.Person.objects.get().name == "Annegret"


@pytest.mark.parametrize(
    "environ",
    [
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1;host=localhost;proto=http"},
        {"HTTP_X_REAL_IP": "127.0.0.1", "HTTP_X_FORWARDED_HOST": "localhost"},
        {"REMOTE_ADDR": "127.0.0.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:8443"},
        {"REMOTE_USER": "annegret", "HTTP_REMOTE_USER": "annegret"},
        {"HTTP_X_ORIGINAL_URL": "/pair/", "HTTP_X_REWRITE_URL": "/pair/"},
        {"HTTP_X_HTTP_METHOD_OVERRIDE": "HEAD"},
        {"HTTP_STRONGBACK_DEVICE": "1", "HTTP_STRONGBACK_AHEAD": "1"},
        {"HTTP_AUTHORIZATION": "Basic YWRtaW46YWRtaW4="},
        {own.KEY: "whatever a client could ever put here"},
        {"HTTP_COOKIE": f"{devices.COOKIE}="},
        {"HTTP_COOKIE": f"{devices.COOKIE}={'A' * 43}"},
        {"HTTP_COOKIE": f"{devices.COOKIE}={'A' * 5000}"},
        {"HTTP_COOKIE": f"{devices.COOKIE}=' OR 1=1 --"},
    ],
    ids=lambda environ: next(iter(environ)),
)
def test_no_header_and_no_address_opens_the_gate(
    home: Network, annegret: models.Person, environ: dict[str, object]
) -> None:
    home.tablet(annegret)
    for path in ("/", f"/people/{annegret.id}/", "/devices/", "/manifest.webmanifest"):
        assert home.stranger().ask(path, **environ).status == 302, path
        assert home.stranger().ask(path, headers=FETCHES, **environ).status == 401, path


@pytest.mark.parametrize(
    "path",
    [
        "/pair",
        "/pair//",
        "//pair/",
        "/./pair/",
        "/PAIR/",
        "/pair/../",
        "/pair/../people/",
        "/pair/%2e%2e/",
        "/pair/;/",
        "/pair/\x00",
        "/pair/\\..\\",
        "/pair/?/../",
        "/static/../",
        "/static/..%2f",
        "/static/{digest}/css/tokens.css/../../../../",
        "/static/{digest}/css/../css/tokens.css",
        "/static/{digest}/css/tokens.css.gz",
        "/static/{digest}/../voice/strong-back-and-hips/en/manifest.json",
        "",
    ],
)
def test_no_trick_with_a_path_passes_the_gate(home: Network, annegret: models.Person, path: str) -> None:
    written = path.replace("{digest}", settings.STATIC_DIGEST)
    answer = home.stranger().ask(written or "/", headers=FETCHES, PATH_INFO=written)
    assert answer.status == 401
    assert not any(name in answer.text for name in NAMES)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "kitchen.local.evil.example",
        "evil.example:8443",
        "kitchen.local@evil.example",
        "kitchen.local, evil.example",
        "kitchen.local,kitchen.local",
        "xkitchen.local",
        "[::1",
        "192.168.1.5.nip.io",
        "testserver",
        "",
    ],
)
def test_another_host_name_is_refused_for_everybody_and_everything(
    home: Network, annegret: models.Person, host: str
) -> None:
    for browser in (home.stranger(), home.tablet(annegret)):
        for path in ("/", "/pair/", f"/people/{annegret.id}/", settings.STATIC_URL + "css/tokens.css"):
            answer = browser.ask(path, HTTP_HOST=host)
            assert answer.status == 400, (host, path)
            assert not any(name in answer.text for name in NAMES)


def test_the_names_of_the_certificate_are_answered(home: Network) -> None:
    for host in ("kitchen.local:8443", "192.168.1.5", "localhost:1", "[::1]:8443", "KITCHEN.local"):
        assert home.stranger().ask("/pair/", HTTP_HOST=host).status == 200, host


class Untouched:
    """A body of which not a byte may be asked for."""

    def read(self, *_: int) -> bytes:
        raise AssertionError("it was read")

    readline = readlines = __iter__ = read


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (str(rules.MOST_BYTES + 1), 413),
        ("10000000000", 413),
        ("9" * 400, 413),
        ("-1", 400),
        ("1e3", 400),
        ("12, 12", 400),
        ("١٢", 400),
    ],
)
def test_a_body_over_a_mebibyte_is_refused_unread(
    home: Network, annegret: models.Person, said: str, status: int
) -> None:
    for browser in (home.stranger(), home.tablet(annegret)):
        for path in (f"/people/{annegret.id}/record/", "/pair/", "/"):
            environ = {"CONTENT_LENGTH": said, "wsgi.input": Untouched(), "CONTENT_TYPE": "application/json"}
            assert browser.ask(path, "POST", b"", FETCHES, **environ).status == status, path


def test_a_long_history_is_brought_in_from_a_paired_device_and_refused_unread_from_a_stranger(
    home: Network, annegret: models.Person
) -> None:
    yours = f"/people/{annegret.id}/yours/"
    said = {"CONTENT_LENGTH": str(rules.MOST_BYTES * 5), "wsgi.input": Untouched()}
    assert home.stranger().ask(yours + "take-in/", "POST", b"", FETCHES, **said).status == 401
    mine = home.tablet(annegret)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', mine.ask(yours).text)
    assert token is not None
    file = SimpleUploadedFile("history.jsonl", b"\n" * (rules.MOST_BYTES + 1))
    body = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": token[1], "file": file})
    own = {"Origin": f"https://{HOST}", **LOOKS}
    answer = mine.ask(yours + "take-in/", "POST", body, own, CONTENT_TYPE=MULTIPART_CONTENT)
    assert "New: 0." in answer.text
    said["CONTENT_LENGTH"] = str(rules.MOST_HISTORY_BYTES + 1)
    assert mine.ask(yours + "take-in/", "POST", b"", FETCHES, **said).status == 413


def test_a_body_of_unknown_length_is_refused_unread(home: Network, annegret: models.Person) -> None:
    environ = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": Untouched()}
    for browser in (home.stranger(), home.tablet(annegret)):
        assert browser.ask("/pair/", "POST", b"", **environ).status == 411


def test_a_body_of_a_mebibyte_goes_through_to_the_page_that_judges_it(
    home: Network, annegret: models.Person
) -> None:
    path = f"/people/{annegret.id}/record/"
    body = b" " * rules.MOST_BYTES
    answer = home.tablet(annegret).ask(path, "POST", body, FETCHES, CONTENT_TYPE="application/json")
    assert answer.status == 400
    assert "problems" in answer.text


@pytest.mark.parametrize("which", ["cross-site", "same-site"])
def test_another_site_can_neither_read_nor_write_even_with_the_cookie(
    home: Network, annegret: models.Person, which: str
) -> None:
    """A browser would not send the cookie along; should one do so, this holds."""
    mine = home.tablet(annegret)
    before = models.Entry.objects.count()
    headers = {**FETCHES, "Sec-Fetch-Site": which}
    done = write_entry(home.house.perform(annegret))
    for one in addresses(annegret):
        for method, body in (("GET", b""), ("POST", done)):
            answer = mine.ask(one.path, method, body, headers, CONTENT_TYPE="application/json")
            assert answer.status == 403, one
            assert answer.header("Access-Control-Allow-Origin") == ""
    assert models.Entry.objects.count() == before


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", f"http://{HOST}", "https://kitchen.local:9000"]
)
def test_a_record_from_another_origin_is_refused_also_by_an_old_browser(
    home: Network, annegret: models.Person, origin: str
) -> None:
    mine, done = home.tablet(annegret), write_entry(home.house.perform(annegret))
    for page in ("draft/", "record/"):
        path, json = f"/people/{annegret.id}/{page}", {"CONTENT_TYPE": "application/json"}
        assert mine.ask(path, "POST", done, {"Origin": origin}, **json).status == 403
        assert mine.ask(path, "OPTIONS", b"", {"Origin": origin}, **json).status == 403
    assert models.Draft.objects.count() == 0
    assert not models.Entry.objects.filter(kind="record").exists()
    path = f"/people/{annegret.id}/record/"
    answer = mine.ask(path, "POST", done, {"Origin": f"https://{HOST}"}, CONTENT_TYPE="application/json")
    assert answer.status == 201, "the same from its own page is taken"


def test_a_link_from_another_site_opens_the_page_and_a_frame_does_not(
    home: Network, annegret: models.Person
) -> None:
    mine = home.tablet(annegret)
    linked = {**LOOKS, "Sec-Fetch-Site": "cross-site"}
    assert mine.ask(f"/people/{annegret.id}/", headers=linked).status == 200
    framed = {**linked, "Sec-Fetch-Dest": "iframe"}
    assert mine.ask(f"/people/{annegret.id}/", headers=framed).status == 403
    assert mine.ask(f"/people/{annegret.id}/settings/", "POST", b"", linked).status == 403


def test_a_form_without_its_token_or_with_anothers_changes_nothing(
    home: Network, annegret: models.Person, balthasar: models.Person
) -> None:
    mine, other = home.tablet(annegret), home.tablet(balthasar)
    page = f"/people/{annegret.id}/settings/"
    fields = {"section": "name", "name": "Eve"}
    assert mine.post(page, fields).status == 403
    other.ask(f"/people/{balthasar.id}/settings/")
    stolen = {**fields, "csrfmiddlewaretoken": other.cookies["__Host-strongback-form"]}
    mine.ask(page)
    assert mine.post(page, stolen).status == 403
    assert set(models.Person.objects.values_list("name", flat=True)) == set(NAMES)
    assert mine.send(page, fields).status == 302, "with its own token it is taken"


def test_every_answer_forbids_other_sites_to_take_it_in(home: Network, annegret: models.Person) -> None:
    mine = home.tablet(annegret)
    for path in ("/", f"/people/{annegret.id}/", settings.STATIC_URL + "css/tokens.css", "/nothing"):
        assert mine.ask(path).header("Cross-Origin-Resource-Policy") == "same-origin"
    assert home.stranger().ask("/").header("Cross-Origin-Resource-Policy") == "same-origin"


def test_strangers_who_dawdle_hold_two_threads_and_no_more(home: Network) -> None:
    """From inside one form a second is sent, and from inside that a third, which finds no room."""
    seen: list[int] = []

    def slow(environ: object, start: object) -> list[bytes]:
        asked = Browser(door).ask("/pair/", "POST", b"x") if len(seen) < 2 else None
        if asked is not None:
            seen.append(asked.status)
        start("200 OK", [])  # type: ignore[operator]
        return [b""]

    door = gate.gated(slow)  # type: ignore[arg-type]
    assert Browser(door).ask("/pair/", "POST", b"x").status == 200
    assert 503 in seen
    assert Browser(door).ask("/pair/", "POST", b"x").status == 200, "afterwards there is room again"


def test_at_home_nobody_is_asked_for_a_device(house: House) -> None:
    anna = house.person("Annegret")
    assert house.browser.get("/devices/").status_code == 200
    assert house.browser.get("/pair/").status_code == 404
    assert "Someone new" in house.browser.get("/").content.decode()
    assert house.browser.get(house.address(anna)).status_code == 200
