"""Faults of the files: what is wrong, where, and the cure; collected so that all are reported at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Literal, NoReturn

from planner.errors.exceptions import PlannerError
from planner.errors.protected_ids import Secrets
from planner.errors.words import hidden, in_words_of, one_line, unmarked, with_headings, without
from planner.texts import N_, _, language, ngettext, speaking

SHOWN_IN_FULL = 50
LONGEST_VALUE = 60
# This many rows with the same fault are named; the rest are counted.
ROWS_NAMED = 5
_LETTERS = re.compile("[A-Z]{1,3}")
# How a message begins, by severity.
BEGINNINGS = {"error": N_("error"), "warning": N_("warning")}


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, where, and what to do about it.

    `row` counts the header as 1. `file` names the file, or workbook and sheet. `value` is the text of the cell,
    or None where it must not be repeated. Parts of `column`, `what` and `cure` from the user's files are `given`.
    A warning is about something that can be planned with but is probably a mistake.
    """

    code: str
    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    what: str = ""
    cure: str = ""
    severity: Literal["error", "warning"] = "error"
    # What is said is in the language in which the fault was found, whoever asks for it later.
    spoken: str = field(default_factory=language, compare=False, repr=False)

    def __str__(self) -> str:
        return self.said_of([] if self.row is None else [self.row])

    def as_dict(self) -> dict[str, str | int | None]:
        """What is wrong, by the names of the fields, and all of it as one `text`, for programs."""
        return {name: value for name, value in asdict(self).items() if name != "spoken"} | {"text": str(self)}

    def said_of(self, rows: Sequence[int]) -> str:
        """The message, once for all the rows that have this fault."""
        shown = "" if self.value is None else f'"{_short(self.value)}" '
        with speaking(self.spoken):
            text = f"{_(BEGINNINGS[self.severity])}[{self.code}]: {self.where_of(rows)}: {shown}{self.what}."
        return one_line(unmarked(f"{text} {self.cure}" if self.cure else text))

    @property
    def where(self) -> str:
        """File, row and column as a planner finds them: `slots.csv row 43, places`, or `slots!C43` in a workbook."""
        return self.where_of([] if self.row is None else [self.row])

    def where_of(self, rows: Sequence[int]) -> str:
        """File and column of several rows: a few by number, the rest counted."""
        with speaking(self.spoken):
            return self._where_of(rows)

    def _where_of(self, rows: Sequence[int]) -> str:
        column, names = self.column or "", [str(row) for row in rows[:ROWS_NAMED]]
        if "!" in self.file:
            book, sheet = self.file.split("!", 1)
            if column and not _LETTERS.fullmatch(column):
                # A column that the sheet lacks has no letter.
                return replace(self, file=sheet_of_book(book, sheet)).where_of(rows)
            cells = ", ".join(f"{column}{name}" for name in names) or column
            if not cells:
                return sheet_of_book(book, sheet)
            if len(rows) > ROWS_NAMED:
                cells = ngettext("{cells} ... ({number} cell)", "{cells} ... ({number} cells)", len(rows), cells=cells)
            return f"{book} {sheet}!{cells}"
        if len(rows) > ROWS_NAMED:
            named = ", ".join(names)
            place = ngettext("{number} row ({rows} ...)", "{number} rows ({rows} ...)", len(rows), rows=named)
        elif len(rows) > 1:
            place = _("rows {rows} and {last}", rows=", ".join(names[:-1]), last=names[-1])
        else:
            place = _("row {row}", row=names[0]) if names else ""
        return f"{self.file}{' ' if place else ''}{place}{', ' if column else ''}{column}"


def sheet_of_book(book: str, sheet: str) -> str:
    """A sheet of a workbook as a message names it: `scenario.xlsx sheet slots`."""
    return _("{book} sheet {sheet}", book=book, sheet=sheet)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 3] + "..."


def _without_marks(fault: Fault) -> Fault:
    column = None if fault.column is None else unmarked(fault.column)
    return replace(fault, column=column, what=unmarked(fault.what), cure=unmarked(fault.cure))


class InputFaults(PlannerError):
    """The scenario's files hold faults; all of them are listed, and the warnings too."""

    exit_code = 3

    def __init__(self, faults: Sequence[Fault], warnings: Sequence[Fault] = ()) -> None:
        self.faults = tuple(map(_without_marks, faults))
        self.warnings = tuple(map(_without_marks, warnings))
        super().__init__(self.report())

    def __reduce__(self) -> tuple[type[InputFaults], tuple[tuple[Fault, ...], tuple[Fault, ...]]]:
        """What copies it, and sends it from one process to another: an exception is made anew of its message alone."""
        return type(self), (self.faults, self.warnings)

    def report(self) -> str:
        """The faults as `report_lines` says them, then the warnings, then how many there are."""
        total = len(self.faults)
        return "\n".join(
            [
                *report_lines(self.faults),
                *report_lines(self.warnings),
                ngettext(
                    "{number} fault found; nothing was written.", "{number} faults found; nothing was written.", total
                ),
            ]
        )


def report_lines(faults: Sequence[Fault]) -> list[str]:
    """The lines of a report: faults that differ only in their row share one; past the limit, files share the room."""
    by_file: dict[str, list[list[Fault]]] = {}
    for group in alike(faults):
        by_file.setdefault(group[0].file, []).append(group)
    shares = _shares([len(groups) for groups in by_file.values()], SHOWN_IN_FULL)
    lines: list[str] = []
    rest: Counter[tuple[str, str]] = Counter()
    for groups, share in zip(by_file.values(), shares, strict=True):
        lines += [group[0].said_of(rows_of(group)) for group in groups[:share]]
        for group in groups[share:]:
            rest[group[0].severity, group[0].code] += len(group)
    beginnings = {severity: _(beginning) for severity, beginning in BEGINNINGS.items()}
    return lines + [
        _("and {count} more {severity}[{code}]", count=count, severity=beginnings[severity], code=code)
        for (severity, code), count in sorted(rest.items())
    ]


