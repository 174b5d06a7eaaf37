"""What people ask of a plan, answered by solving its week again: why, why not, what it takes, what more is worth."""

from planner.questions.asking import Asking, CostRange
from planner.questions.everybody import explain_everybody
from planner.questions.pair import PairAnswer, PlaceMove, why_not
from planner.questions.person import PersonAnswer, explain_person
from planner.questions.question import Answer, Question, answers
from planner.questions.remedies import Remedy, RemedyStep
from planner.questions.slot import SlotAnswer, explain_slot

__all__ = [
    "Answer",
    "Asking",
    "CostRange",
    "PairAnswer",
    "PersonAnswer",
    "PlaceMove",
    "Question",
    "Remedy",
    "RemedyStep",
    "SlotAnswer",
    "answers",
    "explain_everybody",
    "explain_person",
    "explain_slot",
    "why_not",
]  # fmt: skip
