"""What the values of a parameter are, and in which order they stand."""

import pytest

from planner.schema.study import Parameter


@pytest.mark.parametrize(
    "stated, found",
    [
        ({"min": 0, "max": 4, "step": 2}, (0, 2, 4)),
        ({"min": 0, "max": 0.3, "step": 0.1}, (0.0, 0.1, 0.2, 0.3)),  # 3 x 0.1 is a little more than 0.3 in binary
        ({"min": 1, "max": 4, "step": 2}, (1, 3)),
        ({"min": 2, "max": 1, "step": 1}, ()),
    ],
)
def test_a_range_holds_evenly_spaced_numbers_and_its_end_where_steps_meet_it(
    stated: dict[str, float], found: tuple[float, ...]
) -> None:
    parameter = Parameter.model_validate({"name": "more", "range": stated})
    assert parameter.all_values == found
    assert parameter.number == len(found)
    assert {type(one) for one in parameter.all_values} <= ({int} if stated["step"] >= 1 else {float})


def test_numbers_are_told_in_ascending_order_and_words_as_they_are_stated() -> None:
    assert Parameter(name="a", values=(4, 0, 2)).in_order == (0, 2, 4)
    assert Parameter(name="a", values=("walk", "bike")).in_order == ("walk", "bike")
    assert Parameter(name="a", values=(True, False)).in_order == (True, False)
