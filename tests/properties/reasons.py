"""Whether what a plan says of itself is so, held against the limits as tests/properties/plainly.py reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product

from planner.explanation import Reason, SecondChoice
from planner.formulation import GOALS, Chosen, Goal
from planner.planning import Plan
from tests.properties.plainly import Broken, Pair, Plainly
from tests.scenarios import Names, chosen, pairs

DECIDING = frozenset({*GOALS, "group_minimum"} - {"outcome"})


@dataclass(frozen=True)
class Said:
    """A plan, and the same plan as plain pairs."""

    plan: Plan
    plainly: Plainly

    @property
    def proposed(self) -> list[Pair]:
        """The proposals."""
        return self.plainly.by_name(pairs(self.plan))

    def goal(self, name: str) -> Goal:
        """A goal as the plan's own solving knew it."""
        return GOALS[name](self.plan.instance, self.plan.solution.earlier)

    def score(self, name: str, proposals: Sequence[Pair]) -> float:
        """What a goal gives for some proposals."""
        return self.goal(name).score(chosen(self.plan.instance, *(pair.name for pair in proposals)))

    def _is_less(self, name: str, proposals: Sequence[Pair]) -> bool:
        """Whether some proposals reach less of a goal than the plan."""
        own, plan = (chosen(self.plan.instance, *(p.name for p in each)) for each in (proposals, self.proposed))
        return self.goal(name).is_short_of(own, self.goal(name).reached(plan))

    def lies(self) -> list[str]:
        """Every reason that does not hold."""
        instance, found = self.plan.instance, self.plan.reasons
        people = instance.people["jobseeker_id"]
        names = Names(instance)
        lies = []
        for candidate, reason in found.proposed.items():
            (pair,) = self.plainly.by_name([names.of("x", candidate)[2:-1]])
            lies += [f"{pair.name}: {reason}: {lie}" for lie in self._of_proposal(pair, reason)]
            lies += [f"{pair.name}: {lie}" for lie in self._of_second(pair, found.second_choice.get(candidate))]
        for person, reason in found.unplaced.items():
            name = str(people.iloc[person])
            lies += [f"{name}: {reason}: {lie}" for lie in self._of_unplaced(name, reason)]
            if reason.weighed is not None:
                lies += [f"{name}: {reason}: {lie}" for lie in self._of_weighed(name, reason, *reason.weighed)]
        return lies

    def _slot(self, reason: Reason) -> str | None:
        return None if reason.slot is None else str(self.plan.instance.slots["slot_id"].iloc[reason.slot])

    def _of_proposal(self, pair: Pair, reason: Reason) -> Iterator[str]:
        rest = [other for other in self.proposed if other is not pair]
        own = [other for other in self.plainly.pairs if other.person == pair.person and other.slot != pair.slot]
        own = [other for other in own if ("forbid", other.person, other.slot) not in self.plainly.decisions]
        better = [o for o in own if (o.purpose == "main") == (pair.purpose == "main") and o.value > pair.value + 1e-9]
        free = [other for other in better if not self.plainly.broken([*rest, other])]
        match reason.code:
            case "pinned":
                if (pair.person, pair.slot) not in self.plainly.pinned:
                    yield "nobody has pinned it"
            case "best":
                if free:
                    yield f"{free[0].name} is better and free"
                slot = self._slot(reason)
                if slot is not None and slot not in {other.slot for other in better}:
                    yield f"{slot} is no better"
                if slot is None and better:
                    yield f"{better[0].name} would be better"
            case "other_goal":
                yield from self._of_other_goal(pair, str(reason.goal), better)
            case code:
                yield f"{code} is no reason for a proposal"

    def _of_second(self, pair: Pair, second: SecondChoice | None) -> Iterator[str]:
        """The best other slot that fits beside the rest; if none fits, the best; None if there is no other."""
        rest = [other for other in self.proposed if other is not pair]
        own = [other for other in self.plainly.pairs if other.person == pair.person and other.slot != pair.slot]
        own = [other for other in own if (other.purpose == "main") == (pair.purpose == "main")]
        own = [other for other in own if ("forbid", other.person, other.slot) not in self.plainly.decisions]
        # What the person would leave behind, such as a slot below its minimum, is no limit of the other slot.
        behind = self.plainly.broken(rest)
        free = [other for other in own if not self.plainly.broken([*rest, other]) - behind]
        best = max(free or own, key=lambda other: other.value, default=None)
        if best is None or second is None:
            if (best is None) != (second is None):
                yield f"second choice is {second}, and the best other is {best}"
        elif second.is_free != bool(free) or abs(second.value - best.value) > 1e-9:
            yield f"second choice is {second}, and {best.name} is the best of {[other.name for other in free]}"

    def _of_weighed(self, person: str, reason: Reason, before: float, after: float) -> Iterator[str]:
        """Some proposals worth `before` together can leave for a pair of the person there that is worth `after`."""
        there = [pair for pair in self.plainly.pairs if (pair.person, pair.slot) == (person, self._slot(reason))]
        for pair, count in product(there, range(1, len(self.proposed) + 1)):
            for gone in combinations(self.proposed, count):
                rest = [other for other in self.proposed if other not in gone]
                worth = abs(pair.value - after) + abs(sum(other.value for other in gone) - before)
                if worth < 1e-9 and {name for name, _ in self.plainly.broken([*rest, pair])} <= {"group_minimum"}:
                    return
        yield "no exchange is worth that"

    def _of_other_goal(self, pair: Pair, goal: str, better: Sequence[Pair]) -> Iterator[str]:
        """Something better was free, and moving there would cost the goal; or (outcome) the slot its minimum."""
        rest = [other for other in self.proposed if other is not pair]
        broken = [self.plainly.broken([*rest, other]) for other in better]
        if goal == "outcome":
            if {("slot_places", pair.slot)} not in broken:
                yield "no better place would be free but for the minimum of this one"
            return
        free = [other for other, limits in zip(better, broken, strict=True) if not limits]
        if not any(self._is_less(goal, [*rest, other]) for other in free):
            yield "no better place that is free would cost that goal anything"

    def _of_unplaced(self, person: str, reason: Reason) -> Iterator[str]:
        own = [pair for pair in self.plainly.pairs if pair.person == person]
        gains = [pair for pair in own if pair.purpose != "main" or pair.value > 1e-12]
        forbidden = {(p, slot) for decision, p, slot in self.plainly.decisions if decision == "forbid"}
        allowed = [pair for pair in gains if (pair.person, pair.slot) not in forbidden]
        held = person in self.plainly.contested
        match reason.code:
            case "held" | "no_gain" | "forbidden" | "no_candidate":
                right = {"held": held, "no_gain": not held and not gains, "no_candidate": not held and not own,
                         "forbidden": not held and bool(gains) and not allowed}  # fmt: skip
                if not right[reason.code]:
                    yield f"gains are {[pair.name for pair in gains]}, allowed {[pair.name for pair in allowed]}"
            case "outbid" | "by_hand" | "limit" | "minimum_not_reached":
                yield from self._of_place(allowed, reason)
            case "not_settled":
                if all(goal.status == "optimal" for goal in self.plan.file.goals):
                    yield "every goal was proved"
            case code if code in DECIDING:
                yield from self._of_goal(person, reason, allowed)
            case code:
                yield f"{code} is no reason for nobody's place"

    def _of_place(self, allowed: Sequence[Pair], reason: Reason) -> Iterator[str]:
        """Whom others went before may be told of any place; else the best one is told of, and what keeps it shut."""
        there = [pair for pair in allowed if pair.slot == self._slot(reason)]
        may_be_any = reason.code in {"outbid", "by_hand"}
        most = max((pair.value for pair in (there if may_be_any else allowed)), default=0.0)
        best = [pair for pair in there if pair.value >= most - 1e-9]
        if not best:
            yield f"the best is worth {most}, and is not there"
        elif reason.code == "minimum_not_reached":
            short = ("slot_places", best[0].slot)
            if all(short not in self.plainly.broken([*self.proposed, pair]) for pair in best):
                yield "its minimum is reached"
        else:
            yield from self._of_limits(best, reason)
        sought = [pair for pair in allowed if pair.purpose == "main"] or allowed
        stays = {"limit": [], "by_hand": self._pinned()}.get(reason.code)
        if stays is not None and any(not self.plainly.broken([*stays, pair]) for pair in sought):
            yield f"there would be a place beside {[pair.name for pair in stays]} alone"

    def _pinned(self) -> list[Pair]:
        return [pair for pair in self.proposed if (pair.person, pair.slot) in self.plainly.pinned]

    def _of_goal(self, person: str, reason: Reason, allowed: Sequence[Pair]) -> Iterator[str]:
        """The person was in the plan before that goal and not after it, or coming in would cost the goal something."""
        at = [person in self._placed(chosen) for _, chosen in self.plan.solution.stages]
        names = [name for name, _ in self.plan.solution.stages]
        if any(b and not a and name == reason.code for (b, a), name in zip(pairwise(at), names[1:], strict=True)):
            return
        there = [pair for pair in allowed if pair.slot == self._slot(reason)]
        for pair, count in product(there, range(len(self.proposed) + 1)):
            for gone in combinations(self.proposed, count):
                after = [*(other for other in self.proposed if other not in gone), pair]
                if self._costs(reason.code, after):
                    return
        yield "nobody could leave for this one at a cost to that goal"

    def _costs(self, name: str, after: Sequence[Pair]) -> bool:
        """Whether a plan that holds, but for the minimum of a group where that decided, falls short of a goal."""
        broken = {constraint for constraint, _ in self.plainly.broken(after)}
        if name == "group_minimum":
            return broken == {name}
        return not broken and self._is_less(name, after)

    def _placed(self, stage: Chosen) -> set[str]:
        instance = self.plan.instance
        return set(instance.people["jobseeker_id"].iloc[instance.candidates.loc[stage, "person"]].astype(str))

    def _of_limits(self, best: Sequence[Pair], reason: Reason) -> Iterator[str]:
        """The limits named are all that stand in the way, and lifting them would cost nobody anything."""
        named: Broken = frozenset(
            (constraint, key[1] if constraint == "decisions" else key[0]) for constraint, key in reason.limits
        )
        broken = [self.plainly.broken([*self.proposed, pair]) for pair in best]
        if not named or named not in broken:
            yield f"in the way are {[sorted(limits) for limits in broken]}"
        for name in ("outcome", "waiting", "fair_share"):
            if any(self.score(name, [*self.proposed, pair]) < self.score(name, self.proposed) - 1e-9 for pair in best):
                yield f"it would cost {name}"


def still_fitting(plainly: Plainly, proposed: Sequence[Pair]) -> list[str]:
    """Main pairs with a gain that could be added to the proposals as they are."""
    placed = {pair.person for pair in proposed if pair.kind == "main"}
    waiting = [pair for pair in plainly.pairs if pair.person not in placed and pair.value > 1e-12]
    return [pair.name for pair in waiting if not plainly.broken([*proposed, pair])]
