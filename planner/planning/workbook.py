"""The plan's sheets for plan.xlsx, as tables: what the meeting, employers, departments and supervisors look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from planner.explanation.form_names import form_names, line_names
from planner.folders import json_bytes
from planner.planning.at_a_glance import at_a_glance
from planner.planning.make import Plan
from planner.planning.over_time import money_months, supervisor_weeks
from planner.planning.texts import CSV_DECIMALS, number_text
from planner.planning.wanted import places_wanted
from planner.schema.answers import ANSWERS_TABLE
from planner.schema.plan import PLAN_FILE, SHORTLISTS
from planner.schema.plan_sentences import ADVANCE, EXPLAIN, HELPS, HOW_TO, PLACES, ROOM, WORTH
from planner.schema.plan_workbook import KEY, MEETING, MONEY, NAME, OFTEN, SHEETS, SUPERVISORS, UNPLACED, WORKBOOK
from planner.schema.vocabulary import WORDS
from planner.schema.words import OF_TABLES
from planner.texts import KEYS, _, decimal, language, speaking


def with_workbook(plan: Plan) -> Plan:
    """The plan with plan.xlsx among its files, in the plan's language."""
    from planner.workbooks.plan_workbook import plan_workbook  # noqa: PLC0415 - openpyxl is slow to load

    file = plan.file.model_copy(update={"files": tuple(sorted({*plan.file.files, WORKBOOK}))})
    title = f"{file.scenario} ({file.week})"
    with speaking(file.language):
        book = plan_workbook(plan_sheets(plan), title, plan.instance.week)
    files = {**plan.files, PLAN_FILE: json_bytes(file.model_dump(mode="json")), WORKBOOK: book}
    return replace(plan, file=file, files=files)


def plan_sheets(plan: Plan) -> Mapping[str, pd.DataFrame]:
    """The tables of the workbook by the name of their sheet, in its order, with plain columns and words."""
    slots, forms = _slots(plan), form_names(plan.instance)
    lists = {} if plan.lists is None else {"lists": _with_forms(plan.lists.table, forms)}
    changes = {} if plan.changes is None else {"changes": plan.changes.people}
    counted = {
        name: pd.DataFrame([part.model_dump() for part in parts]).rename(columns={NAME: "target_name"})
        for name, parts in (("tags", plan.file.tags), ("targets", plan.file.targets)) if parts is not None
    }  # fmt: skip
    tables = {
        "summary": at_a_glance(plan.file, plan.list_figures),
        MEETING: _with_forms(
            _by_caseworker(plan.assignments[plan.assignments["status"].isin(("proposed", "held"))]), forms
        ),
        "employers": _with_forms(slots.sort_values(["employer", "slot_id"], kind="stable"), forms),
        "departments": _departments(plan, slots),
        **lists,
        UNPLACED: _unplaced(plan, slots),
        "reserves": _with_forms(
            plan.reserves.assign(employer=plan.reserves["slot_id"].map(_by_slot(slots, "employer"))), forms
        ),
        **changes,
        "prices": _prices(slots),
        **counted,
        SUPERVISORS: supervisor_weeks(plan.instance, plan.solution.chosen),
        MONEY: _money(plan),
        "followups": plan.followups,
        **({} if plan.duty is None else {"duty": plan.duty}),
        "how_to": pd.DataFrame(_how_to(), columns=["about", "explained"]),
        KEY: pd.DataFrame(),
    }
    return {name: _in_columns(table, name) for name, table in tables.items()}


def _in_columns(table: pd.DataFrame, sheet: str) -> pd.DataFrame:
    """A table with the columns of a sheet, in its order; one that it lacks is blank."""
    form = SHEETS[sheet]
    over_time = [column for column in table.columns if column not in form.columns] if form.over_time else []
    return table.reindex(columns=[*form.columns, *over_time]).reset_index(drop=True)


def _with_forms(table: pd.DataFrame, forms: Mapping[str, str]) -> pd.DataFrame:
    """The table with what people call the legal forms of each row."""
    named = table["programme_id"].map(
        lambda cell: "|".join(forms[form] for form in str(cell).split("|")), na_action="ignore"
    )
    return table.assign(programme=named)


def _by_caseworker(table: pd.DataFrame) -> pd.DataFrame:
    """The rows by caseworker and person; people without a caseworker come last."""
    return table.sort_values(["caseworker_id", "jobseeker_id"], kind="stable", na_position="last")


