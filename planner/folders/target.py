"""The folder of --out: checked before the search, then written whole."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.errors import UsageFault
from planner.folders.answers import OPTIONS, AnswerSheet, Choices, filled_sheets
from planner.folders.ours import Contents, contents_of
from planner.folders.replace import fill, put, recover, retired
from planner.folders.signals import uninterrupted
from planner.folders.staging import Staging
from planner.inputs.library_words import system_reason
from planner.schema.plan import COMPARISON_FILE, PLAN_FILE
from planner.texts import N_, _

_CURE = N_("Name an empty or new folder, or one that this command wrote earlier.")
_CURES = {
    PLAN_FILE: N_("Name an empty or new folder, or an earlier plan's."),
    COMPARISON_FILE: N_("Name an empty or new folder, or an earlier comparison's."),
}


class Target:
    """A folder that may be written, checked on creation; it is written whole or not at all.

    `shown` is the folder as it was named, `path` the folder with links followed. `answers` are the filled-in answer
    sheets of an earlier plan there. `kept` is the path of the earlier result, if it was kept. `is_written` says whether
    the new result has replaced it.
    """

    def __init__(self, out: Path, mark: str | None) -> None:
        """Check everything about a folder that can be checked before there is anything to write.

        `mark` is the file by which an earlier result that may be replaced is recognised; None where none may be. What a
        killed run left there is repaired first. Raises UsageFault, and changes nothing, where the folder may not or
        cannot be written.
        """
        self.shown, self.path = out, target_path(out)
        self.is_written = False
        self.kept: Path | None = None
        self.answers: tuple[AnswerSheet, ...] = ()
        self._carried: tuple[AnswerSheet, ...] = ()
        recover(self.path)
        if self.path.exists():
            self._refuse_foreign(mark)
            self._refuse_from_inside()
        self._is_in_place = self._tried()

    @property
    def said(self) -> str:
        """The message that the folder is written and, if the earlier result was kept, where; for use once it is."""
        said = _("{path} is written, whole.", path=self.shown)
        if self.kept is None:
            return said
        kept = _("What was there before is kept in {folder}.", folder=self.kept)
        return f"{said} {kept}"

    def _refuse_foreign(self, mark: str | None) -> None:
        if not self.path.is_dir():
            msg = _("{path} is a file, and a folder is to be written.", path=self.shown)
            raise UsageFault(msg)
        found = contents_of(self.path)
        if found.is_empty:
            return
        if mark is None or found.mark != mark or found.foreign:
            raise UsageFault(_holds_others(self.shown, found, mark))
        self.answers = filled_sheets(self.path, found.files) if mark == PLAN_FILE else ()

    def _refuse_from_inside(self) -> None:
        """Refuse if the working folder lies inside the target: it would no longer exist afterwards."""
        with suppress(OSError):
            here = Path.cwd()
            if any(_is_same(folder, self.path) for folder in here.parents):
                msg = _(
                    "You are in {here}, which lies in {folder} and would be replaced. Go out of it first.",
                    here=here,
                    folder=self.shown,
                )
                raise UsageFault(msg)

    def refuse_answers(self, choices: Choices = OPTIONS) -> None:
        """Raise UsageFault where a meeting has filled in something that exists nowhere else."""
        if self.answers:
            sheets = ", ".join(str(sheet) for sheet in self.answers)
            msg = _(
                "The plan in {folder} holds decisions or motives that exist nowhere else: {sheets}. Nothing was "
                "changed. Add {keep} to carry them over to the proposals that stay the same, or {replace} to "
                "plan without them; what is not carried over is kept beside the new plan. Or name another folder.",
                folder=self.shown,
                sheets=sheets,
                **choices._asdict(),
            )
            raise UsageFault(msg)

    def refuse_unkept(self) -> None:
        """Raise UsageFault where the earlier plan could not be kept beside the new one."""
        if self.answers and writing_fails(self.path.parent, self.path.name) is not None:
            msg = _(
                "The earlier plan in {folder} is to be kept, and {parent} cannot be written, where it would lie. Name "
                "another folder for the new plan.",
                folder=self.shown,
                parent=self.path.parent,
            )
            raise UsageFault(msg)

    def refuse_inputs(self, scenarios: Iterable[Path], models: Path | None) -> None:
        """Raise UsageFault where an input is or lies in the target, or the target lies among models.

        `scenarios` are the folders or workbooks of scenarios and of those they extend; `models` is a further folder of
        models.
        """
        homes = list(scenarios)
        # A scenario may be one workbook; its own models then lie beside it.
        folders = [home if home.is_dir() else home.parent for home in homes]
        sought = [folder / "models" for folder in folders] + ([] if models is None else [models])
        linked = (path for home in homes if home.is_dir() for path in home.iterdir() if path.is_symlink())
        for place in (*homes, *linked, *(path for folder in sought for path in _with_links(folder))):
            if lies_in(place, self.path):
                msg = _(
                    "{folder} is or holds {place}, which is read, and is left as it is. Name another folder.",
                    folder=self.shown,
                    place=place,
                )
                raise UsageFault(msg)
        for place in sought:
            if lies_in(self.path, place):
                msg = _(
                    "{folder} lies among the models in {place}. Name a folder outside of it.",
                    folder=self.shown,
                    place=place,
                )
                raise UsageFault(msg)

    def refuse_plans(self, plans: Iterable[Path]) -> None:
        """Raise UsageFault where a plan that is read is the target or lies in it, or the target lies in the plan."""
        for plan in plans:
            if lies_in(plan, self.path) or lies_in(self.path, plan):
                msg = _(
                    "{folder} is or holds {place}, which is read, and is left as it is. Name another folder.",
                    folder=self.shown,
                    place=plan,
                )
                raise UsageFault(msg)

    def _tried(self) -> bool:
        """Whether the folder cannot be moved and must be filled where it is; tries every operation that is needed."""
        if not self.path.exists():
            refuse_unless_makeable(self.shown, self.path)
            return False
        problem = writing_fails(self.path, self.path.name)
        if problem is not None:
            msg = _(
                "{folder} cannot be written ({problem}). Name a folder that you may write.",
                folder=self.shown,
                problem=problem,
            )
            raise UsageFault(msg)
        parent = self.path.parent
        is_here = False
        with suppress(OSError):
            is_here = _is_same(Path.cwd(), self.path)
        is_apart = parent == self.path or self.path.stat().st_dev != parent.stat().st_dev or os.path.ismount(self.path)
        return is_here or is_apart or writing_fails(parent, self.path.name) is not None

    def carried_over(self, sheets: tuple[AnswerSheet, ...]) -> None:
        """Note that the new plan holds all that was filled in: if it is still so at the end, the old one is deleted."""
        self._carried = sheets

    @contextmanager
    def replaced(self) -> Iterator[Path]:
        """Yield a new folder to write into; when the block ends without an error it replaces the target at once.

        When the block fails, nothing of it remains and the target is as before. An earlier result that holds filled-in
        cells or foreign files by then is kept in a folder beside. An OSError names the target where it named no file,
        as on a full disk, or one of the new folder, which nobody has seen and is gone by then.
        """
        parents: list[Path] = []
        staging: Staging | None = None
        try:
            parents = make_parents(self.path)
            with _staged(self.path if self._is_in_place else self.path.parent, self.path) as staging:
                yield staging.new
                with uninterrupted():
                    self._commit(staging)
        except BaseException as fault:
            if isinstance(fault, OSError) and _names_none_but(staging, fault):
                fault.filename = str(self.shown)
            if not self.is_written:
                _remove_empty(parents)
            raise

    def _commit(self, staging: Staging) -> None:
        if self._is_in_place:
            self._fill(staging)
            return
        try:
            put(staging, self.path)
        except OSError:
            # Cases that could not be foreseen: a mount of the same disk, or a folder of another user in a shared one.
            if not self.path.is_dir():
                raise
            with _staged(self.path, self.path) as inside:
                shutil.copytree(staging.new, inside.new, dirs_exist_ok=True)
                self._fill(inside)
            return
        self.is_written = True
        self.kept = retired(staging, self.path, self._carried)

    def _fill(self, staging: Staging) -> None:
        fill(staging, self.path)
        self.is_written = True
        self.kept = retired(staging, self.path, self._carried)


@contextmanager
def _staged(folder: Path, target: Path) -> Iterator[Staging]:
    """Yield a staging folder with a new folder in it, with the target's mode and group if any; removed afterwards."""
    staging = Staging.begun(folder, target.name)
    try:
        staging.new.mkdir(mode=0o700)
        if target.is_dir():
            _like(target, staging.new)
        yield staging
    finally:
        staging.remove()


