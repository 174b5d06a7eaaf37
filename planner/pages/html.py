"""A page as one HTML file: static, with everything in it, after WCAG 2.1 AA."""

from __future__ import annotations

from importlib import resources

import pandas as pd

from planner.errors import UsageFault
from planner.pages.page import Page
from planner.pictures import Picture, missing_extra
from planner.texts import _, decimal, language

_TEMPLATES = "templates"


def html_of(page: Page) -> bytes:
    """The file, in the language that is spoken; UsageFault where the extra `report` is not installed."""
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - an extra
        from markupsafe import Markup  # noqa: PLC0415 - likewise
    except ImportError as missing:
        raise UsageFault(missing_extra()) from missing
    environment = Environment(
        loader=PackageLoader("planner.pages", _TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    style = resources.files("planner.pages").joinpath(_TEMPLATES, "style.css").read_text(encoding="utf-8")
    text = environment.get_template("page.html").render(
        page=page, lang=language(), words=_words(), style=Markup(style),  # noqa: S704 - our own
        drawing=lambda one: Markup(_drawing(one)),  # noqa: S704 - our own, its texts escaped
        picture_name=lambda one: _("Picture: {title}", title=one.title),
        table_name=lambda one: _("Table: {title}", title=one.title),
        cells=_cells, is_number=_is_number,
    )  # fmt: skip
    return text.encode("utf-8")


def _words() -> dict[str, str]:
    """The page's own words."""
    return {
        "skip": _("To the content"),
        "contents": _("On this page"),
        "as_table": _("The figures as a table"),
        "proposal": _("Proposals, not decisions. A named official decides."),
        "made": _(
            "Made by Placement planner from the folder's own files. The page needs no network and asks no other host."
        ),
    }  # fmt: skip


def _drawing(picture: Picture) -> str:
    """A picture as an element with its name and what it shows, for who does not see it."""
    from markupsafe import escape  # noqa: PLC0415 - see html_of

    name, text = f"{picture.name}-name", f"{picture.name}-text"
    head = (
        f'<svg role="img" aria-labelledby="{name}" aria-describedby="{text}" '
    )  # fmt: skip
    told = f'<title id="{name}">{escape(picture.title)}</title><desc id="{text}">{escape(picture.text)}</desc>'
    opening, rest = picture.for_page.split(">", 1)
    return f"{head}{opening.removeprefix('<svg ')}>{told}{rest}"


def _cells(picture: Picture) -> list[list[str]]:
    """The rows of the table behind a picture as people read them."""
    columns = [
        [_shown(value, picture.digits.get(str(name), 0)) for value in cells] for name, cells in picture.table.items()
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def _shown(value: object, digits: int) -> str:
    if isinstance(value, str):
        return value
    return "–" if pd.isna(value) else decimal(float(str(value)), digits)  # type: ignore[call-overload]


def _is_number(picture: Picture, at: int) -> bool:
    """Whether a column of the table behind a picture holds numbers."""
    return bool(pd.api.types.is_numeric_dtype(picture.table.dtypes.iloc[at]))
