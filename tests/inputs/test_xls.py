"""Workbooks of Excel before 2007."""

from __future__ import annotations

import struct

import pytest

from planner.inputs.xls import read_xls
from planner.inputs.xlsx import UnreadableBook


def test_old_workbooks_tell_their_errors_too() -> None:
    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def place(row: int, column: int) -> bytes:
        return struct.pack("<HH", row, column) + bytes(3)

    raw = b"".join([
        record(0x0009, struct.pack("<HH", 2, 0x10)),
        record(0x0004, place(0, 0) + b"\x04zone"),
        record(0x0005, place(1, 0) + b"\x2a\x01"),
        record(0x0003, place(2, 0) + struct.pack("<d", 7.0)),
        record(0x0005, place(3, 0) + b"\x01\x00"),
        record(0x000A, b""),
    ])  # fmt: skip
    (sheet,) = read_xls(raw)
    assert sheet.rows == [(1, ["zone"]), (2, ["#N/A"]), (3, ["7"]), (4, ["yes"])]


def test_what_is_no_old_workbook_is_called_unreadable() -> None:
    for raw in (b"zone;lat", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)):
        with pytest.raises(UnreadableBook):
            read_xls(raw)
