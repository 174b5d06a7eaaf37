"""Why, why not and what it would take from Python, as the command `explain` tells it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, final

import pandas as pd

from planner.api.arguments import PathLike, in_language, models_of, suggesting
from planner.api.frames import explanations_frame
from planner.api.result import Result, reopened_plan
from planner.api.shown import Line, Unpickled
from planner.planning import Phases, Reopened, refuse_unverified, retold
from planner.questions import Answer, Asking, Question, answers, better_found, explain_everybody, improved
from planner.reports import explained_json, explained_screen


@final
class Explanation(Unpickled):
    """The answer to one question about a plan. It is made by `planner.explain` and `Result.explain`."""

    _unpickled = ("explanation", "as it holds people's data; keep its `answers` instead")

    def __init__(self, found: list[Answer], plan: Reopened, models: Path | None) -> None:
        super().__init__()
        self._found, self._plan, self._models = found, plan, models
        self._text = explained_screen(found, plan)

    def improved(self) -> Result | None:
        """The week planned again from a better plan that the answer came upon; None where it found none.

        With the settings of the plan asked, the time limit among them. Raises VerificationFailed where the verifier
        objects to the new plan.
        """
        better = better_found(self._found)
        started, phases = datetime.now(UTC), Phases()
        made = None if better is None else improved(self._plan, better)
        if made is None:
            return None
        refuse_unverified(made)
        return Result(made, started, phases.seconds, self._models)

    @property
    def text(self) -> str:
        """The answer as the command says it."""
        return self._text

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The same as objects, as `planner explain --json` has them: figures as numbers, ranges as low and high."""
        told: list[dict[str, Any]] = explained_json(self._found, self._plan)["answers"]  # type: ignore[assignment]
        return told

    @property
    def _title(self) -> str:
        return self._text.splitlines()[0]

    @property
    def _lines(self) -> list[Line]:
        return [(line, "") for line in self._text.splitlines()[2:]]

    def __repr__(self) -> str:
        return self._text


@suggesting
def explain(  # noqa: PLR0913 - as many as the command has options
    plan: Result | PathLike,
    person: str | None = None,
    *,
    slot: str | None = None,
    employer: str | None = None,
    seconds: float | None = None,
    models: PathLike | None = None,
    language: str | None = None,
) -> Explanation:
    """Explain a plan, a Result or a plan folder, by solving its week again; nothing is written.

    Ask about a `person` (an id), a person at a `slot`, a `slot`, or an `employer`: docs/method.md says what is told.
    `seconds` is the budget of each solve: without it 20 up to 500 people, else 2.

    Raises UsageFault for an id that the plan does not have or a folder that is no plan, InputFaults where the verifier
    objects to the folder, TypeError for an unknown keyword.
    """
    with in_language(language, plan):
        opened = retold(reopened_plan(plan, "explain", models_of(models)))
        with Asking(opened, seconds) as asking:
            return Explanation(answers(asking, Question(person, slot, employer)), opened, models_of(models))


@suggesting
def explain_all(
    plan: Result | PathLike, *, models: PathLike | None = None, language: str | None = None
) -> pd.DataFrame:
    """A row for each proposal and each person without one, from prices: explanations.csv as a new DataFrame.

    Raises as `explain` does.
    """
    with in_language(language, plan), Asking(retold(reopened_plan(plan, "explain", models_of(models)))) as asking:
        return explanations_frame(explain_everybody(asking))
