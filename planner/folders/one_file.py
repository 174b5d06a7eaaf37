"""A single file as --out: checked before the search, then written whole or not at all."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from pathlib import Path

from planner.errors import UsageFault
from planner.folders.replace import recover
from planner.folders.signals import uninterrupted
from planner.folders.staging import Staging
from planner.folders.target import lies_in, make_parents, refuse_unless_makeable, target_path, writing_fails
from planner.texts import _


class FileTarget:
    """A file that may be written, checked on creation; `is_written` says whether it has been."""

    def __init__(self, out: Path, inputs: Iterable[Path], *, may_replace: bool) -> None:
        """Check everything that can be checked before there is anything to write.

        Raises UsageFault where there is such a file and it may not be replaced, where it is one of the inputs, or where
        it cannot be written.
        """
        self.shown, self.path = out, target_path(out)
        self.is_written = False
        recover(self.path)
        if self.path.is_dir():
            self._refuse(_("It is a folder; name a file."))
        if any(lies_in(given, self.path) for given in inputs if given.exists()):
            self._refuse(_("It is read; name another file."))
        if not self.path.exists():
            refuse_unless_makeable(out, self.path)
            return
        if not may_replace:
            self._refuse(_("Name a new file, or add --replace."))
        if not self.path.is_file():
            self._refuse(_("It is no ordinary file; name a new one."))
        problem = writing_fails(self.path.parent, self.path.name)
        if problem is not None:
            msg = _(
                "{file} cannot be written: {folder} would have to be writable ({problem}).",
                file=out,
                folder=self.path.parent,
                problem=problem,
            )
            raise UsageFault(msg)

    @property
    def said(self) -> str:
        """The message that the file is written, for use once it is."""
        return _("{path} is written, whole.", path=self.shown)

    def _refuse(self, cure: str) -> None:
        msg = _("{file} is there already and is left as it is. {cure}", file=self.shown, cure=cure)
        raise UsageFault(msg)

    def write(self, raw: bytes) -> None:
        """Write the file; its mode is that of the one it replaces, else what the umask leaves."""
        make_parents(self.path)
        staging = Staging.begun(self.path.parent, self.path.name)
        try:
            staging.new.write_bytes(raw)
            if self.path.is_file():
                staging.new.chmod(stat.S_IMODE(self.path.stat().st_mode))
            with uninterrupted():
                staging.new.replace(self.path)
                self.is_written = True
        finally:
            staging.remove()
