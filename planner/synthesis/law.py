"""Law: what a synthetic week reads from a rule pack, so that this package has no figures of law of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from planner.schema.models import Figure, Rule, RulePack, Who

# The version of the pack is fixed, as for the other models: with another pack the same seed would draw another week.
RULES = "sweden/2026.2"


@dataclass(frozen=True)
class Law:
    """The rules of a pack with all amendments, whatever the plan week.

    So a synthetic week of an earlier year has the legal forms of today.
    """

    rules: Mapping[str, Rule]
    register_extract_weeks: int

    @classmethod
    def of(cls, pack: RulePack) -> "Law":
        """Return the newest law of a pack."""
        rules = {name: form.on(date.max) for name, form in pack.forms.items()}
        return cls(rules, int(pack.common.register_extract_weeks.value))

    @property
    def employed_age(self) -> int:
        """The age from which the municipality employs people: that of bea_jobb, in years."""
        return min(way.age_min for way in self.rules["bea_jobb"].who if way.age_min is not None)

    @property
    def subsidised_age(self) -> int:
        """The age from which a job may be subsidised: that of introduktionsjobb, in years."""
        return min(way.age_min for way in self.rules["introduktionsjobb"].who if way.age_min is not None)

    @property
    def adult_age(self) -> int:
        """The age in years at which the youth guarantee ends: arbetspraktik is then open outside a programme."""
        return int(self.age_outside_programmes("arbetspraktik"))

    @property
    def full_time_hours(self) -> float:
        """Hours a week from which a placement counts as full time: those of arbetspraktik."""
        return _value(self.rules["arbetspraktik"].full_time_hours)

    @property
    def longest_training(self) -> int:
        """The longest placement without a wage, in weeks: that of arbetspraktik."""
        return int(_value(self.rules["arbetspraktik"].longest_weeks))

    @property
    def usual_training(self) -> int:
        """The usual length of a placement without a wage, in weeks: that of arbetspraktik."""
        return int(self.rules["arbetspraktik"].usual_weeks.value)

    @property
    def guarantee_days(self) -> int:
        """Days in the youth guarantee that introduktionsjobb asks for."""
        return next(way.programme_days_min or 0 for way in self.rules["introduktionsjobb"].who if "JUG" in way.statuses)

    def months_unemployed(self, rule: str, age: int) -> int:
        """Return the fewest months without work that open a form at some age if no other condition is met."""
        ways = (way for way in self.plain_ways(rule) if (way.age_min or 0) <= age <= (way.age_max or age))
        return int(min(way.months_unemployed_min for way in ways if way.months_unemployed_min is not None))

    def age_outside_programmes(self, rule: str) -> float:
        """Return the age from which a form is open to people in no programme of the employment service.

        0 if the rule has no age limit, infinity if it asks for a programme at every age.
        """
        if not self.rules[rule].who:
            return 0.0
        ways = (way for way in self.plain_ways(rule) if not way.statuses or "none" in way.statuses)
        return min((float(way.age_min or 0) for way in ways), default=float("inf"))

    def plain_ways(self, rule: str) -> Iterator[Who]:
        """Yield the ways into a form that rest on age, status and time without work.

        Three kinds are left out: ways that an authority opens in a single case, ways for newly arrived people, and ways
        for people whom no other way takes in.
        """
        for way in self.rules[rule].who:
            newly_arrived = way.permit_months_max is not None or way.months_since_establishment_max is not None
            if not (way.approved or way.otherwise or newly_arrived):
                yield way

    def lead_weeks(self, rule: str) -> int:
        """Return the weeks between application and start that a form asks for."""
        return int(_value(self.rules[rule].lead_weeks))

    def employer_fees(self, rule: str) -> float:
        """Return the employer fees as a share of gross pay; 0 where the form pays no wage."""
        return _value(self.rules[rule].cost.employer_fees)

    def subsidy_cap(self, rule: str) -> float:
        """Return the gross pay a month, SEK for full time, above which no subsidy is paid; infinite without a cap."""
        cap = self.rules[rule].cost.subsidy_cap_gross
        return float("inf") if cap is None else cap.value

    def state_share(self, rule: str) -> float:
        """Return the share of the wage cost that the state pays up to the cap; 0 where it pays none.

        If the subsidy is a multiple of the employer fees that differs by person, the middle multiple is used for all.
        The share is then rounded to four decimals.
        """
        cost, multiples = self.rules[rule].cost, self.rules[rule].multiples
        middle = multiples[len(multiples) // 2]
        if middle is None:
            return _value(cost.subsidy_share)
        fees = self.employer_fees(rule)
        return round(middle * fees / (1 + fees), 4)


def _value(figure: Figure | None) -> float:
    """The value of a figure; 0 where the rule states none."""
    return 0.0 if figure is None else figure.value
