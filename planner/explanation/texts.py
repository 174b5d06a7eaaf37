"""Reasons as sentences, in Swedish and English, for planners and the people concerned."""

from __future__ import annotations

from typing import Literal

from planner.explanation.reasons import Reason
from planner.explanation.uncovered import Uncovered
from planner.formulation import Name
from planner.instance import Instance
from planner.schema.weeks import week_label

Language = Literal["sv", "en"]

GATES: dict[str, tuple[str, str]] = {
    "slot_status": ("platsen är inte öppen", "the place is not open"),
    "start_week": ("platsen startade före planeringsveckan", "the place starts before the plan week"),
    "rule_dates": ("stödformen gäller inte vid startdatum", "the legal form does not hold at the start date"),
    "sector": ("arbetsgivaren är av fel slag för stödformen", "the employer is of the wrong kind for the legal form"),
    "supervisor": ("handledare saknas", "no supervisor is named"),
    "union": ("facket är inte tillfrågat", "the union has not been consulted"),
    "union_late": ("facket tillfrågas först efter start", "the union is consulted only after the start"),
    "collective_agreement": ("kollektivavtal saknas", "there is no collective agreement"),
    "tax_debts": ("arbetsgivaren har skatteskulder", "the employer has tax debts"),
    "trading_ban": ("arbetsgivaren har näringsförbud", "the employer is under a trading ban"),
    "bankrupt": ("arbetsgivaren är i konkurs", "the employer is bankrupt"),
    "redundancies": ("uppsägningar på enheten det senaste året", "redundancies at the unit within the year"),
    "chain": (
        "arbetsgivaren eller lagen hindrar ett av spårets steg",
        "the employer or the law stands in the way of a step of the track",
    ),
    "length": ("platsen är längre än stödformen tillåter", "the place is longer than the legal form allows"),
    "slot_hours": ("fler timmar än stödformen tillåter", "more hours than the legal form allows"),
    "lead_time": ("för kort tid till start", "too little time before the start"),
    "funding_weeks": ("någon vecka ligger i ingen budgetrad", "some week is in no budget line"),
    "cost": ("lönen är inte angiven, så kostnaden är okänd", "the wage is not stated, so the cost is unknown"),
    "rule_who": ("stödformen är inte öppen för personen", "the legal form is not open to the person"),
    "available": ("personen är tillgänglig först senare", "the person is available only later"),
    "hours": ("fler timmar än personen kan ta", "more hours than the person can take"),
    "busy": ("arbetstiden krockar med annat", "the shift meets something else"),
    "education": ("utbildningskravet", "the demand for education"),
    "swedish": ("kravet på svenska", "the demand for Swedish"),
    "driving_licence": ("kravet på körkort", "the demand for a driving licence"),
    "skills": ("kravet på kunskaper", "the demand for skills"),
    "limits": (
        "arbetsuppgifterna går inte ihop med personens förutsättningar",
        "the tasks do not suit the person's limits",
    ),
    "veto": ("personen har sagt nej till platsen", "the person has said no to the place"),
    "declined": ("personen har tackat nej till platsen tidigare", "the person has declined the place before"),
    "already_there": ("personen är redan på platsen", "the person is there already"),
    "last_bus": ("inget går dit eller hem vid de arbetstiderna", "nothing runs there or home at those hours"),
    "travel": ("resan är för lång", "the trip is too long"),
}

GOALS: dict[str, tuple[str, str]] = {
    "outcome": ("fler i arbete eller studier", "more people in work or study"),
    "other_purposes": ("platser med annat syfte", "places of other purposes"),
    "waiting": ("lång väntan", "long waits"),
    "fair_share": ("rättvis andel", "a fair share"),
    "stability": ("förra veckans förslag", "last week's proposals"),
    "queue": ("kötid", "the queue"),
    "lot": ("lotten", "the lot"),
    "preference": ("önskemål", "wishes"),
    "travel": ("kortare resor", "shorter trips"),
    "cost": ("lägre kostnad", "lower cost"),
    "group_minimum": ("gruppens minsta antal", "the minimum of a group"),
}


USUAL: dict[str, tuple[str, str]] = {
    "longest_wait": ("kö, längst väntan först", "queue, longest wait first"),
    "longest_wait_to_best": ("kö, var och en till sin bästa plats", "queue, each to their best place"),
    "best_first": ("bäst först", "best first"),
    "past_placements": ("era egna placeringar", "your own placements"),
}


