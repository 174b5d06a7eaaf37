"""Where ids stand in a table."""

import numpy as np
import pandas as pd

from planner.schema.arrays import positions_of


def test_an_id_is_found_at_its_position_and_a_blank_or_unknown_one_nowhere() -> None:
    ids = pd.Series(["b", None, "a", "never", "b", np.nan], dtype="str")
    found = positions_of(ids, pd.Series(["a", "b", "c"], dtype="str"))
    assert found.tolist() == [1, -1, 0, -1, 1, -1]
    assert found.dtype == np.int64


def test_of_no_ids_and_of_no_names_nothing_is_found() -> None:
    assert positions_of([], ["a"]).tolist() == []
    assert positions_of(pd.Series(["a", np.nan]), pd.Series([], dtype="str")).tolist() == [-1, -1]
