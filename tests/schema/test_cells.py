"""What the text of a cell is read as, what is refused, and how it is written back."""

from __future__ import annotations

from datetime import date

import pytest

from planner.schema.cells import (
    CODES,
    DAY,
    HALVES,
    ID,
    IDS,
    MONEY,
    NUMBER,
    SHARE,
    TAGS,
    TEXT,
    WHOLE,
    YES_NO,
    Kind,
    choice,
    suggestion,
)

COLOUR = choice("a colour", "is no colour", "red", "light_blue")


@pytest.mark.parametrize(
    "kind, text, value",
    [
        (TEXT, "  two\nlines ", "two lines"),
        (ID, " S.1-a_b ", "S.1-a_b"),
        (WHOLE, "1 000", 1000), (WHOLE, "\u22123", -3), (WHOLE, "3,0", 3), (WHOLE, "3.00", 3),
        (NUMBER, "1,5", 1.5), (NUMBER, ".5", 0.5), (NUMBER, "1e3", 1000.0), (NUMBER, "12\u00a0000,25", 12000.25),
        (MONEY, "1500.5", 1500.5), (MONEY, "0.125", 0.125),
        (SHARE, "50 %", 0.5), (SHARE, "0,5", 0.5),
        (YES_NO, "JA", True), (YES_NO, "falskt", False),
        (DAY, "2026-11-23", date(2026, 11, 23)),
        (TAGS, "Lyft | damm|lyft", ("damm", "lyft")),
        (CODES, "be | b", ("B", "BE")),
        (IDS, "b | a|b", ("b", "a")),
        (HALVES, "tu-pm|mo-am", ("mo-am", "tu-pm")),
        (COLOUR, "RED", "red"),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_its_kind_whatever_its_spelling(kind: Kind, text: str, value: object) -> None:
    assert kind.parse(text) == value
    assert kind.parse(kind.format(value)) == value


@pytest.mark.parametrize(
    "kind, text",
    [
        (ID, "S 1"), (ID, "å"), (ID, "x" * 101), (WHOLE, "1.5"), (WHOLE, "1,000"), (WHOLE, "tre"), (NUMBER, "1 00"),
        (NUMBER, "nan"), (NUMBER, "1e16"), (MONEY, "1,500"), (MONEY, "1.500"), (YES_NO, "kanske"), (DAY, "2026-02-30"),
        (DAY, "23/11"), (DAY, "1899-12-31"), (IDS, "a|b c"), (HALVES, "mo"), (COLOUR, "green"),
    ],
)  # fmt: skip
def test_a_cell_that_may_mean_two_things_or_nothing_is_refused(kind: Kind, text: str) -> None:
    with pytest.raises(ValueError, match=r"^(is|has|may) "):
        kind.parse(text)


def test_an_amount_is_never_written_with_three_decimals() -> None:
    assert [MONEY.format(value) for value in (1.125, 1.5, 1000.0, 0.125)] == ["1.1250", "1.5", "1000", "0.125"]


def test_a_kind_with_few_words_lists_them_in_its_schema_and_its_cure() -> None:
    assert COLOUR.text_schema()["enum"] == ["red", "light_blue"]
    assert "red, light_blue" in suggestion(COLOUR, "green")
