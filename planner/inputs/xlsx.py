"""Reads .xlsx: the sheets of a workbook, including what readers of values hide.

Our own reader, since no library says all that must be said: python-calamine gives error cells and formulas without a
result as blanks, knows no number formats, and ends the process on a cell far away; openpyxl, where it streams, knows no
merged cells, and gives either formulas or their results. Parts are streamed, and bounded before they are read.
Source: ECMA-376 part 1, 18.2 to 18.8 (the transitional and the strict form, whose names differ in their space alone).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import IO
from xml.parsers import expat

from planner.inputs.excel import MOST_CELLS, NO_RESULT, Range, Sheet, Shown, number_cell, shown_by
from planner.texts import _, decimal

LARGEST_PARTS = 500_000_000
WORKSHEET = "/worksheet"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
# What stands in a cell that adds up others.
_SUM = re.compile(r"\s*(?:SUM|SUBTOTAL|AGGREGATE)\(", re.IGNORECASE)
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


class UnreadableBook(Exception):
    """A workbook that cannot be read; the message says why, in a planner's words."""


def read_xlsx(raw: bytes, wanted: Callable[[str], bool] | None = None) -> list[Sheet]:
    """Every worksheet of the book in its order; chart sheets hold no cells and are skipped.

    With `wanted`, only the sheets whose names it accepts. Raises UnreadableBook.
    """
    try:
        with zipfile.ZipFile(BytesIO(raw)) as book:
            return _Book(book).sheets(wanted or (lambda _name: True))
    except UnreadableBook:
        raise
    except (
        zipfile.BadZipFile, zipfile.LargeZipFile, expat.ExpatError, EOFError, OSError, RuntimeError, ValueError,
        KeyError, IndexError, OverflowError,
    ) as error:  # fmt: skip
        raise UnreadableBook(damaged(error)) from error
    except Exception as error:
        if type(error).__module__ not in {"zlib", "struct", "_lzma"}:
            raise
        raise UnreadableBook(_("the workbook is damaged ({reason})", reason=type(error).__name__)) from error


def damaged(error: Exception) -> str:
    """What is said of a file that is no workbook, or no longer a sound one."""
    return _("the workbook is damaged or no .xlsx ({reason})", reason=type(error).__name__)


