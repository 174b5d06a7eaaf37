"""Check of plan.xlsx: each of its sheets says what the plan's tables say, or what follows from them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

from planner.schema.cells import NUMBER
from planner.schema.plan_sentences import HELPS, PLACES, ROOM, WORTH
from planner.schema.plan_workbook import FREE, MEETING, MONEY, SHEETS, SUPERVISORS, UNPLACED, WEEKS_SHOWN
from planner.schema.weeks import week_label
from planner.texts import _, decimal, language, languages, speaking
from planner.verification.facts import Facts
from planner.verification.folder import WORKBOOK, Entry, PlanFolder
from planner.verification.glance import glance
from planner.verification.law import rule_in
from planner.verification.objection import Objection
from planner.verification.offers import monday
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.row_cells import occupation
from planner.verification.targets import tags_of, targets_of

# What a row should hold, by column: a text, a number, or nothing (None).
Row = Mapping[str, object]
# Columns of the plan's tables that hold numbers; in the workbook they are numbers too, and no text.
NUMBERS = frozenset(("places", "running", "filled", "free", "gain", "price_lp", "rank", "net_gain", "difference",
                     "overdue_days", "list_position", "people", "hours_owed", "hours_covered",
                     "hours_gap", "people_short"))  # fmt: skip


def workbook(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Hold plan.xlsx against the tables beside it. The meeting's cells may hold anything, in any order of the rows."""
    book = parsed.folder.workbook
    stated = (parsed.folder.plan or {}).get("files")
    if book is None:
        is_listed = isinstance(stated, list) and WORKBOOK in stated
        return (
            [
                Objection(
                    "files",
                    WORKBOOK,
                    _("the file is missing; the tables say the same, and planner advance does with them alone."),
                )
            ]
            if is_listed
            else []
        )
    if book.objections:
        return list(book.objections)
    objections = []
    spoken = (parsed.folder.plan or {}).get("language")
    # Sentences are those of the plan's language, whatever the verifier speaks.
    with speaking(spoken if spoken in languages() else language()):
        expected = {name: rows for name, make in EXPECTED.items() if (rows := make(facts, parsed)) is not None}
    for name, rows in expected.items():
        if name not in book.sheets:
            message = _("the sheet {sheet} is missing.", sheet=SHEETS[name].called(language()))
            objections.append(Objection("workbook", WORKBOOK, message))
        else:
            objections += _unlike(name, book.sheets[name], book.headings[name], list(rows))
    return objections


def _unlike(name: str, lines: list[Entry], headings: tuple[str, ...], rows: list[Row]) -> list[Objection]:
    """Rows that are missing, that nothing stands for, and cells that differ."""
    form = SHEETS[name]
    where = f"{WORKBOOK}!{form.called(language())}"
    columns = [column for column in (rows[0] if rows else form.columns) if column not in FREE]
    if missing := [column for column in columns if column not in headings]:
        said = ", ".join(missing)
        return [Objection("workbook", where, _("the column {column} is missing.", column=said))]
    waiting: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        waiting[tuple(_as_text(row[column]) for column in form.keys)].append(row)
    objections = []
    for line in lines:
        alike = waiting.get(tuple(line.text(column) for column in form.keys))
        if not alike:
            objections.append(Objection("workbook", line.where, _("the row stands for nothing in the plan.")))
            continue
        row = alike.pop(0)
        wrong = (line.differs(column, row[column]) for column in columns)
        objections += [Objection("workbook", line.where, said) for said in wrong if said is not None]
    if left := sum(map(len, waiting.values())):
        objections.append(Objection("workbook", where, _("has too few rows: {number} are missing.", number=left)))
    return objections


def _as_text(value: object) -> str:
    """A key as the sheet has it: whole numbers are written without decimals."""
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _cell(line: Entry, column: str) -> object:
    """A cell of a table of the plan: a number, a text, or nothing."""
    text = line.text(column)
    if not text:
        return None
    return NUMBER.parse(text) if column in NUMBERS else text


def _same(line: Entry, sheet: str, **more: object) -> dict[str, object]:
    """The cells of a row of the plan in the columns of a sheet, with some that another table has."""
    columns = [column for column in SHEETS[sheet].columns if column not in FREE]
    return {column: more[column] if column in more else _cell(line, column) for column in columns}


def _meeting(facts: Facts, parsed: ParsedPlan) -> list[Row]:
    forms = _forms(facts)
    return [
        _same(line, MEETING, programme=_named(forms, line)) for line in _with_status(parsed.folder, "proposed", "held")
    ]


def _forms(facts: Facts) -> dict[str, str]:
    """What each legal form is called: by the office, else by the law as it stands in the plan week."""
    pack = facts.scenario.assumptions.rules
    said = {}
    for form in facts.programmes.values():
        law = rule_in(pack, form.rule, facts.week)
        said[form.programme_id] = form.name or (law.name_sv if language() == "sv" else law.name_en)
    return _told_apart(said)


