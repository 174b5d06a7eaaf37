"""Tables as DataFrames with real dtypes: codes as categories, weeks as text, whole numbers and yes/no with blanks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

import pandas as pd

from planner.errors import Fault
from planner.planning import Plan, no_lists
from planner.schema.cells import WEEK, Kind
from planner.schema.columns import kind_of
from planner.schema.plan import Measured, PlanFile
from planner.schema.plan_column import PlanColumn, PlanKind
from planner.schema.plan_groups import AlonePart
from planner.schema.plan_tables import (
    ASSIGNMENTS_TABLE,
    AUDIT_TABLE,
    BY_EMPLOYER_COLUMNS,
    BY_EMPLOYER_TABLE,
    CHANGE_COLUMNS,
    CHANGES_TABLE,
    DIFFERENCE_TABLE,
    DUTY_COLUMNS,
    DUTY_TABLE,
    EXPLANATIONS_TABLE,
    FOLLOWUPS_TABLE,
    RESERVES_TABLE,
    SHORTLISTS_TABLE,
    SLOTS_TABLE,
    TAGS_TABLE,
    TARGETS_TABLE,
)
from planner.schema.result_tables import (
    GOAL_PRICES_TABLE,
    GOALS_TABLE,
    GROUPS_TABLE,
    OVERRIDES_TABLE,
    PLACES_WANTED_TABLE,
    PRICE_LIST_TABLE,
    PRICES_TABLE,
    SHORTLISTS_WORTH_TABLE,
    TEMPLATES_TABLE,
    TOTALS_TABLE,
    with_usual,
)
from planner.schema.tables import TABLES
from planner.schema.usual import UsualName
from planner.schema.vocabulary import WORDS
from planner.schema.weeks import week_label
from planner.schema.words import (
    OF_ASSIGNMENTS,
    OF_AUDIT,
    OF_CHANGES,
    OF_DIFFERENCE,
    OF_EXPLANATIONS,
    OF_FOLLOWUPS,
    OF_SHORTLISTS,
    OF_SLOTS,
    OF_TARGETS,
    Words,
)

Frame = pd.DataFrame
Dtype = Any  # what pandas takes for a dtype, which its types tell apart one by one
WHOLE: Dtype = "Int64"
YES_NO: Dtype = "boolean"
NUMBER: Dtype = "float64"
TEXT: Dtype = "str"
CODE: Dtype = "category"
DAY: Dtype = "datetime64[s]"

_DTYPE_OF: Mapping[PlanKind, Dtype] = {
    "code": CODE, "whole number": WHOLE, "number": NUMBER, "yes or no": YES_NO, "id": TEXT, "text": TEXT, "week": TEXT,
    "day": DAY,
}  # fmt: skip


def codes(words: Iterable[str]) -> pd.CategoricalDtype[Any]:
    """The dtype of a column of codes."""
    return pd.CategoricalDtype(list(words))


def table_frame(name: str, table: Frame) -> Frame:
    """A new DataFrame of a scenario's table."""
    fields = TABLES[name].row.model_fields
    return pd.DataFrame({column: _of_kind(kind_of(field), table[column]) for column, field in fields.items()})


def _of_kind(kind: Kind, values: pd.Series[Any]) -> pd.Series[Any]:
    if kind is WEEK:
        return pd.Series([None if pd.isna(week) else week_label(int(week)) for week in values], dtype=TEXT)
    if kind.store == "text" and kind.words:
        return values.astype(codes(kind.words))
    dtype = {"whole": WHOLE, "yes_no": YES_NO, "number": NUMBER}.get(kind.store)
    return values.copy() if dtype is None else values.astype(dtype)


def assignments_frame(plan: Plan) -> Frame:
    """A new DataFrame of assignments.csv, of every column."""
    words = {**_codes_of(OF_ASSIGNMENTS), "programme_id": plan.instance.programmes["programme_id"]}
    return _typed(plan.assignments, ASSIGNMENTS_TABLE, words)


def slots_frame(plan: Plan) -> Frame:
    """A new DataFrame of slots.csv, of every column."""
    return _typed(plan.slots, SLOTS_TABLE, _codes_of(OF_SLOTS))


def changes_frame(table: Frame | None) -> Frame:
    """A new DataFrame of changes_since.csv, of every column; without rows where there is no such table."""
    return _typed(_blank(CHANGE_COLUMNS) if table is None else table, CHANGES_TABLE, _codes_of(OF_CHANGES))


def by_employer_frame(table: Frame | None) -> Frame:
    """A new DataFrame of changes_by_employer.csv, of every column; without rows where there is no such table."""
    return _typed(_blank(BY_EMPLOYER_COLUMNS) if table is None else table, BY_EMPLOYER_TABLE, {})


