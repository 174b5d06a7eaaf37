"""The marked copy: each bad cell coloured and commented, a list of them first, and the given file untouched."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.drawing.image import Image

from planner.errors import Fault, InputFaults, UsageFault
from planner.planning import check
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.sheets import FAULTS
from planner.workbooks.choices import tab
from planner.workbooks.mark import marked_copy
from planner.workbooks.styles import RED, YELLOW
from tests.identity_numbers import identity_number
from tests.inputs.folders import SCENARIOS, edited, good
from tests.workbooks.templates import converted, filled


def found(scenario: Path) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
    """The faults and warnings of a scenario."""
    try:
        return (), check(scenario).warnings
    except InputFaults as refused:
        return refused.faults, refused.warnings


def copy_of(scenario: Path, into: Path) -> Workbook:
    """The marked copy of a scenario, as it is opened again."""
    into.write_bytes(marked_copy(scenario, *found(scenario)))
    return load_workbook(into)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A filled template: six people with a word for their education, one with few hours, a place of nobody's."""
    book = load_workbook(filled(SCENARIOS / "tiny", tmp_path / "week.xlsx"))
    people, slots = book["Personer"], book["Platser"]
    for row in range(2, 8):
        people.cell(row, 8).value = "Gymnasium"
    people["M4"].value = 0.75
    slots["B3"].value = "E99"
    slots["J3"].value = "=1+1"
    slots["J3"].data_type = "s"
    book.save(tmp_path / "week.xlsx")
    return tmp_path / "week.xlsx"


def test_bad_cells_are_red_and_doubtful_ones_yellow_with_the_message_as_a_comment(broken: Path, tmp_path: Path) -> None:
    before = broken.read_bytes()
    copy = copy_of(broken, tmp_path / "faults.xlsx")
    people = copy["Personer"]
    assert people["H2"].fill.fgColor.rgb == RED.fgColor.rgb
    assert people["M4"].fill.fgColor.rgb == YELLOW.fgColor.rgb
    assert people["H2"].comment is not None
    assert "Write 3." in people["H2"].comment.text
    assert people["H8"].fill.fgColor.rgb not in {RED.fgColor.rgb, YELLOW.fgColor.rgb}
    assert broken.read_bytes() == before


def test_the_list_has_one_line_for_each_column_and_distinct_value(broken: Path, tmp_path: Path) -> None:
    copy = copy_of(broken, tmp_path / "faults.xlsx")
    rows = list(copy.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert copy.sheetnames[0] == tab(FAULTS, "en")
    (gymnasium,) = [row for row in rows if row[3] == "Gymnasium"]
    assert gymnasium == (
        "error", "Personer", "utbildningsnivå", "Gymnasium", 6, "H2, H3, H4, H5, H6, H7", "is not a whole number.",
        "Write 3.",
    )  # fmt: skip
    (unknown,) = [row for row in rows if row[3] == "E99"]
    assert "Arbetsgivare" in str(unknown[7])


def test_the_copy_has_the_same_faults_as_the_workbook_itself(broken: Path, tmp_path: Path) -> None:
    copy_of(broken, tmp_path / "faults.xlsx")
    faults, warnings = found(broken)
    again, warned = found(tmp_path / "faults.xlsx")
    named = [(fault.code, fault.row, fault.column, fault.value) for fault in (*faults, *warnings)]
    assert [(fault.code, fault.row, fault.column, fault.value) for fault in (*again, *warned)] == named


def test_text_that_looks_like_a_formula_stays_text_in_the_copy(broken: Path, tmp_path: Path) -> None:
    copy_of(broken, tmp_path / "faults.xlsx")
    with zipfile.ZipFile(tmp_path / "faults.xlsx") as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not [sheet for sheet in sheets if "<f>" in sheet]


def test_a_folder_of_csv_files_becomes_a_workbook_of_those_with_faults(tmp_path: Path) -> None:
    folder = good(tmp_path / "good", edited("slots.csv", ("S1,E1", "S1,E99")))
    copy = copy_of(folder, tmp_path / "faults.xlsx")
    assert copy.sheetnames == [tab(FAULTS, "en"), "slots"]
    slots = copy["slots"]
    (marked,) = [cell for row in slots.iter_rows() for cell in row if cell.comment is not None]
    assert (marked.value, marked.fill.fgColor.rgb) == ("E99", RED.fgColor.rgb)


def test_people_with_protected_identity_are_in_no_list_and_no_comment(broken: Path, tmp_path: Path) -> None:
    book = load_workbook(broken)
    people = book["Personer"]
    at = [cell.value for cell in people[1]].index("skyddade personuppgifter") + 1
    people.cell(2, at).value = "ja"
    book.save(broken)
    copy = copy_of(broken, tmp_path / "faults.xlsx")
    assert copy["Personer"]["H2"].comment is None
    said = [str(cell) for row in copy.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert not [cell for cell in said if "J01" in cell or "H2" in cell]


def test_a_workbook_that_cannot_be_opened_gives_a_copy_with_the_list_alone(tmp_path: Path) -> None:
    (tmp_path / "week.xlsx").write_bytes(b"no workbook")
    copy = copy_of(tmp_path / "week.xlsx", tmp_path / "faults.xlsx")
    assert copy.sheetnames == [tab(FAULTS, "en")]
    assert copy.worksheets[0]["B2"].value == "week.xlsx"


def test_an_old_workbook_cannot_be_marked_and_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "week.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(UsageFault, match=r"Save it as \.xlsx first"):
        marked_copy(tmp_path / "week.xls", (), ())


@pytest.mark.libreoffice
def test_libreoffice_opens_and_saves_the_copy_and_keeps_its_comments(broken: Path, tmp_path: Path) -> None:
    copy_of(broken, tmp_path / "faults.xlsx")
    saved = load_workbook(converted(tmp_path / "faults.xlsx", tmp_path / "saved"))
    comment = saved["Personer"]["H2"].comment
    assert comment is not None
    assert "Write 3." in comment.text


def test_an_identity_number_is_not_copied_on(broken: Path, tmp_path: Path) -> None:
    book = load_workbook(broken)
    book["Personer"]["A4"].value = identity_number(date(1990, 5, 17))
    book.save(broken)
    copy = copy_of(broken, tmp_path / "faults.xlsx")
    assert copy["Personer"]["A4"].fill.fgColor.rgb == RED.fgColor.rgb
    cells = [str(cell.value) for sheet in copy for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not any(holds_identity_number(text) for text in cells)


def test_a_picture_of_the_workbook_is_in_the_marked_copy_or_said_not_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pillow = pytest.importorskip("PIL.Image")
    drawn = BytesIO()
    pillow.new("RGB", (20, 20), "red").save(drawn, "PNG")
    book = load_workbook(filled(SCENARIOS / "tiny", tmp_path / "week.xlsx"))
    book["Platser"].add_image(Image(drawn), "D9")
    book.save(tmp_path / "week.xlsx")
    copy = load_workbook(BytesIO(marked_copy(tmp_path / "week.xlsx", (), ())))
    assert len(copy["Platser"]._images) == 1  # noqa: SLF001 - openpyxl has no public name for them
    told = [cell.value for cell in copy.worksheets[0]["A"]]
    monkeypatch.setattr("openpyxl.reader.drawings.PILImage", None)
    without = load_workbook(BytesIO(marked_copy(tmp_path / "week.xlsx", (), ())))
    said = "Pictures of the workbook are not in this copy."
    assert said not in told
    assert said in [cell.value for cell in without.worksheets[0]["A"]]
