"""A plan in Python: checked by the independent verifier, looked at as DataFrames, written as the command line does."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, final

import pandas as pd

from planner.api.arguments import PathLike, models_of, path_of, suggesting
from planner.api.frames import (
    assignments_frame,
    by_employer_frame,
    changes_frame,
    duty_frame,
    followups_frame,
    goals_frame,
    groups_frame,
    overrides_frame,
    prices_frame,
    reserves_frame,
    shortlists_frame,
    shortlists_worth_frame,
    slots_frame,
    tags_frame,
    targets_frame,
    totals_frame,
)
from planner.api.scenario import Scenario, scenario_of, week_of
from planner.api.shown import STATUSES, Line, Unpickled
from planner.explanation import GOALS, USUAL
from planner.folders import Choices, EarlierPlan, read_earlier, write_files
from planner.pictures import Picture, PlanFacts, plan_pictures
from planner.planning import (
    Plan,
    Reopened,
    Run,
    earlier_of,
    read_history,
    reopen,
    reopened,
    set_aside_table,
    settled,
    with_workbook,
    write_whole,
)
from planner.schema import scenario as schema
from planner.texts import N_, _, decimal, percent, speaking

if TYPE_CHECKING:
    from planner.api.explanations import Explanation

# How `write` is told what becomes of filled-in decisions.
_CHOICES = Choices("keep_decisions=True", "replace=True")

# What uplift counts.
_UNITS = {"people": N_("people"), "weeks": N_("weeks"), "points": N_("points"), "table": N_("units of the table")}


@final
class Result(Unpickled):
    """A plan that the independent verifier accepts: proposals, never decisions. It never changes.

    It is made by `planner.plan` and `planner.usual_practice`. Every table is a new DataFrame at each access, with the
    columns of the file of that name, if it has one: ids and ISO weeks ("2026-W48") are text, codes are categories,
    whole numbers Int64, yes and no boolean, other numbers float64; a blank is a missing value.
    """

    _unpickled = ("result", "as it holds the whole week; write it to a folder, or pickle its tables")

    def __init__(self, plan: Plan, started: datetime, seconds: Mapping[str, float], models: Path | None) -> None:
        super().__init__()
        self._plan, self._started, self._seconds, self._models = plan, started, dict(seconds), models

    @property
    def assignments(self) -> pd.DataFrame:
        """A row for each proposed, kept or held placement and for each person without any, as assignments.csv has it.

        `status` is proposed, kept, held or unplaced; `to_do` holds tuples of what is left to do. docs/columns.md says
        what each column holds and in which unit.
        """
        return assignments_frame(self._plan)

    @property
    def slots(self) -> pd.DataFrame:
        """A row for each slot, as slots.csv has it: places, what fills them, and what one more place would bring.

        `programme_id` holds tuples: the forms of those proposed there, else all forms of the slot.
        """
        return slots_frame(self._plan)

    @property
    def changes(self) -> pd.DataFrame:
        """A row for each place that was proposed last week or is proposed now, as changes_since.csv has it.

        `change` is new, moved, withdrawn or kept. Without drafts, lapsed offers or a previous plan there are no rows.
        """
        return changes_frame(None if self._plan.changes is None else self._plan.changes.people)

    @property
    def changes_by_employer(self) -> pd.DataFrame:
        """A row for each slot whose people changed since last week, as changes_by_employer.csv has it.

        `leave` and `come` hold tuples of jobseeker ids.
        """
        return by_employer_frame(None if self._plan.changes is None else self._plan.changes.by_employer)

    @property
    def reserves(self) -> pd.DataFrame:
        """A row for each slot and person who could come if somebody there declines: reserves.csv.

        `in_the_way` holds tuples: the limits that would be broken even so.
        """
        return reserves_frame(self._plan)

    @property
    def shortlists(self) -> pd.DataFrame:
        """A row for each slot and person whom its employer meets, in order, as shortlists.csv has it; else no rows."""
        return shortlists_frame(self._plan)

    @property
    def shortlists_worth(self) -> pd.DataFrame:
        """One row: what the lists are worth, what bounds them, and what bounds any plan together with its lists.

        Without rows where there are no lists.
        """
        return shortlists_worth_frame(self._plan)

    @property
    def targets(self) -> pd.DataFrame:
        """A row for each target, and for the sum of targets of one name, as targets.csv has it; else no rows."""
        return targets_frame(self._plan.file)

    @property
    def tags(self) -> pd.DataFrame:
        """A row for each tag: open places, placements, proposals, expected gain and money counted under it."""
        return tags_frame(self._plan.file)

    @property
    def duty(self) -> pd.DataFrame:
        """A row for each week and unit whose people owe hours of activity, as duty.csv has it; else no rows."""
        return duty_frame(self._plan)

    @property
    def followups(self) -> pd.DataFrame:
        """A row for each step of follow-up that is due or overdue, by caseworker, as followups.csv has it."""
        return followups_frame(self._plan)

    @property
    def totals(self) -> pd.DataFrame:
        """One row: what the plan sums to, its bound, its status, and each plan of usual practice beside it.

        `unit` says what `uplift`, `value` and `bound` count. `usual_<plan>_placed` and `usual_<plan>_uplift` are those
        of usual practice. One row each, so that `pd.concat` puts several plans into one table.
        """
        return totals_frame(self._plan.file)

    @property
    def groups(self) -> pd.DataFrame:
        """A row for each group: people, those with a possible place, places, placed, uplift, and usual practice's."""
        return groups_frame(self._plan.file)

    @property
    def goals(self) -> pd.DataFrame:
        """A row for each goal, in order: the best reached, its bound, what it may cost of the outcome, its status."""
        return goals_frame(self._plan.file)

    @property
    def prices(self) -> pd.DataFrame:
        """A row for each limit that has a price: what one more unit of it (a place, a start, a krona) would bring.

        `constraint` and `id` name the limit, `week` its week if it has one. `price_lp` is approximate, from the linear
        relaxation. `gain` is exact, and blank where it was not computed. Both are in units of the outcome goal.
        Prices of several limits must not be summed: each holds while the others stay as they are.
        """
        return prices_frame(self._plan)

    @property
    def figures(self) -> dict[str, Picture]:
        """The pictures of the plan's report, by name, each with `svg`, `png`, `title` and its `table` as a DataFrame.

        The names are gain, unplaced, places, place_prices, targets, neighbours, duty_by_week, duty_by_unit, groups,
        waiting, map, travel, money_by_line and money_by_month. One is missing where it would be about so few people
        that nothing may be told. Drawing needs the extra `report`: UsageFault where it is not installed.
        """
        with speaking(self._language):
            return plan_pictures(PlanFacts(reopened(self._plan)))

    @property
    def overrides(self) -> pd.DataFrame:
        """A row for each proposal that a pin carries over a gate: the gates, and by, on and motive as given."""
        return overrides_frame(self.summary["overrides"])

    @property
    def set_aside(self) -> pd.DataFrame:
        """A row for each reason why a row was set aside, by caseworker, as set_aside.csv has it; else no rows."""
        return set_aside_table(self._plan.instance.scenario)

    @property
    def summary(self) -> dict[str, Any]:
        """All of plan.json, a new dict each time (docs/plan.schema.json)."""
        return self._plan.file.model_dump(mode="json")

    @property
    def value(self) -> float:
        """The outcome of the plan, in the unit that `totals` names."""
        return self._plan.file.value

    @property
    def bound(self) -> float:
        """What the outcome of no plan exceeds, within the model's assumptions."""
        return self._plan.file.bound

    @property
    def is_interrupted(self) -> bool:
        """Whether Ctrl-C (the stop button of a notebook) ended the search: this is its best plan by then."""
        return self._plan.file.interrupted

    @suggesting
    def explain(
        self, person: str | None = None, *, slot: str | None = None, employer: str | None = None
    ) -> Explanation:
        """Explain the plan by solving its week again: see `planner.explain`."""
        from planner.api.explanations import explain  # noqa: PLC0415 - explanations know results

        return explain(self, person, slot=slot, employer=employer)

    @suggesting
    def write(self, out: PathLike, *, replace: bool = False, keep_decisions: bool = False) -> Path:
        """Write the plan's folder as `planner plan` does: verified once more, whole or not at all; returns the folder.

        An earlier plan there is replaced if nothing else lies in the folder. If a meeting has filled in `decision` or
        `motive`, say what becomes of them: `keep_decisions` carries them over to the proposals that stay the same,
        `replace` leaves them out; what is not carried over is kept in a folder beside.
        Raises UsageFault where the folder may not or cannot be written, VerificationFailed where the verifier objects.
        """
        path = path_of(out, "write")
        with speaking(self._language):
            target = settled(path, replace=replace, keep_decisions=keep_decisions, choices=_CHOICES)
            # A scenario may have been moved since it was read.
            homes = [home for home in self._plan.instance.scenario.homes if home.exists()]
            target.refuse_inputs(homes, self._models)
            asked = "planner.plan" if self._plan.file.method == "goals" else "planner.usual_practice"
            run = Run(self._started, self._seconds, (asked,))
            write_whole(self._plan, target, run, keep_decisions=keep_decisions)
        return path

    @property
    def _title(self) -> str:
        file = self._plan.file
        return _("{scenario} ({week}): a proposal, not a decision", scenario=file.scenario, week=file.week)

    @property
    def _lines(self) -> list[Line]:
        file = self._plan.file
        totals = file.totals
        reached = {"uplift": decimal(totals.uplift, 3), "bound": decimal(file.bound, 3), "unit": _(_UNITS[file.unit])}
        lines = [
            (_("people"), decimal(totals.jobseekers, 0)),
            (_("placed"), decimal(totals.placed, 0)),
            (_("uplift"), _("{uplift} {unit}; at most {bound} ({status})", **reached, status=_(STATUSES[file.status]))),
            (_("cost"), _("{sek} SEK", sek=decimal(totals.cost_sek, 0))),
        ]
        if totals.judgement_share is not None:
            lines.append((_("judgement"), _("{share} of the uplift", share=percent(totals.judgement_share, 0))))
        lines += [
            (
                _("usual practice: {name}", name=_(USUAL[one.name])),
                _("{placed} placed, uplift {uplift}", placed=decimal(one.placed, 0), uplift=decimal(one.uplift, 3)),
            )
            for one in file.usual
            if one.placed is not None and one.uplift is not None
        ]
        if skipped := [_(GOALS[goal.name]) for goal in file.goals if goal.status == "skipped"]:
            lines.append((_("no time left for"), ", ".join(skipped)))
        stopped = {"interrupted": _("interrupted"), "max_seconds": _("stopped by max_seconds")}
        return lines + [
            (stopped[why], _("the best plan found before")) for why in [file.unrepeatable] if why in stopped
        ]


