"""The reference instances hold what they promise, and the planner can plan them."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks.peers.answer import as_columns
from benchmarks.reference_instances import (
    FEWEST,
    REFERENCES,
    SHAPES,
    Reference,
    draw,
    made,
    network,
    settings,
    shapes,
    tables,
)
from planner.formulation import assemble, hard_rows
from planner.inputs import read
from planner.instance import build
from planner.solving import is_solution
from planner.synthesis.writing import write_tables

SMALL = (Reference("small", 120, each=12), network(120), *shapes(120))


@pytest.mark.parametrize("reference", SMALL, ids=lambda reference: reference.name)
def test_the_reference_plan_keeps_every_row_minimums_included(reference: Reference) -> None:
    drawn, instance = draw(reference), made(reference)
    people = np.flatnonzero(drawn.reference >= 0)
    assert len(people) > 0
    at = {
        pair: n for n, pair in enumerate(zip(instance.candidates["person"], instance.candidates["slot"], strict=True))
    }
    chosen = np.array(sorted(at[person, drawn.reference[person]] for person in people.tolist()), dtype=np.int64)
    mip = assemble(instance, hard_rows(instance))
    assert is_solution(mip, as_columns(instance, mip, chosen))


@pytest.mark.parametrize("reference", SMALL[:2], ids=lambda reference: reference.name)
def test_pairs_made_in_memory_are_those_that_the_reader_and_build_would_make(
    reference: Reference, tmp_path: Path
) -> None:
    drawn, instance = draw(reference), made(reference)
    write_tables(tables(drawn, drawn.slot.size), settings(drawn), tmp_path)
    whole = build(read(tmp_path))
    pd.testing.assert_frame_equal(instance.candidates, whole.candidates)


def test_the_same_reference_is_the_same_instance() -> None:
    one, other = made(SMALL[0]), made(SMALL[0])
    pd.testing.assert_frame_equal(one.candidates, other.candidates)
    assert one.scenario.settings == other.scenario.settings


def test_a_mark_is_as_the_table_of_references_says() -> None:
    drawn, instance = draw(REFERENCES["300"]), made(REFERENCES["300"])
    assert instance.candidates.groupby("person").size().tolist() == [30] * 300
    assert instance.columns[["person", "slot"]].drop_duplicates().shape[0] == 9_000
    assert len(instance.scenario.tables["funding"]) == 6
    assert np.mean(instance.slots["min_places"] == FEWEST) == pytest.approx(1 / 8, abs=0.02)
    rate = np.mean(drawn.reference >= 0)
    shares = np.array(list(instance.scenario.settings.group_minimum.values())) / drawn.members.sum(axis=0)
    assert len(shares) == 5
    assert np.all((shares > 0.7 * rate) & (shares <= 0.8 * rate))


def test_network_rules_alone_leave_only_persons_and_places() -> None:
    instance = made(network(120))
    mip = assemble(instance, hard_rows(instance))
    assert {rule for rule, _ in mip.names} == {"one_main", "slot_places"}
    assert mip.num_columns == len(instance.columns)


def test_each_shape_is_what_its_name_says() -> None:
    few, same, money, minimum, employers, groups, support = (draw(reference) for reference in SHAPES.values())
    assert few.slot.shape == (3_000, 3)
    assert (same.slot[:, :20] == np.arange(20)).all()
    assert same.slot.shape == (3_000, 30)
    full = np.bincount(money.line, weights=money.cost * np.bincount(money.crowd[money.crowd >= 0], minlength=600))
    assert money.limits["line"] == pytest.approx(0.2 * full, abs=1)
    assert (minimum.fewest == FEWEST).all()
    assert len(employers.limits["employer"]) == 500
    assert not np.isnan(employers.limits["employer"]).any()
    assert groups.members.shape[1] == 20
    assert set(support.need) == set(range(1, 9))
    assert not np.isnan(support.limits["supervisor"]).any()
