"""Numbers and nouns in the language of a screen."""

from __future__ import annotations

from pathlib import Path

from planner.reports.teller import Teller
from tests.scenarios import Given


def test_the_language_decides_the_words_the_decimal_sign_and_the_plural(tmp_path: Path) -> None:
    plan = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0.5).plan()
    swedish, english = Teller(plan, "sv"), Teller(plan, "en")
    assert [one.say("ja", "yes") for one in (swedish, english)] == ["ja", "yes"]
    assert [one.number(1234.5, 1, plus=True) for one in (swedish, english)] == ["+1 234,5", "+1 234.5"]
    words = (("plats", "platser"), ("place", "places"))
    assert [swedish.count(number, *words) for number in (0, 1, 2)] == ["0 platser", "1 plats", "2 platser"]
    assert [english.count(number, *words) for number in (0, 1, 2)] == ["0 places", "1 place", "2 places"]
