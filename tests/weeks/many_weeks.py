"""Weeks in a row as a test runs them: plan, answer at random, advance with arrivals, leavers and new places."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pandas as pd

from planner.inputs import shipped
from planner.inputs.models import rule_pack
from planner.planning import make_plan, read_scenario, write_verified
from planner.schema.dialect import TableForm
from planner.schema.scenario import Scenario
from planner.schema.weeks import week_label, week_monday
from planner.synthesis import RULES, SynthesisSettings
from planner.synthesis.municipality import synthesise
from planner.weeks import Asked, SettledWeek, advance, settle

PLAIN = TableForm("plain")
# How often the meeting gives each answer to a proposal; the rest it leaves blank.
ANSWERS = {"accepted": 0.5, "declined": 0.15, "offered": 0.15, "hold": 0.1}


@dataclass(frozen=True)
class Turned:
    """One week: its scenario and plan folder, and the week that was made of them."""

    scenario: Scenario
    plan: Path
    answers: list[dict[str, str]]
    settled: SettledWeek
    folder: Path


def weeks_in_a_row(first: Path, number: int, home: Path, seed: int = 1) -> Iterator[Turned]:
    """Plan and advance `number` weeks from a scenario's folder on, in folders of `home`."""
    folder, draw = first, random.Random(seed)  # noqa: S311 - a simulation
    for _week in range(number):
        changes = {"solve": {"workers": 1, "time_limit_seconds": 1.0, "gap": 0.01}}
        scenario = read_scenario(folder, changes=changes)
        label = week_label(scenario.week)
        plan = home / f"plan_{label}"
        plan.mkdir(parents=True)
        write_verified(make_plan(scenario), plan)
        answers = answered(plan, scenario, draw)
        news = home / f"news_{label}"
        write_news(news, scenario, draw)
        asked = Asked(plan, scenario.week + 1, scenario=folder, news=news, by="matchningsmöte")
        after = home / f"week_{week_label(scenario.week + 1)}"
        after.mkdir()
        settled = settle(advance(asked), after, PLAIN)
        yield Turned(scenario, plan, answers, settled, after)
        folder = after


def answered(plan: Path, scenario: Scenario, draw: random.Random) -> list[dict[str, str]]:
    """Fill in the plan's own assignments.csv as a meeting would; its rows."""
    path = plan / "assignments.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    monday = week_monday(scenario.week)
    placements = scenario.tables["placements"]
    due = placements[placements["from_week"] <= scenario.week]
    begun = set(zip(due["jobseeker_id"], due["slot_id"], strict=True))
    for row in rows:
        if row["status"] == "proposed":
            chosen = draw.random()
            for word, share in ANSWERS.items():
                if 0 <= chosen < share:
                    row["decision"] = word
                chosen -= share
            row["answer_by"] = (monday + timedelta(days=draw.choice((8, 15)))).isoformat() if (
                row["decision"] == "offered") else ""  # fmt: skip
        elif row["status"] == "held" and row["slot_id"]:
            row["decision"] = draw.choice(("accepted", "declined", ""))
        elif (row["jobseeker_id"], row["slot_id"]) in begun and row["status"] == "kept" and draw.random() < 0.05:
            row["decision"] = draw.choice(("started", "interrupted", "at_risk"))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return rows


def write_news(folder: Path, scenario: Scenario, draw: random.Random) -> None:
    """Eight people and as many slots come, four people leave and two open slots are withdrawn."""
    folder.mkdir()
    week = week_label(scenario.week + 1)
    settings = SynthesisSettings(municipality="1282", people=24, seed=scenario.week, week=week)
    geography, occupations = shipped() / "geography/scb_2020/1", shipped() / "occupations/jobtech/1"
    rules = rule_pack(RULES, [shipped()])
    tables = synthesise(settings, geography=geography, occupations=occupations, rules=rules)
    mark = week.replace("-", "")
    people = tables["jobseekers"].head(8).assign(caseworker_id="K1", protected_identity="no")
    people["jobseeker_id"] = mark + people["jobseeker_id"]
    _write(folder / "jobseekers.csv", people)
    known = set(scenario.tables["programmes"]["programme_id"])
    slots = tables["slots"]
    slots = slots[(slots["status"] == "open") & (slots["start_week"] > week)]
    slots = slots[slots["programme_ids"].map(lambda forms: set(forms.split("|")) <= known)].head(8)
    for name, key, table in (("employers", "employer_id", tables["employers"]),
                             ("supervisors", "supervisor_id", tables["supervisors"])):  # fmt: skip
        own = table[table[key].isin(slots[key])]
        _write(folder / f"{name}.csv", own.assign(**{key: mark + own[key]}))
    marked = {key: mark + slots[key] for key in ("slot_id", "employer_id")}
    marked["supervisor_id"] = slots["supervisor_id"].map(lambda cell: mark + cell if cell else "")
    _write(folder / "slots.csv", slots.assign(**marked))
    placed = set(scenario.tables["placements"]["jobseeker_id"].dropna())
    free = [person for person in scenario.tables["jobseekers"]["jobseeker_id"] if person not in placed]
    leaving = [person for person in draw.sample(free, 4) if not _is_answered(folder, person)]
    _write(folder / "leavers.csv", pd.DataFrame({"jobseeker_id": leaving}))
    is_open = scenario.tables["slots"]["status"] == "open"
    withdrawn = draw.sample(scenario.tables["slots"].loc[is_open, "slot_id"].tolist(), 2)
    _write(folder / "withdrawn.csv", pd.DataFrame({"slot_id": withdrawn}))


def _is_answered(news: Path, person: str) -> bool:
    """Whether the meeting has accepted something for somebody who would leave."""
    plan = news.parent / news.name.replace("news_", "plan_") / "assignments.csv"
    rows = csv.DictReader(io.StringIO(plan.read_text(encoding="utf-8")))
    return any(row["jobseeker_id"] == person and row["decision"] in {"accepted", "offered"} for row in rows)


def _write(path: Path, table: pd.DataFrame) -> None:
    path.write_text(table.to_csv(index=False, lineterminator="\n"), encoding="utf-8")
