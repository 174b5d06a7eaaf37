"""The scenarios that questions are asked of, with a sixth of the people, so that a test can ask them."""

import csv
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.plan_runs import ROOT

ASKED = ("landskrona", "landskrona_audit", "landskrona_fair", "questions")
# Questions are about somebody by name, and about the few who read Swedish in the mornings.
NAMED = ("J0362",)
MORNINGS = "mo-am|tu-am|we-am|th-am"
_VALUES = re.compile(r"^values = \[(?:.*, )?(.*)\]$", re.MULTILINE)
_LIMIT = re.compile(r"^time_limit_seconds = .*$", re.MULTILINE)


def write_small(home: Path) -> None:
    """Copy what questions are asked of to home/scenarios, with few people, and each study with its last value alone."""
    for name in ASKED:
        shutil.copytree(ROOT / "scenarios" / name, home / "scenarios" / name)
    kept: set[str] = set()
    for path in sorted(home.rglob("*jobseekers.csv")):
        kept |= set(_cut(path, _is_kept))
    for path in sorted(home.rglob("*.csv")):
        if not path.name.endswith("jobseekers.csv"):
            _cut(path, lambda row: row.get("jobseeker_id", "") in {"", *kept})
    for path in sorted(home.rglob("study.toml")):
        study = path.read_text(encoding="utf-8")
        path.write_text(_LIMIT.sub("time_limit_seconds = 0.1", _VALUES.sub(r"values = [\1]", study)), encoding="utf-8")


def _is_kept(row: Mapping[str, str]) -> bool:
    name = row["jobseeker_id"]
    return int(name[1:]) % 6 == 0 or name in NAMED or row.get("busy") == MORNINGS


def _cut(path: Path, keep: Callable[[Mapping[str, str]], bool]) -> list[str]:
    """Leave the rows of a table that are to be kept; the people in them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = file.readline()
        file.seek(0)
        reader = csv.DictReader(file, delimiter=";" if ";" in head else ",")
        columns, rows = list(reader.fieldnames or ()), [row for row in reader if keep(row)]
    if "jobseeker_id" not in columns:
        return []
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return [row["jobseeker_id"] for row in rows]
