"""Reasons as sentences, for planners and the people concerned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from planner.explanation.chance import chance_sentence
from planner.explanation.reasons import Later, Reason
from planner.explanation.uncovered import Uncovered
from planner.formulation import Name
from planner.instance import Instance
from planner.schema.usual import USUAL
from planner.schema.weeks import week_label
from planner.texts import N_, _, decimal, listed, ngettext

# Decimals of a value in a sentence: the fewest with which two values that differ read differently.
_DIGITS = (2, 3, 4)

GATES = {
    "slot_status": N_("the place is not open"),
    "start_week": N_("the place starts before the plan week"),
    "rule_dates": N_("the legal form does not hold at the start date"),
    "sector": N_("the employer is of the wrong kind for the legal form"),
    "supervisor": N_("no supervisor is named"),
    "union": N_("the union has not been consulted"),
    "union_late": N_("the union is consulted only after the start"),
    "collective_agreement": N_("there is no collective agreement"),
    "tax_debts": N_("the employer has tax debts"),
    "trading_ban": N_("the employer is under a trading ban"),
    "bankrupt": N_("the employer is bankrupt"),
    "redundancies": N_("redundancies at the unit within the year"),
    "chain": N_("the employer or the law stands in the way of a step of the track"),
    "length": N_("the place is longer than the legal form allows"),
    "slot_hours": N_("more hours than the legal form allows"),
    "lead_time": N_("too little time before the start"),
    "funding_weeks": N_("some week is in no budget line"),
    "cost": N_("the wage is not stated, so the cost is unknown"),
    "rule_who": N_("the legal form is not open to the person"),
    "available": N_("the person is available only later"),
    "hours": N_("more hours than the person can take"),
    "busy": N_("the shift meets something else"),
    "education": N_("the demand for education"),
    "swedish": N_("the demand for Swedish"),
    "driving_licence": N_("the demand for a driving licence"),
    "skills": N_("the demand for skills"),
    "limits": N_("the tasks do not suit the person's limits"),
    "veto": N_("the person has said no to the place"),
    "declined": N_("the person has declined the place before"),
    "already_there": N_("the person is there already"),
    "municipality": N_("the place is a neighbouring municipality's, and each keeps its places for its own residents"),
    "last_bus": N_("nothing runs there or home at those hours"),
    "travel": N_("the trip is too long"),
}

GOALS = {
    "outcome": N_("more people in work or study"),
    "own_residents": N_("own residents first"),
    "other_purposes": N_("places of other purposes"),
    "waiting": N_("long waits"),
    "fair_share": N_("a fair share"),
    "group_floor": N_("the floors of groups"),
    "max_min": N_("the lowest share of a group"),
    "leximin": N_("the lowest shares of groups in turn"),
    "stability": N_("last week's proposals"),
    "queue": N_("the queue"),
    "lot": N_("the lot"),
    "preference": N_("wishes"),
    "travel": N_("shorter trips"),
    "cost": N_("lower cost"),
    "group_minimum": N_("the minimum of a group"),
}


def sentence(reason: Reason, instance: Instance) -> str:
    """The reason as one or two sentences, with the facts that are needed to check it."""
    variant = "overridden" if reason.code == "pinned" and reason.gates else _variant(reason)
    if variant == "no_places" and len(instance.slots):
        variant = "not_listed"
    if variant in _BY_POINTS and instance.counts_points:
        variant = _BY_POINTS[variant]
    slot = "" if reason.slot is None else instance.slot_ids[reason.slot]
    if variant in _OUTBID:
        figures = _weighed(reason, instance) or _(_OUTBID[variant])
        return " ".join(filter(None, [_stopped(reason, slot), figures, _elsewhere(reason, instance), _kept(reason)]))
    if reason.later is not None:
        return _waiting(reason.later, _which(reason, slot))
    if variant in _STOPPED:
        return " ".join(filter(None, [_stopped(reason, slot), _(_STOPPED[variant]), _kept(reason)]))
    gates = [
        gate_text(name, is_unverified=name in reason.unverified, uncovered=reason.uncovered) for name in reason.gates
    ]
    longest, own = reason.waits or (0, 0)
    text = _(
        _SENTENCES[variant],
        slot=slot,
        longest=longest,
        own=own,
        places=_places(reason.num_places),
        which=_which(reason, slot),
        gates=joined(gates),
        goal="" if reason.goal is None else _(GOALS[reason.goal]),
        usual="" if reason.usual is None else _(USUAL[reason.usual]),
        by=reason.by or "",
    )
    figures = _weighed(reason, instance) if variant in _WEIGHED else ""
    chance = "" if reason.chance is None else chance_sentence(reason.chance)
    return " ".join(filter(None, [text, figures, chance]))


def standing_sentence(state: str, first: int, last: int, answer_by: date | None, week: int) -> str:
    """What has been settled about a placement that was not proposed now, in the words of docs/answers.md.

    `state` is offered, accepted or started; `first` and `last` are the weeks of the placement, `week` is the plan week.
    """
    if state == "offered":
        if answer_by is None:
            return _("Offered; no day for the answer is stated.")
        return _("Offered; the answer is due by {day}.", day=answer_by.isoformat())
    if state == "started":
        return _("Started; runs until {week}.", week=week_label(last))
    if first < week:
        return _("Accepted; should have started in {week}.", week=week_label(first))
    return _("Accepted; starts in {week}.", week=week_label(first))


def _variant(reason: Reason) -> str:
    """The sentence that fits a code; some have a variant for a single place, or for a certain goal or constraint."""
    if reason.code == "best":
        return "best_only" if reason.num_places == 1 else ("best" if reason.slot is None else "best_free")
    if reason.code == "no_candidate":
        return "no_candidate" if reason.gates else "no_places"
    if reason.code == "other_goal" and reason.goal == "outcome":
        return "for_the_whole"
    if reason.code == "forbidden" and reason.num_places == 1:
        return "forbidden_only"
    if reason.goal is not None and reason.code != "other_goal" and reason.code not in {*_SENTENCES, *_STOPPED}:
        return "longer_wait" if reason.waits else "goal"
    return "queue_figures" if reason.code == "queue" and reason.waits else reason.code


# Sentences that replace others if the plan counts points.
_BY_POINTS = {"no_gain": "no_points", "outbid": "outbid_points"}
_SENTENCES = {
    "best": N_("Best of {places}."),
    "best_only": N_("The only possible place."),
    "best_free": N_("Best free place of {places}; {slot} would be better but does not fit into the plan."),
    "other_goal": N_("Chosen among {places} for the sake of the goal {goal}."),
    "for_the_whole": N_("Chosen among {places} for the whole: {slot} starts only with enough participants."),
    "ahead": N_("Chosen among {places}: {slot} gives more now, and is expected to be of more use later."),
    "usual": N_("Usual practice: {usual}."),
    "others_first": N_("No place now: others went first ({usual})."),
    "not_in_past": N_("Not among your own placements."),
    "pinned": N_("Decided by hand."),
    "overridden": N_("Decided by hand, by {by}, although this stands in the way: {gates}."),
    "held": N_("Contested: held out until that is settled."),
    "forbidden": N_("All of {places} are forbidden by hand."),
    "forbidden_only": N_("The only possible place is forbidden by hand."),
    "no_gain": N_("No place is expected to help more than staying in the pool."),
    "no_points": N_("No place gives more points than staying in the pool."),
    "no_candidate": N_("No possible place. Closest in the way: {gates}."),
    "no_places": N_("There are no places this week."),
    "not_listed": N_("No place is listed for the person."),
    "interviewed": N_("No proposal now: the employer of {which} has met the person and has not answered yet."),
    "minimum_not_reached": N_("No place now: {which} does not start, with too few participants."),
    "goal": N_("No place now: the goal {goal} came before a proposal for {which}."),
    "group_minimum": N_("No place now: the minimum of a group came before a proposal for {which}."),
    "own_residents": N_("No place now: each municipality's own residents come first, before a proposal for {which}."),
    "longer_wait": N_("No place now: {which} went to a longer wait, {longest} weeks against {own}."),
    "lot": N_("No place now: the lot decided on {which}."),
    "queue": N_("No place now: the queue decided on {which}."),
    "queue_figures": N_("No place now: the queue decided on {which}, {longest} weeks against {own}."),
    "not_settled": N_("No place now: the search ended before {which} was settled. More time may change that."),
}
# After these follows what an exchange would give.
_WEIGHED = frozenset({"goal", "group_minimum", "own_residents"})
# Of somebody who is outbid: what follows once the limits are named, where an exchange has no figures.
_OUTBID = {
    "outbid": N_("Those placed are expected to gain no less."),
    "outbid_points": N_("Those placed give no fewer points."),
}
# A place that limits put out of reach: what follows once those are named.
_STOPPED = {
    "by_hand": N_("Only a proposal decided by hand could make room."),
    "limit": N_("No other proposal would change that."),
}


def _stopped(reason: Reason, slot: str) -> str:
    """The place that would be proposed, and the limits in the way of it."""
    which = _which(reason, slot)
    if _is_just_full(reason.limits, slot):
        return _("No place now: {which} is taken already.", which=which)
    limits = joined(limit_text(name) for name in reason.limits)
    return _("No place now: {which} would suit, but {limits}.", which=which, limits=limits)


def _kept(reason: Reason) -> str:
    """At how many other possible places somebody would take more from the weeks to come than a place now gives."""
    if not reason.num_kept:
        return ""
    return ngettext(
        "At {number} other possible place a placement now is expected to take more from the weeks to come than it "
        "gives.",
        "At {number} other possible places a placement now is expected to take more from the weeks to come than it "
        "gives.",
        reason.num_kept,
    )


def _waiting(later: Later, which: str) -> str:
    """What somebody waits for, and what is weighed against a place now."""
    now, more = _told_apart((later.now, later.later), trim=False)
    own = decimal(later.own, _DIGITS[0])
    if own == decimal(0.0, _DIGITS[0]):
        return _("Waits: {which} would give {now} now, and the place or the money is expected to give others {later} "
                 "in the weeks to come.", which=which, now=now, later=more)  # fmt: skip
    text = _("Waits: {which} would give {now} now, and waiting is expected to give {later}.",
             which=which, now=now, later=more)  # fmt: skip
    if later.like is None:
        return " ".join([text, _("The person may expect {own} of that.", own=own)])
    return " ".join([text, _("The person may expect {own} of that, most at a place like {slot}.", own=own,
                             slot=later.like)])  # fmt: skip


def _told_apart(figures: tuple[float, float], *, trim: bool) -> tuple[str, str]:
    """Two figures with as few decimals as tell them apart; where none do, the fewest."""
    for digits in (*_DIGITS, _DIGITS[0]):
        one, other = (decimal(value, digits, trim=trim) for value in figures)
        if one != other:
            break
    return one, other


def _weighed(reason: Reason, instance: Instance) -> str:
    """What an exchange would give instead of what the plan has now; nothing where no exchange was found."""
    if reason.weighed is None:
        return ""
    before, after = _told_apart(reason.weighed, trim=instance.counts_points)
    if before == after and instance.counts_points:
        return _("In points, a swap would give as much: {after}.", after=after)
    if before == after:
        return _("A swap would gain as much: {after}.", after=after)
    if instance.counts_points:
        return _("In points, a swap would give {after} instead of {before}.", after=after, before=before)
    return _("A swap would gain {after} instead of {before}.", after=after, before=before)


def _elsewhere(reason: Reason, instance: Instance) -> str:
    """At how many of the person's places it was gain that decided, where there are several."""
    if reason.num_outbid < 2:  # noqa: PLR2004 - one is the place named
        return ""
    if reason.num_outbid == reason.num_places:
        return _("Points decided at all of them.") if instance.counts_points else _("Gain decided at all of them.")
    if instance.counts_points:
        return _("Points decided at {count} of them.", count=reason.num_outbid)
    return _("Gain decided at {count} of them.", count=reason.num_outbid)


