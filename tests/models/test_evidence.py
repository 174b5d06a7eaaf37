"""The outcome model `evidence` reproduces what was published, claim by claim, and labels what nobody has measured."""

import csv
from pathlib import Path

import pytest

from tests.models.cards import MODELS
from tests.models.claims import EVIDENCE, MEASURES, Model, Row, ids_in, rows

CLAIMS = rows("expected.csv")
SEGMENTS = {row["segment"]: row for row in rows("segments.csv")}
RULE_PACKS = sorted((MODELS / "rules" / "sweden").iterdir())


@pytest.mark.parametrize("claim", CLAIMS, ids=[row["claim"] for row in CLAIMS])
def test_the_model_reproduces_what_was_observed(claim: Row) -> None:
    found = MEASURES[claim["measure"]](Model(), claim)
    assert float(claim["low"]) - 1e-9 <= found <= float(claim["high"]) + 1e-9, f"{found:.4f}: {claim['arithmetic']}"


def test_every_fact_about_outcomes_is_behind_some_claim_or_the_order_of_the_segments() -> None:
    tested = set().union(*(row["evidence"].split("|") for row in CLAIMS))
    assert {row["id"] for row in rows("evidence.csv")} == tested | {"E20", "E21"}


def test_segments_come_in_the_order_that_was_observed() -> None:
    """E20: the chance falls with time without work; E20 and E21: and with short schooling and little Swedish."""
    level = {(r["education"], r["months"], r["swedish"]): float(r["baseline"]) for r in SEGMENTS.values()}
    months = ("under_12", "12_to_23", "24_or_more")
    for (education, month, swedish), own in level.items():
        if month != months[0]:
            assert own < level[education, months[months.index(month) - 1], swedish]
        assert level["short", month, swedish] <= own <= level["long", month, swedish]
        assert level[education, month, "low"] <= own <= level[education, month, "working"]
    assert min(level, key=lambda key: level[key]) == ("short", "24_or_more", "low")


@pytest.mark.parametrize("cohort, of", sorted(Model().share))
def test_shares_of_a_cohort_make_a_whole(cohort: str, of: str) -> None:
    total = sum(Model().share[cohort, of].values())
    assert total == pytest.approx(1, abs=0.001) if of == "segment" else total <= 1


def test_the_leavers_have_the_schooling_that_was_counted() -> None:
    """E01: 61 percent of those who finished had no upper secondary education."""
    shares = Model().share["leavers", "segment"].items()
    assert sum(share for name, share in shares if SEGMENTS[name]["education"] == "short") == pytest.approx(0.61)


@pytest.mark.parametrize("pack", RULE_PACKS, ids=lambda path: path.name)
def test_every_rule_says_what_it_counts_as_and_what_it_adds(pack: Path) -> None:
    rules = {path.stem for path in pack.glob("*.toml")} - {"card", "common"}
    assert rules <= {row["rule"] for row in rows("forms.csv")}
    assert rules <= {row["rule"] for row in rows("effects.csv")}


def test_every_effect_lies_in_its_range_and_leaves_a_probability() -> None:
    for row in rows("effects.csv"):
        low, effect, high = (float(row[name]) for name in ("effect_low", "effect", "effect_high"))
        assert low <= effect <= high, row
        for segment in SEGMENTS.values():
            if row["education"] in {"", segment["education"]} and row["months"] in {"", segment["months"]}:
                assert 0 <= float(segment["baseline"]) + effect <= 1, row


def test_no_effect_and_no_key_of_one_follows_swedish() -> None:
    """Where a place asks for no Swedish an effect that followed it would stand in for origin (Diskrimineringslagen)."""
    assert not {name for row in rows("effects.csv") for name in row} & {"segment", "swedish"}
    for claim in ({"claim": "", "rule": row["rule"], "workplace": row["workplace"], "on_date": row["on_date"]}
                  for row in rows("effects.csv")):  # fmt: skip
        by_class: dict[tuple[str, str], set[float]] = {}
        for name, segment in SEGMENTS.items():
            by_class.setdefault((segment["education"], segment["months"]), set()).add(Model().effect(name, claim))
        assert all(len(effects) == 1 for effects in by_class.values()), claim


COUNTED = {row["rule"]: row["counts_as"] for row in rows("forms.csv")}


@pytest.mark.parametrize("rule", sorted(COUNTED))
def test_what_still_runs_on_the_date_wins_nothing_by_its_length(rule: str) -> None:
    """No gain where it is not counted; where it is subsidised or a course, no more than after it has ended."""
    own = [row for row in rows("effects.csv") if row["rule"] == rule and row["on_date"] == "running"]
    assert own
    for row in own:
        everybody = {"claim": rule, "cohort": "everybody", **row}
        if COUNTED[rule] != "regular_work":
            assert Model().running_above_ended(everybody) <= 0, row
        if COUNTED[rule] == "nothing":
            assert float(row["effect"]) <= 0, row
            assert "lock_in" in row["contains"].split("|"), row


def test_only_an_ordinary_vacancy_is_regular_work() -> None:
    assert [rule for rule, counted in COUNTED.items() if counted == "regular_work"] == ["ordinarie_anstallning"]


def test_what_is_called_an_effect_rests_on_a_study_with_a_comparison_and_all_else_is_judgement() -> None:
    facts = {row["id"]: row["kind"] for row in rows("evidence.csv")}
    for row in rows("effects.csv"):
        named = ids_in(row["source"])
        assert named <= facts.keys(), row
        if row["kind"] == "effect":
            assert "effect" in {facts[name] for name in named}, row
        else:
            assert row["kind"] == "judgement", row
            assert "judged" in row["source"] or "assumed" in row["source"], row


@pytest.mark.shared_data
def test_the_facts_are_those_that_were_collected(shared_data: Path) -> None:
    with (shared_data / "evidence" / "outcome_evidence.csv").open(encoding="utf-8", newline="") as file:
        collected = {row["id"]: row for row in csv.DictReader(file)}
    # Read after the collection, at the address that each row gives.
    later = {"E22", "E23", "E24"}
    facts = rows("evidence.csv", EVIDENCE)
    assert later == {fact["id"] for fact in facts} - collected.keys()
    for fact in (fact for fact in facts if fact["id"] in collected):
        for name in ("programme", "population", "value", "unit", "horizon", "period", "source", "url"):
            assert fact[name] == collected[fact["id"]][name], fact["id"]
