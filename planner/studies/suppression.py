"""Small cells are left out, and with them so many others that no total gives them away.

Primary and complementary suppression as in Hundepool et al., Statistical Disclosure Control (2012), chapter 4.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

# Cells of 1 to LEAST - 1 people are left out; nobody is a figure that may be told.
LEAST = 5


def is_small(count: float) -> bool:
    """Whether so few people are in a cell that it may say who they are."""
    return 0 < count < LEAST


def suppressed(counts: Mapping[str, int], also: Collection[str] = ()) -> frozenset[str]:
    """Of groups whose people, or those of them whom a figure is about, make up a known total: those to leave out.

    `counts` has every group that the total is made of. `also` are groups that are left out for another reason. Left out
    are small cells; and then, the smallest first, as many others as it takes until what is missing of the total is no
    small cell itself, and belongs to at least two groups with people in them; if it never is, all of them.
    """
    out = {name for name, count in counts.items() if is_small(count) or name in also}
    # A group of nobody hides least, so it comes last.
    rest = sorted((count == 0, count, name) for name, count in counts.items() if name not in out)
    while rest and not _is_safe([counts[name] for name in out]):
        out.add(rest.pop(0)[2])
    return frozenset(out)


def _is_safe(missing: list[int]) -> bool:
    """Whether the sum of the missing cells, which anybody can compute, tells none of them."""
    people = [count for count in missing if count]
    return not people or (len(people) > 1 and sum(people) >= LEAST)


def suppressed_together(parts: Collection[Mapping[str, int]], also: Collection[str] = ()) -> frozenset[str]:
    """The groups to leave out of a figure that tells several counts of each group: what `suppressed` says of any."""
    out = frozenset(also)
    while True:
        more = out.union(*(suppressed(counts, out) for counts in parts))
        if more == out:
            return out
        out = more
