"""One screen about a plan: what a planner wants to know before opening the files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from planner.explanation import GOALS, unverified_by_programme
from planner.explanation.form_names import form_names
from planner.instance import is_main
from planner.planning import Plan, UsualPlan, placed_people
from planner.reports.changes import changes_lines
from planner.reports.doubts import beyond_lines, by_hand_lines, warnings_lines
from planner.reports.duty import duty_lines
from planner.reports.fairness import alone_lines, least_places, no_place_lines, window_lines
from planner.reports.followups import followups_lines
from planner.reports.gain import Gain
from planner.reports.goal_prices import goal_prices_lines
from planner.reports.layout import columns, shortened
from planner.reports.look_ahead import look_ahead_lines
from planner.reports.lottery import draw_lines, tried_lines
from planner.reports.money import money_lines
from planner.reports.names import QUARTERS, group_name
from planner.reports.neighbours import neighbours_lines
from planner.reports.overrides import override_lines
from planner.reports.paths import path_lines
from planner.reports.set_aside import set_aside_lines
from planner.reports.targets import tag_lines, target_lines
from planner.reports.travel import travel_line
from planner.reports.usual import GROUP_HEADS
from planner.schema.plan import BY_EMPLOYER_FILE, CHANGES_FILE, DUTY, SET_ASIDE, SHORTLISTS, TARGETS, GoalPart
from planner.schema.plan_sentences import TOGETHER
from planner.schema.settings import OWN_RESIDENTS
from planner.texts import N_, _, decimal, listed, ngettext, percent, pgettext

PROPOSALS_SHOWN = 10
# The tables that only some plans have, and what stands in them.
_TABLES_OF_FEW = {
    CHANGES_FILE: N_("what changed since last week, by person"),
    BY_EMPLOYER_FILE: N_("the same by employer"),
    SHORTLISTS: N_("whom employers may meet"),
    TARGETS: N_("targets by date"),
    DUTY: N_("hours of activity owed and covered"),
    SET_ASIDE: N_("rows left out"),
}
# If a goal's gap is greater than this, there may well be a much better plan that was not found.
FAR_FROM_BOUND = 0.01
# Why a plan may not come out again; where several workers search on the clock, that is so anyway.
UNREPEATABLE = {
    "interrupted": N_("The search was stopped by hand: the same files may give another proposal the next time."),
    "max_seconds": N_("The search was stopped by max_seconds: the same files may give another proposal the next time."),
    "worker_lost": N_(
        "A process of the search was lost on the way: the same files may give another proposal the next time."
    ),
}
_TO_DO = {
    "override": N_("a gate is overridden"),
    "authority": N_("authority decides"),
    "sector": N_("ask whether the employer may"),
    "employer": N_("check the employer"),
    "union": N_("union"),
    "part_time": N_("grounds for part time"),
    "renewal": N_("a new decision later"),
    "module": N_("a module first"),
    "extract": N_("extract"),
    "lead_time": N_("apply now"),
    "travel": N_("check the trip"),
    "chain": N_("plan the steps"),
    "application": N_("application"),
    "unverified_rule": N_("verify the rule"),
}
_PROVED = N_(
    "Proved, within the model's assumptions: no plan can gain more than {bound} "
    "(anybody can recompute {certified}). Best found {best}, at most {gap} away."
)
_PROVED_AHEAD = N_(
    "Proved, within the model's assumptions: less what it takes from the weeks to come, no plan can gain more than "
    "{bound} (anybody can recompute {certified}). Best found {best}, at most {gap} away."
)


def screen(plan: Plan, folder: Path | None) -> str:
    """The plan on one screen; `folder` is where the files lie."""
    own = _Screen(plan)
    parts = [
        own.head(), Gain(plan).lines(), own.by_programme(), own.by_group(), neighbours_lines(plan), tag_lines(plan),
        target_lines(plan), own.money(), changes_lines(plan), look_ahead_lines(plan), beyond_lines(plan),
        by_hand_lines(plan), own.overrides(), own.proof(), own.goal_prices(), own.proposals(), path_lines(plan),
        own.lists(), followups_lines(plan), duty_lines(plan), set_aside_lines(plan.instance.scenario, is_whole=False),
        own.files(folder), warnings_lines(plan),
    ]  # fmt: skip
    return "\n".join("\n".join(part) for part in parts if part)


class _Screen:
    """The parts of the screen beside the gain."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.rows = plan.instance.candidates.loc[plan.solution.chosen]

    def head(self) -> list[str]:
        file, totals = self.plan.file, self.plan.file.totals
        title = _("{scenario} ({week}) – a proposal, not a decision", scenario=file.scenario, week=file.week)
        left = int(self.plan.instance.places_left[(self.plan.instance.slots["status"] == "open").to_numpy()].sum())
        counts = (
            ngettext("{number} person", "{number} people", totals.jobseekers),
            ngettext("{number} placement running or promised", "{number} placements running or promised",
                     len(self.plan.instance.running)),
            ngettext("{number} free place", "{number} free places", left),
        )  # fmt: skip
        protected = ngettext(
            "{number} with protected identity is placed by hand",
            "{number} with protected identity are placed by hand",
            totals.protected,
        )
        return [title, "=" * len(title), ", ".join(counts) + (f"; {protected}" if totals.protected else "")]

    def by_programme(self) -> list[str]:
        if self.rows.empty:
            return []
        unverified, forms = unverified_by_programme(self.plan.instance), form_names(self.plan.instance)
        table = [(_("Legal form"), pgettext("proposals", "new"), _("gain"), _("SEK"))]
        for name, own in self.rows.groupby("programme_id"):
            form = forms[str(name)].removesuffix(f" ({name})")
            if own["is_gross"].any():
                form = _("{legal_form}, gross", legal_form=form)
            label = f"{name} – {form}{' *' if name in unverified else ''}"
            gain = decimal(own["value"].sum(), 2) if is_main(own).any() else "–"
            table.append((shortened(label, 60), str(len(own)), gain, decimal(own["cost"].sum(), 0)))
        lines = ["", *columns(table, right=(1, 2, 3))]
        if set(self.rows["programme_id"]) & set(unverified):
            lines.append("  " + _("* rests on something nobody has verified: planner rules says what"))
        return [*lines, *self._unused_subsidy()]

    def _unused_subsidy(self) -> list[str]:
        """The subsidies that the plan leaves unused, by the reason."""
        slots = self.plan.slots
        rows = slots[slots["unused_subsidy_sek"] > 0]
        if rows.empty:
            return []
        most = rows.sort_values(["unused_subsidy_sek", "slot_id"], ascending=[False, True], kind="stable").iloc[0]
        said = ngettext(
            "Subsidy left unused: {total} SEK at {number} slot (slots.csv); most at {slot}, {most} SEK. {why}.",
            "Subsidy left unused: {total} SEK at {number} slots (slots.csv); most at {slot}, {most} SEK. {why}.",
            len(rows),
            total=decimal(float(rows["unused_subsidy_sek"].sum()), 0),
            slot=most["slot_id"],
            most=decimal(float(most["unused_subsidy_sek"]), 0),
            why=most["unused_subsidy"],
        )
        return [f"  {said}"]

    def by_group(self) -> list[str]:
        shown = self._usual_shown()
        table = [
            (
                _("Group"), _("people"), _("have a place open"), _("places"), _("placed"),
                *(head for head, _plan in shown), _("at least"), _("gain"),
            )
        ]  # fmt: skip
        for part in (part for part in self.plan.file.groups if part.people or part.group not in QUARTERS):
            least = least_places(self.plan.instance, part.group, part.target)
            asked = "–" if least is None else str(least)
            table.append(
                (
                    group_name(self.plan, part.group), str(part.people), str(part.with_candidate), str(part.places),
                    str(part.placed), *(str(part.usual_placed[plan.name]) for _head, plan in shown), asked,
                    decimal(part.uplift, 2),
                )
            )  # fmt: skip
        table.append(self._long_waits([plan for _head, plan in shown]))
        lines = ["", *columns(table, right=tuple(range(1, len(table[0]))))]
        return [
            *lines,
            *self._no_quarters(),
            *no_place_lines(self.plan),
            *window_lines(self.plan),
            *alone_lines(self.plan),
        ]

    def _long_waits(self, usual: Sequence[UsualPlan]) -> tuple[str, ...]:
        """The row of those who have waited longer than the policy's limit."""
        limit = self.plan.file.settings["waiting_limit_weeks"]
        placed = set(self.rows.loc[is_main(self.rows), "person"])
        wide = self.plan.usual.instance
        usually = [set(placed_people(wide, one.chosen).tolist()) for one in usual if one.chosen is not None]
        long = [i for i, over in enumerate(self.plan.instance.people["waiting_weeks"] > limit) if over]
        open_to = set(self.plan.instance.columns["person"])
        own = self.rows[self.rows["person"].isin(long)]
        return (
            ngettext("Waited more than {number} week", "Waited more than {number} weeks", limit), str(len(long)),
            str(len(open_to & set(long))), str(len(own)), str(len(placed & set(long))),
            *(str(len(people & set(long))) for people in usually), "–", decimal(own["value"].sum(), 2),
        )  # fmt: skip

    def _usual_shown(self) -> list[tuple[str, UsualPlan]]:
        """The plans of usual practice beside the groups, by heading: the queue, and the strongest if another one."""
        usual = self.plan.usual
        queue = [plan for plan in usual.plans if plan.name == "longest_wait" and plan.chosen is not None]
        strongest = [] if usual.strongest is None or usual.strongest in queue else [usual.strongest]
        return [(_(GROUP_HEADS[plan.name]), plan) for plan in (*queue, *strongest)]

    def _no_quarters(self) -> list[str]:
        """The line that says why there are no quarters by distance from work."""
        if self.plan.file.unit != "points":
            return []
        return ["  " + _("Nobody's chances are estimated, so no quarter can be shown.")]

    def money(self) -> list[str]:
        minutes = self.rows.loc[is_main(self.rows), "minutes"].dropna()
        lines_out = money_lines(self.plan) or [""]
        if len(minutes):
            said = _("Trips one way: {mean} min on average, {longest} at most",
                     mean=decimal(minutes.mean(), 0), longest=decimal(minutes.max(), 0))  # fmt: skip
            lines_out += [f"  {said}", f"  {travel_line(self.plan.instance.travel_data())}"]
        return lines_out

    def overrides(self) -> list[str]:
        lines = override_lines(self.plan.file.overrides)
        return ["", *(f"  {line}" for line in lines)] if lines else []

    def proof(self) -> list[str]:
        file = self.plan.file
        if file.method != "goals":  # usual practice does not optimise, so its own bound says nothing
            return []
        said = _PROVED if file.look_ahead is None else _PROVED_AHEAD
        found = [
            _(
                said, bound=decimal(file.bound, 3), certified=decimal(file.certified_bound, 3),
                best=decimal(file.best, 3), gap=percent(file.gap),
            ),
            *self._given(), *self._skipped(), *self._far_from_bound(), *self._unrepeatable(), *self._lottery(),
        ]  # fmt: skip
        return ["", *(f"  {line}" for line in found)]

    def _lottery(self) -> list[str]:
        """Where the lot came from if a public draw is named, and the seeds tried before."""
        part = self.plan.file.lottery
        return [*(draw_lines(part) if part.draw is not None else []), *tried_lines(part)]

    def _given(self) -> list[str]:
        """What later goals were given of the best outcome."""
        file = self.plan.file
        spent, best = file.best - file.value, file.best if file.look_ahead is None else file.look_ahead.gain
        if spent <= 0:
            return []
        goals = _goals(
            goal
            for goal in file.goals[1:]
            if (goal.may_cost > 0 or goal.name == OWN_RESIDENTS) and goal.status != "skipped"
        )
        given, share = decimal(spent, 3), percent(spent / max(abs(best), 1e-9), 1)
        if file.look_ahead is None:
            return [_("Of that, {spent} ({share}) was given for {goals}.", spent=given, share=share, goals=goals)]
        # Later goals may spend a share of the gain, not of what is left of it once the weeks to come are charged.
        return [
            _(
                "{spent} was given for {goals}: {share} of the {gain} that the best plan gains before what it takes "
                "from the weeks to come.",
                spent=given, share=share, goals=goals, gain=decimal(best, 3),
            )
        ]  # fmt: skip

    def _skipped(self) -> list[str]:
        """Goals that the time did not reach."""
        goals = _goals(goal for goal in self.plan.file.goals if goal.status == "skipped")
        return [_("No time was left for: {goals}.", goals=goals) + self._more_time()] if goals else []

    def _far_from_bound(self) -> list[str]:
        """Later goals that ended far from their bound, each with its value and its bound."""
        told = []
        for goal in self.plan.file.goals[1:]:
            if goal.gap is None or goal.final is None or goal.bound is None or goal.gap <= FAR_FROM_BOUND:
                continue
            if goal.final >= goal.bound - FAR_FROM_BOUND * abs(goal.bound):
                continue  # later goals or the hand-back have reached the bound since
            # Decimals if value and bound would look equal as whole numbers.
            digits = 0 if abs(goal.bound - goal.final) >= 2 else 2  # noqa: PLR2004
            # Goals that minimise (minutes, a shortfall) have negative values.
            reached, bound = (decimal(abs(value), digits) for value in (goal.final, goal.bound))
            said = _("{goal} (reached {reached}, bound {bound})", goal=_goals([goal]), reached=reached, bound=bound)
            told.append(said)
        if not told:
            return []
        return [_("Far from their bound, there may be better: {goals}.", goals=listed(told)) + self._more_time()]

    def _unrepeatable(self) -> list[str]:
        """What stopped or disturbed the search, so that the plan may come out otherwise the next time."""
        why = self.plan.file.unrepeatable
        return [_(UNREPEATABLE[why])] if why in UNREPEATABLE else []

    def _more_time(self) -> str:
        """The cure of a search that was not finished, where nobody stopped it."""
        is_stopped = self.plan.file.unrepeatable in {"interrupted", "max_seconds"}
        return "" if is_stopped else " " + _("Allow more: --time-limit.")

    def goal_prices(self) -> list[str]:
        """What each goal and restriction costs, where that was asked."""
        parts = self.plan.file.goal_prices
        return [] if parts is None else ["", *goal_prices_lines(parts, self.plan.file.unit)]

    def proposals(self) -> list[str]:
        table = self.plan.assignments
        proposed = table[table["status"] == "proposed"]
        if proposed.empty:
            return []
        # A place of another purpose than main has no gain to show, here as in the table by form.
        main = set(self.rows.loc[is_main(self.rows), "programme_id"])
        worth = proposed["value"].astype(float).where(proposed["programme_id"].isin(main))
        proposed = proposed.assign(worth=worth)
        shown = proposed.sort_values("worth", ascending=False, kind="stable").head(PROPOSALS_SHOWN)
        head = (
            _("Person"), _("Slot"), _("At"), _("As"), _("Start"), _("Min"), _("Gain"), _("To do"), _("Reason"),
        )  # fmt: skip
        rows = [head]
        for row in shown.to_dict("records"):
            occupation = "" if pd.isna(row["occupation"]) else row["occupation"]
            gain = "–" if pd.isna(row["worth"]) else decimal(row["worth"], 2)
            minutes = "" if pd.isna(row["travel_minutes"]) else decimal(row["travel_minutes"], 0)
            rows.append(
                (
                    row["jobseeker_id"], row["slot_id"], shortened(row["employer"], 30), shortened(occupation, 28),
                    row["start_week"], minutes, gain, _to_do(row["to_do"]),
                    shortened(row["reason"], 60),
                )
            )  # fmt: skip
        return ["", self._which(len(shown), len(proposed)), *columns(rows, right=(5, 6)), *self._beside()]

    def _beside(self) -> list[str]:
        """Explains why there are more proposals than people placed: courses and the like stand beside main places."""
        beside = self.rows[~is_main(self.rows)]
        if beside.empty:
            return []
        said = ngettext(
            "{number} proposal: {placed} main places, which count as placed, and {beside} beside them or of another "
            "kind ({programmes}).",
            "{number} proposals: {placed} main places, which count as placed, and {beside} beside them or of another "
            "kind ({programmes}).",
            len(self.rows),
            placed=self.plan.file.totals.placed,
            beside=len(beside),
            programmes=", ".join(sorted({str(name) for name in beside["programme_id"]})),
        )
        return [f"  {said}"]

    def lists(self) -> list[str]:
        """How many people follow the proposals on the lists of employers who meet several."""
        lists = self.plan.lists
        if lists is None:
            return []
        said = ngettext(
            "Employers meet several: {number} person follows the proposals on their lists, in shortlists.csv.",
            "Employers meet several: {number} people follow the proposals on their lists, in shortlists.csv.",
            lists.num_people,
        )
        return ["", said, *self._together()]

    def _together(self) -> list[str]:
        """What proposals and lists reach together, and what no plan with any lists exceeds, where that can be told."""
        figures = self.plan.list_figures
        if figures is None or figures.joint_value is None or figures.joint_bound is None:
            return []
        reached, bound = decimal(figures.joint_value, 3), decimal(figures.joint_bound, 3)
        return [_(TOGETHER, value=reached, bound=bound)]

    def _which(self, shown: int, proposed: int) -> str:
        """Which proposals are listed, most gain first."""
        if proposed == 1:
            return _("1 proposal:")
        if self.plan.file.unit == "points":
            return _("{shown} of {proposed} proposals, those that give most points:", shown=shown, proposed=proposed)
        return _("{shown} of {proposed} proposals, those expected to give most:", shown=shown, proposed=proposed)

    def files(self, folder: Path | None) -> list[str]:
        if folder is None:
            return []
        said = _(
            "{folder}: plan.xlsx (the meeting's list and more, in Excel), assignments.csv (every person), slots.csv "
            "(every slot), reserves.csv (who comes next), followups.csv (what to follow up), plan.json (figures and "
            "proof); verified.",
            folder=folder,
        )
        written = set(self.plan.files)
        also = [f"{name} ({_(what)})" for name, what in _TABLES_OF_FEW.items() if name in written]
        return ["", said, *([_("Also there: {tables}.", tables=", ".join(also))] if also else [])]


def _goals(goals: Iterable[GoalPart]) -> str:
    return listed([_(GOALS[goal.name]) for goal in goals])


def _to_do(marks: str) -> str:
    """What is left to do, in words; the file keeps the codes."""
    return ", ".join(_(_TO_DO[mark]) for mark in marks.split("|") if mark)
