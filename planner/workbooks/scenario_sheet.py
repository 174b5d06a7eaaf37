"""The sheet of keys and values that stands for scenario.toml."""

from __future__ import annotations

from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from planner.schema.setting_keys import CALLED, KEY, MEANING, VALUE, SettingKey, key_name, setting_keys
from planner.schema.sheets import SCENARIO
from planner.schema.vocabulary import WORDS
from planner.schema.words import OF_TABLES
from planner.texts import N_, _, known_in, languages, pgettext, with_decimal_mark
from planner.workbooks.choices import LONGEST_LIST, tab
from planner.workbooks.styles import TEXT_FORMAT, comment, font, heading, on_paper, write_text

# What the keys mean that most people fill in.
_MEANINGS = {
    "scenario.name": N_("What people call the week; without it, the name of the file."),
    "scenario.week": N_("The week to plan, year and week: 2026-W48. It must be filled in."),
    "scenario.municipality": N_("The municipality, by name or code. Towns are looked for there first."),
    "scenario.language": N_("Language of messages and reasons; without it Swedish."),
    "scenario.lottery_seed": N_("A number from which the lot among equals is drawn."),
    "scenario.protected": N_("How many people with protected identity were taken out before, if none is in the table."),
    "models.rules": N_("The rule pack: what the law says of each legal form."),
    "models.outcome": N_("How likely work or study is, with and without a place."),
    "models.acceptance": N_("How likely a person accepts an offer."),
    "models.travel": N_("How long trips take that no table says."),
    "models.policy": N_("What the committee has decided: goals in order, shares, limits."),
    "models.occupations": N_("How near occupations are to each other."),
    "solve.time_limit_seconds": N_("How many seconds may be spent on looking for a better proposal."),
    "solve.gap": N_("How near to the proved best is near enough, as a share."),
    "solve.seed": N_("A number from which the search starts."),
    "solve.workers": N_("How many threads search; 1 gives the same proposal every time."),
    "settings.max_travel_minutes": N_("Longest trip one way, in minutes; without it, that of the policy."),
    "settings.waiting_limit_weeks": N_("From how many weeks a wait is long; without it, that of the policy."),
    "settings.fair_share": N_("How near to its share of places each group must come; without it, that of the policy."),
    "settings.groups": N_("Groups that fair shares look at, with | between them; without it, those of the policy."),
    "settings.dialect": N_("How CSV files are written: plain, or swedish for Excel."),
    "settings.headings": N_("What columns of written files are called: names, or a language such as sv."),
}
_REQUIRED = ("scenario.week",)
# Rows for keys of groups and of a value for each goal, such as settings.may_cost.waiting.
SPARE_ROWS = 30
# Examples of such keys, with what they mean; {youth} and {kitchen} are names of groups, which people choose.
_FREE_KEYS = (
    ("groups.{kitchen}.tag", N_("A group is everybody with this word in the column {groups}.")),
    ("groups.{youth}.column", N_("Or everybody by a column of the sheet {jobseekers}, such as {age}.")),
    ("groups.{youth}.where.max", N_("What may stand in the column at most, such as 24.")),
    ("groups.{youth}.where.min", N_("What must stand in it at least.")),
    ("groups.{youth}.where", N_("Instead of both: the word or number itself, or several with | between them.")),
    ("groups.{youth}.ground", N_("For a group by age: age; by {limits}: disability. The law protects these grounds, "
                                 "so the next three rows must be filled in as well.")),
    ("groups.{youth}.legal_basis", N_("What allows to treat this group on its own.")),
    ("groups.{youth}.approver", N_("Who has decided it: a committee or a role, no name.")),
    ("groups.{youth}.expires", N_("The last day on which it holds, such as 2027-06-30.")),
    ("groups.{youth}.name_sv", N_("What reports in Swedish call the group.")),
    ("settings.group_minimum.{youth}", N_("How many of the group must be proposed a place at least.")),
    ("settings.may_cost.waiting", N_("What share of the best outcome a goal may cost: here that of long waits.")),
)  # fmt: skip
_WIDTHS = {"A": 54, "B": 30, "C": 120}


