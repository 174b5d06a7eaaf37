"""The sheets that nobody fills in: how to fill in the others, and an example row of each table."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from planner.schema.sheets import EXAMPLES, SCENARIO
from planner.schema.tables import TABLES
from planner.schema.words import OF_TABLES
from planner.texts import N_, _
from planner.workbooks.choices import tab
from planner.workbooks.examples import example_in
from planner.workbooks.styles import EXAMPLE, font, heading, on_paper, write_text

# The sentence on each table, as its class has it.
PURPOSES = {
    "jobseekers": N_("A person in the pool, by pseudonymous id, or one whose running placement occupies capacity."),
    "employers": N_("The owner of slots."),
    "slots": N_("An intake that an employer offers: workplace, start week, length, places."),
    "programmes": N_("The kind of measure and its legal form, with rules and funding."),
    "held_places": N_(
        "Places of a slot that are kept for those who come from another programme and are ready by its start."
    ),
    "funding": N_("A budget line, with the weeks it may pay for."),
    "programme_funding": N_("A share of a programme's cost that a line pays; replaces the programme's funding_id."),
    "modules": N_("A short module before a place: what it gives, to whom, how long it is and what it costs."),
    "supervisors": N_("Somebody who follows placements at the workplace."),
    "caseworkers": N_("Somebody who begins placements with their people."),
    "zones": N_("A place where trips start or end; never an address."),
    "travel": N_(
        "Known travel time from a home to a workplace: the longer of there for the start and home after the end."
    ),
    "outcomes": N_("A known outcome of a pair; replaces the model's."),
    "baselines": N_("What is expected of a person without a proposal; replaces the model's."),
    "audit": N_("Protected grounds for the fairness report alone; no plan reads them."),
    "decisions": N_("What an official has decided about a pair, with the motive."),
    "placements": N_("A placement under way, or promised: it is a fact and uses capacity (drafts do not)."),
    "history": N_("An earlier placement, an offer that was declined, or somebody whom an employer refused or vetoed."),
    "followups": N_("A step of follow-up that somebody has taken: what is not here is still to do."),
    "left_pool": N_(
        "A person who has left the pool: counted by goals that look back, until the weeks they look at have passed."
    ),
    "preferences": N_("A wish for a slot or an occupation; rank 0 is a hard veto."),
    "targets": N_("How much of something is to be reached within a window of weeks; no plan changes by it."),
    "target_steps": N_("A point on the path of a target that is no straight line."),
    "past_placements": N_(
        "A placement that the department itself chose for one of this week's slots: compared with, never planned by."
    ),
}
_STEPS = (
    N_("Fill in the sheet {scenario}: at least the week to plan."),
    N_("Fill in the sheets with dark tabs: they must be there. Leave those with light tabs blank if unused."),
    N_("A row is one person, one place, one employer. Dark headings must be filled in. Blank is unknown, not zero."),
    N_("Point at a heading to see what the column means, its unit, its limits and what a blank means."),
    N_("Where a cell has a drop-down, choose from it. Several values in one cell have | between them: truck|kassa."),
    N_("Weeks are written as year and week: 2026-W48. Days are written as dates."),
    N_("Ids are pseudonyms of your own, such as case numbers. Columns of ids are text, so that leading zeros live."),
    N_("Write no identity numbers, names of jobseekers, addresses or diagnoses: the file is then not read."),
    N_("Instead of a zone you may write the name of a town. Its coordinates are then known."),
    N_("Do not merge cells. Rows of totals, blank rows and sheets of your own are passed over and named. "
       "Rows that a filter hides are read, and named."),
    N_("Save the workbook under any name, then check it and plan it:"),
)  # fmt: skip
# In the order in which they are typed; nobody translates them.
_COMMANDS = (
    "planner check {file}", "planner check {file} --mark {marked}", "planner plan {file} --out {out}",
)  # fmt: skip
_WIDTHS = {"A": 44, "B": 16, "C": 104}


def write_instructions(sheet: Worksheet, language: str) -> None:
    """How to fill in the workbook, and what each sheet is for."""
    write_text(sheet["A1"], _("A week to plan"))
    sheet["A1"].font = font(bold=True, size=16, color="1F3864")
    write_text(sheet["A2"], _("The program proposes. A named official decides. Nothing on this sheet is read."))
    row = 4
    for number, step in enumerate(_STEPS, start=1):
        write_text(sheet.cell(row, 1), f"{number}. {_(step, scenario=tab(SCENARIO, language))}")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
        sheet.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = 18
        row += 1
    for command in _COMMANDS:
        said = command.format(file=_("week.xlsx"), marked=_("faults.xlsx"), out=_("out/week"))
        write_text(sheet.cell(row, 1), f"    {said}")
        sheet.cell(row, 1).font = font(name="Courier New", size=10)
        row += 1
    row += 1
    for number, text in enumerate((_("Sheet"), _("Must be there"), _("A row of it is")), start=1):
        heading(sheet.cell(row, number), text)
    for table in TABLES.values():
        row += 1
        called = tab(table.name, language)
        cell = sheet.cell(row, 1)
        write_text(cell, called)
        cell.hyperlink = f"#'{called}'!A1"
        cell.font = font(color="1F3864", underline="single", bold=table.required)
        write_text(sheet.cell(row, 2), _("yes") if table.required else _("no"))
        write_text(sheet.cell(row, 3), _(PURPOSES[table.name]))
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    on_paper(sheet)


def write_examples(book: Workbook, language: str) -> None:
    """A made-up row of each table, one below the other; nothing here is read."""
    sheet = book.create_sheet(tab(EXAMPLES, language))
    write_text(sheet["A1"], _("Made-up rows, to show how cells are written. Nothing on this sheet is read."))
    sheet["A1"].font = font(bold=True, color="1F3864")
    row = 3
    for table in TABLES.values():
        write_text(sheet.cell(row, 1), tab(table.name, language))
        sheet.cell(row, 1).font = font(bold=True)
        for number, column in enumerate(table.columns, start=1):
            required = table.row.model_fields[column].is_required()
            heading(sheet.cell(row + 1, number), OF_TABLES[table.name].heading(column, language), is_required=required)
            cell = sheet.cell(row + 2, number)
            write_text(cell, example_in(table, column, language))
            cell.fill, cell.font = EXAMPLE, font(italic=True)
        row += 4
    for number in range(1, max(len(table.columns) for table in TABLES.values()) + 1):
        sheet.column_dimensions[sheet.cell(3, number).column_letter].width = 18
    sheet.protection.sheet = True
    on_paper(sheet)
