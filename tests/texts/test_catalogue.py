"""The language in force is the one that was asked for, for whoever asked for it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from planner.texts import _, decimal, language, languages, set_language, speaking
from tests.texts import update

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
