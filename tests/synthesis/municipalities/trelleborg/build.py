"""Build the week of Trelleborg, with Svedala in the same pool: five hundred firms and a palette of ways to recruit."""

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
    numbered,
    read,
)

NAME = "trelleborg"
SETTINGS = SynthesisSettings(
    municipality="1287", people=700, running=230, free_places=66, seed=85, week="2026-W48", num_caseworkers=13
)
SVEDALA = SynthesisSettings(
    municipality="1263", people=100, running=30, free_places=12, seed=85, week="2026-W48", num_employers=24
)
FIRMS, ASSOCIATIONS = 500, 6  # firms in all, those made by hand included
MET_PER_MONTH = "8"  # people whom a firm is asked to meet: more proposals tire an employer
OUTSIDE_SHARE = 0.15  # of the people: 85/15
NEAR_HOME_SHARE, NEAR_MINUTES = 0.6, "30"  # of Svedala's people, who need not travel to Trelleborg
PREFIX = "N"  # of ids in the neighbour's tables
IDS = ("jobseeker_id", "employer_id", "slot_id", "supervisor_id", "caseworker_id", "contact_id", "by")
WAYS = {
    "vanligt_jobb": "direktrekrytering",
    "bea_enkla": "kommunal_anstallning",
    "introduktionsjobb": "anstallning_med_stod",
    "nystartsjobb": "anstallning_med_stod",
    "introduktionsjobb_foretag": "anstallning_med_stod",
    "nystartsjobb_foretag": "anstallning_med_stod",
    "arbetspraktik": "larande_pa_arbetsplats",
    "arbetstraning": "larande_pa_arbetsplats",
}
OWN_MONEY = ("bea_enkla", "introduktionsjobb", "nystartsjobb")  # forms that the neighbour pays itself


def week(models: Models) -> Tables:
    """Return the tables of scenarios/trelleborg, cells as text; same models, same bytes."""
    employers = _five_hundred_firms(models)
    tables = models.week(SETTINGS, HandMade(employers=employers, offers=models.offers(SETTINGS, employers)))
    tables["employers"] = _asked_and_met(tables["employers"], employers)
    tables = _palette(tables)
    tables = _pooled(tables, _near_home(models.week(SVEDALA, HandMade())))
    tables["jobseekers"] = _two_flows(tables["jobseekers"])
    tables["slots"] = _ways(tables["slots"])
    return {**tables, "modules": read(NAME, "modules"), "targets": read(NAME, "targets")}


def _five_hundred_firms(models: Models) -> pd.DataFrame:
    """Return units and firms made by hand, and drawn firms and associations, five hundred firms in all."""
    made = hand_made_employers(NAME)
    drawn = {"association": ASSOCIATIONS, "private": FIRMS - int((made["sector"] == "private").sum())}
    settings = replace(SETTINGS, num_employers=750)
    return pd.concat([made, numbered(models.employers(settings, drawn), after=len(made), width=3)], ignore_index=True)


def _asked_and_met(employers: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """Write what units were asked for, and how many people a firm is asked to meet; places made by hand know no cap."""
    wanted = made.set_index("employer_id")["places_wanted"]
    is_firm = employers["sector"] == "private"
    by_hand = is_firm & employers["employer_id"].isin(read(NAME, "employers")["employer_id"])
    return employers.assign(
        places_wanted=employers["employer_id"].map(wanted).fillna(""),
        max_people=employers["max_people"].mask(by_hand, ""),
        approaches_per_month=np.where(is_firm, MET_PER_MONTH, ""),
    )


def _palette(tables: Tables) -> Tables:
    """Add the ways to recruit made by hand: selection, group, trial with a job held, track, workplace learning."""
    more = {name: appended(tables[name], read(NAME, f"more_{name}")) for name in ("programmes", "slots", "supervisors")}
    return {**tables, **more, "held_places": read(NAME, "held_places")}


def _ways(slots: pd.DataFrame) -> pd.DataFrame:
    """Tag each slot by its way to recruit: the one written by hand, else that of its first form."""
    by_hand = read(NAME, "slot_tags").set_index("slot_id")["tags"]
    first = slots["programme_ids"].str.split("|").str[0].str.removesuffix("_svedala")
    return slots.assign(tags=slots["slot_id"].map(by_hand).fillna(first.map(WAYS)).fillna(""))


def _two_flows(jobseekers: pd.DataFrame) -> pd.DataFrame:
    """Tag the fifteen in a hundred who take most support, then have been out of work longest, and the main flow."""
    need, months = (pd.to_numeric(jobseekers[name]) for name in ("support_need", "months_unemployed"))
    order = pd.DataFrame({"need": -need, "months": -months}).sort_values(["need", "months"], kind="stable").index
    outside = jobseekers.index.isin(order[: round(OUTSIDE_SHARE * len(order))])
    return jobseekers.assign(groups=np.where(outside, "sarskilt_stod", "huvudflode"))


def _near_home(neighbour: Tables) -> Tables:
    """Let six in ten of the neighbour's people travel half an hour at most: nobody is made to go to Trelleborg."""
    people = neighbour["jobseekers"]
    near = chance(stream(SVEDALA.seed, "neighbour", "near"), len(people), NEAR_HOME_SHARE)
    limit = people["max_travel_minutes"].mask(near, NEAR_MINUTES)
    return {**neighbour, "jobseekers": people.assign(max_travel_minutes=limit)}


def _pooled(own: Tables, neighbour: Tables) -> Tables:
    """Return one pool: the neighbour's rows under ids and budget lines of its own, zones once, courses of both."""
    pool = dict(own)
    for name, table in neighbour.items():
        rows = _as_neighbour(table)
        if name == "zones":
            rows = rows[~rows["zone"].isin(own["zones"]["zone"])]
        if name == "programmes":
            rows = rows[~rows["programme_id"].isin(own["programmes"]["programme_id"])]
        pool[name] = appended(own[name], rows)
    return pool


def _as_neighbour(table: pd.DataFrame) -> pd.DataFrame:
    """Return the neighbour's table with its own ids, units, forms that it pays, and budget lines."""
    frame = table.copy()
    if {"jobseeker_id", "home_zone"} <= set(frame) or "sector" in frame:
        frame["municipality"] = SVEDALA.municipality
    for name in IDS:
        if name in frame:
            frame[name] = frame[name].map(lambda cell: f"{PREFIX}{cell}" if cell else "")
    for name in ("programme_id", "programme_ids"):
        if name in frame:
            frame[name] = frame[name].map(lambda cell: "|".join(map(_own_form, cell.split("|"))))
    if "funding_id" in frame:
        frame["funding_id"] = frame["funding_id"].map(lambda cell: f"{cell}_svedala" if cell else "")
    if "sector" in frame:
        frame["name"] = frame["name"].mask(frame["sector"] == "private", frame["name"].map(_svedala_firm))
        frame["name"] = frame["name"].mask(frame["sector"] != "private", "Svedala: " + frame["name"])
    return frame


def _own_form(programme_id: str) -> str:
    """Return the neighbour's name of a form: its own where it pays."""
    return f"{programme_id}_svedala" if programme_id in OWN_MONEY else programme_id


def _svedala_firm(name: str) -> str:
    """Return a firm's name that no firm of Trelleborg has."""
    return name.replace("Exempel", "Svedalaexempel", 1)