def alike(faults: Iterable[Fault]) -> list[list[Fault]]:
    """Groups of faults that differ only in their row, in the order of the first of each group."""
    groups: dict[Fault, list[Fault]] = {}
    for fault in faults:
        groups.setdefault(replace(fault, row=None), []).append(fault)
    return list(groups.values())


def rows_of(faults: Iterable[Fault]) -> list[int]:
    """The rows of faults, in their order."""
    return [fault.row for fault in faults if fault.row is not None]


def _shares(wanted: Sequence[int], room: int) -> list[int]:
    """How many each gets of a limited total: shared as evenly as the wants allow."""
    shares = [0] * len(wanted)
    while room > 0 and (short := [at for at, want in enumerate(wanted) if shares[at] < want]):
        each = max(room // len(short), 1)
        for at in short:
            more = min(each, wanted[at] - shares[at], room)
            shares[at] += more
            room -= more
    return shares


_PLACE = re.compile(r"( patch \d+$|[/!])")


@dataclass
class Faults:
    """Collects every fault and warning of a reading, so that all are shown at once.

    No message repeats `secrets` (the ids of people with protected identity) or a word that `refused` recognises, such
    as an identity number, whatever built the message. `own` are names of files and columns that all scenarios have.
    `placed` gives a fault with the place that whoever notes it did not know.
    `called` says by file what it calls columns that it has under another than their plain name, and `worded` in which
    language it has its words, where these are not the plain ones.
    """

    found: list[Fault] = field(default_factory=list)
    secrets: Secrets = field(default_factory=Secrets)
    refused: Callable[[str], bool] = field(default=lambda _: False)
    warned: list[Fault] = field(default_factory=list)
    own: Collection[str] = ()
    placed: Callable[[Fault], Fault] = field(default=lambda fault: fault)
    called: dict[str, Mapping[str, str]] = field(default_factory=dict)
    worded: dict[str, str] = field(default_factory=dict)

    def add(self, fault: Fault) -> None:
        """Note one fault."""
        self.found.append(self.placed(fault))

    def warn(self, fault: Fault) -> None:
        """Note a value that can be planned with but is probably a mistake."""
        self.warned.append(self.placed(replace(fault, severity="warning")))

    def stop_if_any(self) -> None:
        """Raise all faults found so far, where there are any."""
        if self.found:
            self.stop()

    def stop(self) -> NoReturn:
        """Raise all faults found so far."""
        raise InputFaults(self.told(), self.warnings())

    def told(self) -> list[Fault]:
        """All faults found so far, file by file in the order read and row by row, with every secret struck out."""
        return self._told(self.found)

    def warnings(self) -> tuple[Fault, ...]:
        """All warnings, in the same order, with every secret struck out."""
        return tuple(self._told(self.warned))

    def _told(self, noted: Sequence[Fault]) -> list[Fault]:
        files = {file: place for place, file in enumerate(dict.fromkeys(fault.file for fault in noted))}
        ordered = sorted(noted, key=lambda fault: (files[fault.file], fault.row or 0))
        return [
            _without_marks(self._without_secrets(self._without_refused(self._as_called(fault)))) for fault in ordered
        ]

    def _as_called(self, fault: Fault) -> Fault:
        """The fault with columns and words that its texts name as its file has them."""
        called, spoken = self.called.get(fault.file, {}), self.worded.get(fault.file)
        what, cure = (in_words_of(with_headings(text, called), spoken) for text in (fault.what, fault.cure))
        return replace(fault, what=what, cure=cure)

    def _without_refused(self, fault: Fault) -> Fault:
        parts = (fault.file, fault.column, fault.value, fault.what, fault.cure)
        if not any(part and self.refused(part) for part in parts):
            return fault
        value = None if fault.value is not None and self.refused(fault.value) else fault.value
        column = None if fault.column is None else self._unrefused(fault.column)
        file, what, cure = self._unrefused(fault.file), self._unrefused(fault.what), self._unrefused(fault.cure)
        return replace(fault, file=file, column=column, value=value, what=what, cure=cure)

    def _unrefused(self, text: str) -> str:
        """The text without refused parts and words; empty where a refused one would remain."""
        text = without(text, self.refused)
        text = " ".join(hidden() if self.refused(word) else word for word in text.split(" "))
        return hidden() if self.refused(text) else text

    def _without_secrets(self, fault: Fault) -> Fault:
        if not self.secrets:
            return fault
        struck = self.secrets.struck
        value = fault.value if fault.value is None or not self.secrets.mentioned(fault.value) else None
        column = fault.column
        if column is not None and unmarked(column) not in self.own:
            column = struck(column)
        file = "".join(piece if piece in self.own else self._piece(piece) for piece in _PLACE.split(fault.file))
        return replace(fault, file=file, column=column, value=value, what=struck(fault.what), cure=struck(fault.cure))

    def _piece(self, piece: str) -> str:
        """A part of a path: a folder, a file or a sheet, which the user named."""
        return hidden() if not _PLACE.fullmatch(piece) and self.secrets.mentioned(piece) else piece
