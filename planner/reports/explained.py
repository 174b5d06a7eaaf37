"""What `planner explain` says: of a person, of a pair, of a slot or an employer, in plain sentences."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass

import numpy as np
import pandas as pd

from planner.explanation import GATES, GOALS, chance_sentence, gate_text, joined, limit_text
from planner.folders import EXPLANATIONS_FILE, EXPLANATIONS_TABLE_FILE, json_bytes
from planner.planning import Reopened, csv_text, duty_of
from planner.questions.asking import NOTHING, CostRange
from planner.questions.improving import better_found
from planner.questions.pair import ModuleTold, PairAnswer, PlaceMove, Refused
from planner.questions.person import AlreadyPlaced, Outbid, PersonAnswer, Placed, Unplaced
from planner.questions.question import Answer
from planner.questions.remedies import Remedy, RemedyStep
from planner.questions.slot import SlotAnswer
from planner.reports.duty import duty_line, law_lines
from planner.schema.weeks import week_label
from planner.schema.words import OF_EXPLANATIONS, in_words
from planner.texts import N_, _, decimal, known_in, language, listed, ngettext, percent

MOVES_SHOWN = 8
DIGITS = 3
_STATES = {
    "not_listed": N_("The pair is not in the table of outcomes, so nobody looks at it."),
    "proposed": N_("This is the proposal."),
    "running": N_("The placement runs or is promised already."),
    "vetoed": N_("The employer's veto rules it out: see history and decisions."),
    "not_chosen": N_("The employer did not choose the person, which rules it out: see history and decisions."),
    "by_hand": N_("It is stopped by hand: see decisions."),
    "no_gain": N_("The person may go there, but no gain is expected of it."),
}


def explained_screen(answers: Sequence[Answer], plan: Reopened) -> str:
    """The answers to one question."""
    title = f"{plan.file['scenario']} ({plan.file['week']})"
    blocks = ["\n".join(_lines(one)) for one in answers]
    blocks += ["\n".join(lines) for lines in [_duties(answers, plan)] if lines]
    better = better_found(answers)
    hint = [] if better is None else [_("A better plan was found: --improved FOLDER plans the week again from it.")]
    return "\n".join([title, "=" * len(title), *blocks, *_conditions(plan), *hint])


def _duties(answers: Sequence[Answer], plan: Reopened) -> list[str]:
    """What the people asked about owe of activity, and what is covered of it; nothing where they owe none."""
    names = [one.jobseeker_id for one in answers if isinstance(one, (Placed, Unplaced, AlreadyPlaced))]
    told = [duty_line(plan.instance, plan.chosen, name) for name in dict.fromkeys(names)]
    lines = [line for line in told if line]
    return [*lines, *law_lines()] if lines else []


def _conditions(plan: Reopened) -> list[str]:
    """What the figures of costs rest on."""
    lines = []
    if plan.held:
        goals = listed([_(GOALS[name]) for name in plan.held])
        lines.append(_("Costs hold while the plan's other goals are served as well as now: {goals}.", goals=goals))
    if skipped := [_(GOALS[goal["name"]]) for goal in plan.file["goals"] if goal["status"] == "skipped"]:
        lines.append(_("The plan was cut short before these goals: {goals}.", goals=listed(skipped)))
    return lines


def _lines(answer: object) -> list[str]:
    match answer:
        case PairAnswer():
            return pair_lines(answer)
        case SlotAnswer():
            return slot_lines(answer)
        case Placed() | Unplaced() | AlreadyPlaced():
            return person_lines(answer)
        case _:
            msg = f"no answer: {type(answer).__name__}"
            raise TypeError(msg)


def explained_json(answers: Sequence[Answer], plan: Reopened) -> dict[str, object]:
    """The same for programs: `basis` says that the week was solved again.

    `duty` of somebody who owes hours of activity has hours a week: `owed`, and by week from the plan week on `covered`.
    """
    return {"format": 1, "basis": "resolve", "answers": [_with_duty(one, plan) for one in answers]}


def _with_duty(answer: Answer, plan: Reopened) -> object:
    told = _plain(answer)
    if not isinstance(answer, (Placed, Unplaced, AlreadyPlaced)) or not isinstance(told, dict):
        return told
    owed, covered = duty_of(plan.instance, plan.chosen, answer.jobseeker_id)
    return {**told, "duty": {"owed": owed, "covered": covered.tolist()}} if owed else told


def _plain(value: object) -> object:
    """An answer as JSON has it: classes as objects, infinite figures as null, the plans found left out."""
    value = value.item() if isinstance(value, np.generic) else value
    match value:
        case CostRange():
            return {"low": _plain(value.low), "high": _plain(value.high), "is_impossible": value.is_impossible,
                    "could_equally": value.could_equally}  # fmt: skip
        case float():
            return value if math.isfinite(value) else None
        case Mapping():
            return {str(name): _plain(one) for name, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        # Modules are told of where a scenario has them.
        told = [one.name for one in fields(value) if one.name != "modules" or getattr(value, one.name)]
        own = {name: _plain(getattr(value, name)) for name in told}
        return {"kind": type(value).__name__.lower(), **own}
    return value


def everybody_files(table: pd.DataFrame, plan: Reopened) -> dict[str, bytes]:
    """explanations.csv in the dialect and with the headings of the plan, and the same as JSON."""
    settings = plan.instance.settings
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    names = [EXPLANATIONS_TABLE_FILE, EXPLANATIONS_FILE]
    summary = {"format": 1, "week": plan.file["week"], "basis": "price", "rows": rows, "files": names}
    text = csv_text(in_words(table, OF_EXPLANATIONS, settings.headings), settings.dialect)
    return {EXPLANATIONS_TABLE_FILE: text.encode(), EXPLANATIONS_FILE: json_bytes(summary)}


def person_lines(answer: PersonAnswer) -> list[str]:
    """One answer about a person."""
    match answer:
        case Placed():
            return _placed(answer)
        case Unplaced():
            return _unplaced(answer)
        case AlreadyPlaced(jobseeker_id=name, slot_id=slot, reason=reason):
            return [f"{name}: {slot}" if slot else name, f"  {reason}"]


def _placed(one: Placed) -> list[str]:
    """A proposal: what it is worth and why, what holds others back, the next best, and the goal that decided."""
    figures = one.figures
    outcome, baseline = (_number(figures[name]) for name in ("outcome", "baseline"))
    acceptance = percent(float(str(figures["acceptance"])), 0)
    if one.unit == "people":
        outcome, baseline = (percent(float(str(figures[name])), 0) for name in ("outcome", "baseline"))
        made = _("The chance of work or study is {outcome} with the place, {baseline} without; of a yes {acceptance}.",
                 outcome=outcome, baseline=baseline, acceptance=acceptance)  # fmt: skip
    else:
        made = _("With the place {outcome} is expected, without any {baseline}; the chance of a yes is {acceptance}.",
                 outcome=outcome, baseline=baseline, acceptance=acceptance)  # fmt: skip
    strength = known_in(language(), "strength", str(figures["strength"]))
    worth = _(
        "Worth {value}. {made} How sure: {strength}.", value=_number(figures["value"]), made=made, strength=strength
    )
    if one.unit == "points":
        worth = _("Worth {value} points.", value=_number(figures["value"]))
    lines = [
        _("{person}: {slot}, as {form}", person=one.jobseeker_id, slot=one.slot_id, form=one.programme_id),
        one.reason,
        worth,
    ]
    if one.num_places > 1:
        lines.append(_("Of {count} possible places it is number {rank} by worth.", count=one.num_places, rank=one.rank))
    if one.targets:
        lines.append(_("It counts towards: {targets}.", targets=listed(list(one.targets))))
    if one.is_pinned:
        lines.append(_("A pin holds the person there. Remove it in decisions to plan without it."))
        return _indented(lines)
    if one.full:
        lines.append(_("Nobody else fits there: {limits}.", limits=joined(limit_text(name) for name in one.full)))
    if one.goal is not None:
        text = _("For more people in work alone, the place would not be proposed. What decided is {goal}.",
                 goal=_(GOALS[one.goal]))  # fmt: skip
        price = _("The plan gives {price} for it.", price=_number(one.goal_price or 0.0))
        lines.append(f"{text} {price}")
    if one.chance is not None:
        lines.append(chance_sentence(one.chance))
    lines += _next_best(one)
    return _indented(lines)


def _next_best(one: Placed) -> list[str]:
    if one.next_cost.found.chosen is None:
        return [_("No plan was found without this place.")]
    cost = _cost(one.next_cost)
    if one.next_slot is None:
        return [_("Without this place the person would have none in the best plan. {cost}", cost=cost)]
    return [_("Without this place the person would have {slot}. {cost}", slot=one.next_slot, cost=cost)]


def _unplaced(one: Unplaced) -> list[str]:
    """Somebody without a place: refusals, where others came first, and what would help."""
    said = ngettext("{number} possible place", "{number} possible places", one.num_places)
    waited = ngettext("{number} week waited", "{number} weeks waited", one.waiting_weeks)
    lines = [_("{person}: no place now ({places}, {waited})", person=one.jobseeker_id, places=said, waited=waited),
             one.reason]  # fmt: skip
    if one.refused:
        reasons = "; ".join(f"{gate_text(name)} {number}" for name, number in one.refused)
        lines.append(_("Refused places by reason: {reasons}.", reasons=reasons))
    lines += [_outbid(place) for place in one.outbid]
    if one.is_usual:
        lines.append(
            _("This is a plan of usual practice: its order decided. Ask a plan made by goals what would help.")
        )
    elif one.remedies:
        lines.append(_("What would help, each tried by planning the week again:"))
        lines += [f"  {remedy_text(remedy)}" for remedy in one.remedies]
    else:
        lines.append(
            _("None of the changes that were tried would give a place: longer trips, a licence, a course, Swedish, "
              "other hours, one more place, start or supervisor, more money, and two of them together.")
        )  # fmt: skip
    return _indented(lines)


def _outbid(place: Outbid) -> str:
    """Where somebody was outbid: by whom in kind, at what cost, and which goal stands in the way."""
    others = ngettext(
        "{slot}: worth {value} to the person. {number} person is proposed there and gains {mean}.",
        "{slot}: worth {value} to the person. {number} people are proposed there and gain {mean} on average.",
        place.others, slot=place.slot_id, value=_number(place.value), mean=_number(place.others_value),
    )  # fmt: skip
    if not place.others:
        others = _("{slot}: worth {value} to the person.", slot=place.slot_id, value=_number(place.value))
    if place.stop is not None:
        worth = _("{slot}: worth {value} to the person.", slot=place.slot_id, value=_number(place.value))
        return f"{worth} {_(_STATES[place.stop])}"
    if place.goal == "waiting":
        return " ".join([others, _("What decides is long waits: up to {weeks} weeks there.", weeks=place.others_wait)])
    return " ".join([others, *_goal(place.goal), _cost(place.cost)])


def _goal(goal: str | None) -> list[str]:
    """The goal that a plan with the pair cannot hold."""
    return [] if goal is None else [_("A plan with it cannot hold {goal}.", goal=_(GOALS[goal]))]


def pair_lines(one: PairAnswer) -> list[str]:
    """Why a person is not at a place, or what it would cost."""
    lines = [_("{person} at {slot}", person=one.jobseeker_id, slot=one.slot_id)]
    if one.state in _STATES:
        return _indented([*lines, _(_STATES[one.state])])
    if one.state == "refused":
        told = [line for form in one.refused for line in _refused(form)]
        return _indented([*lines, *told, *(_module(module) for module in one.modules)])
    assert one.cost is not None  # noqa: S101 - the pair is possible
    lines += [*_goal(one.goal), _cost(one.cost)]
    return _indented([*lines, *move_lines(one.moves)])


def _refused(form: Refused) -> list[str]:
    gates = joined(gate_text(name) if name in GATES else name for name in form.gates)
    lines = [_("Under {form} it is refused: {gates}.", form=form.programme_id, gates=gates)]
    lines += [f"  {where}" for where in form.where]
    return [*lines, *([_("  Source: {source}", source=form.source)] if form.source else [])]


def _module(one: ModuleTold) -> str:
    """A module that would close the gap, and why it does not."""
    if one.why == "swedish":
        return _("Module {module} would close the gap, and asks for more Swedish than the person has.",
                 module=one.module_id)  # fmt: skip
    return _("Module {module} would close the gap, and ends too late: in {week} at the earliest.",
             module=one.module_id, week=week_label(one.ends))  # fmt: skip


def _cost(cost: CostRange) -> str:
    """What something costs the outcome of the plan, with its range."""
    if cost.is_impossible:
        return _("It is impossible whatever else is proposed.")
    if cost.found.chosen is None:
        return _(
            "No plan with it was found in the time; it gains at least {low} less.", low=_number(max(cost.low, 0.0))
        )
    low, high = _number(cost.low), _number(cost.high)
    if cost.is_better:
        said = _("A plan with it gains {gain} more than this plan.", gain=_number(-cost.high))
    elif cost.high <= NOTHING:
        said = _("It could equally have been: the plan then gains as much.")
    elif cost.could_equally:
        said = _("It could equally have been, or not: the plan then gains at most {high} less.", high=high)
    elif cost.high - cost.low <= NOTHING:
        said = _("The plan then gains {high} less.", high=high)
    else:
        said = _("The plan then gains {low} to {high} less.", low=low, high=high)
    return said


def move_lines(moves: Sequence[PlaceMove]) -> list[str]:
    """Who moves where in the plan found."""
    if not moves:
        return []
    shown = [f"  {_move(move)}" for move in moves[:MOVES_SHOWN]]
    more = len(moves) - MOVES_SHOWN
    rest = [ngettext("  … and {number} more", "  … and {number} more", more)] if more > 0 else []
    return [_("Then these move:"), *shown, *rest]


def _move(move: PlaceMove) -> str:
    if move.from_slot is None:
        return _("{person} gets {slot}", person=move.jobseeker_id, slot=move.to_slot)
    if move.to_slot is None:
        return _("{person} loses {slot}", person=move.jobseeker_id, slot=move.from_slot)
    return _("{person} moves from {before} to {after}", person=move.jobseeker_id, before=move.from_slot,
             after=move.to_slot)  # fmt: skip


def slot_lines(one: SlotAnswer) -> list[str]:
    """Why a place is full or empty, what one more is worth, who comes, and who is next in line."""
    lines = [
        _("{slot} at {employer}, places: {places}, running {running}, proposed or offered {filled}, free {free}",
          slot=one.slot_id, employer=one.employer_id, places=one.places, running=one.running, filled=one.filled,
          free=one.free),
        one.reason,
    ]  # fmt: skip
    if one.targets:
        lines.append(_("Its places count towards: {targets}.", targets=listed(list(one.targets))))
    if one.on_list:
        lines.append(_("The employer meets these people, in this order: {people}.", people=listed(list(one.on_list))))
    if one.low is None or one.high is None:
        lines.append(_("What one more place is worth cannot be told."))
    elif one.high <= NOTHING:
        lines.append(_("One more place brings nothing."))
    elif one.high - one.low <= NOTHING or _number(one.low) == _number(one.high):
        lines.append(_("One more place brings {gain}.", gain=_number(one.high)))
    else:
        lines.append(_("One more place brings {low} to {high}.", low=_number(one.low), high=_number(one.high)))
    if one.comes:
        lines.append(_("With it, this person comes there: {people}.", people=listed(list(one.comes))))
    if one.high is not None and one.high > NOTHING:
        lines += move_lines(one.moves)
    if one.next_in_line:
        lines.append(_("Next in line if somebody declines, and what it displaces:"))
        lines += [f"  {person}: {displaces}" for person, displaces in one.next_in_line]
    return _indented(lines)


def remedy_text(remedy: Remedy) -> str:
    """A remedy in words: its steps, the place, and how sure it is."""
    steps = listed([_step(step) for step in remedy.steps])
    if remedy.is_certain:
        return _("{steps}: then {slot}", steps=steps, slot=remedy.slot_id)
    return _("{steps}: then {slot} could equally be", steps=steps, slot=remedy.slot_id)


def _step(step: RemedyStep) -> str:
    value = step.value
    match step.column:
        case None if step.limit is not None:
            said = _limit_step(*step.limit, step.amount)
        case "max_travel_minutes":
            said = _("trips of up to {minutes} minutes", minutes=decimal(value, 0))
        case "driving_licence":
            said = _("a driving licence, class {classes}", classes=listed(list(value)))
        case "hours_per_week":
            said = _("work of {hours} hours a week", hours=decimal(value, 0))
        case "education_level":
            said = _("a course up to education level {level}", level=decimal(value, 0))
        case "swedish_level":
            said = _("Swedish of level {level}", level=value)
        case _:
            said = _("one more half-day free")
    return said


# A limit raised by one, and limits raised by an amount, by the constraint.
_ONE_MORE = {
    "slot_places": N_("one more place at {owner}"),
    "caseworker_starts": N_("one more start for {owner}"),
    "employer_people": N_("one more person at {owner}"),
    "employer_approaches": N_("one more person whom {owner} is asked to meet"),
    "module_seats": N_("one more seat in module {owner}"),
}
_MORE_SEK = {
    "funding_budget": N_("{amount} SEK more on {owner}"),
    "funding_pace": N_("{amount} SEK more a week from {owner}"),
}


def _limit_step(constraint: str, owner: str, amount: float) -> str:
    if constraint in _ONE_MORE:
        return _(_ONE_MORE[constraint], owner=owner)
    if constraint in _MORE_SEK:
        return _(_MORE_SEK[constraint], amount=decimal(math.ceil(amount), 0), owner=owner)
    return _("{amount} more capacity for {owner}", amount=decimal(amount, 1), owner=owner)


def _number(value: object) -> str:
    return decimal(float(str(value)), DIGITS)


def _indented(lines: Iterable[str]) -> list[str]:
    first, *rest = lines
    return [first, *(f"  {line}" for line in rest if line)]
