"""No cell of any file may hold an identity or coordination number, and none is ever repeated."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.inputs import read
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.tables import TABLES
from tests.identity_numbers import check_digit, identity_number
from tests.inputs.folders import GOOD, codes_of, edited, faults_of, good, message_of, text_of, what_if, write
from tests.inputs.workbooks import workbook_of
from tests.models.copies import copied


@pytest.mark.parametrize("in_workbook", [False, True])
def test_a_title_that_is_passed_over_holds_no_number_either(in_workbook: bool, tmp_path: Path) -> None:  # noqa: FBT001
    title = f"Anna {identity_number(date(1990, 2, 28))}"
    table = text_of("caseworkers.csv")
    if in_workbook:
        rows = [line.split(",") for line in table.splitlines()]
        folder = workbook_of(GOOD, tmp_path, {"caseworkers": [[title], *rows]})
    else:
        folder = good(tmp_path, {"caseworkers.csv": f"{title}\n{table}"})
    (fault,) = faults_of(folder)
    assert (fault.code, fault.row) == ("identity-number", 1)
    assert title[5:] not in message_of(folder)


@pytest.mark.parametrize("table", TABLES)
def test_no_column_of_any_table_takes_one(table: str, tmp_path: Path) -> None:
    number, columns = identity_number(date(1985, 7, 14)), TABLES[table].columns
    rows = [",".join(number if column == planted else "" for column in columns) for planted in columns]
    folder = good(tmp_path, {f"{table}.csv": "\n".join([",".join(columns), *rows, ""])})
    with pytest.raises(InputFaults) as stopped:
        read(folder)
    found = [fault for fault in stopped.value.faults if fault.code == "identity-number"]
    assert [(fault.row, fault.column, fault.value) for fault in found] == [
        (row, column, None) for row, column in enumerate(columns, start=2)
    ]
    assert number not in str(stopped.value) + repr(stopped.value.args) + repr(stopped.value.faults)


def test_a_number_as_the_name_of_a_column_is_not_repeated(tmp_path: Path) -> None:
    number = identity_number(date(1985, 7, 14))
    folder = good(tmp_path, {"supervisors.csv": f"supervisor_id,{number}\nH1,{number}\nH2,\n"})
    assert set(codes_of(folder)) == {"identity-number"}
    assert number not in str(faults_of(folder))


def test_a_file_without_its_header_does_not_repeat_its_first_row(tmp_path: Path) -> None:
    number = identity_number(date(1985, 7, 14))
    folder = good(tmp_path, {"zones.csv": f"{number},Storgatan,55.8,12.8\n"})
    assert codes_of(folder) == ["identity-number", "no-header"]
    assert "Storgatan" not in str(faults_of(folder)) + number
    assert number not in str(faults_of(folder))


def test_scenario_toml_takes_none(tmp_path: Path) -> None:
    number = identity_number(date(1985, 7, 14))
    folder = good(tmp_path, edited("scenario.toml", ("Small and sound", f"Plan for {number}")))
    assert codes_of(folder) == ["identity-number"]
    assert number not in str(faults_of(folder))


def test_scenario_toml_may_speak_of_days_of_the_plan_week(tmp_path: Path) -> None:
    for serial in range(20):
        said = f"Small and sound 2026-11-23: {1500 + serial} kr"
        assert codes_of(good(tmp_path / str(serial), edited("scenario.toml", ("Small and sound", said)))) == []


@pytest.mark.parametrize("text", ["plan 1,{}", "v1.{}", "x{}", "1.{} "])
def test_a_number_behind_a_digit_and_a_mark_is_no_fraction_in_a_text(text: str, tmp_path: Path) -> None:
    number = identity_number(date(1985, 7, 14), separator="")
    folder = good(tmp_path, edited("scenario.toml", ("Small and sound", text.format(number))))
    assert codes_of(folder) == ["identity-number"]
    more = good(tmp_path / "more", edited("employers.csv", ("Köket i skolan", f'"{text.format(number)}"')))
    assert codes_of(more) == ["identity-number"]


YOUNG = int(identity_number(date(2014, 7, 14), separator=""))
SEEDS = {"hex": hex(YOUNG), "octal": oct(YOUNG), "underscores": f"{YOUNG:_}", "plain": str(YOUNG)}


@pytest.mark.parametrize("form", SEEDS)
def test_a_number_of_scenario_toml_is_looked_at_as_it_is_written_out(form: str, tmp_path: Path) -> None:
    folder = good(tmp_path, edited("scenario.toml", ("lottery_seed = 48", f"lottery_seed = {SEEDS[form]}")))
    assert codes_of(folder) == ["identity-number"]
    assert str(YOUNG) not in message_of(folder)


def test_escapes_of_toml_do_not_hide_one(tmp_path: Path) -> None:
    number = identity_number(date(1985, 7, 14), separator="")
    hidden = "".join(f"\\u{ord(digit):04x}" for digit in number)
    folder = good(tmp_path, edited("scenario.toml", ("Small and sound", hidden)))
    assert codes_of(folder) == ["identity-number"]
    assert number not in message_of(folder)


def test_fractions_of_numbers_are_left_alone(tmp_path: Path) -> None:
    number = identity_number(date(1985, 7, 14), separator="")
    text = text_of("scenario.toml") + f"\n[solve]\ngap = 0.{number}\n"
    assert codes_of(good(tmp_path, {"scenario.toml": text})) == []
    assert "0." + number not in text_of("zones.csv")
    located = good(tmp_path / "zones", edited("zones.csv", ("centrum,", "norr,Norr,55.8,12." + number + "\ncentrum,")))
    assert "identity-number" not in codes_of(located)


AMOUNT = int(identity_number(date(1985, 7, 14), separator=""))
MONEY = {
    "thousands": f"{AMOUNT:,}".replace(",", " "),
    "narrow spaces": f"{AMOUNT:,}".replace(",", "\u202f"),
    "exponent": f"{AMOUNT / 1e9!r}e9",
    "decimals": f"{AMOUNT}.00",
}


@pytest.mark.parametrize("form", MONEY)
def test_an_amount_is_looked_at_as_it_is_written_out(form: str, tmp_path: Path) -> None:
    folder = good(tmp_path, {"funding.csv": f'funding_id,budget_sek\nF1,"{MONEY[form]}"\n'})
    assert "identity-number" in codes_of(folder)
    assert str(AMOUNT) not in message_of(folder)


CHANGES = {
    "set": f'set = {{ budget_sek = "{MONEY["thousands"]}" }}',
    "set a number": f"set = {{ budget_sek = {AMOUNT / 1e9!r}e9 }}",
    "shift": f"shift = {{ budget_sek = {AMOUNT - 900_000} }}",
    "scale": f"scale = {{ budget_sek = {AMOUNT / 900_000!r} }}",
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_patch_makes_is_looked_at(change: str, tmp_path: Path) -> None:
    patch = f'[[patch]]\ntable = "funding"\nwhere = {{ budget_sek = 900000 }}\n{CHANGES[change]}\n'
    folder = what_if(tmp_path, patch)
    assert codes_of(folder) == ["identity-number"]
    assert str(AMOUNT) not in message_of(folder)


def test_neither_a_patch_nor_a_file_it_adds_takes_one(tmp_path: Path) -> None:
    number = identity_number(date(1985, 7, 14))
    patch = f'[[patch]]\ntable = "decisions"\nset = {{ motive = "{number}" }}\n'
    assert codes_of(what_if(tmp_path / "set", patch)) == ["identity-number"]
    adds = '[[patch]]\ntable = "zones"\nadd = "more.csv"\n'
    more = {"more.csv": f"zone,name\nhamnen,{number}\n"}
    assert codes_of(what_if(tmp_path / "add", adds, files=more)) == ["identity-number"]


def test_a_model_of_the_scenario_takes_none(tmp_path: Path) -> None:
    number = identity_number(date(1985, 7, 14))
    folder = write(good(tmp_path), copied("acceptance", "judgement/2"))
    write(folder, {"models/acceptance/ours/1/notes.txt": number})
    write(folder, {"scenario.toml": text_of("scenario.toml") + '\n[models]\nacceptance = "ours/1"\n'})
    assert codes_of(folder) == ["identity-number"]


NUMBER = identity_number(date(1985, 7, 14), separator="")
NOTES: dict[str, bytes] = {
    "after a digit and a comma": f"row,person\n1,{NUMBER}\n".encode(),
    "after a point": f"v1.{NUMBER}".encode(),
    "UTF-16": f"{NUMBER}".encode("utf-16"),
    "compressed": gzip.compress(NUMBER.encode()),
}


@pytest.mark.parametrize("notes", NOTES)
def test_a_file_of_a_model_that_holds_one_or_cannot_be_looked_through_is_refused(notes: str, tmp_path: Path) -> None:
    folder = write(good(tmp_path), copied("acceptance", "judgement/2"))
    write(folder, {"models/acceptance/ours/1/notes.csv": NOTES[notes]})
    write(folder, {"scenario.toml": text_of("scenario.toml") + '\n[models]\nacceptance = "ours/1"\n'})
    assert codes_of(folder) == ["not-text" if notes in {"UTF-16", "compressed"} else "identity-number"]
    assert NUMBER not in message_of(folder)


def test_the_name_of_a_file_of_a_model_holds_none(tmp_path: Path) -> None:
    folder = write(good(tmp_path), copied("acceptance", "judgement/2"))
    write(folder, {f"models/acceptance/ours/1/{NUMBER}.txt": "x", "models/acceptance/ours/1/.DS_Store": b"\x00"})
    write(folder, {"scenario.toml": text_of("scenario.toml") + '\n[models]\nacceptance = "ours/1"\n'})
    assert codes_of(folder) == ["identity-number"]
    assert NUMBER not in message_of(folder)


@pytest.mark.parametrize("born", [date(1985, 7, 14), date(2004, 7, 14), date(2000, 11, 14)])
def test_one_that_excel_took_for_an_amount_is_caught(born: date, tmp_path: Path) -> None:
    number = int(identity_number(born, separator=""))
    folder = workbook_of(GOOD, tmp_path, {"decisions": [["jobseeker_id", "slot_id", "decision", "by"],
                                                        ["J1", "S1", "pin", number]]})  # fmt: skip
    assert codes_of(folder) == ["identity-number"]
    assert str(number) not in str(faults_of(folder))


PERSONAL = (
    "personnummer", "Person-nr", "PNR", "Förnamn", "efternamn", "First name", "namn", "gatuadress", "home_address",
    "e-post", "Telefon", "födelseland", "country_of_birth", "birthdate", "modersmål", "mother tongue", "diagnos",
    "Diagnosis code", "ICD10", "medborgarskap", "person id",
)  # fmt: skip


@pytest.mark.parametrize("table", ["jobseekers", "audit", "decisions", "supervisors"])
def test_columns_about_who_a_person_is_are_refused(table: str, tmp_path: Path) -> None:
    lines = text_of(f"{table}.csv").splitlines()
    lines = [",".join([lines[0], *PERSONAL]), *(f"{line}{',x' * len(PERSONAL)}" for line in lines[1:])]
    folder = good(tmp_path, {f"{table}.csv": "\n".join(lines) + "\n"})
    assert codes_of(folder) == ["forbidden-column"] * len(PERSONAL)


@pytest.mark.parametrize("written", ["850228-2390", "19850228-2390", "850228+2390", "850228\u20132390"])
def test_a_number_with_a_wrong_check_digit_is_warned_of_and_not_repeated(written: str, tmp_path: Path) -> None:
    assert holds_identity_number(f"850228-239{check_digit('850228239')}")
    assert check_digit("850228239") != 0
    folder = good(tmp_path, edited("slots.csv", ("planting", f"planting ask {written}")))
    (warning,) = [one for one in read(folder).warnings if one.code == "like-identity-number"]
    assert (warning.file, warning.column, warning.value) == ("slots.csv", "tasks", None)
    assert "2390" not in str(warning)


@pytest.mark.parametrize("written", ["851328-2390", "8502282390", "271128-2390x1", "2026-11-20 1282", "850228-23901"])
def test_what_has_another_form_or_no_day_of_birth_is_not_warned_of(written: str, tmp_path: Path) -> None:
    folder = good(tmp_path, edited("slots.csv", ("planting", f"planting {written.replace('271128', '851328')}")))
    assert [one for one in read(folder).warnings if one.code == "like-identity-number"] == []
