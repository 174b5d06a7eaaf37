"""Prints the tables of a stored run as Markdown.

./dev bench --full --benchmark-json=benchmarks/results/DATE.json    (prints them too)
python -m benchmarks.table benchmarks/results/DATE.json [more files; of a benchmark in several, the last counts]
"""

from __future__ import annotations

import json
import math
import statistics
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.curves import Curve, Point, best_bound, curves
from benchmarks.weeks import ALL_PHASES, SHAPES

Result = Mapping[str, Any]
# The target for generalised assignment, in seconds.
FOUND_IN = 10
OURS, PEERS = "this planner", ("textbook CP-SAT", "HiGHS, whole", "greedy by outcome", "min-cost flow")
# The seconds at which the tables show curves.
CLOCK = (1, 2, 5, 10, 20, 60, 90, 300, 600)


def stored(paths: Iterable[Path]) -> list[Result]:
    """The results of some runs, one per benchmark."""
    found: dict[str, Result] = {}
    for path in paths:
        for one in json.loads(path.read_text(encoding="utf-8"))["benchmarks"]:
            found[one["name"]] = one
    return list(found.values())


def report(results: Sequence[Result]) -> str:
    """All tables for which there are results."""
    parts = [
        *(phases(results), sizes(results), command(results), reference_instances(results)),
        over_time(results, is_own_proof=True),
        *(
            over_time(results, is_own_proof=False),
            goals(results),
            what_ifs(results),
            churn(results),
            next_week(results),
            questions(results),
            families(results),
            nation(results),
        ),
        *(peers(results), optima(results), gap(results)),
    ]
    return "\n\n".join(part for part in parts if part)


def phases(results: Sequence[Result]) -> str:
    """Seconds and peak resident memory, one row per phase and one column per week."""
    cells = {(one["phase"], one["week"]): one for one in results if one["group"] in ALL_PHASES}
    weeks = _weeks(week for _, week in cells)
    rows = [
        [phase, *(_said(cells.get((phase, week)), "{seconds:.1f} s, {peak_mb:,.0f} MB") for week in weeks)]
        for phase in ALL_PHASES
        if any(name == phase for name, _ in cells)
    ]
    return _table(["phase", *weeks], rows)


def sizes(results: Sequence[Result]) -> str:
    """The size of each week, and the quality of its plan by the outcome goal alone."""
    of_week: dict[str, dict[str, Any]] = {}
    for one in results:
        if one["group"] in ALL_PHASES:
            kept = {name: one[name] for name in ("jobseekers", "slots", "candidates", "columns", "rows") if name in one}
            if one["group"] == "solve":
                kept |= {name: one[name] for name in ("time_limit", "value", "bound", "gap", "usual_practice")}
            if one["group"] == "write":
                kept["certified_gap"] = one["certified_gap"]
            of_week.setdefault(one["week"], {}).update(kept)
    columns = {
        "jobseekers": "{jobseekers:,}",
        "slots": "{slots:,}",
        "candidates": "{candidates:,}",
        "columns": "{columns:,}",
        "rows": "{rows:,}",
        "limit": "{time_limit:g} s",
        "value": "{value:.3f}",
        "bound": "{bound:.3f}",
        "gap": "{gap:.2%}",
        "certified gap": "{certified_gap:.2%}",
        "usual practice": "{usual_practice:.3f}",
    }
    return _facts("week", columns, ((week, of_week[week]) for week in _weeks(of_week)))


def command(results: Sequence[Result]) -> str:
    """The whole of `planner plan`."""
    own = {one["week"]: one for one in results if one["group"] == "command"}
    columns = {
        "exit code": "{exit_code}",
        "whole": "{seconds:.1f} s",
        "time limit": "{time_limit:g} s",
        "solving took": "{solving_seconds:.1f} s",
        "memory": "{peak_mb:,.0f} MB",
        "value": "{value:.3f}",
        "bound": "{bound:.3f}",
        "gap": "{gap:.2%}",
    }
    return _facts("`planner plan`, all goals", columns, ((week, own[week]) for week in _weeks(own)))


