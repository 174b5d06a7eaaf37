"""What changed since last week's proposals: who is new, moved, withdrawn or kept, what it gains, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from planner.explanation import GATES, gate_text, limit_text
from planner.formulation import Chosen, Name
from planner.instance import Instance, is_earning
from planner.planning.past import NOT_LISTED, first_gate, why_not
from planner.planning.usual import Usual
from planner.schema.arrays import Values, positions_of
from planner.schema.plan import ChangesPart
from planner.schema.plan_tables import BY_EMPLOYER_COLUMNS, CHANGE_COLUMNS, CHANGES
from planner.solving import Activity, Solution
from planner.texts import _

PAIR = ["jobseeker_id", "slot_id"]
NO_GAIN, PERSON_GONE, SLOT_GONE = "no_gain", "person_gone", "slot_gone"
SAME = 1e-9


@dataclass(frozen=True)
class Changes:
    """What changed since last week's proposals.

    `people` and `by_employer` are the tables that are written; `part` is what plan.json says of them.
    """

    people: pd.DataFrame = field(repr=False)
    by_employer: pd.DataFrame = field(repr=False)
    part: ChangesPart


def changes_since(
    instance: Instance, solution: Solution, usual: Usual, assigned: pd.DataFrame, before: pd.DataFrame | None = None
) -> Changes | None:
    """Compare a plan with last week's proposals; None where there were none.

    `before` are the proposals of the previous plan: jobseeker_id, slot_id, programme_id, employer_id. Without them the
    drafts and lapsed offers of the tables are last week's proposals. `assigned` is the plan's table of assignments.
    """
    earlier = _of_tables(instance) if before is None else before
    if earlier.empty:
        return None
    judged = _Judged(instance, solution, usual, earlier)
    table = paired(judged.before(), _now(instance, assigned))
    table = judged.with_reasons(table, assigned)
    return Changes(table[list(CHANGE_COLUMNS)], by_employer(table), part_of(table))


def paired(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Hold the places of people before and now against each other: a row for each, with its change.

    Both tables have jobseeker_id, slot_id and is_beside (a companion) and what else is wanted of a place; `now` has
    is_proposed. The same person in the same slot is *kept*, also where it now runs. Of a person's other places, one
    before and one now of the same kind are a move; what is left is *withdrawn* or *new*. What runs now and was not
    proposed before is no change. Columns end in _before and _now, but for jobseeker_id and change.
    """
    # Somebody may be in a slot twice, one time after the other.
    now = now.sort_values("is_proposed", ascending=False, kind="stable").drop_duplicates(PAIR)
    same = pd.MultiIndex.from_frame(now[PAIR])
    was = pd.MultiIndex.from_frame(before[PAIR])
    kept = before[was.isin(same)].merge(now[same.isin(was)], on=PAIR, how="inner", suffixes=("_before", "_now"))
    kept = kept.rename(columns={"slot_id": "slot_id_now"}).assign(change="kept")
    kept["slot_id_before"] = kept["slot_id_now"]
    left, come = before[~was.isin(same)], now[~same.isin(was) & now["is_proposed"].to_numpy(dtype=bool)]
    key = ["jobseeker_id", "is_beside", "nth"]
    both = _numbered(left).merge(_numbered(come), on=key, how="outer", suffixes=("_before", "_now"))
    is_left, is_come = both["slot_id_before"].notna(), both["slot_id_now"].notna()
    both["change"] = np.select([is_left & is_come, is_left], ["moved", "withdrawn"], "new")
    parts = [part for part in (both.drop(columns=["is_beside", "nth"]), kept) if len(part)]
    table = pd.concat(parts, ignore_index=True) if parts else both
    return table.drop(columns=["is_beside_before", "is_beside_now"], errors="ignore")


def _numbered(places: pd.DataFrame) -> pd.DataFrame:
    """With the number of each place among those of the person of its kind, by slot."""
    places = places.sort_values(PAIR, kind="stable")
    return places.assign(nth=places.groupby(["jobseeker_id", "is_beside"]).cumcount())


