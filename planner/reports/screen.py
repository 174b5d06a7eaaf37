"""One screen about a plan: what a planner wants to know before opening the files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from planner.explanation import GOALS, Language, unverified_by_programme
from planner.instance import is_main
from planner.planning import Plan, UsualPlan, cost_by_line, placed_people
from planner.reports.doubts import beyond_lines, warnings_lines
from planner.reports.gain import Gain
from planner.reports.layout import columns, percent, shortened
from planner.reports.names import QUARTERS, group_name
from planner.reports.teller import Teller
from planner.reports.travel import travel_line
from planner.reports.usual import GROUP_HEADS
from planner.schema.plan import GoalPart

PROPOSALS_SHOWN = 10
# If a goal's gap is greater than this, there may well be a much better plan that was not found.
FAR_FROM_BOUND = 0.01
_TO_DO = {
    "authority": ("AF beslutar", "authority decides"),
    "sector": ("fråga om arbetsgivaren får", "ask whether the employer may"),
    "employer": ("kontrollera arbetsgivaren", "check the employer"),
    "union": ("fack", "union"),
    "part_time": ("skäl för deltid", "grounds for part time"),
    "renewal": ("nytt beslut efter hand", "a new decision later"),
    "extract": ("utdrag", "extract"),
    "lead_time": ("sök nu", "apply now"),
    "travel": ("kolla resan", "check the trip"),
    "chain": ("planera stegen", "plan the steps"),
    "application": ("ansökan", "application"),
    "unverified_rule": ("bekräfta regeln", "verify the rule"),
}


def screen(plan: Plan, language: Language, folder: Path | None) -> str:
    """The plan on one screen; `folder` is where the files lie."""
    teller = _Screen(plan, language)
    parts = [
        teller.head(), Gain(plan, language).lines(), teller.by_programme(), teller.by_group(), teller.money(),
        beyond_lines(plan, language), teller.proof(), teller.proposals(), teller.files(folder),
        warnings_lines(plan, language),
    ]  # fmt: skip
    return "\n".join("\n".join(part) for part in parts if part)


class _Screen(Teller):
    """The parts of the screen beside the gain."""

    def __init__(self, plan: Plan, language: Language) -> None:
        super().__init__(plan, language)
        self.rows = plan.instance.candidates.loc[plan.solution.chosen]

    def head(self) -> list[str]:
        file, totals = self.plan.file, self.plan.file.totals
        running = len(self.plan.instance.running)
        title = f"{file.scenario} ({file.week}) – {self.say('förslag, inte beslut', 'a proposal, not a decision')}"
        by_hand = ("med skyddade uppgifter placeras för hand",) * 2
        protected = self.count(
            totals.protected,
            by_hand,
            ("with protected identity is placed by hand", "with protected identity are placed by hand"),
        )
        counts = (
            self.count(totals.jobseekers, ("person", "personer"), ("person", "people")),
            self.count(
                running,
                ("pågående eller utlovad placering", "pågående eller utlovade placeringar"),
                ("placement running or promised", "placements running or promised"),
            ),
        )
        left = int(self.plan.instance.places_left[(self.plan.instance.slots["status"] == "open").to_numpy()].sum())
        return [
            title,
            "=" * len(title),
            ", ".join((*counts, self.count(left, ("ledig plats", "lediga platser"), ("free place", "free places"))))
            + (f"; {protected}" if totals.protected else ""),
        ]

    def by_programme(self) -> list[str]:
        if self.rows.empty:
            return []
        unverified = unverified_by_programme(self.plan.instance)
        table = [(self.say("Stödform", "Legal form"), self.say("nya", "new"), self.say("vinst", "gain"), "SEK")]
        for name, own in self.rows.groupby("programme_id"):
            rule = self.plan.instance.rule_of(str(name))
            mark = " *" if name in unverified else ""
            gross = self.say(", brutto", ", gross") if own["is_gross"].any() else ""
            label = f"{name} – {rule.name_sv if self.swedish else rule.name_en}{gross}{mark}"
            gain = self.number(own["value"].sum(), 2) if is_main(own).any() else "–"
            table.append((shortened(label, 60), str(len(own)), gain, self.number(own["cost"].sum())))
        lines = ["", *columns(table, right=(1, 2, 3))]
        if set(self.rows["programme_id"]) & set(unverified):
            lines.append(
                self.say(
                    "  * vilar på något som ingen har bekräftat: planner rules säger vad",
                    "  * rests on something nobody has verified: planner rules says what",
                )
            )
        return [*lines, *self._unused_subsidy()]

    def _unused_subsidy(self) -> list[str]:
        """The subsidies that the plan leaves unused, by the reason."""
        slots = self.plan.slots
        rows = slots[slots["unused_subsidy_sek"] > 0]
        if rows.empty:
            return []
        total = self.number(float(rows["unused_subsidy_sek"].sum()))
        most = rows.sort_values(["unused_subsidy_sek", "slot_id"], ascending=[False, True], kind="stable").iloc[0]
        amount = self.number(float(most["unused_subsidy_sek"]))
        counted = self.count(len(rows), ("plats", "platser"), ("slot", "slots"))
        return [
            self.say(
                f"  Stöd som inte används: {total} kr på {counted} (slots.csv); mest på {most['slot_id']}, "
                f"{amount} kr. {most['unused_subsidy']}.",
                f"  Subsidy left unused: {total} SEK at {counted} (slots.csv); most at {most['slot_id']}, "
                f"{amount} SEK. {most['unused_subsidy']}.",
            )
        ]

    def by_group(self) -> list[str]:
        shown = [(said[0 if self.swedish else 1], plan) for said, plan in self._usual_shown()]
        table = [
            (
                self.say("Grupp", "Group"), self.say("personer", "people"),
                self.say("har möjlig plats", "have a place open"), self.say("platser", "places"),
                self.say("får plats", "placed"),
                *(name for name, _ in shown), self.say("minst", "at least"), self.say("vinst", "gain"),
            )
        ]  # fmt: skip
        for part in (part for part in self.plan.file.groups if part.people or part.group not in QUARTERS):
            target = "–" if part.target is None else str(part.target)
            table.append(
                (
                    group_name(self.plan, part.group, swedish=self.swedish), str(part.people), str(part.with_candidate),
                    str(part.places), str(part.placed), *(str(part.usual_placed[plan.name]) for _, plan in shown),
                    target, self.number(part.uplift, 2),
                )
            )  # fmt: skip
        waits = self.plan.instance.people["waiting_weeks"] > self.plan.file.settings["waiting_limit_weeks"]
        placed = set(self.rows.loc[is_main(self.rows), "person"])
        wide = self.plan.usual.instance
        usually = [set(placed_people(wide, one.chosen).tolist()) for _, one in shown if one.chosen is not None]
        long = [i for i, over in enumerate(waits) if over]
        open_to = set(self.plan.instance.columns["person"])
        gain = self.rows.loc[self.rows["person"].isin(long), "value"].sum()
        limit = self.plan.file.settings["waiting_limit_weeks"]
        weeks = self.count(limit, ("vecka", "veckor"), ("week", "weeks"))
        table.append(
            (
                self.say(f"Väntat mer än {weeks}", f"Waited more than {weeks}"), str(len(long)),
                str(len(open_to & set(long))), str(int(self.rows["person"].isin(long).sum())),
                str(len(placed & set(long))), *(str(len(people & set(long))) for people in usually), "–",
                self.number(gain, 2),
            )
        )  # fmt: skip
        return ["", *columns(table, right=tuple(range(1, len(table[0])))), *self._no_quarters()]

    def _usual_shown(self) -> list[tuple[tuple[str, str], UsualPlan]]:
        """The plans of usual practice beside the groups: the queue, and the strongest if it is another one."""
        usual = self.plan.usual
        queue = [plan for plan in usual.plans if plan.name == "longest_wait" and plan.chosen is not None]
        shown = [(("i kö", "in queue"), plan) for plan in queue]
        strongest = usual.strongest
        if strongest is None or strongest in queue:
            return shown
        return [*shown, (GROUP_HEADS[strongest.name], strongest)]

    def _no_quarters(self) -> list[str]:
        """The line that says why there are no quarters by distance from work."""
        if self.plan.file.unit != "points":
            return []
        return [
            self.say(
                "  Ingen skattas, så ingen fjärdedel kan redovisas.",
                "  Nobody's chances are estimated, so no quarter can be shown.",
            )
        ]

    def money(self) -> list[str]:
        funding = self.plan.instance.budget_lines
        used = cost_by_line(self.plan.instance, self.plan.solution.chosen)
        table = [
            (self.say("Pengar", "Money"), self.say("kvar före", "left before"), self.say("förslaget", "this plan"))
        ]
        cells = (funding[name] for name in ("funding_id", "budget_sek", "committed_sek"))
        for name, budget, committed in zip(*cells, strict=True):
            # Negative amounts are shown: "0 left" would hide a debt.
            table.append((name, self.number(budget - committed), self.number(float(used[name]))))
        minutes = self.rows.loc[is_main(self.rows), "minutes"].dropna()
        lines_out = ["", *columns(table, right=(1, 2))] if len(table) > 1 else [""]
        if len(minutes):
            mean, longest = self.number(minutes.mean()), self.number(minutes.max())
            lines_out.append(
                self.say(
                    f"  Restid enkel väg: {mean} min i snitt, {longest} som längst",
                    f"  Trips one way: {mean} min on average, {longest} at most",
                )
            )
            data = self.plan.instance.travel_data()
            lines_out.append(f"  {travel_line(data, swedish=self.swedish)}")
        return lines_out

    def proof(self) -> list[str]:
        file = self.plan.file
        if file.method != "goals":  # usual practice does not optimise, so its own bound says nothing
            return []
        spent = file.best - file.value
        text = self.say(
            f"  Bevisat, inom modellens antaganden: inget förslag kan ge mer än {self.number(file.bound, 3)} "
            f"(var och en kan räkna om: {self.number(file.certified_bound, 3)}). "
            f"Bästa funna {self.number(file.best, 3)}, högst {percent(file.gap, swedish=True)} ifrån.",
            f"  Proved, within the model's assumptions (inom modellens antaganden): no plan can gain more than "
            f"{self.number(file.bound, 3)} "
            f"(anybody can recompute {self.number(file.certified_bound, 3)}). "
            f"Best found {self.number(file.best, 3)}, at most {percent(file.gap, swedish=False)} away.",
        )
        found = ["", text]
        if spent > 0:
            share = percent(spent / max(abs(file.best), 1e-9), swedish=self.swedish, digits=1)
            names = self._goals(goal for goal in file.goals[1:] if goal.may_cost > 0 and goal.status != "skipped")
            cost = self.say(
                f"  Av det har {self.number(spent, 3)} ({share}) getts för {names}.",
                f"  Of that, {self.number(spent, 3)} ({share}) was given for {names}.",
            )
            found.append(cost)
        if names := self._goals(goal for goal in file.goals if goal.status == "skipped"):
            more = "" if file.interrupted else self.say(" Ge mer tid: --time-limit.", " Allow more: --time-limit.")
            found.append(self.say(f"  Hann inte med: {names}.{more}", f"  No time was left for: {names}.{more}"))
        return [*found, *self._far_from_bound()]

    def _far_from_bound(self) -> list[str]:
        """Later goals that ended far from their bound, each with its value and its bound."""
        told = []
        for goal in self.plan.file.goals[1:]:
            if goal.gap is None or goal.final is None or goal.bound is None or goal.gap <= FAR_FROM_BOUND:
                continue
            if goal.final >= goal.bound - FAR_FROM_BOUND * abs(
                goal.bound
            ):  # later goals or the hand-back have reached the bound since
                continue
            # Decimals if value and bound would look equal as whole numbers.
            digits = 0 if abs(goal.bound - goal.final) >= 2 else 2  # noqa: PLR2004
            name = self._goals([goal])
            # Goals that minimise (minutes, a shortfall) have negative values.
            final, bound = (self.number(abs(value), digits) for value in (goal.final, goal.bound))
            told.append(
                self.say(f"{name} (nådde {final}, gränsen {bound})", f"{name} (reached {final}, bound {bound})")
            )
        if not told:
            return []
        more = (
            "" if self.plan.file.interrupted else self.say(" Ge mer tid: --time-limit.", " Allow more: --time-limit.")
        )
        named = ", ".join(told)
        return [
            self.say(
                f"  Långt från sin gräns, kanske finns bättre: {named}.{more}",
                f"  Far from their bound, there may be better: {named}.{more}",
            )
        ]

    def _goals(self, goals: Iterable[GoalPart]) -> str:
        return ", ".join(GOALS[goal.name][0 if self.swedish else 1] for goal in goals)

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
            self.say("Person", "Person"), self.say("Plats", "Slot"), self.say("Hos", "At"), self.say("Som", "As"),
            "Start", "Min", self.say("Vinst", "Gain"), self.say("Att göra", "To do"), self.say("Skäl", "Reason"),
        )  # fmt: skip
        rows = [head]
        for row in shown.to_dict("records"):
            occupation = "" if pd.isna(row["occupation"]) else row["occupation"]
            gain = "–" if pd.isna(row["worth"]) else self.number(row["worth"], 2)
            minutes = "" if pd.isna(row["travel_minutes"]) else self.number(row["travel_minutes"])
            rows.append(
                (
                    row["jobseeker_id"], row["slot_id"], shortened(row["employer"], 30), shortened(occupation, 28),
                    row["start_week"], minutes, gain, self._to_do(row["to_do"]),
                    shortened(row["reason"], 60),
                )
            )  # fmt: skip
        return ["", self._which(len(shown), len(proposed)), *columns(rows, right=(5, 6)), *self._beside()]

    def _beside(self) -> list[str]:
        """Explains why there are more proposals than people placed: courses and the like stand beside main places."""
        beside = self.rows[~is_main(self.rows)]
        if beside.empty:
            return []
        names = ", ".join(sorted({str(name) for name in beside["programme_id"]}))
        placed = self.plan.file.totals.placed
        return [
            self.say(
                f"  {len(self.rows)} förslag: {placed} huvudplaceringar, som räknas i «får plats», och {len(beside)} "
                f"vid sidan av eller av annat slag ({names}).",
                f"  {len(self.rows)} proposals: {placed} main places, which count as placed, and {len(beside)} beside "
                f"them or of another kind ({names}).",
            )
        ]

    def _which(self, shown: int, proposed: int) -> str:
        """Which proposals are listed, most gain first."""
        if proposed == 1:
            return self.say("1 förslag:", "1 proposal:")
        if self.plan.file.unit == "points":
            most = self.say("de som ger flest poäng", "those that give most points")
        else:
            most = self.say("de som väntas ge mest", "those expected to give most")
        return self.say(f"{shown} av {proposed} förslag, {most}:", f"{shown} of {proposed} proposals, {most}:")

    def _to_do(self, marks: str) -> str:
        """What is left to do, in words; the file keeps the codes."""
        return ", ".join(_TO_DO[mark][0 if self.swedish else 1] for mark in marks.split("|") if mark)

    def files(self, folder: Path | None) -> list[str]:
        if folder is None:
            return []
        text = self.say(
            "assignments.csv (alla personer), slots.csv (alla platser), plan.json (siffror och bevis); kontrollerat.",
            "assignments.csv (every person), slots.csv (every slot), plan.json (figures and proof); verified.",
        )
        return ["", f"{folder}: {text}"]
