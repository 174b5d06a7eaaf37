"""The independent verifier: recomputes a written plan from the tables in plain Python, and objects to what differs.

It imports inputs, schema, errors and texts, and nothing of the planning packages. docs/decisions/0003 says what is
shared. Plans are checked against docs/method.md.
"""

from planner.verification.bound import Bounds, certified_bounds
from planner.verification.constraints import CONSTRAINTS
from planner.verification.joint import certified_joint, has_joint_bound
from planner.verification.lists import certified_lists
from planner.verification.objection import Objection
from planner.verification.overrides import stated_overrides
from planner.verification.verify import refuse_without_plan, verify

__all__ = [
    "CONSTRAINTS",
    "Bounds",
    "Objection",
    "certified_bounds",
    "certified_joint",
    "certified_lists",
    "has_joint_bound",
    "refuse_without_plan",
    "stated_overrides",
    "verify",
]