def _names_none_but(staging: Staging | None, fault: OSError) -> bool:
    """Whether an error of the system names no file, or one that lies in a staging folder."""
    if fault.filename is None:
        return True
    return staging is not None and Path(os.fsdecode(fault.filename)).is_relative_to(staging.home)


def _like(model: Path, folder: Path) -> None:
    """Give a folder the mode and group of another; where it cannot have that group, its group gets no rights."""
    of = model.stat()
    mode = stat.S_IMODE(of.st_mode)
    if os.name != "nt" and folder.stat().st_gid != of.st_gid:
        try:
            os.chown(folder, -1, of.st_gid)
        except OSError:
            mode &= ~stat.S_IRWXG
    folder.chmod(mode)


def resolved(out: Path) -> Path:
    """The path with links followed, whether it exists or not."""
    try:
        return Path(os.path.realpath(out))
    except (OSError, ValueError) as fault:
        raise UsageFault(_no_path(out, fault)) from None


def _no_path(out: Path, fault: OSError | ValueError) -> str:
    reason = system_reason(fault)
    return _("{path} is no path that can be written to ({fault}).", path=out, fault=reason)


def target_path(out: Path) -> Path:
    """The path of a target; UsageFault where the system cannot tell what is there, as with a name that is too long."""
    path = resolved(out)
    try:
        path.exists()
    except (OSError, ValueError) as fault:
        raise UsageFault(_no_path(out, fault)) from None
    return path


