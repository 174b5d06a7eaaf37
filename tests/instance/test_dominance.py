"""A form that another beats on every count is no column; one that is better on any count stays."""

from pathlib import Path

import pytest

from tests.scenarios import Given


def two_forms(home: Path, cost: tuple[float, float], lines: tuple[str, str], values: tuple[float, float]) -> list[str]:
    """The forms of one place, of two, that stay columns."""
    given = Given(home).person("P1").slot("S1", programme_ids="B1|B2")
    for name in ("F1", "F2"):
        given.add("funding", funding_id=name, budget_sek=1_000_000)
    for number in (0, 1):
        given.add(
            "programmes", programme_id=f"B{number + 1}", rule="bea_jobb", funding_id=lines[number],
            cost_person_week_sek=cost[number],
        )  # fmt: skip
        given.worth("P1", "S1", values[number], f"B{number + 1}")
    return [str(name) for name in given.instance().columns["programme_id"]]


@pytest.mark.parametrize(
    "cost, lines, values, stay",
    [
        ((100, 100), ("F1", "F1"), (0.5, 0.4), ["B1"]),
        ((100, 100), ("F1", "F1"), (0.4, 0.5), ["B2"]),
        ((100, 90), ("F1", "F1"), (0.5, 0.5), ["B2"]),
        # Alike in everything: the first.
        ((100, 100), ("F1", "F1"), (0.5, 0.5), ["B1"]),
        # Worth more and dearer.
        ((100, 90), ("F1", "F1"), (0.5, 0.4), ["B1", "B2"]),
        # Cheaper, and on a line that the other spares.
        ((90, 100), ("F1", "F2"), (0.5, 0.4), ["B1", "B2"]),
    ],
)
def test_only_a_form_beaten_in_worth_cost_and_on_every_line_is_left_out(
    cost: tuple[float, float], lines: tuple[str, str], values: tuple[float, float], stay: list[str], tmp_path: Path
) -> None:
    assert two_forms(tmp_path, cost, lines, values) == stay


def test_the_same_form_at_another_place_is_never_left_out(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1").slot("S2").worth("P1", "S1", 0.5).worth("P1", "S2", 0.4)
    assert given.instance().columns["slot"].tolist() == [0, 1]
