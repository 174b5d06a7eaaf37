"""Plausible pairs: person and place that a careful official would think of, for promises only.

They keep a margin to the figures of the rule pack, so that no gate refuses a promise.
"""

import pandas as pd

from planner.schema.choices import SWEDISH_LEVELS
from planner.schema.models import Rule, Who
from planner.synthesis.geography import kilometres
from planner.synthesis.law import Law
from planner.synthesis.programmes import FORMS, all_of

# The margins: how far above the law's least figures a person of a promise must be.
SPARE_DAYS, SPARE_MONTHS, SPARE_WEEKS = 30, 3, 1
MONTHS_PER_YEAR, WEEKS_PER_YEAR = 12, 52
NEAR_KM = 8.0
MOST_PEOPLE, MOST_SLOTS = 1500, 300
MOST_FORMS = 3  # of one place


def plausible_pairs(
    law: Law, people: pd.DataFrame, slots: pd.DataFrame, zones: pd.DataFrame, employers: pd.DataFrame
) -> pd.DataFrame:
    """Return plausible pairs, one row each.

    Columns: jobseeker_id, slot_id, programme_id (the first form open to the person), start, weeks, caseworker, ssyk.
    people: the pool in numbers. slots: in numbers; only open ones with free places are used. At most
    1,500 people and 300 slots are looked at, the first of each.
    """
    ready = _ready(law, people).head(MOST_PEOPLE)
    places = _open_places(slots, employers).head(MOST_SLOTS)
    pair = ready.merge(places, how="cross", suffixes=("", "_asked"))
    point = zones.set_index("zone")
    home, work = point.loc[pair["home_zone"]], point.loc[pair["zone"]]
    near = kilometres(home["lat"], home["lon"], work["lat"], work["lon"]) <= NEAR_KM
    pair = pair[near & _able(pair)]
    form = pd.Series("", index=pair.index, dtype=object)
    cells = pair["programme_ids"].str.split("|")
    rule_of = {form.programme_id: form.rule for form in FORMS.values()}
    open_under = {rule: _is_open(law, rule, pair) for rule in dict.fromkeys(rule_of.values())}
    for nth in range(MOST_FORMS):
        nth_form = cells.str[nth]
        for rule, is_open in open_under.items():
            form = form.mask((form == "") & (nth_form.map(rule_of) == rule) & is_open, nth_form)
    pair = pair.assign(programme_id=form)
    columns = ["jobseeker_id", "slot_id", "programme_id", "start_asked", "weeks", "caseworker", "ssyk"]
    kept: pd.DataFrame = pair.loc[form != "", columns]
    return kept.rename(columns={"start_asked": "start"}).reset_index(drop=True)


def _ready(law: Law, people: pd.DataFrame) -> pd.DataFrame:
    """Return people who pass all gates on persons with a margin."""
    sure = (people["protected_identity"] == "no") & (people["registered_days"] > SPARE_DAYS) & (people["start"] == 0)
    sure &= (
        (people["leaves_children"] == "no") & (people["travel_mode"] != "walk") & (people["age"] >= law.employed_age)
    )
    return people[sure & ~people["max_travel_minutes"].isin(["30"])]


def _open_places(slots: pd.DataFrame, employers: pd.DataFrame) -> pd.DataFrame:
    """Return open slots with a free place, at employers without tax debts or redundancies, with `collective_agreement`.

    Courses are left out. Unless every form is a vacancy, a supervisor is named and the union has been asked.
    """
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


def _is_open(law: Law, name: str, pair: pd.DataFrame) -> pd.Series:
    """Tell where a form is open to the person at the place, by the plain ways of its rule."""
    rule = law.rules[name]
    within = pd.Series(data=not rule.who, index=pair.index)
    for way in law.plain_ways(name):
        # Somebody within a way with an upper age may be too old for it at the start.
        if way.age_max is None:
            within |= _within(way, pair)
    return within & _allowed(rule, pair)


def _within(way: Who, pair: pd.DataFrame) -> pd.Series:
    """Tell where a person is within a way into a rule, with a margin."""
    least = (
        ("age", way.age_min, 0),
        ("education", way.education_min, 0),
        ("registered_days", way.registered_days_min, SPARE_DAYS),
        ("programme_days", way.programme_days_min, SPARE_DAYS),
        ("months_unemployed", way.months_unemployed_min, SPARE_MONTHS),
        ("months_unemployed", way.months_unemployed_over, SPARE_MONTHS),
    )
    within = pd.Series(data=True, index=pair.index)
    for column, asked, spare in least:
        if asked is not None:
            within &= pd.to_numeric(pair[column]) >= asked + spare
    if way.statuses:
        within &= pair["registered_status"].isin(way.statuses)
    if way.swedish_below is not None:
        within &= pair["swedish"] < SWEDISH_LEVELS.index(way.swedish_below)
    if way.as_long_as_unemployed:
        within &= pair["weeks"] * MONTHS_PER_YEAR <= pair["months_unemployed"] * WEEKS_PER_YEAR
    if way.longest_weeks is not None:
        within &= pair["weeks"] <= way.longest_weeks.value
    return within


def _allowed(rule: Rule, pair: pd.DataFrame) -> pd.Series:
    """Tell where the rule allows the place: its hours for the person, its employer and its start."""
    allowed = pd.Series(data=True, index=pair.index)
    if rule.full_time_hours is not None:
        allowed &= (pair["hours_asked"] >= rule.full_time_hours.value) | (pair["part_time_grounds"] == "yes")
    if rule.needs_collective_agreement:
        allowed &= pair["collective_agreement"] == "yes"
    if rule.lead_weeks is not None:
        allowed &= pair["start_asked"] >= rule.lead_weeks.value + SPARE_WEEKS
    return allowed
