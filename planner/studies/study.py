"""A comparison from files to figures: what-ifs beside their base, each change alone, and what is joint."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce

import numpy as np
import pandas as pd

from planner.errors import CannotHold, Faults, InputFaults, NoPlanInTime, TooLarge, UsageFault, VerificationFailed
from planner.inputs import ScenarioChange, ScenarioFiles, as_one, changes_of, with_only
from planner.planning import Plan
from planner.schema.models import Benefit
from planner.schema.scenario import Scenario
from planner.solving import WarmStart
from planner.studies.compare import Comparison, compare, gap_of, plan_like, starts_far_off
from planner.studies.futures import MEASURES as DRAWN
from planner.studies.futures import Futures
from planner.studies.measures import NO_SUMS, PARTS_NO_SUMS, ordered
from planner.texts import _, ngettext

# A what-if of so many changes is planned with each of them alone, if nobody says otherwise.
FEWEST_ALONE, MOST_ALONE = 2, 6
KEYS = ["part", "name", "measure", "unit"]
# The ends of the difference that a what-if makes over the futures drawn.
ENDS = ("low", "high")


@dataclass(frozen=True)
class ChangeAlone:
    """One change of a what-if, or one what-if of several: its comparison, or why there is none."""

    name: str
    comparison: Comparison | None
    why: str = ""


@dataclass(frozen=True)
class Joint:
    """Changes each alone and all together: what only their coming together does is called joint."""

    whole: Comparison
    parts: tuple[ChangeAlone, ...]

    @property
    def is_known(self) -> bool:
        """Whether every change could be planned alone; else nothing is called joint."""
        return all(part.comparison is not None for part in self.parts)

    @property
    def names(self) -> tuple[str, ...]:
        """The changes, told apart."""
        return told_apart_names([part.name for part in self.parts], reserved=(*KEYS, "alone", "together", "joint"))

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row for each measure that is a sum: the difference that each change makes alone, all less the sum of these.

        Columns: part, name, measure, unit, one for each change (its difference to the base), alone (the sum), together,
        joint (together - alone); NaN where a change could not be planned alone.
        """
        known = [part.comparison for part in self.parts]
        sums = [None if one is None else _sums(one) for one in (self.whole, *known)]
        table = pd.concat([one for one in sums if one is not None], axis="columns")
        # What one of the plans has nothing of makes no difference there.
        made = iter(table.fillna(0.0).to_numpy().T)
        names = ("together", *self.names)
        filled = {name: np.nan if one is None else next(made) for name, one in zip(names, sums, strict=True)}
        table = pd.DataFrame(filled, index=table.index)
        table["alone"] = table[list(self.names)].sum(axis=1, skipna=False)
        table["joint"] = table["together"] - table["alone"]
        return ordered(table[[*self.names, "alone", "together", "joint"]].reset_index())

    @property
    def uplift(self) -> float | None:
        """The joint remainder of the uplift; None where it is not known."""
        if not self.is_known:
            return None
        return self.whole.difference - sum(part.difference for part in self._compared())

    @property
    def doubt(self) -> float:
        """The uplift that the gaps of all these plans leave open; the base enters once for each change but one."""
        of_parts = sum(gap_of(part.what_if) for part in self._compared())
        return gap_of(self.whole.what_if) + of_parts + max(len(self.parts) - 1, 0) * gap_of(self.whole.base)

    @property
    def is_doubtful(self) -> bool:
        """Whether the joint remainder is no larger than what the gaps leave open."""
        joint = self.uplift
        return joint is not None and self.doubt > 0 and abs(joint) <= self.doubt

    def _compared(self) -> Iterator[Comparison]:
        return (part.comparison for part in self.parts if part.comparison is not None)


