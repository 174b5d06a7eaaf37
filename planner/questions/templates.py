"""Places that a department which offers nothing could offer: template slots, each tried in the week by itself."""

from __future__ import annotations

import csv
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd

from planner.formulation import Chosen
from planner.instance import Instance, build
from planner.planning import DEPARTMENT
from planner.questions.judged import ENDS, has_judged_effects, with_judged
from planner.questions.ranges import PriceRange, Solved, spanned
from planner.schema.scenario import Scenario
from planner.schema.weeks import week_monday

TEMPLATES_FILE = "template_slots.csv"
# Of an employer, what decides who may come to a template slot there, and how many.
_MATTERS = (
    "max_people",
    "approaches_per_month",
    "collective_agreement",
    "tax_debts",
    "trading_ban",
    "bankrupt",
    "redundancies_on",
)


@dataclass(frozen=True)
class Template:
    """A slot as departments could offer it: an assumption, with its kind, source and year.

    `cells` are cells of a row of table slots; `rules` the legal forms under which it would be offered.
    """

    name: str
    name_en: str
    name_sv: str
    places: int
    start_in_weeks: int
    cells: dict[str, Any]
    rules: tuple[str, ...]
    kind: str
    source: str
    year: int


@dataclass(frozen=True)
class TemplatePrice:
    """What a template brings at a department that offers nothing (position of the employer).

    `gain` is a difference of two best outcomes, which may be below 0 only by what wishes weigh otherwise; `judged` is
    the range that the judged effects leave of it, None where figures rest on none.
    """

    employer: int
    template: Template
    gain: PriceRange
    judged: PriceRange | None


@cache
def templates() -> tuple[Template, ...]:
    """The templates of TEMPLATES_FILE, in its order."""
    text = resources.files("planner.questions").joinpath(TEMPLATES_FILE).read_text(encoding="utf-8")
    return tuple(_template(row) for row in csv.DictReader(text.splitlines()))


def _template(row: dict[str, str]) -> Template:
    lists = {name: tuple(row[name].split("|")) if row[name] else () for name in ("shift", "tasks", "excluded_limits")}
    cells: dict[str, Any] = {
        **{name: row[name] or None for name in ("ssyk", "min_swedish", "workplace_kind")},
        "tasks": row["tasks"],
        "shift": lists["shift"],
        "excluded_limits": lists["excluded_limits"],
        "weeks": int(row["weeks"]),
        "hours_per_week": float(row["hours_per_week"]),
        "gross_month_sek": float(row["gross_month_sek"]) if row["gross_month_sek"] else None,
    }
    return Template(
        row["template"], row["name_en"], row["name_sv"], int(row["places"]), int(row["start_in_weeks"]), cells,
        tuple(row["rules"].split("|")), row["kind"], row["source"], int(row["year"]),
    )  # fmt: skip


def departments_without(instance: Instance) -> list[int]:
    """The departments (positions of employers) that offer nothing this week.

    They have no open slot with a free place that starts in the plan week or later.
    """
    employers, slots = instance.employers, instance.slots
    is_open = ((slots["status"] == "open") & (slots["start_week"] >= instance.week)).to_numpy()
    offering = set(slots["employer_id"][is_open & (instance.places_left > 0)])
    is_without = (employers["sector"] == DEPARTMENT) & ~employers["employer_id"].isin(offering)
    return np.flatnonzero(is_without.to_numpy()).tolist()


def template_prices(week: Solved) -> list[TemplatePrice]:
    """Every template at every department that offers nothing, each solved again by itself, in the order of employers.

    Departments of which the tables say the same are solved once. A template of which no form is in use here is left
    out.
    """
    instance = week.instance
    known: dict[tuple[Hashable, ...], list[tuple[Template, PriceRange, PriceRange | None]]] = {}
    found: list[TemplatePrice] = []
    if instance.people.empty:  # nobody could come
        return found
    for employer in departments_without(instance):
        alike = _alike(instance, employer)
        if alike not in known:
            known[alike] = list(_tried(week, employer))
        found += [TemplatePrice(employer, *one) for one in known[alike]]
    return found


def _alike(instance: Instance, employer: int) -> tuple[Hashable, ...]:
    """What two departments must share for a template to bring the same at both."""
    row = instance.employers.iloc[employer]
    stated = tuple(None if pd.isna(row[name]) else str(row[name]) for name in _MATTERS)
    is_asked = not pd.isna(row["approaches_per_month"])
    is_running = (instance.employer_of_slots()[instance.running["slot"].to_numpy(dtype=np.int64)] == employer).any()
    return (*stated, employer if is_asked or (is_running and not pd.isna(row["max_people"])) else -1)


