"""What stood in the way of a place, and what would have helped, in the words of letters."""

from __future__ import annotations

from collections.abc import Mapping

from planner.correspondence.letter import LetterFacts
from planner.correspondence.sentences import AT, BOTH, IF
from planner.correspondence.voice import Said, Voice, same
from planner.questions import RemedyStep
from planner.texts import N_, decimal

# Gates that look at the person; of the others a letter says that the place was not ready.
_GATES: Mapping[str, Said] = {
    "rule_who": Said(N_("By law the form is not open to you"), N_("The law says no for this form")),
    "available": Said(N_("You can start only later"), N_("You can start later")),
    "hours": Said(N_("The place has more hours than you can take"), N_("Too many hours for you")),
    "busy": Said(N_("The hours clash with something that you do"), N_("You do something else at that time")),
    "education": Said(N_("The place asks for more schooling"), N_("You need more school")),
    "swedish": Said(N_("The place asks for more Swedish"), N_("You need more Swedish")),
    "driving_licence": Said(N_("The place asks for a driving licence"), N_("You need a driving licence")),
    "skills": Said(N_("The place asks for skills that you are not noted for"), N_("You need to know certain things")),
    "limits": Said(N_("The tasks do not suit what you can do"), N_("The work does not suit you")),
    "veto": Said(N_("You have said no to the place"), N_("You have said no")),
    "declined": Said(N_("You have said no to the place before"), N_("You have said no before")),
    "already_there": Said(N_("You are there already"), N_("You are there now")),
    "municipality": Said(
        N_("The place is for people who live in another municipality"), N_("The place is for another municipality")
    ),
    "last_bus": Said(N_("No bus or train goes at those hours"), N_("No bus goes at that time")),
    "travel": same(N_("The trip is too long")),
}
_NOT_READY = Said(N_("The place was not ready: dates, rules or money"), N_("The place was not ready"))
_NOT_KNOWN = Said(N_("We lack something about you or the place"), N_("We do not know enough"))

_STEPS: Mapping[str, Said] = {
    "max_travel_minutes": Said(N_("the trip could take {value} min"), N_("you could travel {value} min")),
    "hours_per_week": Said(N_("you could take {value} hours a week"), N_("you could work {value} hours a week")),
    "driving_licence": same(N_("you had a driving licence, B")),
    "education_level": Said(N_("you had one more level of schooling"), N_("you had more school")),
    "swedish_level": same(N_("your Swedish were at level {value}")),
    "busy": same(N_("you were free one more half-day a week")),
}
_LIMITS: Mapping[str, Said] = {
    "slot_places": same(N_("there were one more place")),
    "employer_people": Said(N_("the employer took one more person"), N_("the employer took one more")),
    "employer_approaches": same(N_("the employer could meet one more person this month")),
    "supervisor_support": Said(N_("there were more supervision at work"), N_("there were more help at work")),
    "caseworker_starts": Said(N_("your caseworker had time for one more start"), N_("your caseworker had more time")),
    "funding_budget": same(N_("there were more money")),
    "funding_pace": same(N_("more money might be used each week")),
    "module_seats": same(N_("the short course had one more seat")),
}
_MANY = same(N_("there were {count} more places"))
GATES_TOLD = 3
UNKNOWN = "_unknown"


def gates_told(refused: tuple[tuple[str, int], ...], voice: Voice) -> list[tuple[str, int]]:
    """What refused most of the places, in words, with the number of places."""
    counts: dict[str, int] = {}
    for name, number in refused:
        said = _NOT_KNOWN if name.endswith(UNKNOWN) else _GATES.get(name, _NOT_READY)
        words = voice(said)
        counts[words] = counts.get(words, 0) + number
    return sorted(counts.items(), key=lambda one: -one[1])[:GATES_TOLD]


def remedy_told(steps: tuple[RemedyStep, ...], place: str, voice: Voice) -> str:
    """A change that was tried and helped, as one line."""
    first, *more = (_step(step, voice) for step in steps)
    said = voice(BOTH, first=first, second=more[0]) if more else first
    return voice(IF, steps=said, place=place)


def _step(step: RemedyStep, voice: Voice) -> str:
    if step.limit is not None:
        if step.limit[0] == "slot_places" and step.amount > 1:
            return voice(_MANY, count=decimal(step.amount, 0))
        return voice(_LIMITS[step.limit[0]])
    assert step.column is not None  # noqa: S101 - a step changes a cell or a limit
    value = decimal(step.value, 1, trim=True) if isinstance(step.value, float) else step.value
    return voice(_STEPS[step.column], value=value)


def place_told(facts: LetterFacts, slot: str, voice: Voice) -> str:
    """A place by its occupation and employer."""
    occupation, employer = facts.names[slot]
    return employer if occupation is None else voice(AT, occupation=occupation, employer=employer)
