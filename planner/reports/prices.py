"""Prices as text and files: a table for each kind of step, never summed and never one ladder."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from planner.explanation.form_names import form_names
from planner.folders import GOAL_PRICES_FILE, PRICES_FILE, json_bytes
from planner.planning import csv_text
from planner.questions import (
    KINDS,
    MOST_RESOLVED,
    NOTHING,
    Price,
    PriceList,
    PriceRange,
    StepKind,
    Template,
    TemplatePrice,
)
from planner.reports.goal_prices import goal_prices_table, replanned_lines
from planner.reports.layout import columns, shortened
from planner.schema.weeks import week_label
from planner.studies import GoalPrices
from planner.texts import N_, NN_, _, decimal, in_language, ngettext

# People are told to three decimals, points and weeks to two.
_DIGITS = {"people": 3}
_UNITS = {
    "people": N_("people in work or study"),
    "weeks": N_("weeks of regular work"),
    "points": N_("points"),
    "table": N_("units of the table"),
}
_TITLES: Mapping[StepKind, str] = {
    "place": N_("Places: one place more or less"),
    "programme": N_("Programmes: one place more or less in whichever slot of the form it counts most, or least"),
    "budget": N_("Budgets: {amount} SEK more or less"),
    "supervisor": N_("Supervisors: one more of the median capacity ({amount}); one less takes on nobody new"),
    "caseworker": N_("Caseworkers: one start a week more or less"),
}
_NO_STEP: Mapping[StepKind, str] = {
    "place": N_("none is free"),
    "programme": N_("none is free"),
    "budget": N_("less than that is left"),
    "supervisor": N_("has no capacity"),
    "caseworker": N_("has no starts"),
}
_REST: Mapping[StepKind, tuple[str, str]] = {
    "place": NN_("One more place at {number} further slot brings about {least} to {most}.",
                 "One more place at each of {number} further slots brings about {least} to {most}."),
    "programme": NN_("One more place of {number} further form brings about {least} to {most}.",
                     "One more place of each of {number} further forms brings about {least} to {most}."),
    "budget": NN_("More money on {number} further budget line brings about {least} to {most}.",
                  "More money on each of {number} further budget lines brings about {least} to {most}."),
    "supervisor": NN_("One more beside {number} further supervisor brings about {least} to {most}.",
                      "One more beside each of {number} further supervisors brings about {least} to {most}."),
    "caseworker": NN_("One more start of {number} further caseworker brings about {least} to {most}.",
                      "One more start of each of {number} further caseworkers brings about {least} to {most}."),
}  # fmt: skip
_NOTHING: Mapping[StepKind, tuple[str, str]] = {
    "place": NN_("One more place at {number} further slot brings nothing.",
                 "One more place at each of {number} further slots brings nothing."),
    "programme": NN_("One more place of {number} further form brings nothing.",
                     "One more place of each of {number} further forms brings nothing."),
    "budget": NN_("More money on {number} further budget line brings nothing.",
                  "More money on each of {number} further budget lines brings nothing."),
    "supervisor": NN_("One more beside {number} further supervisor brings nothing.",
                      "One more beside each of {number} further supervisors brings nothing."),
    "caseworker": NN_("One more start of {number} further caseworker brings nothing.",
                      "One more start of each of {number} further caseworkers brings nothing."),
}  # fmt: skip
NAME_WIDTH = 44


def prices_screen(prices: PriceList, goals: GoalPrices | None = None) -> str:
    """All prices on a screen, a table for each kind; those of goals and restrictions where they were asked for."""
    title = _("What one more is worth: {scenario} ({week})", scenario=prices.instance.name,
              week=week_label(prices.instance.week))  # fmt: skip
    head = [
        _("Counted in {unit}, for the best plan by outcome alone, all else as it is.",
          unit=_(_UNITS[prices.instance.unit])),
        _("Each price holds by itself: never add two, and never rank steps of different kinds against each other."),
    ]  # fmt: skip
    lines = [title, "=" * len(title), *(f"  {line}" for line in head)]
    for kind in KINDS:
        lines += ["", *_kind_lines(prices, kind)]
    of_goals = [] if goals is None else ["", *replanned_lines(goals, prices.plan)]
    return "\n".join([*lines, "", *_wanted_lines(prices), "", *_template_lines(prices), *of_goals])


def _kind_lines(prices: PriceList, kind: StepKind) -> list[str]:
    amount = decimal(prices.steps[kind], 2, trim=True)
    title, own = _(_TITLES[kind], amount=amount), prices.prices[kind]
    if not own:
        return [title, "  " + _("No limit is stated.")]
    shown = [price for price in own if _is_told(price)][:MOST_RESOLVED]
    rest = [price for price in own if price not in shown]
    rows = [
        ("", "", _("one more brings"), _("by judged effects"), _("one less costs")),
        *(_row(prices, price) for price in shown),
    ]
    return [title, *(columns(rows, right=(2, 3, 4)) if shown else []), *_rest_lines(prices, kind, rest)]


def _is_told(price: Price) -> bool:
    """Whether a line of its own says something: something is brought or lost."""
    is_lost = price.less.known == "demanded" or (price.less.is_exact and price.less.high > NOTHING)
    return is_lost or (price.more.known == "resolved" and price.more.high > NOTHING)


def _row(prices: PriceList, price: Price) -> tuple[str, ...]:
    digits, kind = _digits(prices), price.step.kind
    judged = "" if price.judged is None else _span(price.judged, digits, plus=True)
    cost = _cost(price, digits)
    if kind == "programme" and price.less_at is not None and price.less.known == "resolved":
        cost = f"{cost} ({price.less_at})"
    name = step_name(prices, price)
    name = name if kind == "programme" else shortened(name, NAME_WIDTH)
    return price.step.id, name, _gain(price, digits), judged, cost


def _gain(price: Price, digits: int) -> str:
    if price.more.known == "about":
        return _("about {figure}", figure=decimal(price.about, digits, plus=True))
    return _span(price.more, digits, plus=True)


def _cost(price: Price, digits: int) -> str:
    less = price.less
    if less.known == "no_step":
        return _(_NO_STEP[price.step.kind])
    if less.known == "demanded":
        return _("pins or minimums need it")
    if less.known == "about":
        return _("about {figure}", figure=decimal(max(price.about, less.low), digits))
    return _span(less, digits, plus=False)


def _span(found: PriceRange, digits: int, *, plus: bool) -> str:
    """One figure, or the two ends where they differ as they are told."""
    low = decimal(found.low, digits, plus=plus)
    if not math.isfinite(found.high):
        return _("at least {low}", low=low)
    high = decimal(found.high, digits, plus=plus)
    return low if low == high or found.is_exact else _("{low} to {high}", low=low, high=high)


def _rest_lines(prices: PriceList, kind: StepKind, rest: Sequence[Price]) -> list[str]:
    """How many have no line of their own, and about what they bring."""
    figures = [price.about if price.more.known == "about" else price.more.middle for price in rest]
    is_open = [price.more.known == "about" for price in rest]
    about = [figure for figure, unknown in zip(figures, is_open, strict=True) if unknown or figure > NOTHING]
    nothing = len(rest) - len(about)
    lines, digits = [], _digits(prices)
    if about:
        least, most = (decimal(figure, digits, plus=True) for figure in (min(about), max(about)))
        lines.append(ngettext(*_REST[kind], len(about), least=least, most=most))
    if nothing:
        lines.append(ngettext(*_NOTHING[kind], nothing))
    return [f"  {line}" for line in lines]


def _digits(prices: PriceList) -> int:
    return _DIGITS.get(prices.instance.unit, 2)


def step_name(prices: PriceList, price: Price) -> str:
    """What a step is about, in words: the employer and the occupation of a slot, the name of a form; else nothing."""
    instance, step = prices.instance, price.step
    if step.kind == "place":
        employer = instance.employer_of_slots()[step.position]
        name = str(instance.employers["name"].iloc[employer])
        occupation = instance.occupation_of(step.position)
        return name if occupation is None else f"{name}: {occupation}"
    if step.kind == "programme":
        name = form_names(instance)[step.id]
        return name if price.at is None else _("{form}, at {slot}", form=name, slot=price.at)
    return ""


def _wanted_lines(prices: PriceList) -> list[str]:
    title = _("Places offered against places wanted, by department")
    if prices.wanted.empty:
        return [title, "  " + _("There is no department among the employers.")]
    rows = [("", "", _("offered"), _("free"), _("wanted"))]
    for row in prices.wanted.itertuples(index=False):
        wanted = "–" if row.places_wanted is pd.NA else str(row.places_wanted)
        name = shortened(str(row.name), NAME_WIDTH)
        rows.append((str(row.employer_id), name, str(row.places_offered), str(row.places_free), wanted))
    return [title, *columns(rows, right=(2, 3, 4))]


def _template_lines(prices: PriceList) -> list[str]:
    title = _("Departments without a free place: what places there would bring, by assumed effects")
    if not prices.templates:
        return [title, "  " + _("Every department has a free place, or none of the forms of the templates is in use.")]
    return [title, *(f"  {_template_line(prices, one)}" for one in prices.templates)]


def _template_line(prices: PriceList, one: TemplatePrice) -> str:
    # Assumed effects are told to one decimal: more would look like knowledge.
    employer = str(prices.instance.employers["name"].iloc[one.employer])
    gain = _span(one.judged or one.gain, 1, plus=True)
    unit, kind = _(_UNITS[prices.instance.unit]), _template_name(one.template)
    places = one.template.places
    return _(
        "{places} {kind} at {employer}: {gain} {unit}",
        places=places,
        kind=kind,
        employer=employer,
        gain=gain,
        unit=unit,
    )


def _template_name(template: Template) -> str:
    return in_language({"sv": template.name_sv, "en": template.name_en})


def prices_table(prices: PriceList, kind: StepKind) -> pd.DataFrame:
    """The prices of one kind, with the columns of PRICE_LIST_TABLE; blank where there is nothing to say."""
    return pd.DataFrame([_record(prices, price) for price in prices.prices[kind]])


def _record(prices: PriceList, price: Price) -> dict[str, Any]:
    judged = price.judged
    return {
        "id": price.step.id,
        "name": step_name(prices, price) or None,
        "step": price.step.amount,
        "about": _figure(price.about),
        **_ends("more", price.more),
        "more_at": price.at,
        "judged_low": None if judged is None else _figure(judged.low),
        "judged_high": None if judged is None else _figure(judged.high),
        **_ends("less", price.less),
        "less_at": price.less_at,
    }


def _ends(name: str, found: PriceRange) -> dict[str, Any]:
    return {f"{name}_low": _figure(found.low), f"{name}_high": _figure(found.high), f"{name}_known": found.known}


def _figure(value: float) -> float | None:
    """A figure as files have it, to six decimals; None where there is none or it has no limit."""
    return round(value, 6) + 0.0 if math.isfinite(value) else None


def templates_table(prices: PriceList) -> pd.DataFrame:
    """What template slots would bring at departments that offer nothing, with the columns of TEMPLATES_TABLE."""
    employers = prices.instance.employers
    rows = [
        {
            "employer_id": str(employers["employer_id"].iloc[one.employer]),
            "template": one.template.name,
            "places": one.template.places,
            "gain_low": _figure(one.gain.low),
            "gain_high": _figure(one.gain.high),
            "judged_low": None if one.judged is None else _figure(one.judged.low),
            "judged_high": None if one.judged is None else _figure(one.judged.high),
            "kind": one.template.kind,
            "source": one.template.source,
            "year": one.template.year,
        }
        for one in prices.templates
    ]
    return pd.DataFrame(rows)


def prices_files(prices: PriceList, goals: GoalPrices | None = None) -> dict[str, bytes]:
    """The prices as files: prices.csv, places_wanted.csv, templates.csv and goal_prices.csv where there are any."""
    dialect = prices.instance.settings.dialect
    tables = [prices_table(prices, kind).assign(kind=kind) for kind in KINDS if prices.prices[kind]]
    every = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame({"kind": []})
    every = every[["kind", *(name for name in every.columns if name != "kind")]]
    files = {
        "prices.csv": csv_text(every, dialect).encode(),
        "places_wanted.csv": csv_text(prices.wanted, dialect).encode(),
    }
    if prices.templates:
        files["templates.csv"] = csv_text(templates_table(prices), dialect).encode()
    if goals is not None:
        files[GOAL_PRICES_FILE] = csv_text(goal_prices_table(goals.parts), dialect).encode()
    # What we wrote is listed, so that a later run knows a folder of ours by it.
    summary = prices_summary(prices, goals) | {"files": sorted([*files, PRICES_FILE])}
    return {**files, PRICES_FILE: json_bytes(summary)}


def prices_summary(prices: PriceList, goals: GoalPrices | None = None) -> dict[str, object]:
    """The prices as one object: steps and prices by kind, places wanted, templates, and goals (null: not asked)."""
    instance = prices.instance
    return {
        "format": 1,
        "scenario": instance.name,
        "week": week_label(instance.week),
        "unit": instance.unit,
        "goal": "outcome",
        "value": _figure(prices.value),
        "bound": _figure(prices.bound),
        "steps": {str(kind): amount for kind, amount in prices.steps.items()},
        "prices": {str(kind): [_record(prices, price) for price in prices.prices[kind]] for kind in KINDS},
        "places_wanted": _plain(prices.wanted),
        "templates": _plain(templates_table(prices)),
        "goal_prices": None if goals is None else [part.model_dump(mode="json") for part in goals.parts],
    }


def _plain(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows for JSON, with None for blanks."""
    plain = table.astype(object).where(table.notna(), None)
    return [{str(name): cell for name, cell in row.items()} for row in plain.to_dict("records")]
