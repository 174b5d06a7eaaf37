"""What a terminal is told while a plan is made."""

import pytest

from planner.cli.progress import PHASES, Progress


def told(monkeypatch: pytest.MonkeyPatch, value: float, bound: float) -> str:
    lines: list[str] = []
    progress = Progress("en", is_shown=False)
    monkeypatch.setattr(progress, "_tell", lines.append)
    progress.better("travel", value, bound)
    return lines[0]


@pytest.mark.parametrize(
    "value, bound, text",
    [
        (5.2, 5.21, "5.20 (at most 5.21)"),
        (0.0, 0.0, "0.00 (at most 0.00)"),
        (-1069.0, -942.0, "1069.00 (at least 942.00)"),
        (-2.0, 0.0, "2.00 (at least 0.00)"),
    ],
)
def test_a_goal_that_is_to_be_small_has_a_least_value(
    value: float, bound: float, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(monkeypatch, value, bound) == f"shorter trips: {text}"


def test_every_phase_is_timed_in_its_own_name_and_told_in_swedish(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    progress = Progress("sv", is_shown=False)
    monkeypatch.setattr(progress, "_tell", lines.append)
    for phase in PHASES:
        progress.phase(phase)
    assert list(progress.seconds) == list(PHASES)
    assert [line.rsplit(" ", 2)[0] for line in lines] == list(PHASES.values())
