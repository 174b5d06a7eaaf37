"""What is known of the law that a duty of activity would rest on, and how sure that is."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from planner.schema.closed import Closed
from planner.schema.models.card import Sure
from planner.texts import in_language


class DutyLaw(Closed):
    """The law, the day from which it was proposed, its source, and how sure it is that it is in force."""

    name_sv: str
    name_en: str
    proposed_from: date
    text_sv: str
    text_en: str
    source: str
    year: int
    kind: Literal["law"]
    sure: Sure

    @property
    def name(self) -> str:
        """Its name in the language that is spoken."""
        return in_language({"sv": self.name_sv, "en": self.name_en})


@cache
def duty_law() -> DutyLaw:
    """The law as duty_law.toml states it."""
    return DutyLaw.model_validate(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")))
