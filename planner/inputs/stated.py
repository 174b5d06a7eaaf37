"""Which file or patch states each setting, so that a fault of it names the place where it can be mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from planner.errors import Fault, unmarked
from planner.inputs.chain import SETTINGS

_PART = "settings"


@dataclass
class Stated:
    """By key of `[settings]`, such as settings.goals: the file or patch that states it last."""

    places: dict[str, str] = field(default_factory=dict)

    def note(self, settings: object, place: str) -> None:
        """Note that a file or patch states these settings, after those noted before."""
        for key in _leaves(settings, _PART):
            self.places.pop(key, None)
            self.places[key] = place

    def placed(self, fault: Fault) -> Fault:
        """A fault of a setting with the place that states it; where it is about several, that of the last of them."""
        column = unmarked(fault.column or "")
        if fault.file != SETTINGS or column.split(".")[0] != _PART:
            return fault
        around = [key for key in self.places if f"{column}.".startswith(f"{key}.")]
        within = [key for key in self.places if key.startswith(f"{column}.")]
        found = max(around, key=len, default=None) or next(reversed(within), None)
        return fault if found is None else replace(fault, file=self.places[found])


def _leaves(value: object, key: str) -> Iterator[str]:
    """The keys within a value, such as settings.may_cost.waiting; none within an empty one of several."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, f"{key}.{name}")
    else:
        yield key
