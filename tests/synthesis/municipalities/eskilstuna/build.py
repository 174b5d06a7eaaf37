"""Build the week of Eskilstuna: many programmes, cohorts with minimums, Swedish in the mornings beside an afternoon."""

from dataclasses import replace

import numpy as np
import pandas as pd

from planner.synthesis.municipality import HandMade
from planner.synthesis.settings import SynthesisSettings
from planner.synthesis.streams import chance, stream
from tests.synthesis.municipalities.made import (
    Models,
    Tables,
    appended,
    hand_made_employers,
    hand_made_offers,
    numbered,
    read,
)

NAME = "eskilstuna"
SETTINGS = SynthesisSettings(
    municipality="0484", people=700, running=230, free_places=26, seed=39, week="2026-W39", num_caseworkers=13
)
DRAWN = {"association": 6, "private": 60}
MORNINGS = ("mo-am", "tu-am", "we-am", "th-am")  # of a course in Swedish
COURSE_SHARE, COURSE_HOURS = 0.7, "35"  # beginners who wait for a course, and their hours for both parts of a day
READS_SWEDISH = "laser_sfi"  # what vocational courses with Swedish ask for
BEGINNERS = ("none", "A1", "A2")
NUEVO_AGES, NUEVO_SHARE = (18, 29), 0.5
REFERRED_SHARE, REFERRED_FROM = 0.2, ("JoB", "etablering")
REACHED_ON = "2026-09-21"  # the plan week's Monday
STARTS_OF_COURSES = 12  # a week and caseworker


def week(models: Models) -> Tables:
    """Return the tables of scenarios/eskilstuna, cells as text; same models, same bytes."""
    units = hand_made_employers(NAME)
    firms = numbered(models.employers(replace(SETTINGS, num_employers=90), DRAWN), after=len(units), width=2)
    offers = pd.concat([hand_made_offers(NAME, "places"), models.offers(SETTINGS, firms)], ignore_index=True)
    hand_made = HandMade(employers=pd.concat([units, firms], ignore_index=True), offers=offers)
    tables = models.week(SETTINGS, hand_made)
    tables["employers"] = _rest_of_the_thousand(tables["employers"], units)
    waiting = ~tables["jobseekers"]["jobseeker_id"].isin(tables["placements"]["jobseeker_id"])
    people = _between_courses(tables["jobseekers"], waiting)
    tables["jobseekers"] = _referred(_admitted_to_nuevo(people, waiting), waiting)
    tables["caseworkers"] = _cohorts_begin(tables["caseworkers"])
    more = {name: appended(tables[name], read(NAME, f"more_{name}")) for name in ("programmes", "slots", "supervisors")}
    return {**tables, **more, "targets": _thousand_places(units)}


def _thousand_places(units: pd.DataFrame) -> pd.DataFrame:
    """Return each unit's part of the thousand places a year as a target, with what it had reached."""
    parts = units[units["target"] != ""]
    same = {"name": "Tusen platser om året", "counts": "places", "from_week": "2026-W01", "to_week": "2026-W53"}
    rows = {"target_id": "P_" + parts["employer_id"], **same, "employer_id": parts["employer_id"]}
    reached = {"target": parts["target"], "reached": parts["reached"], "reached_on": REACHED_ON}
    return pd.DataFrame({**rows, **reached}).reset_index(drop=True)


def _rest_of_the_thousand(employers: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Ask each unit for what is left of its part of the thousand places a year."""
    parts = units[units["target"] != ""].set_index("employer_id")
    left = (parts["target"].astype(int) - parts["reached"].astype(int)).astype(str)
    return employers.assign(places_wanted=employers["employer_id"].map(left).fillna(""))


def _between_courses(jobseekers: pd.DataFrame, waiting: pd.Series) -> pd.DataFrame:
    """Free the mornings of beginners in Swedish, so that their next course is planned beside a place in the afternoon.

    Arbetsförmedlingen accepts the course as their ground for praktik in part time. A tag among skills says who.
    """
    lot = chance(stream(SETTINGS.seed, "eskilstuna", "courses"), len(jobseekers), COURSE_SHARE)
    ends = jobseekers["swedish_level"].isin(BEGINNERS) & waiting & lot
    halves = jobseekers["busy"].str.split("|")
    freed = halves.map(lambda taken: "|".join(half for half in taken if half not in MORNINGS))
    people = jobseekers.assign(busy=jobseekers["busy"].mask(ends, freed))
    people["hours_per_week"] = people["hours_per_week"].mask(ends, COURSE_HOURS)
    people["part_time_grounds"] = people["part_time_grounds"].mask(ends, "yes")
    return people.assign(skills=_with(people["skills"], pd.Series(READS_SWEDISH, people.index).where(ends, "")))


def _admitted_to_nuevo(jobseekers: pd.DataFrame, waiting: pd.Series) -> pd.DataFrame:
    """Open NUEVO's legal form to half of those between 18 and 29, as the municipality decides for each."""
    young = jobseekers["age"].astype(int).between(*NUEVO_AGES) & waiting
    admitted = young & chance(stream(SETTINGS.seed, "eskilstuna", "nuevo"), len(jobseekers), NUEVO_SHARE)
    rules = pd.Series(_with(jobseekers["approved_rules"], pd.Series("sol_praktik", jobseekers.index)))
    return jobseekers.assign(approved_rules=jobseekers["approved_rules"].mask(admitted, rules))


def _referred(jobseekers: pd.DataFrame, waiting: pd.Series) -> pd.DataFrame:
    """Tag whom Arbetsförmedlingen has referred to Miriam or Give and get, as a skill that their slots ask for.

    Sex and origin stand in no table: who is referred is drawn among its own, with little schooling or with much.
    """
    school = jobseekers["education_level"].astype(int)
    lot = chance(stream(SETTINGS.seed, "eskilstuna", "referred"), len(jobseekers), REFERRED_SHARE) & waiting
    lot &= jobseekers["registered_status"].isin(REFERRED_FROM)
    tag = pd.Series(np.select([lot & (school <= 2), lot & (school > 2)], ["miriam", "give_and_get"], ""))
    referral = ("af_" + tag).where(tag != "", "")
    skills = _with(jobseekers["skills"], referral)
    grounds = jobseekers["part_time_grounds"].mask(tag != "", "yes")
    return jobseekers.assign(skills=skills, groups=tag.to_list(), part_time_grounds=grounds)


def _with(cells: pd.Series, words: pd.Series) -> list[str]:
    """Return lists in cells with one more word each; a blank word adds nothing."""
    return ["|".join(filter(None, pair)) for pair in zip(cells, words, strict=True)]


def _cohorts_begin(caseworkers: pd.DataFrame) -> pd.DataFrame:
    """Let a caseworker begin more in a week than usual: people of a course begin together and need one visit."""
    starts = caseworkers["starts_per_week"].astype(int) + STARTS_OF_COURSES
    return caseworkers.assign(starts_per_week=starts.astype(str))
