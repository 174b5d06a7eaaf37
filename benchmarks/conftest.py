"""What all benchmarks share: the stored description of the machine tells its kind, not its name."""

from typing import Any

import pytest


@pytest.hookimpl(optionalhook=True)
def pytest_benchmark_update_machine_info(machine_info: dict[str, Any]) -> None:
    """Drop the host's name: results are compared between machines and published."""
    machine_info.pop("node", None)
