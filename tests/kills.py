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
    seen, length_s, killed = Counter([judge(spared)]), spared.took_s, 0
    for _ in range(3 * rounds):
        before()
        ended = nursery.run(environment, words, length_s * (killed + dice.random()) / rounds)
        assert ended.killed or ended.status == 0, ended.stderr
        seen[judge(ended)] += 1
        killed += ended.killed
        if killed == rounds:
            return seen
        if not ended.killed:  # the machine has become faster meanwhile
            length_s = min(length_s, ended.took_s)
    raise AssertionError(f"only {killed} of {3 * rounds} kills came before the end")
