"""A letter made of its facts: title, opening, and its parts in their order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.correspondence import sentences as s
from planner.correspondence.letter import PARTS, Letter, LetterFacts, LetterPart
from planner.correspondence.obstacles import gates_told, place_told, remedy_told
from planner.correspondence.voice import Said, Voice
from planner.schema.weeks import week_label, week_monday
from planner.texts import decimal, long_date

# So many of the places that somebody without one could have had are named.
_PLACES_NAMED = 2
Lines = tuple[str, ...]


def written(facts: LetterFacts, voice: Voice) -> Letter:
    """The letter about some facts, in the language that is spoken."""
    opening = [voice(s.GREETING), voice(s.OPENINGS[facts.kind], week=_week(facts))]
    if facts.kind == "unplaced":
        opening.append(voice(s.NOT_ABOUT_YOU))
    if facts.kind == "offered":
        day = facts.answer_by
        opening.append(voice(s.ANSWER_BY_BLANK) if day is None else voice(s.ANSWER_BY, day=long_date(day)))
    opening.append(voice(s.NO_DECISION))
    parts = {}
    for name in PARTS:
        paragraphs, listed, after = _MADE[name](facts, voice)
        if paragraphs or listed:
            is_none = name == "other_places" and facts.kind == "unplaced"
            heading = voice(s.WHAT_WAS_POSSIBLE if is_none else s.HEADINGS[name])
            parts[name] = LetterPart(heading, paragraphs, listed, after)
    return Letter(facts, voice(s.NUMBER, id=facts.jobseeker_id), voice(s.TITLES[facts.kind]), tuple(opening), parts)


def _week(facts: LetterFacts) -> str:
    """The plan week as people say it: `48`."""
    return str(int(week_label(facts.week)[-2:]))


def _what(facts: LetterFacts, voice: Voice) -> tuple[Lines, Lines, Lines]:
    place = facts.place
    if place is None:
        return (), (), ()
    lines = [] if place.occupation is None else [voice(s.OCCUPATION, name=place.occupation)]
    lines.append(voice(s.EMPLOYER, name=place.employer))
    if place.form is not None:
        lines.append(voice(s.FORM, name=place.form))
    if place.module is not None:
        own = place.module
        lines.append(voice(s.MODULE, name=own.name, weeks=own.weeks, day=long_date(own.start)))
    lines += [
        voice(s.BEGAN if place.start < week_monday(facts.week) else s.START, day=long_date(place.start)),
        voice(s.WEEKS, weeks=place.weeks),
        voice(s.HOURS, hours=decimal(place.hours, 1, trim=True)),
    ]
    if place.minutes is not None:
        lines.append(voice(s.TRIP, minutes=decimal(place.minutes, 0)))
    after = [] if place.module is None else [voice(s.AFTER_MODULE)]
    if place.is_employment is not None:
        after.append(voice(s.EMPLOYED if place.is_employment else s.NOT_EMPLOYED))
    return (), tuple(lines), tuple(after)


def _why(facts: LetterFacts, voice: Voice) -> tuple[Lines, Lines, Lines]:
    if facts.kind == "unplaced":
        return _why_none(facts, voice)
    if facts.kind == "held":
        return (voice(s.WHY_HELD),), (), ()
    if facts.reason_code == "running":
        said = s.WHY_OFFERED_EARLIER if facts.kind == "offered" else s.WHY_RUNNING
        return (voice(said),), (), ()
    lines = [voice(_why_said(facts), count=facts.num_places)]
    if facts.chance is not None:
        lines.append(voice(s.LOT, equal=facts.chance.equal, places=facts.chance.places))
    if facts.reason_code in {"best", "other_goal", "ahead"} and not facts.counts_points:
        lines.append(voice(s.A_MEAN))
    return tuple(lines), (), ()


def _why_said(facts: LetterFacts) -> Said:
    """Why this place, by what decided."""
    if facts.reason_code == "pinned":
        return s.PINNED
    if facts.reason_code == "usual":
        return s.IN_TURN
    if facts.num_places <= 1:
        return s.ONLY
    if facts.counts_points:
        return s.BY_POINTS
    if facts.reason_code in {"other_goal", "ahead"}:
        return s.WHOLE
    return s.BEST if facts.rank == 1 else s.NEXT_BEST


def _why_none(facts: LetterFacts, voice: Voice) -> tuple[Lines, Lines, Lines]:
    own = facts.unplaced
    assert own is not None  # noqa: S101 - a letter without a place has its explanation
    if facts.reason_code == "no_candidate":
        gates = gates_told(own.refused, voice)
        if not gates:
            return (voice(s.NO_PLACES),), (), ()
        return (voice(s.NO_CANDIDATE),), tuple(voice(s.GATE, reason=name, count=n) for name, n in gates), ()
    if facts.reason_code == "no_gain":
        return (voice(s.NO_GAIN), voice(s.A_MEAN)), (), ()
    if facts.reason_code == "forbidden":
        return (voice(s.FORBIDDEN),), (), ()
    if facts.reason_code == "lot" and facts.chance is not None:
        said = voice(s.LOT, equal=facts.chance.equal, places=facts.chance.places)
    elif facts.reason_code == "outbid" and facts.counts_points:
        said = voice(s.OUTBID_BY_POINTS)
    else:
        said = voice(s.UNPLACED[facts.reason_code], waited=own.waiting_weeks)
    few = voice(s.FEW_ONE) if own.num_places == 1 else voice(s.FEW, count=own.num_places)
    lines = [few, said] if own.num_places else [said]
    if facts.reason_code == "outbid" and not facts.counts_points:
        lines.append(voice(s.A_MEAN))
    return tuple(lines), (), ()


def _other(facts: LetterFacts, voice: Voice) -> tuple[Lines, Lines, Lines]:
    if facts.kind == "unplaced":
        own = facts.unplaced
        assert own is not None  # noqa: S101 - as above
        if not own.num_places:
            return (voice(s.NONE_POSSIBLE),), (), ()
        told = dict.fromkeys(place_told(facts, one.slot_id, voice) for one in own.outbid[:_PLACES_NAMED])
        if not told:
            return (), (), ()
        return (voice(s.POSSIBLE),), tuple(told), ()
    if facts.kind == "held" or facts.reason_code == "running":
        return ((voice(s.NOTHING_SOUGHT),), (), ()) if facts.kind != "held" else ((), (), ())
    others = facts.num_places - 1
    if others <= 0 or facts.other is None:
        return (voice(s.NO_OTHER),), (), ()
    place = place_told(facts, facts.other, voice)
    said = voice(s.ONE_OTHER, place=place) if others == 1 else voice(s.OTHERS, count=others, place=place)
    return (said, voice(s.OTHERS_ARE_PROPOSED)), (), ()


def _change(facts: LetterFacts, voice: Voice) -> tuple[Lines, Lines, Lines]:
    own = facts.unplaced
    if facts.kind != "unplaced" or own is None:
        return (), (), ()
    if own.is_usual:
        return (voice(s.NOT_TRIED),), (), ()
    if not own.remedies:
        return (voice(s.NONE_HELPED), voice(s.NO_PROMISE)), (), ()
    told = dict.fromkeys(remedy_told(one.steps, place_told(facts, one.slot_id, voice), voice) for one in own.remedies)
    return (voice(s.TRIED),), tuple(told), (voice(s.NO_PROMISE),)


def _decided(facts: LetterFacts, voice: Voice) -> tuple[Lines, Lines, Lines]:
    if facts.kind in {"running", "held"}:
        return (voice(s.RESPONSIBLE),), (), ()
    lines = [voice(s.PROGRAM)]
    if facts.kind == "unplaced":
        lines.append(voice(s.RESPONSIBLE))
    elif facts.kind == "proposed":
        lines.append(voice(s.UNDECIDED))
    elif facts.kind in {"refused", "vetoed", "interviewed"}:
        lines.append(voice(s.EMPLOYER_CHOOSES))
    else:
        lines.append(voice(s.WHO_BLANK) if facts.by is None else voice(s.WHO, by=facts.by))
        lines.append(voice(s.DAY_BLANK) if facts.on is None else voice(s.DAY, day=long_date(facts.on)))
    authority = None if facts.place is None else s.AUTHORITIES.get(facts.place.decided_by or "")
    if authority is not None and facts.kind in {"accepted", "offered", "proposed"}:
        lines.append(voice(authority))
    return tuple(lines), (), ()


def _object(facts: LetterFacts, voice: Voice) -> tuple[Lines, Lines, Lines]:
    """Of somebody who is held out already, or has a place, no proposals could wait."""
    may_wait = () if facts.kind in {"held", "running"} else (s.OBJECT,)
    return tuple(voice(said) for said in (s.WRONG_DATA, s.TALK, *may_wait, s.APPEAL)), (), ()


_MADE: Mapping[str, Callable[[LetterFacts, Voice], tuple[Lines, Lines, Lines]]] = {
    "what": _what,
    "why": _why,
    "other_places": _other,
    "what_would_change": _change,
    "who_decided": _decided,
    "how_to_object": _object,
}
