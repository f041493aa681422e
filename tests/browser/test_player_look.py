"""The stage to the eye: nothing to scroll, nothing too small, nothing that axe objects to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, Page

from browser.axe import COLOURS, EVERYTHING, violations
from browser.conftest import Player, chromium, chromium_arguments
from browser.harness.served import Json, Site, serving
from strongback import library
from strongback.script import Delivery, compile_script, script_json
from strongback.script.example import Level, plan_at

SIZES = [(360, 640), (390, 844), (640, 360), (844, 390), (820, 1180), (1024, 768), (1180, 820), (1440, 900)]


@pytest.fixture(scope="module")
def real_script() -> Json:
    """The goal session: its instructions are the longest texts there are."""
    programme = library.load()
    voice = library.voice(programme.id, "en")
    found: Json = json.loads(
        json.dumps(script_json(compile_script(programme, plan_at(programme, Level.goal), Delivery(), voice)))
    )
    return found


@pytest.fixture
def real_site(real_script: Json) -> Iterator[Site]:
    """A site with the goal session."""
    with serving(real_script) as site:
        yield site


def moments(script: Json) -> dict[str, int]:
    """One moment of every kind of step, and the one with the most words of each kind."""
    found: dict[str, int] = {}
    most: dict[str, int] = {}
    at = 0
    for step in script["steps"]:
        for cue in step["cues"]:
            kind = step["phase"] or step["kind"]
            if len(cue["say"]) > most.get(kind, -1):
                most[kind], found[kind] = len(cue["say"]), at + cue["at_ms"] + 50
        at += step["duration_ms"]
    return found


def too_big(page: Page) -> list[str]:
    """Parts of the stage with more in them than they have room for."""
    found: list[str] = page.evaluate(
        """() => ["head", "now", "told", "foot", "controls", "ready", "paused"].filter((id) => {
          const e = document.getElementById(id);
          const high = e.scrollHeight > e.clientHeight + 1, wide = e.scrollWidth > e.clientWidth + 1;
          const scrolls = id !== "told" || getComputedStyle(e).overflowY === "auto";
          return e.clientHeight > 0 && scrolls && (high || wide);
        }).concat(document.documentElement.scrollHeight > innerHeight ? ["page"] : [])"""
    )
    return found


def too_small(page: Page) -> list[str]:
    """Letters under 20 px and targets under 64 px."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("#stage *")].filter((e) => e.checkVisibility())
          .flatMap((e) => {
            const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim() !== "");
            const letters = parseFloat(getComputedStyle(e).fontSize);
            const box = e.getBoundingClientRect();
            const target = e.matches("button, a");
            return [
              ...(own && letters < 19.9 ? [`${e.id || e.className}: letters of ${letters}`] : []),
              ...(target && Math.min(box.width, box.height) < 63.9 ? [`${e.textContent}: target`] : []),
            ];
          })"""
    )
    return found


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_scrolls_and_nothing_is_small_in_any_phase(
    page: Page, real_site: Site, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    player = Player(page, real_site).open()
    wrong = {"ready": too_big(page) + too_small(page)}
    page.click("#begin")
    page.wait_for_selector("#stage[data-mode=performing]", state="attached")
    at = 0
    for name, moment in sorted(moments(real_site.script).items(), key=lambda item: item[1]):
        player.advance(moment - at)
        at = moment
        wrong[name] = too_big(page) + too_small(page)
    player.press("pause")
    wrong["paused"] = too_big(page) + too_small(page)
    page.click("#stop")
    wrong["hurt"] = too_small(page)
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_figure_is_seen_in_a_hold_and_covers_nothing(
    page: Page, real_site: Site, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    player = Player(page, real_site).begin()
    hold = next(i for i, step in enumerate(real_site.script["steps"]) if step["kind"] == "hold")
    player.advance(sum(step["duration_ms"] for step in real_site.script["steps"][:hold]) + 1000)
    player.until(lambda: page.locator("#figure svg").count() == 1)
    assert under_the_figure(page) == []
    seen = page.locator("#figure svg").bounding_box()
    assert (seen is not None and seen["height"] >= 80) is (size != (640, 360))


@contextmanager
def enlarged(kind: BrowserType, home: Path, letters: int, size: tuple[int, int]) -> Iterator[Page]:
    """A page of a browser whose own letters are `letters` px instead of 16."""
    context = kind.launch_persistent_context(
        home,
        executable_path=chromium(),
        args=[*chromium_arguments(), f"--blink-settings=defaultFontSize={letters}"],
        viewport={"width": size[0], "height": size[1]},
    )
    try:
        page = context.new_page()
        yield page
        body = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
        assert body == pytest.approx(letters * 1.375)
    finally:
        context.close()


def covered(page: Page, ids: list[str]) -> list[str]:
    """Those of the elements that are cut off or lie under something else."""
    found: list[str] = page.evaluate(
        """(ids) => ids.filter((id) => {
          const e = document.querySelector(id), box = e.getBoundingClientRect();
          const x = box.x + box.width / 2, y = box.y + box.height / 2;
          const whole = box.top >= -1 && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1;
          return !(whole && document.elementFromPoint(x, y)?.closest(id) === e);
        })""",
        ids,
    )
    return found


def overlapping(page: Page, number: str) -> list[str]:
    """What the number, of whatever digits, is printed over."""
    found: list[str] = page.evaluate(
        """(number) => {
          const at = document.getElementById("number");
          at.textContent = number;
          at.dataset.digits = String(number.length);
          const glyphs = document.createRange();
          glyphs.selectNodeContents(at);
          const one = glyphs.getBoundingClientRect();
          const bottom = one.top + one.height / 2 + at.clientHeight / 2;
          return ["word", "cue", "next"].filter((id) => {
            const e = document.getElementById(id), words = document.createRange();
            words.selectNodeContents(e);
            const two = words.getBoundingClientRect();
            return e.checkVisibility() && two.width > 0
              && two.left < one.right - 1 && one.left < two.right - 1
              && two.top < bottom - 1 && one.top < two.bottom - 1;
          });
        }""",
        number,
    )
    return found


def under_the_figure(page: Page) -> list[str]:
    """Parts of the stage whose place the figure takes."""
    found: list[str] = page.evaluate(
        """() => {
          const box = (id) => document.getElementById(id).getBoundingClientRect(), one = box("figure");
          return ["head", "number", "word", "cue", "dots", "controls", "stop"].filter((id) => {
            const two = box(id);
            const beside = two.left >= one.right || one.left >= two.right;
            return !beside && two.top < one.bottom && one.top < two.bottom;
          });
        }"""
    )
    return found


HUNDRED, TWICE, FOUR_TIMES = 16, 32, 64
LETTERS = [
    *[(letters, size) for letters in (TWICE, FOUR_TIMES) for size in ((360, 640), (640, 360), (820, 1180))],
    *[(TWICE, size) for size in ((1180, 820), (1440, 900))],
    *[(HUNDRED, size) for size in ((640, 360), (1180, 820))],
]


@pytest.mark.parametrize(
    ("letters", "size"), LETTERS, ids=[f"{n * 100 // 16}%-{w}x{h}" for n, (w, h) in LETTERS]
)
def test_number_and_stop_stay_whole_with_letters_of_any_size(
    browser_type: BrowserType, real_site: Site, tmp_path: Path, letters: int, size: tuple[int, int]
) -> None:
    with enlarged(browser_type, tmp_path, letters, size) as page:
        player = Player(page, real_site).begin()
        player.advance(36_000)
        player.until(lambda: page.locator("#figure svg").count() == 1)
        assert page.locator("#figure svg").is_visible() is (letters == HUNDRED and size != (640, 360))
        assert covered(page, ["#number", "#stop"]) == []
        assert {n: overlapping(page, n) for n in ("5", "28", "120")} == {"5": [], "28": [], "120": []}
        page.click("#stop")
        assert covered(page, ["[data-save]", "#mistake", "#stop"]) == []


@pytest.mark.parametrize(
    "size", [(360, 640), (390, 844), (820, 1180), (1180, 820)], ids=lambda size: f"{size[0]}x{size[1]}"
)
def test_it_hurts_shows_number_save_and_mistake_without_scrolling(
    page: Page, real_site: Site, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    player = Player(page, real_site).begin()
    player.advance(36_000)
    page.click("#stop")
    assert covered(page, ["#emergency-call", "[data-sign]", "[data-save]", "#mistake", "#stop"]) == []


def _rest(player: Player) -> None:
    player.begin().advance(8000 + 20_000 + 2000)


def _elsewhere(player: Player) -> None:
    """Another window has the lock, and this one is opened beside it."""
    other = player.page.context.new_page()
    other.goto(player.site.url + "/nothing")
    other.evaluate("void navigator.locks.request('strongback-session', () => new Promise(() => {}))")
    player.open()
    other.close()
    assert player.mode == "elsewhere"


def _broken_off(player: Player) -> None:
    player.begin().advance(8000 + 14_000)
    player.page.reload()
    player.page.wait_for_selector("html[data-fake=ready]", state="attached")
    assert player.mode == "recover"


STATES: dict[str, Callable[[Player], object]] = {
    "broken off": _broken_off,
    "elsewhere": _elsewhere,
    "ready": lambda p: p.open(),
    "ready, heard": lambda p: (p.open(), p.page.click("#hear"), p.page.wait_for_selector("#unheard")),
    "preparation": lambda p: p.begin().advance(1000),
    "move": lambda p: p.begin().advance(8500),
    "hold": lambda p: p.begin().advance(11_000),
    "pause": lambda p: p.begin().advance(17_200),
    "rest": _rest,
    "rest, longer": lambda p: (_rest(p), p.press("more_rest"), p.advance(29_000)),
    "change-over": lambda p: p.begin().advance(8000 + 20_000 + 30_000 + 20_000 + 2000),
    "paused": lambda p: (p.begin().advance(9000), p.press("pause"), p.page.click("#paused [data-keys]")),
    "going on": lambda p: (p.begin().advance(9000), p.press("pause"), p.page.click("#continue")),
    "hurt": lambda p: (p.begin().advance(9000), p.page.click("#stop")),
    "hurt, answered": lambda p: (
        p.begin().advance(9000),
        p.page.click("#stop"),
        p.page.click("[data-where=hip]"),
        p.page.click("[data-severity='4']"),
        p.page.click("[data-sign=fainting], [data-sign=chest_pressure]"),
    ),
    "over": lambda p: (p.begin().advance(9000), p.page.click("#stop"), p.page.click("[data-save] >> nth=0")),
}


THEMES: dict[str, Json] = {
    "light": {"color_scheme": "light", "contrast": "no-preference"},
    "dark": {"color_scheme": "dark", "contrast": "no-preference"},
    "contrast": {"color_scheme": "light", "contrast": "more"},
    "dark contrast": {"color_scheme": "dark", "contrast": "more"},
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_theme(browser: Browser, site: Site, state: str) -> None:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 820, "height": 1180})
    try:
        player = Player(context.new_page(), site)
        STATES[state](player)
        for theme, wishes in THEMES.items():
            player.page.emulate_media(**wishes)
            player.page.wait_for_timeout(50)
            assert violations(player.page, EVERYTHING if theme == "light" else COLOURS) == [], theme
    finally:
        context.close()
