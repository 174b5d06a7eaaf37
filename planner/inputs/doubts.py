"""Values that can be planned with but are probably a mistake: the warnings that need only the tables.

docs/faults.md says when each fires. A warning about one cell needs that cell alone. A warning that compares tables is
omitted where a fault in one of them may be the cause of the difference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from planner.errors import Fault, as_written, given
from planner.inputs.cells import FROM_FILE, meant_word
from planner.inputs.confirmed import warn_of_unconfirmed
from planner.inputs.cross_table import CrossTable
from planner.inputs.likeness import likenesses
from planner.inputs.path_checks import warn_of_lost_steps, warn_of_paths
from planner.schema.cells import CODES, LATEST_WEEK, TAGS
from planner.schema.choices import BEGUN, SWEDISH_LEVELS
from planner.schema.columns import kind_of
from planner.schema.models import OutcomeModel, PointsModel
from planner.schema.settings import Settings
from planner.schema.tables import TABLES
from planner.schema.weeks import week_label, week_monday
from planner.schema.working_time import FULL_TIME_HOURS
from planner.texts import N_, _, with_decimal_mark

# Fewer hours are no placement, and more than the 48 of EU's working time directive are no week's work.
LEAST_HOURS, MOST_HOURS = 5, 48
MUNICIPAL = ("department", "municipal_company")
TOLD_APART = ("municipal_ordinary", "municipal_constructed")
SEPARATORS = (",", ";")
SAME_OCCUPATION_DIGITS = 4
WEEK_53 = 53


@dataclass(frozen=True)
class Doubts:
    """The doubts about one scenario; `unsound` are tables that hold a fault."""

    across: CrossTable
    unsound: Collection[str]
    week: int | None

    def of_tables(self) -> None:
        """Every warning that needs no settings."""
        self._hours()
        self._separators()
        self._starts_of_placements()
        if self._may_hold("decisions", "history", "slots"):
            self._declined()
        if self._may_hold("programmes", "programme_funding", "funding"):
            self._weeks_53()

    def of_settings(self, settings: Settings, policy_goals: Collection[str]) -> None:
        """The warnings about settings, and about tables in view of the settings."""
        left_out = [name for name in policy_goals if name not in settings.goals]
        if left_out:
            self.across.faults.warn(
                Fault("few-goals", "scenario.toml", None, "settings.goals", None,
                      _("the policy's goals {goals} are left out, so the plan does not look at them",
                        goals=", ".join(left_out)),
                      _("Remove the key, unless that is what you want."))
            )  # fmt: skip
        if settings.candidates == "eligible" and self._may_hold("slots"):
            self._slots_of_the_past()
        if self._may_hold("travel"):
            self._ended_timetables()
        if self._may_hold("slots"):
            warn_of_unconfirmed(self.across, self.week, settings.confirmed_weeks)
        if settings.candidates == "eligible" and self._may_hold("jobseekers", "slots"):
            self._limits()
            self._demands()
        if not settings.allow_uncovered_weeks and self._may_hold("programmes", "programme_funding", "funding"):
            self._gaps()

    def of_outcome(self, model: OutcomeModel | PointsModel) -> None:
        """Places of the municipality that do not say whether their work is ordinary, where the model uses that."""
        if isinstance(model, PointsModel) or not self._may_hold("slots", "employers", "programmes"):
            return
        told_apart = {row.rule for row in model.effects if row.workplace in TOLD_APART}
        rule_of = dict(zip(self._table("programmes")["programme_id"], self._table("programmes")["rule"], strict=True))
        sector = self._table("employers").set_index("employer_id")["sector"]
        slots = self._open_slots()
        blank = slots[slots["workplace_kind"].isna() & slots["employer_id"].map(sector).isin(MUNICIPAL)]
        rows = [
            at for at, forms in blank["programme_ids"].items() if any(rule_of.get(form) in told_apart for form in forms)
        ]
        kinds = {kind: as_written("workplace_kind", kind) for kind in ("ordinary", "constructed")}
        self.across.warn("slots", "workplace-kind-blank", rows, "workplace_kind",
                         _("is blank, so the place counts as neither {ordinary} nor {constructed} work",
                           **kinds),
                         _("Write {ordinary} where it is the unit's usual work among its usual staff, {constructed} "
                           "where it was set up for people in measures.", **kinds))  # fmt: skip

    def of_paths(self, settings: Settings, model: OutcomeModel | PointsModel) -> None:
        """Places that only paths lead through, steps that are judged before they are over, and promised ones lost."""
        if self.week is not None and self._may_hold("programmes", "slots", "held_places"):
            warn_of_paths(self.across, settings, model, self.week)
            if self._may_hold("jobseekers", "placements", "history"):
                warn_of_lost_steps(self.across, self.week)

    def _may_hold(self, *names: str) -> bool:
        """Whether a comparison of these tables can be trusted."""
        return not set(names) & set(self.unsound)

    def _table(self, name: str) -> pd.DataFrame:
        return self.across.tables[name]

    def _hours(self) -> None:
        """Hours that look like a share or a percentage of full time."""
        for table in ("jobseekers", "slots"):
            hours = self._table(table)["hours_per_week"].to_numpy(dtype=float, na_value=np.nan)
            few, many = np.flatnonzero(hours < LEAST_HOURS), np.flatnonzero(hours > MOST_HOURS)
            self.across.warn(table, "few-hours", few, "hours_per_week",
                             _("is less than {hours} hours a week", hours=LEAST_HOURS),
                             lambda i, hours=hours: _few_cure(hours[i]))  # type: ignore[misc]  # fmt: skip
            self.across.warn(table, "many-hours", many, "hours_per_week",
                             _("is more than {hours} hours a week", hours=MOST_HOURS),
                             lambda i, hours=hours: _percent_cure(hours[i]))  # type: ignore[misc]  # fmt: skip

    def _separators(self) -> None:
        """A comma or semicolon inside a word of a list, where | is most likely meant."""
        for name, table in TABLES.items():
            frame = self._table(name)
            for column, field in table.row.model_fields.items():
                if kind_of(field) not in (TAGS, CODES):
                    continue
                cells = frame[column].tolist()
                # Most rows hold one of a few lists: each distinct list is examined once.
                parted = {words: _parted(words) for words in set(cells) if any(map(_holds_separator, words))}
                joined = {i: parted[words] for i, words in enumerate(cells) if words in parted} if parted else {}
                self.across.warn(name, "list-separator", joined, column, _("is read as one word"),
                                 lambda i, joined=joined: _(  # type: ignore[misc]
                                     "Write {list} if several are meant.", list=given(joined[i])
                                 ))  # fmt: skip

    def _starts_of_placements(self) -> None:
        """An accepted or started placement without its first week, where its slot states one."""
        placements, slots = self._table("placements"), self._table("slots")
        dated = slots.dropna(subset=["slot_id", "start_week"]).drop_duplicates("slot_id")
        of_slot = placements["slot_id"].map(dated.set_index("slot_id")["start_week"])
        blank = placements["from_week"].isna() & placements["state"].isin(BEGUN) & of_slot.notna()
        self.across.warn("placements", "no-first-week", np.flatnonzero(blank.to_numpy()), "from_week",
                         lambda i: _("is blank: it counts from the slot's start, {week}",
                                     week=week_label(int(of_slot.iloc[i]))),
                         _("Write the week in which the placement starts or started."))  # fmt: skip

    def _limits(self) -> None:
        """Words for limits that keep nobody from any slot because jobseekers and slots use different ones."""
        people, slots = self._table("jobseekers"), self._open_slots()
        held, named = _words(people["limits"]), _words(slots["excluded_limits"])
        if not held or slots.empty:
            return
        lost = likenesses(held - named, named)
        # A slot may well name what nobody has.
        unheld = {word: other for word, other in likenesses(named - held, held).items() if other is not None}
        self._warn_of_words("jobseekers", "limit-of-no-slot", "limits", lost, range(len(people)),
                            N_("is in excluded_limits of no open slot, so it keeps nobody from any place"),
                            N_('holds "{word}", which is in excluded_limits of no open slot, so it keeps nobody from '
                               "any place"))  # fmt: skip
        self._warn_of_words("slots", "limit-of-nobody", "excluded_limits", unheld, slots.index,
                            N_("is no limit of anybody, so it keeps nobody out"),
                            N_('holds "{word}", which is no limit of anybody, so it keeps nobody out'))  # fmt: skip

    def _ended_timetables(self) -> None:
        """Trips of a timetable that holds no longer in the plan week."""
        ends = self._table("travel")["valid_to"]
        if self.week is None or ends.isna().all():
            return
        ended = np.flatnonzero((ends < pd.Timestamp(week_monday(self.week))).to_numpy())
        self.across.warn("travel", "timetable-ended", ended, "valid_to",
                         _("lies before the plan week, so the trips may be others by now"),
                         _("Look the trips up anew: planner travel."))  # fmt: skip

    def _demands(self) -> None:
        """Demands of open slots that nobody meets, and no module before the place makes anybody meet."""
        people, slots, modules = self._table("jobseekers"), self._open_slots(), self._table("modules")
        if people.empty:
            return
        for column, taught in (("skills", "gives_skills"), ("driving_licence", "gives_licence")):
            held = _words(people[column]) | _words(modules[taught])
            lacking = likenesses(_words(slots[column]) - held, held)
            self._warn_of_words("slots", "demand-of-nobody", column, lacking, slots.index,
                                N_("is what nobody has, so nobody can be placed there"),
                                N_('holds "{word}", which is what nobody has, so nobody can be placed there')
                                )  # fmt: skip
        ranks = {level: rank for rank, level in enumerate(SWEDISH_LEVELS)}
        swedish = pd.concat([people["swedish_level"], modules["gives_swedish"]])
        levels = (
            ("min_education", slots["min_education"], people["education_level"]),
            ("min_swedish", slots["min_swedish"].map(ranks), swedish.map(ranks)),
        )
        for column, asked, have in levels:
            most = max(have.dropna().tolist(), default=-1)
            above = slots.index[(asked.astype(float) > most).to_numpy()]
            self.across.warn("slots", "demand-of-nobody", above, column,
                             _("is more than anybody has, so nobody can be placed there"),
                             _("Look whether slots and jobseekers say it in the same way."))  # fmt: skip

    def _warn_of_words(  # noqa: PLR0913, PLR0917 - the parts of a warning
        self,
        table: str,
        code: str,
        column: str,
        words: Mapping[str, str | None],
        rows: Iterable[int],
        alone: str,
        among_others: str,
    ) -> None:
        """Warn of words, by the text for a cell that holds one `alone` and the one for a cell that holds more."""
        cells = self._table(table)[column].tolist()
        holding: dict[str, list[int]] = {}
        for row in rows:
            for word in cells[row]:
                if word in words:
                    holding.setdefault(word, []).append(row)
        for word, other in sorted(words.items()):
            meant = "" if other is None else f"{meant_word(given(other))} "
            self.across.warn(table, code, holding[word], column,
                             lambda row, word=word: (  # type: ignore[misc]
                                 _(alone) if len(cells[row]) == 1 else _(among_others, word=given(word))
                             ),
                             meant + _("Write the same words at jobseekers and slots."))  # fmt: skip

    def _open_slots(self) -> pd.DataFrame:
        slots = self._table("slots").reset_index(drop=True)
        return slots[slots["status"] == "open"]

    def _declined(self) -> None:
        """Pins to a place that the person has declined, or to one of its kind."""
        decisions, history, slots = self._table("decisions"), self._table("history"), self._table("slots")
        pins = decisions.reset_index(drop=True)
        pins = pins[pins["decision"] == "pin"]
        refusals = history[history["end"] == "declined"]
        if pins.empty or refusals.empty:
            return
        known = {
            str(name): _Kind(None if pd.isna(ssyk) else str(ssyk)[:SAME_OCCUPATION_DIGITS], forms)
            for name, ssyk, forms in zip(slots["slot_id"], slots["ssyk"], slots["programme_ids"], strict=True)
        }
        own = refusals.groupby("jobseeker_id")
        same, alike = [], []
        for row, person, slot in zip(pins.index, pins["jobseeker_id"], pins["slot_id"], strict=True):
            if person not in own.groups or slot not in known:
                continue
            declined = own.get_group(person)
            if slot in set(declined["slot_id"]):
                same.append(row)
            elif _is_of_a_kind(known, known[slot], declined):
                alike.append(row)
        self.across.warn("decisions", "pin-of-declined", same, "slot_id",
                         _("is pinned for somebody who has declined this very place"),
                         _("Ask the person again, or remove the pin."))  # fmt: skip
        self.across.warn("decisions", "pin-of-declined", alike, "slot_id",
                         _("is pinned for somebody who has declined a place of its kind"),
                         _("Ask the person again, or remove the pin."))  # fmt: skip

    def _weeks_53(self) -> None:
        """Lines that end in week 52 of a year with a week 53, where no other line of the programme pays for week 53."""
        funding, spans = self._table("funding"), self._spans()
        lasts = funding["to_week"].to_numpy(dtype=float, na_value=np.nan)
        rows = []
        for row, (name, last) in enumerate(zip(funding["funding_id"], lasts, strict=True)):
            has_passed = self.week is not None and last < self.week
            if np.isnan(last) or has_passed or last >= LATEST_WEEK or not _is_before_week_53(int(last)):
                continue
            own = [lines for lines in spans.values() if name in lines]
            if any(not _covers(lines, int(last) + 1) for lines in own):
                rows.append(row)
        self.across.warn("funding", "before-week-53", rows, "to_week",
                         lambda row: _("is not the last week of {year}, which has 53", year=_year(lasts[row])),
                         lambda row: _("Write {week} if the line is for the whole year.",
                                       week=week_label(int(lasts[row]) + 1)))  # fmt: skip

    def _gaps(self) -> None:
        """Weeks between the lines of a programme that none of them pays for; a week 53 has its own warning."""
        programmes = self._table("programmes")
        rows = {name: row for row, name in enumerate(programmes["programme_id"])}
        gaps: dict[int, str] = {}
        for name, lines in self._spans().items():
            found = [(a, b) for a, b in _between(lines) if not (a == b and _is_before_week_53(a - 1))]
            found = [(a, b) for a, b in found if self.week is None or b >= self.week]
            if found and name in rows:
                first, last = (week_label(week) for week in found[0])
                gaps[rows[name]] = first if first == last else _("{first} to {last}", first=first, last=last)
        self.across.warn(
            "programmes", "budget-gap", list(gaps), "programme_id",
            lambda row: _("has budget lines before and after {weeks} and none for that time", weeks=gaps[row]),
            _("Close the gap in funding (from_week, to_week): no placement may run through it."),
        )  # fmt: skip

    def _spans(self) -> dict[str, dict[str, tuple[float, float]]]:
        """By programme the weeks of each of its lines, open ends infinite."""
        programmes, shared, funding = (self._table(name) for name in ("programmes", "programme_funding", "funding"))
        first = funding["from_week"].astype(float).fillna(-np.inf)
        last = funding["to_week"].astype(float).fillna(np.inf)
        span = dict(zip(funding["funding_id"], zip(first, last, strict=True), strict=True))
        lines: dict[str, list[str]] = {}
        for name, line in zip(shared["programme_id"], shared["funding_id"], strict=True):
            lines.setdefault(name, []).append(line)
        for name, line in zip(programmes["programme_id"], programmes["funding_id"], strict=True):
            if name not in lines and not pd.isna(line):
                lines[name] = [line]
        return {name: {line: span[line] for line in own if line in span} for name, own in lines.items()}

    def _slots_of_the_past(self) -> None:
        """Every open slot starts before the plan week, so nobody can be proposed for any."""
        slots = self._open_slots()
        starts = slots["start_week"].to_numpy(dtype=float, na_value=np.nan)
        if self.week is None or not len(starts) or not (starts < self.week).all():
            return
        file = str(slots[FROM_FILE].iloc[0])
        self.across.faults.warn(
            Fault("slots-of-the-past", file, None, self.across.shown.get(file, {}).get("start_week", "start_week"),
                  None, _("every open slot starts before the plan week {week}, the last in {last}, so nobody can be "
                          "proposed for any", week=week_label(self.week), last=week_label(int(starts.max()))),
                  _("Write the week you plan in {settings}, or the weeks in which new placements start.",
                    settings=self.across.settings))
        )  # fmt: skip


def _few_cure(hours: float) -> str:
    if 0 < hours <= 1:
        return _full_time_cure(100 * hours)
    return _("Write hours a week; full time is {hours}.", hours=FULL_TIME_HOURS)


def _percent_cure(hours: float) -> str:
    if hours <= 100:  # noqa: PLR2004 - a percentage
        return _full_time_cure(hours)
    return _("Write hours a week; full time is {hours}.", hours=FULL_TIME_HOURS)


def _full_time_cure(percent: float) -> str:
    hours, percentage = (with_decimal_mark(f"{number:g}") for number in (percent / 100 * FULL_TIME_HOURS, percent))
    return _("Write {hours} if {percent} % of full time is meant.", hours=hours, percent=percentage)


def _holds_separator(word: str) -> bool:
    return any(separator in word for separator in SEPARATORS)


def _parted(words: tuple[str, ...]) -> str:
    """The words with | in place of each comma or semicolon."""
    text = "|".join(words)
    for separator in SEPARATORS:
        text = text.replace(separator, "|")
    return "|".join(part.strip() for part in text.split("|") if part.strip())


def _words(cells: pd.Series[Any]) -> set[str]:
    return {word for cell in cells for word in cell}


class _Kind(NamedTuple):
    """What kind of place a slot is: its occupation, where known, and its forms."""

    occupation: str | None
    forms: tuple[str, ...]


def _is_of_a_kind(slots: Mapping[str, _Kind], own: _Kind, declined: pd.DataFrame) -> bool:
    """Whether a slot has the occupation of a declined one or, where either occupation is unknown, the same form."""
    for other, programme in zip(declined["slot_id"], declined["programme_id"], strict=True):
        theirs = slots[other].occupation if other in slots else None
        if own.occupation is not None and theirs is not None:
            if own.occupation == theirs:
                return True
        elif programme in own.forms:
            return True
    return False


def _year(week: float) -> int:
    return int(week_label(int(week))[:4])


def _is_before_week_53(week: int) -> bool:
    return week_label(week + 1).endswith(f"W{WEEK_53}")


def _covers(lines: dict[str, tuple[float, float]], week: int) -> bool:
    return any(first <= week <= last for first, last in lines.values())


def _between(lines: dict[str, tuple[float, float]]) -> Iterator[tuple[int, int]]:
    """The first and last week of every gap between lines."""
    spans = sorted(lines.values())
    end = spans[0][1] if spans else np.inf
    for first, last in spans[1:]:
        if first > end + 1:
            yield int(end) + 1, int(first) - 1
        end = max(end, last)