def _slots(plan: Plan) -> pd.DataFrame:
    """The rows of slots.csv with the names of employers and occupations, and who is proposed or held there."""
    instance = plan.instance
    names = dict(zip(instance.employers["employer_id"], instance.employers["name"], strict=True))
    here = plan.assignments[plan.assignments["status"].isin(("proposed", "held")) & plan.assignments["slot_id"].notna()]
    people = here.groupby("slot_id")["jobseeker_id"].agg("|".join)
    return plan.slots.assign(
        employer=plan.slots["employer_id"].map(names),
        occupation=pd.array([instance.occupation_of(slot) for slot in range(len(plan.slots))], dtype=object),
        proposed_people=plan.slots["slot_id"].map(people),
    )


def _how_to() -> list[tuple[str, str]]:
    words = OF_TABLES[ANSWERS_TABLE.name]
    said = {word: word if language() == KEYS else words.said("decision", word, language()) for word in WORDS["answer"]}
    more = ", ".join(said[word] for word in said if word not in OFTEN)
    facts = {"more": more, "offered": said["offered"], "advance": ADVANCE, "explain": EXPLAIN, "lists": SHORTLISTS}
    return [(_(about), _(explained, **facts)) for about, explained in HOW_TO]


def _by_slot(slots: pd.DataFrame, column: str) -> Mapping[str, object]:
    return dict(zip(slots["slot_id"], slots[column], strict=True))


def _money(plan: Plan) -> pd.DataFrame:
    """Money by line and month, with what 100,000 SEK of each line bring and what so much more would."""
    table, parts = money_months(plan.instance, plan.solution.chosen), plan.file.money
    brings, price = [part.yield_100000 for part in parts], [part.price_100000 for part in parts]
    table["budget_line"] = table.pop("funding_id").astype(str).map(line_names(plan.instance))
    return table.assign(yield_100000=pd.array(brings, dtype=float), price_100000=pd.array(price, dtype=float))


def _departments(plan: Plan, slots: pd.DataFrame) -> pd.DataFrame:
    """Wanted, offered and filled places of each department; the places are those that `places_wanted` counts."""
    instance = plan.instance
    is_counted = ((instance.slots["status"] == "open") & (instance.slots["start_week"] >= instance.week)).to_numpy()
    sums = slots[is_counted].groupby("employer_id")[["running", "filled", "free"]].sum()
    wanted = places_wanted(instance).rename(columns={"name": "employer"})
    return wanted.join(sums, on="employer_id").fillna({"running": 0, "filled": 0, "free": 0})


def _unplaced(plan: Plan, slots: pd.DataFrame) -> pd.DataFrame:
    table = plan.assignments[plan.assignments["status"] == "unplaced"]
    waits = dict(zip(plan.instance.people["jobseeker_id"], plan.instance.people["waiting_weeks"], strict=True))
    nearest = table["second_choice"]
    known = slots.assign(worth=slots["gain"].astype(float).fillna(slots["price_lp"])).set_index("slot_id")
    help_texts = [
        _helps(str(code), None if pd.isna(slot) else known.loc[slot])
        for code, slot in zip(table["reason_code"], nearest, strict=True)
    ]
    return _by_caseworker(
        table.assign(
            waiting_weeks=table["jobseeker_id"].map(waits),
            nearest_slot=nearest,
            employer=nearest.map(_by_slot(slots, "employer")),
            helps=pd.array(help_texts, dtype=object),
        )
    )


def _helps(reason_code: str, nearest: pd.Series[Any] | None) -> str | None:
    """What would help somebody without a place: `nearest` is the row of the slot that came nearest."""
    slot = "" if nearest is None else nearest.name
    if reason_code in HELPS:
        return _(HELPS[reason_code], slot=slot)
    if nearest is None:
        return None
    # As slots.csv has it, so that both round alike.
    worth = float(number_text(nearest["worth"]))
    sentence = ROOM if nearest["free"] > 0 else WORTH if worth > 0 else PLACES
    return _(sentence, slot=slot, worth=decimal(worth, 3, trim=True))


def _prices(slots: pd.DataFrame) -> pd.DataFrame:
    """The slots at which one more place is worth something, that with the greatest worth first."""
    worth = slots["gain"].astype(float).fillna(slots["price_lp"])
    order = slots.assign(worth=worth).sort_values(["worth", "slot_id"], ascending=[False, True], kind="stable")
    # As slots.csv has them: what is smaller than its last decimal is nothing there.
    return order[(order["worth"].round(CSV_DECIMALS) > 0) | (order["price_lp"].round(CSV_DECIMALS) > 0)]
