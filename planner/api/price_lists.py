"""What one more is worth, from Python, as the command `prices` tells it."""

from __future__ import annotations

from typing import Any, final

import pandas as pd

from planner.api.arguments import PathLike, in_language, models_of, suggesting
from planner.api.comparisons import verified_plan
from planner.api.frames import goal_prices_frame, price_list_frame, templates_frame, wanted_frame
from planner.api.result import Result, reopened_plan
from planner.api.shown import Line, SelfShown
from planner.questions import KINDS, PriceList, StepKind, price_list
from planner.reports import goal_prices_table, prices_summary, prices_table, templates_table
from planner.schema.weeks import week_label
from planner.studies import GoalPrices, replanned_prices
from planner.texts import N_, _, ngettext, speaking

_WORDS = {
    "place": N_("places"),
    "programme": N_("programmes"),
    "budget": N_("budgets"),
    "supervisor": N_("supervisors"),
    "caseworker": N_("caseworkers"),
}


@final
class Prices(SelfShown):
    """What one more of each limit of a week brings and one less costs, a table for each kind of step.

    Each price holds while everything else stays as it is. So prices are never summed, and steps of different kinds are
    never ranked against each other. Every table is a new DataFrame at each access; docs/columns.md says what each
    column holds.
    """

    def __init__(self, prices: PriceList, goals: GoalPrices | None = None) -> None:
        super().__init__()
        self._prices, self._goals = prices, goals

    @property
    def places(self) -> pd.DataFrame:
        """A row for each slot that somebody may come to; the step is one free place."""
        return self._of("place")

    @property
    def programmes(self) -> pd.DataFrame:
        """A row for each form; the step is one free place in whichever slot of it brings most, or costs least."""
        return self._of("programme")

    @property
    def budgets(self) -> pd.DataFrame:
        """A row for each budget line; the step is 100,000 SEK that are not committed."""
        return self._of("budget")

    @property
    def supervisors(self) -> pd.DataFrame:
        """A row for each supervisor with a stated capacity; the step is one more of the median of these capacities.

        One less means that this supervisor takes on nobody new.
        """
        return self._of("supervisor")

    @property
    def caseworkers(self) -> pd.DataFrame:
        """A row for each caseworker with a stated limit; the step is one start in every week."""
        return self._of("caseworker")

    @property
    def goals(self) -> pd.DataFrame | None:
        """A row for each goal that may cost something, and each restriction inside it: the week planned anew without.

        None where `full` did not ask for them. Goals after it are sought anew as well, so rows are never summed.
        """
        return None if self._goals is None else goal_prices_frame(goal_prices_table(self._goals.parts))

    @property
    def templates(self) -> pd.DataFrame:
        """A row for each template slot at each department without a free place: what it would bring, as assumed."""
        with speaking(self._language):
            return templates_frame(templates_table(self._prices))

    @property
    def wanted(self) -> pd.DataFrame:
        """A row for each department: places offered, free and wanted."""
        return wanted_frame(self._prices.wanted)

    @property
    def summary(self) -> dict[str, Any]:
        """What `planner prices --json` says, a new dict."""
        with speaking(self._language):
            return prices_summary(self._prices, self._goals)

    def _of(self, kind: StepKind) -> pd.DataFrame:
        with speaking(self._language):
            return price_list_frame(prices_table(self._prices, kind))

    @property
    def _title(self) -> str:
        instance = self._prices.instance
        return _("What one more is worth: {scenario} ({week})", scenario=instance.name, week=week_label(instance.week))

    @property
    def _lines(self) -> list[Line]:
        return [
            (_(_WORDS[kind]), ngettext("{number} price", "{number} prices", len(self._prices.prices[kind])))
            for kind in KINDS
        ]


@suggesting
def prices(
    plan: Result | PathLike, *, full: bool = False, models: PathLike | None = None, language: str | None = None
) -> Prices:
    """Say what one more place, 100,000 SEK, supervisor or start a week brings the week of a plan, and one less costs.

    `plan` is a Result or the folder of a plan. `models` is a folder to look for models in before the shipped ones.
    `language` is that of messages and names; without it, the plan's. With `full` the week is also planned anew without
    each goal that may cost something, and with each restriction inside it at its end; every plan is verified.

    The week is solved again for each of the twenty steps of greatest price of each kind: a few minutes for a town, more
    for a big one.
    Raises UsageFault where a folder holds no plan, InputFaults where the verifier objects to it.
    """
    with in_language(language, plan):
        opened = reopened_plan(plan, "price", models_of(models))
        return Prices(price_list(opened), replanned_prices(opened, verified_plan) if full else None)
