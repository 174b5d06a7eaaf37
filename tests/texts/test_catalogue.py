"""The language in force is the one that was asked for, for whoever asked for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextvars import Context
from pathlib import Path

import pytest

from planner.texts import _, decimal, language, languages, set_language, speaking, switch_language
from tests.texts import update

TEXT = "Stopped. Nothing was written."


def test_a_text_is_said_in_the_language_in_force() -> None:
    with speaking("sv"):
        swedish = _(TEXT)
    assert _(TEXT) == TEXT != swedish


@pytest.fixture
def chosen() -> Iterator[None]:
    """Put back afterwards what the process speaks."""
    before = language()
    yield
    set_language(before)


def test_a_block_ends_with_the_language_from_before_it_even_where_it_was_changed_inside() -> None:
    before = language()
    with speaking("sv"):
        switch_language("en")
        assert language() == "en"
    assert language() == before


@pytest.mark.usefixtures("chosen")
def test_what_is_set_is_spoken_in_every_thread_and_context_but_not_inside_a_block() -> None:
    set_language("sv")
    said = []
    thread = threading.Thread(target=lambda: said.append(language()))
    with speaking("en"):
        set_language("sv")
        said.append(language())
        thread.start()
        thread.join()
    assert said == ["en", "sv"]
    assert Context().run(language) == "sv"  # as a cell of a notebook may have one


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no catalogue for xx"), speaking("xx"):
        pass


def test_a_text_without_facts_may_hold_braces() -> None:
    assert _("see {this}") == "see {this}"
    assert _("{number} of {all}", number=1, all=2) == "1 of 2"


def test_a_further_language_is_a_further_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "fi" / "LC_MESSAGES" / "planner.po"
    path.parent.mkdir(parents=True)
    path.write_text(f'msgid ""\nmsgstr "Language: fi\\n"\n\nmsgid "{TEXT}"\nmsgstr "Keskeytetty."\n', encoding="utf-8")
    path.with_suffix(".mo").write_bytes(update.compiled(update.read(path)))
    monkeypatch.setattr("planner.texts.catalogue.LOCALE", tmp_path)
    languages.cache_clear()
    try:
        assert languages() == ("en", "fi")
        with speaking("fi"):
            assert (_(TEXT), decimal(1234.5, 1)) == ("Keskeytetty.", "1 234,5")
            assert _("not translated") == "not translated"
    finally:
        languages.cache_clear()
