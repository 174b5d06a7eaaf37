"""The arrays that the house computes with, named by what they hold, and where ids stand in a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

# Amounts, prices, coefficients, solutions.
Values = NDArray[np.float64]
Bools = NDArray[np.bool_]
# Rows or columns of a table, counted from 0; -1 where there is none.
Positions = NDArray[np.int64]
Counts = NDArray[np.int64]
# Whole numbers of any other meaning.
Whole = NDArray[np.int64]
# Words of a random generator, each below 2^32.
Words = NDArray[np.uint64]
# Ids and codes, as str.
Texts = NDArray[np.object_]
# Answers of a gate: 0 passes, 1 refuses, 2 refuses for a blank.
Codes = NDArray[np.uint8]


def positions_of(ids: Iterable[Any], names: Iterable[Any]) -> Positions:
    """Where each id stands among distinct names: its position, -1 for a blank and for one that is not among them."""
    positions = pd.Index(names, dtype=object).get_indexer(pd.Index(ids, dtype=object))
    return np.asarray(positions, dtype=np.int64)
