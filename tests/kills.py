"""Commands that are killed in the middle, at moments all over their length.

    seen = kills.twenty(store.environment, ["restore", str(file)], before=store.again, judge=judge)

`before` puts everything back as it was; `judge` says in one word what the command left behind, and fails the
test when that is neither the state before nor the state after.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import nursery
from nursery import Ended


def twenty(
    environment: Mapping[str, str],
    words: Sequence[str],
    before: Callable[[], object],
    judge: Callable[[Ended], str],
    *,
    rounds: int = 20,
    seed: int = 5,
) -> Counter[str]:
    """Kill `strongback WORDS` (or `module:function`) so often. Gives how often what was judged.

    It is run once to its end first, to know its length: that run must succeed, and is judged too. The moments
    are random, one in each part of that length.
    """
    dice = random.Random(seed)
    before()
    spared = nursery.run(environment, words)
    assert spared.status == 0, spared.stderr
    seen = Counter([judge(spared)])
    killed = 0
    for number in range(rounds):
        before()
        ended = nursery.run(environment, words, spared.took_s * (number + dice.random()) / rounds)
        assert ended.killed or ended.status == 0, ended.stderr
        killed += ended.killed
        seen[judge(ended)] += 1
    assert killed >= rounds * 3 // 4, f"only {killed} of {rounds} kills came before the end"
    return seen
