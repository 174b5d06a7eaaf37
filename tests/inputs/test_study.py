"""Study files: every fault that can be known without a plan is named at once, with its cure."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.errors import InputFaults, UsageFault
from planner.inputs.study import filled, read_study, study_of
from planner.schema.study import ValueRange
from tests.identity_numbers import identity_number

SOUND = {
    "format": 1,
    "name": "s",
    "base": "week",
    "parameter": [{"name": "more", "values": [0, 1]}],
    "patch": [{"table": "slots", "where": {"slot_id": "S1"}, "shift": {"places": "$more"}}],
}


def faults_of(**changed: object) -> list[str]:
    with pytest.raises(InputFaults) as refused:
        study_of(SOUND | changed, "study.toml")
    return [str(fault) for fault in refused.value.faults]


def test_all_faults_of_a_study_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "study.toml"
    path.write_text(
        """format = 1
name = "s"
base = "week"
[[parameter]]
name = "more"
values = []
[[parameter]]
name = "idle"
values = [1]
[[patch]]
table = "slots"
where = { slot_idd = "S1" }
shift = { places = "$mor" }
[[patch]]
settings = { max_travel_minute = 30 }
""",
        encoding="utf-8",
    )
    with pytest.raises(InputFaults) as refused:
        read_study(path)
    text = str(refused.value)
    for part in (
        'study.toml, parameter.1: "more" has no value, so the grid is empty',
        'study.toml, parameter.2: "idle" is used by no patch',
        'study.toml patch 1: there is no column "slot_idd" in slots. Did you mean "slot_id"?',
        'study.toml patch 1: "$mor" is no parameter. Did you mean "more"?',
        'study.toml patch 2, settings.max_travel_minute: there is no such key. Did you mean "max_travel_minutes"',
    ):
        assert part in text


def test_the_form_of_a_patch_is_that_of_scenario_toml() -> None:
    (fault,) = faults_of(patch=[*SOUND["patch"], {"table": "slots"}])  # type: ignore[misc]
    assert "study.toml patch 2" in fault
    assert "exactly one of set, scale, shift, add, remove" in fault
    (fault,) = faults_of(patch=[{"table": "slot", "shift": {"places": "$more"}}])
    assert 'Did you mean "slots"?' in fault
    (fault,) = faults_of(patch=[{"table": "slots", "shift": {"places": "$more"}, "add": "rows.csv"}])
    assert "there is no such key" in fault


def test_a_grid_too_large_to_be_meant_and_lists_of_several_lengths_are_refused() -> None:
    two = [{"name": name, "range": {"min": 1, "max": 101, "step": 1}} for name in ("more", "less")]
    both: list[dict[str, object]] = [{"table": "slots", "shift": {"places": "$more", "weeks": "$less"}}]
    (fault,) = faults_of(parameter=two, patch=both)
    assert "there are 10201 cells, and a study has 10000 at most" in fault
    uneven: list[dict[str, object]] = [{"name": "more", "values": [1, 2]}, {"name": "less", "values": [1]}]
    (fault,) = faults_of(design="list", parameter=uneven, patch=both)
    assert "there are 2 and 1" in fault


@pytest.mark.parametrize(
    "ranges, cells",
    [
        ([(0, 1e9)], "1000000001"),
        ([(0, 1e5), (0, 1e5), (0, 1e5)], "1000030000300001"),
        ([(1, 0), (0, 1e9)], "1000000001"),
        ([(-1e308, 1e308)], "1000000000000001"),
    ],
)
@pytest.mark.parametrize("design", ["grid", "list"])
def test_too_many_values_are_told_without_counting_them_out(
    ranges: list[tuple[float, float]], cells: str, design: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted_out(_range: ValueRange) -> tuple[int | float, ...]:
        pytest.fail("the values of a range were made")

    monkeypatch.setattr(ValueRange, "values", property(counted_out))
    parameters = [
        {"name": f"p{n}", "range": {"min": low, "max": high, "step": 1}} for n, (low, high) in enumerate(ranges)
    ]
    patches = [{"table": "slots", "shift": {"places": f"$p{n}"}} for n in range(len(ranges))]
    told = "".join(faults_of(design=design, parameter=parameters, patch=patches))
    assert "and a study has 10000 at most" in told
    if design == "grid":
        assert f"there are {cells} cells" in told


def test_a_parameter_has_a_name_of_its_own_and_each_value_once() -> None:
    assert "is a column of results.csv already" in "".join(
        faults_of(parameter=[{"name": "value", "values": [1]}], patch=[{"settings": {"fair_share": "$value"}}])
    )
    assert "has a value twice" in "".join(faults_of(parameter=[{"name": "more", "values": [1, 1]}]))
    assert "is the name of two parameters" in "".join(faults_of(parameter=[{"name": "more", "values": [1]}] * 2))
    assert "there is no parameter" in "".join(faults_of(parameter=[], patch=[]))


def test_every_value_of_a_parameter_is_tried_and_each_fault_told_once() -> None:
    patch = [*SOUND["patch"], {"table": "slots", "scale": {"gross_month_sek": "$x"}}]  # type: ignore[misc]
    told = faults_of(
        parameter=[{"name": "more", "values": [1, "a", 2, "b"]}, {"name": "x", "values": [1, 1.5]}], patch=patch
    )
    assert [fault.split("does not fit")[0] for fault in told] == [
        'error[bad-value]: study.toml patch 1, shift.places: "a" ',
        'error[bad-value]: study.toml patch 1, shift.places: "b" ',
    ]
    assert len(faults_of(patch=[{"table": "slot", "shift": {"places": "$more"}}])) == 1


def test_a_truth_value_neither_shifts_nor_scales() -> None:
    told = faults_of(parameter=[{"name": "more", "values": [True, False]}])
    assert len(told) == 2
    assert 'shift.places: "true" does not fit: input should be a valid number' in told[0]
    (fault,) = faults_of(patch=[*SOUND["patch"], {"table": "slots", "scale": {"places": True}}])  # type: ignore[misc]
    assert "scale.places" in fault


def test_a_fraction_shifts_no_column_of_whole_numbers() -> None:
    told = faults_of(parameter=[{"name": "more", "values": [0.5, 1.0, 1.5]}])
    assert [fault.split(": ", 2)[2] for fault in told] == [
        f'"{amount}" is a fraction, and the column holds whole numbers. Name whole numbers only.'
        for amount in ("0.5", "1.5")
    ]


def test_an_identity_number_in_a_study_is_not_repeated() -> None:
    number = identity_number(date(1985, 7, 14))
    (fault,) = faults_of(name=f"Anna {number}")
    assert "identity" in fault
    assert number not in fault


def test_a_value_stands_wherever_its_name_alone_does() -> None:
    stated = {"where": {"slot_id": ["$a", "S2"]}, "set": {"note": "costs $a"}, "shift": {"places": "$n"}}
    assert filled(stated, {"a": "S1", "n": 2}) == {
        "where": {"slot_id": ["S1", "S2"]}, "set": {"note": "costs $a"}, "shift": {"places": 2},
    }  # fmt: skip


def test_where_there_is_no_file_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match=r"There is no file .*study\.toml"):
        read_study(tmp_path / "study.toml")
