"""A scenario: one planning week, read, checked and ready to build on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from planner.errors import Fault
from planner.schema.look_ahead import LookAhead
from planner.schema.lottery import Draw
from planner.schema.models import Assumptions
from planner.schema.origins import Origins
from planner.schema.set_aside import SetAside
from planner.schema.settings import Group, Settings, SolveSettings
from planner.schema.weeks import week_monday

PROMISED_STATES = ("accepted", "started", "offered")


class ReadTables(Mapping[str, pd.DataFrame]):
    """Frames by name. Each is handed out as a shallow copy, and pandas copies what is written to.

    So nobody changes a scenario through a frame that they got from it.
    """

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        """Keep frames as they are now, whoever holds them."""
        self._frames = {name: frame.copy(deep=False) for name, frame in frames.items()}

    def __getitem__(self, name: str) -> pd.DataFrame:
        """A frame of the caller's own."""
        return self._frames[name].copy(deep=False)

    def __iter__(self) -> Iterator[str]:
        """The names, in their order."""
        return iter(self._frames)

    def __len__(self) -> int:
        """The number of frames."""
        return len(self._frames)


@dataclass(frozen=True)
class Scenario:
    """Tables and settings of one planning week, with patches applied and people with protected identity taken out.

    `tables` holds one frame per table of `planner.schema.tables.TABLES`, empty where no file was given, with every
    column of the table in its order. Text is str with NaN for blank, whole numbers and weeks are int64 (float64 with
    NaN where a blank means "not stated"), yes/no is bool (nullable boolean where a blank means "not stated"), days
    are datetime64, lists are tuples of str. Weeks are running numbers (`planner.schema.weeks`).
    A change of a frame that was handed out reaches no scenario: a what-if is a new one.
    `available_from` and `start_week` are filled in with the plan week where they were blank. `language` is the one that
    scenario.toml states. `homes` are the folders it
    was read from: first those it extends, its own last.
    `draw` is the public draw that decides the lot, if one is named. `look_ahead` are the prices of the weeks to come
    that goal outcome counts, if the week is planned with them.
    `protected` counts the people with protected identity: those that the tables named (`protected_in_tables`) or, where
    the tables named none, those that scenario.toml says were taken out before.
    `set_aside` are rows with faults that were left out, where that was asked for.
    `warnings` name values in the files that can be planned with but are probably a mistake; `origins` tell where each
    row is in the files.
    """

    name: str
    week: int
    municipality: str | None
    language: str | None
    lottery_seed: int
    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    settings: Settings
    solve: SolveSettings
    assumptions: Assumptions = field(repr=False)
    groups: Mapping[str, Group] = field(default_factory=dict)
    constraints_off: tuple[str, ...] = ()
    draw: Draw | None = None
    look_ahead: LookAhead | None = None
    protected: int = 0
    protected_in_tables: int = 0
    sources: Mapping[str, str] = field(default_factory=dict, repr=False)
    homes: tuple[Path, ...] = field(default=(), repr=False)
    warnings: tuple[Fault, ...] = ()
    set_aside: SetAside = field(default_factory=SetAside, repr=False)
    origins: Origins = field(default_factory=Origins, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the tables from being changed."""
        if not isinstance(self.tables, ReadTables):
            object.__setattr__(self, "tables", ReadTables(self.tables))

    @property
    def seed_of_lot(self) -> int:
        """The seed of the week's lottery: that of the public draw once it has been held, else `lottery_seed`."""
        drawn = None if self.draw is None else self.draw.seed
        return self.lottery_seed if drawn is None else drawn

    @property
    def num_rows(self) -> dict[str, int]:
        """The number of rows of every table that has any."""
        return {name: len(table) for name, table in self.tables.items() if len(table)}

    @property
    def models(self) -> dict[str, str]:
        """The model of each kind that the scenario is planned under, by its reference."""
        return {kind: files.reference for kind, files in sorted(self.assumptions.stored.items())}

    @property
    def has_lapsed(self) -> pd.Series[bool]:
        """For each row of placements, whether it is an offer to be answered before the Monday of the plan week."""
        table = self.tables["placements"]
        return (table["state"] == "offered") & (table["answer_by"] < pd.Timestamp(week_monday(self.week)))

    @property
    def is_promised(self) -> pd.Series[bool]:
        """For each row of placements, whether it is accepted, started, or offered and not lapsed; it may have ended."""
        return self.tables["placements"]["state"].isin(PROMISED_STATES) & ~self.has_lapsed
