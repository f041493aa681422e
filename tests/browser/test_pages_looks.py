"""Every page in a real browser: readable, reachable, light, and quiet about itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Page, Response

from browser.axe import COLOURS, violations
from browser.conftest import wait_until
from browser.live import BLOCKED, Live, house, live
from people import Day
from strongback.record.nouns import DayAfter
from webstore import draft_of, ended_of, entries

__all__ = ["house", "live"]

PHONE, DESK = (390, 844), (1440, 900)


@dataclass(frozen=True)
class State:
    """A page in one of its states: where it is, and what is done on it first."""

    name: str
    url: str
    act: Callable[[Page], object] = lambda page: None


def states(live: Live) -> Iterator[State]:
    """Every page, and those that look different in different days in each of their states."""
    house = live.house
    yield State("welcome", live.url + "/welcome/")
    yield State("name missing", live.url + "/welcome/", lambda page: page.click("button.main"))
    anna = house.person("Anna")
    anna.call_name, anna.call_phone = "Dr. Meyer", "030 1234567"
    anna.save()
    for step in range(2, 7):
        yield State(f"welcome {step}", live.address(anna, f"welcome/{step}/"))
    yield State("health missing", live.address(anna, "welcome/3/"), lambda page: page.click("button.main"))
    yield State("today", live.address(anna))
    yield State("an exercise", live.address(anna, "exercises/leg-and-arm-lift/"), unfold)
    for _ in range(2):
        house.session(anna)
        house.wait(days=2)
    yield State("today with offers and the question", live.address(anna), unfold)
    yield State("ten minutes, one left out", live.address(anna, "?minutes=10&without=pelvic-tilt"), unfold)
    done = house.session(anna)
    yield State("rest day", live.address(anna))
    yield State("after, over", live.address(anna, f"after/{done.id}/"))
    house.wait(days=1)
    hurt = house.session(anna, Day(pain="chest-lift-1"))
    yield State("after pain", live.address(anna, f"after/{hurt.id}/"))
    yield State("withheld", live.address(anna))
    yield State("not said", live.address(anna), lambda page: page.click("text=Note it"))
    for page in ("history/", "settings/health/", "about/", "help/"):
        yield State(page, live.address(anna, page), unfold)
    yield State("progress", live.address(anna, "progress/"))
    yield State("settings", live.address(anna, "settings/"), unfold)
    anna.remind_days, anna.remind_at, anna.remind_changes = "MO,WE,FR", "17:30", 2
    anna.save()
    yield State("settings with reminders", live.address(anna, "settings/"), unfold)
    for page in ("yours/", "yours/erase/", "report/", "report/?opaque=yes"):
        yield State(page, live.address(anna, page), unfold)
    yield State(
        "no file", live.address(anna, "yours/"), lambda page: page.click("text=Bring it in >> nth=-1")
    )
    yield State("not typed", live.address(anna, "yours/erase/"), lambda page: page.click("form button"))
    yield State("erase everything", live.url + "/erase/")
    yield State("hands-free", live.address(anna, "hands-free/"))
    yield State(
        "hands-free, no microphone", live.address(anna, "hands-free/"), lambda page: page.click("#try")
    )
    yield State("physiotherapist", live.address(anna, "settings/physiotherapist/"), unfold)
    yield State("ask", live.address(house.person("Berta", cleared=False)))
    carla, dora = house.person("Carla"), house.person("Dora")
    asked = ended_of(house.perform(carla))
    entries.keep_draft(carla, asked, house.now)
    yield State("after", live.address(carla, f"after/{asked.id}/"), unfold)
    yield State("not asked about yet", live.address(carla))
    emil = house.person("Emil")
    house.session(emil, Day(pain="pelvic-tilt", red_flag="chest_pressure"))
    house.note(emil, DayAfter, pain=5)
    yield State("urgent", live.address(emil))
    entries.keep_draft(dora, draft_of(house.perform(dora), 8), house.now)
    yield State("unfinished", live.address(dora))
    yield State("who", live.url + "/")
    yield State("nothing here", live.url + "/nothing")


def unfold(page: Page) -> None:
    for closed in page.query_selector_all("details:not([open]) > summary"):
        closed.click()


@pytest.mark.parametrize(
    ("size", "scheme", "more"), [(PHONE, "dark", "light"), (DESK, "light", "dark")], ids=["phone", "desk"]
)
def test_axe_finds_nothing_and_nothing_hangs_over(
    live: Live, size: tuple[int, int], scheme: Literal["dark", "light"], more: Literal["dark", "light"]
) -> None:
    """In one theme every rule, then with more contrast in the other what can differ from it."""
    found = []
    with live.page(*size) as page:
        for state in states(live):
            page.emulate_media(color_scheme=scheme, contrast="no-preference")
            page.goto(state.url)
            state.act(page)
            found += [f"{state.name}: {one}" for one in violations(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{state.name}: wider than the screen")
            page.emulate_media(color_scheme=more, contrast="more")
            found += [f"{state.name}, {more}: {one}" for one in violations(page, COLOURS)]
    assert found == []


LETTERS = """() => [...document.querySelectorAll('body *')].filter(e =>
  [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
  && e.checkVisibility() && parseFloat(getComputedStyle(e).fontSize) < 20)
  .map(e => e.outerHTML.slice(0, 99))"""
BUTTONS = """() => [...document.querySelectorAll(
    'button, .button, .tile, summary, input[type=text], input[type=time]')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 64)
  .map(e => e.outerHTML.slice(0, 99))"""
ITALICS = """() => [...document.querySelectorAll('body *')]
  .filter(e => getComputedStyle(e).fontStyle !== 'normal')
  .map(e => e.outerHTML.slice(0, 99))"""


def test_letters_are_large_and_upright_and_buttons_are_easy_to_hit(live: Live) -> None:
    with live.page(*PHONE) as page:
        for state in states(live):
            page.goto(state.url)
            state.act(page)
            for what in (LETTERS, BUTTONS, ITALICS):
                assert page.evaluate(what) == [], state.name


def test_everything_on_today_can_be_reached_and_pressed_by_keyboard(live: Live) -> None:
    anna = live.house.person()
    for _ in range(2):
        live.house.session(anna)
        live.house.wait(days=2)
    with live.page(*DESK) as page:
        page.goto(live.address(anna))
        wanted = page.locator("main a:visible, main button:visible").count()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "jump"
        reached: list[str] = []
        for _ in range(60):
            page.keyboard.press("Tab")
            here = page.evaluate(
                """() => { const e = document.activeElement;
                if (!e || e === document.body) return null;
                const s = getComputedStyle(e.closest('.tile') || e);
                const inside = !!e.closest('main');
                return [e.tagName, e.textContent.trim(), s.outlineStyle, s.outlineWidth, inside] }"""
            )
            if here is None:
                break
            assert here[2:4] == ["solid", "4px"], here
            if here[4] and here[0] in ("A", "BUTTON"):
                reached.append(here[1])
        assert len(reached) == wanted
        assert "Start" in reached
        page.locator("button[value=accept]").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("text=2 × 8, hold 10 s")
        assert page.locator("button[value=accept]").count() == 1


def go_on(page: Page, step: int) -> None:
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/welcome/{step}/")


def test_the_whole_first_visit_works_without_a_mouse_and_without_script(live: Live) -> None:
    with live.page(*PHONE, java_script_enabled=False) as page:
        page.goto(live.url + "/")
        page.focus("#id_name")
        page.keyboard.type("Berta")
        go_on(page, 2)
        page.focus("button.main")
        go_on(page, 3)
        for question in page.locator("fieldset").all():
            question.locator("input[value=no]").focus()
            page.keyboard.press("Space")
        go_on(page, 4)
        page.focus("input[value=no]")
        page.keyboard.press("Space")
        go_on(page, 5)
        page.focus("#id_emergency")
        go_on(page, 6)
        page.focus("button.main")
        page.keyboard.press("Enter")
        page.wait_for_url("**/people/*/")
        assert "First, ask" in page.inner_text("main")


class Weight:
    """What a page makes the network carry, compressed as it came."""

    def __init__(self, page: Page) -> None:
        self.sent = page.context.new_cdp_session(page)
        self.bytes = 0
        self.urls: dict[str, str] = {}
        self.by_url: dict[str, int] = {}
        self.sent.send("Network.enable")
        self.sent.on("Network.responseReceived", self._named)
        self.sent.on("Network.loadingFinished", self._carried)

    def _named(self, told: dict[str, object]) -> None:
        response = told["response"]
        assert isinstance(response, dict)
        self.urls[str(told["requestId"])] = str(response["url"])

    def _carried(self, told: dict[str, object]) -> None:
        url = self.urls.get(str(told["requestId"]), "")
        self.by_url[url] = int(str(told["encodedDataLength"]))

    def kilobytes(self) -> float:
        """All but the voice and the figure, which come by themselves and have budgets of their own."""
        own = ("/static/voice/", "/figures/")
        return sum(size for url, size in self.by_url.items() if not any(one in url for one in own)) / 1000

    def of_figures(self, ending: str) -> list[float]:
        """Each picture or film whose address ends so, in kilobytes."""
        found = (url for url in self.by_url if "/figures/" in url and url.endswith(ending))
        return [self.by_url[url] / 1000 for url in found]


def test_the_first_page_weighs_at_most_a_hundred_kilobytes_with_its_letters(live: Live) -> None:
    with live.page(*PHONE) as page:
        weight = Weight(page)
        page.goto(live.url + "/", wait_until="networkidle")
        assert any(url.endswith(".woff2") for url in weight.by_url)
        assert weight.kilobytes() <= 100, weight.by_url
        assert page.evaluate("document.fonts.check('20px \"Atkinson Hyperlegible Next\"')")


def test_the_session_page_weighs_at_most_a_hundred_and_sixty_kilobytes_with_script_and_player(
    live: Live,
) -> None:
    anna = live.house.person()
    with live.page(*PHONE) as page:
        weight = Weight(page)
        page.goto(live.address(anna, "session/"), wait_until="networkidle")
        assert any("/script/" in url for url in weight.by_url)
        assert any("main.js" in url for url in weight.by_url)
        assert weight.kilobytes() <= 160, weight.by_url
        films = weight.of_figures(".json")
        assert len(films) == 3, "the first exercise's and both sides of the next"
        assert max(films) <= 120


def test_the_pictures_of_today_weigh_at_most_fourteen_kilobytes_each_and_move_nothing(live: Live) -> None:
    anna = live.house.person()
    with live.page(*PHONE) as page:
        weight = Weight(page)
        page.route("**/*.svg", lambda route: route.abort())
        page.goto(live.address(anna), wait_until="networkidle")
        without = page.evaluate(PLACES)
        page.unroute("**/*.svg")
        page.goto(live.address(anna), wait_until="networkidle")
        page.mouse.wheel(0, 3000)
        wait_until(page, lambda: len(weight.of_figures(".svg")) == 5, 5000)
        assert page.evaluate(PLACES) == without
        assert max(weight.of_figures(".svg")) <= 14.5, "with the headers of the answer"


PLACES = """() => [...document.querySelectorAll('.exercises li, .exercises img')]
  .map(e => [e.offsetTop, e.offsetHeight])"""


def test_pictures_keep_their_own_colours_under_the_policy_and_follow_the_dark(live: Live) -> None:
    anna = live.house.person()
    shots = {}
    for scheme in ("light", "dark"):
        with live.page(*DESK, color_scheme=scheme) as page:
            page.goto(live.address(anna, "exercises/pelvic-tilt/"), wait_until="networkidle")
            shots[scheme] = colours_of(page)
    assert len(shots["light"]) > 4, "without its style a picture is black"
    assert shots["light"] != shots["dark"]


def colours_of(page: Page) -> list[str]:
    """The colours that cover the most of the first picture."""
    found: list[str] = page.evaluate(
        """() => {
          const image = document.querySelector(".pictures img"), canvas = document.createElement("canvas");
          canvas.width = 240; canvas.height = 130;
          const at = canvas.getContext("2d");
          at.drawImage(image, 0, 0, 240, 130);
          const { data } = at.getImageData(0, 0, 240, 130), count = {};
          for (let i = 0; i < data.length; i += 4)
            if (data[i + 3] === 255) count[data.slice(i, i + 3)] = (count[data.slice(i, i + 3)] ?? 0) + 1;
          return Object.keys(count).filter((colour) => count[colour] > 50).sort();
        }"""
    )
    return found


def test_no_page_asks_anybody_else_and_the_policy_stops_nothing_of_ours(live: Live) -> None:
    answers: list[Response] = []
    said: list[str] = []
    with live.page(*DESK) as page:
        page.on("response", lambda answer: answers.append(answer))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        for state in states(live):
            page.goto(state.url)
        assert {answer.url.split("/")[2] for answer in answers} == {live.url.split("/")[2]}
    assert [text for text in said if "404" not in text and "400" not in text and text != BLOCKED] == []


def test_what_never_changes_is_kept_and_what_is_about_a_person_is_not(live: Live) -> None:
    anna = live.house.person()
    answers: list[Response] = []
    with live.page(*DESK) as page:
        page.on("response", lambda answer: answers.append(answer))
        page.goto(live.address(anna), wait_until="networkidle")
    for answer in answers:
        kept = answer.headers["cache-control"]
        for_good = "/static/" in answer.url or "/figures/" in answer.url
        assert ("immutable" if for_good else "no-store") in kept, answer.url
    assert {a.headers.get("content-encoding") for a in answers if a.url.endswith(".css")} == {"gzip"}


def test_in_forced_colours_a_chosen_answer_and_a_done_day_still_show(live: Live) -> None:
    anna = live.house.person()
    live.house.session(anna)
    with live.page(*PHONE, forced_colors="active") as page:
        page.goto(live.address(anna))
        mark = page.evaluate("getComputedStyle(document.querySelector('.week .done'), '::after').content")
        assert "✓" in mark
        page.goto(live.address(anna, "welcome/3/"))
        page.check("#id_glaucoma_0")
        assert (
            page.evaluate("getComputedStyle(document.querySelector('#id_glaucoma_0')).appearance") == "auto"
        )


def test_in_forced_colours_nothing_covers_the_numbers_of_a_scale(live: Live) -> None:
    anna = live.house.person()
    live.house.session(anna)
    live.house.wait(days=1)
    with live.page(*PHONE, forced_colors="active") as page:
        page.goto(live.address(anna))
        unfold(page)
        page.check("#id_pain_4")
        look = "e => [getComputedStyle(e).opacity, getComputedStyle(e.parentElement).outlineStyle]"
        assert page.locator("#id_pain_4").evaluate(look) == ["0", "solid"]
        assert page.locator("#id_pain_5").evaluate(look) == ["0", "none"]


def test_on_a_phone_start_is_seen_without_scrolling_also_when_pain_is_asked_about(live: Live) -> None:
    anna = live.house.person()
    live.house.session(anna)
    live.house.wait(days=1)
    with live.page(*PHONE) as page:
        page.goto(live.address(anna))
        assert page.locator("#id_pain_0").is_hidden()
        box = page.locator(".start").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PHONE[1]
        page.click("text=Any pain since last time? Answer")
        page.check("#id_pain_0")
        page.click("button:text-is('Answer')")
        page.wait_for_selector(".start")
        assert page.locator("text=Any pain since last time?").count() == 0
