"""Every text that people read, in their language: English stands in the code as the key, the rest in catalogues.

`locale/sv/LC_MESSAGES/planner.po` holds the Swedish; a further language is a further such file. `./dev texts` writes
what the code says anew into each and compiles them.
"""

from planner.texts.catalogue import (
    DEFAULT_LANGUAGE,
    KEYS,
    LOCALE,
    N_,
    NN_,
    NP_,
    _,
    in_language,
    known_in,
    language,
    languages,
    ngettext,
    pgettext,
    set_language,
    speaking,
    switch_language,
    translations,
)
from planner.texts.figures import decimal, listed, long_date, percent, short_month, with_decimal_mark

__all__ = [
    "DEFAULT_LANGUAGE",
    "KEYS",
    "LOCALE",
    "NN_",
    "NP_",
    "N_",
    "_",
    "decimal",
    "in_language",
    "known_in",
    "language",
    "languages",
    "listed",
    "long_date",
    "ngettext",
    "percent",
    "pgettext",
    "set_language",
    "short_month",
    "speaking",
    "switch_language",
    "translations",
    "with_decimal_mark",
]
