"""Names of towns as zones."""

import pytest

from planner.geography import GEOGRAPHY, Towns
from planner.inputs import shipped

LANDSKRONA = "1282"


def towns(**base: str) -> Towns:
    """The towns as Landskrona sees them, with the zones of a base."""
    return Towns(shipped() / GEOGRAPHY, LANDSKRONA, base)


@pytest.mark.parametrize(
    "text", ["Landskrona", "LANDSKRONA", "landskrona kn", "Landskrona kommun", "261 31 Landskrona"]
)
def test_a_town_is_found_however_it_is_written(text: str) -> None:
    read = towns().read(text)
    assert read.text == "landskrona"
    assert not read.is_guess


def test_a_misspelt_town_of_the_municipality_is_a_guess_and_its_place_is_written() -> None:
    found = towns()
    read = found.read("Landskorna")
    assert (read.text, read.is_guess) == ("landskrona", True)
    assert found.used["landskrona"].lat == "55.881731"


def test_a_name_that_several_municipalities_have_is_left_to_choose() -> None:
    found = Towns(shipped() / GEOGRAPHY, "0180", {})
    candidates = found.read("Lund").candidates
    assert candidates == ("Lund, 1281", "Lund, 2180")
    assert found.chosen("Lund, 2180") == "lund"
    assert found.chosen("Lund, 1281") == "lund_1281"


def test_a_zone_of_the_base_goes_first_under_its_name_or_id() -> None:
    found = towns(hamn="Landskrona", norr="Norr om stan")
    assert found.read("landskrona kommun").text == "hamn"
    assert found.read("Norr om stan").text == "norr"
    assert found.used == {}


@pytest.mark.parametrize("text", ["Exempelgatan 5", "Exempelgatan 5, Landskrona", "okänd ort"])
def test_an_address_is_no_town(text: str) -> None:
    assert towns().read(text).text is None
