"""The worth of a candidate: outcome, baseline, uplift, acceptance, value and the rest, as decimals."""

from __future__ import annotations

import math
from collections.abc import Hashable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from planner.schema.models import PointsModel
from planner.schema.tables import Jobseeker
from planner.verification.effects import effect_of, is_gross, on_date, segment, workplaces
from planner.verification.eligibility import candidates_of
from planner.verification.facts import Candidate, Facts
from planner.verification.fit import fit
from planner.verification.held import Pool, path_of, stands_for
from planner.verification.modelled import (
    WEAKEST_FIRST,
    acceptance,
    basis,
    fit_points,
    modelled_outcome,
    own_outcome,
    rounded,
)
from planner.verification.money import exact
from planner.verification.offers import Offer
from planner.verification.regular_weeks import Course, path_weeks, to_tenth, weeks_of
from planner.verification.remembered import remembered


class Worth(NamedTuple):
    """The numbers of one candidate.

    `value` of a main candidate is acceptance x gain, by setting `measure`, divided by the greatest such product of the
    person and multiplied by what the person's best place would be worth without a wish. For other purposes it is 0.
    `fit_value` is what fit adds to the value by the follow-up date, and `basis` is what the rest of the uplift rests
    on. `gross` is yes for a vacancy that somebody else would have had. `regular_weeks` is None for other purposes than
    main, and if no model gives weeks.
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
    path_value: Decimal
    path_basis: str
    regular_weeks: Decimal | None = None


def worth(facts: Facts, candidate: Candidate) -> Worth:
    """All numbers of a candidate."""
    before, uplift = baseline(facts, candidate.person), gain(facts, candidate, "follow_up", with_fit=True)
    weeks = counts_weeks(facts) and candidate.offer.purpose == "main"
    return Worth(
        outcome=before + uplift,
        baseline=before,
        uplift=uplift,
        acceptance=acceptance(facts, candidate),
        value=value_by(facts, candidate, facts.settings.measure),
        strength=_strength(facts, candidate, uplift),
        fit=fit(facts, candidate),
        fit_value=_fit_value(facts, candidate),
        basis=basis(facts, candidate),
        gross="yes" if is_gross(facts, candidate.offer) else "no",
        path_value=_path_value(facts, candidate),
        path_basis=path_basis(facts, candidate),
        regular_weeks=regular_weeks(facts, candidate, with_fit=True) if weeks else None,
    )


def _fit_value(facts: Facts, candidate: Candidate) -> Decimal:
    """What fit adds to the value by the follow-up date."""
    if candidate.offer.purpose != "main" or own_outcome(facts, candidate) is not None:
        return Decimal(0)
    best = _best_with(facts, candidate, "follow_up")
    if best is None:
        return Decimal(0)
    return acceptance(facts, candidate) * fit_points(facts, candidate) * best.unwished / best.weighed


def _path_value(facts: Facts, candidate: Candidate) -> Decimal:
    """What the next steps add to the value by the follow-up date."""
    if not steps_of(facts, candidate) or candidate.offer.purpose != "main":
        return Decimal(0)
    best = _best_with(facts, candidate, "follow_up")
    if best is None:
        figures = facts.scenario.assumptions.acceptance.acceptance
        return exact(figures.no_wish_stated.value) * path_gain(facts, candidate, with_fit=False)
    return acceptance(facts, candidate) * path_gain(facts, candidate, with_fit=True) * best.unwished / best.weighed


class PathStep(NamedTuple):
    """A later step: the candidate that stands for it, the share of people who come so far, and what both rest on."""

    candidate: Candidate
    reach: Fraction
    kind: str


def steps_of(facts: Facts, candidate: Candidate) -> tuple[PathStep, ...]:
    """The later steps that count: none where the user's own figure is taken as it is, or points count."""
    offer = candidate.offer
    if offer.programme.leads_to is None or offer.purpose != "main" or own_outcome(facts, candidate) is not None:
        return ()
    if facts.settings.candidates == "listed" or isinstance(facts.scenario.assumptions.outcome, PointsModel):
        return ()
    return _steps(facts, candidate.person.jobseeker_id, path_of(facts, candidate))


