"""Squares of a grid over the earth, and squares with few people merged into their nearest neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from planner.schema.arrays import Positions, Values

METRES_A_DEGREE = np.pi / 180 * 6_371_008.8
# A zone where fewer people live might say who they are.
LEAST_PEOPLE = 5
_DIGITS = 5


class Square(NamedTuple):
    """A square by its row from the equator north and its column from Greenwich east."""

    row: int
    column: int

    @property
    def zone(self) -> str:
        """Its id as a zone: the same every week, whoever lives there."""
        return f"r{self.row}c{self.column}"

    def centre(self, metres: int) -> tuple[float, float]:
        """Latitude and longitude of its middle."""
        lat = (self.row + 0.5) * metres / METRES_A_DEGREE
        lon = (self.column + 0.5) * metres / (METRES_A_DEGREE * np.cos(np.radians(lat)))
        return round(lat, _DIGITS), round(float(lon), _DIGITS)


def squares_of(lat: Values, lon: Values, metres: int) -> list[Square]:
    """The square of each point; squares are so many metres wide and high, each row from Greenwich by itself."""
    rows = np.floor(lat * METRES_A_DEGREE / metres)
    middle = np.radians((rows + 0.5) * metres / METRES_A_DEGREE)
    columns = np.floor(lon * METRES_A_DEGREE * np.cos(middle) / metres)
    return [Square(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]


def merged(homes: Sequence[Square], metres: int) -> dict[Square, Square]:
    """Each square of a home, and the square that stands for it: none stands for one to four people, if there are five.

    The square with the fewest people joins the nearest, again and again; until they are done the one with more people
    stands for both, of equals the first by row and column. At the end the square of each group stands for it that has
    the least way to all its people.
    """
    counts = Counter(homes)
    squares = sorted(counts)
    number = np.array([counts[square] for square in squares], dtype=np.int64)
    at = _on_sphere(_centres(squares, metres))
    stands = np.arange(len(squares))
    while (heads := np.unique(stands)).size > 1 and number[heads].min() < LEAST_PEOPLE:
        least = heads[np.argmin(number[heads])]
        others = heads[heads != least]
        nearest = others[np.argmin(((at[others] - at[least]) ** 2).sum(axis=1))]
        _join(stands, number, int(least), int(nearest))
    people = np.array([counts[square] for square in squares])
    for head in np.unique(stands):
        own = np.flatnonzero(stands == head)
        ways = np.linalg.norm(at[own][:, None] - at[own][None, :], axis=2) @ people[own]
        stands[own] = own[np.argmin(ways)]
    return {square: squares[head] for square, head in zip(squares, stands.tolist(), strict=True)}


def _join(stands: Positions, number: Positions, one: int, other: int) -> None:
    """Let the greater of two groups stand for both; of equals the first."""
    head, tail = sorted((one, other), key=lambda group: (-number[group], group))
    number[head] += number[tail]
    stands[stands == tail] = head


def furthest_km(stands: Mapping[Square, Square], metres: int) -> float:
    """How far the middle of a square is at most from that of the square which stands for it."""
    at, head = (
        np.array([square.centre(metres) for square in ends]).reshape(-1, 2) for ends in (stands, stands.values())
    )
    return float(kilometres(at, head).max(initial=0.0))


def _centres(squares: Iterable[Square], metres: int) -> Values:
    return np.array([square.centre(metres) for square in squares], dtype=float).reshape(-1, 2)


def kilometres(one: Values, other: Values) -> Values:
    """Great-circle distances between rows of latitude and longitude; NaN where one has none."""
    chord = np.linalg.norm(_on_sphere(one) - _on_sphere(other), axis=1)
    return np.asarray(2 * 6371.0088 * np.arcsin(np.minimum(chord / 2, 1.0)))


def _on_sphere(places: Values) -> Values:
    lat, lon = np.radians(places).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
