"""The language in force is the one that was asked for, for whoever asked for it."""

from __future__ import annotations

import threading

import pytest

from planner.texts import _, language, set_language, speaking

TEXT = "Stopped. Nothing was written."


def test_a_text_is_said_in_the_language_in_force() -> None:
    with speaking("sv"):
        swedish = _(TEXT)
    assert _(TEXT) == TEXT != swedish


def test_a_block_ends_with_the_language_from_before_it_even_where_it_was_changed_inside() -> None:
    before = language()
    with speaking("sv"):
        set_language("en")
    assert language() == before


def test_two_threads_speak_each_its_own_language() -> None:
    said = []
    thread = threading.Thread(target=lambda: said.append(language()))
    with speaking("en"):
        thread.start()
        thread.join()
    assert said == ["sv"]  # a new thread begins in the default language, whatever its maker speaks


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no catalogue for xx"), speaking("xx"):
        pass


def test_a_text_without_facts_may_hold_braces() -> None:
    assert _("see {this}") == "see {this}"
    assert _("{number} of {all}", number=1, all=2) == "1 of 2"
