"""From a plan and its answers to the scenario of the next week, with a list of every change made."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import tomlkit

from planner.candidates.running import dated_placements
from planner.errors import Fault, Faults, UsageFault
from planner.inputs import ScenarioFiles, opened, read_whole, table_text
from planner.inputs.chain import SETTINGS
from planner.inputs.finished import finished
from planner.inputs.models.shipped import beside
from planner.instance import build
from planner.planning import plan_table, read_scenario, refuse_changed_plan
from planner.schema.dialect import TableForm, form_of, in_dialect
from planner.schema.news import LEAVERS
from planner.schema.plan import ASSIGNMENTS, FOLLOWUPS, PLAN_FILE, SHORTLISTS
from planner.schema.plan_workbook import WORKBOOK
from planner.schema.scenario import Scenario
from planner.schema.tables import TABLES
from planner.schema.weeks import week_label, week_monday
from planner.schema.words import NAMES, OF_ASSIGNMENTS, OF_FOLLOWUPS, OF_SHORTLISTS
from planner.texts import _
from planner.weeks.answers import Answer, new_faults, read_answers, read_plan_answers
from planner.weeks.book import Book
from planner.weeks.clocks import OUTBID, run_on
from planner.weeks.followed import steps_taken
from planner.weeks.log import ChangeLog
from planner.weeks.newly_placed import book_newly_placed
from planner.weeks.news import NextTables, WeekNews, read_news, records
from planner.weeks.pool import fix_groups, left_rows, weeks_back, without_old
from planner.weeks.promises import apply_answers, turn_over
from planner.weeks.standing import standings
from planner.weeks.targets import carry_targets
from planner.weeks.turn import Turn, TurnRows
from planner.weeks.unfit import refuse_unfit

# Sections of scenario.toml that are about one week alone.
_OF_THE_WEEK = frozenset({"lottery", "look_ahead"})


@dataclass(frozen=True)
class Asked:
    """What next week is made of: the plan folder, the week that follows, and where answers, scenario and news lie.

    Without `answers` they are read from the plan's own assignments.csv and plan.xlsx. `scenario` is the folder that
    the plan was made from, which alone has people with protected identity and the audit table. `by` and `on` stand
    for blank cells of answers.
    """

    plan: Path
    to: int
    answers: Path | None = None
    scenario: Path | None = None
    news: Path | None = None
    models: Path | None = None
    by: str | None = None
    on: date | None = None


@dataclass(frozen=True)
class AdvancedWeek:
    """The scenario of the next week, and what was done to get there.

    `tables` are those to be written, objects with None for a blank; `settings` is the text of scenario.toml; `models`
    are files of the scenario's own models. `left` and `closed` are ids of people and slots that news took out, and
    `news_lines` those of budget lines that news changed. `form` is how its tables are written where nobody asks for
    another form.
    """

    asked: Asked
    before: Scenario = field(repr=False)
    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    settings: str = field(repr=False)
    models: Mapping[str, bytes] = field(repr=False)
    turn: Turn = field(repr=False)
    answers: int
    left: tuple[str, ...]
    closed: tuple[str, ...]
    news_lines: frozenset[str]
    form: TableForm
    warnings: tuple[Fault, ...] = ()

    @property
    def set_aside(self) -> int:
        """How many rows the plan had set aside: they are in no table of its folder, and so in none of the next week."""
        return int(self._stated["set_aside"]["rows"]) if "set_aside" in self._stated else 0

    @property
    def overrides(self) -> list[dict[str, Any]]:
        """The overrides of the plan, as its plan.json lists them."""
        return list(self._stated["overrides"])

    @cached_property
    def _stated(self) -> dict[str, Any]:
        stated: dict[str, Any] = json.loads((self.asked.plan / PLAN_FILE).read_text(encoding="utf-8"))
        return stated

    @property
    def changes(self) -> pd.DataFrame:
        """Every change made: table, row, column, before, after, why; of people with protected identity none."""
        return self.turn.log.frame()

    def files(self, form: TableForm) -> dict[str, bytes]:
        """The files of the scenario, by path."""
        files = {SETTINGS: self.settings.encode(), **self.models}
        for name, table in TABLES.items():
            frame = self.tables[name]
            if len(frame) or table.required:
                files[f"{name}.csv"] = in_dialect(f"{name}.csv", table_text(name, frame).encode(), *form)
        return files


def advance(asked: Asked) -> AdvancedWeek:
    """Make next week's scenario, in memory: nothing is written.

    Raises UsageFault where a folder or file is missing or the week does not come after the plan's; InputFaults, with
    every fault, where the plan does not verify, or is of another scenario, or answers or news hold faults.
    """
    later = _("What has changed since goes into a folder for --news.")
    refuse_changed_plan(asked.plan, scenario=asked.scenario, models=asked.models, later=later, may_lack=(WORKBOOK,))
    source = asked.scenario or asked.plan / "inputs"
    before = read_scenario(source, models=asked.models)
    _refuse_backwards(asked.to, before.week)
    files = opened(source)
    whole = read_whole(files)
    frames, _origins = finished(whole.tables, before.week)
    faults = new_faults(whole.protected)
    monday = week_monday(before.week)
    if asked.answers is None:
        _warn_of_no_workbook(asked.plan, faults)
        answers = read_plan_answers(asked.plan, monday, faults)
    else:
        answers = read_answers(asked.answers, monday, faults)
    answers = [_with_defaults(answer, asked) for answer in answers]
    news = read_news(asked.news, monday, faults)
    whole.protected.update(news.newly_protected())
    turn = _turn(asked, before, replace(before, tables=frames), whole.protected)
    people, slots = set(before.tables["jobseekers"]["jobseeker_id"]), set(frames["slots"]["slot_id"])
    refuse_unfit(turn, answers, people, slots, faults)
    faults.stop_if_any()
    tables = NextTables(_as_objects(frames, whole.tables), asked.to)
    left, closed = _next_tables(turn, tables, (before, asked), answers, news, faults)
    faults.stop_if_any()
    settings = _settings(files, whole.settings, before, asked.to)
    log = turn.log
    log.setting("week", week_label(before.week), week_label(asked.to), _("the week that is planned next"))
    if before.draw is not None:
        log.setting("lottery", before.draw.draw, "", _("the draw was for the week that is over"))
    if before.look_ahead is not None:
        log.setting("look_ahead", before.look_ahead.history, "", _("its prices were found for the week that is over"))
    log.setting("name", before.name, renamed(before.name, before.week, asked.to), _("the week stands in it"))
    return AdvancedWeek(
        asked, before, tables.frames, settings, _own_models(files), turn, len(answers), tuple(left), tuple(closed),
        news.ids("funding", "funding_id"), _form(asked.plan, files), faults.warnings(),
    )  # fmt: skip


def _warn_of_no_workbook(plan: Path, faults: Faults) -> None:
    """Say that answers in plan.xlsx are lost, where the plan was written with one that is gone."""
    named = json.loads((plan / PLAN_FILE).read_text(encoding="utf-8"))["files"]
    if WORKBOOK in named and not (plan / WORKBOOK).exists():
        faults.warn(
            Fault("no-workbook", WORKBOOK, what=_("the file is not in the folder of the plan"),
                  cure=_("Only the answers in {file} were read. If the meeting wrote into the workbook, name it with "
                         "--answers, and advance again.", file=ASSIGNMENTS))
        )  # fmt: skip


def _form(plan: Path, files: ScenarioFiles) -> TableForm:
    """The form that was asked for when the plan was made, else that in which the scenario before is written.

    The tables of a workbook become files that Excel opens, with the headings of the workbook.
    """
    settings = json.loads((plan / PLAN_FILE).read_text(encoding="utf-8"))["settings"]
    asked_for = TableForm(settings["dialect"], settings["headings"])
    if asked_for != TableForm("plain"):
        return asked_for
    base = files.levels[0]
    if base.folder.is_file():
        people = base.tables.get("jobseekers")
        return TableForm("swedish", NAMES if people is None or people.spoken is None else people.spoken)
    home = base.folder / "jobseekers.csv"
    return form_of(home.read_bytes() if home.is_file() else b"")


def _refuse_backwards(to: int, week: int) -> None:
    if to <= week:
        msg = _("--to {to} does not come after the week of the plan, {week}.", to=week_label(to), week=week_label(week))
        raise UsageFault(msg)


def _with_defaults(answer: Answer, asked: Asked) -> Answer:
    return replace(answer, by=answer.by or asked.by, on=answer.on or asked.on)


def _turn(asked: Asked, before: Scenario, whole: Scenario, protected: Any) -> Turn:  # noqa: ANN401 - Secrets
    instance = build(before)
    proposals = _proposals(asked.plan)
    stood = standings(instance, proposals, whole, _listed(asked.plan))
    rows = TurnRows(*(_records(whole.tables[name]) for name in ("placements", "history", "decisions")))
    drafted = {pair for pair, stands in stood.items() if stands.kind == "proposed"}
    dated = dated_placements(whole, instance.offers)
    weeks = list(zip(dated["from_week"].tolist(), dated["to_week"].tolist(), strict=True))
    log = ChangeLog(protected)
    return Turn(before.week, asked.to, stood, rows, Book.of(instance), log, instance, weeks, drafted)


def _proposals(plan: Path) -> pd.DataFrame:
    """The rows of assignments.csv that are proposed; the verifier has accepted them."""
    table = plan_table(plan / ASSIGNMENTS, OF_ASSIGNMENTS)
    return table[table["status"] == "proposed"]


def _listed(plan: Path) -> pd.DataFrame | None:
    """The rows of shortlists.csv who follow proposals on a list; None where the plan has no lists."""
    if not (plan / SHORTLISTS).is_file():
        return None
    table = plan_table(plan / SHORTLISTS, OF_SHORTLISTS)
    return table[table["list_position"].astype(int) > 1]


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return records(frame.astype(object).where(frame.notna(), None))


def _as_objects(frames: Mapping[str, pd.DataFrame], as_read: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables as objects with None for a blank, weeks that stood for the plan week blank again."""
    objects = {name: frame.astype(object).where(frame.notna(), None) for name, frame in frames.items()}
    for name, key, column in (("jobseekers", "jobseeker_id", "available_from"), ("slots", "slot_id", "start_week")):
        blank = set(as_read[name].loc[as_read[name][column].isna(), key])
        objects[name].loc[objects[name][key].isin(blank), column] = None
    return objects


