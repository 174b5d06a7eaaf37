"""Each kind of model needs all of its files, and a fault in one is named as its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.folders import write_files
from planner.inputs import read, scenario_files
from tests.inputs.folders import (
    HEAD,
    codes_of,
    faults_of,
    good,
)
from tests.models.copies import copied


def test_a_fault_of_the_policy_is_named_as_its_own(tmp_path: Path) -> None:
    files = copied("policy", "equal_access/1")
    policy = "models/policy/ours/1/policy.toml"
    files[policy] = files[policy].replace("value = 0.8", "value = 8")
    settings = {"scenario.toml": HEAD + '[models]\npolicy = "ours"\n'}
    assert [fault.file for fault in faults_of(good(tmp_path, {**files, **settings}))] == [policy]


@pytest.mark.parametrize(
    "kind,source,needed",
    [
        ("outcome", "evidence/2", ["card.toml", "shape.toml", "segments.csv", "forms.csv", "effects.csv"]),
        ("outcome", "rules_only/1", ["card.toml", "shape.toml", "points.csv"]),
        ("rules", "sweden/2026.1", ["card.toml", "common.toml"]),
        ("travel", "straight_line/1", ["card.toml", "modes.toml"]),
        ("futures", "judgement/1", ["card.toml", "futures.toml"]),
        ("occupations", "jobtech/1", ["card.toml", "fit.toml", "near.csv", "ssyk.csv"]),
    ],
)
def test_a_model_without_any_one_of_its_files_is_a_fault(
    kind: str, source: str, needed: list[str], tmp_path: Path
) -> None:
    for missing in needed:
        files = copied(kind, source)
        del files[f"models/{kind}/ours/1/{missing}"]
        folder = good(tmp_path / missing, {**files, "scenario.toml": HEAD + f'[models]\n{kind} = "ours"\n'})
        assert "no-model-file" in codes_of(folder)


AMENDED = """
[[amendment]]
since = 2021-01-01
text_sv = "Ändrat."
text_en = "Changed."
source = "nothing"
sure = "read"
set = {}
"""


@pytest.mark.parametrize(
    "change, code, column",
    [
        (lambda text: f"{text}\n[cost", "not-toml", None),
        (lambda text: text.replace("since = 2022-12-01", ""), "missing-key", "amendment.1.since"),
        (lambda text: text.replace("refuses_bankrupt = true", "refuses_bankrupt = 3"), "bad-value",
         "amendment.1.set.refuses_bankrupt"),
        (lambda text: text + AMENDED, "bad-value", "amendment.2.since"),
        (lambda text: f'chain = ["oss"]\n{text}', "unknown-rule", "chain"),
    ],
)  # fmt: skip
def test_a_legal_form_that_does_not_fit_is_a_fault_of_its_file(
    change: Callable[[str], str], code: str, column: str | None, tmp_path: Path
) -> None:
    files, name = copied("rules", "sweden/2026.2"), "models/rules/ours/1/osa.toml"
    files[name] = change(files[name])
    found = faults_of(good(tmp_path, {**files, "scenario.toml": HEAD + '[models]\nrules = "ours"\n'}))
    assert [(fault.code, fault.file, fault.column) for fault in found] == [(code, name, column)]


def test_a_figure_of_futures_outside_its_range_is_a_fault(tmp_path: Path) -> None:
    files = copied("futures", "judgement/1")
    figures = "models/futures/ours/1/futures.toml"
    files[figures] = files[figures].replace("value = 0.60, low = 0.40", "value = 0.60, low = 0.70")
    settings = {"scenario.toml": HEAD + '[models]\nfutures = "ours"\n'}
    (fault,) = faults_of(good(tmp_path, {**files, **settings}))
    assert (fault.file, fault.column) == (figures, "take_up")
    assert "outside low and high" in fault.what


def test_a_plan_copies_the_model_of_futures_that_its_scenario_names_and_no_other(tmp_path: Path) -> None:
    named = read(good(tmp_path / "named", {"scenario.toml": HEAD + '[models]\nfutures = "judgement"\n'}))
    plain = read(good(tmp_path / "plain", {"scenario.toml": HEAD}))
    assert named.models["futures"] == "judgement/1"
    assert "futures" not in plain.models
    assert plain.assumptions.futures.figures == named.assumptions.futures.figures
    folder = tmp_path / "copy"
    write_files(folder, dict(scenario_files(named)))
    assert read(folder).models == named.models
