"""Tables held against settings and models: groups, tags, occupations, scores."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.inputs import read
from tests.inputs.folders import (
    HEAD,
    codes_of,
    edited,
    faults_of,
    good,
    message_of,
    text_of,
    with_settings,
)


def test_a_group_on_limits_stands_on_a_protected_ground(tmp_path: Path) -> None:
    assert codes_of(with_settings(tmp_path, '[groups.x]\ncolumn = "limits"\nwhere = "lifting"')) == ["group"]


def test_a_built_in_group_keeps_its_name(tmp_path: Path) -> None:
    assert codes_of(with_settings(tmp_path, '[groups.hardest_quarter]\ntag = "x"')) == ["group"]


def test_a_group_that_plans_show_and_no_setting_can_name_is_said_to_be_so(tmp_path: Path) -> None:
    with_settings(tmp_path, '[settings]\ngroups = ["easiest_quarter"]')
    assert "It is shown and cannot be chosen. Choose among" in message_of(tmp_path)


def test_a_tag_is_declared_by_policy_or_scenario(tmp_path: Path) -> None:
    assert codes_of(good(tmp_path, edited("jobseekers.csv", ("kitchen", "kitchen|garden")))) == ["undeclared-tag"]
    assert 'holds the tag "garden"' in message_of(tmp_path)


def test_an_occupation_that_ssyk_has_not_is_a_fault_that_names_its_beginning(tmp_path: Path) -> None:
    """9214 is a gardener in the international ISCO-08, and nothing in SSYK 2012."""
    files = {name: text_of(name).replace("9210", "9214") for name in ("slots.csv", "jobseekers.csv", "preferences.csv")}
    folder = good(tmp_path, files)
    assert set(codes_of(folder)) == {"unknown-ssyk"}
    message = message_of(folder)
    assert (
        'slots.csv rows 3 and 4, ssyk: "9214" is no code of SSYK 2012. Did you mean 921, or a code below it?' in message
    )
    assert 'jobseekers.csv row 4, wished_ssyk: "5|9214" holds "9214", which is no code of SSYK 2012' in message
    assert "error[unknown-ssyk]: preferences.csv row 3, ssyk" in message


@pytest.mark.parametrize("table", ["outcomes", "baselines"])
def test_scores_of_persons_beside_points_are_a_fault(table: str, tmp_path: Path) -> None:
    other = {"outcomes": "baselines", "baselines": "outcomes"}[table]
    header = text_of(f"{other}.csv").splitlines()[0] + "\n"
    files = {f"{other}.csv": header, "scenario.toml": HEAD + '[models]\noutcome = "rules_only"\n'}
    folder = good(tmp_path, files)
    assert codes_of(folder) == ["scores-beside-points"]
    assert f"{table}.csv" in message_of(folder)


def test_a_group_on_a_protected_ground_needs_basis_approver_and_a_day(tmp_path: Path) -> None:
    youth = '[groups.youth]\ncolumn = "age"\nwhere = { max = 24 }\nground = "age"\n'
    basis = 'legal_basis = "law"\napprover = "nämnden"\nexpires = 2027-01-01\n'
    assert codes_of(with_settings(tmp_path / "a", youth)) == ["bad-value"]
    assert "needs legal_basis, approver, expires" in message_of(tmp_path / "a")
    assert "youth" in read(with_settings(tmp_path / "b", youth + basis)).groups


def test_planning_from_listed_scores_where_points_count_is_a_fault_of_the_settings(tmp_path: Path) -> None:
    files = {f"{name}.csv": text_of(f"{name}.csv").splitlines()[0] + "\n" for name in ("outcomes", "baselines")}
    text = f'{HEAD}[models]\noutcome = "rules_only"\n[settings]\ncandidates = "listed"\n'
    found = faults_of(good(tmp_path, {**files, "scenario.toml": text}))
    assert ("scores-beside-points", "settings.candidates", "listed") in {(f.code, f.column, f.value) for f in found}
