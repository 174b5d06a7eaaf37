"""What columns and the words in them are called in other languages: the one table for whatever writes or reads them.

Files have plain names, such as `jobseeker_id` and `proposed`. `--headings sv` writes what the Swedish catalogue calls
them (contexts `heading` and the name of the list). Tables are read under either, so a further language is a further
catalogue.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from planner.errors import as_written
from planner.schema.answers import ANSWERS_TABLE
from planner.schema.cells import HALVES, YES_NO
from planner.schema.columns import kind_of
from planner.schema.cures import one_form
from planner.schema.news import NEWS
from planner.schema.plan_tables import (
    ACT_ON_COLUMNS,
    ASSIGNMENT_COLUMNS,
    AUDIT_COLUMNS,
    BOOKING_COLUMNS,
    BY_EMPLOYER_COLUMNS,
    CHANGE_COLUMNS,
    CHANGES_MADE_COLUMNS,
    DIFF_COLUMNS,
    EXPLANATION_COLUMNS,
    FOLLOWUP_COLUMNS,
    LETTER_COLUMNS,
    LIST_COLUMNS,
    RESERVE_COLUMNS,
    SHORTLIST_COLUMNS,
    SLOT_COLUMNS,
)
from planner.schema.tables import TABLES, Table
from planner.schema.tasks import TASKS
from planner.texts import NP_, known_in, translations

# The headings and words that stand in the code; any other choice of `--headings` is a language.
NAMES = "names"

# All columns of the tables that are read or written.
HEADINGS = (
    NP_("heading", "jobseeker_id"), NP_("heading", "status"), NP_("heading", "slot_id"),
    NP_("heading", "employer_id"), NP_("heading", "employer"), NP_("heading", "programme_id"),
    NP_("heading", "programme"), NP_("heading", "budget_line"),
    NP_("heading", "occupation"), NP_("heading", "zone"), NP_("heading", "start_week"),
    NP_("heading", "weeks"), NP_("heading", "hours_per_week"), NP_("heading", "travel_minutes"),
    NP_("heading", "outcome"), NP_("heading", "baseline"), NP_("heading", "uplift"),
    NP_("heading", "acceptance"), NP_("heading", "value"), NP_("heading", "regular_weeks"),
    NP_("heading", "baseline_regular_weeks"), NP_("heading", "strength"), NP_("heading", "basis"),
    NP_("heading", "gross"), NP_("heading", "cost_sek"), NP_("heading", "caseworker_id"),
    NP_("heading", "to_do"), NP_("heading", "second_choice"), NP_("heading", "second_choice_value"),
    NP_("heading", "second_choice_free"), NP_("heading", "reason_code"),
    NP_("heading", "reason"), NP_("heading", "decision"), NP_("heading", "motive"), NP_("heading", "places"),
    NP_("heading", "running"), NP_("heading", "filled"), NP_("heading", "free"), NP_("heading", "price_lp"),
    NP_("heading", "gain"), NP_("heading", "unused_subsidy_sek"), NP_("heading", "unused_subsidy"),
    NP_("heading", "purpose"), NP_("heading", "travel_check"), NP_("heading", "fit"),
    NP_("heading", "home_zone"), NP_("heading", "available_from"), NP_("heading", "approved_rules"),
    NP_("heading", "leaves_children"), NP_("heading", "age"), NP_("heading", "education_level"),
    NP_("heading", "swedish_level"), NP_("heading", "driving_licence"), NP_("heading", "skills"),
    NP_("heading", "wished_ssyk"), NP_("heading", "busy"), NP_("heading", "limits"),
    NP_("heading", "max_travel_minutes"), NP_("heading", "travel_mode"), NP_("heading", "months_unemployed"),
    NP_("heading", "waiting_weeks"), NP_("heading", "times_outbid"), NP_("heading", "priority_class"),
    NP_("heading", "registered_status"), NP_("heading", "registered_days"), NP_("heading", "programme_days"),
    NP_("heading", "permit_months"), NP_("heading", "months_since_establishment"),
    NP_("heading", "part_time_grounds"), NP_("heading", "support_need"), NP_("heading", "groups"),
    NP_("heading", "entered_week"), NP_("heading", "entry_groups"), NP_("heading", "left_week"),
    NP_("heading", "placed_week"), NP_("heading", "paid_week"),
    NP_("heading", "protected_identity"), NP_("heading", "name"), NP_("heading", "sector"),
    NP_("heading", "max_people"), NP_("heading", "approaches_per_month"),
    NP_("heading", "places_wanted"), NP_("heading", "collective_agreement"),
    NP_("heading", "tax_debts"), NP_("heading", "trading_ban"), NP_("heading", "bankrupt"),
    NP_("heading", "redundancies_on"), NP_("heading", "contact_id"), NP_("heading", "programme_ids"),
    NP_("heading", "min_places"), NP_("heading", "shortlist"), NP_("heading", "hire_share"),
    NP_("heading", "shift"), NP_("heading", "ssyk"), NP_("heading", "tasks"),
    NP_("heading", "min_education"), NP_("heading", "min_swedish"), NP_("heading", "excluded_limits"),
    NP_("heading", "workplace"), NP_("heading", "workplace_kind"), NP_("heading", "supervisor_id"),
    NP_("heading", "register_extract"), NP_("heading", "reserved_by_hand"),
    NP_("heading", "union_consulted_on"), NP_("heading", "gross_month_sek"), NP_("heading", "lead_weeks"),
    NP_("heading", "rule"), NP_("heading", "funding_id"), NP_("heading", "cost_person_week_sek"),
    NP_("heading", "is_new"), NP_("heading", "leads_to"), NP_("heading", "leads_to_share"),
    NP_("heading", "weeks_between"), NP_("heading", "share_kind"), NP_("heading", "share_source"),
    NP_("heading", "until_week"), NP_("heading", "next_week"), NP_("heading", "path"),
    NP_("heading", "budget_sek"), NP_("heading", "committed_sek"), NP_("heading", "pace_share"),
    NP_("heading", "from_week"),
    NP_("heading", "to_week"), NP_("heading", "source"), NP_("heading", "share"), NP_("heading", "capacity"),
    NP_("heading", "starts_per_week"), NP_("heading", "lat"), NP_("heading", "lon"),
    NP_("heading", "evening_service"), NP_("heading", "weekend_service"), NP_("heading", "from_zone"),
    NP_("heading", "to_zone"), NP_("heading", "mode"), NP_("heading", "when"), NP_("heading", "minutes"),
    NP_("heading", "as_of"), NP_("heading", "by"), NP_("heading", "on"), NP_("heading", "state"),
    NP_("heading", "answer_by"), NP_("heading", "end"), NP_("heading", "rank"), NP_("heading", "sex"),
    NP_("heading", "origin"), NP_("heading", "disability"), NP_("heading", "age_class"),
    NP_("heading", "unit"), NP_("heading", "task"), NP_("heading", "half_days"), NP_("heading", "timing"),
    NP_("heading", "one_post"), NP_("heading", "done_today_by"), NP_("heading", "cost_week_sek"),
    NP_("heading", "at_risk"), NP_("heading", "attendance"),
    NP_("heading", "change"), NP_("heading", "slot_before"), NP_("heading", "employer_before"),
    NP_("heading", "programme_before"), NP_("heading", "slot_now"), NP_("heading", "employer_now"),
    NP_("heading", "programme_now"), NP_("heading", "value_before"), NP_("heading", "value_now"),
    NP_("heading", "difference"), NP_("heading", "no_longer"), NP_("heading", "stay"),
    NP_("heading", "leave"), NP_("heading", "gone"), NP_("heading", "come"),
    NP_("heading", "still_there"), NP_("heading", "figures"),
    NP_("heading", "confirmed_on"),
    NP_("heading", "step"), NP_("heading", "done_on"), NP_("heading", "now_slot_id"),
    NP_("heading", "now_value"), NP_("heading", "net_gain"), NP_("heading", "in_the_way"),
    NP_("heading", "displaces"), NP_("heading", "due_on"), NP_("heading", "week"), NP_("heading", "overdue"),
    NP_("heading", "overdue_days"),
    NP_("heading", "table"), NP_("heading", "row"), NP_("heading", "column"), NP_("heading", "before"),
    NP_("heading", "after"), NP_("heading", "why"), NP_("heading", "sek"), NP_("heading", "kind"),
    NP_("heading", "what"), NP_("heading", "num_places"), NP_("heading", "other_slot"),
    NP_("heading", "other_value"), NP_("heading", "cost_at_least"),
    NP_("heading", "ground"), NP_("heading", "group"), NP_("heading", "other_group"),
    NP_("heading", "measure"), NP_("heading", "people"), NP_("heading", "figure"), NP_("heading", "low"),
    NP_("heading", "high"), NP_("heading", "difference_low"), NP_("heading", "difference_high"),
    NP_("heading", "ratio"), NP_("heading", "ratio_low"), NP_("heading", "ratio_high"), NP_("heading", "left_out"),
    NP_("heading", "difference_clear"), NP_("heading", "ratio_clear"),
    NP_("heading", "proposed_people"), NP_("heading", "places_offered"), NP_("heading", "nearest_slot"),
    NP_("heading", "helps"), NP_("heading", "left_before"), NP_("heading", "plan_cost"), NP_("heading", "left_after"),
    NP_("heading", "yield_100000"), NP_("heading", "price_100000"),
    NP_("heading", "about"), NP_("heading", "explained"),
    NP_("heading", "letter"), NP_("heading", "file"), NP_("heading", "title"), NP_("heading", "opening"),
    NP_("heading", "other_places"), NP_("heading", "what_would_change"), NP_("heading", "who_decided"),
    NP_("heading", "how_to_object"),
    NP_("heading", "list_slot_id"), NP_("heading", "list_position"), NP_("heading", "list_of"),
    NP_("heading", "list_worth"), NP_("heading", "interviewed"),
)  # fmt: skip
# Closed lists of words, by name: mostly that of the column they stand in.
WORDS: dict[str, tuple[str, ...]] = {
    "status": (NP_("status", "proposed"), NP_("status", "kept"), NP_("status", "held"), NP_("status", "unplaced")),
    "to_do": (
        NP_("to_do", "override"), NP_("to_do", "authority"), NP_("to_do", "chain"),
        NP_("to_do", "application"), NP_("to_do", "sector"),
        NP_("to_do", "employer"), NP_("to_do", "union"), NP_("to_do", "part_time"), NP_("to_do", "renewal"),
        NP_("to_do", "extract"), NP_("to_do", "lead_time"), NP_("to_do", "travel"),
        NP_("to_do", "unverified_rule"),
    ),
    "reason_code": (
        NP_("reason_code", "pinned"), NP_("reason_code", "best"), NP_("reason_code", "other_goal"),
        NP_("reason_code", "usual"), NP_("reason_code", "running"), NP_("reason_code", "held"),
        NP_("reason_code", "no_candidate"), NP_("reason_code", "no_gain"), NP_("reason_code", "forbidden"),
        NP_("reason_code", "ahead"), NP_("reason_code", "waits"), NP_("reason_code", "interviewed"),
        NP_("reason_code", "outbid"), NP_("reason_code", "by_hand"), NP_("reason_code", "limit"),
        NP_("reason_code", "not_settled"), NP_("reason_code", "minimum_not_reached"),
        NP_("reason_code", "others_first"), NP_("reason_code", "not_in_past"),
        NP_("reason_code", "group_minimum"), NP_("reason_code", "other_purposes"),
        NP_("reason_code", "waiting"), NP_("reason_code", "fair_share"), NP_("reason_code", "stability"),
        NP_("reason_code", "group_floor"), NP_("reason_code", "max_min"), NP_("reason_code", "leximin"),
        NP_("reason_code", "queue"), NP_("reason_code", "lot"), NP_("reason_code", "preference"),
        NP_("reason_code", "travel"), NP_("reason_code", "cost"), NP_("reason_code", "closed"),
        NP_("reason_code", "full"), NP_("reason_code", "partly"), NP_("reason_code", "empty_no_candidate"),
        NP_("reason_code", "empty_no_gain"), NP_("reason_code", "empty_by_hand"),
        NP_("reason_code", "empty_minimum"), NP_("reason_code", "empty_ahead"), NP_("reason_code", "empty_limit"),
        NP_("reason_code", "empty_not_settled"), NP_("reason_code", "empty_elsewhere"),
    ),
    "change": (NP_("change", "new"), NP_("change", "moved"), NP_("change", "withdrawn"), NP_("change", "kept")),
    "figures": (NP_("figures", "second"), NP_("figures", "first")),
    "strength": (NP_("strength", "strong"), NP_("strength", "medium"), NP_("strength", "uncertain")),
    "basis": (
        NP_("basis", "own"), NP_("basis", "observed"), NP_("basis", "effect"), NP_("basis", "judgement"),
        NP_("basis", "points"),
    ),
    "yes_no": (NP_("yes_no", "yes"), NP_("yes_no", "no")),
    "half_day": (
        NP_("half_day", "mo-am"), NP_("half_day", "mo-pm"), NP_("half_day", "mo-ev"), NP_("half_day", "tu-am"),
        NP_("half_day", "tu-pm"), NP_("half_day", "tu-ev"), NP_("half_day", "we-am"), NP_("half_day", "we-pm"),
        NP_("half_day", "we-ev"), NP_("half_day", "th-am"), NP_("half_day", "th-pm"), NP_("half_day", "th-ev"),
        NP_("half_day", "fr-am"), NP_("half_day", "fr-pm"), NP_("half_day", "fr-ev"), NP_("half_day", "sa-am"),
        NP_("half_day", "sa-pm"), NP_("half_day", "sa-ev"), NP_("half_day", "su-am"), NP_("half_day", "su-pm"),
        NP_("half_day", "su-ev"),
    ),
    "slot_status": (NP_("slot_status", "open"), NP_("slot_status", "planned"), NP_("slot_status", "closed")),
    "purpose": (
        NP_("purpose", "main"), NP_("purpose", "companion"), NP_("purpose", "activity"),
        NP_("purpose", "sheltered"),
    ),
    "sector": (
        NP_("sector", "department"), NP_("sector", "municipal_company"), NP_("sector", "private"),
        NP_("sector", "association"), NP_("sector", "education"),
    ),
    "share_kind": (NP_("share_kind", "observed"), NP_("share_kind", "effect"), NP_("share_kind", "judgement")),
    "workplace_kind": (NP_("workplace_kind", "ordinary"), NP_("workplace_kind", "constructed")),
    "swedish_level": (NP_("swedish_level", "none"),),
    "registered_status": (NP_("registered_status", "none"),),
    "travel_mode": (
        NP_("travel_mode", "transit"), NP_("travel_mode", "car"), NP_("travel_mode", "bike"),
        NP_("travel_mode", "walk"),
    ),
    "part_of_week": (
        NP_("part_of_week", "any"), NP_("part_of_week", "morning"), NP_("part_of_week", "day"),
        NP_("part_of_week", "evening"), NP_("part_of_week", "weekend"),
    ),
    "decision": (NP_("decision", "pin"), NP_("decision", "forbid"), NP_("decision", "contested"),
                 NP_("decision", "interviewed")),
    "answer": (
        NP_("answer", "accepted"), NP_("answer", "declined"), NP_("answer", "hold"), NP_("answer", "offered"),
        NP_("answer", "pin"), NP_("answer", "forbid"), NP_("answer", "contested"), NP_("answer", "started"),
        NP_("answer", "interrupted"), NP_("answer", "ended"), NP_("answer", "at_risk"),
        NP_("answer", "interviewed"), NP_("answer", "chosen"), NP_("answer", "refused"), NP_("answer", "vetoed"),
    ),
    "state": (NP_("state", "draft"), NP_("state", "offered"), NP_("state", "accepted"), NP_("state", "started")),
    "end": (NP_("end", "ended"), NP_("end", "interrupted"), NP_("end", "declined"),
            NP_("end", "refused"), NP_("end", "vetoed")),
    "ground": (
        NP_("ground", "sex"), NP_("ground", "origin"), NP_("ground", "disability"), NP_("ground", "age_class"),
    ),
    "measure": (
        NP_("measure", "offers"), NP_("measure", "uplift"), NP_("measure", "travel_minutes"),
        NP_("measure", "waiting_weeks"), NP_("measure", "overridden"),
    ),
    "letter": (
        NP_("letter", "accepted"), NP_("letter", "offered"), NP_("letter", "proposed"), NP_("letter", "declined"),
        NP_("letter", "refused"), NP_("letter", "vetoed"), NP_("letter", "interviewed"),
        NP_("letter", "forbidden"), NP_("letter", "held"), NP_("letter", "running"), NP_("letter", "unplaced"),
    ),
    "entry_group": (
        NP_("entry_group", "none"), NP_("entry_group", "hardest_quarter"), NP_("entry_group", "easiest_quarter"),
    ),
    "clear": (NP_("clear", "yes"), NP_("clear", "alone"), NP_("clear", "no")),
    "timing": (NP_("timing", "any"), NP_("timing", "each")),
    "step": (
        NP_("step", "day_3"), NP_("step", "week_2"), NP_("step", "midpoint"), NP_("step", "before_end"),
        NP_("step", "exit"), NP_("step", "days_30"), NP_("step", "days_90"), NP_("step", "days_180"),
    ),
    "in_the_way": (
        NP_("in_the_way", "person_hours"), NP_("in_the_way", "person_shifts"), NP_("in_the_way", "slot_places"),
        NP_("in_the_way", "minimum"), NP_("in_the_way", "employer_people"), NP_("in_the_way", "supervisor_support"),
        NP_("in_the_way", "caseworker_starts"), NP_("in_the_way", "funding_budget"),
        NP_("in_the_way", "funding_pace"), NP_("in_the_way", "path_places"),
        NP_("in_the_way", "group_minimum"), NP_("in_the_way", "employer_approaches"),
    ),
    "kind": (
        NP_("kind", "limit_exceeded"), NP_("kind", "offer_lapsed"), NP_("kind", "start_unanswered"),
        NP_("kind", "offer_due"), NP_("kind", "at_risk"), NP_("kind", "interrupted"),
        NP_("kind", "promised_and_withdrawn"), NP_("kind", "pin_impossible"), NP_("kind", "on_hold"),
        NP_("kind", "start_passed"), NP_("kind", "long_wait"),
    ),
}  # fmt: skip

# Words that are the same in every language.
SAME_EVERYWHERE = frozenset(("A1", "A2", "B1", "B2", "C1", "C2", "JoB", "JUG", "etablering"))
# Columns of the tables that are read whose list of words has another name than the column.
_LISTS = {"status": "slot_status", "min_swedish": "swedish_level", "mode": "travel_mode", "when": "part_of_week"}


@dataclass(frozen=True, eq=False)
class Words:
    """What a table holds: its columns, and by column the list of WORDS that its cells are from, where there is one.

    `more` are columns that it may have besides.
    """

    columns: tuple[str, ...]
    lists: Mapping[str, str]
    more: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """All columns that it has or may have."""
        return (*self.columns, *self.more)

    def heading(self, column: str, language: str) -> str:
        """What a language calls a column; a column that is not the table's keeps its name."""
        return known_in(language, "heading", column) if column in self.known else column

    def said(self, column: str, cell: str, language: str) -> str:
        """A cell with each of its words as a language has it; `|` stands between several."""
        words = self.lists.get(column)
        if words is None:
            return cell
        return "|".join(known_in(language, words, part) if part in WORDS[words] else part for part in cell.split("|"))

    def as_written(self, column: str, cell: str) -> str:
        """A cell for a cure: each of its words is said as the file has it that the cure is about."""
        words = self.lists.get(column)
        if words is None:
            return cell
        return "|".join(as_written(words, part) if part in WORDS[words] else part for part in cell.split("|"))

    def columns_called(self, headings: Collection[str]) -> dict[str, str]:
        """By heading the column that a language calls so, unless that column stands there under its own name."""
        found: dict[str, str] = {}
        for heading in headings:
            column = self.by_heading.get(one_form(heading))
            if column is not None and column not in headings and column not in found.values():
                found[heading] = column
        return found

    def names_in_file(self, headings: Collection[str]) -> dict[str, str]:
        """By column the heading under which a file has it, where that is not its plain name.

        Where most of the file's columns stand under headings of a language, so do the columns of any table that it
        lacks, for whoever is told of them.
        """
        names = {column: heading for heading, column in self.columns_called(headings).items()}
        spoken = self.language_of(headings)
        if spoken is None:
            return names
        rest = {column: known_in(spoken, "heading", column) for column in HEADINGS if column not in headings}
        return rest | names

    def language_of(self, headings: Collection[str]) -> str | None:
        """The language in which most of a file's columns are called; None where most have their plain names."""
        called = self.columns_called(headings)
        if 2 * len(called) <= sum(heading in called or heading in self.known for heading in headings):
            return None
        return max(translations(), key=lambda name: sum(self.heading(own, name) in called for own in called.values()))

    def called_twice(self, headings: Collection[str]) -> list[str]:
        """The columns that stand in a table under two names, of which nobody can tell which one is meant."""
        named = [self.by_heading.get(one_form(heading), heading) for heading in headings]
        return [column for column in self.known if named.count(column) > 1]

    def plain(self, column: str, cell: str) -> str:
        """A cell with each word that is known in some language in its plain form; the rest stays as it is."""
        known = self._by_word.get(column)
        if known is None:
            return cell
        parts = cell.split("|")
        plain = [known.get(one_form(part)) for part in parts]
        return "|".join(part if word is None else word for part, word in zip(parts, plain, strict=True))

    @cached_property
    def by_heading(self) -> Mapping[str, str]:
        """The columns by what each language calls them, in the form in which words are compared."""
        return {
            one_form(self.heading(column, language)): column for language in translations() for column in self.known
        }

    @cached_property
    def _by_word(self) -> Mapping[str, Mapping[str, str]]:
        """By column with a list, its words by what each language calls them."""
        return {
            column: {
                one_form(known_in(language, words, word)): word for language in translations() for word in WORDS[words]
            }
            for column, words in self.lists.items()
        }


