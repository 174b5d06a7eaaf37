"""Running placements: who is placed where in the plan week, within the places of each slot."""

import math

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.synthesis.law import Law
from planner.synthesis.people import DAYS_PER_MONTH, JOB_MONTHS, JUG_MONTHS
from planner.synthesis.programmes import FORMS
from planner.synthesis.settings import SynthesisSettings
from planner.synthesis.streams import chance, stream

ACCEPTED_SHARE = 0.10  # of the seats beside a free offer: accepted, not yet begun
SPARE_MONTHS = 1  # months without work that placed people have beyond what the law asks


def seat_people(
    settings: SynthesisSettings, law: Law, people: pd.DataFrame, slots: pd.DataFrame, zones: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (people, placements): one running placement for each held seat.

    Placed people get what their place demands (hours, language, licence, status), since they passed its gates once.
    Placements: jobseeker_id, slot_id, programme_id, state, from (weeks from the plan week), to, answer_by.
    """
    seats = slots.loc[slots.index.repeat(slots["running"])].reset_index(drop=True)
    seats = _spans(settings, seats)
    people = people.copy()
    rows = _pair(settings, people, seats, zones)
    _fit(people, rows, seats)
    programme = _legal_forms(settings, law, people, rows, seats)
    placements = pd.DataFrame(
        {
            "jobseeker_id": people["jobseeker_id"].to_numpy()[rows],
            "slot_id": seats["slot_id"],
            "programme_id": programme,
            "state": np.where(seats["from"] < 0, "started", "accepted"),
            "from": seats["from"],
            "to": seats["from"] + seats["weeks"] - 1,
            "answer_by": "",
        }
    )
    people.loc[rows, "start"] = placements["to"].to_numpy() + 1
    people.loc[rows, ["waiting_weeks", "times_outbid"]] = 0
    return people, placements.sort_values("jobseeker_id", kind="stable").reset_index(drop=True)


def _spans(settings: SynthesisSettings, seats: pd.DataFrame) -> pd.DataFrame:
    """Add `from`: the intake's start; beside a free offer, late enough to still run when the offer starts."""
    draw = stream(settings.seed, "running", "spans")
    num = len(seats)
    room = np.maximum(1, seats["weeks"] - seats["start"] - 1)
    earlier = -1 - np.floor(draw.random(num) * room).astype(np.int64)
    accepted = chance(draw, num, ACCEPTED_SHARE)
    beside = (seats["start"] >= 0).to_numpy()
    seats["from"] = np.where(beside & ~accepted, earlier, seats["start"])
    return seats


def _pair(
    settings: SynthesisSettings, people: pd.DataFrame, seats: pd.DataFrame, zones: pd.DataFrame
) -> npt.NDArray[np.int64]:
    """Return the row of `people` for each seat: a random part of the people, paired so that journeys stay short."""
    draw = stream(settings.seed, "running", "pairs")
    num = len(seats)
    who = np.sort(draw.permutation(len(people))[:num])
    point = zones.set_index("zone")[["lat", "lon"]].sum(axis=1)
    home = point.loc[people["home_zone"].iloc[who]].to_numpy() + draw.normal(0, 0.02, num)
    work = point.loc[seats["zone"]].to_numpy() + draw.normal(0, 0.02, num)
    rows = np.empty(num, dtype=np.int64)
    rows[np.argsort(work, kind="stable")] = who[np.argsort(home, kind="stable")]
    return rows


def _fit(people: pd.DataFrame, rows: npt.NDArray[np.int64], seats: pd.DataFrame) -> None:
    """Give placed people what their place demands."""
    for name, demand in (("hours", "hours"), ("swedish", "swedish"), ("education", "education")):
        people.loc[rows, name] = np.maximum(people.loc[rows, name].to_numpy(), seats[demand].to_numpy())
    for name, demand in (("busy_mask", "shift_mask"), ("limit_mask", "limit_mask")):
        people.loc[rows, name] = people.loc[rows, name].to_numpy() & ~seats[demand].to_numpy()
    people.loc[rows, "skill_mask"] = people.loc[rows, "skill_mask"].to_numpy() | seats["skill_mask"].to_numpy()
    people.loc[rows, "licence"] = people.loc[rows, "licence"].to_numpy() | seats["licence"].to_numpy()


def _legal_forms(
    settings: SynthesisSettings, law: Law, people: pd.DataFrame, rows: npt.NDArray[np.int64], seats: pd.DataFrame
) -> list[str]:
    """Choose each seat's legal form among its slot's, and give the person the status that the form once asked for."""
    lot = stream(settings.seed, "running", "forms").random(len(seats))
    forms = [
        cell.split("|")[int(share * (cell.count("|") + 1))]
        for cell, share in zip(seats["programme_ids"], lot, strict=True)
    ]
    rules = [FORMS[form].rule for form in forms]
    sitting = people.loc[rows]
    paid = {rule: law.state_share(rule) > 0 for rule in set(rules)}
    open_from = {rule: law.age_outside_programmes(rule) for rule in set(rules)}
    subsidised = np.array([paid[rule] for rule in rules], dtype=bool)
    age = sitting["age"].to_numpy()
    age = np.where(subsidised, np.maximum(age, law.subsidised_age), age)
    young = age < law.adult_age
    status = sitting["registered_status"].to_numpy(dtype=object)
    in_no_programme = (status == "none") & (age < [open_from[rule] for rule in rules])
    status = np.where(in_no_programme & young, "JUG", np.where(in_no_programme, "JoB", status))
    months = np.maximum(sitting["months_unemployed"].to_numpy(), _least_months(law, rules, status, young))
    people.loc[rows, "age"] = age
    people.loc[rows, "registered_status"] = status
    people.loc[rows, "months_unemployed"] = months
    days = np.maximum(sitting["registered_days"].to_numpy(), np.round(months * DAYS_PER_MONTH).astype(np.int64))
    people.loc[rows, "registered_days"] = days
    return forms


def _least_months(
    law: Law, rules: list[str], status: npt.NDArray[np.object_], young: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int64]:
    """Return the least months without work of placed people, so that their form was open to them."""
    starts_anew = np.array([rule == "nystartsjobb" for rule in rules], dtype=bool)
    introduced = np.array([rule == "introduktionsjobb" for rule in rules], dtype=bool)
    young_months, adult_months = (
        law.months_unemployed("nystartsjobb", age) + SPARE_MONTHS for age in (law.subsidised_age, law.adult_age)
    )
    least = np.where(starts_anew, np.where(young, young_months, adult_months), 0)
    least = np.where(status == "JoB", JOB_MONTHS, least)
    guaranteed = JUG_MONTHS + math.ceil(law.guarantee_days / DAYS_PER_MONTH)
    return np.where((status == "JUG") & introduced, np.maximum(least, guaranteed), least)
