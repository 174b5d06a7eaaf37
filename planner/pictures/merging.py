"""Steps of a scale put together until no figure is about fewer than five people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np

from planner.studies import is_small

Step = TypeVar("Step")
# Counts, or means of counts.
Count = TypeVar("Count", bound=float)


def merged_in_order(parts: Sequence[tuple[Step, Sequence[Count]]]) -> list[tuple[list[Step], list[Count]]]:
    """Neighbouring steps together with the sums of their counts, each sum nought or at least five; [] where none is.

    Steps that nobody stands on are left out at both ends. What is too small at the end joins the one before it.
    """
    used = [at for at, (_step, counts) in enumerate(parts) if sum(counts)]
    whole: list[tuple[list[Step], list[Count]]] = []
    steps: list[Step] = []
    sums: list[Count] = []
    for step, counts in parts[used[0] : used[-1] + 1] if used else ():
        steps, sums = [*steps, step], list(np.add(sums, counts).tolist()) if sums else list(counts)
        if sum(sums) and not any(map(is_small, sums)):
            whole.append((steps, sums))
            steps, sums = [], []
    while steps and (any(map(is_small, sums)) or not sum(sums)):
        if not whole:
            return []
        last: tuple[list[Step], list[Count]] = whole.pop()
        steps, sums = [*last[0], *steps], list(np.add(last[1], sums).tolist())
    if steps:
        whole.append((steps, sums))
    return whole


def spans(steps: Iterable[Step], is_of_few: Callable[[list[Step]], bool]) -> list[list[Step]]:
    """Steps in order, each with as many after it as it takes until a span is not of few; [] where all are together.

    What is too small at the end joins the spans before it. For figures whose people occur in several steps, so that
    their counts do not add up.
    """
    whole: list[list[Step]] = []
    own: list[Step] = []
    for step in steps:
        own.append(step)
        if not is_of_few(own):
            whole.append(own)
            own = []
    while own and whole:
        own = [*whole.pop(), *own]
        if not is_of_few(own):
            return [*whole, own]
    return whole
