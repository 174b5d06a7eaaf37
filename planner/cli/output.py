"""What commands print: nothing that could write over a terminal, and what is true once something is written."""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Protocol

import click

from planner.errors import Fault, PlannerError, one_line
from planner.texts import _

ODD_BYTES = range(0xD800, 0xE000)
# Line ends and spaces apart, what no terminal should be sent as it is: JSON may spell it out.
_UNPRINTABLE = re.compile(r"[^\S\n ]|[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")


class Written(Protocol):
    """Something that a command writes: whether it has been, and a sentence that says so."""

    @property
    def is_written(self) -> bool:
        """Whether it has been."""
        ...

    @property
    def said(self) -> str:
        """That it is written."""
        ...


class StoppedAfterwards(PlannerError):
    """Ctrl-C or SIGTERM came when everything had been written."""

    exit_code = 130


def echo(text: str, *, err: bool = False) -> None:
    """Print text line by line, with control and format characters made visible."""
    click.echo("\n".join(one_line(line) for line in text.split("\n")), err=err)


def echo_json(value: object) -> None:
    """Print a value as JSON in UTF-8, whatever the encoding of the terminal or pipe, so that programs can read it."""
    from planner.folders import json_bytes

    text = json_bytes(value).decode()
    click.echo(_UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode(), nl=False)


def echo_outcome(
    exit_code: int,
    message: str | None = None,
    *,
    faults: Iterable[Fault] = (),
    warnings: Iterable[Fault] = (),
    more: Mapping[str, Any] | None = None,
) -> int:
    """Print how a check ended as one JSON object, in every case with the same first keys; returns the exit code."""
    echo_json(
        {
            "exit_code": exit_code,
            "message": message,
            "faults": [fault.as_dict() for fault in faults],
            "warnings": [warning.as_dict() for warning in warnings],
            **(more or {}),
        }
    )
    return exit_code


def say(text: str) -> None:
    """Say something on stderr, where that can be."""
    with suppress(OSError):
        echo(text, err=True)


@contextmanager
def told_truly(written: Written | None) -> Iterator[None]:
    """Once something is written, a result that cannot be shown, and Ctrl-C, do not undo it, and are told so."""
    try:
        yield
    except (KeyboardInterrupt, click.Abort) as stop:
        if written is None or not written.is_written:
            raise
        msg = _("Stopped. {written}", written=written.said)
        raise StoppedAfterwards(msg) from stop
    except OSError as fault:
        if written is None or not written.is_written:
            raise
        _close_stdout()
        if fault.errno != errno.EPIPE:  # nobody misses what a pipe that was closed on purpose would have shown
            from planner.inputs.library_words import system_reason

            say(_("{written} It could not be shown here ({why}).", written=written.said, why=system_reason(fault)))
    except Exception as fault:
        if written is not None and written.is_written:
            fault.add_note(written.said)
        raise


def _close_stdout() -> None:
    """Let what was not printed go nowhere, so that the end of the program does not try again."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def print_anything() -> None:
    """Let no letter stop a message: what an encoding lacks is a question mark, a byte of no letter U+FFFD."""
    codecs.register_error("planner.shown", _instead)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="planner.shown")


def _instead(fault: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(fault, UnicodeEncodeError)  # noqa: S101 - these streams only write
    letters = fault.object[fault.start : fault.end]
    shown = "".join("\N{REPLACEMENT CHARACTER}" if ord(letter) in ODD_BYTES else "?" for letter in letters)
    try:
        return shown.encode(fault.encoding), fault.end
    except UnicodeEncodeError:
        return b"?" * len(letters), fault.end
