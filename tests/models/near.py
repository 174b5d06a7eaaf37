"""near.csv from JobTech's substitutability: how well one SSYK group stands in for another that is wished."""

import csv
import io
from collections import defaultdict
from pathlib import Path

LEAST = 0.05


def near_text(model: Path) -> str:
    """What near.csv holds, computed from occupations.csv and substitutability.csv.

    A wish names a group, not an occupation. So: for each occupation of the wished group the highest percent by which
    an occupation of the offered group can substitute it, 0 where JobTech lists none; the mean over all occupations of
    the wished group, to two decimals, and pairs below 0.05 left out.
    """
    group_of = {row["concept_id"]: row["ssyk4"] for row in _rows(model / "occupations.csv")}
    size: dict[str, int] = defaultdict(int)
    for group in group_of.values():
        size[group] += 1
    best: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in _rows(model / "substitutability.csv"):
        wished, offered = group_of[row["wanted_concept_id"]], group_of[row["substitute_concept_id"]]
        if wished != offered:
            known = best[wished, offered]
            known[row["wanted_concept_id"]] = max(known.get(row["wanted_concept_id"], 0), int(row["percent"]))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("wished", "offered", "fit"))
    for (wished, offered), percents in sorted(best.items()):
        fit = round(sum(percents.values()) / 100 / size[wished] + 1e-9, 2)
        if fit >= LEAST:
            writer.writerow((wished, offered, f"{fit:.2f}"))
    return out.getvalue()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
