"""The same content is the same bytes."""

import gzip
import time
from pathlib import Path

import pytest

from planner.folders.files import gzip_bytes, json_bytes, write_files


def test_files_are_written_by_their_path_in_the_folder_over_what_was_there(tmp_path: Path) -> None:
    write_files(tmp_path / "out", {"a.csv": b"old", "inputs/deep/b.csv": b"b"})
    write_files(tmp_path / "out", {"a.csv": b"new"})
    files = {path.relative_to(tmp_path / "out").as_posix(): path for path in tmp_path.rglob("*.csv")}
    assert {name: path.read_bytes() for name, path in files.items()} == {"a.csv": b"new", "inputs/deep/b.csv": b"b"}


def test_json_keeps_letters_and_order_and_holds_no_odd_byte() -> None:
    assert json_bytes({"b": "å", "a": "\udce5"}) == '{\n "b": "å",\n "a": "\N{REPLACEMENT CHARACTER}"\n}\n'.encode()


def test_compressed_text_holds_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = gzip_bytes("Åstorp\n" * 100)
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    assert gzip_bytes("Åstorp\n" * 100) == first
    assert gzip.decompress(first).decode() == "Åstorp\n" * 100
