"""One run of scenarios/tiny that the tests here share."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.golden.stored import TINY
from tests.plan_runs import planned


@dataclass(frozen=True)
class Run:
    """A plan folder and its plan.json."""

    out: Path
    plan: dict[str, Any]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Tiny, planned with one worker."""
    out = tmp_path_factory.mktemp("golden") / "tiny"
    return Run(out, planned(TINY, out, "--workers", "1"))
