"""The rule pack: who may have which legal form, where, how long, at what cost, and since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Literal

from pydantic import Field, model_validator

from planner.schema.closed import Closed
from planner.schema.models.card import Figure, Model, Sure
from planner.schema.weeks import week_monday
from planner.texts import _

# From least to most trustworthy: a statement that rests on several sources is as sure as the weakest of them.
_BY_TRUST: tuple[Sure, ...] = ("unverified", "known", "read")


Sector = Literal["department", "municipal_company", "private", "association", "education"]


class Who(Closed):
    """One alternative by which a rule lets a person in. All stated conditions must hold; a blank meets none.

    For people who are let in by this alternative, `fee_multiple` is the subsidy and `longest_weeks` how long the form
    may last. With `as_long_as_unemployed` it lasts no longer than the person has been without work. An alternative
    with `otherwise` holds only for people that no other alternative lets in, whatever the length of the placement.
    """

    approved: bool = False
    age_min: int | None = None
    age_max: int | None = None
    statuses: tuple[Literal["JoB", "JUG", "etablering", "none"], ...] = ()
    registered_days_min: int | None = None
    programme_days_min: int | None = None
    months_unemployed_min: float | None = None
    months_unemployed_over: float | None = None
    permit_months_max: float | None = None
    months_since_establishment_max: float | None = None
    education_min: int | None = None
    swedish_below: Literal["A1", "A2", "B1", "B2", "C1", "C2"] | None = None
    longest_weeks: Figure | None = None
    as_long_as_unemployed: bool = False
    otherwise: bool = False
    fee_multiple: Figure | None = None
    source: str
    sure: Sure

    @property
    def looks_at_length(self) -> bool:
        """Whether this alternative depends on the length of the placement."""
        return self.longest_weeks is not None or self.as_long_as_unemployed


class Cost(Closed):
    """What a placement costs the payer: nothing, a wage less a subsidy, a fixed wage, or pay by the hour.

    net a month = gross x (1 + fees) x fte - subsidy, with fte = hours / 40 and
    wage:   no subsidy
    share:  subsidy = subsidy_share x min(gross, cap) x (1 + fees) x fte
    fees:   subsidy = multiple x fees x min(gross, cap) x fte, with the multiple of the person's alternative in the rule
    fixed:  fixed_gross x (1 + fees) x fte, the state pays the person the rest
    hourly: gross an hour x (1 + fees) x hours, a week
    stated: the share follows each person's capacity, which no table holds: the programme must state its cost

    Fees are those due for the person. Where the pack has lower fees for the person's age, these apply to as much of a
    month's pay as they hold for. With `usual_fees_above_one`, the part of the multiple up to one is multiplied by the
    fees due, and the part above one by the usual fees.
    """

    form: Literal["none", "wage", "share", "fees", "fixed", "hourly", "stated"]
    employer_fees: Figure | None = None
    usual_fees_above_one: bool = False
    subsidy_cap_gross: Figure | None = None
    subsidy_share: Figure | None = None
    fixed_gross: Figure | None = None
    gross_hour: Figure | None = None

    @model_validator(mode="after")
    def _complete(self) -> Cost:
        needs = {
            "none": (),
            "wage": ("employer_fees",),
            "share": ("employer_fees", "subsidy_cap_gross", "subsidy_share"),
            "fees": ("employer_fees",),
            "fixed": ("employer_fees", "fixed_gross"),
            "hourly": ("employer_fees", "gross_hour"),
            "stated": (),
        }[self.form]
        missing = [name for name in needs if getattr(self, name) is None]
        if missing:
            raise ValueError(_("of form {form} needs {keys}", form=self.form, keys=", ".join(missing)))
        return self

    @property
    def figures(self) -> dict[str, Figure]:
        """The figures stated, by name."""
        names = ("employer_fees", "subsidy_cap_gross", "subsidy_share", "fixed_gross", "gross_hour")
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


class Rule(Closed):
    """One legal form as it stands on some day: who, where, how long, at what cost, decided by whom.

    `oldest` is the highest age under any alternative. Employers of `doubtful_sectors` pass, and somebody must ask them.
    One decision covers at most `decision_weeks` of a placement. Below `full_time_hours` a place is part time, for which
    the person needs grounds. With `union_before_start` the union must have been asked when the placement starts.
    """

    name_sv: str
    name_en: str
    decided_by: Literal["municipality", "employment_service", "employer", "education_provider"]
    application_only: bool = False
    purpose: Literal["main", "companion", "activity", "sheltered"]
    employment: bool
    valid_from: date | None = None
    valid_to: date | None = None
    chain: tuple[str, ...] = ()
    who: tuple[Who, ...] = ()
    oldest: Figure | None = None
    sectors: tuple[Sector, ...] = ()
    doubtful_sectors: tuple[Sector, ...] = ()
    usual_weeks: Figure
    longest_weeks: Figure | None = None
    decision_weeks: Figure | None = None
    full_time_hours: Figure | None = None
    least_hours: Figure | None = None
    most_hours: Figure | None = None
    lead_weeks: Figure | None = None
    redundancy_months: Figure | None = None
    supervision_support: Figure | None = None
    needs_supervisor: bool = False
    needs_union: bool = False
    union_before_start: bool = False
    needs_collective_agreement: bool = False
    refuses_tax_debts: bool = False
    refuses_trading_ban: bool = False
    refuses_bankrupt: bool = False
    notes_sv: tuple[str, ...] = ()
    notes_en: tuple[str, ...] = ()
    cost: Cost
    source: str
    sure: Sure

    @model_validator(mode="after")
    def _multiples(self) -> Rule:
        without = [way for way in self.who if way.fee_multiple is None]
        if self.cost.form == "fees" and (without or not self.who):
            raise ValueError(_("has a cost of form fees, so each [[who]] needs its fee_multiple"))
        if self.valid_from is not None and self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError(_("valid_to lies before valid_from"))
        if self.sectors and set(self.doubtful_sectors) - set(self.sectors):
            raise ValueError(_("has doubtful_sectors that are not among its sectors"))
        return self

    def holds_on(self, day: date) -> bool:
        """Whether the rule's dates let a placement start on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def dates_in_words(self) -> str:
        """From when to when the rule holds: `from 2015-11-01 to 2021-12-31`; until further notice where both are open.

        The dates are separated by words: with a dash between them they could be taken for an identity number.
        """
        if self.valid_from is not None and self.valid_to is not None:
            return _("from {first} to {last}", first=self.valid_from, last=self.valid_to)
        if self.valid_from is not None:
            return _("from {first}", first=self.valid_from)
        return _("until further notice") if self.valid_to is None else _("to {last}", last=self.valid_to)

    @property
    def multiples(self) -> tuple[float | None, ...]:
        """The multiples of the fees that people may get as subsidy, smallest first; (None,) where there are none."""
        multiples = {way.fee_multiple.value for way in self.who if way.fee_multiple is not None}
        return tuple(sorted(multiples)) if multiples else (None,)

    def sure_of(self, gate: str) -> Sure:
        """How sure the part of the rule is that a gate reads, and on which its answer rests.

        `gate` is the name of a gate in docs/method.md. Gates that read no rule count as *read*, like the tables.
        """
        figures: dict[str, list[Figure | None]] = {
            "redundancies": [self.redundancy_months],
            "length": [self.longest_weeks],
            "slot_hours": [self.least_hours, self.most_hours],
            "lead_time": [self.lead_weeks],
            "cost": [*self.cost.figures.values()],
        }
        if gate in figures:
            return _weakest([figure.sure for figure in figures[gate] if figure is not None])
        if gate == "rule_who":
            limits = [figure.sure for figure in (self.oldest, self.full_time_hours) if figure is not None]
            return _weakest([*(way.sure for way in self.who), *limits])
        flags = {"rule_dates", "sector", "supervisor", "union", "union_late", "collective_agreement", "tax_debts",
                 "trading_ban", "bankrupt", "chain"}  # fmt: skip
        return self.sure if gate in flags else "read"


