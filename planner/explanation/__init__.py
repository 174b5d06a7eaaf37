"""Reasons: true statements about why a plan places somebody or not, and the sentences that state them."""

from planner.explanation.activity import plan_columns
from planner.explanation.chance import Chance, Lots, chance_sentence
from planner.explanation.dear import Dear, dear_proposals, yields
from planner.explanation.legal import RULE_PARTS, rest_on_unverified, unverified_by_programme
from planner.explanation.modules import module_name, module_sentence
from planner.explanation.reasons import Reason, Reasons, SecondChoice, reasons
from planner.explanation.reserves import Reserve, reserves
from planner.explanation.slots import SlotReason, slot_reasons
from planner.explanation.subsidy import UnusedSubsidy, unused_subsidies
from planner.explanation.texts import GATES, GOALS, gate_text, joined, limit_text, sentence, standing_sentence
from planner.explanation.uncovered import Uncovered, first_uncovered
from planner.schema.usual import USUAL

__all__ = [
    "GATES", "GOALS", "RULE_PARTS", "USUAL", "Chance", "Dear", "Lots", "Reason", "Reasons", "Reserve", "SecondChoice",
    "SlotReason", "Uncovered", "UnusedSubsidy", "chance_sentence", "dear_proposals", "first_uncovered",
    "gate_text", "joined",
    "limit_text", "module_name", "module_sentence",
    "plan_columns", "reasons", "reserves", "rest_on_unverified", "sentence", "slot_reasons",
    "standing_sentence", "unused_subsidies", "unverified_by_programme", "yields",
]  # fmt: skip
