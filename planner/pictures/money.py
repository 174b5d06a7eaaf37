"""What the proposals cost: by budget line beside what is left of it, and by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.explanation.form_names import line_names
from planner.pictures.facts import PlanFacts
from planner.pictures.merging import spans
from planner.pictures.paper import FAINT, HATCH, OWN, SERIES, key_above, lying_axis, standing_axis
from planner.pictures.picture import Picture
from planner.schema.arrays import Positions
from planner.schema.weeks import week_monday
from planner.studies import is_small, suppressed
from planner.texts import _, decimal, short_month

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_THOUSAND, DAYS_IN_WEEK = 1000.0, 7


def lines_picture(facts: PlanFacts) -> Picture | None:
    """What is left of each budget line and what the proposals cost of it; None where it is about too few people."""
    spent = _spent(facts)
    if spent is None:
        return None
    left = facts.instance.budget_lines.set_index("funding_id")
    before = (left["budget_sek"] - left["committed_sek"]).astype(float)
    names = [*spent.columns]
    used = {name: float(spent[name].sum()) for name in names}
    had = {name: float(before.reindex(_members(facts)[name]).sum()) for name in names}
    named = _named(facts, names)
    cost, room = sum(used.values()), sum(had.values())
    table = pd.DataFrame(
        {
            _("Budget line"): [named[name] for name in names],
            _("Left before, SEK"): [had[name] for name in names],
            _("The proposals, SEK"): [used[name] for name in names],
            _("Left after, SEK"): [had[name] - used[name] for name in names],
        }
    )
    title = _("The proposals cost {cost} thousand SEK of {room} thousand that are left",
              cost=decimal(cost / _THOUSAND, 0), room=decimal(room / _THOUSAND, 0))  # fmt: skip
    shown = "; ".join(
        _("{name}: {used} of {had}", name=named[name], used=decimal(used[name] / _THOUSAND, 0),
          had=decimal(had[name] / _THOUSAND, 0)) for name in names
    )  # fmt: skip
    return Picture(
        "money_by_line", title, _("Bars in thousand SEK: {shown}.", shown=shown), table,
        lambda axes: _draw_lines(axes, named, used, had), height=0.95 + 0.5 * len(names),
        notes=(_("Counted is the whole length of each placement, before anybody has declined."),),
    )  # fmt: skip


def months_picture(facts: PlanFacts) -> Picture | None:
    """What the proposals cost by month and budget line; None where it is about too few people."""
    spent = _spent(facts)
    if spent is None or len(spent) < 2:  # noqa: PLR2004 - one column compares nothing
        return None
    spent = spent.rename(columns=_named(facts, spent.columns))
    names = [_span_name(span) for span in spent.index]
    months = np.array([_months_in(span) for span in spent.index])
    a_month = spent.div(months, axis=0)
    table = pd.DataFrame({_("Months"): names, **{str(name): spent[name].to_numpy() for name in spent}})
    table[_("Together, SEK")] = spent.sum(axis=1).to_numpy()
    most = int(np.argmax(a_month.sum(axis=1).to_numpy()))
    title = _(
        "The proposals cost {total} thousand SEK in all, most in {span}: {sek} thousand a month",
        total=decimal(float(spent.to_numpy().sum()) / _THOUSAND, 0), span=names[most],
        sek=decimal(float(a_month.iloc[most].sum()) / _THOUSAND, 0),
    )  # fmt: skip
    shown = "; ".join(
        f"{name}: {decimal(float(sek) / _THOUSAND, 0)}" for name, sek in zip(names, a_month.sum(axis=1), strict=True)
    )
    return Picture(
        "money_by_month", title, _("Columns in thousand SEK a month: {shown}.", shown=shown), table,
        lambda axes: _draw_months(axes, names, a_month), height=3.3, notes=(
            _("A week counts in the month of its Monday. Months are added together until at least five people are "
              "behind each figure. The columns then show a month's mean, the table the sum."),
        ),
    )  # fmt: skip


def _named(facts: PlanFacts, names: Iterable[str]) -> dict[str, str]:
    """By line that is told what people call it."""
    called = line_names(facts.instance)
    return {name: called.get(name, name) for name in names}


def _members(facts: PlanFacts) -> dict[str, list[str]]:
    """The budget lines of each line that is told: itself, or those about so few people that they are told together."""
    lines = [str(name) for name in facts.instance.budget_lines["funding_id"]]
    people = _monthly(facts).groupby("line")["person"].nunique()
    out = suppressed({name: int(people.get(name, 0)) for name in lines})
    told = {name: [name] for name in lines if name not in out}
    return {**told, _("Other lines together"): sorted(out)} if out else told


def _monthly(facts: PlanFacts) -> pd.DataFrame:
    """A row for each person, budget line and month that it pays: person, line, month, cost (SEK)."""
    lines, charges = facts.instance.budget_lines, facts.instance.charges(facts.rows)
    charges = charges[charges["line_cost"].fillna(0.0) != 0]
    own, at = facts.rows.loc[charges["candidate"]], charges["funding"].to_numpy(dtype=np.int64)
    first = np.fmax(own["start_week"], lines["from_week"].to_numpy()[at]).to_numpy(dtype=np.int64)
    last = np.fmin(own["last_week"], lines["to_week"].to_numpy()[at]).to_numpy(dtype=np.int64)
    weeks = np.maximum(last - first + 1, 1)
    nth = np.arange(weeks.sum()) - np.repeat(np.cumsum(weeks) - weeks, weeks)
    monday = np.repeat(_mondays(first), weeks) + DAYS_IN_WEEK * nth
    weekly = pd.DataFrame(
        {
            "person": np.repeat(own["person"].to_numpy(), weeks),
            "line": np.repeat(lines["funding_id"].astype(str).to_numpy()[at], weeks),
            "month": monday.astype("datetime64[M]"),
            "cost": np.repeat(charges["line_cost"].to_numpy(dtype=float) / weeks, weeks),
        }
    )
    return weekly.groupby(["person", "line", "month"])[["cost"]].sum().reset_index()


def _mondays(weeks: Positions) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return np.array([week_monday(int(week)) for week in weeks], dtype="datetime64[D]")


def _spent(facts: PlanFacts) -> pd.DataFrame | None:
    """SEK by span of months (first and last month) and line told; None where so few people are behind it."""
    monthly = _monthly(facts)
    if facts.totals["cost_sek"] is None or monthly.empty:
        return None
    members = _members(facts)
    monthly["line"] = monthly["line"].map({name: told for told, names in members.items() for name in names})
    told = spans(sorted(set(monthly["month"])), lambda months: _is_of_few(monthly, months))
    monthly["span"] = monthly["month"].map({month: (own[0], own[-1]) for own in told for month in own})
    spent = monthly.pivot_table(index="span", columns="line", values="cost", aggfunc="sum", fill_value=0.0)
    return spent.reindex(columns=[*members], fill_value=0.0)


def _is_of_few(monthly: pd.DataFrame, months: list[pd.Timestamp]) -> bool:
    people = monthly[monthly["month"].isin(months)].groupby("line")["person"].nunique()
    return any(is_small(int(count)) for count in people)


def _span_name(span: tuple[pd.Timestamp, pd.Timestamp]) -> str:
    first, last = span
    if first == last:
        return _month_name(last)
    begins = short_month(first.date()) if first.year == last.year else _month_name(first)
    return f"{begins}–{_month_name(last)}"


def _month_name(month: pd.Timestamp) -> str:
    return f"{short_month(month.date())} {month.year}"


def _months_in(span: tuple[pd.Timestamp, pd.Timestamp]) -> int:
    first, last = span
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _draw_lines(axes: Axes, named: Mapping[str, str], used: dict[str, float], had: dict[str, float]) -> None:
    names = [*named]
    at = np.arange(len(names))
    axes.barh(at, [had[name] / _THOUSAND for name in names], color="white", edgecolor=FAINT, hatch=HATCH, height=0.5,
              linewidth=0.8)  # fmt: skip
    axes.barh(at, [used[name] / _THOUSAND for name in names], color=OWN, edgecolor=FAINT, height=0.5, linewidth=0.8)
    lying_axis(axes, [*named.values()], _("thousand SEK"))
    for here, name in zip(at, names, strict=True):
        said = _("{used} of {had}", used=decimal(used[name] / _THOUSAND, 0), had=decimal(had[name] / _THOUSAND, 0))
        end = max(used[name], had[name]) / _THOUSAND
        axes.annotate(said, (end, here), xytext=(5, 0), textcoords="offset points", va="center")
    axes.margins(x=0.2)
    key_above(axes, [(_("the proposals"), OWN, "bar"), (_("left after them"), "white", "hatch")])


def _draw_months(axes: Axes, names: list[str], spent: pd.DataFrame) -> None:
    at, below = np.arange(len(names)), np.zeros(len(names))
    for series, line in enumerate(spent):
        colour, hatch = SERIES[series % len(SERIES)]
        height = spent[line].to_numpy() / _THOUSAND
        axes.bar(at, height, bottom=below, color=colour, hatch=hatch, edgecolor=FAINT, width=0.72, linewidth=0.8,
                 label=str(line))  # fmt: skip
        below = below + height
    for here, total in zip(at, below, strict=True):
        axes.annotate(decimal(float(total), 0), (here, total), xytext=(0, 3), textcoords="offset points", ha="center")
    standing_axis(axes, names, _("thousand SEK a month"))
    axes.margins(y=0.12)
    axes.legend(loc="lower left", bbox_to_anchor=(0.0, 1.08), ncols=min(spent.shape[1], 3), frameon=False)
