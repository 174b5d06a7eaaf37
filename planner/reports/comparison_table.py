"""The figures of a comparison on a screen: the base, and a column for each what-if; below, what is joint."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from planner.explanation import USUAL
from planner.reports.layout import columns, shortened
from planner.reports.names import group_name
from planner.studies import ENDS, IN_BOTH, NO_LINE, Joint, Study, end_of
from planner.texts import N_, _, decimal, ngettext, percent, pgettext

# A terminal has a hundred columns: more what-ifs stand in a table below.
WHAT_IFS_SHOWN, LABEL_WIDTH, EMPLOYERS_SHOWN = 3, 38, 8
_THOUSAND = 1000.0
_Key = tuple[str, str, str]


def _figure(digits: int, per: float = 1.0) -> Callable[[float, float | None], str]:
    """How a measure is written: the figure, and in brackets the difference."""

    def told(value: float, difference: float | None) -> str:
        if np.isnan(value):
            return "–"
        figure = decimal(value / per, digits)
        more = None if difference is None or np.isnan(difference) else decimal(difference / per, digits, plus=True)
        return figure if more is None or more == decimal(0.0, digits) else f"{figure} ({more})"

    return told


def _share(value: float, _difference: float | None) -> str:
    return "–" if np.isnan(value) else percent(value, 0)


_PEOPLE, _GAIN, _SEK, _EXPECTED = _figure(0), _figure(2), _figure(0, _THOUSAND), _figure(1)
# The rows about all proposals: part, measure, what people call it, and how it is written.
_TOTAL = (
    ("total", "placed", N_("Placed"), _PEOPLE),
    ("together", "placed", N_("Placed, with what is promised"), _PEOPLE),
    ("total", "uplift", N_("Gain"), _GAIN),
    ("together", "uplift", N_("Gain, with what is promised"), _GAIN),
    ("total", "expected_gain", N_("Gain, the chance of a yes counted in"), _GAIN),
    ("total", "over_usual", N_("More than the strongest comparison"), _GAIN),
    ("total", "judgement_share", N_("Of the gain, judgement"), _share),
    ("total", "places", N_("Free places before"), _PEOPLE),
    ("total", "unfilled", N_("Places left empty"), _PEOPLE),
    ("total", "travel_minutes", N_("Trips one way, min"), _PEOPLE),
    ("total", "cost_sek", N_("Cost, thousand SEK"), _SEK),
)
_MONEY = (
    ("total", "exits", N_("In work or study, if all say yes"), _GAIN),
    ("total", "benefit_saved_sek", N_("Income support saved"), _SEK),
    ("total", "benefit_saved_low_sek", N_("  at least"), _SEK),
    ("total", "benefit_saved_high_sek", N_("  at most"), _SEK),
    ("total", "benefit_remaining_sek", N_("Support still paid beside wages"), _SEK),
    ("total", "net_cost_sek", N_("Cost less support saved"), _SEK),
    ("total", "sek_per_exit", N_("  for each in work or study"), _SEK),
    ("total", "sek_per_more_exit", N_("  for each one more"), _SEK),
)
# What plans bring over the futures drawn: measure, what people call it, and how it is written.
_DRAWN = (
    ("begun", N_("Begin"), _EXPECTED),
    ("begun_uplift", N_("Gain of those"), _GAIN),
    ("in_work", N_("More in work or study"), _EXPECTED),
    ("begun_cost_sek", N_("Cost, thousand SEK"), _SEK),
)
_ENDS = dict(zip(ENDS, (N_("  difference at least"), N_("  difference at most")), strict=True))


@dataclass(frozen=True)
class _Row:
    """A row of the table; with `end`, that end of the differences over futures."""

    label: str
    key: _Key
    told: Callable[[float, float | None], str]
    end: str = ""


def study_table(study: Study) -> list[str]:
    """The tables of all what-ifs, at most `WHAT_IFS_SHOWN` beside each other."""
    figures = study.table.set_index(["part", "name", "measure"])
    lines: list[str] = []
    every = range(len(study.comparisons))
    for first in every[::WHAT_IFS_SHOWN]:
        lines += ["", *_table(study, figures, every[first : first + WHAT_IFS_SHOWN])]
    return [*lines, *_employers_left_out(study)]


def column_heads(study: Study) -> list[str]:
    """What stands above the column of each what-if."""
    return [_("what-if")] if len(study.comparisons) == 1 else [str(n + 1) for n in range(len(study.comparisons))]


def _table(study: Study, figures: pd.DataFrame, numbers: Sequence[int]) -> list[str]:
    heads, names = column_heads(study), [study.names[number] for number in numbers]
    keys: list[_Key] = list(figures.index)
    sides = {
        str(side): dict(zip(keys, own.astype(float), strict=True)) for side, own in figures.drop(columns="unit").items()
    }
    rows: list[tuple[str, ...]] = []
    for title, own in _sections(study):
        cells = [_cells(row, names, sides) for row in own if not _is_blank(study, row.key)]
        if cells:
            blank = ("",) * len(numbers)
            head = (title, *(("", *blank) if rows else (pgettext("column", "base"), *(heads[n] for n in numbers))))
            rows += [head, *cells]
    return columns(rows, right=tuple(range(1, len(numbers) + 2)))


def _cells(row: _Row, names: Sequence[str], sides: Mapping[str, Mapping[_Key, float]]) -> tuple[str, ...]:
    if row.end:
        ends = (sides[end_of(name, row.end)].get(row.key, np.nan) for name in names)
        return (row.label, "", *(_signed(row.told(value, None), value) for value in ends))
    base, *others = (sides[name].get(row.key, np.nan) for name in ("base", *names))
    told = [row.told(value, None if np.isnan(base) else value - base) for value in others]
    return (shortened(row.label, LABEL_WIDTH), row.told(base, None), *told)


def _sections(study: Study) -> Iterator[tuple[str, list[_Row]]]:
    """The parts of the table, each with the title above it."""
    base = study.base
    yield "", [_Row(_(said), (part, "all", measure), told) for part, measure, said, told in _TOTAL]
    yield (
        _("Income support (judged), thousand SEK"),
        [_Row(_(said), (part, "all", measure), told) for part, measure, said, told in _MONEY],
    )
    yield (
        ngettext("In {count} future", "In {count} futures", study.draws, count=decimal(study.draws, 0)),
        [row for measure, said, told in _DRAWN if study.draws for row in _of_futures(measure, _(said), told)],
    )
    people = [(name, _(said)) for name, said in (
        (IN_BOTH, N_("Those who are in both")), ("in_one", N_("Those who are in one alone")))]  # fmt: skip
    yield _("Placed, by who is in the data"), [_Row(said, ("people", name, "placed"), _PEOPLE) for name, said in people]
    yield (
        _("Usual practice, gain"),
        [_Row(_(USUAL[name]), ("usual", name, "uplift"), _GAIN) for name in _names(study, "usual")],
    )
    yield _("Placed, by group"), [row for name in _names(study, "group") for row in _of_group(study, name)]
    yield (
        _("Placed, by legal form"),
        [_Row(name, ("programme", name, "placed"), _PEOPLE) for name in _names(study, "programme")],
    )
    employers = base.instance.employers.set_index("employer_id")["name"].to_dict()
    yield (
        _("Placed, by employer"),
        [
            _Row(str(employers.get(name, name)), ("employer", name, "placed"), _PEOPLE)
            for name in _employers(study)[:EMPLOYERS_SHOWN]
        ],
    )
    yield (
        _("Cost by budget line, thousand SEK"),
        [row for name in _names(study, "funding") if name != NO_LINE for row in _of_line(name)],
    )


def _of_line(name: str) -> list[_Row]:
    return [
        _Row(name, ("funding", name, "cost_sek"), _SEK),
        _Row(_("  less support, each in work or study"), ("funding", name, "sek_per_exit"), _SEK),
    ]


def _of_futures(measure: str, said: str, told: Callable[[float, float | None], str]) -> list[_Row]:
    key = ("total", "all", measure)
    return [_Row(said, key, told), *(_Row(_(label), key, told, end) for end, label in _ENDS.items())]


def _of_group(study: Study, name: str) -> list[_Row]:
    floor = ("group", name, "floor")
    own = [_Row(group_name(study.base, name), ("group", name, "placed"), _PEOPLE)]
    if _is_blank(study, floor):
        return own
    own.append(_Row(_("  at least"), floor, _PEOPLE))
    short = ("group", name, "short_of_floor")
    return [*own, _Row(_("  short of it"), short, _PEOPLE)] if _is_any(study, short) else own


def _names(study: Study, part: str) -> list[str]:
    table = study.table
    return [str(name) for name in dict.fromkeys(table.loc[table["part"] == part, "name"])]


def _of_all_plans(study: Study, key: _Key) -> pd.DataFrame:
    """A figure of the base and of every what-if."""
    table = study.table
    own = table[(table["part"] == key[0]) & (table["name"] == key[1]) & (table["measure"] == key[2])]
    return own[["base", *study.names]]


def _is_blank(study: Study, key: _Key) -> bool:
    """Whether no plan has a figure."""
    return bool(_of_all_plans(study, key).isna().all(axis=None))


def _is_any(study: Study, key: _Key) -> bool:
    """Whether a plan has a figure other than 0."""
    return bool(_of_all_plans(study, key).fillna(0.0).any(axis=None))


def _employers(study: Study) -> list[str]:
    """The employers whose number of people differs, the greatest difference first."""
    table = study.table
    own = table[(table["part"] == "employer") & (table["measure"] == "placed")].set_index("name")
    most = own[list(study.names)].sub(own["base"], axis=0).abs().max(axis=1)
    return [str(name) for name in most[most > 0].sort_values(ascending=False, kind="stable").index]


def _employers_left_out(study: Study) -> list[str]:
    more = len(_employers(study)) - EMPLOYERS_SHOWN
    if more <= 0:
        return []
    said = ngettext(
        "{number} more employer with another number of people: comparison.csv.",
        "{number} more employers with another number of people: comparison.csv.",
        more,
    )
    return [f"  {said}"]


# What is shown of each change alone: the whole of it stands in joint.csv.
_JOINT = (
    ("placed", N_("Placed"), _PEOPLE),
    ("uplift", N_("Gain"), _GAIN),
    ("cost_sek", N_("Cost, thousand SEK"), _SEK),
    ("benefit_saved_sek", N_("Income support saved"), _SEK),
)


def joint_table(joint: Joint) -> list[str]:
    """What each change does alone, all of them together, and what only their coming together does."""
    table = joint.table
    total = table[(table["part"] == "total") & (table["name"] == "all")].set_index("measure")
    numbers = [str(number) for number in range(1, len(joint.parts) + 1)]
    rows: list[tuple[str, ...]] = [("", *numbers, _("sum"), _("together"), _("joint"))]
    for measure, said, told in _JOINT:
        cells = [float(total.loc[measure, name]) for name in (*joint.names, "alone", "together", "joint")]  # type: ignore[arg-type]
        rows.append((_(said), *(_signed(told(value, None), value) for value in cells)))
    return columns(rows, right=tuple(range(1, len(rows[0]))))


def _signed(figure: str, value: float) -> str:
    is_more = value > 0 and any(letter in "123456789" for letter in figure)
    return f"+{figure}" if is_more else figure
