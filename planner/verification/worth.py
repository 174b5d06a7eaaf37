"""What a candidate is worth: outcome, baseline, uplift, acceptance, value and strength, in decimals as on paper."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from planner.schema.tables import Jobseeker, Slot
from planner.verification.facts import Candidate, Facts
from planner.verification.money import exact

FOUR_DIGITS, TWO_DIGITS = 4, 2


class Worth(NamedTuple):
    """The numbers of one candidate; `value` is acceptance x uplift for purpose main and 0 for other purposes."""

    outcome: Decimal
    baseline: Decimal
    uplift: Decimal
    acceptance: Decimal
    value: Decimal
    strength: str


def worth(facts: Facts, candidate: Candidate) -> Worth:
    """All numbers of a candidate."""
    own = own_outcome(facts, candidate)
    before = baseline(facts, candidate.person)
    after = modelled_outcome(facts, candidate) if own is None else own
    uplift = after - before
    accepted = acceptance(facts, candidate)
    value = accepted * uplift if candidate.form.purpose == "main" else Decimal(0)
    return Worth(after, before, uplift, accepted, value, _strength(facts, candidate, uplift))


def own_outcome(facts: Facts, candidate: Candidate) -> Decimal | None:
    """The user's own outcome of the candidate: of this form, else of every form of the slot; None without one."""
    person_id, slot_id = candidate.person.jobseeker_id, candidate.form.slot.slot_id
    for programme_id in (candidate.form.programme.programme_id, None):
        value = facts.outcomes.get((person_id, slot_id, programme_id))
        if value is not None:
            return exact(value)
    return None


def baseline(facts: Facts, person: Jobseeker) -> Decimal:
    """The user's own baseline, else 0 in listed mode, else the segment's, rounded to the score step."""
    own = facts.baselines.get(person.jobseeker_id)
    if own is not None:
        return exact(own)
    if facts.settings.candidates == "listed":
        return Decimal(0)
    return rounded(facts, _segment_baseline(facts, person))


def modelled_outcome(facts: Facts, candidate: Candidate) -> Decimal:
    """Segment baseline + effect of (segment, rule) + fit, held within 0..1, rounded to the score step."""
    effect, _low = _effect(facts, candidate)
    whole = _segment_baseline(facts, candidate.person) + effect + fit(facts, candidate)
    return rounded(facts, min(Decimal(1), max(Decimal(0), whole)))


def fit(facts: Facts, candidate: Candidate) -> Decimal:
    """What a wished occupation adds, for programmes of purpose main alone."""
    code, shape = candidate.form.slot.ssyk, facts.scenario.assumptions.outcome.shape
    if candidate.form.purpose != "main" or code is None:
        return Decimal(0)
    wished = wished_occupations(facts, candidate.person)
    if any(_agree(code, wish, FOUR_DIGITS) for wish in wished):
        return exact(shape.same_occupation.value)
    if any(_agree(code, wish, TWO_DIGITS) for wish in wished):
        return exact(shape.same_field.value)
    return Decimal(0)


def acceptance(facts: Facts, candidate: Candidate) -> Decimal:
    """1 for the user's own outcomes and in listed mode; else the first of four figures that holds."""
    if facts.settings.candidates == "listed" or own_outcome(facts, candidate) is not None:
        return Decimal(1)
    figures = facts.scenario.assumptions.acceptance.acceptance
    person, slot = candidate.person, candidate.form.slot
    if has_declined_the_kind(facts, candidate):
        return exact(figures.declined_before.value)
    occupations = wished_occupations(facts, person)
    wished_slots = {w.slot_id for w in facts.preferences.get(person.jobseeker_id, ()) if w.rank >= 1 and w.slot_id}
    in_wished_occupation = slot.ssyk is not None and any(slot.ssyk.startswith(wish) for wish in occupations)
    if slot.slot_id in wished_slots or in_wished_occupation:
        return exact(figures.wished.value)
    return exact(figures.other_than_wished.value if wished_slots or occupations else figures.no_wish_stated.value)


def has_declined_the_kind(facts: Facts, candidate: Candidate) -> bool:
    """Whether the person has declined this kind of place before: its occupation, or where unknown its programme."""
    code = candidate.form.slot.ssyk
    for row in facts.history.get(candidate.person.jobseeker_id, ()):
        if row.end != "declined":
            continue
        slot: Slot | None = None if row.slot_id is None else facts.slots.get(row.slot_id)
        if slot is not None and slot.ssyk is not None and code is not None:
            if slot.ssyk[:FOUR_DIGITS] == code[:FOUR_DIGITS]:
                return True
        elif row.programme_id == candidate.form.programme.programme_id:
            return True
    return False


def wished_occupations(facts: Facts, person: Jobseeker) -> set[str]:
    """Occupation codes the person wishes: the column and the preferences of rank 1 or more."""
    named = {w.ssyk for w in facts.preferences.get(person.jobseeker_id, ()) if w.rank >= 1 and w.ssyk}
    return set(person.wished_ssyk) | named


def rounded(facts: Facts, number: Decimal) -> Decimal:
    """A modelled probability to the nearest score step, halves upwards."""
    step = exact(facts.settings.score_step)
    return (number / step + Decimal("0.5")).to_integral_value(ROUND_FLOOR) * step


def segment(facts: Facts, person: Jobseeker) -> str:
    """The segment of the outcome model that a person belongs to."""
    model = facts.scenario.assumptions.outcome
    shape = model.shape
    classes = (
        shape.education_class(person.education_level),
        shape.months_class(person.months_unemployed),
        shape.swedish_class(person.swedish_level),
    )
    return next(row.segment for row in model.segments if (row.education, row.months, row.swedish) == classes)


def _segment_baseline(facts: Facts, person: Jobseeker) -> Decimal:
    name = segment(facts, person)
    return next(exact(row.baseline) for row in facts.scenario.assumptions.outcome.segments if row.segment == name)


def _effect(facts: Facts, candidate: Candidate) -> tuple[Decimal, Decimal]:
    """The effect and its low end; a rule the table does not know has effect 0."""
    name = (segment(facts, candidate.person), candidate.form.programme.rule)
    effect, low = facts.effects.get(name, (0.0, 0.0))
    return exact(effect), exact(low)


def _strength(facts: Facts, candidate: Candidate, uplift: Decimal) -> str:
    if own_outcome(facts, candidate) is not None:
        return "strong"
    _effect_itself, low = _effect(facts, candidate)
    low += fit(facts, candidate)
    if low > 0 and low >= uplift / 2:
        return "strong"
    return "medium" if low > 0 else "uncertain"


def _agree(code: str, wish: str, digits: int) -> bool:
    return len(wish) >= digits and len(code) >= digits and code[:digits] == wish[:digits]
