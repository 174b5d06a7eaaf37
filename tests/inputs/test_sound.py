"""What is left of tables with faults: the rows whose meaning no fault can change."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from planner.errors import Fault
from planner.inputs.cells import FROM_FILE, FROM_ROW
from planner.inputs.sound import sound_part, soundness
from planner.schema.tables import TABLES
from tests.scenarios import Given


def placed(frame: pd.DataFrame, file: str) -> pd.DataFrame:
    """The rows, each with the file and row it stands in."""
    own = frame.copy()
    own[FROM_FILE], own[FROM_ROW] = file, range(2, len(frame) + 2)
    return own


def tables(home: Path) -> dict[str, pd.DataFrame]:
    """Two people, two slots, and a zone row for each end; every row as it stands in its file."""
    given = Given(home).people("P1", "P2").slot("S1").slot("S2", programme_ids="T|A").worth("P1", "S1", 0.5)
    given.add("zones", zone="Z", lat=55.8, lon=12.8).worth("P2", "S2", 0.5)
    return {name: placed(frame, f"{name}.csv") for name, frame in given.scenario().tables.items()}


def left(home: Path, *faults: Fault, unread: tuple[str, ...] = ()) -> dict[str, list[object]] | None:
    """The first columns of what is left of some tables; None where nothing can be said."""
    whole = tables(home)
    part = sound_part(whole, soundness(whole, faults, unread))
    names = ("jobseekers", "slots", "programmes", "outcomes")
    return None if part is None else {name: part[name].iloc[:, 0].tolist() for name in names}


def fault(file: str, row: int | None, code: str = "bad") -> Fault:
    """A fault of a row."""
    return Fault(code, file, row)


EVERYTHING = {
    "jobseekers": ["P1", "P2"], "slots": ["S1", "S2"], "programmes": ["A", "C", "H", "T"], "outcomes": ["P1", "P2"],
}  # fmt: skip


@pytest.mark.parametrize(
    "found, gone",
    [
        ([], {}),
        ([fault("jobseekers.csv", 2)], {"jobseekers": ["P2"], "outcomes": ["P2"]}),
        ([fault("slots.csv", 3)], {"slots": ["S1"], "outcomes": ["P1"]}),
        ([fault("programmes.csv", 2)], {"programmes": ["C", "H", "T"], "slots": ["S1"], "outcomes": ["P1"]}),
        ([fault("zones.csv", 2)], {"jobseekers": [], "slots": [], "outcomes": []}),
        ([fault("jobseekers.csv", 2, "forbidden-column")], {}),
    ],
)
def test_a_faulty_row_goes_with_all_that_refers_to_it(
    found: list[Fault], gone: dict[str, list[object]], tmp_path: Path
) -> None:
    assert left(tmp_path, *found) == EVERYTHING | gone


@pytest.mark.parametrize(
    "found, unread",
    [
        ([fault("slots.csv", None)], ()),
        ([fault("jobseekers.csv", 99)], ()),
        ([fault("scenario.toml", None)], ()),
        ([], ("employers",)),
    ],
)
def test_nothing_is_said_where_a_table_that_every_pair_needs_is_in_doubt(
    found: list[Fault], unread: tuple[str, ...], tmp_path: Path
) -> None:
    assert left(tmp_path, *found, unread=unread) is None


def test_a_table_that_only_some_pairs_need_may_be_in_doubt(tmp_path: Path) -> None:
    assert left(tmp_path, fault("preferences.csv", None)) == EVERYTHING
    whole = tables(tmp_path / "again")
    assert soundness(whole, [fault("preferences.csv", None)], ()).unsound == {"preferences"}


def test_every_table_is_in_doubt_where_a_fault_is_of_no_file_that_is_known(tmp_path: Path) -> None:
    assert soundness(tables(tmp_path), [fault("more.csv", 2)], ()).doubtful == set(TABLES)


def test_where_a_faulty_row_may_share_the_cost_of_any_programme_nothing_can_be_said(tmp_path: Path) -> None:
    whole = tables(tmp_path)
    shared = pd.DataFrame({"programme_id": pd.Series([None], dtype="str"), "funding_id": ["F1"], "share": [0.5]})
    whole["programme_funding"] = placed(shared, "programme_funding.csv")
    assert sound_part(whole, soundness(whole, [fault("programme_funding.csv", 2)], ())) is None