def sentence(reason: Reason, instance: Instance, language: Language) -> str:
    """The reason as one sentence, with the facts that are needed to check it."""
    swedish = language == "sv"
    slot = "" if reason.slot is None else str(instance.slots["slot_id"].iloc[reason.slot])
    facts = {
        "slot": slot,
        "places": _places(reason.num_places, swedish=swedish),
        "which": _which(reason, slot, swedish=swedish),
        "limits": joined([limit_text(name, language) for name in reason.limits], swedish=swedish),
        "gates": joined(
            [
                gate_text(name, language, is_unverified=name in reason.unverified, uncovered=reason.uncovered)
                for name in reason.gates
            ],
            swedish=swedish,
        ),
        "goal": "" if reason.goal is None else GOALS[reason.goal][0 if swedish else 1],
        "usual": "" if reason.usual is None else USUAL[reason.usual][0 if swedish else 1],
    }
    variant = _variant(reason)
    if variant == "no_places" and len(instance.slots):
        variant = "not_listed"
    if variant in _BY_POINTS and instance.counts_points:
        variant = _BY_POINTS[variant]
    return _SENTENCES[variant][0 if swedish else 1].format(**facts)


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
    if reason.goal is not None and reason.code != "other_goal" and reason.code not in _SENTENCES:
        return "longer_wait" if reason.is_longer_wait else "goal"
    return reason.code


# Sentences that replace others if the plan counts points.
_BY_POINTS = {"no_gain": "no_points", "outbid": "outbid_points"}
_SENTENCES: dict[str, tuple[str, str]] = {
    "best": ("Bästa plats av {places}.", "Best place of {places}."),
    "best_only": ("Den enda möjliga platsen.", "The only possible place."),
    "best_free": (
        "Bästa lediga plats av {places}; {slot} vore bättre men får inte plats i planen.",
        "Best free place of {places}; {slot} would be better but does not fit into the plan.",
    ),
    "other_goal": (
        "Vald bland {places} med hänsyn till målet {goal}.",
        "Chosen among {places} for the sake of the goal {goal}.",
    ),
    "for_the_whole": (
        "Vald bland {places} för helheten: {slot} startar bara om tillräckligt många deltar.",
        "Chosen among {places} for the whole: {slot} starts only with enough participants.",
    ),
    "usual": ("Som man brukar: {usual}.", "Usual practice: {usual}."),
    "others_first": ("Ingen plats nu: andra gick före ({usual}).", "No place now: others went first ({usual})."),
    "not_in_past": ("Inte bland era egna placeringar.", "Not among your own placements."),
    "pinned": ("Bestämd för hand.", "Decided by hand."),
    "running": ("Pågår eller är utlovad.", "Running or promised."),
    "held": ("Invändning finns: hålls utanför tills den är prövad.", "Contested: held out until that is settled."),
    "forbidden": ("Alla {places} är spärrade för hand.", "All of {places} are forbidden by hand."),
    "forbidden_only": (
        "Den enda möjliga platsen är spärrad för hand.",
        "The only possible place is forbidden by hand.",
    ),
    "no_gain": (
        "Ingen plats väntas hjälpa mer än att vara kvar.",
        "No place is expected to help more than staying in the pool.",
    ),
    "no_points": (
        "Ingen plats ger fler poäng än att vara kvar.",
        "No place gives more points than staying in the pool.",
    ),
    "no_candidate": (
        "Ingen möjlig plats. Närmast hindrar: {gates}.",
        "No possible place. Closest in the way: {gates}.",
    ),
    "no_places": ("Det finns inga platser den här veckan.", "There are no places this week."),
    "not_listed": ("Ingen plats är angiven för personen.", "No place is listed for the person."),
    "minimum_not_reached": (
        "Platsen {slot} startar inte: för få deltagare.",
        "The place {slot} does not start: too few participants.",
    ),
    "outbid": (
        "Ingen plats nu: {which} går inte eftersom {limits}, och de som fick företräde väntas vinna minst lika mycket.",
        "No place now: {which} is out of reach because {limits}, and those placed are expected to gain no less.",
    ),
    "outbid_points": (
        "Ingen plats nu: {which} går inte eftersom {limits}, och de som fick företräde ger minst lika många poäng.",
        "No place now: {which} is out of reach because {limits}, and those placed give no fewer points.",
    ),
    "by_hand": (
        "Ingen plats nu: {which} går inte eftersom {limits}, och bara ett förslag som är bestämt för hand kan vika.",
        "No place now: {which} is out of reach because {limits}, and only a proposal decided by hand could make room.",
    ),
    "limit": (
        "Ingen plats nu: {which} går inte eftersom {limits}, och inget annat förslag ändrar det.",
        "No place now: {which} is out of reach because {limits}, and no other proposal would change that.",
    ),
    "goal": (
        "Ingen plats nu: målet {goal} gick före ett förslag på {which}.",
        "No place now: the goal {goal} came before a proposal for {which}.",
    ),
    "group_minimum": (
        "Ingen plats nu: gruppens minsta antal gick före ett förslag på {which}.",
        "No place now: the minimum of a group came before a proposal for {which}.",
    ),
    "longer_wait": (
        "Ingen plats nu: {which} gick till någon som har väntat längre.",
        "No place now: {which} went to somebody who has waited longer.",
    ),
    "lot": (
        "Ingen plats nu: lotten avgjorde om {which}.",
        "No place now: the lot decided on {which}.",
    ),
    "queue": (
        "Ingen plats nu: kön avgjorde om {which}.",
        "No place now: the queue decided on {which}.",
    ),
    "not_settled": (
        "Ingen plats nu: sökningen slutade innan {which} var avgjord. Mer tid kan ändra det.",
        "No place now: the search ended before {which} was settled. More time may change that.",
    ),
}


