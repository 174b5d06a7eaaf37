"""Turns published instances into scenario folders, which are then planned by the command line like any other week.

    python -m benchmarks.instances refugee_synthetic DATA FOLDER [--people N] [--decimals D]
    python -m benchmarks.instances assign100 DATA FOLDER

DATA is the folder of the instances. The scenarios list their pairs with values and use no models; the only goal is the
sum of these values.
"""

import argparse
import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BATCH = 100
# The generator numbers its places in this order (utils/common.py there); the probabilities carry the numbers alone.
PLACES = (
    *("California", "Florida", "Illinois", "Maryland", "Massachusetts"),
    *("New Jersey", "New York", "Pennsylvania", "Texas", "Virginia"),
)
# All costs of assign100 are below this, so every pair has a positive value and everybody is assigned.
ASSIGN_TOP = 1000

SETTINGS = """\
format = 1

[scenario]
name = "{title}"
week = "2026-W48"

# The pairs of outcomes.csv are the candidates, worth what it says; no rule, travel or model has a say.
[settings]
candidates = "listed"
goals = ["outcome"]

[solve]
time_limit_seconds = {seconds}
gap = 0
"""


@dataclass(frozen=True)
class Listed:
    """People, slots with places, and what each pair is worth (people x slots)."""

    title: str
    people: tuple[str, ...]
    slots: tuple[str, ...]
    names: tuple[str, ...]
    places: NDArray[np.int64]
    values: NDArray[np.float64]
    seconds: int = 20


def refugee_synthetic(data: Path, people: int | None = None) -> Listed:
    """Synthetic refugees and ten places with true employment probabilities; the first `people`, or all 4,000.

    The places are those of as many batches of 100 as there are people for. Names are joined by key: neither the order
    of the columns, nor another spelling, nor a space too much changes anything.
    """
    home = data / "refugee_synthetic"
    persons = [row["refugee_id"] for row in _records(home / "refugees.csv")]
    scores = _records(home / "location_probs.csv")
    if len(scores) != len(persons):
        msg = f"location_probs.csv has {len(scores)} rows for {len(persons)} people; it has no key, so both must agree."
        raise ValueError(msg)
    count = len(persons) if people is None else people
    if count % BATCH or not 0 < count <= len(persons):
        msg = f"{count} people cannot be taken: whole batches of {BATCH}, at most {len(persons)}."
        raise ValueError(msg)
    capacity = [{_key(name): int(cell) for name, cell in row.items()} for row in _records(home / "capacity.csv")]
    batches = capacity[: count // BATCH]
    keys = [_key(name) for name in PLACES]
    return Listed(
        title=f"Synthetic resettlement: {count} people, ten places",
        people=tuple(persons[:count]),
        slots=tuple(keys),
        names=PLACES,
        places=np.array([sum(batch[key] for batch in batches) for key in keys], dtype=np.int64),
        values=np.array([[float(row[str(n)]) for n in range(len(PLACES))] for row in scores[:count]]),
        seconds=60,
    )


def assign100(data: Path) -> Listed:
    """The linear assignment problem assign100; a pair is worth 1000 less its cost."""
    numbers = [int(word) for word in (data / "assign100.txt").read_text(encoding="ascii").split()]
    size = numbers[0]
    costs = np.array(numbers[1:], dtype=float).reshape(size, size)
    ids = [f"{number:03}" for number in range(1, size + 1)]
    return Listed(
        title="OR-Library assign100: linear assignment, 100 people to 100 places",
        people=tuple(f"P{number}" for number in ids),
        slots=tuple(f"S{number}" for number in ids),
        names=tuple(f"Place {number}" for number in ids),
        places=np.ones(size, dtype=np.int64),
        values=ASSIGN_TOP - costs,
    )


def write_listed(instance: Listed, folder: Path, *, decimals: int | None = None) -> None:
    """Write an instance as a scenario folder; `decimals` rounds the values, which makes the files small."""
    folder.mkdir(parents=True, exist_ok=True)
    values = instance.values if decimals is None else np.round(instance.values, decimals)
    settings = SETTINGS.format(title=instance.title, seconds=instance.seconds)
    (folder / "scenario.toml").write_text(settings, encoding="utf-8", newline="\n")
    slots = list(zip(instance.slots, instance.names, instance.places.tolist(), strict=True))
    tables: dict[str, tuple[Sequence[str], Sequence[Sequence[object]]]] = {
        "jobseekers": (["jobseeker_id", "home_zone"], [(person, "start") for person in instance.people]),
        "employers": (["employer_id", "name"], [(slot, name) for slot, name, _ in slots]),
        "slots": (
            ["slot_id", "employer_id", "programme_ids", "zone", "places"],
            [(slot, slot, "place", "elsewhere", places) for slot, _, places in slots],
        ),
        "programmes": (["programme_id", "rule"], [("place", "ordinarie_anstallning")]),
        "zones": (["zone", "name"], [("start", "Where people start"), ("elsewhere", "Where the places are")]),
        "outcomes": (
            ["jobseeker_id", "slot_id", "value"],
            [
                (person, slot, f"{value:g}" if value == round(value) else repr(value))
                for person, row in zip(instance.people, values.tolist(), strict=True)
                for slot, value in zip(instance.slots, row, strict=True)
            ],
        ),
    }
    for name, (header, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)


def _key(name: str) -> str:
    """A place's id, the same for every spelling and spacing of its name."""
    return "_".join(name.split()).lower()


def _records(path: Path) -> list[Mapping[str, str]]:
    """The rows of a CSV file by column name, both without spaces around them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{name.strip(): cell.strip() for name, cell in row.items()} for row in csv.DictReader(file)]


def main() -> None:
    """Write the folder that the arguments name."""
    parser = argparse.ArgumentParser(description="Write a published instance as a scenario folder.")
    parser.add_argument("instance", choices=["refugee_synthetic", "assign100"])
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int)
    parser.add_argument("--decimals", type=int)
    asked = parser.parse_args()
    listed = assign100(asked.data) if asked.instance == "assign100" else refugee_synthetic(asked.data, asked.people)
    write_listed(listed, asked.folder, decimals=asked.decimals)


if __name__ == "__main__":
    main()