class _Book:
    """The parts of one workbook."""

    def __init__(self, book: zipfile.ZipFile) -> None:
        self.book = book
        self.parts = {name.lower(): name for name in book.namelist()}
        self.room = LARGEST_PARTS
        self.cells = MOST_CELLS
        main = next((path for kind, path in self._links("").values() if kind.endswith("/officeDocument")), "")
        if not main.lower().endswith(".xml"):
            raise UnreadableBook(_("this is no .xlsx but a workbook of another format"))
        self.main = main
        self.links = self._links(main)

    def sheets(self, wanted: Callable[[str], bool]) -> list[Sheet]:
        """The worksheets whose names are wanted, read."""
        found: list[tuple[str, str, bool]] = []
        flags: dict[str, bool] = {}

        def start(tag: str, attributes: Mapping[str, str]) -> None:
            if tag == "sheet":
                link = next((value for name, value in attributes.items() if name.endswith(":id")), "")
                found.append((attributes["name"], link, attributes.get("state", "visible") != "visible"))
            elif tag == "workbookPr":
                flags["1904"] = _is_true(attributes.get("date1904"))
            elif tag == "calcPr":
                flags["stale"] = _is_true(attributes.get("fullCalcOnLoad"))

        self._parse(self.main, start)
        shared, styles = self._shared(), self._styles()
        result = []
        for name, link, is_hidden in found:
            kind, path = self.links[link]
            if kind.endswith(WORKSHEET) and wanted(name):
                sheet = Sheet(name, is_hidden)
                reader = _SheetReader(sheet, shared, styles, self.cells, flags)
                self._parse(path, reader.start, reader.end, reader.text)
                self.cells = reader.room
                result.append(sheet)
        return result

    def _of_kind(self, kind: str) -> str | None:
        return next((path for found, path in self.links.values() if found.endswith(kind)), None)

    def _shared(self) -> list[str]:
        """The texts that cells point to."""
        path = self._of_kind("/sharedStrings")
        texts: list[str] = []
        if path is None:
            return texts
        parts: list[str] = []
        state = {"read": False, "sound": False}

        def start(tag: str, _attributes: Mapping[str, str]) -> None:
            if tag == "si":
                parts.clear()
            state["sound"] |= tag == "rPh"  # how a Japanese text is spoken
            state["read"] = tag == "t" and not state["sound"]

        def end(tag: str) -> None:
            if tag == "si":
                texts.append(_unescaped("".join(parts)))
            state["sound"] &= tag != "rPh"
            state["read"] = False

        self._parse(path, start, end, lambda text: parts.append(text) if state["read"] else None)
        return texts

    def _styles(self) -> list[Shown]:
        """How each style of cells shows a number."""
        path = self._of_kind("/styles")
        codes: dict[int, str] = {}
        formats: list[int] = []
        state = {"cells": False}
        if path is None:
            return []

        def start(tag: str, attributes: Mapping[str, str]) -> None:
            if tag == "numFmt":
                codes[int(attributes["numFmtId"])] = attributes["formatCode"]
            elif tag == "cellXfs":
                state["cells"] = True
            elif tag == "xf" and state["cells"]:
                formats.append(int(attributes.get("numFmtId", "0")))

        def end(tag: str) -> None:
            state["cells"] &= tag != "cellXfs"

        self._parse(path, start, end)
        return [shown_by(number, codes.get(number)) for number in formats]

    def _links(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part points to: kind and path by the id of the link."""
        home, name = posixpath.split(part)
        links: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: Mapping[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", home, attributes["Target"])).lstrip("/")
                links[attributes["Id"]] = (attributes["Type"], target)

        path = posixpath.join(home, "_rels", f"{name}.rels")
        if path.lower() in self.parts:
            self._parse(path, start)
        return links

    def _parse(
        self,
        path: str,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], object] | None = None,
    ) -> None:
        """Parse one part; no more is read than the size that the archive states for it."""
        part = self.book.getinfo(self.parts[path.lower()])
        self.room -= part.file_size
        if self.room < 0:
            most = LARGEST_PARTS // 10**6
            raise UnreadableBook(_("the workbook holds more than {most} MB when unpacked", most=most))
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
        if end is not None:
            parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
        if text is not None:
            parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        with self.book.open(part) as stream:
            _feed(parser, stream)


class _SheetReader:
    """Takes in the events of one sheet's XML."""

    def __init__(
        self, sheet: Sheet, shared: list[str], styles: list[Shown], room: int, flags: Mapping[str, bool]
    ) -> None:
        self.sheet, self.shared, self.styles, self.room = sheet, shared, styles, room
        self.since_1904, self.is_stale = flags.get("1904", False), flags.get("stale", False)
        self.row, self.column = 0, -1
        self.columns: dict[str, int] = {}
        self.kind, self.style, self.has_formula = "n", 0, False
        self.parts: list[str] = []
        self.formula: list[str] = []
        self.reading = self.has_value = self.sound = self.in_formula = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A row, a cell or a part of one begins."""
        if tag == "c":
            self._begin(attributes)
        elif tag in {"v", "t"}:
            self.reading = not self.sound
            self.has_value |= self.reading
        elif tag == "f":
            self.has_formula = self.in_formula = True
        elif tag == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), -1
            if _is_true(attributes.get("hidden")):
                self.sheet.hidden_rows.add(self.row)
        elif tag == "col" and _is_true(attributes.get("hidden")):
            self.sheet.hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))
        elif tag == "rPh":
            self.sound = True
        elif tag == "mergeCell":
            self._merge(attributes["ref"])

    def end(self, tag: str) -> None:
        """A cell or a part of one ends."""
        if tag == "c":
            self._finish()
        elif tag in {"v", "t"}:
            self.reading = False
        elif tag == "f":
            self.in_formula = False
        elif tag == "rPh":
            self.sound = False

    def text(self, text: str) -> None:
        """Text within a part of a cell."""
        if self.reading:
            self.parts.append(text)
        elif self.in_formula:
            self.formula.append(text)

    def _begin(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
        else:
            letters = reference.rstrip("0123456789")
            found = self.columns.get(letters)
            self.column = self.columns.setdefault(letters, _position(letters)) if found is None else found
            self.row = int(reference[len(letters) :])
        self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", "0"))
        self.has_formula = self.has_value = False
        self.parts.clear()
        self.formula.clear()

    def _finish(self) -> None:
        value = "".join(self.parts)
        if self.has_formula and _SUM.match("".join(self.formula)):
            self.sheet.sums.add((self.row, self.column))
        if self.has_formula and (self.is_stale or not (value or (self.has_value and self.kind == "str"))):
            self._put(NO_RESULT)
            if self._shown().kind == "text" and self.formula and not value:
                self.sheet.meant_as_text[self.row, self.column] = f"={''.join(self.formula)}"
        elif self.kind == "e":
            self._put(value if value.startswith("#") else "#VALUE!")
        elif not self.has_value or not value:
            return  # a cell that is formatted and holds nothing
        elif self.kind == "s":
            self._put(self.shared[int(value)])
        elif self.kind == "b":
            self._put("yes" if value.strip() in {"1", "true"} else "no", "yes or no")
        elif self.kind == "d":
            self._put(value[:10], "date")
        elif self.kind == "n":
            self._put(*number_cell(float(value), self._shown(), since_1904=self.since_1904))
        else:
            self._put(_unescaped(value))

    def _shown(self) -> Shown:
        return self.styles[self.style] if self.style < len(self.styles) else Shown("plain")

    def _put(self, text: str, changed: str | None = None) -> None:
        self.room -= 1
        if self.room < 0:
            most = decimal(MOST_CELLS, 0)
            raise UnreadableBook(_("the workbook has more than {most} cells", most=most))
        if text:
            self.sheet.put(self.row, self.column, text, changed)

    def _merge(self, reference: str) -> None:
        corners = [_REFERENCE.fullmatch(corner) for corner in reference.split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:  # noqa: PLR2004 - two corners
            (left, top), (right, bottom) = corners[0].groups(), corners[1].groups()
            self.sheet.merged.append(Range(int(top), _position(left), int(bottom), _position(right)))


def _position(letters: str) -> int:
    """A column's place, counted from 0."""
    place = 0
    for sign in letters.upper():
        place = place * 26 + ord(sign) - 64
    return place - 1


def _feed(parser: expat.XMLParserType, stream: IO[bytes]) -> None:
    while chunk := stream.read(1 << 18):
        parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no names
    parser.Parse(b"", True)  # noqa: FBT003


def _refuse_doctype(*_declared: object) -> None:
    raise UnreadableBook(_("the workbook declares entities of its own, which no Excel writes"))


def _unescaped(text: str) -> str:
    """The text with characters restored that XML cannot hold and Excel writes as _x000D_."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _is_true(value: str | None) -> bool:
    return value in {"1", "true"}
