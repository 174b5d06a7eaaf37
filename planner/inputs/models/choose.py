"""Reads the assumption files that a scenario is planned under."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from planner.errors import Fault, Faults
from planner.inputs.models import kinds
from planner.inputs.models.fitted import judge_fitted
from planner.inputs.models.reader import Reader
from planner.inputs.models.shipped import find, places
from planner.schema.models import Assumptions, BenefitModel, ModelFiles, OutcomeModel, RulePack, SimulationModel
from planner.schema.settings import ModelChoice
from planner.texts import _

# No scenario chooses these kinds, since no plan reads them: a model of this name beside a scenario comes before the
# shipped one.
UNCHOSEN = "judgement"
_Model = TypeVar("_Model")
READERS: dict[str, Callable[[Reader], object]] = {
    "rules": kinds.rules,
    "outcome": kinds.outcome,
    "acceptance": kinds.acceptance,
    "travel": kinds.travel,
    "policy": kinds.policy,
    "occupations": kinds.occupations,
    "futures": kinds.futures,
}


def found_models(choice: ModelChoice, folders: Sequence[Path], faults: Faults) -> dict[str, ModelFiles]:
    """The files of the chosen models by kind, each from the first of `folders` that has it; a fault if none does."""
    found = {kind: find(kind, getattr(choice, kind), folders, faults) for kind in READERS}
    outcome = found["outcome"]
    if outcome is not None:
        judge_fitted(outcome, choice.outcome, faults)
    return {kind: files for kind, files in found.items() if files is not None}


def assumptions(found: Mapping[str, ModelFiles], faults: Faults, *, names_futures: bool = False) -> Assumptions | None:
    """The chosen models read into their shapes; None, with faults, where one is missing or unsound.

    `names_futures` says whether the scenario itself names its model of futures.
    """
    parts: dict[str, Any] = {kind: _model(kind, files, faults) for kind, files in found.items()}
    if len(parts) < len(READERS) or any(part is None for part in parts.values()):
        return None
    return Assumptions(**parts, names_futures=names_futures)


def _model(kind: str, files: ModelFiles, faults: Faults) -> object | None:
    """One model read into its shape; None, with faults, where it is unsound."""
    known = _sound(kind, files.reference, tuple(sorted(files.files.items())))
    return READERS[kind](Reader(kind, files, faults)) if known is None else known


# One run reads the same files again and again: the verifier, each week of a simulation, each part of a sweep.
@lru_cache(maxsize=32)
def _sound(kind: str, reference: str, files: tuple[tuple[str, bytes], ...]) -> object | None:
    """The model of these files, which nobody can change; None where anything is to be said about them."""
    faults = Faults()
    model = READERS[kind](Reader(kind, ModelFiles(reference, dict(files)), faults))
    return None if faults.found or faults.warned else model


def rule_pack(reference: str, folders: Sequence[Path]) -> RulePack:
    """One rule pack, read and checked; raises InputFaults where there is none or it is unsound."""
    faults = Faults()
    files = find("rules", reference, folders, faults)
    pack = None if files is None else kinds.rules(Reader("rules", files, faults))
    if pack is None:
        faults.stop()
    return pack


def outcome_model(reference: str, folders: Sequence[Path]) -> OutcomeModel:
    """One outcome model with segments and effects; raises InputFaults where there is none or it is unsound."""
    faults = Faults()
    files = find("outcome", reference, folders, faults)
    model = None if files is None else kinds.outcome(Reader("outcome", files, faults))
    if files is not None and model is not None and not isinstance(model, OutcomeModel):
        faults.add(Fault("bad-value", f"models/outcome/{files.reference}/shape.toml", None, "form", model.shape.form,
                         _("has neither segments nor effects"),
                         _("Name an outcome model that has, such as evidence.")))  # fmt: skip
    if not isinstance(model, OutcomeModel):
        faults.stop()
    return model


def benefit_model(homes: Sequence[Path], models: Path | None) -> BenefitModel:
    """What a month in work saves, for a comparison: a model of the scenarios' own before the shipped one.

    `homes` are the folders of a scenario, its own last. Raises InputFaults where the model is unsound.
    """
    return _unchosen("benefit", kinds.benefit, homes, models)


def simulation_model(homes: Sequence[Path], models: Path | None) -> SimulationModel:
    """What simulated weeks are drawn from; `homes` and what is raised as for `benefit_model`."""
    return _unchosen("simulation", kinds.simulation, homes, models)


def _unchosen(
    kind: str, reader: Callable[[Reader], _Model | None], homes: Sequence[Path], models: Path | None
) -> _Model:
    faults = Faults()
    files = find(kind, UNCHOSEN, [place.folder for place in places(homes[::-1], models)], faults)
    model = None if files is None else reader(Reader(kind, files, faults))
    if model is None:
        faults.stop()
    return model


def model_files(assumptions: Assumptions) -> Iterable[tuple[str, bytes]]:
    """Every file of the models in use, by its path under models/."""
    for kind, stored in assumptions.stored.items():
        for name, raw in sorted(stored.files.items()):
            yield f"{kind}/{stored.reference}/{name}", raw