def _tried(week: Solved, employer: int) -> Iterator[tuple[Template, PriceRange, PriceRange | None]]:
    scenario = week.instance.scenario
    ends = []
    if has_judged_effects(scenario):
        bases = [(end, build(with_judged(scenario, end), week.instance.eligibility)) for end in ENDS]
        ends = [(end, week.with_worth_of(base)) for end, base in bases]
    for template in templates():
        offered = with_template(scenario, employer, template)
        if offered is None:
            continue
        instance = build(offered)
        gain = _difference(week, instance)
        at_ends = [_difference(base, build(with_judged(offered, end), instance.eligibility)) for end, base in ends]
        yield template, gain, spanned([gain, *at_ends]) if at_ends else None


def _difference(week: Solved, offered: Instance) -> PriceRange:
    """How much more the best plan reaches with the slots that `offered` has beside those of the week."""
    chosen = _same_candidates(week.instance, week.chosen, offered)
    again = replace(week.resolving, instance=offered, chosen=chosen).best()
    return PriceRange(again.value - week.bound, again.bound - week.value, "resolved")


def _same_candidates(instance: Instance, chosen: Chosen, other: Instance) -> Chosen:
    """Candidates of one instance as those of another that has the same people, and the same slots first."""
    keys = ["person", "slot", "programme"]
    own = instance.candidates.loc[chosen, keys]
    columns = other.columns[keys].reset_index(names="candidate")
    return np.sort(own.merge(columns, on=keys)["candidate"].to_numpy(dtype=np.int64))


def with_template(scenario: Scenario, employer: int, template: Template) -> Scenario | None:
    """The scenario in which an employer offers a template, with a supervisor of its own; None if no form is in use.

    The slot lies where most places of departments are, and the union has been consulted by the plan week.
    """
    forms = _forms(scenario, template)
    if not forms:
        return None
    tables, name = scenario.tables, _new_id(scenario)
    slot = {
        **template.cells,
        "slot_id": name,
        "employer_id": str(tables["employers"]["employer_id"].iloc[employer]),
        "programme_ids": forms,
        "zone": _usual_zone(scenario),
        "places": template.places,
        "start_week": scenario.week + template.start_in_weeks,
        "supervisor_id": name,
        "union_consulted_on": pd.Timestamp(week_monday(scenario.week)),
        "status": "open",
    }
    added = {
        "slots": _with_row(tables["slots"], slot),
        "supervisors": _with_row(tables["supervisors"], {"supervisor_id": name}),
    }
    return replace(scenario, tables={**tables, **added})


def _forms(scenario: Scenario, template: Template) -> tuple[str, ...]:
    """The programmes of the template's rules that departments' slots offer; else all programmes of these rules."""
    programmes, departments = scenario.tables["programmes"], _slots_of_departments(scenario)
    ruled = programmes.loc[programmes["rule"].isin(template.rules), "programme_id"]
    usual = {name for names in departments["programme_ids"] for name in names}
    return tuple(name for name in ruled if name in usual) or tuple(ruled)


def _usual_zone(scenario: Scenario) -> str:
    """The zone with most places of departments; where no department offers any, the home of most jobseekers."""
    places = _slots_of_departments(scenario).groupby("zone")["places"].sum()
    homes = scenario.tables["jobseekers"].groupby("home_zone").size()
    return str((places if places.sum() else homes).idxmax())


def _slots_of_departments(scenario: Scenario) -> pd.DataFrame:
    employers, slots = scenario.tables["employers"], scenario.tables["slots"]
    departments = employers.loc[employers["sector"] == DEPARTMENT, "employer_id"]
    return slots[slots["employer_id"].isin(departments)]


def _new_id(scenario: Scenario) -> str:
    """An id that no slot and no supervisor has."""
    used = {*scenario.tables["slots"]["slot_id"], *scenario.tables["supervisors"]["supervisor_id"]}
    return next(name for name in (f"template-{number}" for number in range(len(used) + 1)) if name not in used)


_DEFAULTS: dict[str, Any] = {
    "min_places": 0, "reserved_by_hand": 0, "lead_weeks": 0, "driving_licence": (), "skills": (),
    "register_extract": False,
}  # fmt: skip


def _with_row(table: pd.DataFrame, cells: dict[str, Any]) -> pd.DataFrame:
    """The table with a row more, its columns of the same kinds."""
    row = {name: [cells.get(name, _DEFAULTS.get(name))] for name in table.columns}
    added = pd.DataFrame(row, columns=table.columns, dtype=object).astype(table.dtypes.to_dict())
    return pd.concat([table, added], ignore_index=True)
