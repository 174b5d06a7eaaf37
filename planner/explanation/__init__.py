"""Why, why not, and what it would take: true statements about a plan, and their sentences."""

from planner.explanation.reasons import Reason, Reasons, reasons
from planner.explanation.slots import SlotReason, slot_reasons
from planner.explanation.texts import GATES, GOALS, Language, gate_text, limit_text, sentence

__all__ = [
    "GATES", "GOALS", "Language", "Reason", "Reasons", "SlotReason", "gate_text", "limit_text", "reasons", "sentence",
    "slot_reasons",
]  # fmt: skip
