"""Models as they are listed: where each lies, which is used, and which differ from their card."""

from __future__ import annotations

from pathlib import Path

from planner.errors import Faults
from planner.inputs.models.listing import ModelListed, listed
from planner.inputs.models.shipped import places
from planner.schema.settings import ModelChoice
from tests.models.copies import copy_model


def travel_models(home: Path, wanted: str) -> list[ModelListed]:
    """The travel models beside the shipped ones, where a scenario wants one of them."""
    faults = Faults()
    found = listed(ModelChoice(travel=wanted), places([home], None), faults)
    assert not faults.found
    return [row for row in found if row.kind == "travel" and row.found_in == "scenario"]


def test_only_the_version_that_would_be_planned_with_is_used(tmp_path: Path) -> None:
    for version in ("9", "10"):
        copy_model("travel", "straight_line/1", tmp_path / "models", "ours", version)
    assert {row.version: row.is_used for row in travel_models(tmp_path, "ours")} == {"9": False, "10": True}
    assert {row.version: row.is_used for row in travel_models(tmp_path, "ours/9")} == {"9": True, "10": False}


def test_a_file_that_differs_from_the_card_or_is_not_on_it_is_changed_and_one_left_out_is_not(tmp_path: Path) -> None:
    own = copy_model("outcome", "evidence/2", tmp_path / "models", "ours", "1")
    (own / "forms.csv").write_text((own / "forms.csv").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (own / "more.csv").write_text("a\n", encoding="utf-8")
    (own / "segments.csv").unlink()
    found = listed(ModelChoice(), places([tmp_path], None), Faults())
    assert [row.changed for row in found if row.name == "ours"] == [("forms.csv", "more.csv")]


def test_a_card_that_names_no_files_calls_none_changed(tmp_path: Path) -> None:
    own = copy_model("outcome", "evidence/2", tmp_path / "models", "ours", "1")
    card = own / "card.toml"
    card.write_text(card.read_text(encoding="utf-8").partition("[files]")[0], encoding="utf-8")
    found = listed(ModelChoice(), places([tmp_path], None), Faults())
    assert [row.changed for row in found if row.name == "ours"] == [()]
