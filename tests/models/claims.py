"""The claims of expected.csv, computed from the segments, effects and cohorts of the outcome model `evidence`."""

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.models.cards import MODELS

EVIDENCE = MODELS / "outcome" / "evidence" / "1"
Row = dict[str, str]


def rows(name: str, model: Path = EVIDENCE) -> list[Row]:
    """The rows of one table of the model."""
    with (model / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Model:
    """The figures a claim is computed from."""

    def __init__(self) -> None:
        self.baseline = {row["segment"]: float(row["baseline"]) for row in rows("segments.csv")}
        self.effect = {(row["segment"], row["rule"]): float(row["effect"]) for row in rows("effects.csv")}
        self.share: dict[tuple[str, str], dict[str, float]] = {}
        for row in rows("cohorts.csv"):
            self.share.setdefault((row["cohort"], row["of"]), {})[row["key"]] = float(row["share"])

    def segments(self, claim: Row) -> Iterator[tuple[str, float]]:
        """The segments of the claim's cohort and their shares."""
        yield from self.share[claim["cohort"], "segment"].items()

    def mean_baseline(self, claim: Row) -> float:
        """Sum of share x baseline."""
        return sum(share * self.baseline[name] for name, share in self.segments(claim))

    def mean_effect(self, claim: Row) -> float:
        """Sum of share x effect of the claim's rule."""
        return sum(share * self.effect[name, claim["rule"]] for name, share in self.segments(claim))

    def level(self, claim: Row) -> float:
        """Sum of share x (baseline + effect), times the claim's factor."""
        return (self.mean_baseline(claim) + self.mean_effect(claim)) * float(claim["times"])

    def mixed_level(self, claim: Row) -> float:
        """Sum of share x (baseline + the effects of the cohort's forms by their shares)."""
        forms = self.share[claim["cohort"], "rule"].items()
        return self.mean_baseline(claim) + sum(part * self.mean_effect({**claim, "rule": rule}) for rule, part in forms)

    def effect_above(self, claim: Row) -> float:
        """Sum of share x (effect of the first rule - effect of the second)."""
        first, second = claim["rule"].split(">")
        return self.mean_effect({**claim, "rule": first}) - self.mean_effect({**claim, "rule": second})

    def uplift_share(self, claim: Row) -> float:
        """The greatest share of a level that is effect."""
        names = [name for name, _ in self.segments(claim)]
        return max(self.effect[n, claim["rule"]] / (self.baseline[n] + self.effect[n, claim["rule"]]) for n in names)

    def gap_to_rate(self, claim: Row) -> float:
        """The greatest distance of an effect from what a faster rate adds."""
        return max(abs(gap) for gap in self._above_rate(claim))

    def least_above_rate(self, claim: Row) -> float:
        """The least of effect less what a faster rate adds."""
        return min(self._above_rate(claim))

    def _above_rate(self, claim: Row) -> list[float]:
        """Effect less 1 - (1 - baseline)^times - baseline, segment by segment."""
        times = float(claim["times"])
        return [
            self.effect[name, claim["rule"]] - (1 - (1 - self.baseline[name]) ** times - self.baseline[name])
            for name, _ in self.segments(claim)
        ]


MEASURES: dict[str, Callable[[Model, Row], float]] = {
    "baseline": Model.mean_baseline,
    "effect": Model.mean_effect,
    "effect_above": Model.effect_above,
    "gap_to_rate": Model.gap_to_rate,
    "least_above_rate": Model.least_above_rate,
    "level": Model.level,
    "mixed_level": Model.mixed_level,
    "uplift_share": Model.uplift_share,
}


def ids_in(text: str) -> set[str]:
    """The facts (E01, E08 ...) that a text names; E01-E05 names all between."""
    found = set(re.findall(r"\bE\d\d\b", text))
    for first, last in re.findall(r"\bE(\d\d)-E(\d\d)\b", text):
        found |= {f"E{number:02}" for number in range(int(first), int(last) + 1)}
    return found
