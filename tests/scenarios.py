"""Scenarios as a test states them: a few rows, the rest by default, written as a folder and read like any other."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from planner.folders import write_files
from planner.formulation import Goal
from planner.inputs import read
from planner.instance import Instance, build
from planner.planning import Plan, make_plan
from planner.schema.rows import Columns, Entries, Rows
from planner.schema.scenario import Scenario
from planner.schema.settings import GOALS
from planner.verification import verify

Cells = dict[str, Any]
Tables = dict[str, list[Cells]]


class Given:
    """One planning week: listed pairs whose outcome is their value, unless the test says otherwise.

    Everybody lives in zone Z, trips take 20 minutes, everything starts in the plan week and lasts four weeks.
    Programme T is of purpose main and costs nothing, C a companion, A an activity, H sheltered; E1 has neither
    limits nor debts.
    """

    def __init__(self, home: Path, **settings: Any) -> None:  # noqa: ANN401 - settings of many kinds
        self.home = home
        self.week = "2026-W48"
        self.tables: Tables = {
            "jobseekers": [],
            "employers": [{"employer_id": "E1", "name": "Ett", "tax_debts": "no"}],
            "programmes": [
                {"programme_id": "T", "rule": "arbetstraning"},
                {"programme_id": "C", "rule": "sfi"},
                {"programme_id": "A", "rule": "arbetstraning", "purpose": "activity"},
                {"programme_id": "H", "rule": "arbetstraning", "purpose": "sheltered"},
            ],
            "slots": [],
            "travel": [{"from_zone": "Z", "to_zone": "Z", "minutes": 20}],
        }
        self.settings: Cells = {"candidates": "listed", "goals": ["outcome"], **settings}
        self.solve: Cells = {"workers": 1, "gap": 0, "time_limit_seconds": 10}
        self.groups: dict[str, Cells] = {}
        self.constraints_off: list[str] = []
        self.models: dict[str, str] = {}
        self.order: Callable[[Sequence[Cells]], Iterable[Cells]] = iter

    def __repr__(self) -> str:
        """All that was stated, so that a failing example can be read."""
        lines = [f"{name}: {row}" for name, rows in self.tables.items() for row in rows]
        return "\n".join([f"{self.week} {self.settings} {self.groups} {self.solve} off {self.constraints_off}", *lines])

    def at(self, home: Path) -> Self:
        """The same, to be written elsewhere."""
        self.home = home
        return self

    def add(self, table: str, **cells: Any) -> Self:  # noqa: ANN401 - cells of many kinds
        """Add a row to a table."""
        self.tables.setdefault(table, []).append(cells)
        return self

    def person(self, name: str, **cells: Any) -> Self:  # noqa: ANN401 - cells of many kinds
        """Add somebody in zone Z."""
        return self.add("jobseekers", jobseeker_id=name, home_zone="Z", **cells)

    def people(self, *names: str, **cells: Any) -> Self:  # noqa: ANN401 - cells of many kinds
        """Add several people alike."""
        for name in names:
            self.person(name, **cells)
        return self

    def slot(self, name: str, **cells: Any) -> Self:  # noqa: ANN401 - cells of many kinds
        """Add a slot of E1 under programme T with one place and four weeks."""
        base = {"slot_id": name, "employer_id": "E1", "programme_ids": "T", "zone": "Z", "places": 1, "weeks": 4}
        return self.add("slots", **{**base, **cells})

    def worth(self, person: str, slot: str, value: float, programme: str | None = None) -> Self:
        """List a pair with its outcome."""
        cells: Cells = {"jobseeker_id": person, "slot_id": slot, "programme_id": programme, "value": value}
        return self.add("outcomes", **cells)

    def running(self, person: str | None, slot: str, state: str = "started", **cells: Any) -> Self:  # noqa: ANN401
        """Add a placement under way, from the plan week on."""
        cells = {"from_week": self.week, **cells}
        return self.add("placements", jobseeker_id=person, slot_id=slot, state=state, **cells)

    def decide(self, decision: str, person: str, slot: str | None = None, **cells: Any) -> Self:  # noqa: ANN401
        """Pin, forbid or contest."""
        return self.add("decisions", jobseeker_id=person, slot_id=slot, decision=decision, **cells)

    def change(self, table: str, key: str, **cells: Any) -> Self:  # noqa: ANN401 - cells of many kinds
        """Change the row whose first cell is `key`."""
        row = next(row for row in self.tables[table] if next(iter(row.values())) == key)
        row.update(cells)
        return self

    def write(self) -> Path:
        """The scenario folder."""
        folder = self.home / "scenario"
        folder.mkdir(parents=True, exist_ok=True)
        parts = [
            f'format = 1\n[scenario]\nname = "given"\nweek = "{self.week}"\nlottery_seed = 48\n',
            _section("constraints", {"off": self.constraints_off}),
            _section("models", self.models),
            _section("settings", self.settings),
            *(_section(f"groups.{name}", group) for name, group in self.groups.items()),
            _section("solve", self.solve),
        ]
        (folder / "scenario.toml").write_text("".join(parts), encoding="utf-8")
        for name, rows in self.tables.items():
            (folder / f"{name}.csv").write_text(_csv_text(name, list(self.order(rows))), encoding="utf-8")
        return folder

    def scenario(self) -> Scenario:
        """What the reader makes of it."""
        return read(self.write())

    def instance(self) -> Instance:
        """The scenario made ready to optimise."""
        return build(self.scenario())

    def plan(self) -> Plan:
        """Its plan, not yet written."""
        return make_plan(self.scenario())


def crowded(home: Path, people: int = 14, slots: int = 8, seed: int = 1) -> Given:
    """An eligible week in which every table has rows and most limits bind; the same for the same arguments."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    given = Given(home, candidates="eligible", goals=list(GOALS))
    given.groups["young"] = {"tag": "young"}
    given.settings["groups"] = ["young", "long_term", "hardest_quarter"]
    for number in range(3):
        given.add("zones", zone=f"Z{number}", lat=55.8 + 0.05 * number, lon=12.8)
        given.add("supervisors", supervisor_id=f"V{number}", capacity=people / 6)
        given.add("caseworkers", caseworker_id=f"K{number}", starts_per_week=max(2, people // 5))
        given.add("funding", funding_id=f"F{number}", budget_sek=90_000 * people / (number + 2) + 0.35)
        given.add(
            "employers", employer_id=f"D{number}", name=f"D {number}", sector="department", tax_debts="no",
            max_people=people // 5,
        )  # fmt: skip
    given.add("travel", from_zone="Z1", to_zone="Z2", minutes=33)
    given.add("programmes", programme_id="B", rule="bea_jobb", funding_id="F0", cost_person_week_sek=5123.45)
    given.add("programmes", programme_id="B2", rule="bea_jobb")
    for number in (1, 2):
        given.add("programme_funding", programme_id="B2", funding_id=f"F{number}", share=number / 3)
    for number in range(people):
        given.person(
            f"P{number:03}", age=draw.randint(18, 60), caseworker_id=f"K{number % 3}",
            support_need=draw.choice((1, 1.5)), registered_status=draw.choice(("JoB", "none")),
            swedish_level=draw.choice(("A2", "B2")), months_unemployed=draw.randint(1, 40),
            education_level=draw.randint(1, 5), groups=draw.choice(("", "young")), waiting_weeks=draw.randint(0, 60),
            priority_class=draw.choice((None, 1, 2)), wished_ssyk=draw.choice(("", "53", "9411")),
        )  # fmt: skip
        given.tables["jobseekers"][-1]["home_zone"] = f"Z{number % 3}"
    for number in range(slots):
        kind = draw.choice(("B|B2|T", "B", "B2|T", "T", "C"))
        given.slot(
            f"S{number:03}", employer_id=f"D{number % 3}", programme_ids=kind, zone=f"Z{number % 3}",
            places=draw.randint(1, 3), min_places=draw.choice((0, 0, 1)), weeks=draw.randint(8, 20),
            start_week=draw.choice(("2026-W50", "2026-W53", "2027-W02")), hours_per_week=draw.choice((20, 40)),
            supervisor_id=f"V{number % 3}", union_consulted_on="2026-11-01", ssyk=draw.choice(("5330", "9411", "9412")),
            gross_month_sek=draw.choice((23_000, 24_500)),
        )  # fmt: skip
        if kind == "C":
            given.tables["slots"][-1].update(employer_id="E1", hours_per_week=15)
    given.change("employers", "E1", sector="education")
    for number in range(0, people - 3, 3):
        given.add("preferences", jobseeker_id=f"P{number:03}", slot_id=f"S{number % slots:03}", rank=draw.randint(0, 3))
        given.add("history", jobseeker_id=f"P{number:03}", programme_id="T", end=draw.choice(("declined", "ended")))
        given.add("baselines", jobseeker_id=f"P{number:03}", value=draw.randint(1, 30) / 100)
        given.worth(f"P{number + 1:03}", f"S{number % slots:03}", draw.randint(20, 80) / 100)
    given.running("P002", "S000", "draft").running("P001", "S001", to_week="2027-W01").running(None, "S002")
    return given.decide("contested", "P003").decide("forbid", "P004", "S001").decide("forbid", "P005", "S002")


_REQUIRED = {
    "jobseekers": ("jobseeker_id", "home_zone"),
    "slots": ("slot_id", "employer_id", "programme_ids", "zone", "places"),
    "outcomes": ("jobseeker_id", "slot_id", "value"),
}


def _csv_text(name: str, rows: Sequence[Cells]) -> str:
    columns = list(dict.fromkeys([*_REQUIRED.get(name, ()), *(column for row in rows for column in row)]))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if row.get(c) is None else row[c] for c in columns] for row in rows)
    return out.getvalue()


