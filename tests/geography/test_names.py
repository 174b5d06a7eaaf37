"""Which municipality somebody means."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import UsageFault
from planner.geography import municipality_code, read_table


@pytest.mark.parametrize(
    "written, code",
    [
        *(("1282", "1282"), (" landskrona ", "1282"), ("Landskrona stad", "1282"), ("484", "0484"), ("0484", "0484")),
        *(("MALMO", "1280"), ("Malmö", "1280"), ("Trelleborgs kommun", "1287"), ("Borås stad", "1490")),
        *(("Upplands Bro", "0139"), ("Mönsterås kommun", "0861"), ("Habo", "0643"), ("håbo", "0305")),
        ("Ha\u030abo", "0305"),  # as macOS spells å: two letters
    ],
)
def test_a_municipality_is_found_however_it_is_written(written: str, code: str, geography: Path) -> None:
    assert municipality_code(geography, written)[0] == code


def test_every_municipality_is_found_by_its_own_name_and_code(geography: Path) -> None:
    known = read_table(geography, "municipalities")
    for code, name in zip(known["mun_code"], known["mun_name"], strict=True):
        assert municipality_code(geography, name) == municipality_code(geography, code) == (code, name)


@pytest.mark.parametrize(
    "written, said",
    [("Treleborg", "Did you mean Trelleborg"), ("9999", "such as 1282"), ("Landskrona Häljarp", "no Swedish")],
)
def test_what_is_no_municipality_is_refused_with_the_nearest(written: str, said: str, geography: Path) -> None:
    with pytest.raises(UsageFault, match=said):
        municipality_code(geography, written)
