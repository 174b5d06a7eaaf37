"""Tables as DataFrames with real dtypes: codes as categories, weeks as text, whole numbers and yes/no with blanks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

import numpy as np
import pandas as pd

from planner.errors import Fault
from planner.planning import Plan
from planner.schema.cells import WEEK, Kind
from planner.schema.columns import kind_of
from planner.schema.plan import GroupPart, PlanFile
from planner.schema.plan_tables import ASSIGNMENTS_TABLE, SLOTS_TABLE, PlanColumn, PlanKind
from planner.schema.tables import TABLES
from planner.schema.usual import UsualName
from planner.schema.weeks import week_label
from planner.schema.words import OF_ASSIGNMENTS, OF_SLOTS, WORDS, Words

Frame = pd.DataFrame
Dtype = Any  # what pandas takes for a dtype, which its types tell apart one by one
WHOLE: Dtype = "Int64"
YES_NO: Dtype = "boolean"
NUMBER: Dtype = "float64"
TEXT: Dtype = "str"
CODE: Dtype = "category"

_DTYPE_OF: Mapping[PlanKind, Dtype] = {
    "code": CODE, "whole number": WHOLE, "number": NUMBER, "yes or no": YES_NO, "id": TEXT, "text": TEXT, "week": TEXT,
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
    head = {name: getattr(file, name) for name in ("scenario", "week", "method", "status", "unit")}
    figures = {name: getattr(file, name) for name in ("value", "bound", "gap", "certified_bound", "certified_gap")}
    totals = file.totals.model_dump()
    parts = {f"uplift_{basis}": amount for basis, amount in totals.pop("uplift_by_basis").items()}
    for way in ("follow_up", "regular_weeks"):
        measured = totals.pop(way) or {}
        parts |= {f"{way}_{name}": measured.get(name) for name in ("baseline", "uplift", "expected")}
    usual = {f"usual_{one.name}_{name}": getattr(one, name) for one in file.usual for name in ("placed", "uplift")}
    row = {**head, **totals, **figures, **parts, **usual}
    whole = {"jobseekers", "placed", "vacancies_placed", "protected", *(name for name in usual if "placed" in name)}
    words = {"method": ("goals", *get_args(UsualName)), "status": ("optimal", "feasible"),
             "unit": ("people", "weeks", "points", "table")}  # fmt: skip
    return pd.DataFrame({name: _single(name, value, whole, words) for name, value in row.items()})


def _single(name: str, value: object, whole: set[str], words: Mapping[str, Sequence[str]]) -> pd.Series[Any]:
    if name in words:
        return pd.Series([value], dtype=codes(words[name]))
    return pd.Series([value], dtype=WHOLE if name in whole else TEXT if isinstance(value, str) else NUMBER)


def groups_frame(file: PlanFile) -> Frame:
    """A new DataFrame with a row for each group; `usual_<plan>` are the people whom usual practice places."""
    rows = [group.model_dump() for group in file.groups]
    names = [one.name for one in file.usual if one.placed is not None]
    columns = {name: [row[name] for row in rows] for name in GroupPart.model_fields if name != "usual_placed"}
    columns |= {f"usual_{name}": [row["usual_placed"].get(name) for row in rows] for name in names}
    dtypes = {"group": TEXT, "uplift": NUMBER}
    return pd.DataFrame({name: pd.Series(cells, dtype=dtypes.get(name, WHOLE)) for name, cells in columns.items()})


def goals_frame(file: PlanFile) -> Frame:
    """A new DataFrame with a row for each goal, in order: what it reached, its bound, what it may cost."""
    goals = [goal.model_dump() for goal in file.goals]
    frame = pd.DataFrame({"name": pd.Series([goal["name"] for goal in goals], dtype=TEXT)})
    for name in ("best", "bound", "gap", "may_cost", "final"):
        frame[name] = pd.Series([goal[name] for goal in goals], dtype=NUMBER)
    statuses = codes(("optimal", "feasible", "skipped"))
    frame["status"] = pd.Series([goal["status"] for goal in goals], dtype=statuses)
    return frame


def prices_frame(plan: Plan) -> Frame:
    """A new DataFrame with a row for each limit that has a price: what one more unit of it would bring."""
    prices, gains = plan.solution.prices, plan.solution.gains
    names = sorted({*prices, *gains})
    weeks = [next((part for part in key if "-W" in part), None) for _, key in names]
    return pd.DataFrame(
        {
            "constraint": pd.Categorical([constraint for constraint, _ in names]),
            "id": pd.Series([key[0] if key else None for _, key in names], dtype=TEXT),
            "week": pd.Series(weeks, dtype=TEXT),
            "price_lp": pd.Series([prices.get(name, 0.0) for name in names], dtype=NUMBER),
            "gain": pd.Series([gains.get(name, np.nan) for name in names], dtype=NUMBER),
        }
    )


def faults_frame(faults: Sequence[Fault]) -> Frame:
    """A new DataFrame with a row for each fault or warning: where it is, what is wrong, the cure, all as one text."""
    rows = [fault.as_dict() for fault in faults]
    names = [*(name for name in Fault.__dataclass_fields__ if name not in {"severity", "spoken"}), "text"]
    columns = {name: pd.Series([row[name] for row in rows], dtype=TEXT if name != "row" else WHOLE) for name in names}
    return pd.DataFrame(columns).astype({"code": CODE})
