"""The straight line against a table of trips: its error by distance, and figures fitted anew."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from planner.candidates.travel import kilometres
from planner.errors import UsageFault
from planner.inputs import list_models, read
from planner.schema.models import ModeOfTravel
from planner.timetables import line_errors, refitted
from planner.timetables.straight_line import changed
from tests.cli.small import run
from tests.timetables.porto_alegre import ROOT, scenario

Screen = pytest.CaptureFixture[str]
# What the trips of the made-up town really take; the shipped model says 12, 8, 30 and 115.
TRUE = {"waiting": 6.0, "near_km": 6.0, "near_speed": 20.0, "speed": 50.0, "evening_wait": 25.0}
TOWNS = {f"z{at}": (56.0 + 0.011 * at * (-1) ** at, 13.0 + 0.037 * at) for at in range(14)}


def town(home: Path, noise: float = 0.0, keep: int = 14) -> Path:
    """A week whose table has trips by TRUE between fourteen zones by day and in the evening, and one that has none."""
    folder = scenario(home, {"landskrona": (56.0, 13.0), "haljarp": (56.0, 13.1), "svalov": (56.0, 13.2), **TOWNS})
    how = read(folder).assumptions.travel.modes["transit"]
    zones = pd.DataFrame([(zone, *at) for zone, at in TOWNS.items()], columns=["zone", "lat", "lon"])
    names, draw = list(TOWNS)[:keep], np.random.default_rng(1)
    km = kilometres(zones, names, names)
    rows = []
    for part in ("day", "evening"):
        for (start, end), way in np.ndenumerate(km):
            if start != end:
                minutes = int(np.ceil(_minutes(changed(how, TRUE), way, part) + noise * draw.laplace()))
                rows.append(f"{names[start]},{names[end]},transit,{part},{max(minutes, 1)},2026-11-20,bus.zip 7")
    rows.append(f"{names[0]},haljarp,transit,day,,2026-11-20,bus.zip 7")
    head = "from_zone,to_zone,mode,when,minutes,as_of,looked_up_in"
    (folder / "travel.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return folder


def _minutes(how: ModeOfTravel, km: float, part: str) -> float:
    assert how.near_km is not None
    assert how.near_speed is not None
    assert how.evening_wait is not None
    way = km * how.detour.value
    near = min(way, how.near_km.value)
    wait = how.waiting.value + (how.evening_wait.value if part == "evening" else 0.0)
    return wait + 60 * (near / how.near_speed.value + (way - near) / how.speed.value)


def test_the_error_is_that_of_planning_by_mode_and_distance(tmp_path: Path) -> None:
    week = read(town(tmp_path))
    errors = line_errors(week)
    whole, *steps = errors
    assert (whole.mode, whole.step, whole.pairs, whole.no_trip) == ("transit", None, 14 * 13 * 2, 1)
    assert sum(one.pairs for one in steps) == whole.pairs
    how = week.assumptions.travel.modes["transit"]
    table = week.tables["travel"].dropna(subset=["minutes"])
    zones = week.tables["zones"]
    off = []
    for start, end, part, minutes in table[["from_zone", "to_zone", "when", "minutes"]].itertuples(index=False):
        km = float(kilometres(zones, [str(start)], [str(end)])[0, 0])
        off.append(np.ceil(_minutes(how, km, str(part)) - 1e-9) - minutes)
    assert whole.mean == pytest.approx(np.mean(off))
    assert whole.size == pytest.approx(np.mean(np.abs(off)))
    assert whole.near == pytest.approx(np.mean(np.abs(off) <= 10))


def test_a_fit_finds_the_figures_that_the_trips_go_by(tmp_path: Path) -> None:
    found = refitted(read(town(tmp_path, noise=1.0)))
    figures = found.figures["transit"]
    for name, true in TRUE.items():
        assert figures[name] == pytest.approx(true, rel=0.1, abs=1.0), name
    assert "weekend_wait" not in figures  # no row tells of it
    before, after = found.errors["transit"]
    assert after < 2.0 < before


def test_a_new_version_is_written_whole_is_sound_and_is_planned_by(tmp_path: Path, capsys: Screen) -> None:
    folder = town(tmp_path)
    out = folder / "models" / "travel" / "our_line" / "1"
    assert run(["travel", str(folder), "--refit", str(out), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "transit: " in said
    assert 'travel = "our_line/1"' in said
    settings = (folder / "scenario.toml").read_text(encoding="utf-8")
    (folder / "scenario.toml").write_text(settings.replace("straight_line/9", "our_line/1"), encoding="utf-8")
    (used,) = [one for one in list_models(folder) if one.kind == "travel" and one.is_used]
    assert (used.name, used.version, used.changed) == ("our_line", "1", ())
    assert line_errors(read(folder))[0].size < 1.0
    assert run(["models", str(folder), "--json"]) == 0
    told = [one for one in json.loads(capsys.readouterr().out) if "against_table" in one]
    assert [(one["name"], one["against_table"][0]["pairs"]) for one in told] == [("our_line", 14 * 13 * 2)]
    assert run(["models", str(folder), "--lang", "en"]) == 0
    assert "The straight line (our_line/1) against table travel" in capsys.readouterr().out
    assert run(["travel", str(folder), "--refit", str(out)]) == 2  # it is there


def test_what_cannot_be_fitted_writes_nothing(tmp_path: Path, capsys: Screen) -> None:
    with pytest.raises(UsageFault):
        refitted(read(town(tmp_path / "few", keep=4)))
    folder, out = town(tmp_path), tmp_path / "models" / "travel" / "our_line" / "1"
    for asked in (["--refit", str(tmp_path / "line")], ["--refit", str(out), "--compare"]):
        assert run(["travel", str(folder), *asked]) == 2
    (folder / "travel.csv").unlink()
    assert run(["travel", str(folder), "--refit", str(out), "--lang", "en"]) == 2
    assert "Nothing is written" in capsys.readouterr().err
    assert not out.parent.exists()
    assert (ROOT / "models" / "travel" / "straight_line" / "2" / "card.toml").is_file()
