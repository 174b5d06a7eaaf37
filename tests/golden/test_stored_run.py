"""The plan of scenarios/tiny is the stored one, byte for byte. `python -m tests.golden.update` stores it anew."""

import pytest

from tests.golden.conftest import Run
from tests.golden.stored import FILES, STORED, kept


@pytest.mark.parametrize("name", FILES)
def test_tiny_gives_the_stored_bytes(tiny: Run, name: str) -> None:
    stored = (STORED / name).read_text(encoding="utf-8")
    assert kept(tiny.out, name).decode("utf-8") == stored, "if meant: python -m tests.golden.update, and read git diff"


def test_tiny_with_one_worker_is_reproducible_and_optimal(tiny: Run) -> None:
    assert tiny.plan["reproducible"]
    assert tiny.plan["status"] == "optimal"
    assert tiny.plan["gap"] == 0
