"""A text that holds an identity or coordination number is told in every spelling, and other numbers are not."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.schema.identity_numbers import holds_identity_number
from tests.identity_numbers import identity_number

SIGNS = (
    *("", "-", "+", " ", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212", " - ", "_", "/", ":"),
    *("*", "(", ")(", "]-", "|", "\u00b7", " \u2022 ", ","),
)


PLAN_WEEK = date(2026, 11, 23)


DAYS = st.dates(date(1900, 1, 1), date(2026, 11, 23))


def spelled(born: date, serial: int, sign: str, *, century: bool, coordination: bool) -> str:
    number = identity_number(born, serial, sign, coordination=coordination)
    return f"{born:%Y}"[:2] + number if century else number


def test_ten_thousand_numbers_in_every_spelling_are_all_caught() -> None:
    draw = Random(48)  # noqa: S311 - no secret
    missed = 0
    for _ in range(10_000):
        born = date(1910, 1, 1) + timedelta(days=draw.randrange(42_000))
        number = spelled(
            born, draw.randrange(1000), draw.choice(SIGNS),
            century=draw.random() < 0.5, coordination=draw.random() < 0.3,
        )  # fmt: skip
        around = [("", ""), ("kund ", "."), ("(", ")"), ("J", ""), ("tel.", ","), ("nr:", ";"), ("1,", ""), ("v1.", "")]
        before, after = draw.choice(around)
        missed += not holds_identity_number(before + number + after)
    assert missed == 0


@given(DAYS, st.integers(0, 999), st.sampled_from(SIGNS), st.booleans(), st.booleans())
def test_every_spelling_is_caught(born: date, serial: int, sign: str, century: bool, coordination: bool) -> None:  # noqa: FBT001
    assert holds_identity_number(spelled(born, serial, sign, century=century, coordination=coordination))


@given(DAYS, st.integers(0, 999), st.sampled_from("-./*|"), st.sampled_from("-+(*"))
def test_dates_written_apart_are_caught(born: date, serial: int, apart: str, sign: str) -> None:
    last = identity_number(born, serial, "")[-4:]
    assert holds_identity_number(f"{born:%y}{apart}{born:%m}{apart}{born:%d}{sign}{last}")
    assert holds_identity_number(f"{born:%Y}{apart}{born:%m}{apart}{born:%d}{sign}{last}")


def test_letters_that_nobody_sees_do_not_hide_a_number() -> None:
    number = identity_number(date(1990, 2, 28), separator="")
    assert holds_identity_number("\u200b".join(number))
    assert holds_identity_number(number[:6] + "\u00ad" + number[6:])
    assert holds_identity_number("".join(chr(ord(digit) + 0xFEE0) for digit in number))


@pytest.mark.parametrize(
    "digits", ["\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669", "⓪①②③④⑤⑥⑦⑧⑨", "⁰¹²³⁴⁵⁶⁷⁸⁹"]
)
def test_digits_of_other_scripts_do_not_hide_a_number(digits: str) -> None:
    number = identity_number(date(1990, 2, 28), separator="")
    assert holds_identity_number("19" + "".join(digits[int(digit)] for digit in number))


def test_spaces_and_line_ends_around_the_sign_do_not_hide_a_number() -> None:
    number = identity_number(date(1990, 2, 28), separator="")
    assert holds_identity_number(f"{number[:6]}  -  {number[6:]}")
    assert holds_identity_number(f"{number[:6]} -\r\n  {number[6:]}")


def test_numbers_in_groups_of_thousands_and_with_exponents_are_caught() -> None:
    number = int(identity_number(date(1990, 2, 28), separator=""))
    for text in (f"{number:,}", f"{number:,}".replace(",", " "), f"{number:_}", f"{number / 1e9!r}e9", f"{number}.00"):
        assert holds_identity_number(text), text
        assert holds_identity_number(f"nr {text} i listan"), text


def test_a_day_from_the_plan_week_on_is_no_birth_date() -> None:
    for serial in range(100):
        for text in (f"20261123-{serial:04}", f"2026-11-23: {1000 + serial} kr", f"20270104{serial:04}"):
            assert not holds_identity_number(text, PLAN_WEEK), text
    born = identity_number(date(2026, 11, 22), separator="-")
    assert holds_identity_number(f"20{born}", PLAN_WEEK)
    # Without a century the year 26 is 1926 as well.
    assert holds_identity_number(identity_number(date(1926, 11, 23)), PLAN_WEEK)


def test_the_hash_of_a_file_is_no_identity_number() -> None:
    number = identity_number(date(1990, 2, 28), separator="")
    assert not holds_identity_number(f"{'a' * 27}{number}{'f' * 27}")


def test_what_is_no_identity_number_passes() -> None:
    number = identity_number(date(1990, 2, 28), separator="")
    wrong_check_digit = number[:-1] + str((int(number[-1]) + 1) % 10)
    for text in (
        wrong_check_digit, "7" + number, number + "7", "2026-11-20 1282", "0701234567", "556677-8899", "2026-W48",
        f"{number[:6]}",
    ):  # fmt: skip
        assert not holds_identity_number(text), text


def test_about_one_in_a_thousand_other_ten_digit_codes_is_caught() -> None:
    draw = Random(1)  # noqa: S311 - no secret
    caught = sum(holds_identity_number(str(draw.randrange(10**9, 10**10))) for _ in range(20_000))
    # A possible day (about 12 % of months, 60 % of days with coordination numbers) and one check digit in ten.
    assert 0.002 < caught / 20_000 < 0.012


@settings(max_examples=50)
@given(st.text(max_size=60))
def test_any_text_can_be_looked_through(text: str) -> None:
    assert holds_identity_number(text) in {True, False}