def _next_tables(  # noqa: PLR0913, PLR0917 - the parts of the next week
    turn: Turn,
    tables: NextTables,
    place: tuple[Scenario, Asked],
    answers: list[Answer],
    news: WeekNews,
    faults: Faults,
) -> tuple[list[str], list[str]]:
    """Change the tables into those of the next week; the people who left, and the slots that were withdrawn."""
    before, asked = place
    frames = tables.frames
    apply_answers(turn, answers, declined_offer_ends_wait=before.settings.waiting_until == "declined_offer")
    turn_over(turn, news.ids(LEAVERS.name, "jobseeker_id"))
    for name, rows in (("placements", turn.rows.placements), ("history", turn.rows.history),
                       ("decisions", turn.rows.decisions)):  # fmt: skip
        kept = [row for row in rows if not row.get("gone")]
        frames[name] = pd.DataFrame(kept, columns=list(TABLES[name].columns), dtype=object)
    frames["jobseekers"] = run_on(frames["jobseekers"], asked.to - before.week, turn.begun(), _outbid(asked.plan),
                                  turn.no_longer_waiting, turn.log)  # fmt: skip
    _follow(turn, frames, answers, asked)
    book_newly_placed(turn, news, frames["slots"], faults)
    _book(turn, frames["funding"])
    for row in frames["past_placements"].itertuples():
        turn.log.removed("past_placements", (row.jobseeker_id, row.slot_id), "", _("was for the week that is over"))
    frames["past_placements"] = frames["past_placements"].iloc[:0]
    if weeks_back(before):
        fix_groups(frames["jobseekers"], turn.instance, turn.log)
    carry_targets(turn, frames["targets"], frames["history"], news.ids(LEAVERS.name, "jobseeker_id"))
    tables.take_in(news, turn.log, faults)
    left = _leave(turn, tables, before, news, faults)
    return left, _withdraw(turn, tables, news, faults)


