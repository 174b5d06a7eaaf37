"""A scenario with Swedish headings and words is the same scenario, and protects the same people."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.inputs import read
from planner.inputs.shipped_scenarios import scenario_copy
from planner.planning import check
from planner.schema.dialect import Dialect, in_dialect
from planner.schema.tables import TABLES
from planner.schema.words import OF_TABLES
from planner.texts import speaking
from planner.workbooks.examples import example_of
from tests.inputs.excel_saves import saved
from tests.inputs.folders import GOOD, SCENARIOS, assert_same, faults_of, good, message_of
from tests.inputs.workbooks import workbook_of


def in_swedish(source: Path, into: Path, dialect: Dialect = "swedish") -> Path:
    """A copy of a folder with Swedish headings and words."""
    into.mkdir()
    for path in source.iterdir():
        if path.is_file():
            (into / path.name).write_bytes(in_dialect(path.name, path.read_bytes(), dialect, "sv"))
    return into


@pytest.mark.parametrize(
    "source, dialect",
    [(GOOD, "plain"), (GOOD, "swedish"), (SCENARIOS / "tiny", "plain"), (SCENARIOS / "landskrona", "swedish")],
)
def test_a_scenario_in_swedish_is_the_same_scenario(source: Path, dialect: Dialect, tmp_path: Path) -> None:
    copy = in_swedish(source, tmp_path / "copy", dialect)
    header = (copy / "jobseekers.csv").read_text(encoding="utf-8-sig").partition("\n")[0]
    assert header.startswith("person")
    assert "_id" not in header
    assert_same(read(source), read(copy))


def test_a_scenario_in_swedish_that_excel_saved_is_the_same_scenario(tmp_path: Path) -> None:
    copy = in_swedish(SCENARIOS / "tiny", tmp_path / "copy")
    for path in copy.glob("*.csv"):
        path.write_bytes(saved(path.read_bytes(), as_utf8=False))
    assert_same(read(SCENARIOS / "tiny"), read(copy))


def test_a_workbook_in_swedish_below_a_title_is_the_same_scenario(tmp_path: Path) -> None:
    copy = in_swedish(GOOD, tmp_path / "copy", "plain")
    rows = list(csv.reader(io.StringIO((copy / "zones.csv").read_text(encoding="utf-8"), newline="")))
    titled: list[Sequence[object]] = [["Områden"], *[[cell or None for cell in row] for row in rows]]
    assert_same(read(GOOD), read(workbook_of(copy, tmp_path / "book", {"zones": titled})))


def test_shipped_scenarios_and_the_bases_under_them_are_the_same_in_swedish(tmp_path: Path) -> None:
    for headings in ("names", "sv"):
        for name, raw in scenario_copy("landskrona_more_enkla_jobb").items():
            path = tmp_path / headings / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(in_dialect(path.name, raw, "swedish", headings))
    assert_same(read(tmp_path / "names"), read(tmp_path / "sv"))


@pytest.mark.parametrize(
    "table, was, becomes, named",
    [
        ("slots.csv", "2026-W49", "vecka 60", {"start_week": "startvecka"}),
        ("jobseekers.csv", "J1,", "J1,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,", {}),
        ("employers.csv", ",yes,", ",maybe,", {"collective_agreement": "kollektivavtal"}),
        ("slots.csv", ",E1,", ",E9,", {"employer_id": "arbetsgivarnummer"}),
        ("decisions.csv", "S1", "", {"slot_id": "plats", "pin": "lås"}),
        ("funding.csv", "2026-W01", "2029-W01", {"from_week": "från vecka", "to_week": "till vecka"}),
    ],
)
def test_a_fault_in_a_swedish_table_is_said_as_in_a_plain_one_but_for_the_headings(
    table: str, was: str, becomes: str, named: Mapping[str, str], tmp_path: Path
) -> None:
    plain = good(tmp_path / "plain")
    text = (plain / table).read_text(encoding="utf-8")
    assert was in text
    (plain / table).write_text(text.replace(was, becomes, 1), encoding="utf-8")
    swedish = good(tmp_path / "swedish")
    for path in plain.glob("*.csv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        shown = in_dialect(path.name, f"{header}\n".encode(), "plain", "sv").decode().strip()
        (swedish / path.name).write_text("\n".join([shown, *rows]) + "\n", encoding="utf-8")
    said = message_of(plain)
    for column, heading in named.items():
        assert f"{column}" in said
        said = re.sub(rf"\b{column}\b", heading, said)
    assert message_of(swedish) == said


def test_who_is_protected_under_a_swedish_heading_is_taken_out_and_never_named(tmp_path: Path) -> None:
    folder = in_swedish(SCENARIOS / "tiny", tmp_path / "copy")
    scenario = read(folder)
    assert scenario.protected == 1
    assert "J10" not in set(scenario.tables["jobseekers"]["jobseeker_id"])
    path = folder / "preferences.csv"
    path.write_text(path.read_text(encoding="utf-8-sig") + "J10;S999;1\n;S999;1\n", encoding="utf-8")
    said = message_of(folder)
    assert "preferences.csv row" in said
    assert "J10" not in said


@pytest.mark.parametrize("header", ["supervisor_id,handledare,capacity", "handledare,supervisor_id,kapacitet"])
def test_a_column_under_both_its_names_stands_twice(header: str, tmp_path: Path) -> None:
    (fault,) = faults_of(good(tmp_path, {"supervisors.csv": f"{header}\nH1,H1,4\nH2,H2,\n"}))
    assert (fault.code, fault.row, fault.column) == ("column-twice", 1, "handledare")
    assert fault.what == 'the same column stands here as "supervisor_id" already'


def test_a_misspelt_heading_is_asked_for_in_its_language(tmp_path: Path) -> None:
    folder = in_swedish(GOOD, tmp_path / "copy", "plain")
    for table, heading, wrong in (("supervisors.csv", "kapacitet", "kapasitet"), ("slots.csv", "plats", "skostorlek")):
        path = folder / table
        path.write_text(path.read_text(encoding="utf-8").replace(heading, wrong, 1), encoding="utf-8")
    said = message_of(folder)
    assert 'Did you mean "kapacitet"?' in said
    assert 'the column "plats" is missing' in said
    assert "Known are plats, arbetsgivarnummer, stödformer, område," in said


def test_a_later_fault_of_a_swedish_table_names_its_heading(tmp_path: Path) -> None:
    folder = in_swedish(SCENARIOS / "tiny", tmp_path / "copy", "plain")
    path = folder / "decisions.csv"
    path.write_text("person,plats,beslut,beslutat av,beslutsdag,motiv\nJ08,S1,låst,K1,2026-11-20,\n", encoding="utf-8")
    with pytest.raises(InputFaults) as refused:
        check(folder)
    assert {fault.column for fault in refused.value.faults} == {"beslut"}


@pytest.mark.parametrize(
    "table, column, wrong, plain, swedish",
    [
        ("employers", "sector", "firma", "department, municipal_company", "förvaltning, kommunalt bolag"),
        ("employers", "bankrupt", "japp", "Write yes.", "Skriv ja."),
        ("slots", "workplace_kind", "skyddad", "Write constructed.", "Skriv särskilt anordnad."),
        ("slots", "shift", "månd fm", "mo-am|mo-pm|mo-ev|tu-am", "må-fm|må-em|må-kv|ti-fm"),
        ("slots", "shift", "mån fm, tis em", "Write mo-am|tu-pm.", "Skriv må-fm|ti-em."),
        ("jobseekers", "swedish_level", "låg", "none, A1", "ingen, A1"),
        ("placements", "state", "nekad", "with end declined.", "med avslut tackat nej."),
    ],
)
def test_a_cure_names_words_as_the_file_has_them(  # noqa: PLR0913, PLR0917 - the parts of one case
    table: str, column: str, wrong: str, plain: str, swedish: str, tmp_path: Path
) -> None:
    cures = {}
    for language in ("en", "sv"):
        words = OF_TABLES[table]
        needed = [name for name, field in TABLES[table].row.model_fields.items() if field.is_required()]
        columns = list(dict.fromkeys([*needed, column]))
        header = ";".join(words.heading(name, language) for name in columns)
        row = ";".join(wrong if name == column else example_of(TABLES[table], name) for name in columns)
        folder = good(tmp_path / language, {f"{table}.csv": f"{header}\n{row}\n"})
        with speaking(language):
            heading = words.heading(column, language)
            cures[language] = [fault.cure for fault in faults_of(folder) if fault.column == heading]
    assert [plain in cure for cure in cures["en"]] == [True], cures
    assert [swedish in cure for cure in cures["sv"]] == [True], cures


def test_a_value_of_a_swedish_table_is_shown_as_it_stands_there(tmp_path: Path) -> None:
    folder = in_swedish(GOOD, tmp_path / "copy", "plain")
    path = folder / "decisions.csv"
    path.write_text("person,plats,beslut,beslutat av,beslutsdag,motiv\nJ1,,Lås,K1,2026-11-20,\n", encoding="utf-8")
    (fault,) = faults_of(folder)
    assert fault.what == "a lås needs a slot"