def _section(name: str, values: Mapping[str, Any]) -> str:
    return f"[{name}]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in values.items())


def _toml(value: Any) -> str:  # noqa: ANN401 - settings of many kinds
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(v)}" for key, v in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    return json.dumps(value)


# Plans


def written(plan: Plan, folder: Path) -> Path:
    """The plan's folder, whatever the verifier thinks of it."""
    write_files(folder, plan.files)
    return folder


def objections(plan: Plan, folder: Path) -> list[str]:
    """What the verifier objects to in the plan, once written."""
    return [str(objection) for objection in verify(written(plan, folder))]


def pairs(plan: Plan) -> list[str]:
    """The proposals as `person slot programme`."""
    table = plan.assignments[plan.assignments["status"] == "proposed"]
    return [f"{r.jobseeker_id} {r.slot_id} {r.programme_id}" for r in table.itertuples()]


def reason_of(plan: Plan, person: str) -> str:
    """The reason code of a person's only row."""
    table = plan.assignments.set_index("jobseeker_id")
    return str(table.loc[person, "reason_code"])


# Rows and goals as text


@dataclass(frozen=True)
class Names:
    """How columns of every kind are called in the text of a rule or a goal."""

    instance: Instance

    def of(self, kind: str, key: int) -> str:
        """A column's name, such as `x[P1 S1 T]`."""
        people, slots = self.instance.people["jobseeker_id"], self.instance.slots["slot_id"]
        if kind == "x":
            row = self.instance.candidates.loc[key]
            return f"x[{people.iloc[row['person']]} {slots.iloc[row['slot']]} {row['programme_id']}]"
        name = {"runs": slots, "waited": people}.get(kind)
        return f"{kind}[{key if name is None else name.iloc[key]}]"

    def sum(self, entries: Iterable[Entries], row: int = 0) -> str:
        """The terms of one row."""
        terms: dict[str, float] = {}
        for part in entries:
            at = part.row == row
            for key, coefficient in zip(part.key[at].tolist(), part.coefficient[at].tolist(), strict=True):
                name = self.of(part.kind, key)
                terms[name] = terms.get(name, 0.0) + coefficient
        words = [f"{'-' if c < 0 else '+'} {'' if abs(c) == 1 else f'{abs(c):.10g} '}{n}" for n, c in terms.items()]
        text = " ".join(sorted(words, key=lambda word: word.split()[-3:]))
        return text.removeprefix("+ ") or "0"

    def columns(self, columns: Columns) -> list[str]:
        """The columns that a rule or goal declares, with their bounds."""
        bounds = zip(columns.key.tolist(), columns.lower.tolist(), columns.upper.tolist(), strict=True)
        return [f"{self.of(columns.kind, key)} in {low:g}..{high:g}" for key, low, high in bounds]


