"""Published instances, planned through the command line at gap 0, reach the exact optimum that SciPy finds."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from benchmarks.instances import PLACES, Listed, assign100, refugee_synthetic, write_listed
from tests.plan_runs import ROOT, planned

SCENARIOS = ROOT / "scenarios"
ASSIGN100_OPTIMUM = 100 * 1000 - 305


def exact_optimum(scenario: Path) -> float:
    """The greatest total of a listed scenario's values, by a transportation problem, whose vertices are whole."""
    with (scenario / "slots.csv").open(encoding="utf-8", newline="") as file:
        places = {row["slot_id"]: int(row["places"]) for row in csv.DictReader(file)}
    with (scenario / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        pairs = [(row["jobseeker_id"], row["slot_id"], float(row["value"])) for row in csv.DictReader(file)]
    person_at = {name: number for number, name in enumerate(dict.fromkeys(person for person, _, _ in pairs))}
    slot_at = {name: len(person_at) + number for number, name in enumerate(places)}
    column = np.arange(len(pairs))
    rows = np.concatenate([[person_at[person] for person, _, _ in pairs], [slot_at[slot] for _, slot, _ in pairs]])
    matrix = sparse.csr_array((np.ones(2 * len(pairs)), (rows, np.concatenate([column, column]))))
    limits = np.concatenate([np.ones(len(person_at)), list(places.values())])
    worth = np.array([value for _, _, value in pairs])
    found = milp(-worth, constraints=LinearConstraint(matrix, ub=limits), bounds=Bounds(0, 1))
    assert found.success
    return float(worth @ np.round(found.x))


def assert_exact(plan: dict[str, Any], optimum: float) -> None:
    assert plan["value"] == pytest.approx(optimum, rel=1e-12, abs=1e-8)
    assert plan["status"] == "optimal"
    assert plan["gap"] == 0
    # Prices prove these without a search: an assignment problem has no gap between its relaxation and whole places.
    assert plan["certified_gap"] <= 1e-6


def test_refugee_synthetic_of_1000_people_is_solved_exactly(tmp_path: Path) -> None:
    scenario = SCENARIOS / "refugee_synthetic"
    plan = planned(scenario, tmp_path / "plan")
    assert_exact(plan, exact_optimum(scenario))
    assert plan["totals"]["placed"] == 1000


def test_assign100_reaches_its_known_optimum(tmp_path: Path) -> None:
    scenario = SCENARIOS / "assign100"
    plan = planned(scenario, tmp_path / "plan")
    assert_exact(plan, exact_optimum(scenario))
    assert plan["value"] == ASSIGN100_OPTIMUM


def test_the_exact_optimum_of_assign100_is_the_published_one() -> None:
    assert exact_optimum(SCENARIOS / "assign100") == ASSIGN100_OPTIMUM


@pytest.mark.slow
@pytest.mark.shared_data
def test_refugee_synthetic_of_all_4000_people_is_solved_exactly(shared_data: Path, tmp_path: Path) -> None:
    scenario = tmp_path / "scenario"
    write_listed(refugee_synthetic(shared_data / "instances"), scenario)
    plan = planned(scenario, tmp_path / "plan")
    assert_exact(plan, exact_optimum(scenario))
    assert plan["totals"]["placed"] == 4000


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["refugee_synthetic", "assign100"])
def test_shipped_scenarios_are_what_the_instances_give(shared_data: Path, tmp_path: Path, name: str) -> None:
    data = shared_data / "instances"
    if name == "assign100":
        write_listed(assign100(data), tmp_path)
    else:
        write_listed(refugee_synthetic(data, 1000), tmp_path, decimals=6)
    given = sorted(tmp_path.iterdir())
    assert {path.name for path in given} >= {"jobseekers.csv", "slots.csv", "outcomes.csv"}
    for path in given:
        assert path.read_bytes() == (SCENARIOS / name / path.name).read_bytes(), path.name


@pytest.mark.shared_data
def test_everybody_has_a_place_in_their_batches(shared_data: Path) -> None:
    for people in (100, 1000, 4000):
        instance = refugee_synthetic(shared_data / "instances", people)
        assert instance.places.sum() == len(instance.people) == people
        assert instance.values.shape == (people, 10)


def raw_instance(home: Path, capacity_header: str, ids: str = "RF.{:05}.{:04}") -> Path:
    """Two batches in the published layout; place n has n + 1 places in each batch, as its number says."""
    folder = home / "refugee_synthetic"
    folder.mkdir(parents=True)
    people = [ids.format(number // 100, number % 100) for number in range(200)]
    (folder / "refugees.csv").write_text("refugee_id,origin\n" + "".join(f"{p},X\n" for p in people), encoding="utf-8")
    scores = "".join(",".join(f"0.{n}5" for n in range(10)) + "\n" for _ in people)
    (folder / "location_probs.csv").write_text(",".join(map(str, range(10))) + "\n" + scores, encoding="utf-8")
    by_name = {" ".join(name.split()).lower(): number + 1 for number, name in enumerate(PLACES)}
    cells = ",".join(str(by_name[" ".join(name.split()).lower()]) for name in capacity_header.split(","))
    (folder / "capacity.csv").write_text(f"{capacity_header}\n{cells}\n{cells}\n", encoding="utf-8")
    return home


@pytest.mark.parametrize(
    "header",
    [
        ",".join(PLACES),
        ",".join(reversed(PLACES)),
        ",".join(f"{name} " for name in PLACES),
        ",".join(name.lower().replace(" ", "  ") for name in PLACES),
    ],
    ids=["as published", "another order", "trailing spaces", "another spelling"],
)
def test_capacities_are_joined_by_name(tmp_path: Path, header: str) -> None:
    instance = refugee_synthetic(raw_instance(tmp_path, header))
    assert instance.names == PLACES
    assert instance.places.tolist() == [2 * (number + 1) for number in range(10)]
    assert instance.values[0].tolist() == [float(f"0.{n}5") for n in range(10)]


def test_a_trailing_space_in_an_id_makes_no_other_person(tmp_path: Path) -> None:
    instance = refugee_synthetic(raw_instance(tmp_path, ",".join(PLACES), ids="RF.{:05}.{:04} "), 100)
    assert instance.people[0] == "RF.00000.0000"
    assert len(set(instance.people)) == 100


@pytest.mark.parametrize("people", [50, 0, 300, -100])
def test_people_are_taken_in_whole_batches(tmp_path: Path, people: int) -> None:
    home = raw_instance(tmp_path, ",".join(PLACES))
    with pytest.raises(ValueError, match="whole batches"):
        refugee_synthetic(home, people)


def test_values_are_written_so_that_they_read_back_the_same(tmp_path: Path) -> None:
    value = 0.8040946340949549
    instance = Listed("one", ("P1",), ("s",), ("S",), np.array([1]), np.array([[value]]))
    write_listed(instance, tmp_path)
    assert (tmp_path / "outcomes.csv").read_text(encoding="utf-8").endswith(f"P1,s,{value}\n")
    write_listed(instance, tmp_path, decimals=6)
    assert (tmp_path / "outcomes.csv").read_text(encoding="utf-8").endswith("P1,s,0.804095\n")
