"""When the page of a session goes on to After: once the end of it is kept by the server, and once only."""

from __future__ import annotations

from browser.conftest import Player

# A second keeper of the performance on the page: device and server do their part when the test says so.
KEEPER = """async () => {
  const { keepSession } = await import("/static/player/keeping.js");
  const gate = () => { let open; const shut = new Promise((done) => (open = done)); return { shut, open }; };
  const data = JSON.parse(document.getElementById("session-data").textContent);
  const writing = gate();
  const nothing = async () => undefined, none = async () => [];
  const empty = { put: nothing, get: nothing, getAll: none, getAllKeys: none };
  const store = { transaction(names, _mode, how) {
    const done = Array.isArray(names) && how !== undefined ? writing.shut : Promise.resolve();
    return { objectStore: () => empty, store: empty, commit: nothing, done };
  } };
  const sent = [];
  window.fetch = async (_url, { body }) => {
    const answering = gate();
    sent.push({ events: JSON.parse(body).events, answer: answering.open });
    await answering.shut;
    return new Response(null, { status: 204 });
  };
  const p = fake.performance;
  const hands = { performance: () => p, sending: nothing, over: nothing };
  const keeping = keepSession(data, { store, going: null }, hands);
  window.keeper = {
    set_done: () => keeping.told("set_done"),
    finish() {
      p.ended = "finished";
      p.events.push({ at_ms: p.events.at(-1).at_ms, event: "finished" });
      keeping.told("ended");
      keeping.told("leave");
    },
    written: () => writing.open(),
    answer: (n) => sent[n].answer(),
    sent: () => sent.map((one) => one.events.at(-1).event),
  };
}"""


def test_an_earlier_draft_that_arrives_late_does_not_take_the_page_away_from_the_end(player: Player) -> None:
    gone: list[str] = []
    player.begin().advance(8000 + 10_000)
    page = player.page
    page.on("request", lambda request: gone.append(request.url) if request.is_navigation_request() else None)
    page.evaluate(KEEPER)
    page.evaluate("keeper.set_done(); keeper.finish(); keeper.answer(0)")
    page.wait_for_timeout(100)
    assert page.evaluate("keeper.sent()") == ["repetition_done"]
    page.evaluate("keeper.written()")
    player.until(lambda: page.evaluate("keeper.sent()") == ["repetition_done", "finished"])
    assert gone == []
    page.evaluate("keeper.answer(1)")
    page.wait_for_url("**/after/*/")
    assert len(gone) == 1
