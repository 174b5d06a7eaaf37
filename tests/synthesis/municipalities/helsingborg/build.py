"""Build the week of Helsingborg: two lists per department and company, drawn employers beside them."""

from dataclasses import replace

import pandas as pd

from planner.synthesis.calendar import day_texts
from planner.synthesis.municipality import HandMade
from planner.synthesis.settings import SynthesisSettings
from planner.synthesis.streams import stream
from tests.synthesis.municipalities.made import (
    Models,
    Tables,
    appended,
    hand_made_employers,
    hand_made_offers,
    numbered,
    read,
)

NAME = "helsingborg"
SETTINGS = SynthesisSettings(
    municipality="1283", people=600, running=200, free_places=24, seed=36, week="2026-W36", num_caseworkers=11
)
DRAWN = {"association": 6, "private": 55}
LATEST_WORD = 21  # days: within the policy's confirmed_weeks
SCHOOL_CONFIRMED = "2026-08-24"


def week(models: Models) -> Tables:
    """Return the tables of scenarios/helsingborg, cells as text; same models, same bytes."""
    units = hand_made_employers(NAME)
    firms = numbered(models.employers(replace(SETTINGS, num_employers=80), DRAWN), after=len(units), width=2)
    offers = pd.concat([*_two_lists(), _of_firms(models, firms)], ignore_index=True)
    employers = pd.concat([units, firms], ignore_index=True)
    tables = models.week(SETTINGS, HandMade(employers=employers, offers=offers))
    tables["employers"] = _asked(tables["employers"], units)
    tables["slots"] = _confirmed(tables["slots"], offers)
    tables = _education_places(tables)
    tables["slots"] = _on_their_list(tables["slots"], units)
    return {**tables, "targets": read(NAME, "targets")}


def _two_lists() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what each unit needs (vacancies) and what it offers (praktik, work training, jobs in measures)."""
    return hand_made_offers(NAME, "needs"), hand_made_offers(NAME, "places")


def _on_their_list(slots: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Tag the slots of units by the list that they stand on; firms have none."""
    lists = (slots["programme_ids"] == "vanligt_jobb").map({True: "behov", False: "erbjuden_plats"})
    return slots.assign(tags=lists.where(slots["employer_id"].isin(units["employer_id"]), ""))


def _of_firms(models: Models, firms: pd.DataFrame) -> pd.DataFrame:
    """Return drawn places at firms and associations, each confirmed within three weeks."""
    offers = models.offers(SETTINGS, firms)
    days = -stream(SETTINGS.seed, "offers", "confirmed").integers(3, LATEST_WORD, len(offers))
    return offers.assign(confirmed=days.astype(str))


def _asked(employers: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Write how many places each unit was asked for; firms are asked for nothing."""
    wanted = units.set_index("employer_id")["places_wanted"]
    return employers.assign(places_wanted=employers["employer_id"].map(wanted).fillna(""))


def _confirmed(slots: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    """Write the day on which the employer last confirmed each open place; the offers are the first slots."""
    days = offers["confirmed"].astype(int)
    texts = pd.Series(day_texts(SETTINGS.plan_week, days), index=slots.index[: len(offers)])
    is_course = slots["programme_ids"] == "sfi"
    return slots.assign(confirmed_on=texts.reindex(slots.index).where(~is_course, SCHOOL_CONFIRMED).fillna(""))


def _education_places(tables: Tables) -> Tables:
    """Add the education places of the second list, and the commissioned track: course, praktik, hiring."""
    more = {name: appended(tables[name], read(NAME, f"more_{name}")) for name in ("programmes", "slots", "supervisors")}
    return {**tables, **more}
