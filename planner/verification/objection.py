"""Objections: what the verifier finds wrong with a plan."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Objection:
    """One thing that is wrong with a plan: the check that found it, the place, and a message in plain words."""

    check: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"verify[{self.check}]: {self.where}: {self.message}"