@dataclass(frozen=True)
class Study:
    """Several what-ifs beside their base.

    `comparisons` has one for each what-if, in their order, and last all of them together where that was asked for.
    `joint` and `far_off` are by the position in `comparisons`: each change alone, and the changes whose slots all start
    far off ("" for a what-if as a whole).
    """

    comparisons: tuple[Comparison, ...]
    joint: dict[int, Joint] = field(default_factory=dict)
    far_off: dict[int, tuple[str, ...]] = field(default_factory=dict)
    # Positions of what-ifs with more changes than are planned alone unasked, and how many they have.
    not_alone: dict[int, int] = field(default_factory=dict)

    @property
    def base(self) -> Plan:
        """The plan that all are held against."""
        return self.comparisons[0].base

    @property
    def names(self) -> tuple[str, ...]:
        """What the what-ifs are called, told apart."""
        names = [one.what_if.file.scenario for one in self.comparisons]
        return told_apart_names(names, reserved=(*KEYS, "base", *(end_of(name, end) for name in names for end in ENDS)))

    @property
    def draws(self) -> int:
        """How many futures were drawn; 0 where none were asked for."""
        return self.comparisons[0].futures.draws

    @property
    def futures(self) -> Futures:
        """The futures of all plans: plan 0 is the base, and the others are the what-ifs in their order."""
        return reduce(Futures.beside, (one.futures for one in self.comparisons))

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row for each part, name and measure: unit, base, and a column for each what-if by its name.

        Where futures were drawn, the column of a what-if is followed by `end_of` it: the ends of its difference to the
        base, for the measures of futures.
        """
        table: pd.DataFrame | None = None
        for name, one in zip(self.names, self.comparisons, strict=True):
            own = one.figures.rename(columns={"what_if": name, **{end: end_of(name, end) for end in ENDS}})
            own = own[[*KEYS, "base", name, *([end_of(name, end) for end in ENDS] if self.draws else [])]]
            table = own if table is None else _beside(table, own, name)
        assert table is not None  # noqa: S101 - there is a what-if
        return ordered(table)


def end_of(name: str, end: str) -> str:
    """The column of one end of a what-if's differences over futures."""
    return f"{name} {end}"


def told_apart_names(names: Sequence[str], reserved: Sequence[str] = ()) -> tuple[str, ...]:
    """The names, with a number behind each that another has too, or that a column has already."""
    counted: list[str] = []
    for number, name in enumerate(names, 1):
        is_taken = list(names).count(name) > 1 or name in reserved or name in counted
        counted.append(f"{name} ({number})" if is_taken else name)
    return tuple(counted)


def _beside(table: pd.DataFrame, own: pd.DataFrame, name: str) -> pd.DataFrame:
    """One more what-if; a part that some of them lack is a sum of nothing there."""
    both = table.merge(own, on=KEYS, how="outer", suffixes=("", "_own"), sort=False)
    both["base"] = both["base"].fillna(both.pop("base_own"))
    known = own[KEYS].merge(both[KEYS].reset_index(), on=KEYS)["index"]
    lacks = both[name].isna() & ~both["measure"].isin(NO_SUMS) & ~both.index.isin(known)
    both.loc[lacks, name] = 0.0
    both.loc[lacks & both["measure"].isin(DRAWN), [column for column in own if column not in {*KEYS, "base", name}]] = (
        0.0
    )
    return both


def _sums(comparison: Comparison) -> pd.Series[float]:
    """The differences of what is planned and adds up, by part, name, measure and unit."""
    figures = comparison.figures
    adds_up = ~figures["measure"].isin({*NO_SUMS, *DRAWN}) & ~figures["part"].isin(PARTS_NO_SUMS)
    return figures[adds_up].set_index(KEYS)["difference"]


PlanOf = Callable[[Scenario, WarmStart | None], Plan]
ReadOf = Callable[[ScenarioFiles, int], Scenario]


