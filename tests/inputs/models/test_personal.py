"""No file of a model, and no name of one, holds anybody's data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from planner.errors import Fault, Faults, Secrets
from planner.inputs.models.personal import refuse_personal_models
from planner.schema.models import ModelFiles
from tests.identity_numbers import identity_number


def refused(shipped_at: Path, files: dict[str, bytes], ids: Secrets) -> list[Fault]:
    """The faults of a model called ours/1."""
    faults = Faults()
    refuse_personal_models({"travel": ModelFiles("ours/1", files)}, shipped_at, ids, None, faults)
    return faults.found


def test_an_identity_number_is_refused_in_a_line_and_in_a_name_and_never_repeated(tmp_path: Path) -> None:
    number = identity_number(date(1990, 2, 28))
    files = {"notes.txt": f"a\nsee {number}\n".encode(), f"{number}.csv": b"a\n", "sound.csv": b"1,2\n"}
    found = refused(tmp_path, files, Secrets())
    assert [fault.code for fault in found] == ["identity-number"] * 2
    assert ("models/travel/ours/1/notes.txt", 2) in {(fault.file, fault.row) for fault in found}
    assert not any(number in f"{fault.what}{fault.cure}{fault.value}" for fault in found)


def test_a_file_as_it_is_shipped_is_not_searched_and_a_changed_one_is(tmp_path: Path) -> None:
    number = identity_number(date(1990, 2, 28)).encode()
    home = tmp_path / "travel" / "ours" / "1"
    home.mkdir(parents=True)
    (home / "modes.toml").write_bytes(number)
    assert refused(tmp_path, {"modes.toml": number}, Secrets()) == []
    assert [fault.code for fault in refused(tmp_path, {"modes.toml": number + b"\n"}, Secrets())] == ["identity-number"]


def test_what_is_no_text_cannot_be_searched_and_is_refused(tmp_path: Path) -> None:
    assert [fault.code for fault in refused(tmp_path, {"picture.png": b"\x89PNG\x00\xff"}, Secrets())] == ["not-text"]
