"""Families of weeks: the same marks on weeks of several generators and seeds, so that no single week decides.

.venv/bin/python -m benchmarks.families                      two weeks of each family, of 3,000 people
.venv/bin/python -m benchmarks.families --family knapsack --size 3000 --size 3000-minimum --seeds 5
.venv/bin/python -m benchmarks.families --size 20000 --store benchmarks/results/DATE-families.json

A line for each week as it is done, then the table. A size is a number of people, with "-minimum" where every slot has
a minimum. `--store` adds to a file after each week, and what is there already of the same week is replaced; "before"
is the newest other stored run, or the file that `--before` names.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.listed_weeks import continuous, knapsack, write
from benchmarks.machine import described, peak_memory
from benchmarks.reference_instances import Reference, draw, settings, tables
from benchmarks.table import Result, families, stored
from benchmarks.weeks import MeasuredWeek, Shape, write_week
from planner.errors import NoPlanInTime
from planner.synthesis.writing import write_tables

RESULTS = Path(__file__).resolve().parent / "results"
SEEDS = (1, 2, 3, 4, 5)
MINIMUM = "-minimum"
# Seconds for solving, and the target for the median gap; the worst of all seeds may be three times that.
MARKS = {"3000": (20.0, 0.0002), f"3000{MINIMUM}": (60.0, 0.0005), "20000": (90.0, 0.0001)}
SECONDS_OF_OTHERS = 20.0
# From so many people on, a synthetic week has trades, without which its candidates would not fit into memory.
PEOPLE_WITH_TRADES = 10_000
MUNICIPALITIES = ("1283", "0581", "2480", "0484", "1280")
FEWEST_IN_TOWN = 2


@dataclass(frozen=True)
class Size:
    """A number of people, and whether every slot has a minimum; the name is how the command line asks for it."""

    name: str

    @property
    def has_minimums(self) -> bool:
        """Whether every slot has a minimum."""
        return self.name.endswith(MINIMUM)

    @property
    def people(self) -> int:
        """People in the week; raises ValueError for a name that starts with no number."""
        return int(self.name.removesuffix(MINIMUM))

    @property
    def seconds(self) -> float:
        """The time limit of solving."""
        return MARKS.get(self.name, (SECONDS_OF_OTHERS, 0.0))[0]

    @property
    def goal(self) -> float | None:
        """The target for the median gap; None for a size without one."""
        return MARKS[self.name][1] if self.name in MARKS else None


@dataclass(frozen=True)
class FamilyWeek:
    """One week of a family."""

    family: str
    size: Size
    seed: int

    @property
    def name(self) -> str:
        """What tells the week from all others."""
        return f"{self.family}-{self.size.name}-{self.seed}"

    @property
    def shape(self) -> Shape:
        """The week as one that can be measured: it is planned until it is proved or its time is over."""
        people = self.size.people
        return Shape(
            self.name, people, seconds=self.size.seconds, largest_gap=np.inf, gap=0.0,
            has_trades=people >= PEOPLE_WITH_TRADES,
        )  # fmt: skip

    def written(self, home: Path, seconds: float | None = None) -> MeasuredWeek:
        """The week as a scenario folder, with these seconds for solving instead of its own."""
        shape = self.shape if seconds is None else replace(self.shape, seconds=seconds)
        return MeasuredWeek(shape, home, lambda _, folder: FAMILIES[self.family](self, folder))


def _reference(week: FamilyWeek, folder: Path) -> dict[str, int]:
    """The reference instance (`reference_instances.py`) of this seed, all of its pairs written."""
    reference = Reference(week.name, week.size.people, seed=week.seed)
    drawn = draw(replace(reference, fewest_every=1) if week.size.has_minimums else reference)
    made = tables(drawn, drawn.slot.size)
    write_tables(made, settings(drawn), folder)
    return {name: len(table) for name, table in made.items()}


def _knapsack(week: FamilyWeek, folder: Path) -> dict[str, int]:
    """A week of `listed_weeks.knapsack`: few lengths, six budget lines that are knapsacks, tight employers."""
    return write(knapsack(week.size.people, week.seed, has_minimums=week.size.has_minimums), folder)


def _continuous(week: FamilyWeek, folder: Path) -> dict[str, int]:
    """A week of `listed_weeks.continuous`: hardly two values or costs alike, costs to the öre."""
    return write(continuous(week.size.people, week.seed, has_minimums=week.size.has_minimums), folder)


def _town(week: FamilyWeek, folder: Path) -> dict[str, int]:
    """A synthetic town by the planner's own generator, of a different municipality for each of five seeds."""
    municipality = MUNICIPALITIES[(week.seed - 1) % len(MUNICIPALITIES)]
    change = _with_minimums if week.size.has_minimums else lambda _: None
    return write_week(week.shape, folder, municipality=municipality, seed=week.seed, change=change)


def _with_minimums(given: dict[str, pd.DataFrame]) -> None:
    """Give every slot with two free places or more a minimum of two, but none that a decision pins somebody to.

    Whoever pins one person to a slot that their employer could not fill further has said that it runs all the same.
    """
    slots, decisions = given["slots"], given.get("decisions")
    held = given["placements"]["slot_id"].value_counts().reindex(slots["slot_id"]).fillna(0).to_numpy()
    free = (slots["places"].astype(int) - slots["reserved_by_hand"].astype(int) - held).to_numpy()
    if decisions is not None:
        free = np.where(slots["slot_id"].isin(decisions["slot_id"]).to_numpy(), 0, free)
    given["slots"] = slots.assign(min_places=np.where(free >= FEWEST_IN_TOWN, str(FEWEST_IN_TOWN), slots["min_places"]))


