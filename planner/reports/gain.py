"""What a plan gains: beside nobody placed and usual practice, with the vacancies apart, and what the gain rests on."""

from __future__ import annotations

from planner.planning import Plan
from planner.reports.layout import columns
from planner.reports.usual import against_strongest, left_out, usual_name
from planner.schema.models import WITHIN_WEEKS
from planner.schema.plan import UsualPart
from planner.texts import _, decimal, ngettext, percent


class Gain:
    """The table of comparisons and the lines below it."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def lines(self) -> list[str]:
        """The table, and the lines that explain its figures."""
        totals = self.plan.file.totals
        rows: list[tuple[str, ...]] = [
            ("", _("placed"), self._expected(), _("more than without")),
            (_("Nobody placed"), "0", decimal(totals.baseline, 1), decimal(0.0, 2)),
            *(self._usual_row(part) for part in self.plan.file.usual),
            (
                self._own_name(), str(totals.placed),
                decimal(totals.expected_outcomes, 1), decimal(totals.uplift, 2, plus=True),
            ),
        ]  # fmt: skip
        rows += self._vacancies() + self._together()
        told = [
            *self._counted_once(), *self._gross(), *against_strongest(self.plan), *left_out(self.plan),
            *self._as_expected(), *self._judgement(), *self._other_measure(), *self._untold(),
        ]  # fmt: skip
        return ["", *columns(rows, right=(1, 2, 3)), *told]

    def _own_name(self) -> str:
        if self.plan.file.method == "goals":
            return _("This plan")
        return _("This plan: {usual}", usual=usual_name(self.plan.file.method))

    def _vacancies(self) -> list[tuple[str, ...]]:
        """One row for places in programmes and one for ordinary vacancies; none if the plan has no vacancies."""
        totals = self.plan.file.totals
        if not totals.vacancies_placed:
            return []
        places, gain = totals.placed - totals.vacancies_placed, totals.uplift - totals.vacancies_uplift
        return [
            ("  " + _("in programmes"), str(places), "", decimal(gain, 2, plus=True)),
            (
                "  " + _("in vacancies, gross"), str(totals.vacancies_placed), "",
                decimal(totals.vacancies_uplift, 2, plus=True),
            ),
        ]  # fmt: skip

    def _together(self) -> list[tuple[str, ...]]:
        """A row for what is accepted, one for what is offered, and their sum with the plan; none if nothing is."""
        totals = self.plan.file.totals
        parts = ((_("Accepted before"), totals.promised.accepted), (_("Offered before"), totals.promised.offered))
        rows = [(name, str(part.people), "", decimal(part.uplift, 2, plus=True)) for name, part in parts if part.people]
        if not rows:
            return []
        expected = decimal(totals.baseline + totals.together.uplift, 1)
        uplift = decimal(totals.together.uplift, 2, plus=True)
        return [*rows, (_("Together"), str(totals.together.placed), expected, uplift)]

    def _counted_once(self) -> list[str]:
        """The line that says why the sum of people is less than its parts: somebody has a place in two of the rows."""
        totals = self.plan.file.totals
        promised = totals.promised.accepted.people + totals.promised.offered.people
        twice = totals.placed + promised - totals.together.placed
        if not promised or twice <= 0:
            return []
        said = ngettext(
            "Together counts each person once, with the place that counts most: {number} fewer than the rows add up "
            "to, since somebody stands in more than one of them.",
            "Together counts each person once, with the place that counts most: {number} fewer than the rows add up "
            "to, since some stand in more than one of them.",
            twice,
        )
        return [f"  {said}"]

    def _untold(self) -> list[str]:
        """The line about placements whose worth cannot be told."""
        number = self.plan.file.totals.promised.untold
        if not number:
            return []
        said = ngettext(
            "{number} accepted or offered placement is not counted: its form (programme_id) or its outcome is not "
            "stated.",
            "{number} accepted or offered placements are not counted: their form (programme_id) or outcome is not "
            "stated.",
            number,
        )
        return [f"  {said}"]

    def _gross(self) -> list[str]:
        """The line that explains *gross*."""
        if not self.plan.file.totals.vacancies_placed:
            return []
        said = _("Gross: somebody else would have had the vacancy, and that person's loss is not taken off.")
        return [f"  {said}"]

    def _as_expected(self) -> list[str]:
        """The expected gain with each acceptance counted as it is; no line if that equals the gain shown."""
        totals = self.plan.file.totals
        expected, shown = decimal(totals.expected_gain, 2, plus=True), decimal(totals.uplift, 2, plus=True)
        if self.plan.file.unit != "people" or expected == shown:
            return []
        said = _(
            "The gain is counted so that wishes choose among a person's places, not who gets one; "
            "with the chance of a yes counted in, {expected} is expected.",
            expected=expected,
        )
        return [f"  {said}"]

    def _other_measure(self) -> list[str]:
        """The gain of the same plan by the other measure, if the model has both."""
        file = self.plan.file
        part = file.totals.follow_up if file.unit == "weeks" else file.totals.regular_weeks
        if part is None:
            return []
        more = decimal(part.uplift, 1 if file.unit == "people" else 2, plus=True)
        before, after = (decimal(value, 1) for value in (part.baseline, part.expected))
        if file.unit == "weeks":
            said = _("In work or study in {weeks} wk: {after} with this plan, {before} without ({more}).",
                     weeks=file.settings["follow_up_weeks"], after=after, before=before, more=more)  # fmt: skip
        else:
            said = _("Weeks in regular work within {weeks} wk: {after} with this plan, {before} without ({more}).",
                     weeks=WITHIN_WEEKS, after=after, before=before, more=more)  # fmt: skip
        return [f"  {said}"]

    def _usual_row(self, part: UsualPart) -> tuple[str, str, str, str]:
        """A plan of usual practice as a row of the comparison."""
        name = usual_name(part.name)
        if part.placed is None or part.uplift is None:
            return name, "–", _("cannot be"), "–"
        expected = decimal(self.plan.file.totals.baseline + part.uplift, 1)
        return name, str(part.placed), expected, decimal(part.uplift, 2, plus=True)

    def _judgement(self) -> list[str]:
        """The share of the gain that is judgement; no line if outcomes are the user's own or points."""
        share = self.plan.file.totals.judgement_share
        if share is None or self.plan.file.unit not in {"people", "weeks"}:
            return []
        said = _("Of the gain {share} is judgement: nobody has measured it.", share=percent(share, 0))
        return [f"  {said}"]

    def _expected(self) -> str:
        """What the outcome is called: the user's own table may hold anything."""
        file = self.plan.file
        if file.unit == "table":
            return _("outcome by the table")
        if file.unit == "points":
            return _("points")
        if file.unit == "weeks":
            return _("regular work weeks in {weeks} wk", weeks=WITHIN_WEEKS)
        return _("in work/study in {weeks} wk", weeks=file.settings["follow_up_weeks"])