def _told_apart(said: dict[str, str]) -> dict[str, str]:
    """The names; of two that are alike each has its id behind it."""
    names = [*said.values()]
    return {key: name if names.count(name) == 1 else f"{name} ({key})" for key, name in said.items()}


def _named(forms: Mapping[str, str], line: Entry) -> str | None:
    cell = line.text("programme_id")
    return ", ".join(forms.get(form, form) for form in cell.split("|")) if cell else None


def _with_status(folder: PlanFolder, *status: str) -> list[Entry]:
    return [line for line in folder.assignments or [] if line.text("status") in status]


def _slots(facts: Facts, parsed: ParsedPlan, sheet: str) -> list[dict[str, object]]:
    """A row for each slot, with its employer's name, its occupation, and who is proposed or held there."""
    people: dict[str, list[str]] = defaultdict(list)
    for line in _with_status(parsed.folder, "proposed", "held"):
        people[line.text("slot_id")].append(line.text("jobseeker_id"))
    rows, forms = [], _forms(facts)
    for line in parsed.folder.slots or []:
        slot = facts.slots.get(line.text("slot_id"))
        more = {} if slot is None else {"employer": facts.employers[slot.employer_id].name,
                                        "occupation": occupation(facts, slot)}  # fmt: skip
        here = ", ".join(people[line.text("slot_id")]) or None
        rows.append(_same(line, sheet, **more, programme=_named(forms, line), proposed_people=here))
    return rows


def _employers(facts: Facts, parsed: ParsedPlan) -> list[Row]:
    return [*_slots(facts, parsed, "employers")]


def _departments(facts: Facts, parsed: ParsedPlan) -> list[Row]:
    """Places of a department's open slots that begin in the plan week or later."""
    sums: Counter[tuple[str, str]] = Counter()
    for line in parsed.folder.slots or []:
        slot = facts.slots.get(line.text("slot_id"))
        if slot is not None and slot.status == "open" and facts.offers_of(slot)[0].first >= facts.week:
            for column in ("places", "running", "filled", "free"):
                sums[slot.employer_id, column] += int(NUMBER.parse(line.text(column)))
    return [
        {"employer_id": one.employer_id, "employer": one.name, "places_wanted": one.places_wanted,
         "places_offered": sums[one.employer_id, "places"],
         **{column: sums[one.employer_id, column] for column in ("running", "filled", "free")}}
        for one in facts.employers.values() if one.sector == "department"
    ]  # fmt: skip


def _unplaced(facts: Facts, parsed: ParsedPlan) -> list[Row]:
    by_slot = {line.text("slot_id"): line for line in parsed.folder.slots or []}
    rows = []
    for line in _with_status(parsed.folder, "unplaced"):
        person, nearest = facts.people.get(line.text("jobseeker_id")), facts.slots.get(line.text("second_choice"))
        at = by_slot.get(line.text("second_choice"))
        rows.append(
            _same(
                line, UNPLACED,
                waiting_weeks=None if person is None else person.waiting_weeks,
                nearest_slot=None if nearest is None else nearest.slot_id,
                employer=None if nearest is None else facts.employers[nearest.employer_id].name,
                helps=_helps(line.text("reason_code"), line.text("second_choice"), at),
            )
        )  # fmt: skip
    return [*rows]


def _helps(code: str, slot: str, at: Entry | None) -> str | None:
    """What would help: `at` is the row of slots.csv of the slot that came nearest."""
    if code in HELPS:
        return _(HELPS[code], slot=slot)
    if at is None:
        return None
    worth = NUMBER.parse(at.text("gain") or at.text("price_lp"))
    if NUMBER.parse(at.text("free")) > 0:
        return _(ROOM, slot=slot)
    return _(WORTH, slot=slot, worth=decimal(worth, 3, trim=True)) if worth > 0 else _(PLACES, slot=slot)


def _reserves(facts: Facts, parsed: ParsedPlan) -> list[Row] | None:
    lines, forms = parsed.folder.reserves, _forms(facts)
    if lines is None:
        return None
    return [_same(line, "reserves", employer=_at(facts, line), programme=_named(forms, line)) for line in lines]


def _lists(facts: Facts, parsed: ParsedPlan) -> list[Row] | None:
    lines, forms = parsed.folder.shortlists, _forms(facts)
    return None if lines is None else [_same(line, "lists", programme=_named(forms, line)) for line in lines]


def _at(facts: Facts, line: Entry) -> str | None:
    slot = facts.slots.get(line.text("slot_id"))
    return None if slot is None else facts.employers[slot.employer_id].name


