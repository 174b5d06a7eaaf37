"""Checks of the lot: the seed comes of the public draw, the hash is that of the inputs, and other seeds are listed."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from planner.texts import _
from planner.verification import made_from
from planner.verification.facts import Facts
from planner.verification.groups import MODULUS, seed_of_lot
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan

HASH = re.compile(r"[0-9a-f]{64}")


def lottery(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Seed, draw and hash in plan.json are those of the scenario and of inputs/; the seeds tried are others."""
    plan, scenario = parsed.folder.plan or {}, facts.scenario
    stated = plan.get("lottery")
    if not isinstance(stated, dict):
        return [Objection("lottery", "plan.json lottery", _("is missing."))]
    objections = []
    seed = seed_of_lot(scenario)
    if stated.get("seed") != seed or isinstance(stated.get("seed"), bool):
        message = _("is not the seed that the scenario gives, {seed}.", seed=seed)
        objections.append(Objection("lottery", "plan.json lottery.seed", message))
    named = None if scenario.draw is None else scenario.draw.model_dump(mode="json")
    if stated.get("draw") != named:
        objections.append(Objection("lottery", "plan.json lottery.draw", _("is not the draw that the scenario names.")))
    # Of files that are not those of the plan there is no hash to compare.
    is_whole = not made_from.inputs(facts, parsed)
    if is_whole and stated.get("inputs") != inputs_hash(parsed.folder.home / "inputs", plan["inputs"]):
        message = _("is not the hash of the inputs as they are frozen before a draw.")
        objections.append(Objection("lottery", "plan.json lottery.inputs", message))
    return objections + _tried(stated.get("tried"), plan.get("seed"), seed)


def _tried(stated: object, search: object, lot: int) -> list[Objection]:
    """The list of other seeds: each a pair of whole numbers, listed once, and not the plan's own."""
    where = "plan.json lottery.tried"
    if not isinstance(stated, list) or not all(map(_is_run, stated)):
        return [Objection("lottery", where, _("is no list of seeds."))]
    keys = [(one["search"], one["lot"], one["inputs"]) for one in stated]
    if len(set(keys)) < len(keys) or any(key[:2] == (search, lot) for key in keys):
        return [Objection("lottery", where, _("lists a run twice, or the plan's own."))]
    return []


def _is_run(one: object) -> bool:
    if not isinstance(one, dict) or one.keys() != {"search", "lot", "inputs"}:
        return False
    seeds = [one["search"], one["lot"]]
    whole = all(isinstance(seed, int) and not isinstance(seed, bool) and 0 <= seed < MODULUS for seed in seeds)
    named = one["inputs"]
    return whole and (named is None or (isinstance(named, str) and HASH.fullmatch(named) is not None))


def inputs_hash(home: Path, names: Iterable[str]) -> str:
    """The hash of the files in inputs/ as frozen; `names` are their paths there."""
    lines = ""
    for name in sorted(names):
        raw = (home / name).read_bytes()
        if name == "scenario.toml":
            raw = _without_search(tomllib.loads(raw.decode("utf-8")))
        elif name == "placements.csv":
            raw = _without_drafts(raw.decode("utf-8"))
            if not raw:
                continue
        lines += f"{hashlib.sha256(raw).hexdigest()}  {name}\n"
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def _without_search(keys: Mapping[str, Any]) -> bytes:
    kept = {name: section for name, section in keys.items() if name != "solve"}
    if "lottery" in kept:
        kept["lottery"] = {name: kept["lottery"][name] for name in ("draw", "on")}
    if "settings" in kept:
        kept["settings"] = {
            name: value for name, value in kept["settings"].items() if name not in {"dialect", "headings"}
        }
    return json.dumps(kept, sort_keys=True, default=str).encode("utf-8")


def _without_drafts(text: str) -> bytes:
    header, *rows = list(csv.reader(io.StringIO(text, newline="")))
    stated = [{name: cell for name, cell in zip(header, row, strict=True) if cell} for row in rows]
    kept = sorted(json.dumps(row, sort_keys=True) for row in stated if row.get("state") != "draft")
    return "\n".join(kept).encode("utf-8")
