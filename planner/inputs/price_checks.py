"""Checks of the prices of the weeks to come, `[look_ahead]`: whom and what they name is in the tables."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Fault, Secrets, given
from planner.inputs.chain import SETTINGS
from planner.inputs.cross_table import CrossTable, hint
from planner.schema.look_ahead import LookAhead
from planner.texts import _

# By key of `[look_ahead]`, the table and column that its names are of.
TABLE_OF = {
    "people": ("jobseekers", "jobseeker_id"), "slots": ("slots", "slot_id"), "funding": ("funding", "funding_id"),
}  # fmt: skip


def doubt_prices(across: CrossTable, prices: LookAhead | None, protected: Secrets) -> None:
    """Warn of every name under `[look_ahead]` that no row has: its price counts for nobody.

    Somebody whose identity is protected is in no table, and never named.
    """
    if prices is None or {table for table, _column in TABLE_OF.values()} & set(across.unread):
        return
    for key, part, name in _named(prices):
        table, column = TABLE_OF[part]
        known = frozenset(across.tables[table][column].dropna())
        if name in known or name in protected:
            continue
        what = _('names "{name}", which is no {column} of {table}, so its price counts for nothing',
                 name=given(name), column=column, table=table)  # fmt: skip
        cure = hint(name, known) + _("Write the id as it stands in the table, or remove the line.")
        across.faults.warn(Fault("unknown-price", SETTINGS, None, f"look_ahead.{key}", None, what, cure))


def _named(prices: LookAhead) -> Iterator[tuple[str, str, str]]:
    """The key, the part that says of which table the name is, and the name."""
    for part in TABLE_OF:
        for name in getattr(prices, part):
            yield f"{part}.{given(name)}", part, name
    for person, slot in prices.awaits.items():
        yield f"awaits.{given(person)}", "people", person
        yield f"awaits.{given(person)}", "slots", slot
