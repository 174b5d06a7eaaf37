"""Writes a scenario back out as a folder of plain CSV: no patches left, the models in use copied in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
import tomlkit

from planner.inputs.models import model_files
from planner.schema.columns import kind_of
from planner.schema.scenario import Scenario
from planner.schema.settings import SolveSettings
from planner.schema.spreadsheet import masked
from planner.schema.tables import TABLES
from planner.schema.weeks import week_label


def table_text(name: str, frame: pd.DataFrame) -> str:
    """A table as plain CSV: comma, point, no BOM, columns without any value left out unless required."""
    columns = {}
    for column, field in TABLES[name].row.model_fields.items():
        # Each distinct value is written once; -1 is a blank.
        codes, distinct = pd.factorize(frame[column])
        texts = [masked(kind_of(field).format(value)) for value in distinct]
        if field.is_required() or any(texts):
            columns[column] = np.array([*texts, ""], dtype=object)[codes]
    return pd.DataFrame(columns, dtype=object).to_csv(index=False, lineterminator="\n")


def settings_text(scenario: Scenario) -> str:
    """The resolved scenario.toml: every setting in force stated, nothing extended."""
    document = tomlkit.document()
    document["format"] = 1
    head: dict[str, object] = {"name": scenario.name, "week": week_label(scenario.week)}
    if scenario.municipality is not None:
        head["municipality"] = scenario.municipality
    if scenario.language is not None:
        head["language"] = scenario.language
    head["lottery_seed"] = scenario.lottery_seed
    if scenario.protected:
        head["protected"] = scenario.protected
    document["scenario"] = head
    if scenario.draw is not None:
        document["lottery"] = scenario.draw.model_dump(exclude_none=True)
    if scenario.look_ahead is not None:
        document["look_ahead"] = scenario.look_ahead.model_dump()
    document["models"] = {kind: found.reference for kind, found in scenario.assumptions.stored.items()}
    document["settings"] = scenario.settings.model_dump(mode="json")
    document["solve"] = _solve(scenario.solve)
    document["constraints"] = {"off": list(scenario.constraints_off)}
    groups = {
        name: {key: value for key, value in group.model_dump(mode="python").items() if value is not None}
        for name, group in scenario.groups.items()
    }
    if groups:
        document["groups"] = groups
    return tomlkit.dumps(document)


def scenario_files(scenario: Scenario, *, audit: bool = False) -> Iterable[tuple[str, bytes]]:
    """Every file of the resolved scenario, by its path in the folder; the audit table only where asked for."""
    yield "scenario.toml", settings_text(scenario).encode()
    for name, table in TABLES.items():
        if (name == "audit" and not audit) or (scenario.tables[name].empty and not table.required):
            continue
        yield f"{name}.csv", table_text(name, scenario.tables[name]).encode()
    for path, raw in model_files(scenario.assumptions):
        yield f"models/{path}", raw


def _solve(solve: SolveSettings) -> dict[str, Any]:
    """Section `[solve]`, of its parameters those that are not the default."""
    stated = solve.model_dump(mode="json", exclude_none=True, exclude={"parameters"})
    changed = solve.parameters.model_dump(mode="json", exclude_defaults=True)
    return stated | ({"parameters": changed} if changed else {})
