"""The plan as a workbook for people: its sheets, their columns, and which cells a meeting fills in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.schema.plan_tables import ANSWERS, TAG_COLUMNS, TARGET_COLUMNS
from planner.schema.words import NAMES, Words
from planner.texts import KEYS, NP_, known_in, translations

WORKBOOK = "plan.xlsx"
# The empty sheet in which an office writes who is who. It is never read: no name may reach anything of ours.
KEY = "key"
MEETING, UNPLACED, SUPERVISORS, MONEY = "meeting", "unplaced", "supervisors", "money"
# The columns whose cells are looked up in the key, or written by the meeting.
NAME = "name"


@dataclass(frozen=True)
class SheetForm:
    """One sheet: its title in the code, its columns, those that tell its rows apart, and the lists of its words.

    A sheet with `over_time` has further columns after these, one for each week or month.
    """

    title: str
    columns: tuple[str, ...]
    keys: tuple[str, ...] = ()
    lists: Mapping[str, str] = field(default_factory=dict)
    over_time: bool = False

    @property
    def words(self) -> Words:
        """What its headings and words are called."""
        return Words(self.columns, self.lists)

    def called(self, language: str) -> str:
        """Its title in a language."""
        return self.title.capitalize() if language == KEYS else known_in(language, "sheet", self.title)


SHEETS: Mapping[str, SheetForm] = {
    "summary": SheetForm(NP_("sheet", "summary"), ("what", "figure"), ("what",)),
    MEETING: SheetForm(
        NP_("sheet", "meeting"),
        ("caseworker_id", "jobseeker_id", NAME, "slot_id", "employer", "occupation", "programme",
         "start_week", "strength", "reason", "second_choice", "to_do", *ANSWERS),
        ("jobseeker_id", "slot_id", "programme"),
        {"strength": "strength", "to_do": "to_do"},
    ),
    "employers": SheetForm(
        NP_("sheet", "by employer"),
        ("employer_id", "employer", "slot_id", "occupation", "programme", "start_week", "places", "running",
         "filled", "free", "proposed_people", "reason"),
        ("slot_id",),
    ),
    "departments": SheetForm(
        NP_("sheet", "departments"),
        ("employer_id", "employer", "places_wanted", "places_offered", "running", "filled", "free"),
        ("employer_id",),
    ),
    "lists": SheetForm(
        NP_("sheet", "shortlists"),
        ("slot_id", "employer", "rank", "jobseeker_id", NAME, "caseworker_id", "programme", "start_week",
         "list_position", "interviewed"),
        ("slot_id", "rank"),
        {"interviewed": "yes_no"},
    ),
    UNPLACED: SheetForm(
        NP_("sheet", "unplaced"),
        ("caseworker_id", "jobseeker_id", NAME, "waiting_weeks", "reason", "nearest_slot", "employer", "helps"),
        ("jobseeker_id",),
    ),
    "reserves": SheetForm(
        NP_("sheet", "reserves"),
        ("slot_id", "employer", "rank", "jobseeker_id", NAME, "caseworker_id", "programme", "now_slot_id",
         "net_gain", "displaces"),
        ("slot_id", "rank"),
    ),
    "changes": SheetForm(
        NP_("sheet", "changes"),
        ("change", "caseworker_id", "jobseeker_id", NAME, "status", "slot_before", "employer_before", "slot_now",
         "employer_now", "start_week", "difference", "reason"),
        ("jobseeker_id", "slot_before", "slot_now"),
        {"status": "status", "change": "change"},
    ),
    "prices": SheetForm(
        NP_("sheet", "prices"),
        ("slot_id", "employer", "occupation", "places", "free", "gain", "price_lp", "reason"),
        ("slot_id",),
    ),
    "tags": SheetForm(NP_("sheet", "tags"), TAG_COLUMNS, ("tag",)),
    "targets": SheetForm(
        NP_("sheet", "targets by date"),
        # A column `name` would hold a person's.
        tuple("target_name" if column == NAME else column for column in TARGET_COLUMNS),
        ("target_id", "target_name"),
        {"counts": "counts"},
    ),
    SUPERVISORS: SheetForm(
        NP_("sheet", "supervisors' weeks"), ("supervisor_id", "capacity"), ("supervisor_id",), over_time=True
    ),
    MONEY: SheetForm(
        NP_("sheet", "money"),
        ("budget_line", "left_before", "plan_cost", "left_after", "yield_100000", "price_100000"), ("budget_line",),
        over_time=True,
    ),
    "followups": SheetForm(
        NP_("sheet", "follow-ups"),
        ("caseworker_id", "jobseeker_id", NAME, "slot_id", "employer_id", "step", "due_on", "overdue", "overdue_days"),
        ("jobseeker_id", "slot_id", "step"),
        {"step": "step", "overdue": "yes_no"},
    ),
    "duty": SheetForm(
        NP_("sheet", "duty hours"),
        ("week", "unit", "people", "hours_owed", "hours_covered", "hours_gap", "people_short"),
        ("week", "unit"),
    ),
    "how_to": SheetForm(NP_("sheet", "how to read"), ("about", "explained")),
    KEY: SheetForm(NP_("sheet", "key"), ("jobseeker_id", NAME)),
}  # fmt: skip
# What a meeting mostly says of a proposal; docs/answers.md has the other words, which may be typed.
OFTEN = ("accepted", "declined", "hold")
# So many weeks of a supervisor are shown, from the plan week on.
WEEKS_SHOWN = 26
# Cells that may differ from the plan: the meeting writes them, or the key's names appear in them.
FREE = frozenset((*ANSWERS, NAME))


def sheet_of(title: str) -> str | None:
    """The sheet that has this title in some language; None for a sheet of somebody's own."""
    wanted = title.strip().casefold()
    for language in (KEYS, *translations()):
        for name, form in SHEETS.items():
            if form.called(language).casefold() == wanted:
                return name
    return None


def spoken_headings(language: str) -> str:
    """The headings of a workbook in a language: those of the language, or the names that stand in the code."""
    return NAMES if language == KEYS else language
