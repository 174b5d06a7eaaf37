"""A protected id is found in whatever words stand around it, and struck from every message."""

import pytest

from planner.errors import Fault, Faults, InputFaults, Secrets, given

CANARY = "Q77-Kanarie"


def test_words_around_an_id_do_not_hide_it() -> None:
    secrets = Secrets([CANARY, "J7"])
    for text in (
        "J7",
        "j7s plats",
        "(J7)",
        "till J7.",
        "J7/S1",
        "A-J7-B",
        "J7_2",
        "\u200bJ7",
        f"x.{CANARY}",
        "J 7",
        "\uff2a\uff17",
    ):
        assert secrets.mentioned(text), text
    for text in ("J70", "AJ7", "se J 7", "S7", "J", "7", "j7å"):
        assert not secrets.mentioned(text), text


def test_a_message_of_any_making_is_struck() -> None:
    faults = Faults()
    faults.secrets.update([CANARY, "anna", "17"])
    faults.add(
        Fault(
            "x",
            f"{CANARY}.csv",
            17,
            CANARY,
            f"a {CANARY}",
            f'of "{CANARY}", {given("anna")} and {given(17)} in 17',
            f"See {CANARY}.",
        )
    )
    with pytest.raises(InputFaults) as stopped:
        faults.stop()
    said = str(stopped.value)
    assert CANARY not in said
    assert "anna" not in said
    # Numbers of the message's own making stay: striking them would tell what they are.
    assert said.count("17") == 2
