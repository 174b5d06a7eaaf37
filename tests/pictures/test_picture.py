"""A picture as SVG and PNG: its text is text, the same call gives the same bytes, and a lean install says the cure."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from matplotlib.image import imread

from planner.errors import UsageFault
from planner.pictures import Picture, PlanFacts, plan_pictures
from planner.planning import reopen
from planner.texts import speaking


def made() -> Picture:
    def draw(axes: Any) -> None:  # noqa: ANN401 - matplotlib's
        axes.barh([0], [1.5])
        axes.annotate("costs $5 and $6", (1.5, 0))

    return Picture("one", "A finding", "What it shows", pd.DataFrame({"a": [1.5]}), draw, height=1.0)


def test_the_svg_is_xml_whose_title_and_labels_are_text_as_they_are_written() -> None:
    text = "".join(ET.fromstring(made().svg).itertext())  # noqa: S314 - our own
    assert "A finding" in text
    assert "costs $5 and $6" in text


def test_the_png_is_a_picture_of_the_same_and_both_come_out_the_same_every_time() -> None:
    height, width, _colours = imread(io.BytesIO(made().png)).shape
    assert width == 1440
    assert height > 200
    assert made().png == made().png
    assert made().svg == made().svg
    assert "date" not in made().svg


def test_two_pictures_on_one_page_share_no_id() -> None:
    one, other = (
        {element.get("id") for element in ET.fromstring(picture.for_page).iter()} - {None}  # noqa: S314 - our own
        for picture in (made(), replace(made(), name="other"))
    )
    assert one
    assert one & other == set()


def test_the_style_of_whoever_calls_is_left_alone_and_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    import matplotlib as mpl  # noqa: PLC0415 - changed for this test alone

    before = made().svg
    monkeypatch.setitem(mpl.rcParams, "font.size", 31.0)
    assert made().svg == before
    assert mpl.rcParams["font.size"] == 31.0


def test_without_the_extra_a_picture_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    # A module that is None there cannot be imported.
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(UsageFault, match=r"placement-planner\[report\]"):
        _ = made().png


def test_a_picture_is_drawn_in_the_language_in_which_it_was_made(pictured: Path) -> None:
    with speaking("sv"):
        picture = plan_pictures(PlanFacts(reopen(pictured)))["gain"]
    with speaking("en"):
        assert "fler i arbete eller studier" in picture.svg
        assert picture.title.startswith("Förslagen ger")
