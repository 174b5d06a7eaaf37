"""What scenario.toml may hold, and the settings that a policy and a scenario give together."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SerializerFunctionWrapHandler,
    field_validator,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from planner.schema.closed import Closed
from planner.schema.cures import one_form
from planner.schema.look_ahead import LookAhead
from planner.schema.lottery import Draw
from planner.schema.solver_parameters import SolverParameters
from planner.schema.words import NAMES
from planner.texts import _, languages, translations

# Sought right after the outcome where setting own_residents is "first"; no policy names it.
OWN_RESIDENTS = "own_residents"
GOALS = ("outcome", OWN_RESIDENTS, "other_purposes", "waiting", "fair_share", "group_floor", "max_min", "leximin",
         "stability", "queue", "lot", "preference", "travel", "cost")  # fmt: skip

GoalName = Literal[
    "outcome", "own_residents", "other_purposes", "waiting", "fair_share", "group_floor", "max_min", "leximin",
    "stability", "queue", "lot", "preference", "travel", "cost",
]  # fmt: skip
# The gates that rest on the municipality's own judgement of a person and a place. All others are law, what a person has
# said or has, or facts of the slot, and no policy may hand them to anybody.
MAY_BE_OVERRIDDEN = ("available", "hours", "busy", "education", "swedish", "driving_licence", "skills", "limits",
                     "declined", "last_bus", "travel")  # fmt: skip
ShareValue = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
TripMinutes = Annotated[float, Field(ge=0, le=1440, allow_inf_nan=False)]
ModelReference = Annotated[str, Field(pattern=r"^[a-z0-9_]+(/[0-9]+(\.[0-9]+)*)?$")]


def _known(name: str, known: tuple[str, ...]) -> str:
    if name not in known:
        kind, text = "literal_error", "there is no catalogue for it"
        raise PydanticCustomError(kind, text, {"expected": " or ".join(f"'{one}'" for one in known)})
    return name


LanguageName = Annotated[str, AfterValidator(lambda name: _known(name, languages()))]
# What the columns of a written table are called: their names, or headings of a language.
HeadingsName = Annotated[str, AfterValidator(lambda name: _known(name, (NAMES, *translations())))]


class ScenarioHead(Closed):
    """`[scenario]`: which week this is."""

    name: str | None = Field(default=None, description="what people call the scenario")
    week: str | None = Field(default=None, description="the plan week, an ISO week such as 2026-W48")
    municipality: Annotated[str, Field(pattern=r"^\d{4}$")] | None = Field(
        default=None, description="municipality code"
    )
    language: LanguageName | None = Field(
        default=None, description="the language of texts where no --lang asks for another; without it Swedish"
    )
    lottery_seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = Field(
        default=1,
        description="seed of the lottery among equals, which is drawn anew each plan week; "
        "where [lottery] names a public draw that has been held, of its standing order alone",
    )
    protected: Annotated[int, Field(ge=0)] = Field(
        default=0,
        description="people with protected identity who were taken out before; not asked where jobseekers says who is",
    )


class ModelChoice(Closed):
    """`[models]`: which assumption files; absent means the newest shipped."""

    rules: ModelReference = "sweden"
    outcome: ModelReference = "evidence"
    acceptance: ModelReference = "judgement"
    travel: ModelReference = "straight_line"
    policy: ModelReference = "equal_access"
    occupations: ModelReference = "jobtech"
    futures: ModelReference = "judgement"


class Group(Closed):
    """A group that fair_share or a minimum may name: a tag, or a column and what it must be."""

    tag: str | None = None
    column: str | None = None
    where: Any = None
    ground: Literal["none", "sex", "age", "origin", "religion", "disability", "orientation", "gender_identity"] = "none"
    legal_basis: str | None = None
    approver: str | None = None
    expires: date | None = None
    name_sv: str | None = None
    name_en: str | None = None

    @field_validator("tag")
    @classmethod
    def _as_in_tables(cls, tag: str | None) -> str | None:
        return None if tag is None else one_form(tag)

    @model_validator(mode="after")
    def _one_way_and_a_basis(self) -> Group:
        if (self.tag is None) == (self.column is None):
            raise ValueError(_("needs either tag, or column and where"))
        if self.column is not None and self.where is None:
            raise ValueError(_("has a column and needs where"))
        missing = [name for name in ("legal_basis", "approver", "expires") if getattr(self, name) is None]
        if self.ground != "none" and missing:
            raise ValueError(_("is on a protected ground and needs {keys}", keys=", ".join(missing)))
        return self


class Settings(Closed):
    """The values a plan is made under; a policy gives them, a scenario and the command line may change them."""

    candidates: Literal["eligible", "listed"] = "eligible"
    measure: Literal["follow_up", "regular_weeks"] = "follow_up"
    goals: tuple[GoalName, ...]
    may_cost: dict[GoalName, ShareValue]
    may_cost_total: ShareValue = 1.0
    fair_share: ShareValue
    fair_share_min_people: Annotated[int, Field(ge=1)]
    # 0 looks at the proposals of the plan week alone.
    fair_share_weeks: Annotated[int, Field(ge=0, le=520)] = 0
    groups: tuple[str, ...]
    group_minimum: dict[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    group_minimum_weeks: Annotated[int, Field(ge=0, le=520)] = 0
    # Shares of what each group could have alone, in what group_measure counts.
    group_floor: dict[str, ShareValue] = Field(default_factory=dict)
    group_measure: Literal["placements", "uplift"] = "placements"
    waiting_limit_weeks: Annotated[int, Field(ge=0)]
    waiting_best_share: ShareValue
    waiting_places_share: ShareValue
    waiting_until: Literal["start", "declined_offer"] = "start"
    act_after_weeks: Annotated[int, Field(ge=0)] = 39
    # Whether neighbours in one pool share all places, have own places apart, or residents come first to their own.
    own_residents: Literal["pooled", "first", "apart"] = "pooled"
    max_travel_minutes: TripMinutes
    max_travel_minutes_short: TripMinutes
    max_travel_minutes_children: TripMinutes
    max_travel_minutes_agreed: TripMinutes
    short_hours: Annotated[float, Field(ge=0, le=168, allow_inf_nan=False)]
    travel_check_minutes: TripMinutes
    allow_uncovered_weeks: bool
    score_step: Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
    follow_up_weeks: Annotated[int, Field(ge=1, le=520)]
    may_override: tuple[str, ...] = ("declined",)
    confirmed_weeks: Annotated[int, Field(ge=1, le=520)] = 4
    dialect: Literal["plain", "swedish"] = "plain"
    headings: HeadingsName = NAMES

    def may_spend(self, goal: str) -> float:
        """The share of the best outcome that a goal may cost."""
        return next((share for name, share in self.may_cost.items() if name == goal), 0.0)

    @field_validator("may_override")
    @classmethod
    def _own_judgement(cls, gates: tuple[str, ...]) -> tuple[str, ...]:
        for gate in gates:
            if gate not in MAY_BE_OVERRIDDEN:
                raise ValueError(
                    _(
                        "names {gate}; a person may override only what rests on the municipality's own judgement "
                        "({gates}), never the law, the person's own no or a fact",
                        gate=gate,
                        gates=", ".join(MAY_BE_OVERRIDDEN),
                    )
                )
        return tuple(dict.fromkeys(gates))

    @model_validator(mode="before")
    @classmethod
    def _own_residents_next(cls, stated: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
        """Seek goal own_residents right after the outcome where residents come first, and nowhere else."""
        if not isinstance(stated, dict) or not isinstance(stated.get("goals"), (list, tuple)):
            return stated
        goals = [name for name in stated["goals"] if name != OWN_RESIDENTS]
        if stated.get("own_residents") == "first":
            goals[1:1] = [OWN_RESIDENTS]
        return {**stated, "goals": goals}

    @model_serializer(mode="wrap")
    def _without_unused(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """All settings, and own_residents where a pool of neighbours uses it."""
        return {name: value for name, value in write(self).items() if (name, value) != ("own_residents", "pooled")}

    @model_validator(mode="after")
    def _outcome_first(self) -> Settings:
        if not self.goals or self.goals[0] != "outcome":
            raise ValueError(_("goals must begin with outcome"))
        if len(set(self.goals)) != len(self.goals):
            raise ValueError(_("goals names a goal twice"))
        return self


class SolveSettings(Closed):
    """`[solve]`: how long and how exactly to search."""

    time_limit_seconds: Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)] = 20.0
    gap: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = 0.001
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1
    workers: Annotated[int, Field(ge=1, le=256)] = 2
    # A safety stop of a run that counts its work: it ends when so many seconds have passed, and may then not repeat.
    max_seconds: Annotated[float, Field(gt=0, le=604_800, allow_inf_nan=False)] | None = None
    parameters: SolverParameters = Field(default_factory=SolverParameters)


ConstraintName = Literal[
    "one_main",
    "person_hours",
    "person_shifts",
    "slot_places",
    "employer_people",
    "employer_approaches",
    "supervisor_support",
    "caseworker_starts",
    "funding_budget",
    "funding_pace",
    "module_seats",
    "group_minimum",
    "path_places",
    "decisions",
]


class ConstraintsOff(Closed):
    """`[constraints]`: hard constraints switched off, for tests and studies; every plan lists them."""

    off: tuple[ConstraintName, ...] = ()


def _no_truth_value(value: object) -> object:
    """The value; a truth value, which would be read as 1 or 0, is no number."""
    if isinstance(value, bool):
        raise PydanticKnownError("float_type")
    return value


Amount = Annotated[float, BeforeValidator(_no_truth_value)]


class Patch(Closed):
    """`[[patch]]`: one change of a table or of settings on top of the scenario that `extends` names.

    Patches of one `name` are one change to `planner compare`: none of them is planned without the others.
    """

    name: str | None = None
    table: str | None = None
    where: dict[str, Any] = Field(default_factory=dict)
    set: dict[str, Any] | None = None
    scale: dict[str, Amount] | None = None
    shift: dict[str, Amount] | None = None
    add: str | None = None
    remove: bool | None = None
    settings: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _one_change(self) -> Patch:
        actions = [name for name in ("set", "scale", "shift", "add", "remove") if getattr(self, name) is not None]
        if self.settings is not None:
            if self.table is not None or actions or self.where:
                raise ValueError(_("changes either settings or a table, not both"))
            return self
        if self.table is None or len(actions) != 1:
            raise ValueError(_("needs a table and exactly one of set, scale, shift, add, remove"))
        if self.add is not None and self.where:
            raise ValueError(_("adds rows and takes no where"))
        if self.remove is False:
            raise ValueError(_("has remove = false, which changes nothing"))
        return self


# In entry_groups: the person was in no group.
NO_GROUP = "none"
# What sections of scenario.toml were called before; they are read as the sections of today.
FORMER_SECTIONS = {"rules": "constraints"}


class ScenarioFile(Closed):
    """All of scenario.toml."""

    format: Literal[1]
    extends: str | None = None
    scenario: ScenarioHead = Field(default_factory=ScenarioHead)
    lottery: Draw | None = None
    look_ahead: LookAhead | None = None
    models: ModelChoice = Field(default_factory=ModelChoice)
    settings: dict[str, Any] = Field(default_factory=dict)
    groups: dict[str, Group] = Field(default_factory=dict)
    solve: SolveSettings = Field(default_factory=SolveSettings)
    constraints: ConstraintsOff = Field(default_factory=ConstraintsOff)
    patch: tuple[Patch, ...] = ()
