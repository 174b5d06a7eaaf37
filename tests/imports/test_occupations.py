"""Names of occupations as SSYK codes."""

import pytest

from planner.imports.known import OCCUPATIONS
from planner.imports.occupations import Occupations
from planner.inputs import shipped


@pytest.fixture(scope="module")
def occupations() -> Occupations:
    """Those of the shipped model."""
    return Occupations(shipped() / OCCUPATIONS)


@pytest.mark.parametrize(
    "text, code", [("Köksbiträde", "9412"), ("9111", "9111"), ("9111 Städare", "9111"), ("städare", "9111")]
)
def test_a_name_or_a_code_is_its_code(occupations: Occupations, text: str, code: str) -> None:
    assert occupations.read(text) == (code, False, ())


def test_several_that_fit_are_candidates_with_their_labels_and_simple_jobs_first(occupations: Occupations) -> None:
    read = occupations.read("städ")
    assert read.text is None
    assert read.candidates[0] == "9111 Städare"
    assert len(read.candidates) > 1


def test_one_that_fits_alone_is_a_guess(occupations: Occupations) -> None:
    assert occupations.read("lagerarbetare") == ("4322", True, ())
    assert occupations.read("trucförare") == ("8344", True, ())


@pytest.mark.parametrize("text", ["allt möjligt", "9999", "xyz"])
def test_what_is_no_occupation_is_not_read(occupations: Occupations, text: str) -> None:
    assert occupations.read(text) == (None, False, ())