FAMILIES: Mapping[str, Callable[[FamilyWeek, Path], dict[str, int]]] = {
    "reference": _reference,
    "knapsack": _knapsack,
    "continuous": _continuous,
    "town": _town,
}


def measured(week: FamilyWeek, made: MeasuredWeek, before: Sequence[Result]) -> dict[str, Any]:
    """Plan a written week for its seconds; what is stored of it.

    gap: what the run proved itself. short: what its value lacks to the best bound that this run or one before proved.
    Raises AssertionError where a plan exceeds its bound, or one that an earlier run proved of the same week.
    """
    earlier = [one for one in before if one.get("week") == week.name and one["group"] == "families"]
    facts: dict[str, Any] = {
        "week": week.name, "family": week.family, "size": week.size.name, "seed": week.seed,
        "people": len(made.instance.people), "slots": len(made.instance.slots),
        "candidates": len(made.instance.candidates), "time_limit": made.shape.seconds, "goal": week.size.goal,
        "load": round(os.getloadavg()[0], 1), "value": None, "bound": None, "gap": None, "short": None,
        "before": {name: earlier[-1][name] for name in ("value", "bound", "gap")} if earlier else None,
    }  # fmt: skip
    begun = time.monotonic()
    with peak_memory() as memory:
        try:
            outcome = made.solution.goals[0]
        except NoPlanInTime:
            outcome = None
    facts |= {"seconds": round(time.monotonic() - begun, 2), "peak_mb": memory.peak_mb}
    if outcome is None:
        return facts
    assert outcome.best <= outcome.bound + 1e-6
    assert np.isclose(made.value_of(made.solution.chosen), outcome.final)
    best = min([outcome.bound, *(one["bound"] for one in earlier if one["bound"] is not None)])
    assert outcome.best <= best + 1e-6, "an earlier run proved less: has the generator changed?"
    short = max(best - outcome.best, 0) / abs(outcome.best)
    return facts | {"value": outcome.best, "bound": outcome.bound, "gap": outcome.gap, "short": short}


def line(facts: Result) -> str:
    """What is said of one week."""
    if facts["value"] is None:
        return f"{facts['week']:<28} no plan in {facts['seconds']:.1f} s, load {facts['load']:.1f}"
    before = (
        "" if facts["before"] is None or facts["before"]["gap"] is None else f"  before {facts['before']['gap']:.4%}"
    )
    return (
        f"{facts['week']:<28} value {facts['value']:.5f}  bound {facts['bound']:.5f}  gap {facts['gap']:.4%}"
        f"  short {facts['short']:.4%}  {facts['seconds']:.1f} s  load {facts['load']:.1f}{before}"
    )


def newest(but: Path | None = None) -> list[Path]:
    """The newest stored run of families apart from one file; empty where there is none."""
    return sorted(path for path in RESULTS.glob("*-families.json") if but is None or path.resolve() != but.resolve())[
        -1:
    ]


def add(path: Path, facts: Result) -> None:
    """Store one more week in a file of results, in place of what it holds of the same week."""
    kept: dict[str, Any] = {"date": datetime.now(UTC).date().isoformat(), "commit": None, "machine": _machine()}
    kept["benchmarks"] = []
    if path.exists():
        kept = json.loads(path.read_text(encoding="utf-8"))
    # The name that the benchmark of the same week has, so that of both the last counts.
    name = f"test_a_week_of_a_family_is_planned[{facts['week']}]"
    others = [one for one in kept["benchmarks"] if one["name"] != name]
    kept["benchmarks"] = [*others, {"name": name, "group": "families", "rounds": 1, **facts}]
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _machine() -> dict[str, Any]:
    return described(
        {"system": platform.system(), "processor": platform.machine(), "python_version": platform.python_version()}
    )


def chosen(names: Iterable[str], sizes: Iterable[str], seeds: Iterable[int]) -> list[FamilyWeek]:
    """The weeks of some families, sizes and seeds."""
    every = [(family, Size(size)) for size in sizes for family in names]
    return [FamilyWeek(family, size, seed) for family, size in every for seed in seeds]


def main(arguments: Sequence[str]) -> None:
    """Plan the weeks that the arguments ask for, and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.families", description="Plan weeks of some families.")
    parser.add_argument("--family", action="append", choices=list(FAMILIES), help="default all")
    parser.add_argument("--size", action="append", help="such as 3000 (the default), 3000-minimum, 20000")
    parser.add_argument("--seeds", type=int, default=2, help="how many seeds, from 1 on (2)")
    parser.add_argument("--seed", type=int, action="append", help="these seeds instead")
    parser.add_argument("--seconds", type=float, help="time limit instead of the size's own")
    parser.add_argument("--store", type=Path, help="file of results to add to")
    parser.add_argument("--before", type=Path, help="stored run to compare with")
    asked = parser.parse_args(arguments)
    before = stored(newest(asked.store) if asked.before is None else [asked.before])
    done = []
    for week in chosen(asked.family or FAMILIES, asked.size or ["3000"], asked.seed or range(1, asked.seeds + 1)):
        with tempfile.TemporaryDirectory() as home:
            facts = measured(week, week.written(Path(home), asked.seconds), before)
        print(line(facts), flush=True)
        done.append({"group": "families", **facts})
        if asked.store is not None:
            add(asked.store, facts)
    print("\n" + families(done))


if __name__ == "__main__":
    main(sys.argv[1:])
