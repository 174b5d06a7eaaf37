"""The picture of changed sides: no mark is about few people, and no pair is lost on the way."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from planner.candidates import TripSides
from planner.pictures import trip_sides_picture
from planner.pictures.trip_sides import _merged
from planner.texts import speaking

PAIRS = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from(["same", "lost", "won"]), st.integers(-1, 4)), max_size=60
)


def sides(rows: list[tuple[int, str, int]]) -> TripSides:
    return TripSides(("transit",), 13, pd.DataFrame(rows, columns=["person", "change", "step"]), 0)


@given(PAIRS)
def test_no_mark_is_about_few_people_and_no_pair_is_lost(rows: list[tuple[int, str, int]]) -> None:
    told = _merged(sides(rows).pairs)
    for _steps, own in told:
        assert own.groupby("change")["person"].nunique().ge(5).all()
    if told:
        assert sum(len(own) for _steps, own in told) == len(rows)


def test_the_title_says_the_share_and_the_table_has_a_row_for_each_bar() -> None:
    near = [(person, "same", 0) for person in range(6)]
    far = [(person, "lost", 2) for person in range(6)] + [(person, "won", 4) for person in range(3)]
    with speaking("en"):
        picture = trip_sides_picture(sides(near + far + [(9, "won", 4), (10, "won", 4)]))
        assert picture is not None
        assert picture.title.startswith("11 of 17 pairs")
        assert "65%" in picture.title
        assert picture.table["Distance"].tolist() == ["0 to 5 km", "10 to 20 km", "above 40 km"]
        assert picture.table.iloc[1, 1:].tolist() == [6, 0, 6, 0]
        assert trip_sides_picture(sides(near[:4])) is None
