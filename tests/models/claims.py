"""The claims of expected.csv, computed from the segments, effects and cohorts of the outcome model `evidence`."""

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.models.cards import MODELS

EVIDENCE = MODELS / "outcome" / "evidence" / "2"
Row = dict[str, str]


def rows(name: str, model: Path = EVIDENCE) -> list[Row]:
    """The rows of one table of the model."""
    with (model / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Model:
    """The figures a claim is computed from."""

    def __init__(self) -> None:
        self.classes = {row["segment"]: row for row in rows("segments.csv")}
        self.baseline = {name: float(row["baseline"]) for name, row in self.classes.items()}
        self.effects = rows("effects.csv")
        self.share: dict[tuple[str, str], dict[str, float]] = {}
        for row in rows("cohorts.csv"):
            self.share.setdefault((row["cohort"], row["of"]), {})[row["key"]] = float(row["share"])

    def effect(self, segment: str, claim: Row) -> float:
        """What the claim's rule adds in a segment: at its workplace, else any of the municipality, else anywhere."""
        own, at = self.classes[segment], claim["workplace"]
        for workplace in [at, "municipal", ""] if at else [""]:
            for row in self.effects:
                people = row["education"] in {"", own["education"]} and row["months"] in {"", own["months"]}
                case = (row["rule"], row["workplace"], row["on_date"]) == (claim["rule"], workplace, claim["on_date"])
                if people and case:
                    return float(row["effect"])
        raise KeyError(segment, claim["claim"])

    def segments(self, claim: Row) -> Iterator[tuple[str, float]]:
        """The segments of the claim's cohort and their shares."""
        yield from self.share[claim["cohort"], "segment"].items()

    def mean_baseline(self, claim: Row) -> float:
        """Sum of share x baseline."""
        return sum(share * self.baseline[name] for name, share in self.segments(claim))

    def mean_effect(self, claim: Row) -> float:
        """Sum of share x effect of the claim's rule."""
        return sum(share * self.effect(name, claim) for name, share in self.segments(claim))

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

    def workplace_above(self, claim: Row) -> float:
        """Sum of share x (effect at the first workplace - effect at the second)."""
        first, second = claim["workplace"].split(">")
        return self.mean_effect({**claim, "workplace": first}) - self.mean_effect({**claim, "workplace": second})

    def mean_uplift_share(self, claim: Row) -> float:
        """The share of the mean level that is effect."""
        return self.mean_effect(claim) / (self.mean_baseline(claim) + self.mean_effect(claim))

    def growth_with_level(self, claim: Row) -> float:
        """The most by which an effect is above that of a segment of lower baseline."""
        level = {name: self.baseline[name] for name, _ in self.segments(claim)}
        pairs = [(near, far) for near in level for far in level if level[near] > level[far]]
        return max(self.effect(near, claim) - self.effect(far, claim) for near, far in pairs)

    def running_above_ended(self, claim: Row) -> float:
        """The most by which an effect while the placement runs is above that after it has ended."""
        both = ({**claim, "on_date": case} for case in ("running", "ended"))
        running, ended = ([self.effect(name, case) for name, _ in self.segments(claim)] for case in both)
        return max(one - other for one, other in zip(running, ended, strict=True))

    def gap_to_rate(self, claim: Row) -> float:
        """The greatest distance of an effect from what a faster rate adds to the mean baseline of its months."""
        months: dict[str, list[float]] = {}
        for name, row in self.classes.items():
            months.setdefault(row["months"], []).append(self.baseline[name])
        mean = {name: sum(months[row["months"]]) / len(months[row["months"]]) for name, row in self.classes.items()}
        return max(abs(gap) for gap in self._above_rate(claim, mean))

    def least_above_rate(self, claim: Row) -> float:
        """The least of effect less what a faster rate adds."""
        return min(self._above_rate(claim, self.baseline))

    def _above_rate(self, claim: Row, baseline: dict[str, float]) -> list[float]:
        """Effect less 1 - (1 - baseline)^times - baseline, segment by segment."""
        times = float(claim["times"])
        return [
            self.effect(name, claim) - (1 - (1 - baseline[name]) ** times - baseline[name])
            for name, _ in self.segments(claim)
        ]


MEASURES: dict[str, Callable[[Model, Row], float]] = {
    "baseline": Model.mean_baseline,
    "effect": Model.mean_effect,
    "effect_above": Model.effect_above,
    "gap_to_rate": Model.gap_to_rate,
    "least_above_rate": Model.least_above_rate,
    "growth_with_level": Model.growth_with_level,
    "level": Model.level,
    "mean_uplift_share": Model.mean_uplift_share,
    "mixed_level": Model.mixed_level,
    "running_above_ended": Model.running_above_ended,
    "workplace_above": Model.workplace_above,
}


def ids_in(text: str) -> set[str]:
    """The facts (E01, E08 ...) that a text names; E01-E05 names all between."""
    found = set(re.findall(r"\bE\d\d\b", text))
    for first, last in re.findall(r"\bE(\d\d)-E(\d\d)\b", text):
        found |= {f"E{number:02}" for number in range(int(first), int(last) + 1)}
    return found
