"""A nation in one week: 300,000 people in 290 labour markets that share ten budget lines, nine million pairs.

.venv/bin/python -m benchmarks.nation --people 30000 --markets 29 --seconds 120

A labour market is a municipality of the geography model; its people, slots and pairs are drawn as in `listed_weeks`,
and nobody is a candidate outside their own. Only the budgets couple the markets. The command prints what each phase
takes in seconds and memory, and ends with value, bound and gap. `--cluster` has workers of a Dask cluster solve.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.listed_weeks import ListedWeek, Spread, draw, write
from benchmarks.machine import peak_memory
from benchmarks.profiling import profiled
from benchmarks.weeks import ROOT, MeasuredWeek, Shape
from planner.cluster import crew_of
from planner.errors import NoPlanInTime
from planner.geography import read_table
from planner.schema.arrays import Whole
from planner.solving import solve

PEOPLE, MARKETS, SECONDS, GOAL = 300_000, 290, 1_200.0, 0.001
GEOGRAPHY = ROOT / "models" / "geography" / "scb_2020" / "1"
# Each market has at least so many people: some municipalities have no locality of their own in the model.
FEWEST_PEOPLE = 30
NATION = Spread(
    "nation",
    rates=(500, 3_100, 2_250, 880, 1_500, 3_750, 640, 1_130, 2_710, 1_890),
    liking=(-0.3, 0.25, 0.3, 0.05, -0.05, 0.25, -0.2, 0.0, 0.2, 0.1),
    shares=(0.2, 0.16, 0.11, 0.09, 0.08, 0.07, 0.08, 0.07, 0.06, 0.08),
    lengths=(8, 12, 26, 52),
    groups=(),
    lines=10,
    early=1 / 8,
)


def municipalities() -> pd.DataFrame:
    """All municipalities, the largest first: zone (code), name, people, and lat and lon of the largest locality.

    A locality that crosses a border counts where it is listed: Stockholm's residents include those of its suburbs.
    """
    named = read_table(GEOGRAPHY, "municipalities").set_index("mun_code")
    localities = read_table(GEOGRAPHY, "localities")
    localities = localities.assign(pop=pd.to_numeric(localities["pop"]).fillna(0))
    largest = localities.sort_values(["pop", "code"]).drop_duplicates("mun_code", keep="last").set_index("mun_code")
    points = largest[["lat", "lon"]].apply(pd.to_numeric).reindex(named.index)
    found = points.assign(name=named["mun_name"], people=pd.to_numeric(named["locality_pop"]).fillna(0))
    found = found.rename_axis("zone").reset_index().sort_values(["people", "zone"], ascending=[False, True])
    every: pd.DataFrame = found.reset_index(drop=True)
    return every


def sizes(population: Whole, people: int) -> Whole:
    """People in each market: by share of the population, at least thirty, and `people` in all.

    Raises ValueError where there are fewer people than thirty a market.
    """
    if people < FEWEST_PEOPLE * len(population):
        raise ValueError(f"{people} people are fewer than {FEWEST_PEOPLE} in each of {len(population)} markets")
    rest = people - FEWEST_PEOPLE * len(population)
    ends = np.round(np.cumsum(population) / population.sum() * rest).astype(np.int64)
    each: Whole = FEWEST_PEOPLE + np.diff(ends, prepend=0)
    return each


def nation(people: int = PEOPLE, markets: int = MARKETS, seed: int = 1) -> ListedWeek:
    """A nation of so many people in so many of the municipalities, spread evenly from the largest to the smallest."""
    every = municipalities()
    zones = every.iloc[np.linspace(0, len(every) - 1, markets).round().astype(np.int64)].reset_index(drop=True)
    local = [
        draw(NATION, np.random.default_rng([seed, int(code)]), size)
        for code, size in zip(zones["zone"], sizes(zones["people"].to_numpy(np.int64), people).tolist(), strict=True)
    ]
    return _together(f"nation {people}", local, zones[["zone", "name", "lat", "lon"]], np.random.default_rng(seed))


def _together(name: str, local: Sequence[ListedWeek], zones: pd.DataFrame, random: np.random.Generator) -> ListedWeek:
    """One week of all markets: numbers of people, slots and employers go on from market to market."""
    counts = {
        "person": [len(one.group) for one in local],
        "slot": [len(one.places) for one in local],
        "employer": [len(one.employer_limit) for one in local],
    }
    first = {kind: np.cumsum([0, *count[:-1]]) for kind, count in counts.items()}

    def joined(of: str) -> NDArray[Any]:
        own = [getattr(one, of) for one in local]
        return np.concatenate(
            [part + shift for part, shift in zip(own, first[of], strict=True)] if of in first else own
        )

    own = {
        of: joined(of)
        for of in ("places", "fewest", "weeks", "start", "programme", "employer_limit", "group", "baseline", "outcome")
    }
    own |= {of: joined(of) for of in counts}
    budget = random.uniform(*NATION.budgets, NATION.lines) * sum(one.full for one in local)
    return ListedWeek(
        name=name, spread=NATION, **own, rate=local[0].rate, budget=np.round(budget),
        lottery=random.permutation(sum(counts["person"])),
        home=np.repeat(np.arange(len(local)), counts["person"]), site=np.repeat(np.arange(len(local)), counts["slot"]),
        zones=zones,
    )  # fmt: skip


def written(home: Path, people: int = PEOPLE, markets: int = MARKETS, seconds: float = SECONDS) -> MeasuredWeek:
    """A nation as a scenario folder, to be planned to its target gap or until its time is over."""
    shape = Shape(f"nation {people}", people, seconds=seconds, largest_gap=np.inf, gap=GOAL)
    return MeasuredWeek(shape, home, lambda _, folder: write(nation(people, markets), folder))


@contextmanager
def _told(phase: str) -> Iterator[None]:
    """Print the seconds and the peak memory of a phase."""
    begun = time.monotonic()
    with peak_memory() as memory:
        yield
    print(f"{phase:<9} {time.monotonic() - begun:7.1f} s  {memory.peak_mb:8,.0f} MB", flush=True)


def main(arguments: Sequence[str]) -> None:
    """Write, read, build and plan a nation."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nation", description="Plan a nation's week.")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--markets", type=int, default=MARKETS)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="time limit of solving; 0 for no plan")
    parser.add_argument("--cluster", help="address of a Dask scheduler")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        with _told("write"):
            week = written(Path(home), asked.people, asked.markets, asked.seconds or 1.0)
        with _told("read"):
            _ = week.scenario
        with _told("build"):
            instance = week.instance
        print(
            f"{len(instance.people):,} people, {len(instance.slots):,} slots, {len(instance.candidates):,} candidates"
        )
        if not asked.seconds:
            return
        try:
            with crew_of(asked.cluster) as crew, profiled() as profile, _told("solve"):
                outcome = solve(instance, crew=crew).goals[0]
        except NoPlanInTime:
            print(f"no plan; HiGHS at most {profile.highs_mb:,.0f} MB")
            return
    print(
        f"value {outcome.best:.4f}  bound {outcome.bound:.4f}  gap {outcome.gap:.4%}; "
        f"HiGHS at most {profile.highs_mb:,.0f} MB"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
