"""What a candidate is worth: outcome, baseline, uplift, acceptance, value and the rest, in decimals as on paper."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from planner.schema.models import PointsModel
from planner.schema.tables import Jobseeker, Slot
from planner.verification.effects import counts_as, effect_of, is_gross, on_date, segment
from planner.verification.facts import Candidate, Facts
from planner.verification.fit import fit, wished_occupations
from planner.verification.money import exact

KIND_DIGITS = 4
WEAKEST_FIRST = ("judgement", "effect", "observed")


class Worth(NamedTuple):
    """The numbers of one candidate; `value` is acceptance x uplift for purpose main and 0 for other purposes.

    `fit_value` is the part of the value that the fit adds, and `basis` what the rest of the uplift rests on. `gross` is
    yes for a vacancy that somebody else would have had.
    """

    outcome: Decimal
    baseline: Decimal
    uplift: Decimal
    acceptance: Decimal
    value: Decimal
    strength: str
    fit: Decimal
    fit_value: Decimal
    basis: str
    gross: str


def worth(facts: Facts, candidate: Candidate) -> Worth:
    """All numbers of a candidate."""
    own = own_outcome(facts, candidate)
    before = baseline(facts, candidate.person)
    after = modelled_outcome(facts, candidate) if own is None else own
    uplift = after - before
    accepted = acceptance(facts, candidate)
    competes = candidate.form.purpose == "main"
    return Worth(
        outcome=after,
        baseline=before,
        uplift=uplift,
        acceptance=accepted,
        value=accepted * uplift if competes else Decimal(0),
        strength=_strength(facts, candidate, uplift),
        fit=fit(facts, candidate),
        fit_value=accepted * fit_points(facts, candidate) if own is None else Decimal(0),
        basis=basis(facts, candidate),
        gross="yes" if is_gross(facts, candidate.form) else "no",
    )


def own_outcome(facts: Facts, candidate: Candidate) -> Decimal | None:
    """The user's own outcome of the candidate: of this form, else of every form of the slot; None without one."""
    person_id, slot_id = candidate.person.jobseeker_id, candidate.form.slot.slot_id
    for programme_id in (candidate.form.programme.programme_id, None):
        value = facts.outcomes.get((person_id, slot_id, programme_id))
        if value is not None:
            return exact(value)
    return None


def baseline(facts: Facts, person: Jobseeker) -> Decimal:
    """The user's own baseline, else 0 in listed mode and where points count, else the segment's, rounded."""
    own = facts.baselines.get(person.jobseeker_id)
    if own is not None:
        return exact(own)
    model = facts.scenario.assumptions.outcome
    if facts.settings.candidates == "listed" or isinstance(model, PointsModel):
        return Decimal(0)
    return rounded(facts, exact(segment(model, person).baseline))


def modelled_outcome(facts: Facts, candidate: Candidate) -> Decimal:
    """Segment baseline, and effect + fit, each rounded to the score step and together held within 0..1; or points."""
    model = facts.scenario.assumptions.outcome
    if isinstance(model, PointsModel):
        return rounded(facts, points(model, candidate))
    effect, _low, _kind = effect_of(facts, model, candidate)
    added = rounded(facts, effect + fit_points(facts, candidate))
    whole = rounded(facts, exact(segment(model, candidate.person).baseline)) + added
    return min(Decimal(1), max(Decimal(0), whole))


def points(model: PointsModel, candidate: Candidate) -> Decimal:
    """The points of the rule for the person's priority class, else those for everybody else, else 0."""
    of_rule = [row for row in model.points if row.rule == candidate.form.programme.rule]
    for number in (candidate.person.priority_class, None):
        for row in of_rule:
            if row.priority_class == number:
                return exact(row.points)
    return Decimal(0)


def fit_points(facts: Facts, candidate: Candidate) -> Decimal:
    """What the fit adds to the effect, for programmes of purpose main alone.

    Nothing where the placement has not begun on the follow-up date, or still runs and the model does not count it.
    """
    model = facts.scenario.assumptions.outcome
    if isinstance(model, PointsModel) or candidate.form.purpose != "main" or facts.settings.candidates == "listed":
        return Decimal(0)
    holds = on_date(facts, candidate.form)
    if holds == "not_begun" or (holds == "running" and counts_as(model, candidate.form) == "nothing"):
        return Decimal(0)
    return fit(facts, candidate) * exact(model.shape.fit.value)


def basis(facts: Facts, candidate: Candidate) -> str:
    """What the uplift rests on: the user's own outcome, points, or the effect's kind.

    Where the user's own baseline is taken from a modelled outcome, the segment's level enters, and the weaker counts.
    """
    if facts.settings.candidates == "listed" or own_outcome(facts, candidate) is not None:
        return "own"
    model = facts.scenario.assumptions.outcome
    if isinstance(model, PointsModel):
        return "points"
    kinds = [effect_of(facts, model, candidate)[2]]
    if candidate.person.jobseeker_id in facts.baselines:
        kinds.append(segment(model, candidate.person).kind)
    return min(kinds, key=WEAKEST_FIRST.index)


def acceptance(facts: Facts, candidate: Candidate) -> Decimal:
    """1 for the user's own outcomes, in listed mode and where points count; else the first of four that holds."""
    if facts.settings.candidates == "listed" or own_outcome(facts, candidate) is not None:
        return Decimal(1)
    if isinstance(facts.scenario.assumptions.outcome, PointsModel):
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
            if slot.ssyk[:KIND_DIGITS] == code[:KIND_DIGITS]:
                return True
        elif row.programme_id == candidate.form.programme.programme_id:
            return True
    return False


def rounded(facts: Facts, number: Decimal) -> Decimal:
    """A modelled probability to the nearest score step, halves upwards."""
    step = exact(facts.settings.score_step)
    return (number / step + Decimal("0.5")).to_integral_value(ROUND_FLOOR) * step


def _strength(facts: Facts, candidate: Candidate, uplift: Decimal) -> str:
    """How sure the gain is held to be: never strong by judgement, and never by what the fit adds."""
    rests_on = basis(facts, candidate)
    if rests_on in {"own", "points"}:
        return "strong" if rests_on == "own" else ""
    model = facts.scenario.assumptions.outcome
    if isinstance(model, PointsModel):
        return ""
    low = effect_of(facts, model, candidate)[1]
    if rests_on != "judgement" and low > 0 and low >= uplift / 2:
        return "strong"
    return "medium" if low + fit_points(facts, candidate) > 0 else "uncertain"