@dataclass(frozen=True)
class StudyRequest:
    """What is to be compared.

    `read` reads a scenario, told the number of the what-if that it is made of (0 is the base, and all together), and
    `plan_of` plans it with a warm start. With `alone`, each change of a what-if is planned
    alone too; None does so where it has few. With `together`, all what-ifs are planned together as well. `draws` is in
    how many futures the what-ifs are held against the base.
    """

    base: ScenarioFiles = field(repr=False)
    what_ifs: tuple[ScenarioFiles, ...] = field(repr=False)
    read: ReadOf
    plan_of: PlanOf
    benefit: Benefit
    alone: bool | None = None
    together: bool = False
    draws: int = 0


def study(asked: StudyRequest, shown: Sequence[str]) -> Study:
    """Read, plan and compare; `shown` is how messages call each what-if. Nothing is planned before all can be read.

    Raises UsageFault for a what-if whose people are others than the base's, or, with `together`, one that does not
    extend the base; InputFaults with the faults of every what-if; what planning raises, with the scenario's name.
    """
    base, *what_ifs = read_with_base((asked.base, *asked.what_ifs), asked.read, shown)
    changes = [changes_of(asked.base, files) for files in asked.what_ifs]
    if asked.together:
        _refuse_apart(changes, shown)
        what_ifs.append(replace(asked.read(as_one(asked.base, asked.what_ifs), 0), name=_("All what-ifs together")))
    first = _named(asked.plan_of, base, None)
    found = _Found(asked, first)
    plans = [found.planned(scenario) for scenario in what_ifs]
    comparisons = compare(first, plans, asked.benefit, asked.draws)
    for at, (files, own) in enumerate(zip(asked.what_ifs, changes, strict=True)):
        found.alone(at, files, own or (), comparisons[at])
    if asked.together:
        parts = tuple(ChangeAlone(one.what_if.file.scenario, one) for one in comparisons[:-1])
        found.joint[len(parts)] = Joint(comparisons[-1], parts)
    return Study(tuple(comparisons), found.joint, found.far_off, found.not_alone)


def read_with_base(files: Sequence[ScenarioFiles], read: ReadOf, shown: Sequence[str]) -> list[Scenario]:
    """The base, which comes first, and each what-if, whose name is another than the base's; raises as `study`."""
    of_base, *others = files
    base = read(of_base, 0)
    scenarios = [_named_apart(*one, base, of_base) for one in zip(_read_all(others, read, shown), others, strict=True)]
    for scenario, own, name in zip(scenarios, others, shown, strict=True):
        _refuse_other_people(base, scenario, name, extends=changes_of(of_base, own) is not None)
    return [base, *scenarios]


def _named_apart(scenario: Scenario, files: ScenarioFiles, base: Scenario, of_base: ScenarioFiles) -> Scenario:
    """The scenario, called like its folder or workbook where it has no other name than the base that it extends."""
    home = files.levels[-1].folder
    if scenario.name != base.name or home == of_base.levels[-1].folder:
        return scenario
    return replace(scenario, name=home.resolve().name)


class _Found:
    """What a study finds of each what-if beside its comparison."""

    def __init__(self, asked: StudyRequest, base: Plan) -> None:
        self.asked, self.base = asked, base
        self.joint: dict[int, Joint] = {}
        self.far_off: dict[int, tuple[str, ...]] = {}
        self.not_alone: dict[int, int] = {}

    def planned(self, scenario: Scenario) -> Plan:
        """A scenario planned like the base."""
        return plan_like(self.base, scenario, lambda alike, start: _named(self.asked.plan_of, alike, start))

    def alone(self, at: int, files: ScenarioFiles, changes: tuple[ScenarioChange, ...], whole: Comparison) -> None:
        """Look at each change of a what-if alone, and plan it where that is asked for."""
        base, scenario = self.base.instance.scenario, whole.what_if.instance.scenario
        if len(changes) < FEWEST_ALONE:
            if starts_far_off(base, scenario):
                self.far_off[at] = ("",)
            return
        is_asked = len(changes) <= MOST_ALONE if self.asked.alone is None else self.asked.alone
        if not is_asked and self.asked.alone is None:
            self.not_alone[at] = len(changes)
        parts, far_off = [], []
        for number, change in enumerate(changes, 1):
            name = change_name(change, number)
            try:
                own = replace(self.asked.read(with_only(self.asked.base, files, change), at + 1), name=name)
                if starts_far_off(base, own):
                    far_off.append(name)
                if is_asked:
                    parts.append(ChangeAlone(name, compare(self.base, [self.planned(own)], self.asked.benefit)[0]))
            except (InputFaults, CannotHold, NoPlanInTime) as fault:
                # Rows that another change adds, say. The what-if as a whole is sound.
                parts.append(ChangeAlone(name, None, _why(fault)))
        if far_off:
            self.far_off[at] = tuple(far_off)
        if is_asked:
            self.joint[at] = Joint(whole, tuple(parts))


