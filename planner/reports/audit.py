"""A fairness audit as text and files: what groups got, how they differ, and how often officials decided otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

import pandas as pd

from planner.folders import AUDIT_FILE, AUDIT_TABLE_FILE, json_bytes
from planner.planning import csv_text
from planner.reports.layout import columns
from planner.schema.plan_tables import AUDIT_COLUMNS
from planner.schema.weeks import week_label
from planner.schema.words import OF_AUDIT, in_words
from planner.studies import LEAST, LEVEL, RUBBER_STAMP, Estimate, FairnessAudit, GroupFigure, PairFigure, Rate
from planner.texts import N_, _, decimal, ngettext, percent

GROUNDS = {
    "sex": N_("Sex"),
    "origin": N_("Origin"),
    "disability": N_("Disability"),
    "age_class": N_("Age"),
}
# By measure its heading and decimals; None for shares.
_MEASURES = {
    "offers": (N_("offers"), None),
    "paid": (N_("paid jobs"), None),
    "uplift": (N_("gain per person"), 3),
    "travel_minutes": (N_("minutes one way"), 0),
    "waiting_weeks": (N_("weeks waited"), 1),
}
_YES_NO = {"yes": N_("yes"), "no": N_("no")}
_CLEAR = {"yes": N_("yes"), "alone": N_("perhaps chance"), "no": N_("no")}
NOTHING = "–"
# In place of a figure that is left out.
LEFT_OUT = "x"


def audit_screen(one: FairnessAudit) -> str:
    """The audit on a screen."""
    title = _("Fairness audit: {scenario} ({week})", scenario=one.plan.file["scenario"], week=week_label(one.plan.week))
    parts = [[title, "=" * len(title), *(f"  {line}" for line in _head(one))]]
    parts += [[_(GROUNDS[ground]), *_groups(one, ground), "", *_pairs(one, ground)] for ground in one.grounds]
    parts.append([_("Overridden proposals"), *_oversight(one)])
    return "\n\n".join("\n".join(part).rstrip() for part in parts)


def _head(one: FairnessAudit) -> Iterator[str]:
    if one.unlisted is None:
        yield ngettext(
            "{number} person in the plan; the table audit does not list everybody.",
            "{number} people in the plan; the table audit does not list everybody.",
            one.people,
        )  # fmt: skip
    else:
        yield ngettext(
            "{number} person in the plan; the table audit lists {listed}.",
            "{number} people in the plan; the table audit lists {listed}.",
            one.people, listed=one.people - one.unlisted,
        )  # fmt: skip
    yield _(
        "Offers: the share with a proposal or a placement. Paid jobs: the share with one that is an employment. "
        "Gain: over everybody in the group, placed or not."
    )
    yield _(
        "In brackets: the {level} interval. A difference is no proof of discrimination, and no difference "
        "no proof of its absence.",
        level=percent(LEVEL, 0),
    )
    if one.comparisons:
        yield from _of_comparisons(one)
    if one.left_out:
        yield ngettext(
            "x: {number} figure is left out, since fewer than {least} people are behind it or could be worked out "
            "from it and the totals.",
            "x: {number} figures are left out, since fewer than {least} people are behind them or could be worked out "
            "from them and the totals.",
            one.left_out, least=LEAST,
        )  # fmt: skip


def _of_comparisons(one: FairnessAudit) -> Iterator[str]:
    """How many comparisons there are, and what the last column says of each."""
    yield ngettext(
        "{number} comparison of two groups. Where both are treated alike, it looks clear by chance in {share} of all "
        "weeks.",
        "{number} comparisons of two groups. Where all are treated alike, about {chance} of them look clear by chance.",
        one.comparisons, chance=decimal(one.by_chance, 1, trim=True), share=percent(1 - LEVEL, 0),
    )  # fmt: skip
    yield _(
        "Clear: yes = clear even with that counted in (Bonferroni); perhaps chance = clear alone, but not among so "
        "many; no = not clear."
    )


def _groups(one: FairnessAudit, ground: str) -> list[str]:
    """A line for each group of a column, and one for everybody."""
    rows = [("", _("people"), *(_(head) for head, _digits in _MEASURES.values()))]
    own = [figure for figure in one.groups if figure.column == ground]
    for group, figures in groupby([*own, *one.everybody], key=lambda figure: (figure.column, figure.group)):
        name = _("Everybody") if not group[0] else _group(group[1])
        rows.append(_row(name, list(figures)))
    return columns(rows, right=tuple(range(1, 2 + len(_MEASURES))))


def _row(name: str, figures: list[GroupFigure]) -> tuple[str, ...]:
    # The wait is told of everybody in the group who may be told of at all.
    number = figures[-1].number
    cells = [LEFT_OUT if one.estimate is None else _said(one.measure, one.estimate) for one in figures]
    return (name, LEFT_OUT if number is None else str(number), *cells)


def _group(name: str | None) -> str:
    if name is None:
        return _("not stated")
    return _(_YES_NO[name]) if name in _YES_NO else name


def _pairs(one: FairnessAudit, ground: str) -> list[str]:
    """A line for each pair of groups and measure: the difference and the ratio."""
    own = [pair for pair in one.pairs if pair.column == ground]
    if not own:
        return ["  " + _("No two groups can be compared.")]
    rows = [(_("first and second group"), "", _("first less second"), _("first / second"), _("clear?"))]
    before = ("", "")
    for pair in own:
        groups = (pair.group, pair.other)
        shown = "" if groups == before else _("{one} and {other}", one=_group(pair.group), other=_group(pair.other))
        before = groups
        clear = NOTHING if pair.clear is None else _(_CLEAR[pair.clear])
        rows.append((shown, _(_MEASURES[pair.measure][0]), _difference(pair), _around(pair.ratio, 2), clear))
    return columns(rows, right=(2, 3))


def _said(measure: str, estimate: Estimate) -> str:
    digits = _MEASURES[measure][1]
    if digits is not None:
        return _around(estimate, digits)
    if estimate.value is None:
        return NOTHING
    return f"{percent(estimate.value, 0)} ({_range(estimate, 100, 0)})"


def _difference(pair: PairFigure) -> str:
    digits = _MEASURES[pair.measure][1]
    if digits is not None:
        return _around(pair.difference, digits, plus=True)
    if pair.difference.value is None:
        return NOTHING
    points = decimal(100 * pair.difference.value, 0, plus=True)
    return _("{points} points ({range})", points=points, range=_range(pair.difference, 100, 0, plus=True))


def _around(estimate: Estimate, digits: int, *, plus: bool = False) -> str:
    if estimate.value is None:
        return NOTHING
    value = decimal(estimate.value, digits, plus=plus)
    return value if estimate.low is None else f"{value} ({_range(estimate, 1, digits, plus=plus)})"


def _range(estimate: Estimate, scale: float, digits: int, *, plus: bool = False) -> str:
    if estimate.low is None or estimate.high is None:
        return NOTHING
    low, high = (decimal(scale * end, digits, plus=plus) for end in (estimate.low, estimate.high))
    return _("{low} to {high}", low=low, high=high)


def _oversight(one: FairnessAudit) -> Iterator[str]:
    """How often officials did something else than was proposed, by role and group."""
    seen = one.oversight
    if not seen.of_all.decided:
        yield "  " + _("Nobody has written a decision into assignments.csv yet.")
        return
    yield "  " + ngettext(
        "Somebody decided about {decided} of {number} proposal.",
        "Somebody decided about {decided} of {number} proposals.",
        seen.proposals, decided=seen.of_all.decided,
    )  # fmt: skip
    rows = [("", "", _("decided"), _("overridden"), _("share")), (_("Everybody"), "", *_rate(seen.of_all))]
    rows += [(_("by role"), rate.name or _("not stated"), *_rate(rate)) for rate in seen.roles]
    for ground in one.grounds:
        rows += [(_(GROUNDS[ground]), _group(rate.name), *_rate(rate)) for rate in seen.groups[ground]]
    yield from columns(rows, right=(2, 3, 4))
    for rate in seen.warned:
        yield "  " + _warning(one, rate)


def _warning(one: FairnessAudit, rate: Rate) -> str:
    facts = {"share": percent(RUBBER_STAMP, 0), "decided": rate.decided}
    if rate is one.oversight.of_all:
        return _(
            "Warning: under {share} of {decided} decided proposals were overridden. Are they judged one by one, or "
            "rubber-stamped?",
            **facts,
        )
    return _(
        "Warning: {role} overrode under {share} of {decided} proposals. Are they judged one by one, or rubber-stamped?",
        role=rate.name or _("not stated"),
        **facts,
    )


def _rate(rate: Rate) -> tuple[str, str, str]:
    if rate.decided is None or rate.overridden is None or rate.estimate is None:
        return (LEFT_OUT, LEFT_OUT, LEFT_OUT)
    share = "–" if rate.estimate.value is None else _said("offers", rate.estimate)
    return (str(rate.decided), str(rate.overridden), share)


def audit_files(one: FairnessAudit) -> dict[str, bytes]:
    """The audit as files, the table in the dialect and with the headings of the plan."""
    settings = one.plan.file.get("settings")
    stated = settings if isinstance(settings, dict) else {}
    table = in_words(audit_table(one), OF_AUDIT, str(stated.get("headings", "names")))
    summary = audit_summary(one) | {"files": sorted([AUDIT_FILE, AUDIT_TABLE_FILE])}
    return {
        AUDIT_TABLE_FILE: csv_text(table, str(stated.get("dialect", "plain"))).encode(),
        AUDIT_FILE: json_bytes(summary),
    }


def audit_summary(one: FairnessAudit) -> dict[str, Any]:
    """The audit as one object."""
    seen = one.oversight
    return {
        "format": 1,
        "plan": {"scenario": one.plan.file["scenario"], "week": week_label(one.plan.week)},
        "people": one.people,
        "unlisted": one.unlisted,
        "level": LEVEL,
        "least": LEAST,
        "left_out": one.left_out,
        "comparisons": one.comparisons,
        "by_chance": round(one.by_chance, 6),
        "everybody": [asdict(figure) for figure in one.everybody],
        "groups": [asdict(figure) for figure in one.groups],
        "pairs": [asdict(pair) for pair in one.pairs],
        "override_rate": {
            "proposals": seen.proposals,
            "all": _as_object(seen.of_all),
            "roles": [_as_object(rate) for rate in seen.roles],
            "groups": {ground: [_as_object(rate) for rate in rates] for ground, rates in seen.groups.items()},
        },
    }


def _as_object(rate: Rate) -> dict[str, Any]:
    estimate = None if rate.estimate is None else asdict(rate.estimate)
    return {**asdict(rate), "estimate": estimate, "is_rubber_stamp": rate.is_rubber_stamp}


def audit_table(one: FairnessAudit) -> pd.DataFrame:
    """The audit as one table: a row for each measure of everybody, of a group, and of a pair of groups."""
    rows = [_of_group(figure) for figure in (*one.everybody, *one.groups)]
    rows += [row for ground, rates in one.oversight.groups.items() for row in _of_rates(ground, rates)]
    rows += [
        {"ground": pair.column, "group": pair.group, "other_group": pair.other, "measure": pair.measure,
         **_ends("difference", pair.difference), "difference_clear": pair.difference_clear,
         **_ends("ratio", pair.ratio), "ratio_clear": pair.ratio_clear, "left_out": "no"}
        for pair in one.pairs
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(AUDIT_COLUMNS)).astype(object)


def _of_group(figure: GroupFigure) -> dict[str, object]:
    head: dict[str, object] = {"ground": figure.column or None, "group": figure.group or None}
    if figure.estimate is None:
        return {**head, "measure": figure.measure, "left_out": "yes"}
    return {**head, "measure": figure.measure, "people": figure.number, **_ends("", figure.estimate), "left_out": "no"}


def _of_rates(ground: str, rates: Iterable[Rate]) -> Iterator[dict[str, object]]:
    for rate in rates:
        head: dict[str, object] = {"ground": ground, "group": rate.name, "measure": "overridden"}
        if rate.estimate is None:
            yield {**head, "left_out": "yes"}
        else:
            yield {**head, "people": rate.decided, **_ends("", rate.estimate), "left_out": "no"}


def _ends(name: str, estimate: Estimate) -> dict[str, object]:
    low, high = (f"{name}_low", f"{name}_high") if name else ("low", "high")
    return {name or "figure": estimate.value, low: estimate.low, high: estimate.high}
