"""Offers: the free places of a planning week, and the intakes that earlier weeks filled."""

import numpy as np
import pandas as pd

from planner.synthesis.programmes import NEEDS_UNION, OFFERED, rules_of
from planner.synthesis.settings import SynthesisSettings
from planner.synthesis.streams import stream

START_SHARES = (0.20, 0.12, 0.14, 0.14, 0.10, 0.06, 0.08, 0.08, 0.08)  # weeks 0..8 from the plan week
SUBSIDISED = {"introduktionsjobb", "nystartsjobb"}
NEW_START_LEAD_WEEKS = 3  # an application for nystartsjobb goes in three weeks before the start
EXTRACT_LEAD_WEEKS = 2
LONGEST_INTAKE = 4


def invent_offers(settings: SynthesisSettings, employers: pd.DataFrame, kinds: pd.DataFrame) -> pd.DataFrame:
    """Return offers whose open rows hold exactly `settings.num_free` free places, and a few not yet or no longer open.

    Columns: employer_id, kind, programme_ids, free, reserved, min_places, start (weeks from the plan week), weeks,
    hours, pattern, status, union_day (days from the plan week's Monday; NaN where the union has not been asked).
    """
    extra = max(1, settings.num_free // 25)
    offers = _forms(settings, employers, kinds, "offers", settings.num_free + extra)
    draw = stream(settings.seed, "offers", "places")
    num = len(offers)
    sizes = draw.choice([1, 2, 3, 4], num, p=[0.52, 0.30, 0.12, 0.06])
    before = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    is_open = before < settings.num_free
    offers["free"] = np.where(is_open, np.minimum(sizes, settings.num_free - before), 1)
    lot = draw.random(num)
    offers["status"] = np.where(is_open, "open", np.where(lot < 0.6, "planned", "closed"))
    offers["reserved"] = np.where(is_open & (lot > 0.975), 1, 0)
    offers["min_places"] = np.where((offers["free"] >= 2) & (draw.random(num) < 0.15), 2, 0)
    offers = offers[is_open | (np.arange(num) >= num - extra)].reset_index(drop=True)
    return _dates(settings, offers, kinds)


def invent_intakes(
    settings: SynthesisSettings, employers: pd.DataFrame, kinds: pd.DataFrame, offers: pd.DataFrame
) -> pd.DataFrame:
    """Return offers and earlier intakes with `running`: seats held, `settings.num_running` in all.

    Two offers in five go on beside people already there; the other seats lie in intakes that have started and are full.
    """
    draw = stream(settings.seed, "intakes", "rolling")
    goes_on = (offers["status"] == "open") & (offers["weeks"] > offers["start"] + 2)
    goes_on &= (offers["programme_ids"] != "vanligt_jobb") & (draw.random(len(offers)) < 0.40)
    held = np.where(goes_on, draw.integers(1, 4, len(offers)), 0)
    most = int(0.45 * settings.num_running)
    held = np.where(np.cumsum(held) <= most, held, 0)
    left = settings.num_running - int(held.sum())
    started = _forms(settings, employers, kinds, "intakes", 2 * left + 5)
    started = started[started["programme_ids"] != "vanligt_jobb"].reset_index(drop=True)
    sizes = stream(settings.seed, "intakes", "places").integers(1, LONGEST_INTAKE + 1, len(started))
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
    rows = [_form(hosts.iloc[pick], kinds, lot) for pick, lot in _grouped(picks, lots)]
    columns = ["employer_id", "kind", "programme_ids", "weeks", "hours", "pattern"]
    return pd.DataFrame(rows, columns=columns)


def _grouped(picks: np.ndarray, lots: np.ndarray) -> list[tuple[int, np.ndarray]]:
    """Pair employer numbers with their random numbers, row by row."""
    return [(int(pick), lot) for pick, lot in zip(picks, lots, strict=True)]


def _form(host: pd.Series, kinds: pd.DataFrame, lot: np.ndarray) -> tuple[str, str, str, int, int, str]:
    """Choose kind, legal forms, length and hours of one row from five numbers in 0..1."""
    kind = host["kinds"][int(lot[0] * len(host["kinds"]))]
    shares = np.cumsum([share for share, _ in OFFERED[host["sector"]]])
    forms = OFFERED[host["sector"]][int(np.searchsorted(shares, lot[1] * shares[-1]))][1]
    if host["collective_agreement"] == "no":
        forms = forms.replace("introduktionsjobb_foretag|", "").replace("introduktionsjobb_foretag", "arbetspraktik")
    if rules_of(forms) <= {"arbetspraktik", "arbetstraning"}:
        weeks = (8, 12, 12, 16, 20, 26)[int(lot[2] * 6)]
    else:
        weeks = (52, 52, 52, 26)[int(lot[2] * 4)]
    # The first of a kind's hours and shift patterns is its usual one.
    hours, patterns = kinds.at[kind, "hours"], kinds.at[kind, "patterns"]
    return (
        str(host["employer_id"]),
        kind,
        forms,
        weeks,
        hours[int(lot[3] ** 1.5 * len(hours))],
        patterns[int(lot[4] ** 1.5 * len(patterns))],
    )


def _dates(settings: SynthesisSettings, offers: pd.DataFrame, kinds: pd.DataFrame) -> pd.DataFrame:
    """Add start week and union day; a start lies as far ahead as its extract or its application needs."""
    draw = stream(settings.seed, "offers", "dates")
    num = len(offers)
    rules = offers["programme_ids"].map(rules_of)
    start = draw.choice(len(START_SHARES), num, p=np.asarray(START_SHARES) / sum(START_SHARES))
    extract = (kinds.loc[offers["kind"], "register_extract"] == "yes").to_numpy()
    only_new_start = rules.map(lambda found: "nystartsjobb" in found and found <= SUBSIDISED).to_numpy()
    start = np.where(extract, np.maximum(start, EXTRACT_LEAD_WEEKS), start)
    offers["start"] = np.where(only_new_start, np.maximum(start, NEW_START_LEAD_WEEKS), start)
    asked = rules.map(lambda found: bool(found & set(NEEDS_UNION))).to_numpy()
    lot = draw.random(num)
    day = np.where(lot < 0.05, 7 * offers["start"] - 4, -draw.integers(3, 100, num)).astype(float)
    offers["union_day"] = np.where(asked & (lot < 0.94), _weekday(day), np.nan)
    return offers


def _past_dates(settings: SynthesisSettings, started: pd.DataFrame) -> pd.DataFrame:
    """Add a start before the plan week, so that the intake still runs in it, and a union day before the start."""
    draw = stream(settings.seed, "intakes", "dates")
    num = len(started)
    gone = 1 + np.floor(draw.random(num) * (started["weeks"].to_numpy() - 1)).astype(np.int64)
    started["start"] = -gone
    started["union_day"] = _weekday((-7 * gone - draw.integers(5, 60, num)).astype(float))
    return started


def _weekday(days: np.ndarray) -> np.ndarray:
    """Move days (counted from a Monday) that fall on a weekend back to the Friday before."""
    return days - np.maximum(0, np.remainder(days, 7) - 4)