@remembered(100_000)
def _steps(facts: Facts, person_id: str, path: tuple[Pool, ...]) -> tuple[PathStep, ...]:
    """For each step the candidate with a place held that adds least."""
    found: list[PathStep] = []
    reach, kinds = Fraction(1), []
    for pool in path:
        here = stands_for(facts, person_id, pool)
        if not here:
            break
        least = min(here, key=lambda one: _least_first(facts, one))
        before = facts.programmes[pool[0]]
        reach *= Fraction(exact(before.leads_to_share or 0.0))
        kinds += [before.share_kind, *(kind for kind in (basis(facts, least),) if kind in WEAKEST_FIRST)]
        found.append(PathStep(least, reach, min(kinds, key=WEAKEST_FIRST.index)))
    return tuple(found)


def _least_first(facts: Facts, step: Candidate) -> tuple[Decimal | int, ...]:
    """What held places are ordered by: all that a path hangs on, so that no id decides."""
    kind, course = basis(facts, step), course_of(facts, step, with_fit=True)
    return (
        own_gain(facts, step, with_fit=True), own_gain(facts, step, with_fit=False), -step.offer.last,
        WEAKEST_FIRST.index(kind) if kind in WEAKEST_FIRST else len(WEAKEST_FIRST),
        course.after, course.during or Decimal(0),
    )  # fmt: skip


def path_gain(facts: Facts, candidate: Candidate, *, with_fit: bool) -> Decimal:
    """What the next steps add on the follow-up date, rounded: each helps a share of those left without work so far.

    A step that takes away, by lock-in say, takes a share of those who have work so far.
    """
    level = Fraction(_level(facts, candidate.person))
    outcome = Fraction(baseline(facts, candidate.person) + own_gain(facts, candidate, with_fit=with_fit))
    added, works = Fraction(0), min(max(outcome, Fraction(0)), Fraction(1))
    for step in steps_of(facts, candidate):
        of_step = Fraction(own_gain(facts, step.candidate, with_fit=with_fit))
        whole, touched = (1 - level, 1 - works) if of_step > 0 else (level, works)
        change = of_step / whole * touched if whole else Fraction(0)
        added += step.reach * change
        works += change
    steps = math.floor(added / Fraction(exact(facts.settings.score_step)) + Fraction(1, 2))
    return steps * exact(facts.settings.score_step)


def path_basis(facts: Facts, candidate: Candidate) -> str:
    """What the next steps rest on: the weakest of their shares and effects; the strongest kind where there are none."""
    return min((step.kind for step in steps_of(facts, candidate)), key=WEAKEST_FIRST.index, default=WEAKEST_FIRST[-1])


def _path_class(facts: Facts, candidate: Candidate) -> Hashable:
    """What the gain of a placement rests on as to its next steps."""
    return tuple(
        (step.reach, _form_of(step.candidate.offer), fit(facts, step.candidate), own_outcome(facts, step.candidate))
        for step in steps_of(facts, candidate)
    )


class Best(NamedTuple):
    """The greatest figures over a person's main candidates: gain without a wish, and acceptance x gain."""

    unwished: Decimal
    weighed: Decimal


def value_by(facts: Facts, candidate: Candidate, measure: str) -> Decimal:
    """The value of a candidate by a measure: *follow_up* or *regular_weeks*; 0 for purposes other than main."""
    if candidate.offer.purpose != "main":
        return Decimal(0)
    best = _best_with(facts, candidate, measure)
    if best is None:
        return unwished(facts, candidate, measure)
    return weighed(facts, candidate, measure) * best.unwished / best.weighed


def _best_with(facts: Facts, candidate: Candidate, measure: str) -> Best | None:
    """The `Best` of a person with this candidate among theirs; None if either of its figures is not above 0."""
    known = best_of(facts, candidate.person.jobseeker_id, measure)
    # A proposal that is no candidate gets its objection elsewhere; here it counts as one of the person's candidates.
    own = Best(unwished(facts, candidate, measure), weighed(facts, candidate, measure))
    best = own if known is None else Best(max(own.unwished, known.unwished), max(own.weighed, known.weighed))
    return best if best.unwished > 0 and best.weighed > 0 else None


