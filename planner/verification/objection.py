"""Objections: what the verifier finds wrong with a plan."""

from __future__ import annotations

from dataclasses import dataclass

from planner.texts import _


@dataclass(frozen=True, order=True)
class Objection:
    """One thing that is wrong with a plan: the check that found it, the place, and a message in plain words.

    Place and message are in the language that is spoken when the plan is checked.
    """

    check: str
    where: str
    message: str

    def __str__(self) -> str:
        return _("verify[{check}]: {where}: {message}", check=self.check, where=self.where, message=self.message)
