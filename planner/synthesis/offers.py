"""Offers: the free places of a planning week, and the intakes that earlier weeks filled."""

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.synthesis.law import Law
from planner.synthesis.programmes import OFFERED, all_of, are_all, forms_of
from planner.synthesis.settings import SynthesisSettings
from planner.synthesis.streams import chance, pick, pick_whole, stream

# start, in weeks from the plan week
START_SHARES = {0: 0.20, 1: 0.12, 2: 0.14, 3: 0.14, 4: 0.10, 5: 0.06, 6: 0.08, 7: 0.08, 8: 0.08}
Floats = npt.NDArray[np.float64]

# lengths in weeks, none beyond what the law allows
TRAINING_WEEKS, JOB_WEEKS = (8, 12, 12, 16, 20, 26), (52, 52, 52, 26)
LARGEST_INTAKE = 4  # seats
# places of an offer
SIZE_SHARES = {1: 0.52, 2: 0.30, 3: 0.12, 4: 0.06}
PAIR = 2  # the value of min_places where it is stated
ROLLING_SHARE = 0.40  # share of open offers whose running placements go on beside the new ones


def invent_offers(settings: SynthesisSettings, law: Law, employers: pd.DataFrame, kinds: pd.DataFrame) -> pd.DataFrame:
    """Return offers whose open rows hold exactly `settings.num_free` free places, and a few not yet or no longer open.

    Columns: employer_id, kind, programme_ids, free, reserved, min_places, start (weeks from the plan week), weeks,
    hours, pattern, status, union_day (days from the plan week's Monday; NaN where the union has not been asked).
    """
    extra = max(1, settings.num_free // 25)
    offers = _forms(settings, employers, kinds, "offers", settings.num_free + extra)
    draw = stream(settings.seed, "offers", "places")
    num = len(offers)
    sizes = pick_whole(draw, num, SIZE_SHARES)
    before = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    is_open = before < settings.num_free
    offers["free"] = np.where(is_open, np.minimum(sizes, settings.num_free - before), 1)
    offers["status"] = np.where(is_open, "open", pick(draw, num, {"planned": 0.6, "closed": 0.4}))
    offers["reserved"] = np.where(is_open & chance(draw, num, 0.025), 1, 0)
    offers["min_places"] = np.where((offers["free"] >= PAIR) & chance(draw, num, 0.15), PAIR, 0)
    offers = offers[is_open | (np.arange(num) >= num - extra)].reset_index(drop=True)
    return _dates(settings, law, offers, kinds)


def invent_intakes(
    settings: SynthesisSettings, employers: pd.DataFrame, kinds: pd.DataFrame, offers: pd.DataFrame
) -> pd.DataFrame:
    """Return offers and earlier intakes with `running`: seats held, `settings.num_running` in all.

    Two offers in five have running placements beside their free places. All other running placements are in intakes
    that have started and are full.
    """
    draw = stream(settings.seed, "intakes", "rolling")
    goes_on = (offers["status"] == "open") & (offers["weeks"] > offers["start"] + 2)
    goes_on &= ~all_of(offers["programme_ids"], "vacancy") & chance(draw, len(offers), ROLLING_SHARE)
    held = np.where(goes_on, draw.integers(1, 4, len(offers)), 0)
    most = int(0.45 * settings.num_running)
    held = np.where(np.cumsum(held) <= most, held, 0)
    left = settings.num_running - int(held.sum())
    started = _forms(settings, employers, kinds, "intakes", 2 * left + 5)
    started = started[~all_of(started["programme_ids"], "vacancy")].reset_index(drop=True)
    sizes = stream(settings.seed, "intakes", "places").integers(1, LARGEST_INTAKE + 1, len(started))
    before = np.concatenate([[0], np.cumsum(sizes)])[: len(started)]
    short = left - int(sizes.sum())
    started["running"] = np.minimum(sizes, np.maximum(0, left - before))
    if short > 0 and len(started):
        started.loc[started.index[-1], "running"] += short
    started = started[started["running"] > 0].assign(free=0, reserved=0, min_places=0, status="open")
    started = _past_dates(settings, started.reset_index(drop=True))
    return pd.concat([offers.assign(running=held), started], ignore_index=True)


def _forms(
    settings: SynthesisSettings, employers: pd.DataFrame, kinds: pd.DataFrame, what: str, num: int
) -> pd.DataFrame:
    """Draw `num` rows of employer, kind, legal forms, weeks, hours and shift pattern."""
    draw = stream(settings.seed, what, "forms")
    hosts = employers[employers["size"] > 0].reset_index(drop=True)
    weight = hosts["size"].to_numpy()
    picks = draw.choice(len(hosts), num, p=weight / weight.sum())
    lots = draw.random((num, 5))
    makers = hosts[["employer_id", "sector", "kinds", "collective_agreement"]].to_dict("records")
    looks = kinds[["hours", "patterns"]].to_dict("index")
    rows = [_form(makers[number], looks, lot) for number, lot in zip(picks.tolist(), lots.tolist(), strict=True)]
    return pd.DataFrame(rows, columns=["employer_id", "kind", "programme_ids", "weeks", "hours", "pattern"])


def _form(
    host: dict[Hashable, Any], looks: dict[Hashable, Any], lot: list[float]
) -> tuple[str, str, str, int, int, str]:
    """Choose kind, legal forms, length and hours of one row from five numbers in 0..1."""
    kind = host["kinds"][int(lot[0] * len(host["kinds"]))]
    forms = _share_at(OFFERED[host["sector"]], lot[1])
    if host["collective_agreement"] == "no":
        forms = forms.replace("introduktionsjobb_foretag|", "").replace("introduktionsjobb_foretag", "arbetspraktik")
    lengths = TRAINING_WEEKS if are_all(forms, "training") else JOB_WEEKS
    # The first of a kind's hours and shift patterns is its usual one.
    hours, patterns = looks[kind]["hours"], looks[kind]["patterns"]
    return (
        host["employer_id"],
        kind,
        forms,
        lengths[int(lot[2] * len(lengths))],
        hours[int(lot[3] ** 1.5 * len(hours))],
        patterns[int(lot[4] ** 1.5 * len(patterns))],
    )


def _share_at(shares: Sequence[tuple[float, str]], lot: float) -> str:
    """Return the value whose part of 0..1 a number falls in; parts are as long as the shares."""
    ends = np.cumsum([share for share, _ in shares])
    return shares[int(np.searchsorted(ends[:-1], lot, side="right"))][1]


def _dates(settings: SynthesisSettings, law: Law, offers: pd.DataFrame, kinds: pd.DataFrame) -> pd.DataFrame:
    """Add start week and union day; the start is as far ahead as the register extract or application needs."""
    draw = stream(settings.seed, "offers", "dates")
    num = len(offers)
    rules = [[form.rule for form in forms_of(cell)] for cell in offers["programme_ids"]]
    start = pick_whole(draw, num, START_SHARES)
    extract = (kinds.loc[offers["kind"], "register_extract"] == "yes").to_numpy()
    # If every form of a place is subsidised, the start allows for the application that takes longest.
    applied = [
        max(law.lead_weeks(rule) for rule in each) if all(law.state_share(rule) for rule in each) else 0
        for each in rules
    ]
    start = np.where(extract, np.maximum(start, law.register_extract_weeks), start)
    offers["start"] = np.maximum(start, applied)
    asked = np.array([any(law.rules[rule].needs_union for rule in each) for each in rules], dtype=bool)
    when = pick(draw, num, {"done": 0.89, "ahead": 0.05, "not asked": 0.06})
    day = np.where(when == "ahead", 7 * offers["start"] - 4, -draw.integers(3, 100, num)).astype(float)
    offers["union_day"] = np.where(asked & (when != "not asked"), _weekday(day), np.nan)
    return offers


def _past_dates(settings: SynthesisSettings, started: pd.DataFrame) -> pd.DataFrame:
    """Add a start before the plan week, so that the intake still runs in it, and a union day before the start."""
    draw = stream(settings.seed, "intakes", "dates")
    num = len(started)
    gone = 1 + np.floor(draw.random(num) * (started["weeks"].to_numpy() - 1)).astype(np.int64)
    started["start"] = -gone
    started["union_day"] = _weekday((-7 * gone - draw.integers(5, 60, num)).astype(float))
    return started


def _weekday(days: Floats) -> Floats:
    """Move days (counted from a Monday) that fall on a weekend back to the Friday before."""
    return np.asarray(days - np.maximum(0, np.remainder(days, 7) - 4))