def _withdraw(turn: Turn, tables: NextTables, news: WeekNews, faults: Faults) -> list[str]:
    """Close withdrawn slots and take away the earlier pins to them; a pin of an answer stays, and will be refused."""
    closed = tables.withdraw(news, turn.log, faults)
    table = tables.frames["decisions"]
    pairs = list(zip(table["jobseeker_id"], table["slot_id"], strict=True))
    shut = [at for at, pair in enumerate(pairs) if pair[1] in closed and table["decision"].iloc[at] == "pin"]
    shut = [at for at in shut if pairs[at] not in turn.pinned]
    for at in shut:
        turn.impossible.append((pairs[at], _("the place has been withdrawn")))
        turn.log.removed("decisions", (*pairs[at], "pin"), "pin", _("the pin can no longer be"))
    tables.frames["decisions"] = table.drop(index=table.index[shut]).reset_index(drop=True)
    return closed


def _leave(turn: Turn, tables: NextTables, before: Scenario, news: WeekNews, faults: Faults) -> list[str]:
    """Take out who has left, and remember them for as long as a goal looks back; the ids of those who left."""
    people = tables.frames["jobseekers"]
    left = tables.leave(news, turn.log, faults)
    if back := weeks_back(before):
        weeks = {row["jobseeker_id"]: int(row.get("left_week") or turn.to) - 1 for row in news.rows(LEAVERS)}
        rows = left_rows({person: weeks[person] for person in left}, before, people, turn.log)
        table = without_old(tables.frames["left_pool"], turn.to - back, turn.log)
        more = pd.DataFrame(rows, columns=list(table.columns), dtype=object)
        tables.frames["left_pool"] = pd.concat([table, more], ignore_index=True) if rows else table
    return left


