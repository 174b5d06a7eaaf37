"""What a message shows of a text is one line, with what was given marked until it is shown."""

import pytest

from planner.errors.words import HIDDEN, given, one_line, unmarked, visible, whole_letters, without


@pytest.mark.parametrize(
    "text, shown",
    [
        ("städa", "städa"),
        ("a\r\nb\tc\u00a0d", "a b c d"),
        ("\x1b[31mred\u202e", "\ufffd[31mred\ufffd"),
        # Two pictures joined are one; a joining letter anywhere else is made visible.
        ("❤️\u200d🔥", "❤️\u200d🔥"),
        ("a\u200db", "a\ufffdb"),
    ],
)
def test_a_text_is_shown_on_one_line_with_its_control_characters_made_visible(text: str, shown: str) -> None:
    assert one_line(text) == shown
    assert one_line(shown) == shown


def test_a_text_is_compared_as_a_reader_sees_it() -> None:
    assert visible("\uff2a\uff17\u200b\u00a0x\u00ad") == "J7 x"
    assert visible("A\u030a") == visible("\u00c5")


def test_a_byte_that_is_no_letter_can_be_written() -> None:
    assert whole_letters("plan-\udce5").encode() == "plan-\ufffd".encode()


def test_given_and_quoted_parts_that_must_not_be_there_are_hidden_and_the_rest_stays() -> None:
    text = f'{given("anna")} and "anna" of "zone 7", {given("berta")}'
    assert unmarked(without(text, lambda part: "anna" in part)) == f'{HIDDEN} and "{HIDDEN}" of "zone 7", berta'


def test_marks_in_a_text_that_is_given_cannot_end_it_early() -> None:
    forged = unmarked(given("x"))
    marks = given("x").replace(forged, "")
    assert given(f"a{marks}b") == given("ab")
