"""People: synthetic jobseekers whose shares follow published figures where there are any."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.synthesis.settings import SynthesisSettings
from planner.synthesis.streams import stream
from planner.synthesis.tags import HALF_DAYS, LIMITS, SKILLS, to_mask

Array = npt.NDArray[np.int64]

# SUN level 0..6. 22 % incomplete compulsory school, 61 % no upper secondary: evidence E01 (SKL/Kolada 2017);
# the split within those three parts is judgement.
EDUCATION_SHARES = (0.06, 0.16, 0.39, 0.28, 0.04, 0.068, 0.002)
# none, A1, A2, B1, B2, C1, C2 of people with Swedish as a second language: judgement.
SWEDISH_SHARES = (0.04, 0.14, 0.24, 0.29, 0.18, 0.08, 0.03)
HOURS = ((40, 0.62), (30, 0.13), (25, 0.07), (20, 0.13), (15, 0.05))


def invent_people(
    settings: SynthesisSettings, zones: pd.DataFrame, kinds: pd.DataFrame, shares: tuple[float, float]
) -> pd.DataFrame:
    """Return `settings.people` jobseekers in numbers; the caller writes them as cells.

    Columns beside the table's own: second_language, busy_mask, limit_mask, skill_mask (bit masks, see `tags`),
    swedish (0..6), licence (bool), start (weeks from the plan week). registered_days is -1 where unregistered.
    shares: of all unemployed, out of work 12 and 24 months or more.
    """
    num = settings.people
    frame = pd.DataFrame({"jobseeker_id": [f"J{nth:0{max(4, len(str(num)))}d}" for nth in range(1, num + 1)]})
    frame["home_zone"] = _homes(settings, zones)
    frame["age"] = _ages(settings)
    frame["second_language"] = stream(settings.seed, "people", "language").random(num) < settings.second_language_share
    frame["education"] = _pick(settings, "education", range(7), EDUCATION_SHARES)
    swedish = _pick(settings, "swedish", range(7), SWEDISH_SHARES)
    frame["swedish"] = np.where(frame["second_language"], swedish, 6)
    frame["months_unemployed"] = _months(settings, shares, frame["age"].to_numpy())
    _add_status(settings, frame)
    _add_time(settings, frame)
    _add_abilities(settings, frame)
    _add_travel(settings, frame, str(zones["zone"].iloc[0]))
    frame["wished_ssyk"] = _wishes(settings, kinds)
    protected = stream(settings.seed, "people", "protected").random(num) < settings.protected_share
    frame["protected_identity"] = np.where(protected, "yes", "no")
    return frame


def _pick(settings: SynthesisSettings, name: str, values: range | tuple[int, ...], shares: tuple[float, ...]) -> Array:
    """Draw one value per person with the shares given."""
    weight = np.asarray(shares)
    return stream(settings.seed, "people", name).choice(np.asarray(values), settings.people, p=weight / weight.sum())


def _homes(settings: SynthesisSettings, zones: pd.DataFrame) -> list[str]:
    """Draw home zones by residents, the main town a little more; one person in a hundred lives in a nearby town."""
    weight = zones["residents"].to_numpy() * np.where(zones["is_own"], 1.0, 0.0)
    weight[0] *= 1.15
    weight = weight / weight.sum()
    near = ~zones["is_own"].to_numpy()
    if near.any():
        weight = weight * 0.99 + near / near.sum() * 0.01
    draw = stream(settings.seed, "people", "home")
    return [str(zone) for zone in draw.choice(zones["zone"].to_numpy(dtype=object), settings.people, p=weight)]


def _ages(settings: SynthesisSettings) -> Array:
    """Draw ages 18 to 64: the youth share under 25, the others fewer as they grow older."""
    draw = stream(settings.seed, "people", "age")
    num = settings.people
    older = 25 + np.floor(40 * draw.beta(1.15, 1.55, num)).astype(np.int64)
    return np.where(draw.random(num) < settings.youth_share, draw.integers(18, 25, num), older)


def _months(settings: SynthesisSettings, shares: tuple[float, float], ages: Array) -> Array:
    """Draw months unemployed so that the shares of 12 and of 24 months or more are met, at most 15 years."""
    draw = stream(settings.seed, "people", "months")
    num, (year, two_years) = settings.people, shares
    part = draw.random(num)
    short, middle = draw.integers(0, 12, num), draw.integers(12, 24, num)
    long = 24 + np.floor(draw.exponential(17.3, num)).astype(np.int64)  # half of them remain after each year
    months = np.where(part < two_years, long, np.where(part < year, middle, short))
    return np.minimum(months, np.minimum(180, (ages - 16) * 12))


def _add_status(settings: SynthesisSettings, frame: pd.DataFrame) -> None:
    """Add registered_status, registered_days, approved_rules: JoB after 14 months, JUG under 25, etablering if new."""
    draw = stream(settings.seed, "people", "status")
    num, months = len(frame), frame["months_unemployed"].to_numpy()
    lot = draw.random(num)
    unregistered = draw.random(num) < 0.06
    status = np.full(num, "none", dtype=object)
    status[(months >= 14) & (lot < 0.78)] = "JoB"
    status[frame["age"].to_numpy() < 25] = "none"
    status[(frame["age"].to_numpy() < 25) & (months >= 3) & (lot < 0.75)] = "JUG"
    new = frame["second_language"].to_numpy() & (frame["swedish"].to_numpy() <= 3) & (months < 30)
    status[new & (frame["age"].to_numpy() >= 20) & (draw.random(num) < 0.22)] = "etablering"
    status[unregistered] = "none"
    days = np.round(months * 30.4).astype(np.int64) + draw.integers(3, 28, num)
    frame["registered_status"] = status
    frame["registered_days"] = np.where(unregistered, -1, days)
    some = draw.random(num)
    approved = np.where(some < 0.04, "arbetspraktik", np.where(some < 0.06, "introduktionsjobb", ""))
    frame["approved_rules"] = np.where(status == "none", approved, "")


def _add_time(settings: SynthesisSettings, frame: pd.DataFrame) -> None:
    """Add hours, busy half-days, children at preschool, first possible week, waiting and earlier lost rounds."""
    draw = stream(settings.seed, "people", "time")
    num = len(frame)
    frame["hours"] = _pick(settings, "hours", tuple(hours for hours, _ in HOURS), tuple(share for _, share in HOURS))
    parent = draw.random(num) < np.where(frame["age"].between(24, 46), 0.30, 0.03)
    studies = (frame["swedish"].to_numpy() <= 3) & frame["second_language"].to_numpy() & (draw.random(num) < 0.40)
    mornings = draw.random(num) < 0.6
    half = to_mask([f"{day}-am" for day in ("mo", "tu", "we", "th")], HALF_DAYS)
    after = to_mask([f"{day}-pm" for day in ("mo", "tu", "we", "th")], HALF_DAYS)
    evenings = to_mask([name for name in HALF_DAYS if name.endswith("ev")], HALF_DAYS)
    weekend = to_mask([name for name in HALF_DAYS if name[:2] in {"sa", "su"}], HALF_DAYS)
    busy = np.where(studies, np.where(mornings, half, after), 0)
    busy |= np.where(parent | (draw.random(num) < 0.10), evenings, 0)
    busy |= np.where((parent & (draw.random(num) < 0.7)) | (draw.random(num) < 0.06), weekend, 0)
    frame["busy_mask"] = busy
    # Who studies Swedish at daytime has at most the rest of the week for a placement.
    frame["hours"] = np.where(studies, np.minimum(frame["hours"], 20), frame["hours"])
    frame["leaves_children"] = np.where(parent & (draw.random(num) < 0.7), "yes", "no")
    frame["start"] = np.where(draw.random(num) < 0.10, draw.integers(1, 9, num), 0)
    waited = np.floor(draw.exponential(9.8, num)).astype(np.int64)
    frame["waiting_weeks"] = np.minimum(waited, 4 + np.floor(frame["months_unemployed"] * 4.35).astype(np.int64))
    frame["times_outbid"] = draw.binomial(np.minimum(frame["waiting_weeks"], 40) // 4, 0.30)
    lot = draw.random(num)
    frame["priority_class"] = np.where(lot < 0.08, "1", np.where(lot < 0.28, "2", ""))


def _add_abilities(settings: SynthesisSettings, frame: pd.DataFrame) -> None:
    """Add licence, limits, skills and need of support; none of them follows from age or language except licence."""
    draw = stream(settings.seed, "people", "abilities")
    num = len(frame)
    frame["licence"] = draw.random(num) < np.where(frame["second_language"], 0.30, 0.52)
    limited = draw.random(num) < 0.26
    each = draw.random((num, len(LIMITS))) < np.array([0.50, 0.34, 0.22, 0.14, 0.10, 0.30])
    frame["limit_mask"] = np.where(limited, each @ (1 << np.arange(len(LIMITS))), 0)
    able = draw.random((num, len(SKILLS))) < np.array(
        [0.20, 0.10, 0.24, 0.16, 0.05, 0.10, 0.18, 0.26, 0.13, 0.10, 0.08, 0.06]
    )
    frame["skill_mask"] = able @ (1 << np.arange(len(SKILLS)))
    lot = draw.random(num)
    frame["support_need"] = np.where(lot < 0.62, "1", np.where(lot < 0.80, "1.5", np.where(lot < 0.94, "2", "3")))
    frame["caseworker"] = stream(settings.seed, "people", "caseworker").integers(1, settings.caseworkers + 1, num)


def _add_travel(settings: SynthesisSettings, frame: pd.DataFrame, main_town: str) -> None:
    """Add travel mode and the longest journey agreed; blank leaves the policy's."""
    draw = stream(settings.seed, "people", "travel")
    num, lot = len(frame), draw.random(len(frame))
    mode = np.full(num, "transit", dtype=object)
    mode[frame["licence"].to_numpy() & (lot < 0.34)] = "car"
    town = (frame["home_zone"] == main_town).to_numpy()
    mode[town & (lot > 0.86)] = "bike"
    mode[town & (lot > 0.96)] = "walk"
    frame["travel_mode"] = mode
    lot = draw.random(num)
    frame["max_travel_minutes"] = np.where(lot < 0.05, "30", np.where(lot < 0.13, "45", np.where(lot > 0.92, "90", "")))


def _wishes(settings: SynthesisSettings, kinds: pd.DataFrame) -> list[str]:
    """Draw up to three wished occupations (SSYK, four digits) per person; three in ten have none."""
    draw = stream(settings.seed, "people", "wishes")
    weight = kinds.groupby("ssyk", sort=True)["weight"].sum()
    codes = weight.index.to_numpy(dtype=object)
    picks = draw.choice(len(codes), (settings.people, 3), p=(weight / weight.sum()).to_numpy())
    counts = draw.choice(4, settings.people, p=[0.30, 0.36, 0.22, 0.12])
    return [
        "|".join(dict.fromkeys(str(codes[pick]) for pick in row[:count]))
        for row, count in zip(picks, counts, strict=True)
    ]
