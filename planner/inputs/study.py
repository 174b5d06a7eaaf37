"""Study files: read, and every fault named that can be known before anything is planned."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from planner.errors import Fault, Faults, UsageFault, given
from planner.inputs.cells import did_you_mean, no_column
from planner.inputs.chain import refuse_unknown_table
from planner.inputs.files import read_bytes
from planner.inputs.patch_values import plain
from planner.inputs.personal import refuse_identity_numbers_in_keys
from planner.inputs.text import decoded
from planner.inputs.toml import loaded, shaped, shown_on_one_line
from planner.schema.columns import kind_of
from planner.schema.settings import Patch, Settings
from planner.schema.study import MOST_CELLS, Parameter, ParameterValue, StudyFile, StudyPatch
from planner.schema.tables import TABLES
from planner.texts import _, decimal, listed

_PLACEHOLDER = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
# The columns of results.csv that a parameter's own column stands beside.
COLUMNS = ("cell", "state", "part", "name", "measure", "value", "base", "difference", "reason")


def read_study(path: Path) -> StudyFile:
    """Read a study file. UsageFault where there is none, InputFaults with every fault in it.

    The base is not read, and whether a patch meets a row of it is not known yet.
    """
    if not path.is_file():
        msg = _("There is no file {file}.", file=path)
        raise UsageFault(msg)
    faults = Faults()
    raw = read_bytes(path, path.name, faults)
    text = None if raw is None else decoded(raw, path.name, faults)
    keys = None if text is None else loaded(text, path.name, faults)
    faults.stop_if_any()
    return study_of(keys or {}, path.name, text or "")


def study_of(keys: Mapping[str, Any], file: str, text: str = "") -> StudyFile:
    """The study that keys state, as a file would hold them; `file` is how messages name it. InputFaults as above."""
    faults = Faults()
    stated = plain(keys)
    refuse_identity_numbers_in_keys(text, stated, file, None, faults)
    faults.stop_if_any()
    found = shaped(StudyFile, {**shown_on_one_line(stated), "base": stated.get("base")}, file, faults)
    if found is None:
        faults.stop()
    _check_parameters(found, file, faults)
    for number, patch in enumerate(found.patch, 1):
        _check_patch(patch, number, found, file, faults)
    faults.stop_if_any()
    return found


def placeholders(value: object) -> Iterator[str]:
    """The names of the parameters that stand in a part of a patch, as often as they do."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from placeholders(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from placeholders(inner)
    elif isinstance(value, str) and (match := _PLACEHOLDER.fullmatch(value)):
        yield match[1]


