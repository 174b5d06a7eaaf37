"""What pictures and pages know of one what-if: the summary and the figures of its comparison."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from planner.errors import UsageFault
from planner.folders import COMPARISON_FILE
from planner.reports import named_group
from planner.studies import part_told
from planner.texts import _, in_language

FIGURES_FILE = "figures.csv"
_SIDE = {"scenario", "week", "placed", "jobseekers", "uplift", "cost_sek", "usual", "strongest_usual",
         "judgement_share", "overrides"}  # fmt: skip


@dataclass(frozen=True)
class ComparisonFacts:
    """What the folder of one what-if holds: comparison.json and figures.csv."""

    summary: Mapping[str, Any]
    figures: pd.DataFrame = field(repr=False)

    def side(self, name: str) -> dict[str, Any]:
        """`base` or `what_if` as comparison.json has it, with its unit as a plan has it."""
        own = self.summary[name]
        return {**own, "unit": own.get("unit", "people"), "settings": {"follow_up_weeks": own.get("follow_up_weeks")}}

    @property
    def is_whole(self) -> bool:
        """Whether everything is there that pictures and pages need."""
        sides = (self.summary[side] for side in ("base", "what_if"))
        groups = self.summary.get("groups", {})
        is_named = isinstance(groups, dict) and all(isinstance(said, dict) for said in groups.values())
        return (
            is_named
            and {"people", "doubt", "doubtful"} <= set(self.summary)
            and all(set(side) >= _SIDE for side in sides)
        )

    @property
    def is_told(self) -> bool:
        """Whether so many people are placed, and left, in both plans that sums over them may be told."""
        sides = (self.summary[name] for name in ("base", "what_if"))
        return all(part_told(side["placed"], side["jobseekers"]) is not None for side in sides)

    @property
    def same_unit(self) -> bool:
        """Whether both plans count the same, so that their gains can be compared."""
        return bool(self.side("base")["unit"] == self.side("what_if")["unit"])

    @property
    def names(self) -> tuple[str, str]:
        """What people call the two scenarios."""
        return str(self.summary["base"]["scenario"]), str(self.summary["what_if"]["scenario"])

    def group_name(self, name: str) -> str:
        """What a group is called in the language that is spoken; its key where nothing else is known."""
        said = self.summary.get("groups", {}).get(name, {})
        called = in_language({"sv": said.get("name_sv") or "", "en": said.get("name_en") or ""})
        return called[:1].upper() + called[1:] or named_group({}, name)

    def form_name(self, name: str) -> str:
        """What a legal form is called in the language that is spoken; its id where nothing else is known."""
        said = self.summary.get("programmes", {}).get(name, {})
        return in_language({"sv": said.get("name_sv") or name, "en": said.get("name_en") or name})

    def total(self, measure: str) -> tuple[float, float] | None:
        """A measure of all proposals in the base and the what-if; None where it is not there or not known."""
        own = self.figures[(self.figures["part"] == "total") & (self.figures["measure"] == measure)]
        if len(own) != 1:
            return None
        base, what_if = float(own["base"].iloc[0]), float(own["what_if"].iloc[0])
        return None if math.isnan(base) or math.isnan(what_if) else (base, what_if)

    def floors(self) -> dict[str, tuple[float, float]]:
        """The least number of people of each group that has one, in the base and the what-if."""
        own = self.figures[(self.figures["part"] == "group") & (self.figures["measure"] == "floor")]
        known = own.dropna(subset=["base", "what_if"])
        return {str(n): (float(a), float(b)) for n, a, b in known[["name", "base", "what_if"]].itertuples(index=False)}

    def placed(self, part: str) -> pd.DataFrame:
        """People placed by name of a part (group or programme): columns base and what_if."""
        own = self.figures[(self.figures["part"] == part) & (self.figures["measure"] == "placed")]
        return own.set_index("name")[["base", "what_if"]].astype(int)


def comparison_facts(folder: Path) -> ComparisonFacts:
    """Read the folder of one what-if; UsageFault where it is not as planner compare wrote it."""
    try:
        summary = json.loads((folder / COMPARISON_FILE).read_text(encoding="utf-8"))
        text = (folder / FIGURES_FILE).read_text(encoding="utf-8-sig")
        separator = ";" if ";" in text.split("\n", 1)[0] else ","
        figures = pd.read_csv(
            folder / FIGURES_FILE,
            sep=separator,
            decimal="," if separator == ";" else ".",
            encoding="utf-8-sig",
            dtype={"part": "str", "name": "str", "measure": "str"},
        )
        facts = ComparisonFacts(summary, figures)
        is_whole = facts.is_whole and facts.placed("group").columns.equals(facts.placed("programme").columns)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise UsageFault(_not_ours(folder)) from fault
    if not is_whole:
        raise UsageFault(_not_ours(folder))
    return facts


def _not_ours(folder: Path) -> str:
    return _("{folder}: comparison.json or figures.csv is not as planner compare wrote it. Compare again.",
             folder=folder)  # fmt: skip
