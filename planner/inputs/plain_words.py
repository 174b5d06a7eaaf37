"""A table with the headings and words of some language, as the table with plain names that it stands for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.inputs.files import RawTable
from planner.schema.words import Words


def in_plain_words(raw: RawTable, words: Words) -> RawTable:
    """The table with every heading and word that a language knows in its plain form; the rest stays as it is.

    A heading is passed over where its column stands in the table under its own name too.
    """
    called = words.columns_called(raw.columns)
    columns = {called.get(heading, heading): cells for heading, cells in raw.columns.items()}
    return replace(
        raw,
        called=words.names_in_file(raw.columns),
        spoken=words.language_of(raw.columns),
        columns={column: _plain(words, column, cells) for column, cells in columns.items()},
        letters=raw.letters and {called.get(heading, heading): place for heading, place in raw.letters.items()},
        changed={(called.get(heading, heading), row): what for (heading, row), what in raw.changed.items()},
        ragged=tuple({called.get(heading, heading): cell for heading, cell in row.items()} for row in raw.ragged),
    )


def _plain(words: Words, column: str, cells: NDArray[np.object_]) -> NDArray[np.object_]:
    if column not in words.lists:
        return cells
    codes, distinct = pd.factorize(cells)
    plain = np.array([words.plain(column, text) for text in distinct], dtype=object)
    return plain[codes] if len(cells) else cells
