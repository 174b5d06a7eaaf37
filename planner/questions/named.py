"""Who or what a question is about: ids of a plan, with the nearest one for a misspelt id."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from planner.errors import UsageFault
from planner.instance import Instance
from planner.schema.identity_numbers import holds_identity_number
from planner.texts import _


def person_called(instance: Instance, name: str) -> int:
    """The position of a jobseeker. Raises UsageFault for an id that the plan does not have."""
    return _position(
        instance.people["jobseeker_id"].tolist(), name, _("{id} is no jobseeker of the plan.", id=_repeated(name))
    )


def slot_called(instance: Instance, name: str) -> int:
    """The position of a slot. Raises UsageFault for an id that the plan does not have."""
    return _position(instance.slots["slot_id"].tolist(), name, _("{id} is no slot of the plan.", id=_repeated(name)))


def slots_of_employer(instance: Instance, name: str) -> list[int]:
    """The slots (positions) of an employer. Raises UsageFault for an id that the plan does not have."""
    known = instance.employers["employer_id"].tolist()
    employer = _position(known, name, _("{id} is no employer of the plan.", id=_repeated(name)))
    return [at for at, one in enumerate(instance.slots["employer_id"]) if one == known[employer]]


def _repeated(name: str) -> str:
    """What somebody typed, unless it is an identity number."""
    return _("What you wrote") if holds_identity_number(name) else name


def _position(known: Sequence[str], name: str, unknown: str) -> int:
    if name in known:
        return known.index(name)
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    raise UsageFault(" ".join([unknown, *([_("Did you mean {id}?", id=near[0])] if near else [])]))
