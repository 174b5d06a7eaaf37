"""Explanations from Python: of a result and of its folder alike, as the command says them."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import planner
from tests.api.documented import assert_as_documented
from tests.cli.small import write_small


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> planner.Result:
    """The plan of the small week."""
    return planner.plan(write_small(tmp_path_factory.mktemp("week") / "week"), language="en")


def test_a_result_and_its_folder_answer_alike(result: planner.Result, tmp_path: Path) -> None:
    folder = result.write(tmp_path / "plan")
    for person, slot, employer in (("P1", None, None), ("P1", "S1", None), (None, "S2", None), (None, None, "E1")):
        mine = result.explain(person, slot=slot, employer=employer)
        its = planner.explain(folder, person, slot=slot, employer=employer)
        assert mine.text == its.text
        assert mine.answers == its.answers
        assert repr(mine) == mine.text
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(mine)


def test_everybody_is_explained_as_the_page_of_columns_says(result: planner.Result) -> None:
    table = planner.explain_all(result)
    assert_as_documented(table, "explanations.csv")
    assert set(table["status"]) == {"proposed", "unplaced"}


def test_an_unknown_id_and_an_unknown_keyword_are_told(result: planner.Result) -> None:
    with pytest.raises(planner.UsageFault, match="no jobseeker with that id"):
        result.explain("p1")
    with pytest.raises(TypeError, match="slot"):
        result.explain("P1", slots="S1")  # type: ignore[call-arg]
