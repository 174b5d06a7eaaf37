"""Settings of a synthetic municipality: how many of everything, and the seed."""

from dataclasses import dataclass

from planner.schema.weeks import week_label, week_monday, week_number
from planner.texts import _, decimal, with_decimal_mark

FEWEST_PEOPLE, MOST_PEOPLE = 10, 200_000
FIRST_YEAR, LAST_YEAR = 2003, 2096  # budget lines and placements reach some years back and ahead


@dataclass(frozen=True)
class SynthesisSettings:
    """What a synthetic planning week should hold.

    municipality: code ("1282") or Swedish name ("Landskrona").
    people: rows of `jobseekers`, those with a running placement included; 10 to 200,000.
    running: people with a running placement; default a third of `people`.
    free_places: places of open main slots that start in the plan week or the eight weeks after, running and
        reserved ones taken off; default 16 % of those without a running placement.
    num_employers, num_caseworkers: default from the sizes above.
    shares (0..1): youth under 25, people with Swedish as a second language, people with protected identity;
        default those of the geography model, table jobseeker_shares.
    """

    municipality: str
    people: int = 300
    seed: int = 1
    week: str = "2026-W48"
    running: int | None = None
    free_places: int | None = None
    num_employers: int | None = None
    num_caseworkers: int | None = None
    youth_share: float | None = None
    second_language_share: float | None = None
    protected_share: float | None = None

    def __post_init__(self) -> None:
        """Refuse sizes that cannot be met, and a text that is no week."""
        if not FEWEST_PEOPLE <= self.people <= MOST_PEOPLE:
            fewest, most = decimal(FEWEST_PEOPLE, 0), decimal(MOST_PEOPLE, 0)
            message = _("people: {people} is outside {least} to {most}.", people=self.people, least=fewest, most=most)
            raise ValueError(message)
        if not 0 <= self.num_running < self.people:
            message = _(
                "running: {running} is outside 0 to {most}, one fewer than people.",
                running=self.num_running,
                most=self.people - 1,
            )
            raise ValueError(message)
        try:
            number = self.plan_week
        except ValueError as fault:
            message = f'"{self.week}" {fault}.'
            raise ValueError(message) from None
        if week_label(number) != self.week:  # the text is written unchanged into files and titles
            message = _('"{week}" is not an ISO week such as 2026-W48.', week=self.week)
            raise ValueError(message)
        if not FIRST_YEAR <= week_monday(number).year <= LAST_YEAR:
            message = _("week: {week} is outside {first} to {last}.", week=self.week, first=FIRST_YEAR, last=LAST_YEAR)
            raise ValueError(message)
        for name in ("youth_share", "second_language_share", "protected_share"):
            share = getattr(self, name)
            if share is not None and not 0 <= share <= 1:
                message = _("{name}: {share} is outside 0 to 1.", name=name, share=with_decimal_mark(str(share)))
                raise ValueError(message)

    @property
    def plan_week(self) -> int:
        """The plan week as a running number."""
        return week_number(self.week)

    @property
    def num_running(self) -> int:
        """People with a running placement."""
        return self.people // 3 if self.running is None else self.running

    @property
    def num_pool(self) -> int:
        """People without a running placement."""
        return self.people - self.num_running

    @property
    def num_free(self) -> int:
        """Free places of open main slots."""
        return max(2, round(0.16 * self.num_pool)) if self.free_places is None else self.free_places

    @property
    def employers(self) -> int:
        """Employers, the departments and companies of the municipality included."""
        return max(6, round(3 + 0.16 * self.people**0.95)) if self.num_employers is None else self.num_employers

    @property
    def caseworkers(self) -> int:
        """Caseworkers: one to about 55 people, running ones included."""
        return max(2, round(self.people / 55)) if self.num_caseworkers is None else self.num_caseworkers
