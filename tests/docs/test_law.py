"""The pages on law and responsibility: both languages alike, and what they name is there and is as they say."""

import csv
import dataclasses
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from planner.cli.main import COMMANDS
from planner.inputs import read
from planner.inputs.models.shipped import versions
from planner.instance import build
from planner.schema.plan import PLAN_FILES, PlanFile
from planner.schema.plan_tables import ASSIGNMENT_COLUMNS, CANDIDATE_COLUMNS
from planner.schema.plan_workbook import WORKBOOK
from planner.schema.tables import TABLES
from tests.docs.pages import ROOT
from tests.plan_runs import planned

ENGLISH = (ROOT / "docs" / "law-and-responsibility.md").read_text(encoding="utf-8")
SWEDISH = (ROOT / "docs" / "law-and-responsibility.sv.md").read_text(encoding="utf-8")
MODELS = ROOT / "models"
MARKS = {"läst": "read", "känt": "known", "obekräftat": "unverified"}
# Words of choices and settings that the pages use, beside columns, tables, files and keys.
WORDS = {
    "may_override",
    "pin",
    "forbid",
    "contested",
    "application",
    "unverified_rule",
    "fair_share",
    "waiting",
    "score_step",
}
WORDS |= {"legal_basis", "approver", "expires", "not_for", "known_bias", "source", "reviewed_by", "judgement_share"}


def sections(text: str) -> list[str]:
    return re.split(r"^## ", text, flags=re.MULTILINE)


def names(text: str) -> Counter[str]:
    return Counter(" ".join(found.split()) for found in re.findall(r"`([^`]+)`", text))


def tables(text: str) -> list[list[list[str]]]:
    found = re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE)
    return [[[cell.strip() for cell in line.strip("| \n").split(" | ")] for line in one.splitlines()] for one in found]


def newest() -> Iterator[Path]:
    for model in sorted(MODELS.glob("*/*/")):
        yield model / versions(model)[-1]


@pytest.mark.parametrize("number", range(13))
def test_both_languages_have_the_same_sections_tables_names_and_blanks(number: int) -> None:
    english, swedish = sections(ENGLISH), sections(SWEDISH)
    assert len(english) == len(swedish) == 13
    one, other = english[number], swedish[number]
    assert one.split()[0] == other.split()[0] or number == 0
    assert names(one) == names(other)
    assert " ".join(one.split()).count("**[fill in]**") == " ".join(other.split()).count("**[fyll i]**")
    assert re.findall(r"\]\(\.\./[^)]*\)", one) == re.findall(r"\]\(\.\./[^)]*\)", other)
    shapes = [[[len(row) for row in table] for table in tables(text)] for text in (one, other)]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("number", [1, 6])
def test_both_languages_hold_the_same_law_for_read_known_and_unverified(number: int) -> None:
    english, swedish = (tables(sections(text)[number])[0] for text in (ENGLISH, SWEDISH))
    for one, other in zip(english[2:], swedish[2:], strict=True):
        marks = [MARKS[word] for word in re.findall("läst|känt|obekräftat", other[2])]
        assert marks == re.findall("read|known|unverified", one[2]), one[0]
        assert marks, one[0]


def test_every_name_is_a_file_a_column_a_key_or_a_command() -> None:
    columns = {name for table in TABLES.values() for name in table.columns}
    files = {
        *PLAN_FILES,
        WORKBOOK,
        *(f"{name}.csv" for name in TABLES),
        "inputs/",
        "inputs/models/",
        "effects.csv",
        "inputs",
    }
    rules = {path.stem for path in (MODELS / "rules").glob("*/*/*.toml")}
    known = columns | files | rules | WORDS | {*TABLES, *ASSIGNMENT_COLUMNS, *CANDIDATE_COLUMNS, *PlanFile.model_fields}
    assert any(MODELS.glob("outcome/*/*/effects.csv"))
    for name in names(ENGLISH):
        words = name.split()
        if words[0] == "planner":
            assert words[1] in COMMANDS, name
        elif words[0] == "--workers":
            assert "--workers" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
        elif "/" in name and name not in files:
            assert (ROOT / name).exists(), name
        else:
            assert name in known, name


def test_links_of_both_pages_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#\s]+)\)", ENGLISH + SWEDISH)
    assert [link for link in links if not (ROOT / "docs" / link).resolve().exists()] == []