def _is_just_full(limits: Sequence[Name], slot: str) -> bool:
    """Whether nothing but the slot's own places is in the way."""
    return (
        len(limits) == 1 and limits[0][0] == "slot_places" and limits[0][1][0] == slot and limits[0][1][1] != "minimum"
    )


def gate_text(name: str, *, is_unverified: bool = False, uncovered: Uncovered | None = None) -> str:
    """A gate in words. Names that end in `_unknown`: a blank decides. `is_unverified`: nobody has verified the rule.

    `uncovered` are the weeks that gate funding_weeks refuses.
    """
    is_unknown = name.endswith("_unknown")
    text = _(GATES[name.removesuffix("_unknown")])
    if name == "funding_weeks" and uncovered is not None:
        text = _uncovered_text(uncovered)
    if is_unknown and is_unverified:
        return _("{gate} (not known, the rule is not verified)", gate=text)
    if is_unknown:
        return _("{gate} (not known)", gate=text)
    return _("{gate} (the rule is not verified)", gate=text) if is_unverified else text


def _uncovered_text(uncovered: Uncovered) -> str:
    first, last = (week_label(week) for week in (uncovered.first, uncovered.last))
    if first == last:
        return _("{week} is in no budget line of {programme}", week=first, programme=uncovered.programme_id)
    programme = uncovered.programme_id
    return _("{first} to {last} are in no budget line of {programme}", first=first, last=last, programme=programme)


