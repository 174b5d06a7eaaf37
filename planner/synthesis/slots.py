"""Slots: offers completed by what their kind of job asks of a person."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.schema.choices import SWEDISH_LEVELS
from planner.synthesis.employers import MUNICIPAL
from planner.synthesis.law import Law
from planner.synthesis.programmes import FORMS, all_of, are_all
from planner.synthesis.settings import SynthesisSettings
from planner.synthesis.streams import chance, stream
from planner.synthesis.tags import LIMITS, SKILLS, shift_mask, to_mask

SEATS_PER_SFI = 6
SFI_SHIFTS = (("evening", 16), ("morning", 15), ("afternoon", 15))


def complete_slots(
    settings: SynthesisSettings, law: Law, specs: pd.DataFrame, employers: pd.DataFrame, kinds: pd.DataFrame
) -> pd.DataFrame:
    """Return slots from offers and intakes: id, zone, supervisor, tasks, demands and wage, still in numbers.

    Columns beside those of `specs`: slot_id, sector, zone, ssyk, tasks, workplace, workplace_kind, register_extract,
    shift_mask, limit_mask, skill_mask (bit masks), swedish and education (-1: no demand), licence, gross, lead,
    supervisor_id.
    """
    slots = specs.copy()
    num = len(slots)
    slots["slot_id"] = [f"S{nth:0{max(3, len(str(num)))}d}" for nth in range(1, num + 1)]
    home = employers.set_index("employer_id")
    slots["sector"] = home["sector"].reindex(slots["employer_id"]).to_numpy()
    slots["zone"] = home["zone"].reindex(slots["employer_id"]).to_numpy()
    kind = kinds.reindex(slots["kind"])
    for name in ("ssyk", "tasks", "workplace", "register_extract"):
        slots[name] = kind[name].fillna("").to_numpy()
    slots["workplace_kind"] = _workplace_kinds(settings, slots)
    slots["shift_mask"] = [
        shift_mask(pattern, hours) for pattern, hours in zip(slots["pattern"], slots["hours"], strict=True)
    ]
    slots["limit_mask"] = _masks(kind["excluded_limits"], LIMITS)
    slots["skill_mask"] = _masks(kind["skills"], SKILLS)
    slots["swedish"] = [SWEDISH_LEVELS.index(level) if level else -1 for level in kind["min_swedish"].fillna("")]
    slots["education"] = [int(level) if level else -1 for level in kind["min_education"].fillna("")]
    slots["licence"] = (kind["driving_licence"] == "B").to_numpy()
    _vary_demands(settings, slots)
    slots["gross"] = _wages(settings, slots, kind)
    slots["lead"] = np.where(slots["register_extract"] == "yes", law.register_extract_weeks, 0)
    slots["supervisor_id"] = _supervisors(settings, slots)
    return slots


def sfi_offers(settings: SynthesisSettings, law: Law, school: str) -> pd.DataFrame:
    """Return course places in Swedish beside work: one intake to a hundred people, in the evening first."""
    course = next(form for form in FORMS.values() if form.kind == "course")
    num = max(1, min(len(SFI_SHIFTS), settings.people // 100))
    rows = [
        {
            "employer_id": school,
            "kind": "",
            "programme_ids": course.programme_id,
            "free": SEATS_PER_SFI * max(1, settings.people // 900),
            "reserved": 0,
            "min_places": 0,
            "start": 6,
            "weeks": int(law.rules[course.rule].usual_weeks.value),
            "hours": hours,
            "pattern": pattern,
            "status": "open",
            "union_day": np.nan,
            "running": 0,
        }
        for pattern, hours in SFI_SHIFTS[:num]
    ]
    return pd.DataFrame(rows)


def _masks(lists: pd.Series, vocabulary: tuple[str, ...]) -> list[int]:
    """Return bit masks of a column of tuples; a missing kind asks for nothing."""
    known: dict[tuple[str, ...], int] = {(): 0}
    return [known.setdefault(tags, to_mask(tags, vocabulary)) if isinstance(tags, tuple) else 0 for tags in lists]


def _workplace_kinds(settings: SynthesisSettings, slots: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Say of the municipality's places whether the work is ordinary or constructed; blank elsewhere.

    Training places and dismantling are often set up for people in measures, other work is not; shares are judgement.
    """
    often = all_of(slots["programme_ids"], "training") | (slots["kind"] == "recycling").to_numpy()
    constructed = chance(stream(settings.seed, "slots", "workplace_kind"), len(slots), np.where(often, 0.35, 0.0))
    municipal = slots["sector"].isin(MUNICIPAL) & (slots["kind"] != "")
    return np.where(municipal, np.where(constructed, "constructed", "ordinary"), "")


def _vary_demands(settings: SynthesisSettings, slots: pd.DataFrame) -> None:
    """Soften demands where the form is training, and ask for a truck card or experience in a few ordinary jobs."""
    draw = stream(settings.seed, "slots", "demands")
    num = len(slots)
    training = all_of(slots["programme_ids"], "training")
    slots["swedish"] = np.where(training & (slots["swedish"] > 0), slots["swedish"] - 1, slots["swedish"])
    slots["education"] = np.where(training, -1, slots["education"])
    # In work training, tasks are chosen to suit the person, so half of the excluded limits are dropped.
    lenient = training & chance(draw, num, 0.5)
    slots["limit_mask"] = np.where(lenient, 0, slots["limit_mask"])
    truck = slots["kind"].isin(["packing", "warehouse"]).to_numpy() & ~training & chance(draw, num, 0.2)
    slots["skill_mask"] = np.where(truck, slots["skill_mask"] | to_mask(["forklift"], SKILLS), slots["skill_mask"])


def _wages(settings: SynthesisSettings, slots: pd.DataFrame, kind: pd.DataFrame) -> list[str]:
    """Return full-time gross pay in SEK a month, to the nearest 50; blank where the form pays no wage."""
    lot = stream(settings.seed, "slots", "wage").random(len(slots))
    low, high = kind["gross_low"].to_numpy(dtype=float), kind["gross_high"].to_numpy(dtype=float)
    return [
        "" if are_all(forms, "training", "course") else str(50 * round((least + share * (most - least)) / 50))
        for forms, share, least, most in zip(slots["programme_ids"], lot, low, high, strict=True)
    ]


def _supervisors(settings: SynthesisSettings, slots: pd.DataFrame) -> list[str]:
    """Name supervisors: one to three slots of an employer; none at ordinary jobs, courses and a few others."""
    draw = stream(settings.seed, "slots", "supervisor")
    missing = chance(draw, len(slots), 0.03)
    none_needed = all_of(slots["programme_ids"], "vacancy", "course")
    nth = slots.groupby("employer_id").cumcount() // 3
    pair = pd.Series(list(zip(slots["employer_id"], nth, strict=True)))
    shown = pair[~none_needed].drop_duplicates().sort_values(kind="stable").to_list()
    width = max(2, len(str(len(shown))))
    ids = {key: f"H{place:0{width}d}" for place, key in enumerate(shown, start=1)}
    unnamed = (missing & (slots["running"] == 0).to_numpy() & (slots["free"] > 0).to_numpy()) | none_needed
    return ["" if blank else ids[key] for blank, key in zip(unnamed, pair, strict=True)]
