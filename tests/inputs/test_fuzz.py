"""Whatever lies in a scenario's files, the reader answers with a scenario or with faults, never with a traceback."""

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from planner.errors import Faults, InputFaults, PlannerError
from planner.inputs import read, scenario_files
from planner.inputs.files import csv_table
from planner.schema.cells import Kind
from planner.schema.columns import adapters_of, kind_of
from planner.schema.tables import TABLES
from tests.inputs.folders import GOOD, good, text_of, write
from tests.inputs.workbooks import workbook_of

SMALL = ("scenario.toml", "jobseekers.csv", "employers.csv", "slots.csv", "programmes.csv", "zones.csv", "funding.csv")
ODD = (
    "", " ", "nan", "NaN", "inf", "-inf", "None", "null", "1e400", "-0", "0x10", "1_000", "½", "٣", "\u200b", "\x0b",
    "2026-W53", "2026-W54", "0000-W01", "9999-W53", "9999-12-31", "0001-01-01", "2026-02-30", "1,5", "1;5", "1|2", "|",
    "||", "yes", "ja", "=1+1", "-1", "1e9", "99999999999999999999", "'", '"', "å", "\U0001f600", "\ufeff", "S1", "J1",
)  # fmt: skip


def assert_answers(folder: Path) -> None:
    """The folder is read and can be written, or refused with faults that can be shown."""
    refused: PlannerError | None = None
    try:
        assert dict(scenario_files(read(folder)))
    except PlannerError as error:
        refused = error
    assert refused is None or str(refused)
    assert not isinstance(refused, InputFaults) or all(fault.code and fault.what for fault in refused.faults)


def small(folder: Path) -> Path:
    """The sound scenario without the tables that may be missing."""
    files: Mapping[str, str] = {name: text_of(name) for name in SMALL}
    write(folder, {**files, "jobseekers.csv": files["jobseekers.csv"].replace(",kitchen,", ",,")})
    write(folder, {"supervisors.csv": text_of("supervisors.csv")})
    return folder


@pytest.mark.parametrize("seed", range(36))
def test_edits_of_sound_files_never_end_in_a_traceback(seed: int, tmp_path: Path) -> None:
    draw = Random(seed)  # noqa: S311 - no secret
    folder = good(tmp_path) if seed % 3 == 0 else small(tmp_path)
    for _ in range(draw.randint(1, 4)):
        path = draw.choice(sorted(folder.iterdir()))
        path.write_bytes(edit(path.read_bytes(), draw))
    assert_answers(folder)


def edit(raw: bytes, draw: Random) -> bytes:
    """The bytes with one thing changed: cells, rows, bits, length."""
    lines = raw.split(b"\n")
    what = draw.randrange(7)
    if what <= 3:
        row = draw.randrange(len(lines))
        cells = lines[row].split(b",")
        cells[draw.randrange(len(cells))] = draw.choice(ODD).encode()
        lines[row] = b",".join(cells)
        return b"\n".join(lines)
    if what == 4:
        draw.shuffle(lines)
        return b"\n".join(lines)
    at = draw.randrange(len(raw) + 1)
    return raw[:at] if what == 5 else raw[:at] + draw.randbytes(draw.randint(1, 4)) + raw[at:]


@pytest.mark.parametrize("name", ["scenario.toml", "jobseekers.csv", "slots.csv", "scenario.xlsx"])
def test_random_bytes_never_end_in_a_traceback(name: str, tmp_path: Path) -> None:
    draw = Random(name)  # noqa: S311 - no secret
    for length in (1, 2, 10, 1000):
        assert_answers(write(small(tmp_path), {name: draw.randbytes(length)}))


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_workbook_never_ends_in_a_traceback(seed: int, tmp_path: Path) -> None:
    draw = Random(seed)  # noqa: S311 - no secret
    folder = workbook_of(small(tmp_path / "a"), tmp_path / "b")
    raw = bytearray((folder / "scenario.xlsx").read_bytes())
    for _ in range(draw.randint(1, 30)):
        raw[draw.randrange(len(raw))] = draw.randrange(256)
    assert_answers(write(folder, {"scenario.xlsx": bytes(raw[: draw.randint(100, len(raw))] if seed % 2 else raw)}))


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_faults(raw: bytes) -> None:
    faults = Faults()
    table = csv_table(raw, "slots.csv", faults)
    assert table is not None or faults.found


KINDS: list[tuple[str, str, Kind]] = [
    (table.name, name, kind_of(field)) for table in TABLES.values() for name, field in table.row.model_fields.items()
]


# So many values that are no refusal; of all that is drawn they are about a quarter.
@settings(max_examples=100, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.sampled_from(KINDS), st.one_of(st.text(max_size=20), st.sampled_from(ODD)))
def test_any_text_in_any_column_is_a_value_that_can_be_written_or_refused(
    place: tuple[str, str, Kind], text: str
) -> None:
    table, column, kind = place
    adapter = adapters_of(TABLES[table].row)[column]
    try:
        value = adapter.validate_python(text)
    except ValueError:
        reject()
    assume(text.strip())
    assert adapter.validate_python(kind.format(value)) == value


def test_the_sound_scenario_is_left_as_it_is() -> None:
    assert_answers(GOOD)
