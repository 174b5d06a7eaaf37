"""A municipality's planning week: every table of a scenario, invented, from one seed."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from planner.geography import municipality_code
from planner.schema.models import RulePack
from planner.schema.weeks import week_label
from planner.synthesis import cells
from planner.synthesis.capacity import caseworker_table, employer_caps, kept_by_hand, supervisor_table
from planner.synthesis.employers import invent_employers
from planner.synthesis.figures import Shares, figures_of
from planner.synthesis.geography import zones_of
from planner.synthesis.job_kinds import job_kinds
from planner.synthesis.law import Law
from planner.synthesis.money import budgets
from planner.synthesis.offers import invent_intakes, invent_offers
from planner.synthesis.people import invent_people, with_legal_facts
from planner.synthesis.plausible_pairs import plausible_pairs
from planner.synthesis.programmes import programme_table
from planner.synthesis.promises import PromiseCounts, claims, make_promises
from planner.synthesis.running import seat_people
from planner.synthesis.settings import SynthesisSettings
from planner.synthesis.slots import complete_slots, sfi_offers
from planner.synthesis.wishes import invent_history, invent_preferences, waiting_since

BUDGET_FIRST, BUDGET_LAST = -104, 130  # weeks: the lines cover everything that runs or can start


@dataclass(frozen=True)
class DrawnWeek:
    """A planning week in numbers, before it is written as cells. The functions that make its frames describe them."""

    zones: pd.DataFrame
    employers: pd.DataFrame
    slots: pd.DataFrame
    people: pd.DataFrame
    pool: pd.DataFrame
    placements: pd.DataFrame
    decisions: pd.DataFrame
    history: pd.DataFrame


@dataclass(frozen=True)
class HandMade:
    """Parts made by hand: employers and offers in the columns of `invent_employers` and `invent_offers`."""

    employers: pd.DataFrame | None = None
    offers: pd.DataFrame | None = None
    promises: PromiseCounts | None = None


def synthesise(
    settings: SynthesisSettings,
    *,
    geography: Path,
    occupations: Path,
    rules: RulePack,
    hand_made: HandMade | None = None,
) -> dict[str, pd.DataFrame]:
    """Return the raw tables of a synthetic scenario, by table name; every cell is text, blank is "".

    geography, occupations: folders of models, such as models/geography/scb_2020/1. rules: a rule pack; `RULES` names
    the one to use. The caller reads it, so that this package imports no reader of law. Same arguments, same tables. All
    people and employers are invented; places on the map are real. Raises UsageFault for an unknown municipality.
    """
    law = Law.of(rules)
    week = invent_week(settings, law, geography=geography, occupations=occupations, hand_made=hand_made or HandMade())
    start = settings.plan_week
    claimed = claims(week.placements, week.decisions)
    agreed = {*week.decisions["jobseeker_id"], *week.placements["jobseeker_id"]}
    used = set(week.people["home_zone"]) | set(week.slots["zone"])
    return {
        "jobseekers": cells.jobseeker_cells(week.people, start),
        "employers": cells.employer_cells(
            week.employers, employer_caps(settings, week.employers, week.slots, claimed), start
        ),
        "slots": cells.slot_cells(week.slots, start),
        "programmes": programme_table(law),
        "funding": budgets(
            law,
            claimed,
            week.slots,
            week_from=week_label(start + BUDGET_FIRST),
            week_to=week_label(start + BUDGET_LAST),
        ),
        "supervisors": supervisor_table(settings, week.slots, week.people, claimed),
        "caseworkers": caseworker_table(settings, week.people, claimed),
        "zones": cells.zone_cells(week.zones, used),
        "placements": cells.placement_cells(week.placements, start),
        "history": cells.history_cells(week.history, start),
        "preferences": cells.as_text(invent_preferences(settings, week.pool, week.slots, agreed)),
        "decisions": cells.decision_cells(week.decisions, start),
    }


def invent_week(
    settings: SynthesisSettings, law: Law, *, geography: Path, occupations: Path, hand_made: HandMade
) -> DrawnWeek:
    """Return the week in numbers: zones, then employers, places, people, running placements and promises."""
    code, _ = municipality_code(geography, settings.municipality)
    zones, kinds = zones_of(geography, code), job_kinds(occupations)
    employers = invent_employers(settings, kinds, zones) if hand_made.employers is None else hand_made.employers
    offers = invent_offers(settings, law, employers, kinds) if hand_made.offers is None else hand_made.offers
    school = str(employers.loc[employers["sector"] == "education", "employer_id"].iloc[0])
    specs = pd.concat(
        [invent_intakes(settings, employers, kinds, offers), sfi_offers(settings, law, school)], ignore_index=True
    )
    slots = complete_slots(settings, law, specs, employers, kinds)
    people = invent_people(settings, law, zones, kinds, Shares.of(settings, figures_of(geography, code)))
    people, running = seat_people(settings, law, people, slots, zones)
    history = invent_history(settings, law, people, slots, running)
    people = with_legal_facts(settings, law, waiting_since(people, history))
    pool = people[~people["jobseeker_id"].isin(running["jobseeker_id"])]
    slots = kept_by_hand(slots, people, pool)
    pairs = plausible_pairs(law, pool, slots, zones, employers)
    counts = PromiseCounts.for_people(len(pool)) if hand_made.promises is None else hand_made.promises
    promised, decisions = make_promises(settings, pairs, slots, counts)
    placements = pd.concat([running, promised], ignore_index=True) if len(promised) else running
    return DrawnWeek(zones, employers, slots, people, pool, placements, decisions, history)
