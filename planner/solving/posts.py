"""Bundles the tasks of a unit into posts: a small CP-SAT model, solved lexicographically for four goals."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from planner.schema.bundles import HALF_DAY_QUARTERS, MOST_DAYS, Bundle, Post, PostSize, Task, Unit
from planner.schema.cells import DAYS, HALF_DAYS, PARTS

SEED = 1
LEAST_STRETCH = 4  # quarters of an hour: the least of a task in a half-day, unless the task is shorter
LEAST_SHARE = 8  # quarters a week: the least of a task in a post, unless the task is shorter
FREED_WEIGHT = 10  # in the warm start: the weight of an hour freed for core staff, beside 1 for an hour of any work
SKILL_WEIGHT = 100  # one skill fewer in a post goes before a hundred tasks fewer


def bundle_unit(unit: Unit, size: PostSize, effort: float) -> Bundle:
    """Find the posts of a unit.

    The goals, in order: free the most hours of core staff, do the most work, open the fewest posts, ask for the fewest
    skills and tasks over all posts. `effort` is CP-SAT's deterministic time for each of the four, so that the same
    tasks give the same posts. A unit whose work does not fill one post has none.
    """
    most_posts = unit.quarters // size.least
    freeable = sum(task.quarters for task in unit.tasks if task.done_by is not None)
    if most_posts == 0:
        return Bundle(unit, (), 0)
    shape = _Shape(unit, size, most_posts)
    freed, work = shape.freed(), shape.work()
    goals = [(freed, 1), (work, 1), (_sum(shape.is_open), -1), (shape.mixture(), -1)]
    found = shape.one_after_another(effort)
    bound = freeable
    for number, (goal, sign) in enumerate(goals):
        answer = _best(shape.model, sign * goal, found, effort)
        if answer is None:
            break
        found, reached, proved = answer
        bound = min(bound, proved) if number == 0 else bound
        shape.model.add(sign * goal >= reached)
    return Bundle(unit, shape.posts(found), bound)


def _best(
    model: cp_model.CpModel, goal: cp_model.LinearExpr, start: Sequence[int] | None, effort: float
) -> tuple[list[int], int, int] | None:
    """The best values found, the goal they reach and its bound; None where nothing was found within `effort`."""
    model.maximize(goal)
    model.clear_hints()  # type: ignore[no-untyped-call]
    if start is not None:
        model.proto.solution_hint.vars.extend(range(len(start)))
        model.proto.solution_hint.values.extend(start)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    bound = math.floor(solver.best_objective_bound + 1e-6)
    return list(solver.response_proto.solution), round(solver.objective_value), bound


@dataclass
class _Shape:
    """The model of one unit: which quarters of which task lie in which half-day of which post."""

    unit: Unit
    size: PostSize
    num_posts: int
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    is_open: list[cp_model.IntVar] = field(default_factory=list)
    uses: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    # Terms (variable, quarters each) by post, task and half-day.
    terms: dict[tuple[int, int, str], list[tuple[cp_model.IntVar, int]]] = field(default_factory=dict)
    # The variables of each post, by their position in the model.
    of_post: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for post in range(self.num_posts):
            self.is_open.append(self._variable(post))
            for nth, task in enumerate(self.unit.tasks):
                self.uses[post, nth] = self._variable(post)
                self.model.add_implication(self.uses[post, nth], self.is_open[post])
                if not task.is_each:
                    self._spread(post, nth, task)
        for nth, task in enumerate(self.unit.tasks):
            if task.is_each:
                self._share_pieces(nth, task)
            else:
                self.model.add(_sum(self._taken(post, nth) for post in range(self.num_posts)) <= task.quarters)
            if task.is_whole:
                self._keep_whole(nth, task)
        for post in range(self.num_posts):
            self._fit_a_person(post)
        for post in range(1, self.num_posts):  # posts are interchangeable: the larger first breaks the symmetry
            self.model.add(self._hours(post - 1) >= self._hours(post))

    def _variable(self, post: int, most: int = 1) -> cp_model.IntVar:
        """A new integer variable of a post, from 0 to `most`."""
        variable = self.model.new_int_var(0, most, "")
        self.of_post.setdefault(post, []).append(variable.index)
        return variable

    def _spread(self, post: int, nth: int, task: Task) -> None:
        """A task with timing *any*: at least an hour in a half-day, and at least two hours a week in a post."""
        least = min(LEAST_STRETCH, task.quarters)
        for half_day in task.half_days:
            on, quarters = self._variable(post), self._variable(post, min(HALF_DAY_QUARTERS, task.quarters))
            self.model.add(quarters <= min(HALF_DAY_QUARTERS, task.quarters) * on)
            self.model.add(quarters >= least * on)
            self.model.add_implication(on, self.uses[post, nth])
            self.terms[post, nth, half_day] = [(quarters, 1)]
        self.model.add(self._taken(post, nth) >= min(LEAST_SHARE, task.quarters) * self.uses[post, nth])

    def _share_pieces(self, nth: int, task: Task) -> None:
        """A task with timing *each*, split evenly over its half-days: each piece goes whole to at most one post."""
        for half_day, pieces in zip(task.half_days, pieces_of(task), strict=True):
            for quarters in pieces:
                takers = [self._variable(post) for post in range(self.num_posts)]
                self.model.add_at_most_one(takers)
                for post, taker in enumerate(takers):
                    self.model.add_implication(taker, self.uses[post, nth])
                    self.terms.setdefault((post, nth, half_day), []).append((taker, quarters))
        for post in range(self.num_posts):
            self.model.add(self._taken(post, nth) >= self.uses[post, nth])

    def _keep_whole(self, nth: int, task: Task) -> None:
        """All of the task lies in one post or in none."""
        for post in range(self.num_posts):
            self.model.add(self._taken(post, nth) == task.quarters * self.uses[post, nth])
        self.model.add_at_most_one(self.uses[post, nth] for post in range(self.num_posts))

    def _fit_a_person(self, post: int) -> None:
        """At most four hours a half-day and five days, a post's size, and no evening on or before a morning's day."""
        at = {half_day: self._variable(post) for half_day in HALF_DAYS}
        for half_day, is_there in at.items():
            load = [term for nth in range(len(self.unit.tasks)) for term in self.terms.get((post, nth, half_day), [])]
            self.model.add(_total(load) <= HALF_DAY_QUARTERS * is_there)
        days = []
        for day, next_day in zip(DAYS, (*DAYS[1:], DAYS[0]), strict=True):
            days.append(self._variable(post))
            for part in PARTS:
                self.model.add_implication(at[f"{day}-{part}"], days[-1])
            for morning in (f"{day}-am", f"{next_day}-am"):
                self.model.add_at_most_one(at[f"{day}-ev"], at[morning])
        self.model.add(_sum(days) <= MOST_DAYS)
        self.model.add(self._hours(post) >= self.size.least * self.is_open[post])
        self.model.add(self._hours(post) <= self.size.most * self.is_open[post])

    def _taken(self, post: int, nth: int) -> cp_model.LinearExpr:
        half_days = self.unit.tasks[nth].half_days
        return _total([term for half_day in half_days for term in self.terms.get((post, nth, half_day), [])])

    def _hours(self, post: int) -> cp_model.LinearExpr:
        return _sum(self._taken(post, nth) for nth in range(len(self.unit.tasks)))

    def freed(self) -> cp_model.LinearExpr:
        """Quarters of core staff."""
        freeing = [nth for nth, task in enumerate(self.unit.tasks) if task.done_by is not None]
        return _sum(self._taken(post, nth) for post in range(self.num_posts) for nth in freeing)

    def work(self) -> cp_model.LinearExpr:
        """Quarters of all tasks."""
        return _sum(self._hours(post) for post in range(self.num_posts))

    def mixture(self) -> cp_model.LinearExpr:
        """The skills, and with less weight the tasks, summed over posts."""
        asked: list[cp_model.IntVar] = []
        for skill in sorted({skill for task in self.unit.tasks for skill in task.skills}):
            for post in range(self.num_posts):
                needs = self.model.new_bool_var("")
                asked.append(needs)
                for nth, task in enumerate(self.unit.tasks):
                    if skill in task.skills:
                        self.model.add_implication(self.uses[post, nth], needs)
        return SKILL_WEIGHT * _sum(asked) + _sum(self.uses.values())

    def one_after_another(self, effort: float) -> list[int] | None:
        """A warm start: the best first post, then the best second post from what is left, and so on."""
        found: list[int] | None = None
        for post in range(self.num_posts):
            model = self.model.clone()
            for other in range(self.num_posts):
                for variable in self.of_post[other] if other != post else ():
                    value = found[variable] if found is not None and other < post else 0
                    model.add(model.get_int_var_from_proto_index(variable) == value)
            goal = FREED_WEIGHT * self.freed() + self.work()
            answer = _best(model, goal, found, effort / self.num_posts)
            if answer is None or (found is not None and answer[0] == found):
                break
            found = answer[0]
        return found

    def posts(self, values: Sequence[int] | None) -> tuple[Post, ...]:
        """The posts that the values stand for."""
        if values is None:
            return ()
        found: list[dict[tuple[int, str], int]] = [{} for _ in range(self.num_posts)]
        for (post, nth, half_day), terms in self.terms.items():
            quarters = sum(values[variable.index] * each for variable, each in terms)
            if quarters:
                found[post][nth, half_day] = quarters
        return tuple(dict(sorted(post.items(), key=lambda item: item[0])) for post in found if post)


def pieces_of(task: Task) -> list[list[int]]:
    """The pieces of a task in each half-day: as even as quarters allow, none longer than a person's half-day."""
    even, rest = divmod(task.quarters, len(task.half_days))
    cells = [even + (place < rest) for place in range(len(task.half_days))]
    return [_even_parts(cell, -(-cell // HALF_DAY_QUARTERS)) for cell in cells]


def _even_parts(quarters: int, num: int) -> list[int]:
    return [quarters // num + (place < quarters % num) for place in range(num)] if num else []


def _sum(parts: Iterable[cp_model.LinearExpr]) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.sum(list(parts))


def _total(terms: Sequence[tuple[cp_model.IntVar, int]]) -> cp_model.LinearExpr:
    return cp_model.LinearExpr.weighted_sum([variable for variable, _ in terms], [each for _, each in terms])