def change_name(change: ScenarioChange, number: int) -> str:
    """What a change is called: as it is named, else its number and the keys of scenario.toml that it has."""
    if change.name is not None:
        return change.name
    if not change.numbers:
        return f"{number} scenario.toml"
    patch = change.patches[0]
    keys = [*(patch.set or {}), *(patch.scale or {}), *(patch.shift or {}), *(patch.settings or {})]
    keys += [name for name, is_so in (("add", patch.add), ("remove", patch.remove)) if is_so]
    return f"{number} {patch.table or 'settings'}: {', '.join(keys)}"


def _why(fault: InputFaults | CannotHold | NoPlanInTime) -> str:
    """Why a change cannot be planned alone, in one line."""
    if isinstance(fault, InputFaults):
        return f"{fault.faults[0]}".splitlines()[0]
    return str(fault).splitlines()[0]


def _named(plan_of: PlanOf, scenario: Scenario, start: WarmStart | None) -> Plan:
    """Plan a scenario; where that fails, the message says which one it was."""
    try:
        return plan_of(scenario, start)
    except (CannotHold, NoPlanInTime, TooLarge, VerificationFailed) as fault:
        fault.args = (_("{scenario}: {reason}", scenario=scenario.name, reason=fault),)
        raise


def _read_all(what_ifs: Sequence[ScenarioFiles], read: ReadOf, shown: Sequence[str]) -> list[Scenario]:
    """Every what-if; the faults of all at once, each with the name of its scenario."""
    faults, scenarios = Faults(), list[Scenario]()
    for at, (files, name) in enumerate(zip(what_ifs, shown, strict=True), 1):
        try:
            scenarios.append(read(files, at))
        except InputFaults as fault:
            faults.found += [replace(one, file=f"{name}/{one.file}") for one in fault.faults]
    faults.stop_if_any()
    return scenarios


def _refuse_other_people(base: Scenario, what_if: Scenario, shown: str, *, extends: bool) -> None:
    """Raise UsageFault for other people than the base's, unless a what-if that extends the base says so itself."""
    one, other = (set(scenario.tables["jobseekers"]["jobseeker_id"]) for scenario in (base, what_if))
    if one == other or extends:
        return
    msg = ngettext(
        "{what_if}: its people are not the base's: {number} of {all} is in both. A what-if extends the base and says "
        "what changes; two plans of different weeks are held against each other by planner diff.",
        "{what_if}: its people are not the base's: {number} of {all} are in both. A what-if extends the base and says "
        "what changes; two plans of different weeks are held against each other by planner diff.",
        len(one & other),
        what_if=shown,
        all=len(other),
    )
    raise UsageFault(msg)


def _refuse_apart(changes: Sequence[tuple[ScenarioChange, ...] | None], shown: Sequence[str]) -> None:
    """Raise UsageFault where what-ifs cannot be planned together: one of them does not extend the base, or is alone."""
    if len(changes) < FEWEST_ALONE:
        raise UsageFault(_("To plan what-ifs together takes at least two of them."))
    for own, name in zip(changes, shown, strict=True):
        if own is None:
            msg = _("{what_if} does not extend the base, so it cannot be planned together with others.", what_if=name)
            raise UsageFault(msg)
