"""How the cost of an action grows with its size, as a ratio within one run: machines differ, and so does their load."""

import gc
import time
from collections.abc import Callable

TRIES = 6


def grows_no_faster(action: Callable[[int], object], small: int, large: int, *, slack: float = 3.0) -> bool:
    """Whether an action of `large` size costs no more than in proportion to one of `small`, with some slack.

    What else the machine does can only make a run slower, so the cheapest of several runs of each size counts; an
    action whose cost grows with the square fails however often it runs. Costs are seconds of CPU of this process;
    below 5 ms the clock is too coarse, and counts as 5 ms.
    """
    assert large > 2 * slack * small, "the sizes are too near to each other to tell a square from a line"
    cheapest = {small: float("inf"), large: float("inf")}
    for _ in range(TRIES):
        for size in cheapest:
            cheapest[size] = min(cheapest[size], _seconds(action, size))
        if cheapest[large] <= slack * large / small * max(cheapest[small], 0.005):
            return True
    return False


def _seconds(action: Callable[[int], object], size: int) -> float:
    """Without the collector: what it does depends on all that the process holds."""
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        action(size)
        return time.process_time() - begun
    finally:
        gc.enable()
