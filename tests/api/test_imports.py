"""Imports from Python: the same tables and map as the command, as DataFrames."""

from pathlib import Path

import planner
from tests.imports.exports import HEADINGS, csv_export


def test_an_export_is_tables_a_map_and_what_is_to_be_chosen(tmp_path: Path) -> None:
    export = csv_export(tmp_path, HEADINGS, ("A-1", "Landskrona", "Gymnasium"), ("A-2", "Malmö", "Annan"))
    done = planner.import_export(export, municipality="Landskrona")
    assert list(done.tables["jobseekers"]["education_level"]) == ["3", "Annan"]
    assert list(done.columns["not_read"]) == [0, 0, 1]
    assert done.unread.to_dict("records") == [
        {"column": "education_level", "text": "Annan", "cells": 1, "candidates": ()}
    ]
    assert done.warnings.empty
    assert "1 word to choose" in repr(done)
    out = done.write(tmp_path / "out")
    again = planner.import_export(export, map=out / "import.toml", municipality="Landskrona")
    assert again.map == done.map
