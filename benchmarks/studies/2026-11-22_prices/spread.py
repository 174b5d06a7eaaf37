"""Prices of places against what one more place gains: `python -m` cannot name this folder, so run it by path.

python benchmarks/studies/2026-11-22_prices/spread.py demo 300
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from benchmarks.reference_instances import Reference, made  # noqa: E402 - after the path
from planner.formulation import GOALS, assemble, hard_rows  # noqa: E402
from planner.inputs import read  # noqa: E402
from planner.instance import Instance, build  # noqa: E402
from planner.solving.highs.client import HighsClient  # noqa: E402
from planner.solving.marginal.gains import gains  # noqa: E402
from planner.solving.marginal.row_prices import NO_PRICE, row_prices  # noqa: E402
from planner.solving.run import SearchRun  # noqa: E402
from planner.solving.search.single_objective import solve_single_objective  # noqa: E402

SOLVE_SECONDS, GAIN_SECONDS, WORKERS = 60.0, 120.0, 2


def instance_of(name: str) -> Instance:
    """The demo, or a reference instance of so many people."""
    return build(read(ROOT / "scenarios" / "landskrona")) if name == "demo" else made(Reference(name, int(name)))


def main() -> None:
    """Print a line of the table for each week named."""
    print("| week | seconds: prices, gains | priced by the basis | by the smallest | lower than the basis ", end="")
    print("| gains known | gain 0 | below price | equal | above | mean gain / mean price | / mean of the basis |")
    for name in sys.argv[1:]:
        instance = instance_of(name)
        mip = assemble(instance, hard_rows(instance))
        goal = mip.coefficients(GOALS["outcome"](instance).entries)
        with HighsClient() as client:
            done = solve_single_objective(mip, goal, None, SearchRun.of(SOLVE_SECONDS, seed=1, workers=WORKERS), client)
            assert done.relaxation is not None
            begun = time.monotonic()
            prices = row_prices(mip, goal, done.relaxation, SearchRun.of(60.0, seed=1, workers=WORKERS), client)
            after = time.monotonic()
            rows = [r for r in np.argsort(-prices, kind="stable").tolist() if mip.names[r][0] == "slot_places"]
            rows = [r for r in rows if prices[r] > NO_PRICE]
            found = gains(mip, goal, done, rows, SearchRun.of(GAIN_SECONDS, seed=1, workers=WORKERS), client)
            ended = time.monotonic()
        basis = {r: done.relaxation.prices[r] for r in range(len(mip.names)) if mip.names[r][0] == "slot_places"
                 and mip.names[r][1][1] in {"limit", "open"}}  # fmt: skip
        positive = [r for r, price in basis.items() if price > NO_PRICE]
        lower = [r for r in positive if prices[r] < basis[r] - 1e-6]
        gain, price = np.array(list(found.values())), np.array([prices[r] for r in found])
        old = np.array([basis[r] for r in found])
        print(
            f"| {name} | {after - begun:.1f}, {ended - after:.1f} | {len(positive)} | {len(rows)} | {len(lower)} "
            f"| {len(found)} | {(gain == 0).sum()} | {(gain < price - 1e-4).sum()} "
            f"| {(np.abs(gain - price) <= 1e-4).sum()} | {(gain > price + 1e-4).sum()} "
            f"| {gain.mean() / price.mean():.2f} | {gain.mean() / old.mean():.2f} |"
        )
        spread = np.quantile(gain / price, [0, 0.25, 0.5, 0.75, 1]).round(2)
        print(f"|  | gain / price: least, quartiles, most: {spread} |")


if __name__ == "__main__":
    main()
