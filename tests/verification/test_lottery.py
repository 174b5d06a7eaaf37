"""The verifier on the lot: a seed, a draw or a hash that is not as the inputs say, and a list of seeds that is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.inputs import frozen_hash, read, scenario_files
from planner.planning import make_plan
from planner.verification import verify
from planner.verification.groups import seed_of_lot
from planner.verification.lottery import inputs_hash
from tests.scenarios import Given, crowded, written

Change = Callable[[dict[str, Any]], object]
RUN = {"search": 1, "lot": 5, "inputs": "ab" * 32}


def drawn(home: Path) -> Path:
    """The folder of a plan whose lot comes from a public draw."""
    given = Given(home, goals=["outcome", "lot"]).people("P1", "P2", "P3").slot("S1")
    for name in ("P1", "P2", "P3"):
        given.worth(name, "S1", 0.5)
    folder = given.write()
    lottery = {"draw": "Eurojackpot", "on": "2026-11-20"}
    frozen = frozen_hash(dict(scenario_files(read(folder, changes={"lottery": lottery}))))
    lottery |= {"frozen": frozen, "frozen_on": "2026-11-18", "result": "1 2"}
    return written(make_plan(read(folder, changes={"lottery": lottery})), home / "plan")


CHANGES: dict[str, Change] = {
    "missing": lambda plan: plan.pop("lottery"),
    "another seed": lambda plan: plan["lottery"].update(seed=7),
    "the seed that the scenario states": lambda plan: plan["lottery"].update(seed=48),
    "no draw": lambda plan: plan["lottery"].update(draw=None),
    "another result": lambda plan: plan["lottery"]["draw"].update(result="1 3"),
    "another hash": lambda plan: plan["lottery"].update(inputs="0" * 64),
    "no list": lambda plan: plan["lottery"].update(tried=None),
    "no seeds in it": lambda plan: plan["lottery"].update(tried=[{"search": "1", "lot": 5, "inputs": None}]),
    "one twice": lambda plan: plan["lottery"].update(tried=[RUN, RUN]),
    "its own": lambda plan: plan["lottery"].update(
        tried=[{**RUN, "search": plan["seed"], "lot": plan["lottery"]["seed"]}]
    ),
}


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drawn(tmp_path_factory.mktemp("drawn"))


def checks(folder: Path, change: Change) -> set[str]:
    """What is objected to once plan.json is changed; the file is as before afterwards."""
    path = folder / "plan.json"
    raw = path.read_bytes()
    content = json.loads(raw)
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    found = {objection.check for objection in verify(folder)}
    path.write_bytes(raw)
    return found


def test_a_drawn_plan_is_accepted_with_a_list_of_other_seeds(plan: Path) -> None:
    assert verify(plan) == []
    assert (
        checks(plan, lambda content: content["lottery"].update(tried=[RUN, {**RUN, "lot": 6, "inputs": None}])) == set()
    )


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_not_as_the_inputs_say_is_objected_to(change: Change, plan: Path) -> None:
    assert checks(plan, change) == {"lottery"}


def test_a_result_that_somebody_changes_in_the_inputs_changes_who_is_placed_and_is_objected_to(tmp_path: Path) -> None:
    folder = drawn(tmp_path)
    path = folder / "inputs" / "scenario.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"1 2"', '"1 3"'), encoding="utf-8")
    assert {"inputs", "lottery"} <= {objection.check for objection in verify(folder)}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_verifiers_hash_and_seed_are_those_of_planning(seed: int, tmp_path: Path) -> None:
    given = crowded(tmp_path, seed=seed)
    folder = given.write()
    keys = {"draw": "d", "on": "2026-11-20", "frozen": "cd" * 32, "frozen_on": "2026-11-18", "result": f"0{seed}, Å-x"}
    scenario = read(folder, changes={"lottery": keys})
    files = dict(scenario_files(scenario))
    for name, raw in files.items():
        path = tmp_path / "inputs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    assert inputs_hash(tmp_path / "inputs", dict.fromkeys(files, "")) == frozen_hash(files)
    assert seed_of_lot(scenario) == scenario.seed_of_lot
