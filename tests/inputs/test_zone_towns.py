"""Towns where a zone belongs: read with their coordinates, never by likeness."""

from pathlib import Path

import pytest

from planner.inputs import read
from tests.inputs.folders import faults_of, good, message_of, text_of


def living_in(tmp_path: Path, town: str) -> Path:
    """The sound scenario with its first person in a town."""
    head, first, *rest = text_of("jobseekers.csv").splitlines()
    cells = first.split(",")
    cells[head.split(",").index("home_zone")] = f'"{town}"'
    return good(tmp_path, {"jobseekers.csv": "\n".join([head, ",".join(cells), *rest, ""])})


@pytest.mark.parametrize("town", ["Häljarp", "HÄLJARP", "261 44 Häljarp"])
def test_a_town_is_a_zone_with_its_coordinates(town: str, tmp_path: Path) -> None:
    scenario = read(living_in(tmp_path, town))
    assert scenario.tables["jobseekers"]["home_zone"].iloc[0] == "haljarp"
    zones = scenario.tables["zones"].set_index("zone")
    assert zones.loc["haljarp", "name"] == "Häljarp"
    assert zones.loc["haljarp", "lat"] == pytest.approx(55.85, abs=0.05)


def test_a_zone_may_be_called_by_its_name(tmp_path: Path) -> None:
    before = read(good(tmp_path / "good")).tables["zones"]
    name = str(before["name"].dropna().iloc[0])
    scenario = read(living_in(tmp_path / "named", name))
    assert len(scenario.tables["zones"]) == len(before)


@pytest.mark.parametrize("town,candidate", [("Lund", "Lund, 2180"), ("Häljarpp", "Häljarp, 1282")])
def test_a_town_that_may_be_several_or_is_misspelt_is_a_fault_with_candidates(
    town: str, candidate: str, tmp_path: Path
) -> None:
    (fault,) = faults_of(living_in(tmp_path, town))
    assert (fault.code, fault.value) == ("unknown-zone", town)
    assert f'"{candidate}"' in fault.cure


def test_a_candidate_is_read_as_it_was_offered(tmp_path: Path) -> None:
    zones = read(living_in(tmp_path, "Lund, 1281")).tables["zones"].set_index("zone")
    assert zones.loc["lund", "lat"] == pytest.approx(55.7, abs=0.05)


def test_an_address_stays_a_fault_of_the_cell(tmp_path: Path) -> None:
    assert "jobseekers-home-zone" in message_of(living_in(tmp_path, "Exempelgatan 5"))
