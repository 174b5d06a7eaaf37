"""What a placement costs, computed in decimals as on paper."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from planner.schema.models import Cost, Figure, LowerFees
from planner.schema.programmes import Programme
from planner.schema.tables import Slot

OERE = Decimal("0.01")
WORKING_DAYS_IN_A_MONTH = Decimal("21.67")
WORKING_DAYS_IN_A_WEEK = 5
FULL_TIME_HOURS = 40


@dataclass(frozen=True)
class BudgetLine:
    """A budget line for one programme: the weeks it covers (None: no first or last) and its share of the cost."""

    funding_id: str
    first: int | None
    last: int | None
    share: Decimal

    def covers(self, week: int) -> bool:
        """Whether the line pays for a week."""
        return (self.first is None or self.first <= week) and (self.last is None or week <= self.last)


@lru_cache(maxsize=100_000)
def exact(number: float) -> Decimal:
    """A number as the decimal it was written as: 0.3142 is exactly 0.3142."""
    return Decimal(repr(float(number)))


def week_cost(
    programme: Programme, cost: Cost, slot: Slot, multiple: Decimal | None, lower: LowerFees | None
) -> Decimal | None:
    """SEK for one person and week; None if it depends on a wage or a share that is not stated."""
    if programme.cost_person_week_sek is not None:
        return exact(programme.cost_person_week_sek)
    return formula_week(cost, slot, multiple, lower)


def formula_week(cost: Cost, slot: Slot, multiple: Decimal | None, lower: LowerFees | None) -> Decimal | None:
    """Cost a week by the rule's formula, even if the programme states its own; None if it cannot be computed."""
    if cost.form == "none":
        return Decimal(0)
    hours = exact(slot.hours_per_week)
    if cost.form == "hourly":
        return _a_week(_with_fees(cost, _a_month(_value(cost.gross_hour) * hours), lower))
    if cost.form == "fixed":
        return _a_week(_with_fees(cost, _value(cost.fixed_gross) * hours / FULL_TIME_HOURS, lower))
    if cost.form == "stated" or slot.gross_month_sek is None:
        return None
    return _a_week(net_month(cost, exact(slot.gross_month_sek), hours, multiple, lower))


def subsidy_week(cost: Cost, slot: Slot, multiple: Decimal | None, lower: LowerFees | None) -> Decimal | None:
    """The subsidy of a week; None if it cannot be computed."""
    if cost.form in ("none", "hourly"):
        return Decimal(0)
    if cost.form == "stated" or slot.gross_month_sek is None:
        return None
    gross, hours = exact(slot.gross_month_sek), exact(slot.hours_per_week)
    wage = _with_fees(cost, gross * hours / FULL_TIME_HOURS, lower)
    if cost.form == "fixed":
        return _a_week(wage - _with_fees(cost, _value(cost.fixed_gross) * hours / FULL_TIME_HOURS, lower))
    return _a_week(wage - net_month(cost, gross, hours, multiple, lower))


def net_month(cost: Cost, gross: Decimal, hours: Decimal, multiple: Decimal | None, lower: LowerFees | None) -> Decimal:
    """What the employer pays a month once the subsidy is taken off: pay and the fees due on it - subsidy."""
    fte = hours / FULL_TIME_HOURS
    wage = _with_fees(cost, gross * fte, lower)
    covered = fte * (gross if cost.subsidy_cap_gross is None else min(gross, exact(cost.subsidy_cap_gross.value)))
    if cost.form == "share":
        return wage - _value(cost.subsidy_share) * _with_fees(cost, covered, lower)
    if cost.form == "fees":
        times = multiple or Decimal(0)
        at_usual_fees = max(times - 1, Decimal(0)) if cost.usual_fees_above_one else Decimal(0)
        due, usual = (_with_fees(cost, covered, fees) - covered for fees in (lower, None))
        return wage - (times - at_usual_fees) * due - at_usual_fees * usual
    return wage


def _with_fees(cost: Cost, pay: Decimal, lower: LowerFees | None) -> Decimal:
    """A month's pay with the employer fees due on it: the lower ones up to their limit, the usual ones above it."""
    if lower is None:
        return pay * (1 + _value(cost.employer_fees))
    reduced = min(pay, exact(lower.pay_up_to.value))
    return pay + reduced * exact(lower.fees.value) + (pay - reduced) * _value(cost.employer_fees)


def _a_month(week: Decimal) -> Decimal:
    return week / WORKING_DAYS_IN_A_WEEK * WORKING_DAYS_IN_A_MONTH


def _a_week(month: Decimal) -> Decimal:
    return _oere(month / WORKING_DAYS_IN_A_MONTH * WORKING_DAYS_IN_A_WEEK)


def _oere(amount: Decimal) -> Decimal:
    return amount.quantize(OERE, ROUND_HALF_UP)


def placement_cost(a_week: Decimal | None, weeks: int) -> Decimal | None:
    """SEK for the whole placement; None where a week's cost is not known."""
    return None if a_week is None else a_week * weeks


def cost_on_line(a_week: Decimal | None, first: int, weeks: int, line: BudgetLine) -> Decimal:
    """SEK of a placement that falls on a budget line; an unknown cost cannot be charged to it."""
    if a_week is None:
        return Decimal(0)
    covered = sum(line.covers(week) for week in range(first, first + weeks))
    return (a_week * covered * line.share).quantize(OERE, ROUND_HALF_UP)


def _value(figure: Figure | None) -> Decimal:
    return Decimal(0) if figure is None else exact(figure.value)
