"""Towns as zones: those that there are already, else places of the geography model with their coordinates."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.geography.places import read_table, slug
from planner.geography.reading import UNREAD, Read, looks_like_an_address
from planner.schema.cures import one_form

_POSTCODE = re.compile(r"\b(?:se-?|s-)?\d{3} ?\d{2}\b")
# A town with the code of its municipality, as candidates are written, and the id of such a zone.
_WITH_CODE = re.compile(r"(.+?)(?:, |_)(\d{4})")
_AROUND = re.compile(r"\b(kommuns?|kn|stad|tätort|centrum|centralort|c)\b\.?")
# How alike a misspelt town must be to one of the municipality to be read as it, and to any other to be a candidate.
ALIKE, WORTH_A_LOOK = 0.8, 0.85
MOST_CANDIDATES = 4


@dataclass(frozen=True)
class Town:
    """A place with its coordinates; `municipality` is its code, blank where it is one of the base's zones."""

    name: str
    municipality: str
    lat: str
    lon: str


class Towns:
    """The zones that names of towns stand for; remembers which places of the geography model are in use."""

    def __init__(self, geography: Path, municipality: str | None, base: Mapping[str, str]) -> None:
        """`base` gives the name of each zone that there is already, by its id."""
        self.municipality = municipality
        self.used: dict[str, Town] = {}
        self._base = {**{_plain(zone): zone for zone in base}, **{_plain(name): zone for zone, name in base.items()}}
        self._base_ids = set(base)
        self._places = _places(geography)
        self._by_slug: dict[str, list[Town]] = {}
        for places in self._places.values():
            for place in places:
                self._by_slug.setdefault(slug(place.name), []).append(place)

    def settle_municipality(self, texts: Iterable[tuple[str, int]]) -> None:
        """Look first in the municipality where most cells lie, where none was named; `texts` with their counts."""
        if self.municipality is not None:
            return
        cells: Counter[str] = Counter()
        for text, count in texts:
            found = {place.municipality for place in self._named(_plain(text))}
            if len(found) == 1:
                cells[found.pop()] += count
        if cells:
            self.municipality = min(cells, key=lambda code: (-cells[code], code))

    def read(self, text: str) -> Read:
        """The zone of a town; by likeness only within the base and the municipality."""
        plain = _plain(text)
        if not plain or looks_like_an_address(_POSTCODE.sub("", one_form(text)).strip()):
            return UNREAD
        for name in (plain, plain.removesuffix("s")):
            if name in self._base:
                return Read(self._base[name])
            found = self._named(name)
            if len(found) == 1:
                return Read(self._zone(found[0]))
            in_county = [place for place in found if place.municipality[:2] == (self.municipality or "")[:2]]
            if len(in_county) == 1:
                return Read(self._zone(in_county[0]), is_guess=True)
            if found:
                return Read(None, candidates=tuple(self._shown(place) for place in found[:MOST_CANDIDATES]))
        return self._alike(plain)

    def candidates(self, text: str) -> tuple[str, ...]:
        """Every place of a name, each with the code of its municipality: what may be chosen."""
        plain = _plain(text)
        found = self._places.get(plain) or self._by_slug.get(slug(plain), [])
        return tuple(self._shown(place) for place in found[:MOST_CANDIDATES])

    def chosen(self, word: str) -> str | None:
        """The zone that a person chose in the map: the id of a zone, or the name of a town."""
        if word in self._base_ids or word in self.used:
            return word
        stated = _WITH_CODE.fullmatch(word)
        name, code = (stated[1], stated[2]) if stated else (word, "")
        found = [place for place in self._named(_plain(name)) if not code or place.municipality == code]
        if not found:
            found = [place for place in self._by_slug.get(slug(name), []) if not code or place.municipality == code]
        return self._zone(found[0]) if len(found) == 1 else self._base.get(_plain(word))

    def _named(self, plain: str) -> list[Town]:
        """The places of a name: those of the municipality where there are any, else all."""
        found = self._places.get(plain) or self._by_slug.get(slug(plain), [])
        return [place for place in found if self._is_near(place)][:1] or found

    def _is_near(self, place: Town) -> bool:
        return place.municipality == self.municipality

    def _alike(self, plain: str) -> Read:
        near = [name for name, places in self._places.items() if any(map(self._is_near, places))]
        close = difflib.get_close_matches(plain[:100], [*self._base, *near], n=1, cutoff=ALIKE)
        if close:
            first = close[0]
            zone = self._base.get(first) or self._zone(next(filter(self._is_near, self._places[first])))
            return Read(zone, is_guess=True)
        begins = [name for name in self._places if name[:1] == plain[:1]]
        far = difflib.get_close_matches(plain[:100], begins, n=MOST_CANDIDATES, cutoff=WORTH_A_LOOK)
        return Read(None, candidates=tuple(self._shown(place) for name in far for place in self._places[name][:1]))

    def _zone(self, place: Town) -> str:
        zone = slug(place.name)
        if self.used.get(zone, place) != place or zone in self._base_ids:
            zone = f"{zone}_{place.municipality}"
        self.used[zone] = place
        return zone

    @staticmethod
    def _shown(place: Town) -> str:
        return f"{place.name}, {place.municipality}"


def _plain(name: str) -> str:
    """A name without postcode, `kommun` and the like, in the form in which words are compared."""
    bare = _AROUND.sub(" ", _POSTCODE.sub(" ", one_form(name)))
    return " ".join(bare.strip(" .,;-").split())


def _places(geography: Path) -> dict[str, list[Town]]:
    """Every locality, and every named place that is none, by its name in the form in which words are compared."""
    found: dict[str, list[Town]] = {}
    for name in ("localities", "places"):
        table = read_table(geography, name)
        for place, code, lat, lon in zip(table["name"], table["mun_code"], table["lat"], table["lon"], strict=True):
            places = found.setdefault(_plain(place), [])
            if lat and all(other.municipality != code for other in places):
                places.append(Town(place, code, lat, lon))
    return {name: places for name, places in found.items() if places}