def explanations_frame(table: Frame) -> Frame:
    """A new DataFrame of explanations.csv."""
    return _typed(table, EXPLANATIONS_TABLE, _codes_of(OF_EXPLANATIONS))


def difference_frame(table: Frame) -> Frame:
    """A new DataFrame of what sets a plan apart from another, person by person."""
    return _typed(table, DIFFERENCE_TABLE, _codes_of(OF_DIFFERENCE))


def audit_frame(table: Frame) -> Frame:
    """A new DataFrame of audit.csv."""
    return _typed(table, AUDIT_TABLE, _codes_of(OF_AUDIT))


def _blank(columns: Iterable[str]) -> Frame:
    return pd.DataFrame(columns=list(columns), dtype=object)


def reserves_frame(plan: Plan) -> Frame:
    """A new DataFrame of reserves.csv, of every column."""
    words = {"programme_id": plan.instance.programmes["programme_id"]}
    return _typed(plan.reserves, RESERVES_TABLE, words)


def shortlists_frame(plan: Plan) -> Frame:
    """A new DataFrame of shortlists.csv, of every column; without rows where the plan has no lists."""
    words = {**_codes_of(OF_SHORTLISTS), "programme_id": plan.instance.programmes["programme_id"]}
    return _typed(no_lists() if plan.lists is None else plan.lists.table, SHORTLISTS_TABLE, words)


def targets_frame(file: PlanFile) -> Frame:
    """A new DataFrame of targets.csv, of every column; without rows where the plan has no targets."""
    return _of_rows([part.model_dump() for part in file.targets or ()], TARGETS_TABLE, _codes_of(OF_TARGETS))


def duty_frame(plan: Plan) -> Frame:
    """A new DataFrame of duty.csv, of every column; without rows where nobody owes hours of activity."""
    return _typed(_blank(DUTY_COLUMNS) if plan.duty is None else plan.duty, DUTY_TABLE, {})


def tags_frame(file: PlanFile) -> Frame:
    """A new DataFrame of what is counted under each tag; without rows where no table has a tag."""
    return _of_rows([part.model_dump() for part in file.tags or ()], TAGS_TABLE, {})


def shortlists_worth_frame(plan: Plan) -> Frame:
    """A new DataFrame of what lists are worth and what bounds them: one row, none where the plan has no lists."""
    figures = plan.list_figures
    rows = [] if figures is None else [figures.as_file() | {"unit": plan.file.unit}]
    return _of_rows(rows, SHORTLISTS_WORTH_TABLE, {"unit": ("people", "weeks", "points", "table")})


def followups_frame(plan: Plan) -> Frame:
    """A new DataFrame of followups.csv, of every column."""
    return _typed(plan.followups, FOLLOWUPS_TABLE, _codes_of(OF_FOLLOWUPS))


def _codes_of(words: Words) -> dict[str, Iterable[str]]:
    """By column all words that it may hold, so that tables of several plans have the same categories."""
    return {column: WORDS[name] for column, name in words.lists.items()}


def _typed(table: Frame, columns: Sequence[PlanColumn], words: Mapping[str, Iterable[str]]) -> Frame:
    return pd.DataFrame({one.name: _column(table[one.name], one.kind, words.get(one.name)) for one in columns})


def _column(values: pd.Series[Any], kind: PlanKind, words: Iterable[str] | None) -> pd.Series[Any]:
    plain = values.astype(object).where(values.notna(), None)
    if kind == "list":
        lists = [tuple(text.split("|")) if text else () for text in plain]
        return pd.Series(lists, index=values.index, dtype=object)
    if kind == "yes or no":
        return plain.map({"yes": True, "no": False}).astype(YES_NO)
    if kind == "code":
        return plain.astype(codes(sorted({word for word in plain if word is not None}) if words is None else words))
    if kind in {"whole number", "number"}:
        plain = pd.Series(pd.to_numeric(plain), index=values.index)
    return plain.astype(_DTYPE_OF[kind])


def totals_frame(file: PlanFile) -> Frame:
    """A new DataFrame with one row: the sums of a plan, its bound and status, and what usual practice would give."""
    totals = file.totals.model_dump()
    row = {name: getattr(file, name) for name in PlanFile.model_fields} | totals
    row |= {f"uplift_{basis}": amount for basis, amount in totals["uplift_by_basis"].items()}
    for way in ("follow_up", "regular_weeks"):
        row |= {f"{way}_{name}": (totals[way] or {}).get(name) for name in Measured.model_fields}
    row |= {f"usual_{one.name}_{name}": getattr(one, name) for one in file.usual for name in ("placed", "uplift")}
    for state in ("accepted", "offered"):
        row |= {f"{state}_{name}": amount for name, amount in totals["promised"][state].items()}
    row |= {"promised_untold": totals["promised"]["untold"]}
    row |= {f"together_{name}": amount for name, amount in totals["together"].items()}
    words = {"method": ("goals", *get_args(UsualName)), "status": ("optimal", "feasible"),
             "unit": ("people", "weeks", "points", "table")}  # fmt: skip
    columns = with_usual(TOTALS_TABLE, [one.name for one in file.usual])
    return _of_rows([row], columns, words)


