"""Who may go where, under which legal form: gates, lead times, hours, travel; every refusal counted by reason."""

from planner.candidates.find import GATE_NAMES, REASONS, Found, blocking_gates, find
from planner.candidates.travel_data import TravelData, travel_data

__all__ = ["GATE_NAMES", "REASONS", "Found", "TravelData", "blocking_gates", "find", "travel_data"]