def _weakest(parts: list[Sure]) -> Sure:
    return min(parts, key=_BY_TRUST.index, default="read")


class Amendment(Closed):
    """A change of a rule: its first day, the keys it takes away, and those it puts in place (tables merge)."""

    since: date
    text_sv: str
    text_en: str
    source: str
    sure: Sure
    unset: tuple[str, ...] = ()
    set: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True)
class LegalForm:
    """One legal form through time: the rule as it first stood, and as it stands after each amendment, oldest first."""

    first: Rule
    amended: tuple[tuple[Amendment, Rule], ...] = ()

    def on(self, day: date) -> Rule:
        """The rule as it stands on a day, in force or not; before the first amendment, as it first stood."""
        return next((rule for change, rule in reversed(self.amended) if change.since <= day), self.first)


class LowerFees(Closed):
    """Employer fees below the usual ones, for people of some ages, on a month's pay up to `pay_up_to`."""

    valid_from: date
    valid_to: date | None = None
    age_min: int
    age_max: int
    fees: Figure
    pay_up_to: Figure

    def holds_on(self, day: date) -> bool:
        """Whether they hold for a placement that starts on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def takes_in(self, age: float) -> bool:
        """Whether they hold for somebody of an age; not where it is blank (NaN)."""
        return self.age_min <= age <= self.age_max


class CommonRules(Closed):
    """What holds for every rule of a pack; law from before `holds_from` is not in the pack.

    No two of `lower_fees` hold for one age on one day.
    """

    holds_from: date
    register_extract_weeks: Figure
    lower_fees: tuple[LowerFees, ...] = ()

    @model_validator(mode="after")
    def _apart(self) -> CommonRules:
        for first, second in combinations(self.lower_fees, 2):
            days = first.holds_on(second.valid_from) or second.holds_on(first.valid_from)
            if days and first.age_min <= second.age_max and second.age_min <= first.age_max:
                said = _("has lower_fees of {first} and {second} that hold for the same people",
                         first=first.valid_from, second=second.valid_from)  # fmt: skip
                raise ValueError(said)
        return self

    def lower_fees_on(self, day: date) -> tuple[LowerFees, ...]:
        """Those that hold on a day."""
        return tuple(fees for fees in self.lower_fees if fees.holds_on(day))


@dataclass(frozen=True)
class RulePack(Model):
    """All legal forms of one version, and what holds for every one of them."""

    forms: Mapping[str, LegalForm]
    common: CommonRules

    def rule(self, name: str, week: int) -> Rule:
        """A legal form as it stands on the Monday of a week."""
        return self.forms[name].on(week_monday(week))
