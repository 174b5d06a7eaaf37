"""Likely pairs: person and place that a careful official would think of; stricter than the rules, for promises only."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.synthesis.geography import kilometres
from planner.synthesis.people import FULL_TIME_HOURS
from planner.synthesis.programmes import FORMS, all_of

# A little stricter than the rules, so that a promise stands whichever rule version is used.
ADULT, GROWN, OF_AGE = 20, 25, 18
JUG_DAYS, JUG_WEEKS, REGISTERED_DAYS = 230, 12, 30
NEW_START_MONTHS, NEW_START_WEEKS = 15, 4
NEAR_KM = 8.0
MOST_PEOPLE, MOST_SLOTS = 1500, 300
Bools = npt.NDArray[np.bool_]

_OPEN_TO: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "bea_jobb": lambda pair: pair["age"] >= OF_AGE,
    "introduktionsjobb": lambda pair: (
        (pair["age"] >= ADULT)
        & (
            (pair["registered_status"] == "JoB")
            | (pair["registered_status"] == "etablering")
            | ((pair["registered_status"] == "JUG") & (pd.to_numeric(pair["programme_days"]) >= JUG_DAYS))
        )
    ),
    "nystartsjobb": lambda pair: (
        ((pair["registered_status"] == "etablering") | (pair["months_unemployed"] >= NEW_START_MONTHS))
        & (pair["age"] >= GROWN)
    ),
    "arbetspraktik": lambda pair: (
        ((pair["registered_status"] != "none") | (pair["age"] >= GROWN))
        & ((pair["registered_status"] != "JUG") | (pair["weeks"] <= JUG_WEEKS))
        & ((pair["hours_asked"] >= FULL_TIME_HOURS) | (pair["part_time_grounds"] == "yes"))
    ),
    "arbetstraning": lambda pair: (
        (pair["registered_status"] != "none") & ((pair["registered_status"] != "JUG") | (pair["weeks"] <= JUG_WEEKS))
    ),
    "ordinarie_anstallning": lambda pair: pair["age"] >= OF_AGE,
}


def likely_pairs(
    people: pd.DataFrame, slots: pd.DataFrame, zones: pd.DataFrame, employers: pd.DataFrame
) -> pd.DataFrame:
    """Return pairs beyond doubt: jobseeker_id, slot_id, programme_id (the first form open to the person), start, weeks.

    people: the pool in numbers. slots: in numbers; only ready ones with free places are used. At most
    1,500 people and 300 slots are looked at, the first of each.
    """
    ready = _ready(people).head(MOST_PEOPLE)
    places = _open_places(slots, employers).head(MOST_SLOTS)
    pair = ready.merge(places, how="cross", suffixes=("", "_asked"))
    point = zones.set_index("zone")
    home, work = point.loc[pair["home_zone"]], point.loc[pair["zone"]]
    near = kilometres(home["lat"], home["lon"], work["lat"], work["lon"]) <= NEAR_KM
    pair = pair[near & _able(pair)]
    form = pd.Series("", index=pair.index, dtype=object)
    cells = pair["programme_ids"].str.split("|")
    for nth in range(3):
        nth_form = cells.str[nth]
        for rule, is_open in _OPEN_TO.items():
            here = nth_form.map({form.programme_id: form.rule for form in FORMS.values()}) == rule
            form = form.mask((form == "") & here & is_open(pair) & _sound(pair, rule), nth_form)
    pair = pair.assign(programme_id=form)
    columns = ["jobseeker_id", "slot_id", "programme_id", "start_asked", "weeks", "caseworker", "ssyk"]
    kept: pd.DataFrame = pair.loc[form != "", columns]
    return kept.rename(columns={"start_asked": "start"}).reset_index(drop=True)


def _ready(people: pd.DataFrame) -> pd.DataFrame:
    """Return people whom no gate is near to stopping."""
    sure = (
        (people["protected_identity"] == "no") & (people["registered_days"] > REGISTERED_DAYS) & (people["start"] == 0)
    )
    sure &= (people["leaves_children"] == "no") & (people["travel_mode"] != "walk") & (people["age"] >= OF_AGE)
    return people[sure & ~people["max_travel_minutes"].isin(["30"])]


def _open_places(slots: pd.DataFrame, employers: pd.DataFrame) -> pd.DataFrame:
    """Return open main slots with a free place, a supervisor and a union date where forms ask for them."""
    paper = all_of(slots["programme_ids"], "vacancy") | ((slots["union_day"] < 0) & (slots["supervisor_id"] != ""))
    ready = slots[(slots["status"] == "open") & (slots["free"] > 0) & ~all_of(slots["programme_ids"], "course") & paper]
    clean = employers[(employers["tax_debts"] == "no") & employers["redundancy_days"].isna()]
    merged: pd.DataFrame = ready.merge(clean[["employer_id", "collective_agreement"]], on="employer_id")
    return merged


def _able(pair: pd.DataFrame) -> pd.Series:
    """Tell where hours, half-days, limits, language, schooling, licence and skills all fit."""
    return (
        (pair["hours_asked"] <= pair["hours"])
        & ((pair["shift_mask"] & pair["busy_mask"]) == 0)
        & ((pair["limit_mask_asked"] & pair["limit_mask"]) == 0)
        & (pair["swedish_asked"] <= pair["swedish"])
        & (pair["education_asked"] <= pair["education"])
        & (pair["licence"] | ~pair["licence_asked"])
        & ((pair["skill_mask_asked"] & ~pair["skill_mask"]) == 0)
    )


def _sound(pair: pd.DataFrame, rule: str) -> pd.Series:
    """Tell where the employer and the lead time allow the form."""
    if rule == "introduktionsjobb":
        return pair["collective_agreement"] == "yes"
    if rule == "nystartsjobb":
        return pair["start_asked"] >= NEW_START_WEEKS
    return pd.Series(data=True, index=pair.index)
