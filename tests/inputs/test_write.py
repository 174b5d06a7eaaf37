"""What is read can be written back out, and reads alike."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import Faults
from planner.inputs import read, scenario_files, table_text
from planner.inputs.cells import typed
from planner.inputs.files import csv_table
from planner.schema.columns import kind_of
from planner.schema.scenario import Scenario
from planner.schema.tables import TABLES
from tests.inputs.folders import GOOD, SCENARIOS, assert_same, edited, good, patches, text_of, what_if, write
from tests.inputs.workbooks import workbook_of
from tests.models.copies import copied


def written(scenario: Scenario, folder: Path) -> Path:
    return write(folder, dict(scenario_files(scenario, audit=True)))


def assert_round_trip(folder: Path, out: Path) -> None:
    first = read(folder)
    second = read(written(first, out))
    assert_same(first, second)
    assert dict(scenario_files(first, audit=True)) == dict(scenario_files(second, audit=True))


@pytest.mark.parametrize("name", ["landskrona", "landskrona_more_enkla_jobb"])
def test_a_shipped_scenario_reads_alike_after_writing(name: str, tmp_path: Path) -> None:
    assert_round_trip(SCENARIOS / name, tmp_path)


def test_every_table_and_setting_reads_alike_after_writing(tmp_path: Path) -> None:
    settings = (
        text_of("scenario.toml")
        + """
[settings]
goals = ["outcome", "waiting", "lot"]
fair_share = 0.75
groups = ["kitchen", "hardest_quarter"]
group_minimum = { kitchen = 1 }
dialect = "swedish"
may_cost = { waiting = 0.02 }
[solve]
time_limit_seconds = 2.5
gap = 0.01
seed = 7
workers = 1
[constraints]
off = ["caseworker_starts"]
[groups.youth]
column = "age"
where = { min = 16, max = 24 }
ground = "age"
legal_basis = "2 kap. 2 § diskrimineringslagen"
approver = "nämnden"
expires = 2027-12-31
"""
    )
    assert_round_trip(good(tmp_path / "in", {"scenario.toml": settings}), tmp_path / "out")


def test_a_workbook_reads_alike_after_writing(tmp_path: Path) -> None:
    assert_round_trip(workbook_of(GOOD, tmp_path / "in"), tmp_path / "out")


def test_a_patched_scenario_reads_alike_after_writing(tmp_path: Path) -> None:
    folder = what_if(
        tmp_path,
        '[[patch]]\ntable = "slots"\nscale = { gross_month_sek = 1.0333 }\nwhere = { employer_id = "E1" }',
        '[[patch]]\ntable = "slots"\nadd = "more.csv"',
        "[[patch]]\nsettings = { fair_share = 0.9 }",
        files={"more.csv": "slot_id,employer_id,programme_ids,zone,places\nS8,E1,praktik,norr,1\n"},
    )
    assert_round_trip(folder, tmp_path / "out")


def test_the_written_scenario_stands_alone(tmp_path: Path) -> None:
    files = copied("policy", "equal_access/1", "ours", "2")
    folder = good(tmp_path / "in", {**files, "scenario.toml": text_of("scenario.toml") + '[models]\npolicy = "ours"\n'})
    out = written(read(folder), tmp_path / "out")
    assert (out / "models" / "policy" / "ours" / "2" / "policy.toml").is_file()
    assert 'policy = "ours/2"' in (out / "scenario.toml").read_text()
    assert "extends" not in (out / "scenario.toml").read_text()


def test_the_audit_table_is_written_only_where_asked_for() -> None:
    scenario = read(GOOD)
    assert "audit.csv" not in dict(scenario_files(scenario))
    assert "audit.csv" in dict(scenario_files(scenario, audit=True))


def test_the_order_of_columns_does_not_matter(tmp_path: Path) -> None:
    turned = {}
    for name in TABLES:
        lines = [line.split(",") for line in text_of(f"{name}.csv").replace('"Parken, AB"', "Parken").splitlines()]
        turned[f"{name}.csv"] = "\n".join([*(",".join(reversed(line)) for line in lines), ""])
    sound = good(tmp_path / "a", edited("employers.csv", ('"Parken, AB"', "Parken")))
    assert_same(read(sound), read(good(tmp_path / "b", turned)))


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@given(st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=3)), max_size=5))
def test_any_text_survives_writing(cells: list[tuple[str, list[str]]]) -> None:
    table = TABLES["slots"]
    tasks, tags = (kind_of(table.row.model_fields[column]) for column in ("tasks", "skills"))
    rows = [(tasks.parse(text), tags.parse("|".join(words))) for text, words in cells]
    frame = pd.DataFrame(
        {
            "slot_id": pd.Series([f"S{i}" for i in range(len(rows))], dtype="str"),
            "tasks": pd.Series([text or None for text, _ in rows], dtype="str"),
            "skills": pd.Series([words for _, words in rows], dtype=object),
        }
    ).reindex(columns=table.columns)
    frame["places"] = 1.0
    raw = csv_table(table_text("slots", frame).encode(), "slots.csv", Faults())
    assert raw is not None
    again = typed(table, raw, Faults())
    assert [None if pd.isna(text) else text for text in again["tasks"]] == [text or None for text, _ in rows]
    assert list(again["skills"]) == [words for _, words in rows]


@given(st.floats(0, 1e12), st.integers(0, 10**9))
def test_numbers_survive_writing(amount: float, count: int) -> None:
    for column, value in (("gross_month_sek", amount), ("places", count)):
        kind = kind_of(TABLES["slots"].row.model_fields[column])
        assert kind.parse(kind.format(value)) == value


def test_a_patch_folder_names_the_files_of_its_base(tmp_path: Path) -> None:
    good(tmp_path / "good")
    scenario = read(write(tmp_path / "w", patches('[[patch]]\ntable = "slots"\nset = { places = 9 }')))
    assert "scenario.toml" in scenario.sources
    assert "good/slots.csv" in scenario.sources
    assert all(len(value) == 64 for value in scenario.sources.values())
