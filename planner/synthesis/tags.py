"""Tags: closed vocabularies held as bit masks, so that thousands of lists are compared at once."""

from collections.abc import Iterable, Sequence

from planner.schema.cells import HALF_DAYS

LIMITS = ("lifting", "standing", "stairs", "cleaning_agents", "animals", "shift_work")
SKILLS = (
    "kitchen",
    "food_hygiene",
    "cleaning",
    "warehouse",
    "forklift",
    "till",
    "customer_service",
    "computer_basics",
    "childcare",
    "elder_care",
    "gardening",
    "carpentry",
)
HOURS_PER_HALF_DAY = 4

_PATTERNS = {
    "day": "mo-am tu-am we-am th-am fr-am mo-pm tu-pm th-pm we-pm fr-pm",
    "morning": "mo-am tu-am we-am th-am fr-am mo-pm tu-pm we-pm th-pm fr-pm",
    "early": "mo-am tu-am we-am th-am fr-am sa-am mo-pm tu-pm we-pm th-pm",
    "afternoon": "mo-pm tu-pm we-pm th-pm fr-pm mo-ev tu-ev we-ev th-ev fr-ev",
    "evening": "mo-ev tu-ev we-ev th-ev fr-ev mo-pm we-pm tu-pm th-pm fr-pm",
    "late": "tu-pm we-pm th-pm fr-pm sa-pm fr-ev sa-ev th-ev we-ev tu-ev",
    "rota": "mo-am tu-am th-am sa-am su-am mo-pm th-pm sa-pm su-pm tu-pm",
}


def to_mask(names: Iterable[str], vocabulary: Sequence[str]) -> int:
    """Return the bit mask of some names of a vocabulary; an unknown name raises ValueError."""
    return sum(1 << vocabulary.index(name) for name in names)


def to_text(mask: int, vocabulary: Sequence[str]) -> str:
    """Return a mask as a cell: names in the vocabulary's order, split by `|`; blank for none."""
    return "|".join(name for place, name in enumerate(vocabulary) if mask >> place & 1)


def shift_mask(pattern: str, hours: int) -> int:
    """Return the half-days of a working week: as many of the pattern's as the hours fill, four hours each.

    pattern: day, morning, early, afternoon, evening, late or rota. hours: per week, 4 to 40.
    """
    order = _PATTERNS[pattern].split()
    return to_mask(order[: -(-hours // HOURS_PER_HALF_DAY)], HALF_DAYS)
