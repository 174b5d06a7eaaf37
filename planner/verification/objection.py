"""What the verifier says when a plan is not what it claims to be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Objection:
    """One thing that is wrong with a plan: the check that found it, where, and what it is, in a planner's words."""

    check: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"verify[{self.check}]: {self.where}: {self.message}"
