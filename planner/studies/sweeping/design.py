"""The cells of a study: which values of the parameters are planned together, and the scenario of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path

from planner.inputs import ScenarioFiles, benefit_model, opened, scenario_files
from planner.inputs.study import filled, read_study, stated_keys
from planner.planning import read_scenario
from planner.schema.models import Benefit
from planner.schema.study import Parameter, ParameterValue, StudyFile
from planner.texts import _, decimal


@dataclass(frozen=True)
class StudyCell:
    """One plan of a study: the value of each parameter, and its number, from 1; 0 is the base, without values."""

    number: int
    setting: Mapping[str, ParameterValue]


@dataclass(frozen=True)
class OpenedStudy:
    """A study with the files of its base: what it plans is fixed by the two, and by the program.

    `file` is how messages name the study.
    """

    stated: StudyFile
    base: ScenarioFiles = field(repr=False)
    file: str
    models: Path | None = None

    @property
    def homes(self) -> tuple[Path, ...]:
        """The folders that the base is read from."""
        return tuple(dict.fromkeys(level.folder for level in self.base.levels))

    def benefit(self) -> Benefit:
        """What work saves of income support, by the base's own model or the shipped one; InputFaults if unsound."""
        return benefit_model(self.homes, self.models).benefit

    def cells(self) -> list[StudyCell]:
        """The base, then every cell in the order of the parameters: the last varies fastest."""
        parameters = self.stated.parameter
        lists = [one.all_values for one in parameters]
        combined = product(*lists) if self.stated.design == "grid" else zip(*lists, strict=True)
        ranks = [{value: at for at, value in enumerate(one.in_order)} for one in parameters]
        ordered = sorted(combined, key=lambda values: [rank[one] for rank, one in zip(ranks, values, strict=True)])
        names = [one.name for one in parameters]
        return [StudyCell(0, {})] + [
            StudyCell(number, dict(zip(names, values, strict=True))) for number, values in enumerate(ordered, 1)
        ]

    def resolved(self, cell: StudyCell) -> dict[str, bytes]:
        """The scenario of a cell as files, patches applied and models copied in; InputFaults where it has faults.

        People with protected identity are in none of them. The search has one thread, and counts its work.
        """
        files = self.base
        if cell.number:
            name = f"{self.stated.name} ({said_values(self.stated.parameter, cell.setting)})"
            for patch in self.stated.patch:
                files = files.with_patch(filled(stated_keys(patch), cell.setting), name=name)
        solve = self.stated.solve.model_dump(exclude_none=True) | {"workers": 1}
        return dict(scenario_files(read_scenario(files, models=self.models, changes={"solve": solve})))


def study_in(path: Path, models: Path | None = None) -> OpenedStudy:
    """The study that a file states, with the files of its base opened. UsageFault and InputFaults as for `read_study`.

    The path of the base is counted from the study file.
    """
    stated = read_study(path)
    return OpenedStudy(stated, replace(opened(path.parent / stated.base), stated_in=path.name), path.name, models)


def said_values(parameters: tuple[Parameter, ...], values: Mapping[str, ParameterValue]) -> str:
    """The values of a cell as people read them."""
    return ", ".join(f"{one.called} {said_value(values[one.name])}" for one in parameters)


def said_value(value: ParameterValue) -> str:
    """A value as people read it: a number with the decimal mark that is spoken, a truth value as yes or no."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value if isinstance(value, str) else decimal(float(value), 6, trim=True)
