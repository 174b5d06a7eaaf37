"""People: synthetic jobseekers whose shares follow published figures where there are any."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.schema.cells import DAYS, HALF_DAYS
from planner.schema.choices import EDUCATION_LEVELS, SWEDISH_LEVELS
from planner.synthesis.figures import Shares
from planner.synthesis.law import Law
from planner.synthesis.programmes import FORMS
from planner.synthesis.settings import SynthesisSettings
from planner.synthesis.streams import chance, pick, pick_whole, stream
from planner.synthesis.tags import LIMITS, SKILLS, to_mask

Array = npt.NDArray[np.int64]

# SUN level 0..6. The first two add up to shortest_schooling_share of the geography model (22 %), the first three to
# short_schooling_share (61 %): SKL/Kolada 2017. The split within those three parts is judgement.
EDUCATION_SHARES = {0: 0.06, 1: 0.16, 2: 0.39, 3: 0.28, 4: 0.04, 5: 0.068, 6: 0.002}
# Of people with Swedish as a second language, in the order of the levels from none to C2: judgement.
SWEDISH_SHARES = dict(enumerate((0.04, 0.14, 0.24, 0.29, 0.18, 0.08, 0.03)))
B1, C2 = SWEDISH_LEVELS.index("B1"), SWEDISH_LEVELS.index("C2")
# The rest is judgement too.
HOUR_SHARES = {40: 0.62, 30: 0.13, 25: 0.07, 20: 0.13, 15: 0.05}
SUPPORT_SHARES = {"1": 0.62, "1.5": 0.18, "2": 0.14, "3": 0.06}
PRIORITY_SHARES = {"": 0.72, "2": 0.20, "1": 0.08}
CAP_SHARES = {"": 0.79, "30": 0.05, "45": 0.08, "90": 0.08}  # longest journey agreed, minutes
APPROVED_SHARES = {form.rule: form.approved_share for form in FORMS.values() if form.approved_share}
WISH_SHARES = {0: 0.30, 1: 0.36, 2: 0.22, 3: 0.12}  # number of wished occupations
LIMITED_SHARE = 0.26  # people with a functional limit
LIMIT_SHARES = np.array([0.50, 0.34, 0.22, 0.14, 0.10, 0.30])  # of those with a limit, in the order of LIMITS
SKILL_SHARES = np.array([0.20, 0.10, 0.24, 0.16, 0.05, 0.10, 0.18, 0.26, 0.13, 0.10, 0.08, 0.06])  # as in SKILLS
YOUNGEST, OLDEST = 18, 64
YOUTH_AGE = 25  # in the statistics, youth are younger than this
SCHOOL_AGE, COLLEGE_AGE = 20, 25  # youngest to have finished school, a long course
# Months without work after which people are in JoB or in JUG, and up to which they may be in etablering. The rule pack
# does not say who enters a programme.
JOB_MONTHS, JUG_MONTHS, NEW_MONTHS = 14, 3, 30
DAYS_PER_MONTH, WEEKS_PER_MONTH = 30.4, 4.35
GROUNDS_SHARE = 0.85  # of those who cannot take full time: the employment service has accepted their grounds
NEW_PERMIT_SHARE, PERMIT_MONTHS = 0.30, range(6, 48)  # of those outside the programme who have least Swedish
STUDY_HOURS = 20  # whoever studies Swedish in the daytime has at most the rest of the week for a placement
ON_FOOT = {"bike": 0.10, "walk": 0.04}
CAR_SHARE = 0.34  # of those with a licence


def invent_people(
    settings: SynthesisSettings, law: Law, zones: pd.DataFrame, kinds: pd.DataFrame, shares: Shares
) -> pd.DataFrame:
    """Return `settings.people` jobseekers in numbers; the caller writes them as cells.

    Columns beside the table's own: second_language, busy_mask, limit_mask, skill_mask (bit masks, see `tags`),
    swedish (0..6), licence (bool), start (weeks from the plan week). registered_days is -1 where unregistered.
    """
    num = settings.people
    frame = pd.DataFrame({"jobseeker_id": [f"J{nth:0{max(4, len(str(num)))}d}" for nth in range(1, num + 1)]})
    frame["home_zone"] = _homes(settings, zones)
    frame["age"] = _ages(settings, shares.youth)
    frame["second_language"] = chance(_draw(settings, "language"), num, shares.second_language)
    school = pick_whole(_draw(settings, "education"), num, EDUCATION_SHARES)
    young = [frame["age"] < SCHOOL_AGE, frame["age"] < COLLEGE_AGE]
    frame["education"] = np.minimum(school, np.select(young, [2, 4], EDUCATION_LEVELS))
    swedish = pick_whole(_draw(settings, "swedish"), num, SWEDISH_SHARES)
    frame["swedish"] = np.where(frame["second_language"], swedish, C2)
    frame["months_unemployed"] = _months(settings, shares, frame["age"].to_numpy())
    _add_status(settings, law, frame)
    _add_arrival(settings, frame)
    _add_time(settings, frame)
    _add_abilities(settings, frame)
    _add_travel(settings, frame, str(zones["zone"].iloc[0]))
    frame["wished_ssyk"] = _wishes(settings, kinds)
    protected = chance(_draw(settings, "protected"), num, shares.protected)
    frame["protected_identity"] = np.where(protected, "yes", "no")
    return frame


def _draw(settings: SynthesisSettings, what: str) -> np.random.Generator:
    """Return the generator of one column or group of columns."""
    return stream(settings.seed, "people", what)


def _homes(settings: SynthesisSettings, zones: pd.DataFrame) -> list[str]:
    """Draw home zones by residents, the main town a little more; one person in a hundred lives in a nearby town."""
    weight = zones["residents"].to_numpy() * np.where(zones["is_own"], 1.0, 0.0)
    weight[0] *= 1.15
    weight = weight / weight.sum()
    near = ~zones["is_own"].to_numpy()
    if near.any():
        weight = weight * 0.99 + near / near.sum() * 0.01
    draw = _draw(settings, "home")
    return [str(zone) for zone in draw.choice(zones["zone"].to_numpy(dtype=object), settings.people, p=weight)]


def _ages(settings: SynthesisSettings, youth: float) -> Array:
    """Draw ages 18 to 64: under 25 by the youth share, above that fewer with rising age."""
    draw = _draw(settings, "age")
    num = settings.people
    older = YOUTH_AGE + np.floor((OLDEST + 1 - YOUTH_AGE) * draw.beta(1.15, 1.55, num)).astype(np.int64)
    return np.where(chance(draw, num, youth), draw.integers(YOUNGEST, YOUTH_AGE, num), older)


def _months(settings: SynthesisSettings, shares: Shares, ages: Array) -> Array:
    """Draw months unemployed so that the shares of 12 and of 24 months or more are met, at most 15 years.

    Nobody under 25 has been out of work for 24 months, so the share is higher among older people.
    """
    draw, num = _draw(settings, "months"), settings.people
    young, year, two_years = shares.youth, shares.year, shares.two_years
    year_young = (year - two_years) / (1 - two_years)
    old = max(1 - young, 0.5)
    years_old, year_old = min(two_years / old, 1.0), min((year - young * year_young) / old, 1.0)
    is_young, part = ages < YOUTH_AGE, draw.random(num)
    short, middle = draw.integers(0, 12, num), draw.integers(12, 24, num)
    long = 24 + np.floor(draw.exponential(17.3, num)).astype(np.int64)  # half of them remain after each year
    months = np.where(part < np.where(is_young, year_young, year_old), middle, short)
    months = np.where(~is_young & (part < years_old), long, months)
    return np.minimum(months, np.minimum(180, (ages - YOUNGEST) * 12 + 6))


def _add_status(settings: SynthesisSettings, law: Law, frame: pd.DataFrame) -> None:
    """Add registered_status, registered_days, approved_rules: JoB after 14 months, JUG under 25, etablering if new."""
    draw, num = _draw(settings, "status"), len(frame)
    months, age = frame["months_unemployed"].to_numpy(), frame["age"].to_numpy()
    long, young = months >= JOB_MONTHS, (age < law.adult_age) & (months >= JUG_MONTHS)
    new = frame["second_language"].to_numpy() & (frame["swedish"].to_numpy() <= B1) & (months < NEW_MONTHS)
    status = np.full(num, "none", dtype=object)
    status[long & (age >= law.adult_age) & chance(draw, num, 0.78)] = "JoB"
    status[young & chance(draw, num, 0.75)] = "JUG"
    status[new & (age >= law.subsidised_age) & chance(draw, num, 0.22)] = "etablering"
    unregistered = chance(draw, num, 0.06)
    status[unregistered] = "none"
    days = np.round(months * DAYS_PER_MONTH).astype(np.int64) + draw.integers(3, 28, num)
    frame["registered_status"] = status
    frame["registered_days"] = np.where(unregistered, -1, days)
    frame["approved_rules"] = np.where(
        status == "none",
        pick(draw, num, {"": 1 - sum(APPROVED_SHARES.values()), **dict(reversed(APPROVED_SHARES.items()))}),
        "",
    )


def _add_arrival(settings: SynthesisSettings, frame: pd.DataFrame) -> None:
    """Add permit_months: for all in the establishment programme and some with least Swedish; blank for the others."""
    draw, num = _draw(settings, "arrival"), len(frame)
    newcomer = frame["second_language"].to_numpy() & (frame["swedish"].to_numpy() <= B1)
    new = (frame["registered_status"] == "etablering").to_numpy() | (newcomer & chance(draw, num, NEW_PERMIT_SHARE))
    months = draw.integers(PERMIT_MONTHS.start, PERMIT_MONTHS.stop, num)
    frame["permit_months"] = np.where(new, months.astype(str), "")


def with_legal_facts(settings: SynthesisSettings, law: Law, people: pd.DataFrame) -> pd.DataFrame:
    """Add what the law counts, as cells: programme_days (blank where in none) and part_time_grounds.

    The guarantees are entered after months of being registered, the establishment programme at once. People who can
    take full time have no grounds for less. For the others, grounds are either accepted or not yet stated.
    """
    after = people["registered_status"].map({"JoB": JOB_MONTHS, "JUG": JUG_MONTHS, "etablering": 0})
    days = np.maximum(0, people["registered_days"] - np.round(after.fillna(0) * DAYS_PER_MONTH)).astype(int)
    accepted = chance(_draw(settings, "grounds"), len(people), GROUNDS_SHARE)
    grounds = np.where(people["hours"] >= law.full_time_hours, "no", np.where(accepted, "yes", ""))
    counted = np.where(after.notna(), days.astype(str), "")
    return people.assign(programme_days=counted, part_time_grounds=grounds)


def _add_time(settings: SynthesisSettings, frame: pd.DataFrame) -> None:
    """Add hours, busy half-days, children at preschool, first possible week, waiting and earlier lost rounds."""
    draw, num = _draw(settings, "time"), len(frame)
    parent = chance(draw, num, np.where(frame["age"].between(24, 46), 0.30, 0.03))
    studies = frame["second_language"].to_numpy() & (frame["swedish"].to_numpy() <= B1) & chance(draw, num, 0.40)
    hours = pick_whole(_draw(settings, "hours"), num, HOUR_SHARES)
    frame["hours"] = np.where(studies, np.minimum(hours, STUDY_HOURS), hours)
    frame["busy_mask"] = _busy(draw, parent, studies)
    frame["leaves_children"] = np.where(parent & chance(draw, num, 0.70), "yes", "no")
    frame["start"] = np.where(chance(draw, num, 0.10), draw.integers(1, 9, num), 0)
    waited = np.floor(draw.exponential(14.0, num)).astype(np.int64)
    frame["waiting_weeks"] = np.minimum(
        waited, 4 + np.floor(frame["months_unemployed"] * WEEKS_PER_MONTH).astype(np.int64)
    )
    frame["times_outbid"] = draw.binomial(np.minimum(frame["waiting_weeks"], 40) // 4, 0.30)
    frame["priority_class"] = pick(draw, num, PRIORITY_SHARES)


def _busy(draw: np.random.Generator, parent: npt.NDArray[np.bool_], studies: npt.NDArray[np.bool_]) -> Array:
    """Return masks of taken half-days: courses in Swedish on four mornings or afternoons, home at other hours."""
    num = len(parent)
    four = DAYS[:4]
    mornings, afternoons = (to_mask([f"{day}-{part}" for day in four], HALF_DAYS) for part in ("am", "pm"))
    evenings = to_mask([name for name in HALF_DAYS if name.endswith("ev")], HALF_DAYS)
    weekend = to_mask([name for name in HALF_DAYS if name[:2] in DAYS[5:]], HALF_DAYS)
    busy = np.where(studies, np.where(chance(draw, num, 0.60), mornings, afternoons), 0)
    busy |= np.where(parent | chance(draw, num, 0.10), evenings, 0)
    busy |= np.where((parent & chance(draw, num, 0.70)) | chance(draw, num, 0.06), weekend, 0)
    return busy


def _add_abilities(settings: SynthesisSettings, frame: pd.DataFrame) -> None:
    """Add licence, limits, skills and need of support; none of them follows from age."""
    draw, num = _draw(settings, "abilities"), len(frame)
    frame["licence"] = chance(draw, num, np.where(frame["second_language"], 0.30, 0.52))
    limits = (draw.random((num, len(LIMITS))) < LIMIT_SHARES) @ (1 << np.arange(len(LIMITS)))
    frame["limit_mask"] = np.where(chance(draw, num, LIMITED_SHARE), limits, 0)
    frame["skill_mask"] = (draw.random((num, len(SKILLS))) < SKILL_SHARES) @ (1 << np.arange(len(SKILLS)))
    frame["support_need"] = pick(draw, num, SUPPORT_SHARES)
    frame["caseworker"] = _draw(settings, "caseworker").integers(1, settings.caseworkers + 1, num)


def _add_travel(settings: SynthesisSettings, frame: pd.DataFrame, main_town: str) -> None:
    """Add travel mode and the longest journey agreed; blank leaves the policy's."""
    draw, num = _draw(settings, "travel"), len(frame)
    mode = np.where(frame["licence"].to_numpy() & chance(draw, num, CAR_SHARE), "car", "transit").astype(object)
    local = pick(draw, num, {"": 1 - sum(ON_FOOT.values())} | ON_FOOT)
    frame["travel_mode"] = np.where((frame["home_zone"] == main_town).to_numpy() & (local != ""), local, mode)
    frame["max_travel_minutes"] = pick(draw, num, CAP_SHARES)


def _wishes(settings: SynthesisSettings, kinds: pd.DataFrame) -> list[str]:
    """Draw up to three wished occupations (SSYK, four digits) per person; three in ten have none."""
    draw = _draw(settings, "wishes")
    weight = kinds.groupby("ssyk", sort=True)["weight"].sum()
    codes = weight.index.to_numpy(dtype=object)
    picks = draw.choice(len(codes), (settings.people, 3), p=(weight / weight.sum()).to_numpy())
    counts = pick_whole(draw, settings.people, WISH_SHARES)
    return [
        "|".join(dict.fromkeys(str(codes[pick]) for pick in row[:count]))
        for row, count in zip(picks, counts, strict=True)
    ]