@remembered(100_000)
def best_of(facts: Facts, person_id: str, measure: str) -> Best | None:
    """The `Best` of a person's main candidates; None if there are none."""
    main = [candidate for candidate in candidates_of(facts, person_id) if candidate.offer.purpose == "main"]
    if not main:
        return None
    # Many of them have the same gain and the same acceptance.
    accepted = {(_stand_in(facts, candidate), acceptance(facts, candidate)) for candidate in main}
    return Best(
        max(unwished(facts, candidate, measure) for candidate, _accepts in accepted),
        max(accepts * _gain(facts, candidate, measure, with_fit=True) for candidate, accepts in accepted),
    )


def weighed(facts: Facts, candidate: Candidate, measure: str) -> Decimal:
    """Acceptance x gain."""
    return acceptance(facts, candidate) * gain(facts, candidate, measure, with_fit=True)


def unwished(facts: Facts, candidate: Candidate, measure: str) -> Decimal:
    """What the candidate would be worth had the person stated no wish and declined nothing."""
    without_fit = gain(facts, candidate, measure, with_fit=False)
    assumed = facts.scenario.assumptions
    if own_outcome(facts, candidate) is not None or isinstance(assumed.outcome, PointsModel):
        return without_fit
    return exact(assumed.acceptance.acceptance.no_wish_stated.value) * without_fit


def gain(facts: Facts, candidate: Candidate, measure: str, *, with_fit: bool) -> Decimal:
    """What the placement adds for the person by a measure, with what the fit adds or without."""
    return _gain(facts, _stand_in(facts, candidate), measure, with_fit=with_fit)


def _stand_in(facts: Facts, candidate: Candidate) -> Candidate:
    """The first candidate met of all whose gain rests on the same: it is computed for that one alone."""
    person, offer = candidate
    rests_on = (
        _class_of(facts, person.jobseeker_id), _form_of(offer), fit(facts, candidate),
        own_outcome(facts, candidate), _path_class(facts, candidate),
    )  # fmt: skip
    return _stand_ins(facts).setdefault(rests_on, candidate)


@remembered(4)
def _stand_ins(_facts: Facts) -> dict[Hashable, Candidate]:
    return {}


@remembered(200_000)
def _class_of(facts: Facts, person_id: str) -> Hashable:
    """What the gain of a placement rests on as to the person."""
    person = facts.people[person_id]
    if isinstance(facts.scenario.assumptions.outcome, PointsModel):
        return person.priority_class, _baseline_of(facts, person_id)
    of_person = segment(facts, person)
    return of_person.education, of_person.months, of_person.swedish, _baseline_of(facts, person_id)


@remembered(100_000)
def _form_of(offer: Offer) -> Hashable:
    """What the gain of a placement rests on as to the form, the place and its weeks."""
    by_weeks = (offer.first, offer.last, offer.slot.weeks is None)
    return offer.programme.rule, offer.purpose, by_weeks, workplaces(offer)


@remembered(100_000)
def _gain(facts: Facts, candidate: Candidate, measure: str, *, with_fit: bool) -> Decimal:
    if measure == "regular_weeks":
        return regular_weeks(facts, candidate, with_fit=with_fit) - baseline_weeks(facts, candidate.person)
    return own_gain(facts, candidate, with_fit=with_fit) + path_gain(facts, candidate, with_fit=with_fit)


def own_gain(facts: Facts, candidate: Candidate, *, with_fit: bool) -> Decimal:
    """What the placement itself adds on the follow-up date, without any next step."""
    own, of_fit = own_outcome(facts, candidate), fit_points(facts, candidate) if with_fit else Decimal(0)
    after = modelled_outcome(facts, candidate, of_fit) if own is None else own
    return after - baseline(facts, candidate.person)


def counts_weeks(facts: Facts) -> bool:
    """Whether weeks of regular work can be computed: not in listed mode, and not if points count."""
    return facts.settings.candidates != "listed" and not isinstance(facts.scenario.assumptions.outcome, PointsModel)


