"""Fixtures of all benchmarks: the weeks, what is stored of a result, and `--people` to try them on a small week."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.machine import described, memory_gb
from benchmarks.weeks import SHAPES, MeasuredWeek, Shape, small


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the size of the weeks be given."""
    parser.addoption("--people", type=int, help="try the benchmarks on one synthetic week of so many people")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give benchmarks that take a week their module's WEEKS, of which SLOW_WEEKS run with --full alone."""
    if "week" not in metafunc.fixturenames:
        return
    people = metafunc.config.getoption("--people")
    wanted = getattr(metafunc.module, "WEEKS", tuple(SHAPES))
    also_slow = getattr(metafunc.module, "SLOW_WEEKS", ())
    shapes = [SHAPES[name] for name in wanted] if people is None else [small(people)]
    params = [
        pytest.param(shape, marks=[pytest.mark.slow] if shape.is_slow or shape.name in also_slow else [], id=shape.name)
        for shape in shapes
    ]
    metafunc.parametrize("week", params, indirect=True, scope="session")


@pytest.fixture(scope="session")
def week(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MeasuredWeek]:
    """A week as written files; what its phases make is kept until the next week begins."""
    shape: Shape = request.param
    free = memory_gb("MemAvailable")
    if free is not None and free < shape.needs_gb:
        pytest.skip(f"{shape.name} needs {shape.needs_gb:g} GB of free memory; there are {free:g}")
    made = MeasuredWeek(shape, tmp_path_factory.mktemp(f"week{shape.people}"))
    yield made
    made.__dict__.clear()


@pytest.hookimpl(optionalhook=True)
def pytest_benchmark_update_machine_info(machine_info: dict[str, Any]) -> None:
    """Describe the machine by its kind, not its name: results are compared between machines and published."""
    kept = described(machine_info)
    machine_info.clear()
    machine_info.update(kept)


@pytest.hookimpl(optionalhook=True)
def pytest_benchmark_update_json(output_json: dict[str, Any]) -> None:
    """Keep of a stored run what the table and a later comparison need."""
    kept = {
        "date": output_json["datetime"][:10],
        "commit": output_json["commit_info"].get("id"),
        "machine": output_json["machine_info"],
        "benchmarks": [
            {
                "name": one["name"],
                "group": one["group"],
                "rounds": one["stats"]["rounds"],
                "seconds": round(one["stats"]["median"], 4),
                **one["extra_info"],
            }
            for one in output_json["benchmarks"]
        ],
    }
    output_json.clear()
    output_json.update(kept)
