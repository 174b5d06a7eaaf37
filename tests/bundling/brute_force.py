"""The best posts of a very small unit by trying every way to share its pieces, with rules written out anew."""

from collections import defaultdict
from itertools import product

from planner.schema.bundles import PostSize, Unit

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
Piece = tuple[int, tuple[str, ...], int]  # task, half-days it may lie in, quarters
Answer = tuple[int, int, int]  # quarters of core staff freed, quarters done, minus the number of posts


def pieces(unit: Unit) -> list[Piece]:
    """What cannot be cut further: of `each` the part of every half-day, of `any` (an hour at most) the whole."""
    found: list[Piece] = []
    for nth, task in enumerate(unit.tasks):
        if task.is_each:
            even, rest = divmod(task.quarters, len(task.half_days))
            found += [(nth, (at,), even + (place < rest)) for place, at in enumerate(task.half_days)]
        else:
            assert task.quarters <= 4
            found.append((nth, task.half_days, task.quarters))
    return found


def best(unit: Unit, size: PostSize, num_posts: int) -> Answer:
    """The best answer over every way to give each piece to a post and half-day, or to none."""
    cut = pieces(unit)
    choices = [[None, *((post, at) for post in range(num_posts) for at in where)] for _, where, _ in cut]
    answers = (answer(unit, size, cut, given) for given in product(*choices))
    return max((found for found in answers if found is not None), default=(0, 0, 0))


def answer(unit: Unit, size: PostSize, cut: list[Piece], given: tuple[tuple[int, str] | None, ...]) -> Answer | None:
    """What one way of sharing comes to; None where a post or a task does not hold."""
    loads: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    done: dict[int, int] = defaultdict(int)
    holders: dict[int, set[int]] = defaultdict(set)
    for (nth, _, quarters), place in zip(cut, given, strict=True):
        if place is not None:
            loads[place[0]][place[1]] += quarters
            done[nth] += quarters
            holders[nth].add(place[0])
    for nth, task in enumerate(unit.tasks):
        if task.is_whole and done[nth] and (done[nth] != task.quarters or len(holders[nth]) > 1):
            return None
    if not all(holds(load, size) for load in loads.values()):
        return None
    freed = sum(quarters for nth, quarters in done.items() if unit.tasks[nth].done_by is not None)
    return freed, sum(done.values()), -len(loads)


def holds(load: dict[str, int], size: PostSize) -> bool:
    """Whether one person could have such a week."""
    total = sum(load.values())
    days = {half_day[:2] for half_day in load}
    evenings = {half_day[:2] for half_day in load if half_day.endswith("ev")}
    mornings = {half_day[:2] for half_day in load if half_day.endswith("am")}
    after = {DAYS[(DAYS.index(day) + 1) % 7] for day in evenings}
    return (
        size.full_time_hours * 4 * size.least_percent <= 100 * total <= size.full_time_hours * 4 * size.most_percent
        and max(load.values()) <= 16
        and len(days) <= 5
        and not mornings & (evenings | after)
    )
