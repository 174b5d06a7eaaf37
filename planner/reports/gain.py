"""What a plan gains: beside nobody placed and usual practice, with the vacancies apart, and what the gain rests on."""

from __future__ import annotations

from planner.reports.layout import columns, percent
from planner.reports.teller import Teller
from planner.reports.usual import against_strongest, left_out, usual_name
from planner.schema.models import WITHIN_WEEKS
from planner.schema.plan import UsualPart


class Gain(Teller):
    """The table of comparisons and the lines below it."""

    def lines(self) -> list[str]:
        """The table, and the lines that explain its figures."""
        totals, weeks = self.plan.file.totals, self.plan.file.settings["follow_up_weeks"]
        head = (
            "", self.say("får plats", "placed"),
            self._expected(weeks),
            self.say("mer än utan", "more than without"),
        )  # fmt: skip
        rows = [
            head,
            (self.say("Ingen placeras", "Nobody placed"), "0", self.number(totals.baseline, 1), self.number(0.0, 2)),
            *(self._usual_row(part) for part in self.plan.file.usual),
            (
                self._own_name(), str(totals.placed),
                self.number(totals.expected_outcomes, 1), self.number(totals.uplift, 2, plus=True),
            ),
        ]  # fmt: skip
        return [
            "", *columns([*rows, *self._vacancies()], right=(1, 2, 3)), *self._gross(),
            *against_strongest(self.plan, self.language), *left_out(self.plan, self.language), *self._as_expected(),
            *self._judgement(), *self._other_measure(),
        ]  # fmt: skip

    def _own_name(self) -> str:
        if self.plan.file.method == "goals":
            return self.say("Det här förslaget", "This plan")
        return self.say("Den här planen", "This plan") + f": {usual_name(self.plan.file.method, self.language)}"

    def _vacancies(self) -> list[tuple[str, ...]]:
        """One row for places in programmes and one for ordinary vacancies; none if the plan has no vacancies."""
        totals = self.plan.file.totals
        if not totals.vacancies_placed:
            return []
        places, gain = totals.placed - totals.vacancies_placed, totals.uplift - totals.vacancies_uplift
        return [
            (self.say("  varav insatser", "  in programmes"), str(places), "", self.number(gain, 2, plus=True)),
            (
                self.say("  varav lediga jobb, brutto", "  in vacancies, gross"), str(totals.vacancies_placed), "",
                self.number(totals.vacancies_uplift, 2, plus=True),
            ),
        ]  # fmt: skip

    def _gross(self) -> list[str]:
        """The line that explains *gross*."""
        if not self.plan.file.totals.vacancies_placed:
            return []
        return [
            self.say(
                "  Brutto: ett ledigt jobb hade någon annan fått, och den personens förlust är inte avdragen.",
                "  Gross: somebody else would have had the vacancy, and that person's loss is not taken off.",
            )
        ]

    def _as_expected(self) -> list[str]:
        """The expected gain with each acceptance counted as it is; no line if that equals the gain shown."""
        totals = self.plan.file.totals
        expected, shown = self.number(totals.expected_gain, 2, plus=True), self.number(totals.uplift, 2, plus=True)
        if self.plan.file.unit != "people" or expected == shown:
            return []
        return [
            self.say(
                "  Vinsten är räknad så att önskemål väljer bland en persons platser och inte vem som får en; "
                f"med chansen till ett ja inräknad väntas {expected}.",
                "  The gain is counted so that wishes choose among a person's places, not who gets one; "
                f"with the chance of a yes counted in, {expected} is expected.",
            )
        ]

    def _other_measure(self) -> list[str]:
        """The gain of the same plan by the other measure, if the model has both."""
        file = self.plan.file
        part = file.totals.follow_up if file.unit == "weeks" else file.totals.regular_weeks
        if part is None:
            return []
        before, after = self.number(part.baseline, 1), self.number(part.expected, 1)
        more = self.number(part.uplift, 1 if file.unit == "people" else 2, plus=True)
        if file.unit == "weeks":
            when = file.settings["follow_up_weeks"]
            return [
                self.say(
                    f"  I arbete eller studier om {when} v: {after} med förslaget, {before} utan ({more}).",
                    f"  In work or study in {when} wk: {after} with this plan, {before} without ({more}).",
                )
            ]
        return [
            self.say(
                f"  Veckor i reguljärt arbete inom {WITHIN_WEEKS} v: {after} med förslaget, {before} utan ({more}).",
                f"  Weeks in regular work within {WITHIN_WEEKS} wk: {after} with this plan, {before} without ({more}).",
            )
        ]

    def _usual_row(self, part: UsualPart) -> tuple[str, str, str, str]:
        """A plan of usual practice as a row of the comparison."""
        name = usual_name(part.name, self.language)
        if part.placed is None or part.uplift is None:
            return name, "–", self.say("går inte", "cannot be"), "–"
        expected = self.number(self.plan.file.totals.baseline + part.uplift, 1)
        return name, str(part.placed), expected, self.number(part.uplift, 2, plus=True)

    def _judgement(self) -> list[str]:
        """The share of the gain that is judgement; no line if outcomes are the user's own or points."""
        share = self.plan.file.totals.judgement_share
        if share is None or self.plan.file.unit not in {"people", "weeks"}:
            return []
        told = percent(share, swedish=self.swedish, digits=0)
        return [
            self.say(
                f"  Av vinsten är {told} bedömning: ingen har mätt den.",
                f"  Of the gain {told} is judgement: nobody has measured it.",
            )
        ]

    def _expected(self, weeks: int) -> str:
        """What the outcome is called: the user's own table may hold anything."""
        if self.plan.file.unit == "table":
            return self.say("utfall enligt tabellen", "outcome by the table")
        if self.plan.file.unit == "points":
            return self.say("poäng", "points")
        if self.plan.file.unit == "weeks":
            return self.say(f"reguljära arbetsveckor inom {WITHIN_WEEKS} v", f"regular work weeks in {WITHIN_WEEKS} wk")
        return self.say(f"i arbete/studier om {weeks} v", f"in work/study in {weeks} wk")
