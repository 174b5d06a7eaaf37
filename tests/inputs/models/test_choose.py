"""The models that a scenario is planned under, all of them or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import Faults, InputFaults
from planner.inputs.models.choose import READERS, assumptions, found_models, model_files, rule_pack
from planner.inputs.models.shipped import shipped
from planner.schema.models import ModelFiles
from planner.schema.settings import ModelChoice


def test_the_defaults_are_all_found_and_their_files_are_those_that_are_written_with_a_plan() -> None:
    faults = Faults()
    found = found_models(ModelChoice(), [shipped()], faults)
    made = assumptions(found, faults)
    assert not faults.found
    assert made is not None
    written = dict(model_files(made))
    every = {
        f"{kind}/{model.reference}/{name}": raw for kind, model in found.items() for name, raw in model.files.items()
    }
    assert written == {path: raw for path, raw in every.items() if not path.startswith("futures/")}
    named = assumptions(found, faults, names_futures=True)
    assert named is not None
    assert dict(model_files(named)) == every


@pytest.mark.parametrize("kind", READERS)
def test_no_plan_is_made_where_one_model_is_missing_or_unsound(kind: str) -> None:
    found = found_models(ModelChoice(), [shipped()], Faults())
    assert assumptions({name: model for name, model in found.items() if name != kind}, Faults()) is None
    faults = Faults()
    broken = ModelFiles(found[kind].reference, {**found[kind].files, "card.toml": b"["})
    assert assumptions({**found, kind: broken}, faults) is None
    assert {fault.file for fault in faults.found} == {f"models/{kind}/{found[kind].reference}/card.toml"}


def test_a_rule_pack_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match="no-model"):
        rule_pack("sweden", [tmp_path])