def groups_frame(file: PlanFile) -> Frame:
    """A new DataFrame with a row for each group; `usual_<plan>` are the people whom usual practice places."""
    names = [one.name for one in file.usual if one.placed is not None]
    rows = [
        group.model_dump() | {f"usual_{name}": group.usual_placed.get(name) for name in names} | _of_alone(group.alone)
        for group in file.groups
    ]
    return _of_rows(rows, with_usual(GROUPS_TABLE, names), {})


def _of_alone(alone: AlonePart | None) -> dict[str, Any]:
    """What a group could have alone, as columns; blank where no goal looks at it."""
    if alone is None:
        return dict.fromkeys(("alone", "share_of_alone", "floor"))
    return {"alone": alone.most, "share_of_alone": alone.share, "floor": alone.floor}


def goals_frame(file: PlanFile) -> Frame:
    """A new DataFrame with a row for each goal, in order: what it reached, its bound, what it may cost."""
    rows = [goal.model_dump() for goal in file.goals]
    return _of_rows(rows, GOALS_TABLE, {"status": ("optimal", "feasible", "skipped")})


def overrides_frame(rows: Iterable[Mapping[str, Any]]) -> Frame:
    """A new DataFrame with a row for each override, as plan.json lists them; `gates` holds tuples."""
    own = [{**row, "gates": tuple(row["gates"])} for row in rows]
    dtypes: dict[str, Dtype] = {one.name: object if one.kind == "list" else TEXT for one in OVERRIDES_TABLE}
    return pd.DataFrame({name: pd.Series([row[name] for row in own], dtype=dtype) for name, dtype in dtypes.items()})


def prices_frame(plan: Plan) -> Frame:
    """A new DataFrame with a row for each limit that has a price: what one more unit of it would bring."""
    prices, gains = plan.solution.prices, plan.solution.gains
    rows = [
        {
            "constraint": constraint,
            "id": key[0] if key else None,
            "week": next((part for part in key if "-W" in part), None),
            "price_lp": prices.get((constraint, key), 0.0),
            "gain": gains.get((constraint, key)),
        }
        for constraint, key in sorted({*prices, *gains})
    ]
    return _of_rows(rows, PRICES_TABLE, {"constraint": sorted({str(row["constraint"]) for row in rows})})


def price_list_frame(table: Frame) -> Frame:
    """A new DataFrame of the prices of one kind of step, with every column."""
    known = ("resolved", "bound", "about", "no_step", "demanded")
    names = [one.name for one in PRICE_LIST_TABLE]
    full = _blank(names) if table.empty else table
    return _typed(full, PRICE_LIST_TABLE, {"more_known": known, "less_known": known})


def templates_frame(table: Frame) -> Frame:
    """A new DataFrame of template slots at departments that offer nothing."""
    full = _blank([one.name for one in TEMPLATES_TABLE]) if table.empty else table
    return _typed(full, TEMPLATES_TABLE, {})


def goal_prices_frame(table: Frame) -> Frame:
    """A new DataFrame of what goals and restrictions cost."""
    full = _blank([one.name for one in GOAL_PRICES_TABLE]) if table.empty else table
    return _typed(full, GOAL_PRICES_TABLE, {"kind": ("goal", "restriction")})


def wanted_frame(table: Frame) -> Frame:
    """A new DataFrame of places offered against places wanted, by department."""
    return _typed(table, PLACES_WANTED_TABLE, {})


def _of_rows(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[PlanColumn], words: Mapping[str, Iterable[str]]
) -> Frame:
    """A new DataFrame of these columns; `words` are those of columns of codes."""
    dtypes = {one.name: codes(words[one.name]) if one.name in words else _DTYPE_OF[one.kind] for one in columns}
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=dtypes[name]) for name in dtypes})


def faults_frame(faults: Sequence[Fault]) -> Frame:
    """A new DataFrame with a row for each fault or warning: where it is, what is wrong, the cure, all as one text."""
    rows = [fault.as_dict() for fault in faults]
    names = [*(name for name in Fault.__dataclass_fields__ if name not in {"severity", "spoken"}), "text"]
    columns = {name: pd.Series([row[name] for row in rows], dtype=TEXT if name != "row" else WHOLE) for name in names}
    return pd.DataFrame(columns).astype({"code": CODE})
