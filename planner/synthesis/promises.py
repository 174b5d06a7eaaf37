"""Promises: last week's drafts, offers still out, and what officials have decided by hand."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from planner.synthesis.settings import SynthesisSettings
from planner.synthesis.streams import stream

MOTIVES = {
    "pin": (
        "Överenskommet med arbetsplatsen efter studiebesök",
        "Deltagaren och handledaren har träffats och är överens",
        "Handledaren känner deltagaren från tidigare insats",
    ),
    "forbid": (
        "Arbetsplatsen och deltagaren har avslutat ett tidigare samarbete",
        "Annan planering på samma arbetsplats",
        "Deltagaren har avböjt just denna arbetsplats",
    ),
    "contested": ("Deltagaren har begärt omprövning av förra veckans förslag", "Ny kartläggning pågår"),
}

ANSWER_DAYS = (1, 2, 3, 4, 7, 8)  # from the plan week's Monday; weekdays
DECISION_DAYS = (-3, -5, -6, -11, -4, -12, -7)


@dataclass(frozen=True)
class PromiseCounts:
    """How many promises of each sort a scenario holds, at most."""

    drafts: int
    offers: int
    pins: int
    forbids: int
    contested: int

    @classmethod
    def for_people(cls, num: int) -> "PromiseCounts":
        """Return counts that a pool of `num` people would show."""
        return cls(*(round(num * share) for share in (0.033, 0.02, 0.01, 0.01, 0.007)))


def make_promises(
    settings: SynthesisSettings, pairs: pd.DataFrame, slots: pd.DataFrame, counts: PromiseCounts
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (placements, decisions): every person in one promise at most.

    No slot promises more than half of its free places, rounded up. pairs: those of `plausible_pairs`. Placements are
    in numbers, as in `running`; decisions hold day (from the plan week's Monday) and the seat that a pin asks for.
    """
    draw = stream(settings.seed, "promises", "order")
    shuffled = pairs.iloc[draw.permutation(len(pairs))]
    chosen = _spread(shuffled, slots)
    sorts = ["pin"] * counts.pins + ["contested"] * counts.contested + ["forbid"] * counts.forbids
    sorts += ["offer"] * counts.offers + ["draft"] * counts.drafts
    taken = [(sort, row) for sort, row in zip(sorts, chosen, strict=False)]
    placements = [_placement(sort, row, nth) for nth, (sort, row) in enumerate(taken) if sort in {"offer", "draft"}]
    decisions = [_decision(sort, row, nth) for nth, (sort, row) in enumerate(taken) if sort in MOTIVES]
    columns = ["jobseeker_id", "slot_id", "programme_id", "state", "from", "to", "answer_by"]
    columns_decided = ["jobseeker_id", "slot_id", "decision", "by", "day", "motive", "programme_id", "from", "to"]
    return pd.DataFrame(placements, columns=columns), pd.DataFrame(decisions, columns=columns_decided)


def claims(placements: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Return the seats that capacities must leave room for: running, offered and pinned.

    Columns: jobseeker_id, slot_id, programme_id, state (`pin` for a pin), from, to.
    """
    held = placements[placements["state"] != "draft"]
    pins = decisions[decisions["decision"] == "pin"].rename(columns={"decision": "state"})
    columns = ["jobseeker_id", "slot_id", "programme_id", "state", "from", "to"]
    return pd.concat([held[columns], pins[columns]], ignore_index=True) if len(pins) else held[columns]


def _spread(pairs: pd.DataFrame, slots: pd.DataFrame) -> Iterator[pd.Series]:
    """Yield pairs: a person at most once, a slot at most for half of its free places, rounded up."""
    room = dict(zip(slots["slot_id"], -(-slots["free"] // 2), strict=True))
    used: set[str] = set()
    for _, row in pairs.iterrows():
        if row["jobseeker_id"] in used or room[row["slot_id"]] == 0:
            continue
        used.add(row["jobseeker_id"])
        room[row["slot_id"]] -= 1
        yield row


def _placement(sort: str, row: pd.Series, nth: int) -> tuple[object, ...]:
    """Return an offer with its answer date (days from the plan week's Monday) or a draft."""
    state = "offered" if sort == "offer" else "draft"
    before_start = max(1, 7 * int(row["start"]) - 3)
    answer = min(ANSWER_DAYS[nth % len(ANSWER_DAYS)], before_start) if sort == "offer" else ""
    last = row["start"] + row["weeks"] - 1
    return (row["jobseeker_id"], row["slot_id"], row["programme_id"], state, row["start"], last, answer)


def _decision(sort: str, row: pd.Series, nth: int) -> tuple[object, ...]:
    """Return a decision with the caseworker's code and a motive about work, never about health or origin."""
    motives = MOTIVES[sort]
    day, motive = DECISION_DAYS[nth % len(DECISION_DAYS)], motives[nth % len(motives)]
    last = row["start"] + row["weeks"] - 1
    seat = (row["programme_id"], row["start"], last)
    return (row["jobseeker_id"], row["slot_id"], sort, f"K{row['caseworker']}", day, motive, *seat)