def write_scenario(book: Workbook, language: str) -> None:
    """Write the sheet: first the keys that most people fill in, then all others under their dotted names."""
    sheet = book.create_sheet(tab(SCENARIO, language))
    sheet.sheet_properties.tabColor = "1F3864"
    for number, name in enumerate((KEY, VALUE, MEANING), start=1):
        heading(sheet.cell(1, number), pgettext("heading of keys", name), is_required=number == 2)  # noqa: PLR2004
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    rest = [name for name in setting_keys() if name not in CALLED]
    row = 2
    for name in (*CALLED, "", *rest):
        if not name:
            write_text(sheet.cell(row, 1), _("More settings"))
            sheet.cell(row, 1).font = font(bold=True)
            said = _("Leave them blank: the policy then decides. docs/method.md says what they mean.")
            write_text(sheet.cell(row, 3), said)
        else:
            _write_key(sheet, row, setting_keys()[name], language)
            if made := _choice(setting_keys()[name], language):
                made.add(f"B{row}")
                sheet.add_data_validation(made)
        row += 1
    _write_free_keys(sheet, row, language)
    for added in range(row + 1, row + 1 + len(_FREE_KEYS) + SPARE_ROWS):
        for cell in (sheet.cell(added, 1), sheet.cell(added, 2)):
            cell.protection, cell.number_format = Protection(locked=False), TEXT_FORMAT
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True
    sheet.protection.formatCells = sheet.protection.formatColumns = False
    on_paper(sheet)


def _write_free_keys(sheet: Worksheet, row: int, language: str) -> None:
    """Examples of keys whose names people choose: without a value beside it a row counts for nothing."""
    write_text(sheet.cell(row, 1), _("Groups, and a value for each goal"))
    sheet.cell(row, 1).font = font(bold=True)
    told = _("Write another name in the keys, and the values beside them. Copy the rows for more groups. A row without "
             "a value counts for nothing.")  # fmt: skip
    write_text(sheet.cell(row, 3), told)
    names = {"kitchen": _("kitchen"), "youth": _("youth")}
    people = OF_TABLES["jobseekers"]
    columns = {name: people.heading(name, language) for name in ("groups", "age", "limits")}
    for at, (key, meaning) in enumerate(_FREE_KEYS, start=row + 1):
        write_text(sheet.cell(at, 1), key.format(**names))
        write_text(sheet.cell(at, 3), _(meaning, jobseekers=tab("jobseekers", language), **columns))


def _write_key(sheet: Worksheet, row: int, key: SettingKey, language: str) -> None:
    cell = sheet.cell(row, 1)
    write_text(cell, key_name(key.name, language))
    cell.font = font(bold=key.name in _REQUIRED)
    value = sheet.cell(row, 2)
    value.protection, value.number_format = Protection(locked=False), TEXT_FORMAT
    value.alignment = Alignment(horizontal="left")
    write_text(sheet.cell(row, 3), meaning_of(key))
    comment(cell, _("In the documentation: {column}", column=key.name))


def meaning_of(key: SettingKey) -> str:
    """What a key means: in words where there are any, else what may stand there; and its default."""
    parts = [_(_MEANINGS[key.name])] if key.name in _MEANINGS else []
    if key.words:
        parts.append(_("Write one of {words}.", words=", ".join(key.words)))
    elif key.name not in _MEANINGS:
        parts.append(_KINDS.get(key.kind, _KINDS[str])())
    default = None if key.field.is_required() else key.field.default
    if isinstance(default, (str, int, float)) and not isinstance(default, bool):
        said = default if isinstance(default, str) else with_decimal_mark(f"{default:g}")
        parts.append(_("Without it: {default}.", default=said))
    return " ".join(parts)


_KINDS = {
    str: lambda: _("A text."),
    int: lambda: _("A whole number."),
    float: lambda: _("A number; a share may be written as 50 %."),
    bool: lambda: _("yes or no"),
    date: lambda: _("A day, such as 2026-11-20."),
    list: lambda: _("Words with | between them."),
}


def _choice(key: SettingKey, language: str) -> DataValidation | None:
    """The drop-down of a key whose value is one of few words."""
    words = key.words
    if key.name == "scenario.language":
        words = languages()
    elif key.kind is bool:
        words = tuple(known_in(language, "yes_no", word) for word in WORDS["yes_no"])
    inline = ",".join(words)
    if not words or key.kind is list or len(inline) > LONGEST_LIST:
        return None
    return DataValidation(type="list", allow_blank=True, formula1=f'"{inline}"', showErrorMessage=False)
