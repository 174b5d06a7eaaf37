"""How a scenario or a result shows itself: a short table, as text or as HTML in which nothing of a file is markup."""

from __future__ import annotations

import html
from collections.abc import Sequence

from planner.errors import one_line

Line = tuple[str, str]


def as_text(title: str, lines: Sequence[Line]) -> str:
    """The title, and below it one line for each pair of name and value."""
    wide = max((len(name) for name, _ in lines), default=0)
    return "\n".join([one_line(title), *(f"  {name:<{wide}}  {one_line(value)}" for name, value in lines)])


def as_html(title: str, lines: Sequence[Line]) -> str:
    """The same as a table of HTML."""
    rows = "".join(f"<tr><th>{_safe(name)}</th><td>{_safe(value)}</td></tr>" for name, value in lines)
    return f"<table><caption>{_safe(title)}</caption><tbody>{rows}</tbody></table>"


def _safe(text: str) -> str:
    return html.escape(one_line(text))
