"""Tables of effects that cannot be are refused when they are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputFaults
from tests.models.cards import MODELS
from tests.models.copies import write_copy
from tests.scenarios import Given

BEA_RUNNING = "bea_jobb,,,24_or_more,running"


@pytest.mark.parametrize(
    "change, said",
    [
        (
            ("effects.csv", f"{BEA_RUNNING},-0.04,-0.17,0.00", f"{BEA_RUNNING},0.01,-0.17,0.01"),
            "is a gain of a placement",
        ),
        (("effects.csv", "-0.17,0.00,deadweight|lock_in", "-0.17,0.00,deadweight"), "lacks lock_in"),
        (("effects.csv", "0.13,0.04,0.17,deadweight,", "0.13,0.04,0.17,,"), "must contain deadweight"),
        (("effects.csv", "0.17,deadweight,", "0.17,deadweight|deadweight,"), "names something twice"),
        (("effects.csv", "0.24,0.08,0.36,deadweight,", "0.24,0.08,0.36,deadweight|displacement,"), "called gross"),
        (("effects.csv", "komvux,,,12_to_23,running", "komvux,,,12_to_23,ended"), "an earlier row has spoken"),
        (("effects.csv", "komvux,,,12_to_23,running", "komvux,municipal,,12_to_23,running"), "lacks rows for"),
        (("effects.csv", "0.24,0.08,0.36", "0.40,0.08,0.36"), "outside its range"),
        (("forms.csv", "komvux,study", "komvuxx,study"), "has no row in forms.csv"),
        (("forms.csv", "komvux,study", "sfi,study"), "stands in more than one row"),
        (("shape.toml", "dated_segments", "segments"), "is the form of evidence/1"),
    ],
)
def test_the_reader_refuses_effects_that_cannot_be(tmp_path: Path, change: tuple[str, str, str], said: str) -> None:
    file, old, new = change
    assert old in (MODELS / "outcome" / "evidence" / "2" / file).read_text(encoding="utf-8")
    write_copy(
        tmp_path / "scenario",
        "outcome",
        "evidence/2",
        lambda name, text: text.replace(old, new, 1) if name == file else text,
    )
    given = Given(tmp_path, candidates="eligible").person("P1").slot("S1")
    given.models["outcome"] = "ours"
    with pytest.raises(InputFaults, match=said):
        given.scenario()
