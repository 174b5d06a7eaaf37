"""The models that synthesis draws from."""

from pathlib import Path

import pytest

from planner.inputs.models import rule_pack
from planner.schema.models import RulePack
from planner.synthesis import RULES, SynthesisSettings, synthesise
from planner.synthesis.law import Law
from tests.synthesis.checks import Draw, Tables

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def geography() -> Path:
    return TOP / "models" / "geography" / "scb_2020" / "1"


@pytest.fixture(scope="session")
def occupations() -> Path:
    return TOP / "models" / "occupations" / "jobtech" / "1"


@pytest.fixture(scope="session")
def rules() -> RulePack:
    return rule_pack(RULES, [TOP / "models"])


@pytest.fixture(scope="session")
def draw(geography: Path, occupations: Path, rules: RulePack) -> Draw:
    """Draw the tables of a week from the shipped models."""

    def drawn(settings: SynthesisSettings) -> Tables:
        return synthesise(settings, geography=geography, occupations=occupations, rules=rules)

    return drawn


@pytest.fixture(scope="session")
def scenarios() -> Path:
    return TOP / "scenarios"


@pytest.fixture(scope="session")
def law(rules: RulePack) -> Law:
    return Law.of(rules)
