"""What people ask of a plan, answered by solving its week again: why, why not, what it takes, what more is worth."""

from planner.questions.asking import NOTHING, Asking, CostRange
from planner.questions.everybody import explain_everybody
from planner.questions.improving import better_found, improved
from planner.questions.judged import ENDS, at_end, has_judged_effects
from planner.questions.pair import PairAnswer, PlaceMove, why_not
from planner.questions.person import PersonAnswer, Unplaced, explain_person
from planner.questions.price_list import PriceList, price_list
from planner.questions.prices import MOST_RESOLVED, Price
from planner.questions.question import Answer, Question, answers, person_called
from planner.questions.ranges import PriceRange
from planner.questions.remedies import Remedy, RemedyStep
from planner.questions.slot import SlotAnswer, explain_slot
from planner.questions.steps import KINDS, StepKind
from planner.questions.templates import Template, TemplatePrice

__all__ = [
    "ENDS", "KINDS", "MOST_RESOLVED", "NOTHING", "Answer", "Asking", "CostRange", "PairAnswer", "PersonAnswer",
    "PlaceMove", "Price", "PriceList", "PriceRange", "Question", "Remedy", "RemedyStep", "SlotAnswer", "StepKind",
    "Template", "TemplatePrice", "Unplaced", "answers", "at_end", "better_found", "explain_everybody", "explain_person",
    "explain_slot", "has_judged_effects", "improved", "person_called", "price_list", "why_not",
]  # fmt: skip
