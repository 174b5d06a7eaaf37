"""A plan beside usual practice: the headline, and the past placements that the comparison leaves out."""

from __future__ import annotations

from planner.explanation import GATES, USUAL, Language, gate_text, limit_text
from planner.planning import Plan
from planner.planning.past import LeftOut
from planner.reports.layout import decimal
from planner.schema.plan import PlanFile, UsualPart

LEFT_OUT_SHOWN = 10
GROUP_HEADS = {
    "longest_wait": ("i kö", "in queue"),
    "longest_wait_to_best": ("i kö till bästa", "queue to best"),
    "best_first": ("bäst först", "best first"),
    "past_placements": ("era egna", "your own"),
}
_OTHER = {
    "purpose": ("stödformen har annat syfte", "the legal form has another purpose"),
    "not_listed": ("paret är inte angivet", "the pair is not listed"),
}


def usual_name(name: str, language: Language) -> str:
    """A plan of usual practice as the first cell of a row."""
    said = USUAL[name][0 if language == "sv" else 1]
    return said[0].upper() + said[1:]


def strongest(file: PlanFile) -> UsualPart | None:
    """The plan of usual practice with the greatest gain; None where pins or minimums leave none."""
    return next((part for part in file.usual if part.name == file.strongest_usual), None)


def against_strongest(plan: Plan, language: Language) -> list[str]:
    """The headline: how much more the plan gains than the strongest plan of usual practice; if less, why."""
    file, swedish = plan.file, language == "sv"
    other = strongest(file)
    if other is None or other.uplift is None or file.method == other.name:
        return []
    name = USUAL[other.name][0 if swedish else 1]
    more = decimal(file.totals.uplift - other.uplift, 2, swedish=swedish, plus=True)
    headline = f"Mot den starkaste jämförelsen ({name})" if swedish else f"Against the strongest comparison ({name})"
    return [f"  {headline}: {more}.{_less(file, other.uplift, language)}"]


def _less(file: PlanFile, other: float, language: Language) -> str:
    """Why a plan by goals gains less than usual practice: later goals cost it, or the search was not finished."""
    if file.method != "goals" or file.totals.uplift >= other:
        return ""
    given = decimal(file.best - file.value, 2, swedish=language == "sv")
    if other <= file.best:
        said = (f"Av {decimal(file.best, 2, swedish=True)} har {given} getts för de senare målen.",
                f"Of {decimal(file.best, 2, swedish=False)}, {given} was given for the later goals.")  # fmt: skip
    else:
        said = ("Tiden räckte inte till att finna bättre: --time-limit.",
                "Time did not suffice to find better: --time-limit.")  # fmt: skip
    return f" {said[0 if language == 'sv' else 1]}"


def left_out(plan: Plan, language: Language) -> list[str]:
    """The rows of past_placements that the comparison leaves out, the first of them with the reason."""
    found = next((one for usual in plan.usual.plans for one in [usual.left_out] if one), ())
    if not found:
        return []
    table = plan.instance.past_placements
    pairs = [(table["jobseeker_id"].iloc[one.row], table["slot_id"].iloc[one.row], one) for one in found]
    shown = "; ".join(f"{person} {slot}: {_why(one, language)}" for person, slot, one in pairs[:LEFT_OUT_SHOWN])
    more = len(found) - LEFT_OUT_SHOWN
    if language == "sv":
        tail = f"; och {more} till (plan.json)" if more > 0 else ""
        return [f"  Av era egna räknas inte {len(found)} av {len(table)}: {shown}{tail}."]
    tail = f"; and {more} more (plan.json)" if more > 0 else ""
    return [f"  Of your own {len(found)} of {len(table)} are left out: {shown}{tail}."]


def _why(one: LeftOut, language: Language) -> str:
    if one.limits:
        return limit_text(one.limits[0], language)
    if one.why in GATES:
        return gate_text(one.why, language)
    return _OTHER[one.why][0 if language == "sv" else 1]