def make_parents(path: Path) -> list[Path]:
    """Make the parent folders of a path; returns those that were missing, the innermost first."""
    missing = []
    for folder in path.parents:
        if folder.exists():
            break
        missing.append(folder)
    made: list[Path] = []
    try:
        for folder in reversed(missing):
            folder.mkdir(exist_ok=True)
            made.insert(0, folder)
    except OSError:
        _remove_empty(made)
        raise
    return made


def refuse_unless_makeable(shown: Path, path: Path) -> None:
    """Raise UsageFault where a missing folder or file cannot be made; it is made on trial, and removed again."""
    made: list[Path] = []
    try:
        made = make_parents(path)
        path.mkdir()
        path.rmdir()
        problem = writing_fails(path.parent, path.name)
    except OSError as fault:
        problem = system_reason(fault)
    _remove_empty(made)
    if problem is not None:
        there = next((folder for folder in path.parents if folder.exists()), path.parent)
        msg = _(
            "{path} cannot be made: {folder} would have to be writable ({problem}). Name a place in a folder that is.",
            path=shown,
            folder=there,
            problem=problem,
        )
        raise UsageFault(msg)


def writing_fails(folder: Path, target: str) -> str | None:
    """The system's reason why nothing can be written in a folder for a target; None where a trial succeeds."""
    try:
        Staging.begun(folder, target).remove()
    except OSError as fault:
        return system_reason(fault)
    return None


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


def _is_same(one: Path, other: Path) -> bool:
    """Whether two paths are one folder, however they are spelled."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def lies_in(path: Path, folder: Path) -> bool:
    """Whether a path is a folder or lies in it, links followed, however the two are spelled."""
    real = resolved(path)
    return any(_is_same(part, folder) for part in (real, *real.parents)) or real.is_relative_to(resolved(folder))


def _with_links(folder: Path) -> Iterator[Path]:
    """A folder, and all paths that links in it lead to."""
    yield folder
    for inside, names, files in os.walk(folder):
        yield from (path for path in (Path(inside, name) for name in (*names, *files)) if path.is_symlink())


def _holds_others(shown: Path, found: Contents, mark: str | None) -> str:
    """The refusal of a folder with other files in it."""
    if mark is None:
        return _("{folder} holds other files and is left as it is. Name an empty or new folder.", folder=shown)
    if found.mark == mark:
        return _(
            "{folder} holds an earlier result and other files beside it ({files}) and is left as it is. Move them "
            "elsewhere, or name another folder.",
            folder=shown,
            files=found.shown(),
        )
    cure = _(_CURES.get(mark, _CURE))
    if not found.foreign:
        return _("{folder} holds other files and is left as it is. {cure}", folder=shown, cure=cure)
    return _(
        "{folder} holds other files ({files}) and is left as it is. {cure}",
        folder=shown,
        files=found.shown(),
        cure=cure,
    )
