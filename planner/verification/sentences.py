"""Checks of the sentences in assignments.csv, as far as their facts can be held against the plan.

A sentence names nobody else. Of a proposal it counts the possible places; of somebody without one it also names the
slot of the second choice, and of a place through a module it states the module. Where gain decided and the slot is
just full, it states what an exchange there gains and what is gained now. The other figures of a sentence are not
checked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from planner.schema.weeks import week_label
from planner.texts import _, decimal, languages, speaking
from planner.verification.bound import Valued
from planner.verification.charges import charge
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import Entry, where_of_person
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.reason_codes import DECIDING, helps
from planner.verification.room import Room
from planner.verification.second_choices import allowed, of_kind, room_of

# The codes of proposals whose sentence counts the possible places, and those whose sentence names a slot as well.
COUNTING = frozenset({"best", "other_goal", "ahead"})
NAMING = frozenset(
    {
        "waits",
        "interviewed",
        "outbid",
        "by_hand",
        "limit",
        "minimum_not_reached",
        "not_settled",
        "group_minimum",
        *DECIDING,
    }
)
DIGITS = (2, 3, 4)
# An id in a text; a full stop may follow it.
WORD = re.compile(r"[\w.-]*\w")
LETTER_AND_DIGIT = re.compile(r"(?=.*\d)(?=.*[^\W\d_])")


def sentences(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Hold the facts that a reason's sentence must state against the plan; not where it breaks a hard constraint."""
    if parsed.broken:
        return []
    room, people = room_of(facts, parsed), _people(facts)
    at_slot: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in room.taken:
        at_slot[candidate.offer.slot.slot_id].append(candidate)
    proposals = {line.row: candidate for line, candidate in parsed.proposals}
    plan = parsed.folder.plan or {}
    language = plan.get("language") if plan.get("language") in languages() else None
    objections = []
    for line in parsed.rows:
        said = line.text("reason")
        words = set(WORD.findall(said))
        wrong = []
        if line.text("reason_code") != "pinned" and (words & people) - {line.text("jobseeker_id")}:
            wrong.append(_("the sentence names somebody else."))
        own = allowed(facts, parsed, line)
        if line.text("status") == "unplaced" and line.text("reason_code") in NAMING:
            wrong += [*_of_slot(line, words), *_of_places(words, _sought(own))]
        if line.row in proposals and line.text("reason_code") in COUNTING:
            wrong += _of_places(words, of_kind(proposals[line.row], own))
        if line.row in proposals:
            wrong += _of_module(said, words, proposals[line.row])
        if line.text("reason_code") == "waits" and language is not None:
            with speaking(str(language)):
                wrong += _unstated(said, _later(facts, line, own))
        # With charges for weeks to come, those who would have to go are not those of least gain.
        if line.text("reason_code") == "outbid" and language is not None and facts.scenario.look_ahead is None:
            with speaking(str(language)):
                wrong += _unstated(said, _gains(facts, parsed, line, room, at_slot))
        where = where_of_person(line, line.text("jobseeker_id"))
        objections += [Objection("reason", where, message) for message in wrong]
    return objections


def _people(facts: Facts) -> set[str]:
    """The jobseekers' ids, without those that may stand in a text for something else."""
    tables = (facts.slots, facts.employers, facts.programmes, facts.funding, facts.supervisors, facts.caseworkers)
    others = {name for table in tables for name in table}
    return {person_id for person_id in facts.people if LETTER_AND_DIGIT.match(person_id)} - others


def _of_slot(line: Entry, words: set[str]) -> list[str]:
    second = line.text("second_choice")
    if not second or second in words:
        return []
    return [_("the sentence does not state {figure}.", figure=_("slot {slot}", slot=second))]


def _of_module(said: str, words: set[str], proposal: Candidate) -> list[str]:
    """What a sentence lacks of the module before the place: its name, its length, and the week in which it begins."""
    taken = proposal.offer.bridge
    if taken is None:
        return []
    name, first, weeks = taken.module.name or taken.module.module_id, week_label(taken.first), str(taken.module.weeks)
    lacking = [name] * (name not in said) + [one for one in (weeks, first) if one not in words]
    return [_("the sentence does not state {figure}.", figure=one) for one in lacking]


def _sought(own: list[Valued]) -> list[Valued]:
    """The places that a person without one could have had: main places, or others where there is none."""
    helping = [priced for priced in own if helps(priced)]
    return [priced for priced in helping if priced.candidate.offer.purpose == "main"] or helping


def _of_places(words: set[str], possible: list[Valued]) -> list[str]:
    """What is wrong with how many possible places a sentence counts; of one place it gives no number."""
    count = len({priced.candidate.offer.slot.slot_id for priced in possible})
    if count <= 1 or str(count) in words:
        return []
    return [_("the sentence does not state that there are {count} possible places.", count=count)]


def _gains(
    facts: Facts, parsed: ParsedPlan, line: Entry, room: Room, at_slot: Mapping[str, Sequence[Candidate]]
) -> list[list[str]]:
    """The gains that a sentence must state, each as it may be written; none where other purposes are weighed."""
    slot_id = line.text("second_choice")
    own = [
        priced
        for priced in allowed(facts, parsed, line)
        if priced.candidate.offer.slot.slot_id == slot_id and line.differs("second_choice_value", priced.value) is None
    ]
    if not own or any(priced.candidate.offer.purpose != "main" for priced in own):
        return []
    broken = [room.all_broken(priced.candidate) for priced in own]
    if any(names != {"slot_places"} for names in broken) or slot_id in room.closed:
        # Who would have to go is not known here; they may be of other purposes.
        return []
    pinned = facts.pinned()
    there = at_slot.get(slot_id, ())
    leaving = [one for one in there if (one.person.jobseeker_id, slot_id) not in pinned]
    if not leaving or any(one.offer.purpose != "main" or one not in parsed.value_of for one in leaving):
        return []
    return [_shown(own[0].value), _shown(min(parsed.value_of[one] for one in leaving))]


def _later(facts: Facts, line: Entry, own: list[Valued]) -> list[list[str]]:
    """What waiting is weighed against, each as it may be written: the value of the best place now, and its charge."""
    there = [one for one in own if one.candidate.offer.slot.slot_id == line.text("second_choice")]
    main = [one for one in there if one.candidate.offer.purpose == "main"]
    if not main:
        return []
    best = max(main, key=lambda one: one.value)
    return [_shown(best.value), _shown(charge(facts, best.candidate, best.value).whole)]


def _unstated(said: str, figures: list[list[str]]) -> list[str]:
    """What is wrong with a sentence that lacks some figures."""
    missing = [shown for shown in figures if not _states(said, shown)]
    return [_("the sentence does not state {figure}.", figure=shown[0]) for shown in missing]


def _shown(value: float) -> list[str]:
    return [decimal(value, digits, trim=trim) for digits in DIGITS for trim in (False, True)]


def _states(said: str, shown: list[str]) -> bool:
    """Whether a sentence has one of some figures."""
    return any(re.search(rf"(?<![\d.,]){re.escape(figure)}(?!\d)", said) for figure in shown)
