"""The generator gives the published words, and a number belongs to what it is about and to nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from planner.studies.futures.keyed import Draws, philox

ONES, PI = 0xFFFFFFFF, (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344)


@pytest.mark.parametrize(
    "counter, key, words",
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((ONES,) * 4, (ONES, ONES), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (PI, (0xA4093822, 0x299F31D0), (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
    ],
)
def test_the_generator_gives_the_words_that_its_authors_published(
    counter: tuple[int, ...], key: tuple[int, ...], words: tuple[int, ...]
) -> None:
    found = philox([np.uint64(word) for word in counter], [np.uint64(word) for word in key])
    assert tuple(int(word) for word in found) == words


def test_a_number_follows_seed_question_id_and_future_and_not_who_else_is_asked_for() -> None:
    all_of_them = Draws(1, 0, 100).uniforms("accepts", ["P1", "P2", "P3"])
    assert (Draws(1, 0, 100).uniforms("accepts", ["P3", "P1"]) == all_of_them[[2, 0]]).all()
    assert (Draws(1, 37, 63).uniforms("accepts", ["P2"]) == all_of_them[1:2, 37:63]).all()
    for other in (Draws(2, 0, 100).uniforms("accepts", ["P1"]), Draws(1, 0, 100).uniforms("begins", ["P1"])):
        assert abs(np.corrcoef(other[0], all_of_them[0])[0, 1]) < 0.4
        assert (other != all_of_them[0]).all()


def test_numbers_are_spread_evenly_and_those_of_two_people_are_unrelated() -> None:
    rows = Draws(1, 0, 4000).uniforms("accepts", [f"P{number}" for number in range(50)])
    assert stats.kstest(rows.ravel(), "uniform").pvalue > 1e-3
    between = np.asarray(np.corrcoef(rows))[np.triu_indices(50, 1)]
    assert np.abs(between).max() < 5 / np.sqrt(4000)
    assert ((rows > 0) & (rows < 1)).all()
