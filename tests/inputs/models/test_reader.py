"""Files of a model that cannot be read, or that speak of another model."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.inputs.folders import (
    HEAD,
    codes_of,
    good,
    message_of,
)
from tests.models.copies import copied


@pytest.mark.parametrize("name", ["card.toml", "policy.toml"])
@pytest.mark.parametrize("content", ["", "[", "values = 3", "groups = []", "\x00"])
def test_a_broken_model_is_a_fault(name: str, content: str, tmp_path: Path) -> None:
    files = copied("policy", "equal_access/1")
    files[f"models/policy/ours/1/{name}"] = content
    assert codes_of(good(tmp_path, {**files, "scenario.toml": HEAD + '[models]\npolicy = "ours"\n'}))


@pytest.mark.parametrize("key,other", [("kind", "travel"), ("name", "theirs"), ("version", "2")])
def test_a_card_that_speaks_of_another_model_is_a_fault(key: str, other: str, tmp_path: Path) -> None:
    files = copied("acceptance", "judgement/2")
    card = "models/acceptance/ours/1/card.toml"
    files[card] = re.sub(rf'^{key} = ".*"$', f'{key} = "{other}"', files[card], flags=re.MULTILINE)
    folder = good(tmp_path, {**files, "scenario.toml": HEAD + '[models]\nacceptance = "ours"\n'})
    assert codes_of(folder) == ["card-mismatch"]
    assert f'{card}, {key}: "{other}" is not the {key} that its folder says' in message_of(folder)


@pytest.mark.parametrize("name", ["segments.csv", "forms.csv", "effects.csv"])
@pytest.mark.parametrize("content", ["", "x", "segment,rule\n1,2,3\n", 'a,"b', "\x00", "segment\n\n"])
def test_a_broken_table_of_a_model_is_a_fault(name: str, content: str, tmp_path: Path) -> None:
    files = copied("outcome", "evidence/2")
    files[f"models/outcome/ours/1/{name}"] = content
    folder = good(tmp_path, {**files, "scenario.toml": HEAD + '[models]\noutcome = "ours"\n'})
    assert codes_of(folder)