def reference_instances(results: Sequence[Result]) -> str:
    """The reference instances: targets, results, and what other methods reached and proved in the same time."""
    own = {one["instance"]: one for one in results if one["group"] == "reference instances" and "wanted_gap" in one}
    others = {(one["instance"], one["method"]): one for one in results if one["group"] == "reference instances, others"}
    known = [method for method in PEERS if any(method == one for _, one in others)]
    columns = {
        "candidates": "{candidates:,}",
        "limit": "{time_limit:g} s",
        "wanted gap": "{wanted_gap:.3%}",
        "gap": "{gap:.3%}",
        "took": "{seconds:.2f} s",
        "memory": "{peak_mb:,.0f} MB",
        "partner's": "{partner_mb:,.0f} MB",
    }
    rows = [
        [
            name,
            *(_said(own[name], shown) for shown in columns.values()),
            *(_other(others.get((name, one))) for one in known),
        ]
        for name in own
    ]
    return _table(["instance", *columns, *known], rows)


def _other(one: Result | None) -> str:
    """A peer's result: its own gap, or its value where it proves none, and its seconds where it ended early."""
    if one is None:
        return ""
    if one["value"] is None:
        return "no plan"
    early = "" if one["taken"] > 0.9 * one["time_limit"] else f" in {one['taken']:.2f} s"
    return (f"value {one['value']:.3f}" if one["gap"] is None else f"{one['gap']:.3%}") + early


def over_time(results: Sequence[Result], *, is_own_proof: bool) -> str:
    """Gap against time: to the bound that the method had proved by then, or to the best that any proved in the end."""
    of_run: dict[tuple[str, float | None], list[Curve]] = {}
    for one in curves(results):
        of_run.setdefault((one.name, one.limit), []).append(one)
    rows, longest = [], max((limit or 0 for _, limit in of_run), default=0)
    clock = [seconds for seconds in CLOCK if seconds <= max(longest, CLOCK[0])]
    for (name, limit), run in of_run.items():
        best = best_bound([one for (other, _), many in of_run.items() if other == name for one in many])
        for one in run:
            cells = [_gap_then(one, seconds, limit, None if is_own_proof else best) for seconds in clock]
            if any(cell not in {"", "–"} for cell in cells) or not is_own_proof:
                rows.append([name, "none" if limit is None else f"{limit:g} s", one.method, *cells])
    proof = "gap it had proved" if is_own_proof else "short of the best bound"
    return _table([proof, "limit", "method", *(f"{seconds} s" for seconds in clock)], rows)


def _gap_then(curve: Curve, seconds: float, limit: float | None, bound: float | None) -> str:
    """The gap after so many seconds; blank beyond the limit, a dash where there is none yet."""
    if limit is not None and seconds > max(limit, CLOCK[0]):
        return ""
    # A run counts as lasting for its limit, since a solver needs a moment to stop.
    then: Point = curve.points[-1] if curve.points and seconds == limit else curve.at(seconds)
    found = then.gap_to(then.bound if bound is None else bound)
    return "–" if found is None else f"{found:.3%}"


def goals(results: Sequence[Result]) -> str:
    """Each goal's own gap, where all goals share the time."""
    own = {one["week"]: one for one in results if one["group"] == "goals"}
    names = list(dict.fromkeys(name for one in own.values() for name in one["goals"]))
    rows = [
        [
            *(week, f"{own[week]['candidates']:,}", f"{own[week]['wanted_seconds']:g} s"),
            *(f"{own[week]['time_limit']:g} s", f"{own[week]['seconds']:.1f} s"),
            *(_said(own[week]["goals"].get(name), "{gap:.2%}") for name in names),
        ]
        for week in _weeks(own)
    ]
    return _table(["all goals, gaps", "candidates", "wanted", "limit", "took", *names], rows)


