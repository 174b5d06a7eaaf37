"""The reference instances: seeded random weeks of any size, with stated targets for gap and time.

Everything but the pairs is written as a scenario folder and read like any other, so that the reader checks it. Of the
pairs only the first is written, since three million rows of text would take most of a benchmark's time; the others are
made in memory. A reference plan is drawn first, and budgets, limits and minimums are chosen around it, so that the
instance is always feasible.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from planner.inputs import read
from planner.instance import Instance, build
from planner.schema.arrays import Bools, Values, Whole
from planner.schema.weeks import week_label, week_number
from planner.synthesis.writing import write_tables

WEEK = "2026-W48"
FEWEST = 3
PLACES_A_PERSON = 0.6
STARTS = 6
SLOTS_A_SUPERVISOR = 8
SETTINGS = """\
format = 1

[scenario]
name = "{name}"
week = "{week}"

[settings]
candidates = "listed"
goals = ["outcome"]
group_minimum = {{ {minimums} }}

{groups}
"""


@dataclass(frozen=True)
class Reference:
    """The parameters of a reference instance; the defaults are those of the standard ones.

    each: candidates per person. popular: how many slots are candidates of everybody, and worth more. lines: the number
    of budget lines. money: what they hold, as a share of the cost of filling all places. groups, group_share: the
    number of groups, and each one's minimum as a share of its rate in the reference plan. fewest_every: one slot in so
    many has a minimum of three people (0: none). employers, employer_limit: their number, and the limit of each as a
    share of the people who would be there without it. support: likewise the capacity of supervisors; people then need
    1 to 8 units of it.
    """

    name: str
    people: int
    each: int = 30
    lines: int = 6
    money: float = 0.6
    groups: int = 5
    group_share: float = 0.8
    fewest_every: int = 8
    popular: int = 0
    employers: int = 40
    employer_limit: float | None = None
    support: float | None = None
    seed: int = 1


def network(people: int) -> Reference:
    """The instance with one place per person and limits of slots alone, which min-cost flow solves."""
    return Reference(f"{people} network", people, lines=0, groups=0, fewest_every=0)


def shapes(people: int) -> tuple[Reference, ...]:
    """Shapes: the standard instance, each with one parameter changed."""
    return (
        Reference(f"{people} few slots each", people, each=3),
        Reference(f"{people} same twenty", people, popular=20),
        Reference(f"{people} scarce money", people, money=0.2),
        Reference(f"{people} every slot a minimum", people, fewest_every=1),
        Reference(f"{people} tight employers", people, employers=max(people // 6, 2), employer_limit=0.6),
        Reference(f"{people} twenty groups", people, groups=20),
        Reference(f"{people} support", people, support=0.6),
    )


SIZES = (300, 3_000, 20_000, 100_000)
REFERENCES = {
    reference.name: reference for people in SIZES for reference in (Reference(str(people), people), network(people))
}
SHAPES = {reference.name: reference for reference in shapes(3_000)}
DEMO, DEMO_FOLDER = "Landskrona", Path(__file__).resolve().parent.parent / "scenarios" / "landskrona"
# The target gaps, as shares of the value.
WANTED = {"300": 0.001, DEMO: 0.0001, "3000": 0.0005, "20000": 0.0001, "100000": 0.003}
WANTED_OF_SHAPES = 0.01


@dataclass(frozen=True)
class Drawn:
    """A drawn instance: people, slots and pairs as arrays, and a reference plan (each person's slot, -1 for none).

    `slot` and `value` are people x each, the slots ascending. `limits` are by owner, in the order of the names that
    `loads` gives them.
    """

    spec: Reference
    slot: Whole = field(repr=False)
    value: Values = field(repr=False)
    places: Whole = field(repr=False)
    fewest: Whole = field(repr=False)
    weeks: Whole = field(repr=False)
    start: Whole = field(repr=False)
    line: Whole = field(repr=False)
    cost_week: Values = field(repr=False)
    need: Values = field(repr=False)
    members: Bools = field(repr=False)
    lottery: Values = field(repr=False)

    @property
    def cost(self) -> Values:
        """What a placement costs, by slot."""
        return self.cost_week[self.line] * self.weeks if self.spec.lines else np.zeros(len(self.places))

    @property
    def employer(self) -> Whole:
        """The employer of each slot."""
        return np.arange(len(self.places)) % self.spec.employers

    @property
    def supervisor(self) -> Whole:
        """The supervisor of each slot."""
        return np.arange(len(self.places)) // SLOTS_A_SUPERVISOR

    @cached_property
    def crowd(self) -> Whole:
        """Each person's slot if only places were limited: in random order, each takes the best that is left."""
        crowd, left = np.full(self.spec.people, -1, dtype=np.int64), self.places.copy()
        wishes = np.take_along_axis(self.slot, np.argsort(-self.value, axis=1, kind="stable"), axis=1)
        for wish in range(self.slot.shape[1]):
            people = np.flatnonzero(crowd < 0)
            slots = wishes[people, wish]
            order = np.lexsort((self.lottery[people], slots))
            people, slots = people[order], slots[order]
            turn = np.arange(len(slots)) - np.searchsorted(slots, slots)
            taken = turn < left[slots]
            crowd[people[taken]] = slots[taken]
            left -= np.bincount(slots[taken], minlength=len(left))
        return crowd

    @cached_property
    def limits(self) -> dict[str, Values]:
        """Limits of budget lines, employers and supervisors: shares of what the crowd would use; NaN for no limit."""
        shares = {
            "line": self.spec.money,
            "employer": self.spec.employer_limit,
            "supervisor": self.spec.support,
        }
        found = {}
        for name, share in shares.items():
            owner, load, count = self.load(name, self.crowd)
            full = np.bincount(owner, weights=load, minlength=count)
            found[name] = np.full(count, np.nan) if share is None else np.maximum(np.floor(share * full), 1.0)
        return found

    def load(self, name: str, plan: Whole) -> tuple[Whole, Values, int]:
        """For each placed person the owner of the place and the load on it; and the number of owners."""
        people = np.flatnonzero(plan >= 0)
        slots = plan[people]
        if name == "line":
            return self.line[slots], self.cost[slots], max(self.spec.lines, 1)
        if name == "employer":
            return self.employer[slots], np.ones(len(slots)), self.spec.employers
        return self.supervisor[slots], self.need[people], int(self.supervisor.max()) + 1

    @cached_property
    def reference(self) -> Whole:
        """A plan within every limit: the crowd, cheapest places first, until a limit stops each person."""
        plan = self.crowd.copy()
        for name, limit in self.limits.items():
            if np.isnan(limit).all() or (name == "line" and not self.spec.lines):
                continue
            people = np.flatnonzero(plan >= 0)
            owner, load, _ = self.load(name, plan)
            order = np.lexsort((self.lottery[people], self.cost[plan[people]], owner))
            people, owner, load = people[order], owner[order], load[order]
            total = np.cumsum(load)
            before = np.r_[0.0, total][np.searchsorted(owner, owner)]
            plan[people[total - before > limit[owner] + 1e-6]] = -1
        count = np.bincount(plan[plan >= 0], minlength=len(self.places))
        plan[(plan >= 0) & (count < self.fewest)[plan]] = -1
        return plan

    @cached_property
    def minimums(self) -> Whole:
        """The minimum of each group: about 0.8 of the reference plan's rate, and no more than that plan places."""
        placed = self.reference >= 0
        wanted = np.floor(self.spec.group_share * placed.mean() * self.members.sum(axis=0))
        least: Whole = np.minimum(wanted, self.members[placed].sum(axis=0)).astype(np.int64)
        return least


def draw(reference: Reference) -> Drawn:
    """Draw an instance's people, slots and pairs; the same reference gives the same draw."""
    random = np.random.default_rng(reference.seed)
    people, slots = reference.people, max(round(reference.people * PLACES_A_PERSON / 3), FEWEST)
    fewest = np.zeros(slots, dtype=np.int64)
    places = random.integers(1, 6, slots)
    if reference.fewest_every:
        fewest[:: reference.fewest_every] = FEWEST
        places[fewest > 0] += 2
    popular = min(reference.popular, slots)
    slot = np.column_stack(
        [
            np.broadcast_to(np.arange(popular), (people, popular)),
            popular + _some(random, people, slots - popular, min(reference.each, slots) - popular),
        ]
    )
    slot.sort(axis=1)
    members = random.random((people, reference.groups)) < (0.2 if reference.groups <= 5 else 0.1)
    person = 0.25 * random.beta(2, 2, people) - members @ np.linspace(0.02, 0.06, reference.groups)
    worth = 0.1 * random.random(slots) + 0.1 * (np.arange(slots) < popular)
    value = 0.05 + person[:, None] + worth[slot] + 0.1 * random.random(slot.shape)
    return Drawn(
        reference,
        slot,
        np.round(np.clip(value, 0.005, 0.9), 4).astype(np.float64),
        places,
        fewest,
        weeks=random.integers(8, 27, slots),
        start=random.integers(0, STARTS, slots),
        line=random.integers(0, max(reference.lines, 1), slots),
        cost_week=np.round(random.uniform(800, 6_000, reference.lines), 0),
        need=random.integers(1, 9, people).astype(float) if reference.support is not None else np.ones(people),
        members=members,
        lottery=random.random(people),
    )


def _some(random: np.random.Generator, rows: int, of: int, each: int) -> Whole:
    """For each row `each` different numbers below `of`, by R. W. Floyd's algorithm on all rows at once."""
    chosen = np.full((rows, max(each, 0)), -1, dtype=np.int64)
    for place in range(chosen.shape[1]):
        highest = of - chosen.shape[1] + place
        drawn = random.integers(0, highest + 1, rows)
        is_there = (chosen[:, :place] == drawn[:, None]).any(axis=1)
        chosen[:, place] = np.where(is_there, highest, drawn)
    return chosen


def made(reference: Reference, *, seconds: float = 20, gap: float = 0.0, workers: int = 2) -> Instance:
    """A reference instance, with these limits of solving."""
    return built(draw(reference), seconds=seconds, gap=gap, workers=workers)


Change = Callable[[dict[str, pd.DataFrame]], None]


def built(
    drawn: Drawn, *, seconds: float = 20, gap: float = 0.0, workers: int = 2, change: Change = lambda _: None
) -> Instance:
    """The instance of a draw, with its tables changed and these limits of solving."""
    changed = tables(drawn)
    change(changed)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        write_tables(changed, settings(drawn), folder)
        limits = {"time_limit_seconds": seconds, "gap": gap, "workers": workers}
        instance = build(read(folder, changes={"solve": limits}))
    return replace(instance, candidates=_candidates(drawn, instance))


def demo(*, seconds: float = 20, gap: float = 0.0, workers: int = 2) -> Instance:
    """The demo's week, with the outcome as its only goal and these limits of solving."""
    limits = {"time_limit_seconds": seconds, "gap": gap, "workers": workers}
    return build(read(DEMO_FOLDER, changes={"settings": {"goals": ["outcome"]}, "solve": limits}))


def settings(drawn: Drawn) -> str:
    """The text of scenario.toml, with the groups by tag and their minimums."""
    return listed_settings(f"Reference: {drawn.spec.name}", drawn.minimums.tolist())


def listed_settings(name: str, minimums: Sequence[int]) -> str:
    """The text of scenario.toml of a week with listed outcomes, and groups g0, g1 ... by tag with their minimums."""
    names = [f"g{number}" for number in range(len(minimums))]
    asked = ", ".join(f"{group} = {least}" for group, least in zip(names, minimums, strict=True))
    groups = "\n".join(f'[groups.{group}]\ntag = "{group}"\nground = "none"' for group in names)
    return SETTINGS.format(name=name, week=WEEK, minimums=asked, groups=groups)


def tables(drawn: Drawn, pairs: int = 1) -> dict[str, pd.DataFrame]:
    """The tables of the scenario; of the pairs only the first is listed."""
    reference, slots = drawn.spec, np.arange(len(drawn.places))
    person = pd.Series(np.arange(reference.people)).map("P{:06}".format)
    slot = pd.Series(slots).map("S{:06}".format)
    tags = ["|".join(f"g{number}" for number in np.flatnonzero(row)) for row in drawn.members]
    first = week_number(WEEK)
    own = drawn.slot.ravel()[:pairs]
    programmes = pd.DataFrame(
        {"programme_id": [f"M{n}" for n in range(max(reference.lines, 1))], "rule": "arbetstraning"}
    )
    if reference.lines:
        programmes = programmes.assign(
            funding_id=[f"F{n}" for n in range(reference.lines)], cost_person_week_sek=drawn.cost_week
        )
    return {
        "jobseekers": pd.DataFrame(
            {"jobseeker_id": person, "home_zone": "Z", "groups": tags, "support_need": drawn.need}
        ),
        "employers": pd.DataFrame(
            {
                "employer_id": [f"E{n:05}" for n in range(reference.employers)],
                "name": [f"Exempel {n}" for n in range(reference.employers)],
                "max_people": pd.Series(drawn.limits["employer"]).astype("Int64"),
            }
        ),
        "supervisors": pd.DataFrame(
            {
                "supervisor_id": [f"V{n:05}" for n in range(len(drawn.limits["supervisor"]))],
                "capacity": drawn.limits["supervisor"],
            }
        ),
        "programmes": programmes,
        "funding": pd.DataFrame(
            {
                "funding_id": [f"F{n}" for n in range(reference.lines)],
                "budget_sek": drawn.limits["line"][: reference.lines],
            }
        ),
        "slots": pd.DataFrame(
            {
                "slot_id": slot,
                "employer_id": [f"E{n:05}" for n in drawn.employer],
                "programme_ids": [f"M{n}" for n in drawn.line],
                "zone": "Z",
                "places": drawn.places,
                "min_places": drawn.fewest,
                "start_week": [week_label(first + later) for later in drawn.start.tolist()],
                "weeks": drawn.weeks,
                "supervisor_id": [f"V{n:05}" for n in drawn.supervisor],
            }
        ),
        "zones": pd.DataFrame({"zone": ["Z"]}),
        "travel": pd.DataFrame({"from_zone": ["Z"], "to_zone": ["Z"], "minutes": [20]}),
        "outcomes": pd.DataFrame(
            {
                "jobseeker_id": person.to_numpy()[np.arange(len(own)) // drawn.slot.shape[1]],
                "slot_id": slot.to_numpy()[own],
                "value": drawn.value.ravel()[:pairs],
            }
        ),
    }


def _candidates(drawn: Drawn, instance: Instance) -> pd.DataFrame:
    """All pairs as the candidates of an instance: each is a person, the slot's only offer and a value."""
    first = instance.candidates
    slot, value = drawn.slot.ravel(), drawn.value.ravel()
    offers = instance.offers.set_index("slot").sort_index()
    person = np.repeat(np.arange(drawn.spec.people), drawn.slot.shape[1])
    at = pd.Series(np.arange(len(instance.offers)), index=instance.offers["slot"])
    by_slot = {
        "offer": at.sort_index().to_numpy(),
        **{name: offers[name].to_numpy() for name in ("programme", "start_week", "weeks", "cost", "subsidy")},
        "last_week": (offers["start_week"] + offers["weeks"] - 1).to_numpy(),
        "employer": drawn.employer,
        "supervisor": drawn.supervisor,
        "hours": offers["hours_per_week"].to_numpy(),
    }
    columns = {name: first[name].iloc[np.zeros(len(slot), dtype=np.int64)].array for name in first.columns}
    columns |= {name: cells[slot].astype(first[name].to_numpy().dtype) for name, cells in by_slot.items()}
    columns |= {"person": person, "slot": slot.astype(np.int32), "support": drawn.need[person]}
    columns |= dict.fromkeys(("outcome", "uplift", "value", "follow_up_value"), value)
    columns["programme_id"] = pd.Categorical(offers["programme_id"].to_numpy()[slot])
    return pd.DataFrame(columns)
