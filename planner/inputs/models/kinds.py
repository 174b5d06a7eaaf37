"""One reader for each kind of model."""

from __future__ import annotations

from planner.errors import Fault
from planner.inputs.cells import did_you_mean
from planner.inputs.models.effects import are_sound
from planner.inputs.models.reader import Reader
from planner.inputs.toml import merged, shaped
from planner.schema.models import (
    Acceptance,
    AcceptanceModel,
    Alike,
    Amendment,
    Benefit,
    BenefitModel,
    Clock,
    CommonRules,
    Effect,
    FormFacts,
    FuturesFigures,
    FuturesModel,
    LegalForm,
    ModeOfTravel,
    Near,
    OccupationCode,
    OccupationsModel,
    OutcomeModel,
    OutcomeShape,
    PointsModel,
    PointsRow,
    PointsShape,
    Policy,
    PolicyValue,
    Rule,
    RulePack,
    Segment,
    SimulationFigures,
    SimulationModel,
    TravelModel,
)
from planner.schema.settings import Group
from planner.texts import _

# The file format of a model whose effects hold for no date.
UNDATED = "segments"


def rules(reader: Reader) -> RulePack | None:
    """The rule pack: one file a legal form, and what holds for all."""
    card, common = reader.card(), reader.shape(CommonRules, "common.toml")
    names = [name for name in reader.files.files if name.endswith(".toml") and name not in {"card.toml", "common.toml"}]
    forms = {name.removesuffix(".toml"): _legal_form(reader, name) for name in sorted(names)}
    made = {name: form for name, form in forms.items() if form is not None}
    if card is None or common is None or len(made) < len(forms) or not _chains_known(reader, made):
        return None
    return RulePack(reader.files, card, made, common)


def _legal_form(reader: Reader, name: str) -> LegalForm | None:
    """A rule file: the rule as it first stood, and each `[[amendment]]` applied to the rule before it."""
    keys = reader.keys(name)
    if keys is None:
        return None
    changes = keys.pop("amendment", [])
    first = shaped(Rule, keys, f"{reader.home}/{name}", reader.faults)
    amended: list[tuple[Amendment, Rule]] = []
    for number, change in enumerate(changes if isinstance(changes, list) else [changes], start=1):
        prefix = f"amendment.{number}"
        amendment = shaped(Amendment, change, f"{reader.home}/{name}", reader.faults, prefix)
        if amendment is None:
            return None
        keys = merged({key: value for key, value in keys.items() if key not in amendment.unset}, amendment.set)
        rule = shaped(Rule, keys, f"{reader.home}/{name}", reader.faults, f"{prefix}.set")
        if rule is None:
            return None
        if amended and amendment.since <= amended[-1][0].since:
            reader.faults.add(Fault("bad-value", f"{reader.home}/{name}", None, f"{prefix}.since",
                                    str(amendment.since), _("does not come after the amendment before it"),
                                    _("Write amendments oldest first.")))  # fmt: skip
            return None
        amended.append((amendment, rule))
    return None if first is None else LegalForm(first, tuple(amended))


def _chains_known(reader: Reader, forms: dict[str, LegalForm]) -> bool:
    """Whether every step of a chain is a rule of the pack."""
    unknown = [(name, step) for name, form in forms.items() for step in form.first.chain if step not in forms]
    for name, step in unknown:
        reader.faults.add(Fault("unknown-rule", f"{reader.home}/{name}.toml", None, "chain", step,
                                _("is no rule of the pack"),
                                did_you_mean(step, sorted(forms), theirs=True).strip()))  # fmt: skip
    return not unknown


def outcome(reader: Reader) -> OutcomeModel | PointsModel | None:
    """The outcome model: segments and where they divide, legal forms and their effects; or points alone."""
    card, keys = reader.card(), reader.keys("shape.toml")
    if keys is None:
        return None
    if keys.get("form") == "points":
        points, rows = reader.shaped(PointsShape, keys, "shape.toml"), reader.rows(PointsRow, "points.csv")
        return None if card is None or points is None or rows is None else PointsModel(reader.files, card, points, rows)
    if keys.get("form") == UNDATED:
        reader.faults.add(Fault("bad-value", f"{reader.home}/shape.toml", None, "form", UNDATED,
                                _("is the form of evidence/1, whose effects hold for no date"),
                                _("Start again from outcome/evidence/2. A plan made under evidence/1 can be verified "
                                  "with the version of the planner that made it.")))  # fmt: skip
        return None
    shape = reader.shaped(OutcomeShape, keys, "shape.toml")
    segments, forms = reader.rows(Segment, "segments.csv"), reader.rows(FormFacts, "forms.csv")
    effects = reader.rows(Effect, "effects.csv")
    if card is None or shape is None or segments is None or forms is None or effects is None:
        return None
    if not are_sound(reader.home, forms, effects, reader.faults):
        return None
    return OutcomeModel(reader.files, card, shape, segments, forms, effects)


def acceptance(reader: Reader) -> AcceptanceModel | None:
    """The acceptance figures."""
    card, acceptance = reader.card(), reader.shape(Acceptance, "acceptance.toml")
    return None if card is None or acceptance is None else AcceptanceModel(reader.files, card, acceptance)


def travel(reader: Reader) -> TravelModel | None:
    """How each mode turns a line into minutes and, from straight_line/2 on, the hours by which timetables are asked."""
    card, modes = reader.card(), reader.shapes(ModeOfTravel, "modes.toml", reader.keys("modes.toml"))
    has_clock = "clock.toml" in reader.files.files
    clock = reader.shape(Clock, "clock.toml") if has_clock else None
    if card is None or modes is None or (has_clock and clock is None):
        return None
    return TravelModel(reader.files, card, modes, clock)


def policy(reader: Reader) -> Policy | None:
    """The policy's values and groups."""
    card, keys = reader.card(), reader.keys("policy.toml")
    if keys is None:
        return None
    values = reader.shapes(PolicyValue, "policy.toml", keys.get("values", {}))
    groups = reader.shapes(Group, "policy.toml", keys.get("groups", {}))
    if card is None or values is None or groups is None:
        return None
    return Policy(reader.files, card, values, groups)


def occupations(reader: Reader) -> OccupationsModel | None:
    """The codes with their labels, and how near groups lie to each other."""
    card, alike = reader.card(), reader.shape(Alike, "fit.toml")
    codes, near = reader.rows(OccupationCode, "ssyk.csv"), reader.rows(Near, "near.csv")
    if card is None or alike is None or codes is None or near is None:
        return None
    return OccupationsModel(reader.files, card, alike, codes, near)


def benefit(reader: Reader) -> BenefitModel | None:
    """What a month in work saves of income support."""
    card, figures = reader.card(), reader.shape(Benefit, "benefit.toml")
    return None if card is None or figures is None else BenefitModel(reader.files, card, figures)


def futures(reader: Reader) -> FuturesModel | None:
    """The figures from which random futures are drawn."""
    card, figures = reader.card(), reader.shape(FuturesFigures, "futures.toml")
    return None if card is None or figures is None else FuturesModel(reader.files, card, figures)


def simulation(reader: Reader) -> SimulationModel | None:
    """How the pool and the places change from week to week."""
    card, figures = reader.card(), reader.shape(SimulationFigures, "simulation.toml")
    return None if card is None or figures is None else SimulationModel(reader.files, card, figures)