def gate_text(name: str, language: Language, *, is_unverified: bool = False, uncovered: Uncovered | None = None) -> str:
    """A gate in words. Names that end in `_unknown`: a blank decides. `is_unverified`: nobody has verified the rule.

    `uncovered` are the weeks that gate funding_weeks refuses.
    """
    swedish = language == "sv"
    notes = [
        (name.endswith("_unknown"), "uppgift saknas", "not known"),
        (is_unverified, "regeln är inte bekräftad", "the rule is not verified"),
    ]
    said = [sv if swedish else en for holds, sv, en in notes if holds]
    text = GATES[name.removesuffix("_unknown")][0 if swedish else 1]
    if name == "funding_weeks" and uncovered is not None:
        text = _uncovered_text(uncovered, swedish=swedish)
    return f"{text} ({', '.join(said)})" if said else text


def _uncovered_text(uncovered: Uncovered, *, swedish: bool) -> str:
    first, last = (week_label(week) for week in (uncovered.first, uncovered.last))
    name = uncovered.programme_id
    if first == last:
        return f"{first} ligger i ingen budgetrad för {name}" if swedish else f"{first} is in no budget line of {name}"
    if swedish:
        return f"{first} till {last} ligger i ingen budgetrad för {name}"
    return f"{first} to {last} are in no budget line of {name}"


def limit_text(name: Name, language: Language) -> str:
    """A named limit in words: what is full."""
    constraint, key = name
    swedish = language == "sv"
    owner = key[0] if key else ""
    texts = {
        "slot_places": (f"platserna på {owner} är slut", f"the places of {owner} are taken"),
        "employer_people": (
            f"arbetsgivaren {owner} inte tar fler samtidigt",
            f"employer {owner} takes no more people at a time",
        ),
        "supervisor_support": (f"handledaren {owner} inte hinner med fler", f"supervisor {owner} has no capacity left"),
        "caseworker_starts": (
            f"handläggaren {owner} inte kan starta fler den veckan",
            f"caseworker {owner} can start no more that week",
        ),
        "funding_budget": (f"pengarna på {owner} inte räcker", f"the money of {owner} does not suffice"),
        "person_hours": ("timmarna inte räcker", "the hours do not suffice"),
        "person_shifts": ("arbetstiderna krockar", "the shifts clash"),
        "one_main": ("en annan plats är föreslagen", "another place is proposed"),
        "decisions": ("det är beslutat så", "it is so decided"),
        "group_minimum": ("gruppens minsta antal gäller", "the minimum of a group holds"),
    }
    if constraint == "slot_places" and key[1] == "minimum":
        texts[constraint] = (
            f"{owner} har färre platser kvar än den startar med",
            f"{owner} has fewer places than it starts with",
        )
    return texts[constraint][0 if swedish else 1]


def _which(reason: Reason, slot: str, *, swedish: bool) -> str:
    """The place that a reason names, and whether it is the person's only, best or another possible place."""
    if reason.num_places == 1:
        return f"{slot} (den enda möjliga platsen)" if swedish else f"{slot} (the only possible place)"
    places = _places(reason.num_places, swedish=swedish)
    if reason.is_best:
        return f"{slot} (bäst av {places})" if swedish else f"{slot} (the best of {places})"
    return f"{slot} (en av {places})" if swedish else f"{slot} (one of {places})"


def _places(count: int, *, swedish: bool) -> str:
    if swedish:
        return "1 möjlig plats" if count == 1 else f"{count} möjliga platser"
    return "1 possible place" if count == 1 else f"{count} possible places"


def joined(parts: list[str], *, swedish: bool) -> str:
    """Distinct parts of a sentence, joined by commas and a last "and"."""
    parts = list(dict.fromkeys(parts))
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {'och' if swedish else 'and'} {parts[-1]}"
