"""Prices of the weeks to come that name nobody and nothing are told, each with its key and the cure."""

from __future__ import annotations

from pathlib import Path

from planner.inputs import read
from tests.scenarios import Given

HEAD = f"""
[look_ahead]
history = "past"
history_sha256 = "{"0" * 64}"
model = "sweden/1"
futures = 5
weeks = 13
seed = 1
"""


def warned(folder: Path, prices: str) -> list[str]:
    """The warnings of prices in a scenario that has these."""
    path = folder / "scenario.toml"
    path.write_text(path.read_text(encoding="utf-8") + HEAD + prices, encoding="utf-8")
    return [f"{one.column}: {one.what}. {one.cure}" for one in read(folder).warnings if one.code == "unknown-price"]


def test_every_id_that_no_row_has_is_named_with_its_key_and_its_cure(tmp_path: Path) -> None:
    folder = Given(tmp_path).people("P1", "P2").slot("S1").worth("P1", "S1", 0.5).write()
    told = warned(folder, "people = {P1 = 0.1, P9 = 0.2, Pl = 0.1}\nslots = {S1 = 0.1, S77 = 0.2}\n"
                          'funding = {F5 = 0.1}\nawaits = {P1 = "S88", P2 = "S1"}\n')  # fmt: skip
    assert [one.partition(":")[0] for one in told] == [
        "look_ahead.people.P9", "look_ahead.people.Pl", "look_ahead.slots.S77", "look_ahead.funding.F5",
        "look_ahead.awaits.P1",
    ]  # fmt: skip
    assert 'names "S88", which is no slot_id of slots' in told[-1]
    assert all("Write the id as it stands in the table, or remove the line." in one for one in told)


def test_prices_of_ids_that_all_have_rows_are_silent(tmp_path: Path) -> None:
    folder = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0.5).write()
    assert warned(folder, 'people = {P1 = 0.1}\nslots = {S1 = 0.1}\nawaits = {P1 = "S1"}\n') == []
