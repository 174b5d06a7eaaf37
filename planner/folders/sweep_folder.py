"""The folder of a study: what is finished stays, whatever ends the process, and one process at a time adds to it.

Unlike other results it is not replaced whole: every cell is a file of its own, written whole, and sweep.json (of a
simulation simulation.json, of what-ifs over simulated weeks weeks_compared.json) says which study, base and program the
cells are of.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from planner.errors import UsageFault
from planner.folders.files import PART, json_bytes, write_atomically
from planner.folders.ours import LOCKS, SWEEP_CELLS, SWEEP_FILE
from planner.folders.staging import AS_BYTES, lock
from planner.folders.target import Target
from planner.inputs.library_words import system_reason
from planner.texts import _, ngettext


class SweepFolder:
    """The folder of --out, from its lock to its last file; `with` holds the lock.

    `mark` is the file by which the folder is known. `identity` is what it says of the study: `name`, and the hashes
    `study`, `base` and `program` with `versions`. `shown` is the folder as it was named,
    `finished` counts the cells that are in it.
    """

    def __init__(self, out: Path, identity: Mapping[str, Any], cells: int, mark: str = SWEEP_FILE) -> None:
        """Check all that can be checked before anything is written; UsageFault where the folder is not to be used."""
        self._target, self._mark = Target(out, mark), mark
        self.shown, self._path = self._target.shown, self._target.path
        self._identity, self._cells = dict(identity), cells
        self._marker: int | None = None
        self.finished = 0
        self._refuse_other()

    def refuse_inputs(self, scenarios: Iterable[Path], models: Path | None) -> None:
        """Raise UsageFault where something that is read lies in the folder, or the folder among models."""
        self._target.refuse_inputs(scenarios, models)

    def __enter__(self) -> Self:
        """Make the folder, lock it and say in it whose it is. UsageFault where another process works in it."""
        self._path.mkdir(parents=True, exist_ok=True)
        self._marker = os.open(self._path / LOCKS[self._mark], AS_BYTES | os.O_CREAT, 0o666)
        if not lock(self._marker):
            self._unlock()
            msg = _("Another process works on the study in {folder}. Wait until it has ended, or stop it.",
                    folder=self.shown)  # fmt: skip
            raise UsageFault(msg)
        try:
            self._refuse_other()
            for left in self._path.rglob(f"*{PART}"):  # of a process that was killed
                left.unlink(missing_ok=True)
            if not (self._path / self._mark).is_file():
                self._say(is_whole=False)
        except BaseException:
            self._unlock()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._unlock()

    def _unlock(self) -> None:
        if self._marker is not None:
            with suppress(OSError):
                os.close(self._marker)
        self._marker = None

    @property
    def is_written(self) -> bool:
        """Whether there is anything in it that a later run goes on from."""
        return self.finished > 0

    @property
    def said(self) -> str:
        """How far it has got, for whoever stopped it."""
        return ngettext(
            "{number} of {all} cells is finished and stays in {folder}; the same command goes on from there.",
            "{number} of {all} cells are finished and stay in {folder}; the same command goes on from there.",
            self.finished, all=self._cells, folder=self.shown,
        )  # fmt: skip

    def cells(self) -> dict[int, dict[str, Any]]:
        """What the files of finished cells say, by number. One that is not whole does not count."""
        found = {}
        for number in range(self._cells):
            with suppress(OSError, ValueError, RecursionError):
                cell = json.loads((self._path / _file(number)).read_text(encoding="utf-8"))
                if isinstance(cell, dict) and cell.get("format") == 1 and cell.get("cell") == number:
                    found[number] = cell
        self.finished = len(found)
        return found

    def keep(self, number: int, cell: Mapping[str, Any]) -> None:
        """Write a finished cell. UsageFault where the disk refuses: what was finished before stays."""
        self._write(_file(number), json_bytes(cell))
        self.finished += 1

    def finish(self, files: Mapping[str, bytes]) -> None:
        """Write the results by their path, and then that they are whole. UsageFault as for a cell."""
        for name, raw in files.items():
            self._write(name, raw)
        self._say(is_whole=True)

    def _say(self, *, is_whole: bool) -> None:
        says = {"format": 1, **self._identity, "cells": self._cells, "finished": is_whole}
        self._write(self._mark, json_bytes(says))

    def _write(self, name: str, raw: bytes) -> None:
        path = self._path / name
        try:
            if not path.is_file() or path.read_bytes() != raw:
                write_atomically(path, raw)
        except OSError as fault:
            msg = _("{file} cannot be written ({problem}). {kept}", file=self.shown / name,
                    problem=system_reason(fault), kept=self.said)  # fmt: skip
            raise UsageFault(msg) from fault

    def _refuse_other(self) -> None:
        """Raise UsageFault where the folder holds another study, or this one begun with another base or program."""
        try:
            there = json.loads((self._path / self._mark).read_text(encoding="utf-8"))
        except OSError:
            return
        own = self._identity
        if there["study"] != own["study"]:
            msg = _('{folder} holds another study ("{other}"), or this one as it was before. Name another folder.',
                    folder=self.shown, other=there.get("name", ""))  # fmt: skip
            raise UsageFault(msg)
        if there["base"] != own["base"]:
            msg = _("{folder} holds this study of another base: tables, settings or models have changed since. Name "
                    "another folder.", folder=self.shown)  # fmt: skip
            raise UsageFault(msg)
        if there["program"] != own["program"]:
            msg = _("{folder} was begun with another version of the program ({differences}). Go on with that version, "
                    "or name another folder.",
                    folder=self.shown, differences=differences(there["versions"], own["versions"]))  # fmt: skip
            raise UsageFault(msg)


def differences(there: Mapping[str, str], here: Mapping[str, str]) -> str:
    """What sets the versions of two programs apart."""
    names = [name for name in {**there, **here} if there.get(name) != here.get(name)]
    return ", ".join(
        _("{name} {there} there, {here} here", name=name, there=there.get(name, "–"), here=here.get(name, "–"))
        for name in names
    )


def _file(number: int) -> str:
    return f"{SWEEP_CELLS}/{number:05}.json"
