"""Wishes and history: what people have asked for, and what they have done before."""

import numpy as np
import pandas as pd

from planner.synthesis.law import Law
from planner.synthesis.programmes import FORMS, all_of
from planner.synthesis.settings import SynthesisSettings
from planner.synthesis.streams import chance, pick, stream

ASKED_SHARE = 0.60  # people asked for their wishes
NAMED_SHARE = 0.22  # those who wish for a certain slot
VETO_SHARE = 0.06
PAST_SHARE, PAST_MONTHS = 0.34, 5  # share with an earlier placement, of those at least so many months without work
WEEKS_PER_MONTH = 4.3  # rounded down, so that history lies within the time without work
END_SHARES = {"ended": 0.62, "interrupted": 0.18, "declined": 0.20}
JOB_WEEKS = 26  # of a job that has ended


def invent_preferences(
    settings: SynthesisSettings, pool: pd.DataFrame, slots: pd.DataFrame, agreed: set[str]
) -> pd.DataFrame:
    """Return ranked wishes of six people in ten: their wished occupations, a certain slot first for some, a few vetoes.

    Columns as in the table, rank a whole number (0 a veto). People in `agreed` (who have a pin, a draft or an offer)
    veto nothing, since they might veto that very place.
    """
    draw = stream(settings.seed, "preferences", "all")
    num = len(pool)
    asked, named, veto = (chance(draw, num, share) for share in (ASKED_SHARE, NAMED_SHARE, VETO_SHARE))
    open_slots = slots[(slots["status"] == "open") & (slots["free"] > 0) & (slots["kind"] != "")]
    first = draw.integers(0, len(open_slots), num)
    unwanted = draw.integers(0, len(open_slots), num)
    slot_ids, codes = open_slots["slot_id"].to_list(), open_slots["ssyk"].to_list()
    rows: list[tuple[str, str, str, int]] = []
    for nth, (person, wished) in enumerate(zip(pool["jobseeker_id"], pool["wished_ssyk"], strict=True)):
        if not asked[nth]:
            continue
        wishes = [(slot_ids[first[nth]], "")] if named[nth] or not wished else []
        wishes += [("", code) for code in wished.split("|") if code]
        rows += [(person, slot_id, code, rank) for rank, (slot_id, code) in enumerate(wishes, start=1)]
        slot_id, code = slot_ids[unwanted[nth]], codes[unwanted[nth]]
        if veto[nth] and person not in agreed and ((slot_id, "") not in wishes) and (code not in wished):
            rows.append((person, "", code, 0) if unwanted[nth] % 2 else (person, slot_id, "", 0))
    return pd.DataFrame(rows, columns=["jobseeker_id", "slot_id", "ssyk", "rank"])


def invent_history(
    settings: SynthesisSettings, law: Law, people: pd.DataFrame, slots: pd.DataFrame, running: pd.DataFrame
) -> pd.DataFrame:
    """Return earlier placements of a third of the people: ended, interrupted or declined, all before the plan week.

    Columns: jobseeker_id, slot_id, programme_id, from, to (weeks from the plan week), end. A placement lies
    within the person's time out of work and before a running one, in a slot of today: workplaces take people anew.
    """
    draw = stream(settings.seed, "history", "all")
    past = people[chance(draw, len(people), PAST_SHARE) & (people["months_unemployed"] >= PAST_MONTHS).to_numpy()]
    hosts = slots[~all_of(slots["programme_ids"], "vacancy", "course")].reset_index(drop=True)
    past = past.head(len(past) if len(hosts) else 0)
    num = len(past)
    host = hosts.iloc[draw.integers(0, max(1, len(hosts)), num)].reset_index(drop=True)
    form_lot, end = draw.random(num), pick(draw, num, END_SHARES)
    forms = [
        cell.split("|")[int(share * (cell.count("|") + 1))]
        for cell, share in zip(host["programme_ids"], form_lot, strict=True)
    ]
    is_job = np.array([FORMS[form].kind == "job" for form in forms], dtype=bool)
    room = np.minimum((past["months_unemployed"].to_numpy() * WEEKS_PER_MONTH).astype(np.int64), 150)
    training = np.where(host["weeks"] > law.longest_training, law.usual_training, host["weeks"])
    usual = np.where(is_job, JOB_WEEKS, training)
    weeks = np.maximum(1, np.minimum(usual, room - 8))
    begins = past["jobseeker_id"].map(running.groupby("jobseeker_id")["from"].min()).fillna(0)
    latest = np.minimum(begins.to_numpy(dtype=np.int64), 0) - 2
    last = latest - np.floor(draw.random(num) * np.maximum(1, room - weeks - 4 + latest)).astype(np.int64)
    weeks = np.where(end == "interrupted", np.maximum(1, weeks // 3), weeks)
    begun = np.where(end == "declined", last, last - weeks + 1)
    frame = pd.DataFrame({"jobseeker_id": past["jobseeker_id"].to_numpy(), "slot_id": host["slot_id"]})
    return frame.assign(programme_id=forms, **{"from": begun, "to": last}, end=end)


def waiting_since(people: pd.DataFrame, history: pd.DataFrame) -> pd.DataFrame:
    """Return people with their wait cut to the time since their last placement ended; declined ones do not count."""
    left = history[history["end"] != "declined"].groupby("jobseeker_id")["to"].max()
    most = people["jobseeker_id"].map(-left)
    waited = people["waiting_weeks"].clip(upper=most).astype(np.int64)
    return people.assign(waiting_weeks=waited, times_outbid=people["times_outbid"].clip(upper=waited // 3))
