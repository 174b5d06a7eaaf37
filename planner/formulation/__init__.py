"""Instance to programme: one pure function per rule and per goal."""

from planner.formulation.goal import Chosen, Earlier, Goal
from planner.formulation.goals import GOALS, best_ranks, free_main_places, shares
from planner.formulation.program import Name, Program, assemble, program_of
from planner.formulation.rules import RULES
from planner.instance import Instance
from planner.schema.rows import Rows


def hard_rows(instance: Instance) -> list[Rows]:
    """The rows of every hard rule that is not switched off."""
    return [rule(instance) for rule in RULES if rule.__name__ not in instance.scenario.rules_off]


__all__ = [
    "GOALS", "RULES", "Chosen", "Earlier", "Goal", "Name", "Program", "assemble", "best_ranks", "free_main_places",
    "hard_rows", "program_of", "shares",
]  # fmt: skip
