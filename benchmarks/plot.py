"""Draws gap against time as SVG, one panel per reference instance: the gap that each method had proved by then.

python -m benchmarks.plot benchmarks/results/DATE.json > benchmarks/gap_over_time.svg

Both axes are logarithmic. Methods differ by dash and by letter as well as by colour.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.curves import Curve, curves
from benchmarks.table import stored

# Stroke, dash and letter by method, in the order of the legend. Methods that prove no bound are not drawn, nor are
# networks, which are solved in a moment.
STYLES = {
    "this planner": ("#0b5fa5", "", "P"),
    "HiGHS, whole": ("#b3470b", "9 4", "H"),
    "textbook CP-SAT": ("#3c7a2a", "2 4", "C"),
}
WIDTH, HEIGHT, PANELS_A_ROW = 430, 290, 2
LEFT, RIGHT, TOP, BOTTOM = 64, 34, 34, 44
KEY_HEIGHT = 40
# Gaps as shares: a smaller gap, 0 included, is drawn on the lowest line, a larger one on the highest.
LEAST_GAP, LARGEST_GAP = 1e-5, 1.0
FIRST_SECOND = 0.1
FONT = 'font-family="sans-serif" font-size="12" fill="#222"'
HALO = 'paint-order="stroke" stroke="white" stroke-width="3"'


def drawing(found: Sequence[Curve]) -> str:
    """The whole drawing."""
    networks = {one.name for one in found if one.method == "min-cost flow"}
    drawn = [one for one in found if one.method in STYLES and one.limit is not None and one.name not in networks]
    names = list(dict.fromkeys(one.name for one in drawn))
    rows = math.ceil(len(names) / PANELS_A_ROW)
    wide, high = WIDTH * min(PANELS_A_ROW, max(len(names), 1)), KEY_HEIGHT + HEIGHT * rows
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" {FONT}>',
        "<title>Gap proved against seconds, both on logarithmic scales</title>",
        f'<rect width="{wide}" height="{high}" fill="white"/>',
        *_key([method for method in STYLES if any(one.method == method for one in drawn)]),
    ]
    for number, name in enumerate(names):
        row, column = divmod(number, PANELS_A_ROW)
        lines.append(f'<g transform="translate({column * WIDTH},{KEY_HEIGHT + row * HEIGHT})">')
        lines += _panel(name, [one for one in drawn if one.name == name])
        lines.append("</g>")
    return "\n".join([*lines, "</svg>"])


def _key(methods: Sequence[str]) -> Iterator[str]:
    left = LEFT
    for method in methods:
        colour, dash, letter = STYLES[method]
        yield f'<path d="M{left},22h34" stroke="{colour}" stroke-width="2.5" stroke-dasharray="{dash}"/>'
        yield f'<text x="{left + 40}" y="26"><tspan font-weight="bold">{letter}</tspan> {escape(method)}</text>'
        left += 70 + 8 * len(method)


def _panel(name: str, of_one: Sequence[Curve]) -> Iterator[str]:
    longest = max(one.limit or FIRST_SECOND for one in of_one)
    # Of several runs of a method only the longest is drawn.
    longest_run = {one.method: one for one in sorted(of_one, key=lambda one: one.limit or 0)}
    frame = _Frame(longest)
    yield f'<text x="{LEFT}" y="{TOP - 10}" font-weight="bold">{escape(name)}, {longest:g} s</text>'
    yield from frame.grid()
    silent = []
    for method, one in longest_run.items():
        steps = list(_steps(one, longest))
        if steps:
            yield from frame.curve(steps, *STYLES[method])
        else:
            silent.append(method)
    if silent:
        said = f"no plan or no proof: {', '.join(silent)}"
        yield f'<text x="{LEFT + 8}" y="{HEIGHT - BOTTOM - 10}" font-style="italic" {HALO}>{escape(said)}</text>'


def _steps(curve: Curve, longest: float) -> Iterator[tuple[float, float]]:
    """Seconds and gap at each change of the gap, and at the end."""
    known = [(one.seconds, gap) for one in curve.points if (gap := one.gap_to(one.bound)) is not None]
    for at, (seconds, gap) in enumerate(known):
        if at == 0 or gap < known[at - 1][1]:
            yield min(seconds, longest), gap
    if known:
        yield longest, min(gap for _, gap in known)


class _Frame:
    """The coordinates of seconds and gaps in a panel."""

    def __init__(self, longest: float) -> None:
        self.longest = max(longest, 10 * FIRST_SECOND)

    def x(self, seconds: float) -> float:
        share = math.log(max(seconds, FIRST_SECOND) / FIRST_SECOND) / math.log(self.longest / FIRST_SECOND)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, gap: float) -> float:
        inside = min(max(gap, LEAST_GAP), LARGEST_GAP)
        share = math.log(LARGEST_GAP / inside) / math.log(LARGEST_GAP / LEAST_GAP)
        return round(TOP + share * (HEIGHT - TOP - BOTTOM), 1)

    def grid(self) -> Iterator[str]:
        """Lines and figures at powers of ten."""
        low, high = HEIGHT - BOTTOM, TOP
        for power in range(round(math.log10(LEAST_GAP)), 1):
            height = self.y(10.0**power)
            said = f"{100 * 10.0**power:g} %" if 10.0**power > LEAST_GAP else f"≤ {100 * LEAST_GAP:g} %"
            yield f'<path d="M{LEFT},{height}H{WIDTH - RIGHT}" stroke="#ddd"/>'
            yield f'<text x="{LEFT - 6}" y="{height + 4}" text-anchor="end">{said}</text>'
        seconds = FIRST_SECOND
        while seconds <= self.longest:
            at = self.x(seconds)
            yield f'<path d="M{at},{high}V{low}" stroke="#ddd"/>'
            yield f'<text x="{at}" y="{low + 16}" text-anchor="middle">{seconds:g}</text>'
            seconds = round(seconds * 10, 6)
        yield f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{low + 34}" text-anchor="middle">seconds</text>'

    def curve(self, steps: Sequence[tuple[float, float]], colour: str, dash: str, letter: str) -> Iterator[str]:
        """A step curve, with its letter at both ends."""
        (first, gap), (last, least) = steps[0], steps[-1]
        stair = "".join(f"H{self.x(seconds)}V{self.y(gap)}" for seconds, gap in steps)
        yield (
            f'<path d="M{self.x(first)},{self.y(gap)}{stair}" fill="none" stroke="{colour}" stroke-width="2.5" '
            f'stroke-dasharray="{dash}"/>'
        )
        for x, y in (
            (self.x(first) - 12, self.y(gap) + 4),
            (self.x(last) + 4 + 10 * _place(letter), self.y(least) + 4),
        ):
            yield f'<text x="{x}" y="{y}" font-weight="bold" fill="{colour}" {HALO}>{letter}</text>'


def _place(letter: str) -> int:
    """Places letters at the right end side by side, since curves often end at one height."""
    return [style[2] for style in STYLES.values()].index(letter)


if __name__ == "__main__":
    results = stored(Path(name) for name in sys.argv[1:])
    print(drawing(curves([one for one in results if one["group"] != "peers"])))
