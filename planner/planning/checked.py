"""Reading and checking a scenario: faults are raised; the result says what is in it, with every warning."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from planner.candidates import TravelData
from planner.errors import Fault, InputFaults
from planner.explanation import unverified_by_programme
from planner.inputs import ScenarioFiles, read, read_sound_rows
from planner.instance import COMMITTED, Beyond, Instance, beyond_limits, build, by_hand
from planner.planning.overridden import override_parts
from planner.planning.pins import pin_faults
from planner.planning.seal import is_sealed
from planner.schema.plan import PLAN_FILE, OverridePart
from planner.schema.scenario import Scenario
from planner.schema.weeks import week_label
from planner.texts import N_, _, ngettext, with_decimal_mark
from planner.verification import Objection, refuse_without_plan, verify

# Where a plan folder holds what went in.
INPUTS = "inputs"
# Of a plan beside another scenario the first few differences say enough.
OBJECTIONS_SHOWN = 5


@dataclass(frozen=True)
class Checked:
    """A scenario without faults, as an instance, with every warning about it."""

    scenario: Scenario
    instance: Instance = field(repr=False)
    trips: TravelData
    unverified: Mapping[str, Sequence[str]]
    warnings: tuple[Fault, ...]

    @property
    def rows(self) -> dict[str, int]:
        """The number of rows of every table that has any."""
        return self.scenario.num_rows

    @property
    def overrides(self) -> tuple[OverridePart, ...]:
        """Every candidate that only a pin lets pass, with the gates that would refuse it."""
        return override_parts(self.instance, self.instance.candidates.index.to_numpy())

    @property
    def people_without_candidate(self) -> int:
        """People whom every slot is refused and who have no placement running."""
        return len(set(self.instance.eligibility.without_candidate().tolist()) - set(self.instance.running["person"]))


def read_scenario(
    source: Path | ScenarioFiles,
    *,
    models: Path | None = None,
    changes: Mapping[str, Any] | None = None,
    set_aside: bool = False,
) -> Scenario:
    """Read a scenario as `inputs.read` does. Beside other faults, pins with sound rows are tested against gates.

    With `set_aside`, rows with faults are left out, as `inputs.read_sound_rows` does.
    """
    reader = read_sound_rows if set_aside else read
    return reader(source, models=models, changes=changes, further=pin_faults)


def read_history(source: Path | ScenarioFiles, *, models: Path | None = None) -> Scenario:
    """A scenario of an earlier time: its folder, or the folder of a plan of a past week, which holds what went in."""
    if isinstance(source, Path) and (source / PLAN_FILE).is_file() and (source / INPUTS).is_dir():
        source = source / INPUTS
    return read_scenario(source, models=models)


def check(folder: Path, *, models: Path | None = None, is_strict: bool = False, set_aside: bool = False) -> Checked:
    """Read a scenario, test its pins against the gates, and look for whatever is probably a mistake.

    Raises UsageFault if there is no scenario. Raises InputFaults, with every fault and warning, if there is a fault; if
    `is_strict`, a warning is enough. With `set_aside`, rows with faults are left out and listed by the scenario.
    """
    scenario = _strictly(folder, models, set_aside) if is_strict else _read(folder, models, set_aside)
    if faults := pin_faults(scenario):
        warnings = scenario.warnings
        raise InputFaults([*faults, *(_as_faults(warnings) if is_strict else ())], () if is_strict else warnings)
    instance = build(scenario)
    warnings = warnings_of(instance)
    if is_strict and warnings:
        raise InputFaults(_as_faults(warnings))
    return Checked(scenario, instance, instance.travel_data(), unverified_by_programme(instance), warnings)


def refuse_changed_plan(
    plan: Path, *, scenario: Path | None, models: Path | None, later: str = "", may_lack: Collection[str] = ()
) -> None:
    """Raise unless the verifier accepts a plan folder as it lies there, and it was made from the scenario, if named.

    A folder that has not changed by a byte since the verifier of this version accepted it is not verified again.
    `later` is a sentence on what becomes of changes of the scenario since, for whoever named another one. Files of the
    plan in `may_lack` may be missing.
    Raises UsageFault where there is no plan; InputFaults with every objection to the plan, or with the first of those
    to a scenario that is another one, or was changed since.
    """
    refuse_without_plan(plan)
    if scenario is None and models is None and is_sealed(plan):
        return
    gone = {name for name in may_lack if not (plan / name).exists()}
    objections = _less(verify(plan, scenario=scenario, models=models), gone)
    if not objections:
        return
    if scenario is None or _less(verify(plan, models=models), gone):
        cure = _("Plan again, or take the plan as it was written.")
        raise InputFaults([_as_fault(one, cure) for one in objections])
    cure = " ".join([_("Name the folder that was planned, as it was then."), later]).strip()
    faults = [_as_fault(one, cure) for one in objections[:OBJECTIONS_SHOWN]]
    said = ngettext(
        "is not what the plan in {plan} was made from: {number} difference",
        "is not what the plan in {plan} was made from: {number} differences",
        len(objections), plan=plan,
    )  # fmt: skip
    raise InputFaults([Fault("another-scenario", str(scenario), what=said, cure=cure), *faults])


def _less(objections: Sequence[Objection], gone: Collection[str]) -> list[Objection]:
    """The objections without those to files that are not there."""
    return [one for one in objections if one.where not in gone]


def _as_fault(one: Objection, cure: str) -> Fault:
    return Fault("plan-objection", one.where, what=one.message.rstrip("."), cure=cure)


def _read(folder: Path, models: Path | None, set_aside: bool) -> Scenario:  # noqa: FBT001 - as the command has it
    return read_scenario(folder, models=models, set_aside=set_aside)


def _strictly(folder: Path, models: Path | None, set_aside: bool) -> Scenario:  # noqa: FBT001 - as the command has it
    """Read a scenario; warnings count as faults."""
    try:
        return _read(folder, models, set_aside)
    except InputFaults as refused:
        raise InputFaults([*refused.faults, *_as_faults(refused.warnings)]) from None


def _as_faults(warnings: Sequence[Fault]) -> list[Fault]:
    return [replace(warning, severity="error") for warning in warnings]


def warnings_of(instance: Instance) -> tuple[Fault, ...]:
    """The warnings from reading, one for each limit that facts exceed already, and one on places kept by hand."""
    beyond = (_warning(instance, fact) for fact in beyond_limits(instance))
    return (*instance.warnings, *beyond, *_by_hand(instance))


def _by_hand(instance: Instance) -> list[Fault]:
    """Fewer places kept by hand than the share of people with protected identity."""
    kept = by_hand(instance)
    if not kept.lacks:
        return []
    file, _row, column = instance.place_in_files("slots", 0, "reserved_by_hand")
    said = ngettext(
        "keeps {places} of {free} free places; by their number {share} should be kept for {number} person with "
        "protected identity",
        "keeps {places} of {free} free places; by their number {share} should be kept for {number} people with "
        "protected identity",
        kept.protected, places=kept.places, free=kept.free, share=kept.share,
    )  # fmt: skip
    return [
        Fault("too-few-by-hand", file, None, column, str(kept.places), said,
              _("Keep more places by hand: nobody else can place these people."), severity="warning")
    ]  # fmt: skip


def _warning(instance: Instance, fact: Beyond) -> Fault:
    place = instance.place_in_files(fact.table, fact.position, fact.column)
    week = "" if fact.week is None else week_label(fact.week)
    over, load, limit = (_number(value) for value in (fact.over, fact.load, fact.limit))
    said = _(_SAID[fact.constraint], over=over, load=load, limit=limit, week=week)
    if fact.constraint == COMMITTED:
        return Fault("committed-too-low", *place, limit, said,
                     _("Add what they cost to committed_sek: else the money is promised twice."),
                     severity="warning")  # fmt: skip
    value = {"funding_budget": load, "person_shifts": None}.get(fact.constraint, limit)
    return Fault("beyond-limit", *place, value, said,
                 _("Correct the limit or the facts; until then nothing new fits there."),
                 severity="warning")  # fmt: skip


_SAID = {
    "slot_places": N_("is {over} less than what runs there: {load} placements in {week}"),
    "employer_people": N_("is {over} less than what runs there: {load} placements in {week}"),
    "supervisor_support": N_("is {over} less than the support need of what runs there: {load} in {week}"),
    "caseworker_starts": N_("is {over} less than what begins: {load} placements in {week}"),
    "person_hours": N_("is {over} less than the hours of what runs: {load} in {week}"),
    "person_shifts": N_("is in {load} running placements at once in {week}, in the same half-day"),
    "funding_budget": N_("is {over} SEK more than the whole line, {limit}"),
    COMMITTED: N_("is {over} SEK less than what accepted and started placements cost in the line's weeks: {load}"),
}


def _number(value: float) -> str:
    return with_decimal_mark(f"{round(value, 2):.15g}")
