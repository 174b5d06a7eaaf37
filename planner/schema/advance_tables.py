"""The columns of the lists that `planner advance` writes beside the scenario of the next week."""

from __future__ import annotations

from planner.schema.plan_column import PlanColumn

CHANGES_MADE_TABLE = (
    PlanColumn("table", "the table that was changed; scenario.toml for a setting", "code"),
    PlanColumn("row", "the row: its ids with | between them", "list"),
    PlanColumn("column", "the column or setting; blank for a row that is new or gone", "code"),
    PlanColumn("before", "the cell before; of a row that is gone, its state", "text"),
    PlanColumn("after", "the cell after; of a new row, its state", "text"),
    PlanColumn("why", "why it was changed", "text"),
)
BOOKINGS_TABLE = (
    PlanColumn("funding_id", "the budget line", "id"),
    PlanColumn("jobseeker_id", "the person; blank for an anonymous place or a person with protected identity", "id"),
    PlanColumn("slot_id", "the slot", "id"),
    PlanColumn("from_week", "first week that is paid or given back", "week"),
    PlanColumn("to_week", "last of those weeks", "week"),
    PlanColumn("sek", "booked on the line, or given back if negative", "number", "SEK"),
    PlanColumn("why", "the answer, or what else moved the money", "text"),
)
ACT_ON_TABLE = (
    PlanColumn("kind", "what there is to act on", "code"),
    PlanColumn("jobseeker_id", "the person, where it is about one", "id"),
    PlanColumn("slot_id", "the slot, where it is about one", "id"),
    PlanColumn("caseworker_id", "the person's caseworker", "id"),
    PlanColumn("weeks", "weeks that have passed since, or that the person has waited", "whole number", "weeks"),
    PlanColumn("what", "what to do or know, as a sentence", "text"),
)

CHANGES_MADE_COLUMNS = tuple(column.name for column in CHANGES_MADE_TABLE)
BOOKING_COLUMNS = tuple(column.name for column in BOOKINGS_TABLE)
ACT_ON_COLUMNS = tuple(column.name for column in ACT_ON_TABLE)
