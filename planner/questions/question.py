"""A question about a plan, asked by ids; a misspelt id is told with the nearest one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.errors import UsageFault, same_id
from planner.inputs.cells import close_word
from planner.instance import Instance
from planner.questions.asking import Asking
from planner.questions.pair import PairAnswer, why_not
from planner.questions.person import PersonAnswer, explain_person
from planner.questions.slot import SlotAnswer, explain_slot
from planner.schema.identity_numbers import holds_identity_number
from planner.texts import _


@dataclass(frozen=True)
class Question:
    """About a person, a person at a slot, a slot, or an employer; each by its id.

    Raises UsageFault where it is about nothing, or about an employer and something else.
    """

    person: str | None = None
    slot: str | None = None
    employer: str | None = None

    def __post_init__(self) -> None:
        """Refuse what nobody can answer."""
        if not any((self.person, self.slot, self.employer)):
            raise UsageFault(_("Name a person, a slot or an employer."))
        if self.employer is not None and (self.person is not None or self.slot is not None):
            raise UsageFault(_("An employer is asked about alone."))


Answer = PersonAnswer | PairAnswer | SlotAnswer


def answers(asking: Asking, question: Question) -> list[Answer]:
    """Answer a question. Raises UsageFault for an id that the plan does not have."""
    person, slots = _about(asking.instance, question)
    if person is None:
        return [explain_slot(asking, slot) for slot in slots]
    if slots:
        return [why_not(asking, person, slots[0])]
    return list(explain_person(asking, person))


def _about(instance: Instance, question: Question) -> tuple[int | None, list[int]]:
    """The person and the slots (positions) that a question is about."""
    slots = instance.slots["slot_id"].tolist()
    person = None if question.person is None else person_called(instance, question.person)
    if question.slot is not None:
        return person, [_position(slots, question.slot, _("{id} is no slot of the plan.", id=_repeated(question.slot)))]
    if question.employer is not None:
        known = instance.employers["employer_id"].tolist()
        unknown = _("{id} is no employer of the plan.", id=_repeated(question.employer))
        employer = known[_position(known, question.employer, unknown)]
        return None, [at for at, one in enumerate(instance.slots["employer_id"]) if one == employer]
    return person, []


def person_called(instance: Instance, name: str) -> int:
    """The position of the person with an id. Raises UsageFault, with the nearest id, where the plan has none such."""
    unknown = _("The plan has no jobseeker with that id.")
    # Nobody can tell whether it is the id of somebody with protected identity, so no id is told then.
    return _position(instance.people["jobseeker_id"].tolist(), name, unknown, may_suggest=not instance.protected)


def _repeated(name: str) -> str:
    """What somebody typed, unless it is an identity number."""
    return _("What you wrote") if holds_identity_number(name) else name


def _position(known: Sequence[str], name: str, unknown: str, *, may_suggest: bool = True) -> int:
    if name in known:
        return known.index(name)
    alike = {same_id(one).lower(): one for one in known}
    near = alike.get(same_id(name).lower()) or alike.get(close_word(name, list(alike)) or "")
    raise UsageFault(
        unknown if near is None or not may_suggest else " ".join([unknown, _("Did you mean {id}?", id=near)])
    )
