"""The language in which texts are said at the moment, and the texts of the catalogues in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import TypeVar

# A text, or several.
Text = TypeVar("Text", str, tuple[str, ...])

LOCALE = Path(__file__).resolve().parent / "locale"
# The language of the keys, and the one that is spoken where nobody has chosen: never the machine's, so that the same
# files give the same bytes everywhere.
KEYS = "en"
DEFAULT_LANGUAGE = "sv"

# A context variable, as a notebook or a server may plan for two readers at once.
_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


@cache
def languages() -> tuple[str, ...]:
    """The languages there is a catalogue for, and English: `("en", "sv")`."""
    return tuple(sorted({KEYS, *(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/planner.mo"))}))


def translations() -> tuple[str, ...]:
    """The languages there is a catalogue for; the keys themselves are English."""
    return tuple(name for name in languages() if name != KEYS)


def language() -> str:
    """The language that is spoken: `sv`."""
    return _language.get()


def set_language(name: str) -> None:
    """Speak this language from now on. Raises ValueError where there is no catalogue for it."""
    if name not in languages():
        msg = f"there is no catalogue for {name}; there is one for each of {', '.join(languages())}"
        raise ValueError(msg)
    _language.set(name)


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Speak this language inside the block."""
    before = _language.set(_language.get())
    try:
        set_language(name)
        yield
    finally:
        _language.reset(before)


@cache
def _catalogue(name: str) -> NullTranslations:
    """The catalogue of a language; that of English hands back the keys."""
    if name == KEYS:
        return NullTranslations()
    with (LOCALE / name / "LC_MESSAGES" / "planner.mo").open("rb") as file:
        return GNUTranslations(file)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a text that stands in a table, to be said later by `_`."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as N_
    """Mark the two forms of a text that stands in a table, to be said later by `ngettext`."""
    return one, many


def NP_(context: str, message: str) -> str:  # noqa: ARG001, N802 - the context is for the catalogues
    """Mark a text or word that stands in a table, to be said later by `pgettext` with the same context."""
    return message


def _(message: str, /, **facts: object) -> str:
    """The text in the language that is spoken, with its facts: `_("{rows} of {table}", rows=3, table="slots")`."""
    return _filled(_catalogue(_language.get()).gettext(message), facts)


def ngettext(one: str, many: str, number: int, /, **facts: object) -> str:
    """The text for one or for many, `{number}` of them: `ngettext("{number} person", "{number} people", 3)`."""
    return _filled(_catalogue(_language.get()).ngettext(one, many, number), {"number": number, **facts})


def pgettext(context: str, message: str, /, **facts: object) -> str:
    """The text as it is said in a context, where one English text has two translations."""
    return _filled(_catalogue(_language.get()).pgettext(context, message), facts)


def known_in(name: str, context: str, message: str) -> str:
    """What a language calls a word, whichever language is spoken."""
    return _catalogue(name).pgettext(context, message)


def in_language(texts: Mapping[str, Text]) -> Text:
    """Of the languages of a text in a data file, the one that is spoken, else English."""
    return texts.get(_language.get(), texts[KEYS])


def _filled(text: str, facts: dict[str, object]) -> str:
    """The text with its facts; where there are none, braces stand for themselves."""
    return text.format(**facts) if facts else text