def what_ifs(results: Sequence[Result]) -> str:
    """Seconds to the gap asked for: warm-started what-ifs beside the first week."""
    columns = {
        "weeks": "{weeks}",
        "gap asked for": "{gap_asked:.2%}",
        "first": "{first_seconds:.1f} s",
        "from its plan": "{to_the_gap:.1f} s",
        "share": "{ratio:.2f}",
        "from nothing": "{from_nothing_seconds:.1f} s",
    }
    own = (one for one in results if one["group"] == "what-ifs")
    return _facts("what-if", columns, ((f"{one['people']:,}, {one['change'].replace('_', ' ')}", one) for one in own))


def churn(results: Sequence[Result]) -> str:
    """Share of the possible proposals that a new plan drops, by seed, and what the plans are worth."""
    rows = []
    for one in results:
        for way in ("without", "with") if one["group"] == "churn" else ():
            own = one[way]
            shares = " ".join(f"{share:.1%}" for share in own["churn"])
            value, best = sum(own["value"]), sum(own["best"])
            rows.append([one["week"], way, f"{own['median']:.1%}", shares, f"{value:.3f}", f"{value / best:.1%}"])
    return _table(["churn", "previous plan", "median", "by seed", "value, all seeds", "of the best"], rows)


def next_week(results: Sequence[Result]) -> str:
    """The commands of the week after a plan, in seconds and as a share of the plan's own."""
    own = {one["week"]: one for one in results if one["group"] == "next week"}
    columns = {
        "answers": "{answers}",
        "`planner plan`": "{plan_seconds:.1f} s",
        **{
            f"`{said}`": f"{{{name}_seconds:.1f}} s ({{{name}_share:.0%}}), {{{name}_mb:,.0f}} MB"
            for name, said in (
                ("advance", "planner advance"),
                ("previous", "plan --previous"),
                ("diff", "planner diff"),
            )
        },
    }
    rows = [[week, *(_said(own[week], shown) for shown in columns.values())] for week in _weeks(own)]
    return _table(["the week after", *columns], rows)


def questions(results: Sequence[Result]) -> str:
    """What putting drawn pairs in place would cost: the kinds of answers, and the seconds of one."""
    own = {one["week"]: one for one in results if one["group"] == "questions"}
    columns = {
        "pairs": "{pairs}",
        "could equally have been": "{equally:.1%}",
        "impossible": "{impossible:.1%}",
        "no plan found": "{none_found:.1%}",
        "an answer, median": "{median_seconds:.1f} s",
        "longest": "{longest_seconds:.1f} s",
        "the plan": "{plan_seconds:.0f} s",
        "answer of plan": "{share_of_plan:.1%}",
    }
    rows = [[week, *(_said(own[week], shown) for shown in columns.values())] for week in _weeks(own)]
    return _table(["a person at a place", *columns], rows)


def families(results: Sequence[Result]) -> str:
    """The gaps of each family of weeks, median and worst of its seeds: proved, to the best bound known, and before."""
    of_row: dict[tuple[str, str], list[Result]] = {}
    for one in results:
        if one["group"] == "families":
            of_row.setdefault((one["size"], one["family"]), []).append(one)
    rows = []
    for (size, family), own in of_row.items():
        before = [one["before"] for one in own if one["before"] is not None]
        goal, limit = own[0]["goal"], own[0]["time_limit"]
        kinds = [[one["gap"] for one in own], [one["short"] for one in own], [one["gap"] for one in before]]
        rows.append(
            [family, size, str(len(own)), f"{limit:g} s", "" if goal is None else f"{goal:.2%}"]
            + [cell for gaps in kinds for cell in _median_and_worst(gaps)]
        )
    columns = ("gap, median", "worst", "short, median", "worst", "gap before, median", "worst")
    return _table(["family", "people", "seeds", "limit", "goal", *columns], rows)


def _median_and_worst(gaps: Sequence[float | None]) -> tuple[str, str]:
    """Both as cells; a week without a plan counts as the worst of all."""
    if not gaps:
        return "", ""
    known = [math.inf if gap is None else gap for gap in gaps]
    median, worst = (f"{gap:.4%}" if gap < math.inf else "no plan" for gap in (statistics.median(known), max(known)))
    return median, worst


