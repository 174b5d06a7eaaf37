"""Checks of neighbours in one pool: whose residents and whose places, where the settings tell them apart."""

from __future__ import annotations

from planner.errors import Fault
from planner.inputs.cross_table import CrossTable
from planner.schema.settings import Settings
from planner.texts import _

_STATED = ("jobseekers", "employers")


def check_municipalities(across: CrossTable, settings: Settings, own: str | None) -> None:
    """Every person and employer has a municipality where residents are told apart, and there are several."""
    if settings.own_residents == "pooled":
        return
    columns = [across.tables[name]["municipality"] for name in _STATED]
    codes = {code for column in columns for code in column.dropna()}
    has_blank = any(column.isna().any() for column in columns)
    if codes and has_blank and own is None:
        what = _("is not stated, and rows of jobseekers or employers leave their municipality blank")
        cure = _("Write the scenario's own municipality, such as 1287, or fill in every row.")
        across.faults.add(Fault("no-municipality", "scenario.toml", None, "scenario.municipality", None, what, cure))
    elif len(codes | ({own} if has_blank else set())) < 2:  # noqa: PLR2004 - neighbours
        what = _("tells residents apart, and all people and places are of one municipality, so it does nothing")
        cure = _("Fill in the column municipality of jobseekers and employers, or take the setting out.")
        key = "settings.own_residents"
        across.faults.warn(Fault("idle-own-residents", "scenario.toml", None, key, None, what, cure))
