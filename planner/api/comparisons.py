"""Comparisons from Python: what-ifs beside their base, planned with the same seeds, as the command `compare` does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import final, get_args, overload

import pandas as pd

from planner.api.arguments import PathLike, checked_overrides, in_language, suggesting, whole_within
from planner.api.compared_weeks import ComparedWeeks, compared_weeks, refuse_apart
from planner.api.frames import codes
from planner.api.scenario import Scenario, files_of, models_folder, scenario_of, week_of
from planner.api.shown import Line, Unpickled
from planner.errors import UsageFault
from planner.inputs import ScenarioFiles, benefit_model
from planner.instance import Unit
from planner.planning import Plan, make_plan, read_scenario, refuse_unverified
from planner.schema import scenario as schema
from planner.schema.overrides import MOST_DRAWS
from planner.schema.settings import GOALS
from planner.solving import WarmStart
from planner.studies import (
    CHANGES,
    KEYS,
    MEASURES,
    MEASURES_OF_FUTURES,
    PARTS,
    UNITS,
    Study,
    StudyRequest,
    goal_ends,
    study,
    unfinished,
)
from planner.studies import Comparison as Compared
from planner.texts import _, decimal


@final
class Comparison(Unpickled):
    """What one or more what-ifs change of a base. Every table is a new DataFrame at each access.

    `number` in the tables is that of the what-if, from 1, in the order in which they were given.
    """

    _unpickled = ("comparison", "as it holds whole weeks; pickle its tables")

    def __init__(self, found: Study) -> None:
        super().__init__()
        self._study, self._compared = found, found.comparisons

    @property
    def what_ifs(self) -> pd.DataFrame:
        """A row for each what-if: its name, the difference in uplift, and how far that can be trusted.

        `doubt` is the uplift that the gaps of the two plans leave open: a difference no larger is `is_doubtful`, as it
        may come from the search alone. `unfinished` are the goals of either plan that were skipped or ended short of
        the gap asked for: with more time, other people may gain or lose. `far_off` are the changes whose slots all
        start more than twelve weeks after the plan week ("" is the what-if as a whole): who waits then is mostly
        somebody else.
        """
        rows = [
            {
                "number": number,
                "scenario": one.what_if.file.scenario,
                "difference": one.difference,
                "doubt": one.doubt,
                "is_doubtful": one.is_doubtful,
                "changes_nothing": one.changes_nothing,
                "unfinished": tuple(dict.fromkeys((*unfinished(one.base), *unfinished(one.what_if)))),
                "far_off": self._study.far_off.get(number - 1, ()),
            }
            for number, one in enumerate(self._compared, 1)
        ]
        frame = pd.DataFrame(rows)
        return frame.astype(
            {"number": "Int64", "scenario": "str", "is_doubtful": "boolean", "changes_nothing": "boolean"}
        )

    @property
    def figures(self) -> pd.DataFrame:
        """A row for each what-if, part and measure: its value in the base and the what-if, and the difference.

        `part` is total, together, people, usual, group, programme, employer or funding, `name` which of them. `measure`
        is what is counted and `unit` in what: docs/studies.md lists them. A blank is what cannot be known. Where
        futures were drawn, 95 % of the differences over them lie between `low` and `high`, blank for what is planned.
        """
        return _coded(self._joined([one.figures for one in self._compared]))

    @property
    def table(self) -> pd.DataFrame:
        """A row for each part, name and measure: unit, base, and a column for each what-if by its name.

        A name that two what-ifs have, or another column, is followed by its number. Where futures were drawn, each is
        followed by its low and high: the ends between which 95 % of its differences to the base lie.
        """
        return _coded(self._study.table.copy())

    @property
    def joint(self) -> pd.DataFrame:
        """A row for each what-if that was planned change by change, each change, part and measure that is a sum.

        `difference` is what the change adds to the base alone. `change` is also alone (the sum of these), together (all
        changes) and joint (together - alone). With `together`, the last what-if is all of them, and they its changes.
        """
        tables = [
            joint.table.melt(id_vars=KEYS, var_name="change", value_name="difference").assign(number=at + 1)
            for at, joint in self._study.joint.items()
        ]
        columns = ["number", "change", *KEYS, "difference"]
        table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)
        return _coded(table[columns]).astype({"number": "Int64", "change": "str", "difference": "float64"})

    @property
    def draws(self) -> pd.DataFrame:
        """A row for each future and plan (0 is the base): what it brings there. Empty where no futures were drawn.

        Columns are the measures of futures: begun (people), begun_uplift (more of them expected in work or study),
        in_work (the same counted in people) and begun_cost_sek.
        """
        table = self._study.futures.table.rename(columns={"plan": "number"})
        return table.astype({"future": "Int64", "number": "Int64"})

    @property
    def take_up(self) -> pd.DataFrame:
        """A row for each what-if with new places and each measure, with the range that the take-up leaves.

        `measure` is share (the take-up itself), places (new places that come about), or one of those of `draws` (what
        is to be expected more than in the base).
        """
        rows = [
            {"number": number, "measure": name, "value": found.value, "low": found.low, "high": found.high}
            for number, one in enumerate(self._compared, 1)
            if (told := one.futures.take_up(1)) is not None
            for name, found in {"share": told.share, "places": told.places, **told.differences}.items()
        ]
        table = pd.DataFrame(rows, columns=["number", "measure", "value", "low", "high"])
        names = codes(("share", "places", *MEASURES_OF_FUTURES))
        return table.astype({"number": "Int64", "measure": names, "value": float, "low": float, "high": float})

    @property
    def goals(self) -> pd.DataFrame:
        """A row for each plan (0 is the base) and goal: `state` is reached, ended_early or skipped."""
        plans = [self._study.base, *(one.what_if for one in self._compared)]
        rows = [
            (number, plan.file.scenario, end.name, end.state)
            for number, plan in enumerate(plans)
            for end in goal_ends(plan)
        ]
        table = pd.DataFrame(rows, columns=["number", "scenario", "goal", "state"])
        states = codes(("reached", "ended_early", "skipped"))
        return table.astype({"number": "Int64", "scenario": "str", "goal": codes(GOALS), "state": states})

    @property
    def changes(self) -> pd.DataFrame:
        """A row for each what-if and person whose proposed main place differs: how, and the slots before and after.

        `change` is gains, loses, moves, only_in_base, only_in_what_if, or other_week where the weeks are not the same.
        """
        table = self._joined([one.changes for one in self._compared])
        texts = dict.fromkeys(("jobseeker_id", "base_slot", "what_if_slot"), "str")
        return table.astype({"change": codes(CHANGES), **texts})

    def _joined(self, tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
        numbered = []
        for number, table in enumerate(tables, 1):
            new = table.copy()
            new.insert(0, "number", pd.Series(number, index=new.index, dtype="Int64"))
            numbered.append(new)
        return pd.concat(numbered, ignore_index=True)

    @property
    def _title(self) -> str:
        return _("Compared with {scenario}", scenario=self._compared[0].base.file.scenario)

    @property
    def _lines(self) -> list[Line]:
        return [(one.what_if.file.scenario, _said(one)) for one in self._compared]


def _coded(table: pd.DataFrame) -> pd.DataFrame:
    """A table of measures with its codes as categories."""
    units = tuple(dict.fromkeys([*UNITS.values(), *get_args(Unit)]))
    return table.astype({"part": codes(PARTS), "measure": codes(MEASURES), "unit": codes(units), "name": "str"})


def _said(one: Compared) -> str:
    if one.changes_nothing:
        return _("the same data")
    before, after = one.base.file.totals, one.what_if.file.totals
    more = {
        "placed": decimal(after.placed - before.placed, 0, plus=True),
        "uplift": decimal(one.difference, 3, plus=True),
    }
    if one.is_doubtful:
        return _("placed {placed}, uplift {uplift}; no more than the search leaves open", **more)
    return _("placed {placed}, uplift {uplift}", **more)


def verified_plan(scenario: schema.Scenario, start: WarmStart | None) -> Plan:
    """A week planned from a warm start, as what-ifs are, once the independent verifier has read it."""
    plan = make_plan(scenario, start=start)
    refuse_unverified(plan)
    return plan


@overload
def compare(
    scenarios: Sequence[Scenario | PathLike],
    *,
    time_limit: float | None = None,
    gap: float | None = None,
    seed: int | None = None,
    workers: int | None = None,
    max_seconds: float | None = None,
    models: PathLike | None = None,
    language: str | None = None,
    alone: bool | None = None,
    together: bool = False,
    draws: int = 0,
) -> Comparison: ...


@overload
def compare(
    scenarios: Sequence[Scenario | PathLike],
    *,
    weeks: int,
    seeds: int | None = None,
    policies: str | Sequence[str] = (),
    history: Scenario | PathLike | None = None,
    out: PathLike | None = None,
    models: PathLike | None = None,
    language: str | None = None,
) -> ComparedWeeks: ...


@suggesting
def compare(  # noqa: PLR0913 - as many as the command has options
    scenarios: Sequence[Scenario | PathLike],
    *,
    time_limit: float | None = None,
    gap: float | None = None,
    seed: int | None = None,
    workers: int | None = None,
    max_seconds: float | None = None,
    models: PathLike | None = None,
    language: str | None = None,
    alone: bool | None = None,
    together: bool = False,
    draws: int = 0,
    weeks: int | None = None,
    seeds: int | None = None,
    policies: str | Sequence[str] = (),
    history: Scenario | PathLike | None = None,
    out: PathLike | None = None,
) -> Comparison | ComparedWeeks:
    """Plan scenarios with the same seeds and limits, and compare each with the first, the base.

    `scenarios` are two or more, each one that was read or its folder. With `alone`, each change of a what-if (a patch,
    or patches of one name) is planned alone too; without it, where a what-if makes two to six. With `together`, all
    what-ifs are planned together as well, as the last one. `draws` is in how many random futures the plans are held
    against each other. The other arguments, and what is raised, are those of
    `plan`. Every plan is checked by the independent verifier. A what-if with the data of the base is not planned again.
    Raises UsageFault also for a what-if about other people that does not extend the base.

    With `weeks`, no plan is made: so many weeks pass in `seeds` drawn worlds (20), with and without each what-if, under
    `policies` (greedy), as `simulate` lets them. `history` and `out` are those of `simulate` then, and what is given
    back is a `ComparedWeeks`. UsageFault for arguments of one week's plans beside `weeks`, and the other way round.
    """
    given = _listed(scenarios)
    if len(given) < 2:  # noqa: PLR2004 - a base and a what-if
        with in_language(language):
            msg = _("compare takes a list of scenarios: the base, and at least one what-if.")
        raise UsageFault(msg)

    with in_language(language, *given):
        of_week = {"time_limit": time_limit, "gap": gap, "seed": seed, "workers": workers, "max_seconds": max_seconds,
                   "alone": alone, "together": together or None, "draws": draws or None}  # fmt: skip
        of_weeks = {"seeds": seeds, "policies": policies or None, "history": history, "out": out}
        refuse_apart(weeks, of_week, of_weeks)
        if weeks is not None:
            return compared_weeks(given, weeks, seeds, policies, history, out, models)
        changes = checked_overrides(time_limit=time_limit, gap=gap, seed=seed, workers=workers, max_seconds=max_seconds)
        number_of_draws = whole_within("draws", draws, 0, MOST_DRAWS)
        own_weeks = [scenario_of(scenario, models, changes) for scenario in given]

        def read(files: ScenarioFiles, number: int) -> schema.Scenario:
            own = own_weeks[number]
            if files is files_of(own):
                return week_of(own)
            return read_scenario(files, models=models_folder(own), changes=changes)

        base, *what_ifs = map(files_of, own_weeks)
        benefit = benefit_model(week_of(own_weeks[0]).homes, models_folder(own_weeks[0])).benefit
        asked = StudyRequest(base, tuple(what_ifs), read, verified_plan, benefit, alone, together, number_of_draws)
        return Comparison(study(asked, [week.name for week in own_weeks[1:]]))


def _listed(scenarios: object) -> list[Scenario | PathLike]:
    """The scenarios to compare, one alone as a list of one; TypeError for what holds none."""
    if isinstance(scenarios, (str, Path, Scenario)):
        return [scenarios]
    if isinstance(scenarios, Mapping) or not isinstance(scenarios, Iterable):
        msg = f"compare takes a list of scenarios or their folders, not {type(scenarios).__name__}"
        raise TypeError(msg)
    return list(scenarios)
