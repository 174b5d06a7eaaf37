"""What answers and the turn of the week make of placements, history and decisions (docs/answers.md has the table)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from planner.schema.weeks import week_monday
from planner.texts import _, known_in, language
from planner.weeks.answers import Answer
from planner.weeks.standing import Pair, Standing
from planner.weeks.turn import Turn

DECIDED = ("pin", "forbid", "contested")
# What an employer says who does not want somebody; a veto may be about anybody.
EMPLOYERS_NO = ("refused", "vetoed")


def apply_answers(turn: Turn, answers: Sequence[Answer], *, declined_offer_ends_wait: bool) -> None:
    """Make the rows that answers make. All answers must be fit."""
    for answer in answers:
        if answer.decision in DECIDED:
            _decide(turn, answer)
            continue
        pair = (answer.person, str(answer.slot))
        if answer.decision in EMPLOYERS_NO:
            _turn_down(turn, pair, turn.standings.get(pair), answer)
            continue
        stands = turn.standings[pair]
        if answer.decision == "declined" and stands.kind == "offered" and declined_offer_ends_wait:
            turn.no_longer_waiting.add(answer.person)
        _DO[answer.decision](turn, pair, stands, answer)


def _decide(turn: Turn, answer: Answer) -> None:
    row = {"jobseeker_id": answer.person, "slot_id": answer.slot, "decision": answer.decision, **_who(answer)}
    key = (answer.person, answer.slot, answer.decision)
    if not any((old["jobseeker_id"], old["slot_id"], old["decision"]) == key for old in turn.rows.decisions):
        turn.rows.decisions.append(row)
        turn.log.added("decisions", key, str(answer.decision), _("answered"))
    if answer.decision != "pin":
        pinned = {row["slot_id"] for row in turn.rows.decisions if row["jobseeker_id"] == answer.person}
        for slot in sorted(pinned - {None}) if answer.slot is None else [answer.slot]:
            _unpin(turn, (answer.person, slot), _("answered"))
    if answer.slot is not None:
        turn.drafted.discard((answer.person, answer.slot))
        if answer.decision == "forbid":
            _end_interview(turn, (answer.person, answer.slot))
        if answer.decision == "pin":
            turn.pinned.add((answer.person, answer.slot))


def _who(answer: Answer) -> dict[str, Any]:
    """Who answered, when and why; nothing where none of it is said."""
    who = {"by": answer.by, "on": answer.on, "motive": answer.motive}
    return {} if all(value is None for value in who.values()) else who


def _answered(answer: Answer) -> str:
    """That somebody answered, with who and when, for cells that have no place for it."""
    match answer.by, answer.on:
        case None, None:
            return _("answered")
        case by, None:
            return _("answered by {by}", by=by)
        case None, day:
            return _("answered on {day}", day=day.isoformat())
        case by, day:
            return _("answered by {by} on {day}", by=by, day=day.isoformat())


def _unpin(turn: Turn, pair: Pair, why: str) -> dict[str, Any]:
    """Take away the pin of a pair that has been answered: it has done what it was for. Who pinned it, when and why."""
    who: dict[str, Any] = {}
    for row in turn.rows.decisions:
        if (row["jobseeker_id"], row["slot_id"], row["decision"]) == (*pair, "pin") and not row.get("gone"):
            row["gone"] = True
            turn.log.removed("decisions", (*pair, "pin"), "pin", why)
            who = {name: row.get(name) for name in ("by", "on", "motive")}
    return who


def _promise(turn: Turn, pair: Pair, stands: Standing, answer: Answer) -> None:
    """Make an offer or acceptance of a pair a row of placements, and book its money once."""
    state = str(answer.decision)
    if state == "offered" and stands.at is None and _is_before(answer.answer_by, week_monday(turn.to)):
        turn.lapsed.append(pair)  # it stays among the proposals that nobody has decided
        return
    _end_interview(turn, pair)
    first = stands.first if answer.from_week is None else answer.from_week
    last = first + stands.last - stands.first
    cost = turn.book.cost_to_book(pair[1], stands.programme, stands.cost_week, stands.module)
    turn.drafted.discard(pair)
    pinned_by = _unpin(turn, pair, answer_in_words(state))
    if not stands.is_booked:
        turn.book.charge(pair, stands.programme, cost, (first, last), answer_in_words(state))
        turn.book.charge_module(pair, stands.module, first, answer_in_words(state))
    elif (first, last) != (stands.first, stands.last):
        why, was = _("begins another week"), (stands.first, stands.last)
        turn.book.charge(pair, stands.programme, cost, was, why, back=True)
        turn.book.charge(pair, stands.programme, cost, (first, last), why)
    row = {"jobseeker_id": pair[0], "slot_id": pair[1], "programme_id": stands.programme, "state": state,
           "from_week": first, "to_week": last, "answer_by": answer.answer_by if state == "offered" else None,
           "cost_week_sek": stands.cost_week if stands.is_booked else cost,
           "next_week": _in_time(turn, stands, last), "module_id": stands.module,
           **(_who(answer) or pinned_by)}  # fmt: skip
    if stands.at is None:
        turn.rows.placements.append(row)
        turn.log.added("placements", pair, state, _("answered"))
        return
    old = turn.rows.placements[stands.at]
    for column in ("state", "from_week", "to_week", "answer_by", "cost_week_sek", "next_week", "by", "on", "motive"):
        if column not in row:
            continue  # nobody says by whom, when or why: what stood there stays
        turn.log.cell("placements", pair, column, (old.get(column), row[column]), _("answered"))
        old[column] = row[column]


def _choose(turn: Turn, pair: Pair, stands: Standing, answer: Answer) -> None:
    """The employer takes the person: a placement that is agreed, as one that the person has accepted."""
    _promise(turn, pair, stands, replace(answer, decision="accepted"))


def _turn_down(turn: Turn, pair: Pair, stands: Standing | None, answer: Answer) -> None:
    """The employer does not want the person, after a meeting (refused) or before (vetoed): not proposed there again."""
    word = str(answer.decision)
    turn.drafted.discard(pair)
    _unpin(turn, pair, answer_in_words(word))
    _end_interview(turn, pair)
    motive = answer.motive or answer_in_words(word)
    said = {"by": answer.by, "on": answer.on, "motive": motive}
    form = None if stands is None else stands.programme
    row = {"jobseeker_id": pair[0], "slot_id": pair[1], "programme_id": form, "state": "draft", "end": word, **said}
    turn.rows.history.append(row)
    turn.log.added("history", pair, word, _("answered"))
    _decide(turn, replace(answer, decision="forbid", motive=motive))


def _interview(turn: Turn, pair: Pair, _stands: Standing, answer: Answer) -> None:
    """The employer has met the person and has not decided: they stay on the list, and a pin or a draft stays too."""
    key = (*pair, "interviewed")
    if not any((old["jobseeker_id"], old["slot_id"], old["decision"]) == key for old in turn.rows.decisions):
        turn.rows.decisions.append(
            {"jobseeker_id": pair[0], "slot_id": pair[1], "decision": "interviewed", **_who(answer)}
        )
        turn.log.added("decisions", key, "interviewed", _("answered"))


def _end_interview(turn: Turn, pair: Pair) -> None:
    """Take away that a pair was interviewed: the employer has answered."""
    for row in turn.rows.decisions:
        if (row["jobseeker_id"], row["slot_id"], row["decision"]) == (*pair, "interviewed") and not row.get("gone"):
            row["gone"] = True
            turn.log.removed("decisions", (*pair, "interviewed"), "interviewed", _("answered"))


def _in_time(turn: Turn, stands: Standing, last: int) -> int | None:
    """The week of the next step, where the person is still ready for it after a last week; else no place is held."""
    step = turn.instance.held.steps.get(stands.programme or "")
    if step is None or stands.next_week is None or last + step.weeks_between >= stands.next_week:
        return None
    return stands.next_week


def _decline(turn: Turn, pair: Pair, stands: Standing, answer: Answer) -> None:
    turn.drafted.discard(pair)
    _unpin(turn, pair, _("declined"))
    _end_interview(turn, pair)
    state = "draft" if stands.kind in {"proposed", "listed"} else stands.kind
    _end(turn, pair, stands, answer, ("declined", None), state)


def _hold(turn: Turn, pair: Pair, _stands: Standing, answer: Answer) -> None:
    turn.held[pair] = _who(answer)


def _interrupt(turn: Turn, pair: Pair, stands: Standing, answer: Answer) -> None:
    last = answer.to_week if answer.to_week is not None else min(turn.to - 1, stands.last)
    turn.interrupted.append(pair)
    _end(turn, pair, stands, answer, ("interrupted", last if last >= stands.first else None), stands.kind)


def _finish(turn: Turn, pair: Pair, stands: Standing, answer: Answer) -> None:
    last = answer.to_week if answer.to_week is not None else min(turn.to - 1, stands.last)
    _end(turn, pair, stands, answer, ("ended", max(last, stands.first)), "started")


def _end(  # noqa: PLR0913, PLR0917 - what a row of history says
    turn: Turn, pair: Pair, stands: Standing, answer: Answer, end: tuple[str, int | None], state: str
) -> None:
    """Move a pair to history; money of weeks that will not come is given back."""
    how, last = end
    row = {"jobseeker_id": pair[0], "slot_id": pair[1], "programme_id": stands.programme, "state": state,
           "from_week": stands.first if last is not None or how == "declined" else None, "to_week": last, "end": how,
           "attendance": _attendance(turn, stands, answer),
           "next_week": stands.next_week if how == "ended" else None, **_who(answer)}  # fmt: skip
    turn.rows.history.append(row)
    turn.log.added("history", pair, how, _("answered"))
    if stands.at is not None:
        turn.log.removed("placements", pair, stands.kind, _("moved to history"))
        turn.rows.placements[stands.at]["gone"] = True
    if last is not None:
        turn.note_end(pair, stands.programme, last)
    if stands.is_booked:
        unused = (stands.first if last is None else last + 1, stands.last)
        cost = turn.book.cost_week(pair[1], stands.programme, stands.cost_week)
        turn.book.charge(pair, stands.programme, cost, unused, answer_in_words(how), back=True)
        if how == "declined":
            turn.book.charge_module(pair, stands.module, stands.first, answer_in_words(how), back=True)


def _attendance(turn: Turn, stands: Standing, answer: Answer) -> float | None:
    """The attendance that an answer reports, else what the row said before."""
    if answer.attendance is not None or stands.at is None:
        return answer.attendance
    last: float | None = turn.rows.placements[stands.at].get("attendance")
    return last


def answer_in_words(word: str) -> str:
    """A word of the list of answers, in the language that is spoken."""
    return known_in(language(), "answer", word)


def _note(turn: Turn, pair: Pair, stands: Standing, answer: Answer) -> None:
    """Note a risk, attendance, or both on a row of placements."""
    assert stands.at is not None  # noqa: S101 - what has no row cannot be at risk (MAY_BE_SAID_OF)
    _note_on(turn, pair, turn.rows.placements[stands.at], answer)


def _note_on(turn: Turn, pair: Pair, row: dict[str, Any], answer: Answer) -> None:
    """Note what an answer says of a risk (`started` takes it back) and of attendance; by and on stay those of the row.

    The motive is that of the last answer. Who made the note, and when, is said in the list of changes.
    """
    stated: dict[str, Any] = {"at_risk": True} if answer.decision == "at_risk" else {}
    if answer.decision == "started" and row.get("at_risk"):
        stated["at_risk"] = False
    if answer.attendance is not None:
        stated["attendance"] = answer.attendance
    if answer.motive is not None:
        stated["motive"] = answer.motive
    for column, value in stated.items():
        turn.log.cell("placements", pair, column, (row.get(column), value), _answered(answer))
        row[column] = value


def _start(turn: Turn, pair: Pair, stands: Standing, answer: Answer) -> None:
    _promise(turn, pair, stands, answer)
    _note_on(turn, pair, turn.rows.placements[-1 if stands.at is None else stands.at], answer)


_DO: Mapping[str | None, Callable[[Turn, Pair, Standing, Answer], None]] = {
    "accepted": _promise, "offered": _promise, "started": _start, "declined": _decline, "hold": _hold,
    "interrupted": _interrupt, "ended": _finish, "at_risk": _note, None: _note,
    "interviewed": _interview, "chosen": _choose,
}  # fmt: skip


def turn_over(turn: Turn, leaving: Collection[str]) -> None:
    """What the new week makes of the rest: last week's drafts go, offers lapse, what is over goes to history.

    Offers to people in `leaving`, who leave the pool, are withdrawn.
    """
    turn.drafted = {pair for pair in turn.drafted if pair[0] not in leaving}
    monday = week_monday(turn.to)
    proposed = {pair for pair, stands in turn.standings.items() if stands.kind == "proposed"}
    new = (row for row in turn.rows.placements[len(turn.dated) :] if not row.get("gone"))
    stays = turn.drafted | {(row["jobseeker_id"], row["slot_id"]) for row in new}
    for at, row in enumerate(list(turn.rows.placements)):
        pair = (row["jobseeker_id"], row["slot_id"])
        if row.get("gone"):
            continue
        first, last = turn.dated[at] if at < len(turn.dated) else (row["from_week"], row["to_week"])
        if row["state"] != "draft":
            first, last = int(row["from_week"] or first), int(row["to_week"] or last)
        if row["state"] == "draft":
            row["gone"] = True
            if pair not in stays:
                why = _("left the pool") if pair[0] in leaving else _("answered")
                turn.log.removed("placements", pair, "draft", why if pair in proposed else _("not proposed again"))
        elif row["state"] == "offered" and pair[0] in leaving:
            _withdraw_offer(turn, row, (first, last), _("left the pool"))
        elif row["state"] == "offered" and (last < turn.to or _is_before(row["answer_by"], monday)):
            _lapse(turn, row, (first, last), is_new=at >= len(turn.dated))
        elif last < turn.to:
            _over(turn, row, (first, last))
        else:
            _hold_money(turn, row, (first, last))
            for column, value in (("from_week", first), ("to_week", last)):
                turn.log.cell("placements", pair, column, (row[column], value), _("written out"))
                row[column] = value
    _draft(turn)


def _is_before(day: Any, monday: date) -> bool:  # noqa: ANN401 - a day or a blank
    return day is not None and (day.date() if hasattr(day, "date") else day) < monday


def _hold_money(turn: Turn, row: dict[str, Any], weeks: tuple[int, int]) -> None:
    """Book an open offer that nobody has booked, so that its money is there when it is accepted."""
    if row["state"] != "offered" or row.get("cost_week_sek") is not None:
        return
    pair = (row["jobseeker_id"] or "", row["slot_id"])
    cost = turn.book.cost_to_book(pair[1], row["programme_id"], None, row.get("module_id"))
    if cost is not None:
        turn.book.charge(pair, row["programme_id"], cost, weeks, _("offered"))
        turn.book.charge_module(pair, row.get("module_id"), weeks[0], _("offered"))
        turn.log.cell("placements", pair, "cost_week_sek", (None, cost), _("bookings.csv says for whom"))
        row["cost_week_sek"] = cost


def _withdraw_offer(turn: Turn, row: dict[str, Any], weeks: tuple[int, int], why: str) -> None:
    """Take away an offer and give its money back."""
    pair = (row["jobseeker_id"] or "", row["slot_id"])
    if row.get("cost_week_sek") is not None:
        turn.book.charge(pair, row["programme_id"], row["cost_week_sek"], weeks, why, back=True)
        turn.book.charge_module(pair, row.get("module_id"), weeks[0], why, back=True)
    row["gone"] = True
    turn.log.removed("placements", pair, "offered", why)


def _lapse(turn: Turn, row: dict[str, Any], weeks: tuple[int, int], *, is_new: bool) -> None:
    """Make an offer that nobody answered a draft again; a new proposal of the pair, and its answer, take its place."""
    pair = (row["jobseeker_id"], row["slot_id"])
    is_day_past = _is_before(row["answer_by"], week_monday(turn.to))
    why = _("no answer by the day") if is_day_past else _("its last week is over")
    _withdraw_offer(turn, row, weeks, why)
    stands = turn.standings.get(pair)
    is_proposed_again = not is_new and stands is not None and stands.kind == "proposed"
    if not is_proposed_again or pair in turn.drafted:
        turn.lapsed.append(pair)
    if pair[0] is not None and not is_proposed_again:
        turn.rows.placements.append({"jobseeker_id": pair[0], "slot_id": pair[1], "programme_id": row["programme_id"],
                                     "state": "draft", "from_week": weeks[0], "to_week": weeks[1]})  # fmt: skip
        turn.log.added("placements", pair, "draft", why)


def _over(turn: Turn, row: dict[str, Any], weeks: tuple[int, int]) -> None:
    """Move a placement whose last week is over to history; of an anonymous place nothing is left."""
    pair = (row["jobseeker_id"], row["slot_id"])
    row["gone"] = True
    turn.log.removed("placements", pair, row["state"], _("its last week is over"))
    if pair[0] is None:
        return
    turn.note_end(pair, row["programme_id"], weeks[1])
    turn.rows.history.append({
        "jobseeker_id": pair[0], "slot_id": pair[1], "programme_id": row["programme_id"], "state": row["state"],
        "from_week": weeks[0], "to_week": weeks[1], "end": "ended", "attendance": row.get("attendance"),
        "next_week": row.get("next_week"), "by": row.get("by"), "on": row.get("on"), "motive": row.get("motive"),
    })  # fmt: skip
    turn.log.added("history", pair, "ended", _("its last week is over"))


def _draft(turn: Turn) -> None:
    """Make a draft of every proposal that nobody decided; one on hold keeps who said so."""
    for pair in sorted(turn.drafted):
        stands = turn.standings[pair]
        turn.rows.placements.append({"jobseeker_id": pair[0], "slot_id": pair[1], "programme_id": stands.programme,
                                     "state": "draft", "from_week": stands.first, "to_week": stands.last,
                                     **turn.held.get(pair, {})})  # fmt: skip
        turn.log.added("placements", pair, "draft", _("on hold") if pair in turn.held else _("nobody has decided"))
