"""The work of a plan without a clock: counts of a deterministic run with one worker, and its memory.

python -m benchmarks.work           print the counts of all instances, each from a process of its own
python -m benchmarks.work --write   store them beside the test that compares them

With one worker every solver stops on a count, so one computer gives the same figures each time. Another computer may
add floats in another order, and a search may then take another path. The tolerances come from three seeds: the work of
the relaxation is the same to the last iteration; the searches of two instances agree within a fifth; the search of the
reference instance of 300 people varies up to sixfold for CP-SAT, and by half for HiGHS.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.machine import peak_memory
from benchmarks.profiling import profiled
from benchmarks.reference_instances import DEMO, Reference, demo, made, shapes
from planner.solving import solve

ROOT = Path(__file__).resolve().parent.parent
STORED = ROOT / "tests" / "benchmarks" / "work.json"
# Counted seconds: units of CP-SAT's deterministic time, and thousands of HiGHS's simplex iterations.
SECONDS = 4.0
# The seeds of each instance, whose counts are added up; more than one where the search depends on luck.
SEEDS = {"300": (1, 2), DEMO: (1,), "300 tight employers": (1,)}
# For each figure, the share by which it may differ from the stored one.
TOLERANCES = {
    "candidates": 0.0,
    "lp_columns": 0.05,
    "lp_iterations": 0.10,
    "cp_sat_thousandths": 1.0,
    "highs_iterations": 1.0,
    "highs_nodes": 1.0,
    "value": 0.0005,
    "bound": 0.0005,
    "peak_mb": 0.3,
    "highs_mb": 0.3,
}
# For figures that may be 0: a difference up to this is none.
NOTHING = {"highs_nodes": 100.0}


def work_of(name: str) -> dict[str, float]:
    """The figures of one instance, planned in this process: counts are summed over seeds, others are the worst."""
    if name == DEMO:
        instance = demo(seconds=SECONDS, workers=1)
    else:
        references = {reference.name: reference for reference in (Reference("300", 300), *shapes(300))}
        instance = made(references[name], seconds=SECONDS, workers=1)
    outcomes = []
    with peak_memory() as memory, profiled() as profile:
        for seed in SEEDS[name]:
            limits = instance.scenario.solve.model_copy(update={"seed": seed})
            solution = solve(replace(instance, scenario=replace(instance.scenario, solve=limits)))
            assert solution.is_reproducible
            profile.add(solution)
            outcomes.append(solution.goals[0])
    found = {
        **profile.counts,
        "candidates": len(instance.candidates),
        "value": min(one.best for one in outcomes),
        "bound": max(one.bound for one in outcomes),
        "peak_mb": memory.peak_mb,
        "highs_mb": profile.highs_mb,
    }
    return {figure: round(float(found.get(figure, 0.0)), 6) for figure in TOLERANCES}


def measured(name: str) -> dict[str, float]:
    """The figures of one instance, planned in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.work", name]
    ended = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 - our own
    figures: dict[str, float] = json.loads(ended.stdout)
    return figures


def differences(stored: dict[str, float], found: dict[str, float]) -> list[str]:
    """The figures that differ from the stored ones by more than their tolerance, one sentence each."""
    return [
        f"{figure}: {found[figure]:g}, stored {stored[figure]:g}, tolerance {share:.2%}"
        for figure, share in TOLERANCES.items()
        if abs(found[figure] - stored[figure]) > share * abs(stored[figure]) + NOTHING.get(figure, 1e-9)
    ]


def main(arguments: list[str]) -> None:
    """Print or store."""
    if arguments and arguments[0] in SEEDS:
        print(json.dumps(work_of(arguments[0])))
        return
    written = json.dumps({name: measured(name) for name in SEEDS}, indent=1) + "\n"
    if "--write" in arguments:
        STORED.write_text(written, encoding="utf-8")
    print(written, end="")


if __name__ == "__main__":
    main(sys.argv[1:])
