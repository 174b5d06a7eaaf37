"""Which candidates are main places, and which earn something."""

from pathlib import Path

from planner.instance.purposes import is_earning, is_main, is_main_with_gain
from tests.scenarios import Given


def test_a_main_place_earns_where_it_has_a_gain_and_any_other_always(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "other_purposes"]).person("P1")
    given.slot("S1").slot("S2").slot("S3", programme_ids="A")
    given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.0).worth("P1", "S3", 0.0)
    table = given.instance().candidates
    assert is_main(table).tolist() == [True, True, False]
    assert is_main_with_gain(table).tolist() == [True, False, False]
    assert is_earning(table).tolist() == [True, False, True]
