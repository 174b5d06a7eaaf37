"""The fit is on the candidate, the best over the wishes, and refuses nobody."""

from pathlib import Path

import pytest

from tests.scenarios import Given

# What work training asks of a slot: a supervisor, and the union's word.
MAY_START = {"supervisor_id": "V1", "union_consulted_on": "2026-11-01"}


def training(home: Path) -> Given:
    """An eligible week with a supervisor."""
    return Given(home, candidates="eligible").add("supervisors", supervisor_id="V1")


@pytest.mark.parametrize(
    "wished, fit",
    [
        ("", 0),
        ("9", 0),  # one digit in common says nothing
        ("53", 0.3),
        ("533", 0.6),
        ("5330", 1),
        ("5321", 0.38),  # JobTech says more than the two digits in common
        ("5343", 0.3),  # and here less
        ("5343|5321|9111", 0.38),
    ],
)
def test_the_fit_is_the_nearest_wish(wished: str, fit: float, tmp_path: Path) -> None:
    given = training(tmp_path).person("P1", wished_ssyk=wished, registered_status="JoB")
    given.slot("S1", **MAY_START, ssyk="5330").slot("S2", **MAY_START)
    table = given.instance().candidates
    assert table["fit"].tolist() == [fit, 0]  # S2 states no occupation
    # Baseline 0.18 and effect 0.04; a fit of 1 adds 0.03, and what is added is rounded to hundredths.
    assert table["outcome"].tolist() == [pytest.approx(0.18 + round(0.04 + 0.03 * fit, 2)), pytest.approx(0.22)]


def test_a_wish_for_something_else_refuses_nobody(tmp_path: Path) -> None:
    given = training(tmp_path).slot("S1", **MAY_START, ssyk="5330")
    given.person("P1", wished_ssyk="5330", registered_status="JoB")
    given.person("P2", wished_ssyk="2512", registered_status="JoB")
    assert len(given.instance().candidates) == 2
