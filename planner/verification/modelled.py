"""What is said of one candidate by itself: own or modelled outcome, what it rests on, and the chance of a yes."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from planner.schema.models import PointsModel
from planner.schema.tables import Slot
from planner.verification.effects import counts_as, effect_of, on_date, segment
from planner.verification.facts import Candidate, Facts
from planner.verification.fit import fit, wished_occupations
from planner.verification.money import exact
from planner.verification.remembered import remembered

KIND_DIGITS = 4
WEAKEST_FIRST = ("judgement", "effect", "observed")


def own_outcome(facts: Facts, candidate: Candidate) -> Decimal | None:
    """The user's own outcome of the candidate: of this form, else of every form of the slot; None without one."""
    if not facts.outcomes:
        return None
    person_id, slot_id = candidate.person.jobseeker_id, candidate.offer.slot.slot_id
    for programme_id in (candidate.offer.programme.programme_id, None):
        value = facts.outcomes.get((person_id, slot_id, programme_id))
        if value is not None:
            return exact(value)
    return None


def modelled_outcome(facts: Facts, candidate: Candidate, of_fit: Decimal) -> Decimal:
    """Segment baseline plus effect and fit, both parts rounded to score_step, the sum kept in 0..1; or points."""
    model = facts.scenario.assumptions.outcome
    if isinstance(model, PointsModel):
        return rounded(facts, points(model, candidate))
    effect, _low, _kind = effect_of(facts, candidate)
    added = rounded(facts, effect + of_fit)
    whole = rounded(facts, exact(segment(facts, candidate.person).baseline)) + added
    return min(Decimal(1), max(Decimal(0), whole))


def points(model: PointsModel, candidate: Candidate) -> Decimal:
    """The points of the rule for the person's priority class, else those for everybody else, else 0."""
    of_rule = [row for row in model.points if row.rule == candidate.offer.programme.rule]
    for number in (candidate.person.priority_class, None):
        for row in of_rule:
            if row.priority_class == number:
                return exact(row.points)
    return Decimal(0)


def fit_points(facts: Facts, candidate: Candidate) -> Decimal:
    """What the fit adds to the effect, for programmes of purpose main alone.

    0 if on the follow-up date the placement has not begun, or still runs and the model does not count it as work or
    study.
    """
    model = facts.scenario.assumptions.outcome
    if isinstance(model, PointsModel) or candidate.offer.purpose != "main" or facts.settings.candidates == "listed":
        return Decimal(0)
    holds = on_date(facts, candidate.offer)
    if holds == "not_begun" or (holds == "running" and counts_as(model, candidate.offer) == "nothing"):
        return Decimal(0)
    return fit(facts, candidate) * exact(model.shape.fit.value)


def basis(facts: Facts, candidate: Candidate) -> str:
    """What the uplift rests on: the user's own outcome, points, or the effect's kind.

    If the user states a baseline but the outcome is modelled, the segment's baseline enters as well, and the weaker
    kind of the two counts.
    """
    if facts.settings.candidates == "listed" or own_outcome(facts, candidate) is not None:
        return "own"
    model = facts.scenario.assumptions.outcome
    if isinstance(model, PointsModel):
        return "points"
    kinds = [effect_of(facts, candidate)[2]]
    if candidate.person.jobseeker_id in facts.baselines:
        kinds.append(segment(facts, candidate.person).kind)
    return min(kinds, key=WEAKEST_FIRST.index)


def acceptance(facts: Facts, candidate: Candidate) -> Decimal:
    """1 for the user's own outcomes, in listed mode and with points; else by declined, wished, other wish or none."""
    if facts.settings.candidates == "listed" or own_outcome(facts, candidate) is not None:
        return Decimal(1)
    if isinstance(facts.scenario.assumptions.outcome, PointsModel):
        return Decimal(1)
    figures = facts.scenario.assumptions.acceptance.acceptance
    slot = candidate.offer.slot
    if has_declined_the_kind(facts, candidate):
        return exact(figures.declined_before.value)
    wished_slots, occupations = _wishes(facts, candidate.person.jobseeker_id)
    if slot.slot_id in wished_slots or (slot.ssyk is not None and slot.ssyk.startswith(occupations)):
        return exact(figures.wished.value)
    return exact(figures.other_than_wished.value if wished_slots or occupations else figures.no_wish_stated.value)


@remembered(1024)
def _wishes(facts: Facts, person_id: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The slots and the occupations that the person wishes."""
    wishes = facts.preferences.get(person_id, ())
    slots = frozenset(wish.slot_id for wish in wishes if wish.rank >= 1 and wish.slot_id)
    return slots, tuple(wished_occupations(facts, person_id))


def has_declined_the_kind(facts: Facts, candidate: Candidate) -> bool:
    """Whether the person has declined a place of this occupation before (or programme, if one is unknown)."""
    code = candidate.offer.slot.ssyk
    for row in facts.history.get(candidate.person.jobseeker_id, ()):
        if row.end != "declined":
            continue
        slot: Slot | None = None if row.slot_id is None else facts.slots.get(row.slot_id)
        if slot is not None and slot.ssyk is not None and code is not None:
            if slot.ssyk[:KIND_DIGITS] == code[:KIND_DIGITS]:
                return True
        elif row.programme_id == candidate.offer.programme.programme_id:
            return True
    return False


def rounded(facts: Facts, number: Decimal) -> Decimal:
    """A modelled probability to the nearest score step, halves upwards."""
    step = exact(facts.settings.score_step)
    return (number / step + Decimal("0.5")).to_integral_value(ROUND_FLOOR) * step
