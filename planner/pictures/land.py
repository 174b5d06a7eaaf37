"""The ground of a map: its frame, and the municipalities in it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from planner.geography import BORDERS, Ring, borders
from planner.inputs import shipped
from planner.pictures.paper import FAINT, INK
from planner.schema.arrays import Values

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Free around what is shown, of its height; how much wider than high a map is; the least height in degrees.
_AROUND, _WIDER, _LEAST = 0.16, 1.3, 0.05
_LAND, _SEA = "#F4F1EA", "#E3EDF2"


class Frame(NamedTuple):
    """What a map shows, in degrees."""

    left: float
    right: float
    low: float
    high: float

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point is in it."""
        return self.left <= lon <= self.right and self.low <= lat <= self.high

    @property
    def squeezed(self) -> float:
        """The length of a degree east beside that of a degree north."""
        return math.cos(math.radians((self.low + self.high) / 2))


def frame_of(points: Values, rings: tuple[Ring, ...]) -> Frame:
    """The frame around points (rows of longitude and latitude) and rings."""
    corners = np.concatenate([points, *(np.array(ring) for ring in rings)])
    least, most = corners.min(axis=0), corners.max(axis=0)
    middle = (least + most) / 2
    squeezed = math.cos(math.radians(float(middle[1])))
    wide, tall = float(most[0] - least[0]) * squeezed, float(most[1] - least[1])
    half = max(wide / _WIDER, tall, _LEAST) * (1 + 2 * _AROUND) / 2
    side = _WIDER * half / squeezed
    return Frame(
        float(middle[0]) - side, float(middle[0]) + side, float(middle[1]) - half, float(middle[1]) + half
    )  # fmt: skip


def rings_of(municipality: str | None) -> tuple[Ring, ...]:
    """The boundary of a municipality by its code; none where it is not known."""
    return borders(shipped() / BORDERS).get(municipality or "", ())


def draw_land(axes: Axes, frame: Frame, municipality: str | None) -> None:
    """Every municipality that reaches into the frame, the given one with a stronger line."""
    from matplotlib.patches import Polygon  # noqa: PLC0415 - see paper.drawn

    axes.set_aspect(1 / frame.squeezed)
    axes.set_xlim(frame.left, frame.right)
    axes.set_ylim(frame.low, frame.high)
    axes.set_facecolor(_SEA)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(True)
    for code, rings in borders(shipped() / BORDERS).items():
        own = code == municipality
        for ring in rings:
            points = np.array(ring)
            least, most = points.min(axis=0), points.max(axis=0)
            if most[0] < frame.left or most[1] < frame.low or least[0] > frame.right or least[1] > frame.high:
                continue
            axes.add_patch(
                Polygon(
                    points, facecolor="white" if own else _LAND, edgecolor=INK if own else FAINT,
                    linewidth=1.6 if own else 0.6, zorder=1.5 if own else 1,
                )
            )  # fmt: skip
