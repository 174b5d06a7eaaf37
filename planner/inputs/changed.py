"""What a scenario changes of another that it extends: each change, one alone, and several scenarios as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from planner.errors import Faults
from planner.inputs.chain import Level
from planner.inputs.opened import ScenarioFiles
from planner.schema.settings import Patch

# Keys of scenario.toml that change nothing of the week: compared weeks are searched alike, whatever they state.
_NO_CHANGE = frozenset({"format", "extends", "patch", "solve"})
_NO_CHANGE_OF_HEAD = frozenset({"name", "language"})


@dataclass(frozen=True)
class ScenarioChange:
    """One change: the patches of one name, a patch without a name, or all that a scenario.toml states beside patches.

    `level` is the position of its scenario in the chain, `numbers` are those of its patches; none for settings.
    """

    level: int
    name: str | None
    numbers: tuple[int, ...]
    patches: tuple[Patch, ...] = field(repr=False)


def changes_of(base: ScenarioFiles, files: ScenarioFiles) -> tuple[ScenarioChange, ...] | None:
    """The changes that a scenario makes of the one it extends, in their order; None where it does not extend it.

    Where a patch protects somebody, all are one change: no week is read in which they are not protected.
    """
    own, others = files.read_levels(Faults()), base.read_levels(Faults())
    if not _extends(own, others):
        return None
    found = [
        change
        for at, level in enumerate(own)
        if at > 0
        for change in _of_level(level, at, len(_known(others, at)), is_new=at >= len(others))
    ]
    protects = any("protected_identity" in (patch.set or {}) for change in found for patch in change.patches)
    return tuple(found[:1] if protects else found)


def with_only(base: ScenarioFiles, files: ScenarioFiles, change: ScenarioChange) -> ScenarioFiles:
    """A scenario as if this were its only change of the one that it extends."""
    levels, others = files.read_levels(Faults()), base.read_levels(Faults())
    kept = []
    for at, level in enumerate(levels):
        is_own, known = at == change.level, _known(others, at)
        numbers = {number for number, _patch in level.patches} - set(known) - set(change.numbers if is_own else ())
        states = at < len(others) or (is_own and not change.numbers)
        kept.append(replace(level if states else _without_settings(level), left_out=level.left_out | numbers))
    return _files(kept, [files])


def as_one(base: ScenarioFiles, scenarios: Sequence[ScenarioFiles]) -> ScenarioFiles:
    """One scenario with the changes of several that extend the same one, made in their order."""
    every = base.read_levels(Faults())
    levels = list(every)
    for level in (level for files in scenarios for level in files.read_levels(Faults())):
        # What another of them makes as well is made once.
        known = max((_alike(level, other) for other in every), default=-1)
        if known < len(level.patches) or known < 0:
            left_out = {number for number, _patch in level.patches[: max(known, 0)]}
            levels.append(replace(level, left_out=level.left_out | left_out, shown=level.shown or _shown(level)))
            every.append(level)
    return _files(levels, scenarios)


def _alike(level: Level, other: Level) -> int:
    """How many patches a level begins with that are those of another; -1 where it is another scenario's."""
    if (level.folder, level.name) != (other.folder, other.name):
        return -1
    pairs = zip(level.patches, other.patches, strict=False)
    return next((at for at, (one, two) in enumerate(pairs) if one != two), min(len(level.patches), len(other.patches)))


def _extends(levels: Sequence[Level], others: Sequence[Level]) -> bool:
    """Whether the first levels are the others, but for patches stated in Python that may have become more."""
    if len(levels) < len(others):
        return False
    return all(
        (own.folder, own.name) == (other.folder, other.name)
        and [patch for _number, patch in own.patches][: len(other.patches)] == [patch for _n, patch in other.patches]
        for own, other in zip(levels, others, strict=False)
    )


def _known(others: Sequence[Level], at: int) -> list[int]:
    """The numbers of the patches of a level that the other scenario has as well."""
    return [number for number, _patch in others[at].patches] if at < len(others) else []


def _of_level(level: Level, at: int, known: int, *, is_new: bool) -> list[ScenarioChange]:
    """The changes of one scenario of the chain, the first `known` patches left out; `is_new`: the other has it not."""
    stated = level.keys or {}
    head = set(stated.get("scenario", {})) - _NO_CHANGE_OF_HEAD
    is_more = is_new and bool(head or set(stated) - _NO_CHANGE - {"scenario"})
    named: dict[object, list[tuple[int, Patch]]] = {}
    for number, patch in level.patches[known:]:
        named.setdefault(number if patch.name is None else patch.name, []).append((number, patch))
    patches = [
        ScenarioChange(
            at, own[0][1].name, tuple(number for number, _patch in own), tuple(patch for _number, patch in own)
        )
        for own in named.values()
    ]
    return [*([ScenarioChange(at, None, (), ())] if is_more else []), *patches]


def _without_settings(level: Level) -> Level:
    """A level that states nothing beside patches."""
    keys = {name: value for name, value in (level.keys or {}).items() if name in _NO_CHANGE}
    return replace(level, keys=keys)


def _shown(level: Level) -> str:
    return f"{level.folder.name}/"


def _files(levels: Sequence[Level], of: Sequence[ScenarioFiles]) -> ScenarioFiles:
    sources = {name: digest for files in of for name, digest in files.sources.items()}
    faults = tuple(dict.fromkeys(fault for files in of for fault in files.faults))
    warnings = tuple(dict.fromkeys(warned for files in of for warned in files.warnings))
    return ScenarioFiles(tuple(levels), sources, faults, warnings)
