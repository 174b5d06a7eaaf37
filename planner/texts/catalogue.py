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

# What is spoken inside `speaking`: a context variable, as a server may plan for two readers at once.
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
# What is spoken elsewhere, in every thread and every cell of a notebook, each of which may have a context of its own.
_chosen = [DEFAULT_LANGUAGE]


@cache
def languages() -> tuple[str, ...]:
    """The languages there is a catalogue for, and English: `("en", "sv")`."""
    return tuple(sorted({KEYS, *(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/planner.mo"))}))


def translations() -> tuple[str, ...]:
    """The languages there is a catalogue for; the keys themselves are English."""
    return tuple(name for name in languages() if name != KEYS)


def language() -> str:
    """The language that is spoken: `sv`."""
    return _spoken.get() or _chosen[0]


def set_language(name: str) -> None:
    """Speak this language from now on, in the whole process. Raises ValueError where there is no catalogue for it."""
    _chosen[0] = _known(name)


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Speak this language inside the block, whatever is set elsewhere."""
    before = _spoken.set(_known(name))
    try:
        yield
    finally:
        _spoken.reset(before)


def switch_language(name: str) -> None:
    """Speak this language for the rest of the block of `speaking` that this is called in."""
    _spoken.set(_known(name))


def _known(name: str) -> str:
    if name not in languages():
        msg = f"there is no catalogue for {name}; there is one for each of {', '.join(languages())}"
        raise ValueError(msg)
    return name


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
    return _filled(_catalogue(language()).gettext(message), facts)


def ngettext(one: str, many: str, number: int, /, **facts: object) -> str:
    """The text for one or for many, `{number}` of them: `ngettext("{number} person", "{number} people", 3)`."""
    return _filled(_catalogue(language()).ngettext(one, many, number), {"number": number, **facts})


def pgettext(context: str, message: str, /, **facts: object) -> str:
    """The text as it is said in a context, where one English text has two translations."""
    return _filled(_catalogue(language()).pgettext(context, message), facts)


def known_in(name: str, context: str, message: str) -> str:
    """What a language calls a word, whichever language is spoken."""
    return _catalogue(name).pgettext(context, message)


def in_language(texts: Mapping[str, Text]) -> Text:
    """Of the languages of a text in a data file, the one that is spoken, else English."""
    return texts.get(language(), texts[KEYS])


def _filled(text: str, facts: dict[str, object]) -> str:
    """The text with its facts; where there are none, braces stand for themselves."""
    return text.format(**facts) if facts else text
