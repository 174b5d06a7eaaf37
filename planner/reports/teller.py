"""The plan and the language of a screen, and how numbers and words are written in that language."""

from __future__ import annotations

from planner.explanation import Language
from planner.planning import Plan
from planner.reports.layout import decimal


class Teller:
    """Writes about one plan in one language."""

    def __init__(self, plan: Plan, language: Language) -> None:
        self.plan, self.language = plan, language
        self.swedish = language == "sv"

    def say(self, swedish: str, english: str) -> str:
        """Of a Swedish and an English text, the one in the language of the screen."""
        return swedish if self.swedish else english

    def number(self, value: float, digits: int = 0, *, plus: bool = False) -> str:
        """A number with so many decimals, as the language writes it."""
        return decimal(value, digits, swedish=self.swedish, plus=plus)

    def count(self, number: int, swedish: tuple[str, str], english: tuple[str, str]) -> str:
        """A number with its noun, in the singular or plural."""
        return f"{number} {(swedish if self.swedish else english)[0 if number == 1 else 1]}"
