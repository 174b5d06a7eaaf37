"""The independent verifier: recomputes a written plan plainly from the raw tables and says what does not hold.

It sees inputs, schema and errors alone, nothing of the program that plans. docs/method.md is what it holds plans to.
"""

from planner.verification.bound import certified_bound
from planner.verification.constraints import CONSTRAINTS
from planner.verification.objection import Objection
from planner.verification.verify import verify

__all__ = ["CONSTRAINTS", "Objection", "certified_bound", "verify"]