def test_every_column_of_jobseekers_has_its_purpose_in_the_data_protection_assessment() -> None:
    rows = tables(sections(ENGLISH)[10])[0][2:]
    told = [name for row in rows for name in names(row[0]).elements()]
    assert sorted(told) == sorted(TABLES["jobseekers"].columns)
    assert all(row[1] for row in rows)


def test_every_other_table_about_people_is_in_the_assessment() -> None:
    told = {name for row in tables(sections(ENGLISH)[10])[1][2:] for name in names(row[0])}
    of_people = {name for name, table in TABLES.items() if "jobseeker_id" in table.columns} - {"jobseekers"}
    assert of_people | {"caseworkers", "supervisors", "employers"} <= told


def test_the_columns_said_to_enter_the_estimate_are_those_that_change_it() -> None:
    told = {name for row in tables(sections(ENGLISH)[10])[0][2:] if row[2] == "yes" for name in names(row[0])}
    scenario = read(ROOT / "scenarios" / "landskrona")
    people = scenario.tables["jobseekers"]

    def estimates(*columns: str) -> dict[tuple[object, ...], tuple[float, float]]:
        """Outcome and baseline of each pair, where everybody has what the next person has in these columns."""
        changed = people.copy()
        for column in columns:
            changed[column] = np.roll(people[column].array.astype(object), 1)
            changed[column] = changed[column].astype(people[column].dtype)
        made = build(dataclasses.replace(scenario, tables={**scenario.tables, "jobseekers": changed}))
        keys = made.candidates[["person", "slot", "programme_id"]].itertuples(index=False, name=None)
        return dict(zip(keys, zip(made.candidates["outcome"], made.candidates["baseline"], strict=True), strict=True))

    def differ(other: dict[tuple[object, ...], tuple[float, float]]) -> bool:
        common = usual.keys() & other.keys()
        assert common
        return any(other[key] != usual[key] for key in common)

    usual = estimates()
    # Who a person is, and who leaves the tables, is no property that could be given to another.
    rest = [name for name in people.columns if name not in {"jobseeker_id", "protected_identity", *told}]
    assert not differ(estimates(*rest))
    assert [name for name in told if not differ(estimates(name))] == []


def test_what_nobody_has_reviewed_is_listed() -> None:
    cards = {path.parent: tomllib.loads((path / "card.toml").read_text(encoding="utf-8")) for path in newest()}
    nobody = {
        model.relative_to(ROOT).as_posix()
        for model, card in cards.items()
        if card["reviewed_by"].startswith(("nobody", "not reviewed"))
    }
    assert {name for name in names(sections(ENGLISH)[12]) if name.startswith("models/")} == nobody


def test_every_kind_of_model_is_told() -> None:
    told = {name for row in tables(sections(ENGLISH)[9])[0][2:] for name in names(row[0])}
    assert told == {path.parent.parent.relative_to(ROOT).as_posix() for path in newest()}


def test_forms_that_rest_on_unverified_law_are_told_apart_and_the_ordinances_named() -> None:
    pack = MODELS / "rules" / "sweden" / versions(MODELS / "rules" / "sweden")[-1]
    text = {path.stem: path.read_text(encoding="utf-8") for path in pack.glob("*.toml")}
    card = tomllib.loads(text.pop("card"))
    del text["common"]
    marked = {name for name, rule in text.items() if 'sure = "unverified"' in rule}
    unsure, sure = (set(names(row[0])) for row in tables(sections(ENGLISH)[8])[0][2:])
    assert (unsure, sure) == (marked, set(text) - marked)
    assert set(re.findall(r"\d{4}:\d+", card["source"])) <= set(re.findall(r"\d{4}:\d+", sections(ENGLISH)[8]))


def test_a_plan_is_the_log_that_is_told_and_no_reason_names_another_person(tmp_path: Path) -> None:
    planned(ROOT / "scenarios" / "tiny", tmp_path / "plan", "--workers", "1")
    told = {name for row in tables(sections(ENGLISH)[4])[0][2:] for name in names(row[0])}
    assert told == {path.name + "/" * path.is_dir() for path in (tmp_path / "plan").iterdir()}
    with (tmp_path / "plan" / "assignments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["decision"] == row["motive"] == "" for row in rows)
    people = {row["jobseeker_id"] for row in rows}
    assert [row["reason"] for row in rows if people & set(re.findall(r"\w+", row["reason"]))] == []
