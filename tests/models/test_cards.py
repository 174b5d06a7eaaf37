"""Every shipped model has a whole card about itself, and the files it was written about."""

from pathlib import Path

import pytest

from planner.errors import Faults
from planner.inputs.models.reader import Reader
from planner.inputs.models.shipped import find
from tests.models.cards import CARDS, MODELS, with_checksums
from tests.models.near import near_text

NAMES = [card.parent.relative_to(MODELS).as_posix() for card in CARDS]


@pytest.mark.parametrize("card", CARDS, ids=NAMES)
def test_a_card_says_everything_and_speaks_of_its_own_folder(card: Path) -> None:
    kind, name, version = card.parent.relative_to(MODELS).parts
    faults = Faults()
    files = find(kind, f"{name}/{version}", [MODELS], faults)
    assert files is not None
    read = Reader(kind, files, faults).card()
    assert [str(fault) for fault in faults.found] == []
    assert read is not None
    assert all(getattr(read, key) for key in ("title", "population", "units", "range", "not_for", "known_bias"))
    assert all(getattr(read, key) for key in ("licence", "source", "reviewed_by"))


@pytest.mark.parametrize("card", CARDS, ids=NAMES)
def test_a_card_has_the_checksum_of_every_file(card: Path) -> None:
    assert card.read_text(encoding="utf-8") == with_checksums(card), "if meant: python -m tests.models.update"


@pytest.mark.parametrize("model", sorted((MODELS / "occupations").glob("*/*")), ids=lambda path: path.name)
def test_nearness_is_what_substitutability_gives(model: Path) -> None:
    assert (model / "near.csv").read_text(encoding="utf-8") == near_text(model)


def test_a_substitute_for_one_of_three_occupations_counts_a_third(tmp_path: Path) -> None:
    (tmp_path / "occupations.csv").write_text("concept_id,ssyk4\na,1111\nb,1111\nc,1111\nd,2222\ne,2222\n")
    (tmp_path / "substitutability.csv").write_text(
        "wanted_concept_id,substitute_concept_id,percent\na,d,25\na,e,75\na,b,75\nd,a,25\n"
    )
    assert near_text(tmp_path) == "wished,offered,fit\n1111,2222,0.25\n2222,1111,0.13\n"
