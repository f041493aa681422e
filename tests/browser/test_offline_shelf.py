"""What the device keeps, and how it comes there: whole or not at all, and never of two versions."""

from __future__ import annotations

import json
from itertools import chain, repeat
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from browser.harness.served import Json, Site

ANNA = "11111111-1111-4111-8111-111111111111"
HOME = f"/people/{ANNA}/"
A, B = "aaaaaaaaaaaa", "bbbbbbbbbbbb"
OWN = {"version": A, "offline": "/away/offline/", "manifest": "/manifest.webmanifest", "files": []}
DONE = f"{HOME}away/done/"
CALL = """async ([name, ...given]) => {
  const shelf = await import("/static/away/shelf.js");
  try { return await shelf[name](...given); } catch (error) { return `refused: ${error.message}`; }
}"""


class Tablet:
    """A page's own caches, and a server that answers what stands in `there`; `asked` is what it was asked."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.there: dict[str, str | int] = {}
        self.asked: list[str] = []
        page.route("**/*", self.answer)
        page.goto(site.url + "/nothing")

    def answer(self, route: Route) -> None:
        path = route.request.url.split("/", 3)[3]
        found = self.there.get("/" + path)
        if found is None:
            return route.continue_()
        self.asked.append("/" + path)
        if isinstance(found, int):
            return route.fulfill(status=found)
        return route.fulfill(status=200, body=found)

    def plan(self, kit: str = "one", **other: Any) -> Json:
        """The server has a kit of that name."""
        planned = {"page": f"{HOME}away/now/today/", "session": f"{HOME}away/now/session/", "script": "s"}
        told = {
            "ahead": 1, "kit": kit, "version": OWN["version"], "made_at": "2026-11-16T09:30:00+01:00",
            "person": ANNA, "known": [], "today": planned, "plans": [], "pages": {"done": DONE},
            "copies": ["/"], "files": ["/figures/tilt.svg"],
        } | other  # fmt: skip
        self.there |= {
            f"{HOME}away/ahead.json": json.dumps(told),
            **{url: f"{kit} {url}" for url in (planned["page"], planned["session"], DONE, "/")},
            "/figures/tilt.svg": "<svg/>",
        }
        return told

    def call(self, name: str, *given: Any) -> Any:
        """Call a function of shelf.js."""
        return self.page.evaluate(CALL, [name, *given])

    def refresh(self) -> Any:
        self.asked.clear()
        return self.call("refreshKit", OWN, ANNA)

    def kit(self) -> str | None:
        """The name of the kit that is kept."""
        found = self.call("newestKit", ANNA)
        return found and found["ahead"]["kit"]

    def shelves(self) -> list[str]:
        found: list[str] = self.page.evaluate("caches.keys()")
        return found

    def text(self, url: str) -> str | None:
        """What is kept below an address."""
        found: str | None = self.page.evaluate("async (url) => (await caches.match(url))?.text()", url)
        return found


@pytest.fixture
def tablet(page: Page, site: Site) -> Tablet:
    return Tablet(page, site)


def test_a_kit_is_everything_that_its_list_names(tablet: Tablet) -> None:
    tablet.plan()
    assert tablet.refresh() == "kept"
    assert tablet.kit() == "one"
    assert tablet.text("/") == "one /"
    assert tablet.text(f"{HOME}away/now/session/") == f"one {HOME}away/now/session/"
    assert tablet.text("/figures/tilt.svg") == "<svg/>"


def test_a_kit_that_has_not_changed_is_not_fetched_again(tablet: Tablet) -> None:
    tablet.plan()
    tablet.refresh()
    assert tablet.refresh() == "kept"
    assert tablet.asked == [f"{HOME}away/ahead.json"]


def test_a_new_kit_takes_the_place_of_the_old_and_fetches_only_what_changed(tablet: Tablet) -> None:
    tablet.plan()
    tablet.refresh()
    tablet.plan("two")
    assert tablet.refresh() == "kept"
    assert tablet.text("/") == "two /"
    assert "/figures/tilt.svg" not in tablet.asked, "its address never changes"
    assert len(tablet.shelves()) == 1


@pytest.mark.parametrize("missing", ["/", DONE, "/figures/tilt.svg"])
def test_a_kit_of_which_one_thing_does_not_come_is_not_kept(tablet: Tablet, missing: str) -> None:
    tablet.plan()
    tablet.there[missing] = 503
    assert tablet.refresh() == "failed"
    assert tablet.kit() is None
    assert tablet.shelves() == []


def test_a_kit_that_fails_leaves_the_one_before_it_in_its_place(tablet: Tablet) -> None:
    tablet.plan()
    tablet.refresh()
    tablet.plan("two")
    tablet.there[DONE] = 503
    assert tablet.refresh() == "failed"
    assert tablet.kit() == "one"
    assert tablet.text("/") == "one /"


def test_a_kit_that_changes_while_it_comes_is_fetched_anew(tablet: Tablet) -> None:
    first = tablet.plan()
    later = first | {"kit": "later"}
    answers = chain([first], repeat(later))
    tablet.page.route(f"**{HOME}away/ahead.json", lambda route: route.fulfill(body=json.dumps(next(answers))))
    assert tablet.refresh() == "kept"
    assert tablet.kit() == "later"
    assert tablet.asked.count(DONE) == 2, "a page of the first might be older than the second"
    assert len(tablet.shelves()) == 1


def test_a_kit_of_another_version_is_not_taken(tablet: Tablet) -> None:
    tablet.plan()
    tablet.refresh()
    tablet.plan("two", version=B)
    assert tablet.refresh() == "other"
    assert tablet.kit() == "one"


def test_the_kit_of_somebody_who_is_not_there_any_more_goes(tablet: Tablet) -> None:
    tablet.plan()
    tablet.refresh()
    tablet.there[f"{HOME}away/ahead.json"] = 404
    assert tablet.refresh() == "gone"
    assert tablet.shelves() == []


def test_a_server_that_does_not_answer_takes_nothing_away(tablet: Tablet) -> None:
    tablet.plan()
    tablet.refresh()
    tablet.there[f"{HOME}away/ahead.json"] = 502
    assert tablet.refresh() == "failed"
    assert tablet.kit() == "one"


def test_half_a_kit_left_by_a_crash_is_none(tablet: Tablet) -> None:
    tablet.page.evaluate(
        "async ([name, url]) => (await caches.open(name)).put(url, new Response('half'))",
        [f"ahead {ANNA} {OWN['version']} half", "/"],
    )
    assert tablet.kit() is None
    tablet.plan()
    assert tablet.refresh() == "kept"
    assert len(tablet.shelves()) == 1


def test_what_the_server_has_heard_is_remembered_until_a_kit_knows_of_it(tablet: Tablet) -> None:
    tablet.plan()
    tablet.refresh()
    for id in ("a", "b"):
        tablet.call("noteHeard", ANNA, {"id": id, "hurt": True})
    assert [one["id"] for one in tablet.call("heardIn", tablet.call("newestKit", ANNA))] == ["a", "b"]
    tablet.plan("two", known=["a"])
    tablet.refresh()
    assert [one["id"] for one in tablet.call("heardIn", tablet.call("newestKit", ANNA))] == ["b"]


def version(tablet: Tablet, name: str, files: list[str], page: str | None = None) -> Any:
    own = {**OWN, "version": name, "files": files}
    tablet.there |= {OWN["offline"]: f"/static/{page or name}/css", OWN["manifest"]: f"/static/{name}/icon"}  # type: ignore[dict-item]
    return tablet.call("keepVersion", own)


def test_a_version_is_kept_whole_or_not_at_all(tablet: Tablet) -> None:
    tablet.there |= {"/static/a/one.js": "1", "/static/a/two.js": 404}
    assert "refused" in version(tablet, A, ["/static/a/one.js", "/static/a/two.js"])
    assert tablet.shelves() == []
    tablet.there["/static/a/two.js"] = "2"
    assert version(tablet, A, ["/static/a/one.js", "/static/a/two.js"]) is None
    assert tablet.text("/static/a/two.js") == "2"


def test_a_page_of_another_version_never_comes_among_the_files(tablet: Tablet) -> None:
    assert "another version" in version(tablet, A, [], page=B)
    assert tablet.shelves() == []


def test_an_old_version_stays_while_a_page_or_a_kit_needs_it_and_then_goes(tablet: Tablet) -> None:
    version(tablet, A, [])
    tablet.plan()
    tablet.refresh()
    new = {**OWN, "version": B}
    version(tablet, B, [])
    tablet.call("dropOldVersions", new)
    assert f"strongback-{A}" in tablet.shelves(), "the kit is made of it"
    tablet.there[f"{HOME}away/ahead.json"] = 404
    tablet.refresh()
    tablet.page.evaluate(
        "(name) => void navigator.locks.request(name, () => new Promise((go) => window.go = go))",
        f"strongback-{A}",
    )
    tablet.call("dropOldVersions", new)
    assert f"strongback-{A}" in tablet.shelves(), "a page is open that is made of it"
    tablet.page.evaluate("window.go()")
    tablet.call("dropOldVersions", new)
    assert tablet.shelves() == [f"strongback-{B}"]
