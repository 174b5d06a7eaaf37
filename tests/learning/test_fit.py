"""A history becomes a model that plans read; what cannot carry one is refused with its cause."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from planner.errors import InputFaults
from planner.inputs.models import outcome_model, places, shipped
from planner.learning import Fit, ModelName, fit, model_files_of, read_history
from tests.learning.histories import made_up, write

TODAY = date(2026, 1, 1)


def fitted(folder: Path, rows: pd.DataFrame, settings: str | None = None) -> Fit:
    chosen = None
    if settings is not None:
        chosen = folder / "fit.toml"
        chosen.write_text(settings, encoding="utf-8")
    history = read_history(write(folder, rows), chosen, TODAY)
    return fit(history, outcome_model(history.settings.base, [shipped()]))


def stored(folder: Path, made: Fit) -> Path:
    home = folder / "models" / "outcome" / "town" / "1"
    home.mkdir(parents=True)
    for name, raw in model_files_of(made, ModelName("town", "1", TODAY)).items():
        (home / name).write_bytes(raw)
    return folder / "models"


def said(folder: Path, rows: pd.DataFrame) -> list[str]:
    with pytest.raises(InputFaults) as stop:
        fitted(folder, rows)
    return [str(fault) for fault in stop.value.faults]


def test_the_stored_model_is_an_outcome_model_with_fitted_levels_and_effects(tmp_path: Path) -> None:
    made = fitted(tmp_path, made_up(1500, placed=0.3))
    model = outcome_model("town/1", [place.folder for place in places([], stored(tmp_path, made))])
    level = {row.segment: row.baseline for row in model.segments}
    assert level["long_working_under_12"] > 0.6
    assert level["long_low_24_or_more"] < 0.4
    effects = [row for row in model.effects if row.rule == "arbetspraktik" and row.on_date == "ended"]
    assert len(effects) == 6
    assert all(row.kind == "observed" and row.effect_low > 0.05 for row in effects)
    # Made with 0.9 in log-odds, which is about 0.2 in chance.
    assert all(0.1 < row.effect < 0.3 for row in effects)
    # What the history cannot tell is the base's.
    assert {row.rule for row in model.effects} == {row.rule for row in made.base.effects}
    assert model.card.fitted is not None
    assert model.card.fitted.beats_null


def test_400_rows_without_signal_do_not_beat_the_base_rate(tmp_path: Path) -> None:
    made = fitted(tmp_path, made_up(400, signal=0.0))
    assert not made.figures.beats_null
    assert 0.4 < made.figures.base_rate < 0.6


def test_a_class_under_30_is_drawn_to_the_mean_and_says_so(tmp_path: Path) -> None:
    rows = made_up(600, placed=0.3)
    rare = (rows["education_level"] < 3) & (rows["months_unemployed"] < 12)
    rows = rows[~rare | (rare.cumsum() <= 12)]
    made = fitted(tmp_path, rows)
    few = [one for one in made.segments if one.number < 30]
    assert few
    text = model_files_of(made, ModelName("town", "1", TODAY))["segments.csv"].decode()
    assert text.count("under 30: drawn to the mean of everybody") == len(few)


def test_one_outcome_alone_is_refused(tmp_path: Path) -> None:
    assert "has the same outcome" in said(tmp_path, made_up(300).assign(outcome="no"))[0]


def test_too_few_people_without_a_place_are_refused(tmp_path: Path) -> None:
    assert "levels need 100" in said(tmp_path, made_up(300, placed=0.9))[0]


def test_a_feature_that_tells_the_outcome_is_named(tmp_path: Path) -> None:
    rows = made_up(300)
    rows["months_unemployed"] = (rows["outcome"] == "no") * 12
    (line,) = said(tmp_path, rows)
    assert "months_unemployed: tells the outcome nearly alone (AUC 1.000)" in line


def test_an_unknown_rule_is_named_with_its_row(tmp_path: Path) -> None:
    rows = made_up(300)
    rows.loc[4, "rule"] = "arbetspraktika"
    (line,) = said(tmp_path, rows)
    assert "row 6, rule" in line
    assert 'Did you mean "arbetspraktik"?' in line


def test_unknown_outcomes_are_a_class_of_their_own(tmp_path: Path) -> None:
    rows = made_up(600)
    rows.loc[:99, "outcome"] = "unknown"
    made = fitted(tmp_path, rows)
    assert (made.unknown, made.not_placed) == (100, 500)


def test_groups_are_told_apart_in_calibration_and_are_no_features(tmp_path: Path) -> None:
    made = fitted(tmp_path, made_up(600), 'groups = ["sex"]')
    assert [(ground, group) for ground, group, _ in made.groups] == [("sex", "kvinna"), ("sex", "man")]
    assert not any(name.startswith("sex") for name in made.levels.design.names)
    with pytest.raises(InputFaults, match=r"features"):
        fitted(tmp_path, made_up(600), 'features = ["sex"]')
