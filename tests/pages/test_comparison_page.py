"""The report of a comparison: both sides as planner compare wrote them, and no small count of people."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from planner.errors import UsageFault
from planner.pages import report_page
from planner.pictures import comparison_facts, comparison_pictures
from planner.planning import make_plan
from planner.reports import study_files
from planner.studies import Study, plan_alike
from planner.texts import speaking
from tests.compared import compared as one_compared
from tests.scenarios import crowded


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a comparison with a week of twice as many slots, its files in the Swedish dialect."""
    home = tmp_path_factory.mktemp("compared")
    weeks = []
    for name, slots in (("base", 12), ("more", 24)):
        given = crowded(home / name, people=70, slots=slots)
        given.solve["time_limit_seconds"] = 1
        given.settings["dialect"] = "swedish"
        weeks.append(given.scenario())
    plans = plan_alike(weeks, lambda week, start: make_plan(week, start=start))
    folder = home / "out"
    folder.mkdir()
    for name, raw in study_files(Study((one_compared(plans[0], plans[1]),)), [""], {}).items():
        (folder / name).write_bytes(raw)
    return folder


def test_both_sides_stand_in_the_pictures_as_they_were_written(compared: Path) -> None:
    stated = json.loads((compared / "comparison.json").read_text(encoding="utf-8"))
    pictures = comparison_pictures(comparison_facts(compared), 1)
    gains = list(pictures["gain-1"].table.iloc[:, 1])
    told = pictures["money-1"].table
    figures = comparison_facts(compared).total("benefit_saved_sek")
    assert figures is not None
    assert told.iloc[1, 1:].astype(float).tolist() == pytest.approx([one / 1000 for one in figures])
    assert {round(stated[side]["uplift"], 6) for side in ("base", "what_if")} <= {round(gain, 6) for gain in gains}
    counts = pictures["groups-1"].table
    assert counts["What-if"].sum() > counts["Base"].sum() > 0
    for name in ("groups-1", "programmes-1", "who-1"):
        numbers = (
            [] if name not in pictures else pictures[name].table.select_dtypes("number").to_numpy().ravel().tolist()
        )
        assert not [number for number in numbers if 0 < number < 5]


def test_the_page_names_both_weeks_and_no_person(compared: Path) -> None:
    page = report_page(compared).decode("utf-8")
    assert "given" in page
    assert "P00" not in page
    assert page.count("<figure>") >= 3


def test_the_gain_says_what_it_supposes_and_how_far_it_reaches_over_take_up_and_futures(compared: Path) -> None:
    facts = comparison_facts(compared)
    begun = {"value": 0.5, "low": 0.25, "high": 1.75}
    take_up = {"share": {"value": 0.6, "low": 0.4, "high": 0.9}, "difference": {"begun_uplift": begun}}
    difference = {"begun_uplift": {**begun, "low": -0.5}, "in_work": {"value": 1.0, "low": -3.0, "high": 5.0}}
    futures = {"draws": 1000, "level": 0.95, "difference": difference}
    told = replace(facts, summary={**facts.summary, "take_up": take_up, "futures": futures})
    with speaking("en"):
        plain, drawn = (comparison_pictures(one, 1)["gain-1"] for one in (facts, told))
    assert plain.title.startswith("If every place comes about and all say yes, ")
    notes = " ".join(drawn.notes)
    for said in (
        "60% of the new places come about (40% to 90%",
        "+0.50 (+0.25 to +1.75)",
        "differs by -0.50 to +1.75",
        "by -3.0 to +5.0",
    ):
        assert said in notes


def test_a_folder_of_several_what_ifs_has_a_section_for_each(compared: Path, tmp_path: Path) -> None:
    for home in ("1_some", "2_more"):
        (tmp_path / home).mkdir()
        for path in compared.iterdir():
            (tmp_path / home / path.name).write_bytes(path.read_bytes())
    page = report_page(tmp_path).decode("utf-8")
    assert 'id="what-if-1"' in page
    assert 'id="what-if-2"' in page


@pytest.mark.parametrize(
    "name, before, after",
    [
        ("figures.csv", "measure", "measured"),
        ("comparison.json", '"doubtful"', '"sure"'),
        ("comparison.json", '"groups": {', '"groups": {"x": "y", '),
        ("comparison.json", '"groups": {', '"groups": [], "rest": {'),
    ],
)
def test_a_comparison_that_somebody_changed_is_refused_in_plain_words(
    name: str, before: str, after: str, compared: Path, tmp_path: Path
) -> None:
    for path in compared.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert before in text
    (tmp_path / name).write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(UsageFault, match="Compare again"):
        report_page(tmp_path)