def _follow(turn: Turn, frames: dict[str, pd.DataFrame], answers: list[Answer], asked: Asked) -> None:
    """Note the steps of follow-up that answers take, where somebody keeps account of them."""
    table = frames["followups"]
    if table.empty:
        return  # with a few rows, all earlier steps would count as overdue
    taken = steps_taken(plan_table(asked.plan / FOLLOWUPS, OF_FOLLOWUPS), answers, turn.to, turn.log)
    if taken:
        more = pd.DataFrame(taken, columns=list(table.columns), dtype=object)
        frames["followups"] = pd.concat([table, more], ignore_index=True)


def _outbid(plan: Path) -> set[str]:
    table = plan_table(plan / ASSIGNMENTS, OF_ASSIGNMENTS)
    return set(table.loc[(table["status"] == "unplaced") & table["reason_code"].isin(OUTBID), "jobseeker_id"])


def _book(turn: Turn, funding: pd.DataFrame) -> None:
    """Write what was booked into committed_sek of each line."""
    booked = turn.book.by_line()
    for at, line in zip(funding.index, funding["funding_id"], strict=True):
        old = float(funding.loc[at, "committed_sek"])
        new = round(old + booked[line], 2)
        turn.log.cell("funding", (line,), "committed_sek", (old, new), _("bookings.csv says for whom"))
        funding.loc[at, "committed_sek"] = new


def _settings(files: ScenarioFiles, keys: Mapping[str, Any], before: Scenario, to: int) -> str:
    """The text of scenario.toml for the next week: the user's own with another week and name, nothing extended.

    The public draw, and prices of weeks to come, were for the inputs of the week before: the next week has its own.
    """
    is_alone = len(files.levels) == 1
    document = tomlkit.parse(files.levels[0].as_toml) if is_alone else tomlkit.item(dict(keys))
    head = document["scenario"]
    head["week"] = week_label(to)
    head["name"] = renamed(before.name, before.week, to)
    if is_alone:
        for name in _OF_THE_WEEK:
            document.pop(name, None)
    else:
        keys = {name: section for name, section in keys.items() if name not in _OF_THE_WEEK}
    return tomlkit.dumps(document if is_alone else {"format": 1, **dict(keys), "scenario": head})


def renamed(name: str, week: int, to: int) -> str:
    """A scenario's name with the week in it, if it has one, as that of the next week: `Landskrona, week 49`."""
    old, new = week_label(week), week_label(to)
    if old in name:
        return name.replace(old, new)
    pattern = re.compile(rf"(?i)\b((?:week|vecka|v\.?|w) ?)(0?){int(old[-2:])}\b")
    return pattern.sub(lambda found: f"{found[1]}{new[-2:] if found[2] else int(new[-2:])}", name)


def _own_models(files: ScenarioFiles) -> dict[str, bytes]:
    """The files of models in the scenario's own folders; those of the folder itself go before those it extends."""
    found: dict[str, bytes] = {}
    for level in files.levels:
        home = beside(level.folder)
        paths = sorted(path for path in home.rglob("*") if path.is_file()) if home.is_dir() else []
        found |= {f"models/{path.relative_to(home).as_posix()}": path.read_bytes() for path in paths}
    return found
