"""What a terminal is told while a plan is made."""

import math
from dataclasses import replace
from pathlib import Path

import pytest

from planner.cli import planning
from planner.cli.progress import PHASES, Progress
from planner.inputs import read
from planner.solving import SearchProgress
from planner.texts import _, speaking

TINY = Path(__file__).parents[2] / "scenarios" / "tiny"


class NoTarget:
    """A target that refuses nothing."""

    def refuse_inputs(self, *_inputs: object) -> None:
        """Nothing is refused."""


def told(monkeypatch: pytest.MonkeyPatch, value: float, bound: float, left: float = math.inf) -> str:
    lines: list[str] = []
    progress = Progress(is_shown=False)
    monkeypatch.setattr(progress, "_tell", lines.append)
    progress.better(SearchProgress("travel", value, bound, left))
    return lines[0]


@pytest.mark.parametrize(
    "value, bound, text",
    [
        (5.2, 5.21, "5.20 (at most 5.21) · 0.19%"),
        (0.0, 0.0, "0.00 (at most 0.00)"),
        (-1069.0, -942.0, "1,069.00 (at least 942.00) · 11.88%"),
        (-2.0, 0.0, "2.00 (at least 0.00) · 100%"),
    ],
)
def test_a_goal_that_is_to_be_small_has_a_least_value(
    value: float, bound: float, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(monkeypatch, value, bound) == f"shorter trips: {text}"


def test_the_time_left_is_told_where_a_clock_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, 5.0, 5.0, 12.4) == "shorter trips: 5.00 (at most 5.00) · 0% · 12 s left"


def test_every_phase_is_timed_in_its_own_name_and_told_in_swedish(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    with speaking("sv"):
        progress = Progress(is_shown=False)
        monkeypatch.setattr(progress, "_tell", lines.append)
        for phase in PHASES:
            progress.phase(phase)
        words = [_(said) for said in PHASES.values()]
    assert list(progress.seconds) == list(PHASES)
    assert [line.rsplit(" ", 2)[0] for line in lines] == words
    assert words != list(PHASES.values())


def test_a_thread_of_the_solver_tells_in_the_language_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    with speaking("sv"):
        progress = Progress(is_shown=False)
    monkeypatch.setattr(progress, "_tell", lines.append)
    progress.better(SearchProgress("travel", 5.2, 5.21, math.inf))
    assert lines == ["kortare resor: 5,20 (högst 5,21) · 0,19 %"]


@pytest.mark.parametrize("left, times", [(3.0, 1), (6.0, 0)])
def test_prices_that_take_most_of_the_time_are_told_with_the_cure(
    left: float, times: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    week = read(TINY)
    week = replace(week, solve=week.solve.model_copy(update={"time_limit_seconds": 10.0}))
    short = replace(week, solve=week.solve.model_copy(update={"time_limit_seconds": left}))
    monkeypatch.setattr(planning, "read_history", lambda *_args, **_more: week)
    monkeypatch.setattr(planning, "with_look_ahead", lambda *_args: short)
    lines: list[str] = []
    progress = Progress(is_shown=False)
    monkeypatch.setattr(progress, "_tell", lines.append)
    with speaking("en"):
        planning.looking_ahead(week, TINY, None, NoTarget(), progress)  # type: ignore[arg-type]
    said = capsys.readouterr().err
    assert said.count("--time-limit 10: 3.0 s are left for the search") == times
    assert lines[1].startswith("prices of the weeks to come …")
    assert "look_ahead" in progress.seconds