_LIMITS = {
    "slot_places": N_("the places of {owner} are taken"),
    "employer_people": N_("employer {owner} takes no more people at a time"),
    "employer_approaches": N_("employer {owner} is asked to meet no more people this month"),
    "supervisor_support": N_("supervisor {owner} has no capacity left"),
    "caseworker_starts": N_("caseworker {owner} can start no more that week"),
    "funding_budget": N_("the money of {owner} does not suffice"),
    "funding_pace": N_("the pace of {owner} allows no more this week"),
    "person_hours": N_("the hours do not suffice"),
    "person_shifts": N_("the shifts clash"),
    "one_main": N_("another place is proposed"),
    "decisions": N_("it is so decided"),
    "module_seats": N_("module {owner} has no seat left"),
    "group_minimum": N_("the minimum of a group holds"),
    "path_places": N_("no place is left of those held for the step after {owner}"),
}
_PATH_LIMITS = {
    "others": N_("places of {owner} are held for people who come from another programme"),
    "without": N_("no place is held for the step after {owner}"),
}


def limit_text(name: Name) -> str:
    """A named limit in words, as a main clause: what is full."""
    constraint, key = name
    owner = key[0] if key else ""
    if constraint == "slot_places" and key[1] == "minimum":
        return _("{owner} has fewer places than it starts with", owner=owner)
    if constraint == "path_places":
        kind, owner = key[:2] or ("", "")
        return _(_PATH_LIMITS.get(kind, _LIMITS[constraint]), owner=owner)
    return _(_LIMITS[constraint], owner=owner)


def _which(reason: Reason, slot: str) -> str:
    """The place that a reason names, and whether it is the person's only, best or another possible place."""
    if reason.num_places == 1:
        return _("{slot} (the only possible place)", slot=slot)
    places = _places(reason.num_places)
    if reason.code == "outbid":
        return _("{slot} (the nearest of {places})", slot=slot, places=places)
    if reason.is_best:
        return _("{slot} (the best of {places})", slot=slot, places=places)
    return _("{slot} (one of {places})", slot=slot, places=places)


def _places(count: int) -> str:
    return ngettext("{number} possible place", "{number} possible places", count)


def joined(parts: Iterable[str]) -> str:
    """Distinct parts of a sentence as a list."""
    return listed(list(dict.fromkeys(parts)))
