"""Planning from Python: a scenario in, a verified plan out, as the commands `plan` and `usual` make it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from planner.api.arguments import PathLike, checked_overrides, in_language, one_of, suggesting
from planner.api.result import Result, earlier_plan, history_of
from planner.api.scenario import Scenario, models_folder, scenario_of, week_of
from planner.cluster import crew_of
from planner.inputs import simulation_model
from planner.planning import Phases, make_plan, refuse_unverified, with_previous
from planner.schema.usual import UsualName
from planner.solving import Crew
from planner.studies import with_look_ahead


@suggesting
def plan(  # noqa: PLR0913 - as many as the command has options
    scenario: Scenario | PathLike,
    *,
    time_limit: float | None = None,
    gap: float | None = None,
    seed: int | None = None,
    workers: int | None = None,
    max_seconds: float | None = None,
    models: PathLike | None = None,
    language: str | None = None,
    dialect: Literal["plain", "swedish"] | None = None,
    headings: str | None = None,
    previous: Result | PathLike | None = None,
    look_ahead: Scenario | Result | PathLike | None = None,
    set_aside: bool = False,
    cluster: str | None = None,
) -> Result:
    """Propose a placement for each jobseeker of a scenario (one that was read, or its folder), checked independently.

    `time_limit` is in seconds, above 0 and at most 86,400; `gap` is a share from 0 to 1, at which a goal may stop short
    of its bound; `seed` is a whole number from 0; `workers` are threads, 1 to 256, and with 1 the same plan comes out
    every time, however busy the computer is, unless `max_seconds` are over before: then the best plan so far. What is
    not given is the scenario's own. `models` is a folder to look for models in before the shipped ones, `language` is
    that of reasons and messages; without it, the scenario's own, else that of `set_language`. `dialect` and `headings`
    are those of the files that are written. `previous` is the plan of the week before, a Result or its folder: what it
    proposed stays unless something better came, and `Result.changes` says what changed. `look_ahead` is a scenario of
    an earlier time, or a plan of a past week, with people who came in stated weeks: what waiting, places and money are
    worth in weeks to come that are drawn from them is then counted (`look_ahead` in `Result.summary`).

    With `set_aside`, rows of a scenario's folder that hold faults are left out, with all that depends on them; the
    result lists them (`Result.set_aside`). Faults for which no row can be set aside are raised all the same.
    `cluster` is the address of a Dask cluster that solves the labour markets of a very large week.

    Nothing is written: see `Result.write`. Ctrl-C (the stop button of a notebook) ends the search with its best plan.
    Raises UsageFault for an argument that cannot be used, InputFaults for faults of the scenario (all of them in
    `.faults`), CannotHold where pins or minimums contradict each other or a limit, NoPlanInTime where no plan that
    meets them was found, TooLarge where memory would not suffice, VerificationFailed where the verifier objects,
    TypeError for an unknown keyword.
    """
    with in_language(language, scenario):
        changes = checked_overrides(
            time_limit=time_limit, gap=gap, seed=seed, workers=workers, max_seconds=max_seconds, dialect=dialect,
            headings=headings,
        )  # fmt: skip
        further = _Further(previous, look_ahead)
        with crew_of(cluster) as crew:
            return _planned(scenario, "goals", changes, models, further, set_aside=set_aside, crew=crew)


@suggesting
def usual_practice(  # noqa: PLR0913 - as many as the command has options
    scenario: Scenario | PathLike,
    which: UsualName = "longest_wait",
    *,
    time_limit: float | None = None,
    gap: float | None = None,
    seed: int | None = None,
    workers: int | None = None,
    max_seconds: float | None = None,
    models: PathLike | None = None,
    language: str | None = None,
    dialect: Literal["plain", "swedish"] | None = None,
    headings: str | None = None,
    set_aside: bool = False,
) -> Result:
    """A plan of usual practice, made without optimisation, as `planner usual` makes it; `plan` is compared with these.

    `which` is `longest_wait` (longest wait first, each to the first free legal place), `longest_wait_to_best` (each to
    their best place), `best_first` (the greatest gain first) or `past_placements` (the department's own, from the table
    of that name). The other arguments, and what is raised, are those of `plan`; the search is for the bound alone.
    """
    with in_language(language, scenario):
        one_of("which", which, get_args(UsualName))
        changes = checked_overrides(
            time_limit=time_limit, gap=gap, seed=seed, workers=workers, max_seconds=max_seconds, dialect=dialect,
            headings=headings,
        )  # fmt: skip
        return _planned(scenario, which, changes, models, set_aside=set_aside)


@dataclass(frozen=True)
class _Further:
    """The plan of the week before, and the history from which weeks to come are drawn, where they are given."""

    previous: Result | PathLike | None
    look_ahead: Scenario | Result | PathLike | None


def _planned(  # noqa: PLR0913 - what was asked for
    scenario: Scenario | PathLike,
    method: Literal["goals"] | UsualName,
    changes: dict[str, Any],
    models: PathLike | None,
    further: _Further | None = None,
    *,
    set_aside: bool = False,
    crew: Crew | None = None,
) -> Result:
    started, phases = datetime.now(UTC), Phases()
    asked = scenario_of(scenario, models, changes, set_aside=set_aside)
    week, before = week_of(asked), None
    if further is not None and further.previous is not None:
        week, before = with_previous(week, earlier_plan(further.previous, "previous"))
    if further is not None and further.look_ahead is not None:
        past = history_of(further.look_ahead, "look_ahead", models)
        week = with_look_ahead(week, past, simulation_model(week.homes, models_folder(asked)))
    phases.ended("read")
    made = make_plan(week, timer=phases.ended, method=method, before=before, crew=crew)
    refuse_unverified(made, phases.ended)
    return Result(made, started, phases.seconds, models_folder(asked))
