"""What runs on from week to week: waits, months without work, days registered, and how often others were chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from planner.texts import _
from planner.weeks.log import ChangeLog

# Reason codes of people whose place others took.
OUTBID = frozenset((
    "outbid", "by_hand", "group_minimum", "own_residents", "other_purposes", "waiting", "fair_share", "group_floor",
    "max_min", "leximin", "stability", "queue", "lot",
))  # fmt: skip
DAYS_A_WEEK = 7
# 365.2425 days a year.
MONTHS_A_WEEK = 12 * 7 / 365.2425
# Days with benefit, by which the law counts a programme, are five a week.
BENEFIT_DAYS_A_WEEK = 5


@dataclass(frozen=True)
class Begun:
    """Who is in a placement when the new week comes, and whose placement has just ended.

    `employed` are the weeks that have passed in which a person was employed in a placement, `waited` the weeks since a
    placement ended, both by person.
    """

    placed: Collection[str]
    employed: Mapping[str, int]
    waited: Mapping[str, int]


def run_on(  # noqa: PLR0913, PLR0917 - what people did in the week
    people: pd.DataFrame,
    weeks: int,
    begun: Begun,
    outbid: Collection[str],
    no_longer_waiting: Collection[str],
    log: ChangeLog,
) -> pd.DataFrame:
    """The jobseekers `weeks` later; a blank stays blank.

    Waiting runs until a placement begins, and is 0 while it runs; it is also 0 for `no_longer_waiting`. Months and days
    run on in every week in which the person was not employed. `outbid` are those whose place others took in the plan.
    """
    ids = people["jobseeker_id"]
    is_placed, employed = ids.isin(set(begun.placed)), ids.map(dict(begun.employed)).fillna(0)
    since_the_end = ids.map(dict(begun.waited))
    waited = (people["waiting_weeks"] + weeks).where(since_the_end.isna(), since_the_end)
    waited = waited.where(~is_placed & ~ids.isin(set(no_longer_waiting)), 0)
    changed: dict[str, tuple[pd.Series[Any], str]] = {
        "waiting_weeks": (waited, _("waits on until a placement begins")),
        "times_outbid": (people["times_outbid"] + ids.isin(set(outbid)), _("others had the person's places")),
    }
    for column, a_week, decimals in (
        ("months_unemployed", MONTHS_A_WEEK, 2), ("permit_months", MONTHS_A_WEEK, 2),
        ("months_since_establishment", MONTHS_A_WEEK, 2), ("registered_days", DAYS_A_WEEK, 0),
        ("programme_days", BENEFIT_DAYS_A_WEEK, 0),
    ):  # fmt: skip
        ran = weeks - (0 if column in {"permit_months", "months_since_establishment"} else employed)
        later = (pd.to_numeric(people[column]) + ran * a_week).round(decimals)
        changed[column] = (later.where(people[column].notna(), people[column]), _("time runs on"))
    result = people.copy()
    for column, (values, why) in changed.items():
        for key, before, after in zip(ids, people[column], values, strict=True):
            log.cell("jobseekers", (key,), column, (before, after), why)
        result[column] = values.astype(object)
    return result
