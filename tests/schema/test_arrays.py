"""Where ids stand in a table, and that array types have one home."""

import re
from pathlib import Path

import numpy as np
import pandas as pd

import planner
from planner.schema.arrays import positions_of

HOME = Path(planner.__file__).resolve().parent
ALIAS = re.compile(r"^\w+ = (?:npt\.)?NDArray\[", re.MULTILINE)


def test_an_id_is_found_at_its_position_and_a_blank_or_unknown_one_nowhere() -> None:
    ids = pd.Series(["b", None, "a", "never", "b", np.nan], dtype="str")
    found = positions_of(ids, pd.Series(["a", "b", "c"], dtype="str"))
    assert found.tolist() == [1, -1, 0, -1, 1, -1]
    assert found.dtype == np.int64


def test_of_no_ids_and_of_no_names_nothing_is_found() -> None:
    assert positions_of([], ["a"]).tolist() == []
    assert positions_of(pd.Series(["a", np.nan]), pd.Series([], dtype="str")).tolist() == [-1, -1]


def test_no_room_names_an_array_type_of_its_own() -> None:
    # Synthesis stands beside the other rooms and imports none of them.
    modules = (path for path in HOME.rglob("*.py") if "synthesis" not in path.parts)
    named = {path.relative_to(HOME).as_posix() for path in modules if ALIAS.search(path.read_text(encoding="utf-8"))}
    assert named == {"schema/arrays.py"}