def by_change(table: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order in which a meeting wants them: new, moved, withdrawn, kept, and then by id and slot."""
    place = {change: number for number, change in enumerate(CHANGES)}
    key = table.assign(
        change=table["change"].map(place),
        **{name: table[name].fillna("") for name in ("jobseeker_id", "slot_before", "slot_now")},
    )
    order = key.sort_values(["change", "jobseeker_id", "slot_before", "slot_now"], kind="stable").index
    return table.loc[order].reset_index(drop=True)


def by_employer(table: pd.DataFrame) -> pd.DataFrame:
    """For each slot whose people change: who comes, who leaves, how many stay; a row for each, by employer."""
    leaving = _at(table[table["change"].isin(["moved", "withdrawn"])], "before")
    coming = _at(table[table["change"].isin(["moved", "new"])], "now")
    slots = pd.concat([leaving, coming])[["employer_id", "employer", "slot_id"]]
    slots = slots.sort_values(["employer_id", "employer", "slot_id"], na_position="last", kind="stable")
    slots = slots.drop_duplicates("slot_id").reset_index(drop=True)
    stay = table.loc[table["change"] == "kept", "slot_now"].value_counts()
    gone = leaving.loc[leaving["jobseeker_id"].isna(), "slot_id"].value_counts()
    counted = {"stay": stay, "gone": gone}
    listed = {"leave": _ids(leaving), "come": _ids(coming)}
    numbers = {name: slots["slot_id"].map(by_slot).fillna(0).astype(int) for name, by_slot in counted.items()}
    ids = {name: [by_slot.get(slot, "") for slot in slots["slot_id"]] for name, by_slot in listed.items()}
    return slots.assign(**numbers, **ids)[list(BY_EMPLOYER_COLUMNS)].astype(object)


def _at(rows: pd.DataFrame, side: str) -> pd.DataFrame:
    """The people of some rows, with the slot and employer of one side."""
    names = {f"{name}_{side}": name for name in ("employer_id", "employer")} | {f"slot_{side}": "slot_id"}
    return rows[["jobseeker_id", *names]].rename(columns=names)


def _ids(people: pd.DataFrame) -> pd.Series[str]:
    """By slot, its people in the order of their ids, as one text."""
    named = people.dropna(subset="jobseeker_id").sort_values("jobseeker_id", kind="stable")
    return named.groupby("slot_id")["jobseeker_id"].agg("|".join)


def part_of(table: pd.DataFrame) -> ChangesPart:
    """How many rows of each kind, and what the moves gain."""
    counts = table["change"].value_counts()
    withdrawn = table["change"] == "withdrawn"
    gain = table.loc[table["change"] == "moved", "difference"].astype(float).sum()
    return ChangesPart(
        **{change: int(counts.get(change, 0)) for change in CHANGES},
        no_longer_possible=int((withdrawn & table["no_longer"].notna()).sum()),
        gain_of_moves=round(float(gain), 9) + 0.0,
    )


def _of_tables(instance: Instance) -> pd.DataFrame:
    """The drafts and lapsed offers of the tables, each pair once; an anonymous place is nobody's proposal."""
    last = instance.last_week[instance.last_week["person"] >= 0].drop_duplicates(["person", "slot"])
    programmes = np.array([*instance.programmes["programme_id"], None], dtype=object)
    slots = instance.slots.iloc[last["slot"]]
    return pd.DataFrame(
        {
            "jobseeker_id": instance.people["jobseeker_id"].to_numpy(dtype=object)[last["person"]],
            "slot_id": slots["slot_id"].to_numpy(dtype=object),
            "programme_id": programmes[last["programme"].to_numpy()],
            "employer_id": slots["employer_id"].to_numpy(dtype=object),
        }
    )


def _now(instance: Instance, assigned: pd.DataFrame) -> pd.DataFrame:
    """The places of the plan: what is proposed, and what runs."""
    rows = assigned[assigned["slot_id"].notna()]
    names = [*PAIR, "status", "employer_id", "employer", "programme_id", "start_week", "value", "caseworker_id"]
    return rows[names].assign(
        is_beside=rows["programme_id"].isin(instance.companion_programmes), is_proposed=rows["status"] == "proposed"
    )


class _Judged:
    """Last week's proposals under this week's tables: which are still possible, what each is worth now, or why not."""

    def __init__(self, instance: Instance, solution: Solution, usual: Usual, earlier: pd.DataFrame) -> None:
        self.instance, self.earlier = instance, earlier.reset_index(drop=True)
        self.person = positions_of(self.earlier["jobseeker_id"], instance.people["jobseeker_id"])
        self.slot = positions_of(self.earlier["slot_id"], instance.slots["slot_id"])
        self.mip, self.wide = usual.mip, usual.instance
        self.activity = Activity(usual.mip, self._pinned(solution.chosen))
        self.why: list[str | None] = []
        self.limits: list[tuple[Name, ...]] = []
        self.value: list[float] = []
        self._judge()

    def _pinned(self, chosen: Chosen) -> Values:
        """The pinned proposals alone; every slot that can start counts as open."""
        x = np.zeros(self.mip.num_columns)
        x[len(self.mip.candidates) :] = self.mip.upper[len(self.mip.candidates) :]
        pinned = set(self.instance.pairs("pin"))
        rows = self.instance.candidates.loc[chosen, ["person", "slot"]]
        pairs = zip(rows["person"].tolist(), rows["slot"].tolist(), strict=True)
        own = [candidate for candidate, pair in zip(chosen.tolist(), pairs, strict=True) if pair in pinned]
        x[self.mip.positions("x", np.array(own, dtype=np.int64))] = 1.0
        return x

    def _judge(self) -> None:
        """Judge each pair; only candidates of these people and slots are looked at."""
        table = self.wide.candidates
        table = table[table["person"].isin(self.person).to_numpy() & table["slot"].isin(self.slot).to_numpy()]
        forms = dict(iter(table.groupby(["person", "slot"], observed=True)))
        for person, slot, form in zip(
            self.person.tolist(), self.slot.tolist(), self.earlier["programme_id"], strict=True
        ):
            own = forms.get((person, slot))
            why, limits, value = self._of_pair(person, slot, form, own)
            self.why.append(why)
            self.limits.append(limits)
            self.value.append(value)

    def _of_pair(
        self, person: int, slot: int, form: object, own: pd.DataFrame | None
    ) -> tuple[str | None, tuple[Name, ...], float]:
        """Why a pair is no longer possible, the limits in the way, and else what it is worth: that of its form."""
        if person < 0 or slot < 0:
            return PERSON_GONE if person < 0 else SLOT_GONE, (), np.nan
        if own is None:
            return first_gate(self.instance, person, slot), (), np.nan
        earning = own[own["is_column"].to_numpy() & is_earning(own)]
        if earning.empty:
            return NO_GAIN, (), np.nan
        order = np.lexsort((earning["programme_id"].astype(str), -earning["value"], earning["programme_id"] != form))
        earning = earning.iloc[order]
        broken = [self.activity.broken_by(int(c)) for c in self.mip.positions("x", earning.index.to_numpy())]
        if all(len(rows) for rows in broken) and not self._is_taken(earning.index.to_numpy()):
            names = [self.mip.names[row] for row in broken[0].tolist()]
            first = why_not(0, names)
            return first.why, first.limits, np.nan
        return None, (), float(earning["value"].iloc[0])

    def _is_taken(self, candidates: Chosen) -> bool:
        """Whether one of the candidates is a pinned proposal itself."""
        return bool((self.activity.x[self.mip.positions("x", candidates)] > 0).any())

    def before(self) -> pd.DataFrame:
        """Last week's proposals with what is known of each now."""
        names = self.instance.employers.set_index("employer_id")["name"]
        employer = self.earlier["employer_id"].astype(object)
        known = employer.isin(names.index)
        return pd.DataFrame(
            {
                "jobseeker_id": self.earlier["jobseeker_id"].astype(object),
                "slot_id": self.earlier["slot_id"].astype(object),
                "employer_id": employer.where(known, None),
                "employer": employer.map(names).where(known, None),
                "programme_id": self.earlier["programme_id"].astype(object),
                "value": np.array(self.value, dtype=float),
                "no_longer": np.array(self.why, dtype=object),
                "judged": np.arange(len(self.earlier)),
                "is_beside": self.earlier["programme_id"].isin(self.instance.companion_programmes),
            }
        )

    def with_reasons(self, table: pd.DataFrame, assigned: pd.DataFrame) -> pd.DataFrame:
        """The table as it is written: what each row gains, and the sentence that says why."""
        renamed = {
            f"{name}_id_{side}": f"{name}_{side}" for name in ("slot", "programme") for side in ("before", "now")
        }
        table = table.rename(columns=renamed)
        is_gone = (table["no_longer"] == PERSON_GONE).to_numpy()
        own_worker = self.instance.people.set_index("jobseeker_id")["caseworker_id"]
        table["caseworker_id"] = table["jobseeker_id"].map(own_worker)
        # Whoever is in no table any more may have protected identity by now, so nobody is named.
        table["jobseeker_id"] = table["jobseeker_id"].astype(object).where(~is_gone, None)
        is_run = (table["change"] == "kept") & (table["status"] != "proposed")
        table.loc[is_run, ["value_before", "no_longer"]] = [np.nan, None]
        table["difference"] = (table["value_now"].astype(float) - table["value_before"]).round(9) + 0.0
        said = assigned.drop_duplicates("jobseeker_id").set_index("jobseeker_id")["reason"]
        own = {
            (person, slot): reason
            for person, slot, reason in zip(
                assigned["jobseeker_id"], assigned["slot_id"], assigned["reason"], strict=True
            )
        }
        cells = (table[name] for name in ("change", "jobseeker_id", "slot_now", "no_longer", "judged", "difference"))
        table["reason"] = [
            self._why(change, no_longer, judged, difference, own.get((person, slot), said.get(person, "")))
            for change, person, slot, no_longer, judged, difference in zip(*cells, strict=True)
        ]
        table = table.reindex(columns=[*CHANGE_COLUMNS, "employer_id_before", "employer_id_now"])
        return by_change(table.astype(object).where(table.notna(), None))

    def _why(self, change: str, no_longer: object, judged: float, difference: float, said: str) -> str:
        """Why a row changed; of a place that is proposed, the plan's own reason follows."""
        if isinstance(no_longer, str):
            what = no_longer_text(no_longer, self.limits[int(judged)])
            first = _("The earlier place is no longer possible: {why}.", why=what)
            return f"{first} {said}" if change == "moved" else first
        if change != "moved":
            return said
        first = (
            _("The new place is worth more.") if difference > SAME
            else _("The earlier place would be worth more, and went to somebody else or was left for another goal.")
            if difference < -SAME
            else _("Both places are worth the same.")
        )  # fmt: skip
        return f"{first} {said}"


def no_longer_text(code: str, limits: Iterable[Name] = ()) -> str:
    """Why a place is no longer possible, in words."""
    if code == PERSON_GONE:
        return _("the person is no longer in the tables")
    if code == SLOT_GONE:
        return _("the slot is no longer in the tables")
    if code == NO_GAIN:
        return _("the place no longer adds anything for the person")
    if code == NOT_LISTED:
        return _("the pair is no longer listed")
    if code in GATES:
        return gate_text(code)
    return limit_text(next(iter(limits), (code, ("",))))