def earlier_plan(given: Result | PathLike, what: str) -> EarlierPlan:
    """What an argument names as an earlier plan, a Result or a folder; TypeError for anything else."""
    if isinstance(given, Result):
        return earlier_of(given._plan)  # noqa: SLF001 - of this module
    return read_earlier(path_of(given, what))


@contextmanager
def plan_folder(given: Result | PathLike, what: str) -> Iterator[Path]:
    """The folder of a plan, or that of a Result, which is there while the block lasts; TypeError for anything else."""
    if not isinstance(given, Result):
        yield path_of(given, what)
        return
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), with_workbook(given._plan).files)  # noqa: SLF001 - of this module
        yield Path(folder)


def reopened_plan(given: Result | PathLike, what: str, models: Path | None) -> Reopened:
    """A plan opened again to be asked, a Result or a folder that the verifier accepts; TypeError for anything else."""
    if isinstance(given, Result):
        return reopened(given._plan)  # noqa: SLF001 - of this module
    return reopen(path_of(given, what), models=models)


def history_of(given: Scenario | Result | PathLike, what: str, models: PathLike | None) -> schema.Scenario:
    """The scenario of an earlier time that an argument names: a Scenario, a plan, or the folder of one of them."""
    if isinstance(given, Result):
        return given._plan.instance.scenario  # noqa: SLF001 - of this module
    if isinstance(given, Scenario):
        return week_of(scenario_of(given, models, {}))
    return read_history(path_of(given, what), models=models_of(models))