# What a meeting fills in is read where its answers are (planner.weeks), so `decision` has no list here.
OF_ASSIGNMENTS = Words(
    ASSIGNMENT_COLUMNS,
    {
        **dict.fromkeys(("gross", "second_choice_free"), "yes_no"),
        **{name: name for name in ("status", "strength", "basis", "to_do", "reason_code")},
    },
    LIST_COLUMNS,
)
OF_CHANGES = Words(CHANGE_COLUMNS, {"change": "change", "status": "status"})
OF_DIFFERENCE = Words(
    DIFF_COLUMNS, {"change": "change", "status": "status", "figures": "figures", "still_there": "yes_no"}
)
OF_EMPLOYERS = Words(BY_EMPLOYER_COLUMNS, {})
OF_SLOTS = Words(SLOT_COLUMNS, {"reason_code": "reason_code"})
OF_RESERVES = Words(RESERVE_COLUMNS, {"in_the_way": "in_the_way"})
OF_SHORTLISTS = Words(SHORTLIST_COLUMNS, {"interviewed": "yes_no"})
OF_FOLLOWUPS = Words(FOLLOWUP_COLUMNS, {"step": "step", "overdue": "yes_no"})
OF_CHANGES_MADE = Words(CHANGES_MADE_COLUMNS, {})
OF_BOOKINGS = Words(BOOKING_COLUMNS, {})
OF_EXPLANATIONS = Words(EXPLANATION_COLUMNS, {"status": "status", "reason_code": "reason_code"})
OF_LETTERS = Words(LETTER_COLUMNS, {"letter": "letter"})
OF_AUDIT = Words(
    AUDIT_COLUMNS,
    {
        "ground": "ground", "measure": "measure", "left_out": "yes_no",
        **dict.fromkeys(("difference_clear", "ratio_clear"), "clear"),
    },
)  # fmt: skip
OF_ACT_ON = Words(ACT_ON_COLUMNS, {"kind": "kind"})


def _lists_of(table: Table) -> dict[str, str]:
    """By column of a table that is read the list of its words, where it has one."""
    lists = {}
    for column, field in table.row.model_fields.items():
        kind = kind_of(field)
        if kind is YES_NO:
            lists[column] = "yes_no"
        elif kind is HALVES:
            lists[column] = "half_day"
        elif column == "entry_groups":
            lists[column] = "entry_group"
        elif kind.words:
            # An answer stands in a column of the same name as a row of decisions, and may be more.
            lists[column] = "answer" if kind.words == WORDS["answer"] else _LISTS.get(column, column)
    return lists


OF_TABLES = {
    table.name: Words(table.columns, _lists_of(table)) for table in (*TABLES.values(), TASKS, ANSWERS_TABLE, *NEWS)
}


def in_words(table: pd.DataFrame, words: Words, headings: str) -> pd.DataFrame:
    """A table that is about to be written, with the headings and words of a language, or as it is."""
    if headings == NAMES:
        return table
    said = {
        column: table[column].map(lambda cell, of=column: words.said(of, cell, headings), na_action="ignore")
        for column in words.lists
    }
    return table.assign(**said).rename(columns=lambda column: words.heading(column, headings))
