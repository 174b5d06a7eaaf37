"""The made weeks by folder: what the maker writes and its tests compare."""

from collections.abc import Callable

from tests.synthesis.municipalities.eskilstuna import build as eskilstuna
from tests.synthesis.municipalities.helsingborg import build as helsingborg
from tests.synthesis.municipalities.made import Models, Tables
from tests.synthesis.municipalities.trelleborg import build as trelleborg

WEEKS: dict[str, Callable[[Models], Tables]] = {
    "helsingborg": helsingborg.week,
    "trelleborg": trelleborg.week,
    "eskilstuna": eskilstuna.week,
}