def filled(value: Any, values: Mapping[str, ParameterValue]) -> Any:  # noqa: ANN401 - whatever TOML holds
    """A part of a patch with the values of parameters in their places; unknown names stay as they are written."""
    if isinstance(value, Mapping):
        return {key: filled(inner, values) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [filled(inner, values) for inner in value]
    match = _PLACEHOLDER.fullmatch(value) if isinstance(value, str) else None
    return value if match is None else values.get(match[1], value)


def stated_keys(patch: StudyPatch) -> dict[str, Any]:
    """The keys of a patch that are stated."""
    return patch.model_dump(exclude_unset=True)


def _check_parameters(study: StudyFile, file: str, faults: Faults) -> None:
    """Note what is wrong with the parameters and with their number together."""
    if not study.parameter:
        what = _("there is no parameter, so there is nothing to vary")
        cure = _('Add [[parameter]] with a name and values, and use it in a [[patch]] as "$name".')
        faults.add(Fault("study", file, None, "parameter", what=what, cure=cure))
    used = set(placeholders([stated_keys(patch) for patch in study.patch]))
    names = [one.name for one in study.parameter]
    for number, one in enumerate(study.parameter, 1):
        key, is_first = f"parameter.{number}", one.name not in names[: number - 1]
        for what, cure in _wrong(one, study.design, is_first=is_first, is_used=one.name in used):
            faults.add(Fault("study", file, None, key, one.name, what, cure))
    _check_number(study, file, faults)


def _wrong(one: Parameter, design: str, *, is_first: bool, is_used: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with one parameter, and its cure."""
    if not is_first:
        yield _("is the name of two parameters"), _("Give each a name of its own.")
    if one.name in COLUMNS:
        yield _("is a column of results.csv already"), _("Choose another name.")
    if one.number == 0:
        yield (
            _("has no value, so the grid is empty"),
            _("Write values = [...], or a range whose max is not below its min."),
        )
    elif design == "grid" and one.number <= MOST_CELLS and len(set(one.all_values)) < one.number:
        yield _("has a value twice"), _("Write each value once.")
    if not is_used:
        placeholder = given(f'"${one.name}"')
        yield _("is used by no patch"), _("Write {name} in a [[patch]] where its value is to stand.", name=placeholder)


def _check_number(study: StudyFile, file: str, faults: Faults) -> None:
    """Note lists of several lengths, and too many cells."""
    numbers = [one.number for one in study.parameter]
    if study.design == "list" and len(set(numbers)) > 1:
        what = _(
            "takes as many values of each parameter, and there are {numbers}",
            numbers=listed([str(one) for one in numbers]),
        )
        cure = _('Make the lists equally long, or write design = "grid".')
        faults.add(Fault("study", file, None, "design", "list", what, cure))
    # One range alone may be too many, whatever the others are.
    cells = max([math.prod(numbers) if study.design == "grid" else 0, *numbers])
    if cells > MOST_CELLS:
        what = _("there are {cells} cells, and a study has {most} at most", cells=cells, most=MOST_CELLS)
        cure = _("Name fewer values, or make several studies.")
        faults.add(Fault("study", file, None, "parameter", what=what, cure=cure))


def _check_patch(patch: StudyPatch, number: int, study: StudyFile, file: str, faults: Faults) -> None:
    """Note what is wrong with a patch whatever the base holds: names, and its form with every value."""
    place = f"{file} patch {number}"
    stated = stated_keys(patch)
    names = [one.name for one in study.parameter]
    for name in dict.fromkeys(placeholders(stated)):
        if name not in names:
            faults.add(Fault("study", place, None, None, f"${name}", _("is no parameter"),
                             did_you_mean(name, names).strip()))  # fmt: skip
    _check_form(stated, place, study, faults)
    table = TABLES.get(patch.table or "")
    columns = [*patch.where, *(patch.set or {}), *(patch.scale or {}), *(patch.shift or {})]
    if table is not None:
        for name in _unknown(columns, table.columns):
            meant = did_you_mean(name, table.columns).strip()
            faults.add(Fault("patch", place, what=no_column(name, table), cure=meant))
    for name in _unknown(patch.settings or {}, Settings.model_fields):
        key, meant = f"settings.{given(name)}", did_you_mean(name, list(Settings.model_fields)).strip()
        faults.add(Fault("unknown-key", place, None, key, None, _("there is no such key"), meant))


def _check_form(stated: Mapping[str, Any], place: str, study: StudyFile, faults: Faults) -> None:
    """Note what is wrong with the form of a patch with the first value of each parameter, and with each other one."""
    used = set(placeholders(stated))
    few = {one.name: one.all_values for one in study.parameter if 0 < one.number <= MOST_CELLS}
    if not used <= set(few):
        return
    first = {name: values[0] for name, values in few.items()}
    others = [first | {name: value} for name in sorted(used) for value in few[name][1:]]
    told = Faults()
    for values in [first, *others]:
        found = shaped(Patch, filled(stated, values), place, told)
        if found is not None:
            refuse_unknown_table(found, place, told)
            _refuse_fractions(stated, found, place, told)
    for fault in dict.fromkeys(told.found):
        faults.add(fault)


def _refuse_fractions(stated: Mapping[str, Any], patch: Patch, place: str, faults: Faults) -> None:
    """Note each parameter that shifts a column of whole numbers by a fraction: rounded, two cells would be one plan."""
    table = TABLES.get(patch.table or "")
    for name, amount in (patch.shift or {}).items():
        field = None if table is None else table.row.model_fields.get(name)
        is_whole = field is not None and kind_of(field).store == "whole"
        if is_whole and any(placeholders(stated["shift"][name])) and not amount.is_integer():
            what = _("is a fraction, and the column holds whole numbers")
            faults.add(Fault("study", place, None, f"shift.{name}", decimal(amount, 6, trim=True), what,
                             _("Name whole numbers only.")))  # fmt: skip


def _unknown(names: Iterable[str], known: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name not in set(known)]