def nation(results: Sequence[Result]) -> str:
    """A nation: its size, and what was reached in the time limit."""
    columns = {
        "markets": "{markets}",
        "budget lines": "{lines}",
        "candidates": "{candidates:,}",
        "limit": "{time_limit:g} s",
        "goal": "{goal:.2%}",
        "took": "{seconds:.0f} s",
        "memory": "{peak_mb:,.0f} MB",
        "of HiGHS": "{highs_mb:,.0f} MB",
        "value": "{value:.3f}",
        "bound": "{bound:.3f}",
        "gap": "{gap:.3%}",
    }
    own = (one for one in results if one["group"] == "nation")
    return _facts("a nation of", columns, ((f"{one['people']:,}", one) for one in own))


def peers(results: Sequence[Result]) -> str:
    """Share of the best bound that each method reached, in its seconds."""
    rows = [
        [
            one["week"],
            "none" if one["time_limit"] is None else f"{one['time_limit']:g} s",
            one["method"],
            f"{one['taken']:.1f} s",
            "no plan" if one["value"] is None else f"{one['value']:.3f}",
            _said(one, "{share_of_bound:.2%}"),
            _said(one, "{own_gap:.2%}"),
        ]
        for one in map(_with_own_gap, results)
        if one["group"] == "peers"
    ]
    rows.sort(
        key=lambda row: (
            int(row[0].split("-")[0]),
            row[1] == "none",
            float(row[1].removesuffix(" s").replace("none", "0")),
        )
    )
    return _table(["week", "limit", "method", "took", "value", "share of best bound", "gap it proved itself"], rows)


def optima(results: Sequence[Result]) -> str:
    """Published instances."""
    rows = [
        [one["instance"], f"{one['best_known']:g}", f"{one['cost']:g}", f"{one['gap']:.2%}", f"{one['seconds']:.2f} s"]
        for one in results
        if one["group"] == "known optima"
    ]
    return _table(["instance", "best known", "reached", "gap", "took"], rows)


def gap(results: Sequence[Result]) -> str:
    """Generalised assignment by set of instances: optima found and proved, and the largest gap."""
    of_set: dict[str, list[Result]] = {}
    for one in results:
        if one["group"] == "generalised assignment":
            of_set.setdefault(one["instance"].split("-")[0], []).append(one)
    rows = [
        [
            name,
            str(len(own)),
            str(sum(one["seconds_to_optimum"] is not None and one["seconds_to_optimum"] <= FOUND_IN for one in own)),
            str(sum(one["gap"] == 0 for one in own)),
            "a job left over" if any(one["gap"] is None for one in own) else f"{max(one['gap'] for one in own):.2%}",
            f"{max(one['seconds'] for one in own):.2f} s",
        ]
        for name, own in sorted(of_set.items())
    ]
    found, proved = f"optimum found in {FOUND_IN} s", "proved"
    return _table(["generalised assignment", "instances", found, proved, "greatest gap", "slowest"], rows)


def _with_own_gap(one: Result) -> Result:
    if one.get("own_bound") is None or not one.get("value"):
        return one
    return {**one, "own_gap": max(one["own_bound"] - one["value"], 0) / one["value"]}


def _weeks(names: Iterable[str]) -> list[str]:
    known = list(SHAPES)
    return sorted(set(names), key=lambda name: (known.index(name) if name in known else -1, name))


def _facts(kind: str, columns: Mapping[str, str], rows: Iterable[tuple[str, Result]]) -> str:
    """A table with a row for each named result, and under each heading of `columns` its facts, put as stated there."""
    return _table([kind, *columns], [[name, *(_said(one, shown) for shown in columns.values())] for name, one in rows])


def _said(one: Result | None, shown: str) -> str:
    """A cell from the facts of a result; blank where one is missing."""
    try:
        return "" if one is None else shown.format(**one)
    except (KeyError, TypeError):
        return ""


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


if __name__ == "__main__":
    print(report(stored(Path(name) for name in sys.argv[1:])))