def baseline_weeks(facts: Facts, person: Jobseeker) -> Decimal:
    """Weeks of regular work within 104 weeks of somebody who gets no place."""
    return weeks_of(_level(facts, person), facts.settings.follow_up_weeks, None)


def regular_weeks(facts: Facts, candidate: Candidate, *, with_fit: bool) -> Decimal:
    """Weeks of regular work within 104 weeks if placed so: with next steps, each path by how many come that far."""
    if steps := steps_of(facts, candidate):
        courses = [course_of(facts, one, with_fit=with_fit) for one in (candidate, *(step.candidate for step in steps))]
        level, date = _level(facts, candidate.person), facts.settings.follow_up_weeks
        sums = [path_weeks(level, date, tuple(courses[:number])) for number in range(1, len(courses) + 1)]
        more = (float(step.reach) * (sums[at + 1] - sums[at]) for at, step in enumerate(steps))
        return to_tenth(math.fsum([sums[0], *more]))
    return weeks_of(
        _level(facts, candidate.person), facts.settings.follow_up_weeks, course_of(facts, candidate, with_fit=with_fit)
    )


def course_of(facts: Facts, candidate: Candidate, *, with_fit: bool) -> Course:
    """The course of a placement by itself."""
    offer, own = candidate.offer, own_outcome(facts, candidate)
    added = {case: _added(facts, candidate, case, with_fit=with_fit) for case in ("running", "ended")}
    is_work, holds = is_gross(facts, offer), on_date(facts, offer)
    if own is not None and (holds == "ended" or (holds == "running" and is_work)):
        added[holds] = own - baseline(facts, candidate.person)
    return Course(
        first=offer.first - facts.week,
        last=None if is_work and offer.slot.weeks is None else offer.last - facts.week,
        during=added["running"] if is_work else None,
        after=added["ended"],
    )


def _level(facts: Facts, person: Jobseeker) -> Decimal:
    return min(max(baseline(facts, person), Decimal(0)), Decimal(1))


def _added(facts: Facts, candidate: Candidate, case: str, *, with_fit: bool) -> Decimal:
    """The effect in one state on the date, whatever the placement's own weeks; with or without what fit adds."""
    model = facts.scenario.assumptions.outcome
    assert not isinstance(model, PointsModel)  # noqa: S101 - points know no weeks
    more = fit(facts, candidate) * exact(model.shape.fit.value) if with_fit else Decimal(0)
    return rounded(facts, effect_of(facts, candidate, case)[0] + more)


def beside_own(facts: Facts, candidate: Candidate) -> Decimal:
    """Acceptance / the person's greatest among companions, or among activities and sheltered places; 1 if that is 0."""
    of_companions = candidate.offer.purpose == "companion"
    own = [
        one
        for one in (*candidates_of(facts, candidate.person.jobseeker_id), candidate)
        if one.offer.purpose != "main" and (one.offer.purpose == "companion") == of_companions
    ]
    most = max(acceptance(facts, one) for one in own)
    return acceptance(facts, candidate) / most if most else Decimal(1)


def baseline(facts: Facts, person: Jobseeker) -> Decimal:
    """The user's own baseline, else 0 in listed mode and where points count, else the segment's, rounded."""
    return _baseline_of(facts, person.jobseeker_id)


@remembered(200_000)
def _baseline_of(facts: Facts, person_id: str) -> Decimal:
    own = facts.baselines.get(person_id)
    if own is not None:
        return exact(own)
    model = facts.scenario.assumptions.outcome
    if facts.settings.candidates == "listed" or isinstance(model, PointsModel):
        return Decimal(0)
    return rounded(facts, exact(segment(facts, facts.people[person_id]).baseline))


def _strength(facts: Facts, candidate: Candidate, uplift: Decimal) -> str:
    """How sure the gain is: never strong if it rests on judgement or on what fit adds."""
    rests_on = basis(facts, candidate)
    if rests_on in {"own", "points"}:
        return "strong" if rests_on == "own" else ""
    low = effect_of(facts, candidate)[1]
    if rests_on != "judgement" and low > 0 and low >= uplift / 2:
        return "strong"
    return "medium" if low + fit_points(facts, candidate) > 0 else "uncertain"
