"""Names of occupations as SSYK 2012 codes, with candidates to choose from where several fit."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from planner.geography import UNREAD, Read, read_table
from planner.schema.cures import one_form

_CODE = re.compile(r"(\d{1,4})\b")
# Endings after which the stem of an occupation is left: `städning`, `städare` and `städ` are one.
_ENDINGS = ("arbetare", "personal", "biträde", "arbete", "jobb", "ning", "are", "ing", "a", "e")
SHORTEST_STEM = 3
ALIKE = 0.82
MOST_CANDIDATES = 5
FIRST = 100


class Occupations:
    """SSYK codes by their labels and by the names of occupations."""

    def __init__(self, folder: Path) -> None:
        codes, names, jobs = (read_table(folder, name) for name in ("ssyk", "occupations", "job_kinds"))
        self._labels = dict(zip(codes["ssyk"], codes["label_sv"], strict=True))
        self._by_name: dict[str, Counter[str]] = {}
        # An occupation that asks for no education is nearer to what a jobseeker in these measures wishes.
        for name, code, simple in zip(
            names["occupation_sv"], names["ssyk4"], names["no_education_requirement"], strict=True
        ):
            self._add(name, code, 2 if simple == "1" else 1)
        for code, label in self._labels.items():
            if one_form(label) not in self._by_name:
                self._add(label, code, 1)
        self._words = [(name, name.split(), codes) for name, codes in self._by_name.items()]
        # What simple jobs are about, such as `lokalvård`: no names, so they are candidates alone, and the first.
        self._words += [
            (one_form(stem), [], Counter({code: FIRST})) for stem, code in zip(jobs["stem"], jobs["ssyk"], strict=True)
        ]

    def read(self, text: str) -> Read:
        """The code of an occupation; by likeness where one code alone fits, else its candidates."""
        plain = one_form(text).strip(" .")
        code = _CODE.match(plain)
        if code:
            return Read(code[1]) if code[1] in self._labels else UNREAD
        if plain in self._by_name:
            return self._one(self._by_name[plain], is_guess=False)
        return self._one(self._beginning(plain) or self._alike(plain), is_guess=True)

    def _add(self, name: str, code: str, weight: int) -> None:
        self._by_name.setdefault(one_form(name), Counter())[code] += weight

    def _one(self, codes: Counter[str], *, is_guess: bool) -> Read:
        # A group beside an occupation of its own says nothing more.
        finest = [code for code in codes if not any(other != code and other.startswith(code) for other in codes)]
        if len(finest) == 1:
            return Read(finest[0], is_guess)
        best = sorted(finest, key=lambda code: (-codes[code], code))[:MOST_CANDIDATES]
        return Read(None, candidates=tuple(f"{code} {self._labels.get(code, '')}".strip() for code in best))

    def _beginning(self, plain: str) -> Counter[str]:
        """Codes of occupations with a word that begins as this one, first as it is and then by its stem."""
        for stem in _stems(plain):
            found: Counter[str] = Counter()
            for name, words, codes in self._words:
                if name.startswith(stem):
                    found.update({code: 3 * weight for code, weight in codes.items()})
                elif any(word.startswith(stem) for word in words):
                    found.update(codes)
            if found:
                return found
        return Counter()

    def _alike(self, plain: str) -> Counter[str]:
        begins = [name for name in self._by_name if name[:1] == plain[:1]]
        found: Counter[str] = Counter()
        for name in difflib.get_close_matches(plain[:100], begins, n=3, cutoff=ALIKE):
            found.update(self._by_name[name])
        return found


def _stems(plain: str) -> Iterable[str]:
    if len(plain) >= SHORTEST_STEM:
        yield plain
        for ending in _ENDINGS:
            if plain.endswith(ending) and len(plain) - len(ending) >= SHORTEST_STEM:
                yield plain.removesuffix(ending)