def _changes(_facts: Facts, parsed: ParsedPlan) -> list[Row] | None:
    lines = parsed.folder.changes
    return None if lines is None else [_same(line, "changes") for line in lines]


def _prices(facts: Facts, parsed: ParsedPlan) -> list[Row]:
    """The slots at which one more place is worth something."""
    rows = _slots(facts, parsed, "prices")
    return [row for row in rows if row["gain"] or row["price_lp"]]


def _supervisors(facts: Facts, parsed: ParsedPlan) -> list[Row]:
    """The support need with each supervisor, week by week, from running placements and proposals."""
    loads: Counter[tuple[str | None, int]] = Counter()
    spans = [(run.slot.supervisor_id, run.first, run.last, run.support) for run in facts.running]
    spans += [(offer.slot.supervisor_id, offer.first, offer.last, float(person.support_need))
              for person, offer in parsed.proposed]  # fmt: skip
    weeks = range(facts.week, facts.week + WEEKS_SHOWN)
    for owner, first, last, support in spans:
        for week in range(max(first, weeks.start), min(last + 1, weeks.stop)):
            loads[owner, week] += support  # type: ignore[assignment]
    return [
        {"supervisor_id": one.supervisor_id, "capacity": one.capacity,
         **{week_label(week): float(loads[one.supervisor_id, week]) for week in weeks}}
        for one in facts.supervisors.values()
    ]  # fmt: skip


def _money(facts: Facts, parsed: ParsedPlan) -> list[Row]:
    """What the proposals cost on each line: in all, and by the month of the Monday of each week."""
    total: Counter[str] = Counter()
    by_month: dict[str, Counter[str]] = defaultdict(Counter)
    for _person, offer in parsed.proposed:
        for line_id, whole in offer.on_line.items():
            total[line_id] += float(whole)  # type: ignore[assignment]
        if offer.bridge is not None and offer.bridge.module.funding_id is not None:
            for week in offer.bridge.weeks:
                a_week = float(offer.bridge.cost / len(offer.bridge.weeks))
                by_month[f"{monday(week):%Y-%m}"][offer.bridge.module.funding_id] += a_week  # type: ignore[assignment]
        for line in offer.lines:
            for week in (week for week in range(offer.first, offer.last + 1) if line.covers(week)):
                if offer.cost is not None:
                    sek = float(offer.cost / offer.weeks * line.share)
                    by_month[f"{monday(week):%Y-%m}"][line.funding_id] += sek  # type: ignore[assignment]
    rows: list[Row] = []
    names = _told_apart({one.funding_id: one.name or one.funding_id for one in facts.funding.values()})
    stated = {one["funding_id"]: one for one in (parsed.folder.plan or {}).get("money", [])}
    for one in facts.funding.values():
        worth = {name: stated.get(one.funding_id, {}).get(name) for name in ("yield_100000", "price_100000")}
        left, cost = one.budget_sek - one.committed_sek, float(total[one.funding_id])
        months = {month: float(by_month[month][one.funding_id]) for month in sorted(by_month)}
        rows.append({"budget_line": names[one.funding_id], "left_before": left, "plan_cost": cost,
                     "left_after": left - cost, **worth, **months})  # fmt: skip
    return rows


def _tags(facts: Facts, parsed: ParsedPlan) -> list[Row] | None:
    return tags_of(facts, parsed.proposed) or None


def _targets(facts: Facts, parsed: ParsedPlan) -> list[Row] | None:
    rows = [dict(row) for row in targets_of(facts, parsed.proposed)]
    return [{**row, "target_name": row.pop("name")} for row in rows] or None


def _followups(_facts: Facts, parsed: ParsedPlan) -> list[Row] | None:
    lines = parsed.folder.followups
    return None if lines is None else [_same(line, "followups") for line in lines]


def _duty(_facts: Facts, parsed: ParsedPlan) -> list[Row] | None:
    lines = parsed.folder.duty
    return None if lines is None else [_same(line, "duty") for line in lines]


def _glance(_facts: Facts, parsed: ParsedPlan) -> list[Row] | None:
    plan, lists = parsed.folder.plan, parsed.folder.lists_bound
    return None if plan is None else [{"what": what, "figure": figure} for what, figure in glance(plan, lists)]


EXPECTED: Mapping[str, Callable[[Facts, ParsedPlan], Iterable[Row] | None]] = {
    "summary": _glance, MEETING: _meeting, "employers": _employers, "departments": _departments, UNPLACED: _unplaced,
    "tags": _tags, "targets": _targets, "lists": _lists, "reserves": _reserves, "changes": _changes,
    "prices": _prices, SUPERVISORS: _supervisors, MONEY: _money, "followups": _followups, "duty": _duty,
}  # fmt: skip