def rows_text(instance: Instance, rows: Rows) -> str:
    """Rows as text, one a line by key, then the columns they declare."""
    names = Names(instance)
    lines = []
    for number, key in enumerate(rows.keys):
        low, high = rows.lower[number], rows.upper[number]
        lower, upper = "" if np.isneginf(low) else f" >= {low:.10g}", "" if np.isposinf(high) else f" <= {high:.10g}"
        lines.append(f"{', '.join(key)}: {names.sum(rows.entries, number)}{lower}{upper}")
    return "\n".join(sorted(lines) + [line for columns in rows.columns for line in names.columns(columns)])


def goal_text(instance: Instance, goal: Goal) -> str:
    """What a goal wants as large as may be, then its rows."""
    rows = [] if goal.rows is None else rows_text(instance, goal.rows).splitlines()
    return "\n".join([f"most: {Names(instance).sum(goal.entries)}", *rows])


def chosen(instance: Instance, *names: str) -> NDArray[np.int64]:
    """Candidates by name (`P1 S1 T`), as goals and solutions hold them."""
    words = Names(instance)
    at = {words.of("x", int(key))[2:-1]: int(key) for key in instance.candidates.index}
    return np.array(sorted(at[name] for name in names), dtype=np.int64)


def text(*lines: str) -> str:
    """Expected text, one line each."""
    return "\n".join(lines)
