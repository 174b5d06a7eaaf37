"""What pictures are drawn on: one width, one type, colours that hold without colour; SVG with its text as text, or PNG.

matplotlib draws. It comes with the extra `report`, and nothing else of the planner needs it.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

from planner.errors import UsageFault
from planner.texts import _

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.ticker import Formatter, Locator

Draw = Callable[["Axes"], None]
# What a mark means, its colour and its form.
Mark = tuple[str, str, Literal["bar", "hatch", "line"]]

# Okabe and Ito's colours (2008), which all kinds of colour sight tell apart; they differ in lightness too, so that a
# print in black and white does.
OWN, OTHER, FLOOR, SECOND, INK, FAINT = "#0072B2", "#C9C9C9", "#B34400", "#E69F00", "#1A1A1A", "#6B6B6B"
# Beside the colour, what tells a second series apart.
HATCH = "////"
# Several series in one drawing: colour and hatch.
SERIES = ((OWN, ""), (SECOND, "///"), ("#56B4E9", "xx"), (OTHER, "|||"), ("#009E73", "---"))
WIDTH_INCHES = 7.2
_DPI = 200
_LABEL_WIDTH, _TITLE_WIDTH = 30, 68
_STYLE = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10.0,
    "text.color": INK,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "hatch.linewidth": 0.8,
    "svg.fonttype": "none",
    # A name from data may hold a dollar sign.
    "text.parse_math": False,
}
# Groups of a drawing are numbered alike in every picture; in one page an id may stand once.
_GROUP_ID = re.compile(r'(<g) id="[^"]*"')
_HEAD = re.compile(r"^.*?(?=<svg )", re.DOTALL)
_SIZE = re.compile(r'(<svg [^>]*?) width="[^"]*"')
_HEIGHT = re.compile(r'(<svg [^>]*?) height="[^"]*"')
_META = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)


def drawn(draw: Draw, *, height: float, title: str, form: Literal["svg", "png"], salt: str) -> bytes:
    """Draw on a sheet of so many inches of height, below a title (none where it is blank).

    The same call gives the same bytes; `salt` sets the ids of one SVG apart from those of others. Raises UsageFault
    where the extra `report` is missing.
    """
    with _engine(salt):
        from matplotlib.figure import Figure  # noqa: PLC0415 - an extra, and half a second

        lines = textwrap.wrap(title, _TITLE_WIDTH)
        figure = Figure(figsize=(WIDTH_INCHES, height + 0.22 * len(lines)), layout="constrained", facecolor="white")
        draw(figure.subplots())
        if lines:
            figure.suptitle("\n".join(lines), x=0.01, ha="left", fontsize=11.5, fontweight="bold")
        written = io.BytesIO()
        metadata = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
        figure.savefig(written, format=form, dpi=_DPI, metadata=metadata)
    return written.getvalue()


def in_a_page(svg: bytes) -> str:
    """An SVG to stand within a page: without its head, its size and the ids that another picture has as well."""
    text = _META.sub("", _HEAD.sub("", svg.decode("utf-8"), count=1), count=1)
    text = _HEIGHT.sub(r"\1", _SIZE.sub(r"\1", text, count=1), count=1)
    return _GROUP_ID.sub(r"\1", text)


def wrapped(text: str, width: int = _LABEL_WIDTH) -> str:
    """A label on as many lines as it needs."""
    return "\n".join(textwrap.wrap(text, width)) or text


def lying_axis(axes: Axes, labels: Sequence[str], unit: str, *, width: int = _LABEL_WIDTH) -> None:
    """Rows with labels from the top down, and the unit of what stands along them; figures are labelled directly."""
    axes.set_yticks(range(len(labels)), [wrapped(label, width) for label in labels])
    axes.invert_yaxis()
    axes.tick_params(left=False)
    axes.set_xlabel(unit, loc="left", color=FAINT)
    axes.xaxis.set_major_locator(_few_ticks())
    axes.xaxis.set_major_formatter(_as_spoken())
    axes.grid(visible=True, axis="x", color="#E4E4E4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines["bottom"].set_visible(False)


def standing_axis(axes: Axes, labels: Sequence[str], unit: str) -> None:
    """Columns with labels below, and the unit of their heights."""
    axes.set_xticks(range(len(labels)), [wrapped(label, 7) for label in labels])
    axes.tick_params(bottom=False)
    axes.set_title(unit, loc="left", fontsize=10, color=FAINT)
    axes.yaxis.set_major_locator(_few_ticks())
    axes.yaxis.set_major_formatter(_as_spoken())
    axes.grid(visible=True, axis="y", color="#E4E4E4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)


def _few_ticks() -> Locator:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - see drawn

    return MaxNLocator(nbins=6, steps=[1, 2, 5, 10])


def _as_spoken() -> Formatter:
    from matplotlib.ticker import FuncFormatter  # noqa: PLC0415 - see drawn

    from planner.texts import decimal  # noqa: PLC0415 - beside what uses it

    return FuncFormatter(lambda value, _position: decimal(value, 3, trim=True))


@contextmanager
def _engine(salt: str) -> Iterator[None]:
    """The engine with our style and nobody else's."""
    try:
        import matplotlib as mpl  # noqa: PLC0415 - an extra
    except ImportError as missing:
        raise UsageFault(missing_extra()) from missing
    with mpl.rc_context():
        mpl.rcdefaults()
        style: Any = {**_STYLE, "svg.hashsalt": salt}
        mpl.rcParams.update(style)
        yield


def can_draw() -> bool:
    """Whether the extra `report` is installed."""
    return find_spec("matplotlib") is not None


def missing_extra() -> str:
    """What to do where the packages of the extra `report` are not installed."""
    return _(
        "Pictures and reports need packages that are not installed here. Install them with: "
        'pip install "placement-planner[report]"'
    )


def key_above(axes: Axes, marks: Sequence[Mark]) -> None:
    """What each colour means, in one row above the drawing: name, colour, and the form of its mark."""
    from matplotlib.lines import Line2D  # noqa: PLC0415 - see drawn
    from matplotlib.patches import Patch  # noqa: PLC0415 - see drawn

    handles = [
        Line2D([], [], color=colour, linewidth=2.6, label=name)
        if form == "line"
        else Patch(facecolor=colour, edgecolor=FAINT, hatch=HATCH if form == "hatch" else None, label=name)
        for name, colour, form in marks
    ]
    axes.legend(handles=handles, loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=len(handles), frameon=False,
                borderaxespad=0.2, handlelength=1.4)  # fmt: skip


def curve_axes(axes: Axes, along: str, unit: str, at: Sequence[float]) -> None:
    """A curve over numbers: what varies below, with a tick at each of its values, and the unit of the heights above."""
    axes.set_xticks(at)
    axes.set_xlabel(wrapped(along, 2 * _LABEL_WIDTH), loc="left", color=FAINT)
    axes.set_title(wrapped(unit, 2 * _LABEL_WIDTH), loc="left", fontsize=10, color=FAINT)
    axes.xaxis.set_major_formatter(_as_spoken())
    axes.yaxis.set_major_locator(_few_ticks())
    axes.yaxis.set_major_formatter(_as_spoken())
    axes.grid(visible=True, axis="y", color="#E4E4E4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
