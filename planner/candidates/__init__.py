"""Who may go where, under which legal form: gates, lead times, hours, travel; every refusal counted by reason."""

from planner.candidates.find import (
    GATE_NAMES,
    LISTED_GATES,
    OFFER_GATES,
    REASONS,
    Eligibility,
    blocking_gates,
    find,
    overridden_gates,
)
from planner.candidates.legal_access import ways_open
from planner.candidates.modules import closing
from planner.candidates.municipalities import homes, seats
from planner.candidates.offers import laws
from planner.candidates.travel_data import TravelData, travel_data
from planner.candidates.trip_sides import TripSides, trip_sides, trip_sides_with

__all__ = [
    "GATE_NAMES", "LISTED_GATES", "OFFER_GATES", "REASONS", "Eligibility", "TravelData", "TripSides", "blocking_gates",
    "closing", "find", "homes", "laws", "overridden_gates", "seats", "travel_data", "trip_sides",
    "trip_sides_with",
    "ways_open",
]  # fmt: skip
