"""What scenarios/tiny/README.md works out by hand is what the planner finds, table by table."""

import csv
import gzip
import io
import re
from pathlib import Path

import numpy as np
import pytest

from planner.candidates import GATE_NAMES, blocking_gates
from planner.inputs import read
from planner.instance import build
from tests.golden.conftest import Run
from tests.golden.stored import TINY
from tests.plan_runs import planned

README = (TINY / "README.md").read_text(encoding="utf-8")
GATES = {
    "said no": "veto",
    "lifting": "limits",
    "busy on Saturdays": "busy",
    "36 minutes": "travel",
    "in no programme": "rule_who",
    "under 12 months": "rule_who",
    "under 25": "rule_who",
    "Swedish": "swedish",
    "licence": "driving_licence",
    "no food hygiene": "skills",
    "hours": "hours",
}


def table(*header: str) -> list[list[str]]:
    """The rows of the README's table with this header."""
    lines = README.splitlines()
    start = lines.index(f"| {' | '.join(header)} |") + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def records(text: str) -> list[dict[str, str]]:
    """The rows of a CSV text."""
    return list(csv.DictReader(io.StringIO(text)))


def thousandths(value: str | float) -> float:
    """A worth as the README writes it."""
    return round(float(value) * 1000, 6)


def proposals(out: Path) -> list[dict[str, str]]:
    """The proposed rows of assignments.csv."""
    rows = records((out / "assignments.csv").read_text(encoding="utf-8"))
    return [row for row in rows if row["status"] == "proposed"]


PLAN = table("person", "slot", "form", "worth", "SEK")
TOTAL = float(PLAN[-1][3].strip("*"))


def test_readme_names_every_candidate_with_its_worth_and_cost(tiny: Run) -> None:
    raw = gzip.decompress((tiny.out / "candidates.csv.gz").read_bytes()).decode("utf-8")
    found = {
        (row["jobseeker_id"], row["slot_id"], row["programme_id"]): (
            row["basis"], float(row["uplift"]), float(row["acceptance"]), thousandths(row["value"]),
            float(row["cost_sek"]),
        )
        for row in records(raw)
    }  # fmt: skip
    header = ("person", "slot", "form", "effect", "rests on", "wished", "uplift", "acceptance", "worth", "SEK")
    written = table(*header)
    for row in written:
        effect, wished, uplift, acceptance, worth = map(float, (row[3], *row[5:9]))
        assert uplift == pytest.approx(effect + wished)
        own = [other for other in written if other[0] == row[0]]
        best = max(0.75 * float(other[3]) for other in own)
        most = max(float(other[6]) * float(other[7]) for other in own)
        assert worth == pytest.approx(1000 * acceptance * uplift * best / most)
    assert {(p, s, f): (basis, *map(float, rest)) for p, s, f, _, basis, _, *rest in written} == found


def test_readme_names_who_goes_where(tiny: Run) -> None:
    found = [
        (r["jobseeker_id"], r["slot_id"], r["programme_id"], thousandths(r["value"]),
         float(r["cost_sek"]))
        for r in proposals(tiny.out)
    ]  # fmt: skip
    assert [(p, s, f, float(worth), float(sek)) for p, s, f, worth, sek in PLAN[:-1]] == found


def test_readme_has_the_value_and_the_cost(tiny: Run) -> None:
    assert sum(float(row[3]) for row in PLAN[:-1]) == TOTAL
    assert thousandths(tiny.plan["value"]) == TOTAL
    assert thousandths(tiny.plan["bound"]) == TOTAL
    assert float(PLAN[-1][4].strip("*")) == tiny.plan["totals"]["cost_sek"]
    assert f"allows {round(thousandths(tiny.plan['certified_bound']), 1)}, not {TOTAL:.0f}" in " ".join(README.split())


def test_readme_says_how_much_of_the_gain_is_judgement(tiny: Run) -> None:
    share = tiny.plan["totals"]["judgement_share"]
    assert f"**{round(100 * share)} percent**" in README
    assert share == pytest.approx(1 - 0.75 * 0.13 / 0.420)
    assert thousandths(tiny.plan["totals"]["uplift_by_basis"]["effect"]) == 97.5


def test_readme_says_why_others_have_no_place(tiny: Run) -> None:
    rows = records((tiny.out / "assignments.csv").read_text(encoding="utf-8"))
    others = {row["jobseeker_id"]: row["reason_code"] for row in rows if row["status"] != "proposed"}
    assert others == {"J05": "outbid", "J08": "no_candidate", "J09": "running"}
    assert tiny.plan["totals"]["protected"] == 1


def test_the_protected_person_is_in_no_file_of_the_plan(tiny: Run) -> None:
    files = {path.name: path.read_bytes() for path in tiny.out.rglob("*") if path.is_file()}
    texts = {name: gzip.decompress(raw) if name.endswith(".gz") else raw for name, raw in files.items()}
    assert [name for name, text in texts.items() if b"J10" in text] == []
    assert {"assignments.csv", "candidates.csv.gz", "jobseekers.csv"} <= {
        n for n, text in texts.items() if b"J05" in text
    }


def test_readme_names_for_every_other_pair_a_gate_that_refuses() -> None:
    instance = build(read(TINY))
    offers, people = instance.eligibility.offers, instance.people["jobseeker_id"].tolist()
    bits = blocking_gates(instance.eligibility, instance.slots, np.arange(len(people)))
    named = {
        (row[0], f"S{number}"): GATES[word]
        for row in table("person", "S1", "S2", "S3", "S4", "S5")
        for number, word in enumerate(row[1:], start=1)
        if word
    }
    blocked: dict[tuple[str, str], list[set[str]]] = {}
    for person, row in zip(people, bits, strict=True):
        for slot, gates in zip(instance.slots["slot_id"].to_numpy()[offers["slot"]], row.tolist(), strict=True):
            names = {name for number, name in enumerate(GATE_NAMES) if gates >> number & 1}
            blocked.setdefault((person, slot), []).append(names)
    for pair, gate in named.items():
        assert all(gate in gates for gates in blocked[pair]), pair
    shut = {pair for pair, forms in blocked.items() if all(forms) and pair[1] != "S6" and pair[0] != "J09"}
    assert set(named) == shut
    assert all("union" in gates for (_, slot), forms in blocked.items() if slot == "S6" for gates in forms)
    assert all("available" in gates for (person, _), forms in blocked.items() if person == "J09" for gates in forms)


def test_each_case_of_the_proof_adds_up_and_none_exceeds_the_plan() -> None:
    rows = table("J01", "J01", "J02", "J03, J06, J07", "J04, J05", "at most")
    assert len(rows) == 3
    for _, *parts, most in rows:
        assert sum(map(float, parts)) == float(most) <= TOTAL
    assert max(float(row[-1]) for row in rows) == TOTAL


NUMBERS = {5: "five", 6: "six"}
USUAL = {
    "longest_wait": (367.5, "J01 S5, J02 S4, J03 S1, J05 S1, J07 S3"),
    "longest_wait_to_best": (341, "J01 S4, J03 S5, J04 S3, J05 S1, J06 S2, J07 S2"),
    "best_first": (360, "J01 S4, J03 S5, J04 S1, J06 S2, J07 S2"),
}


@pytest.mark.parametrize("which", USUAL)
def test_usual_practice_is_worth_what_the_readme_says(tmp_path: Path, which: str) -> None:
    plan = planned(TINY, tmp_path / "usual", "--which", which, command="usual")
    value, pairs = USUAL[which]
    assert thousandths(plan["value"]) == value
    found = sorted(f"{row['jobseeker_id']} {row['slot_id']}" for row in proposals(tmp_path / "usual"))
    assert found == pairs.split(", ")
    assert f"gives {value} and places {NUMBERS[plan['totals']['placed']]}" in README
    assert plan["strongest_usual"] == "longest_wait"


def test_all_goals_of_the_policy_give_the_same_plan(tmp_path: Path, tiny: Run) -> None:
    folder = tmp_path / "all_goals"
    folder.mkdir()
    for path in (path for path in TINY.iterdir() if path.is_file()):
        (folder / path.name).write_bytes(path.read_bytes())
    settings = (folder / "scenario.toml").read_text(encoding="utf-8")
    shorter = re.sub(r"^goals = .*\n", "", settings, flags=re.MULTILINE)
    assert shorter != settings
    (folder / "scenario.toml").write_text(shorter, encoding="utf-8")
    plan = planned(folder, tmp_path / "out", "--workers", "1")
    assert len(plan["goals"]) == 10
    assert thousandths(plan["value"]) == TOTAL
    pairs = [(row["jobseeker_id"], row["slot_id"]) for row in proposals(tiny.out)]
    assert [(row["jobseeker_id"], row["slot_id"]) for row in proposals(tmp_path / "out")] == pairs


def test_what_if_there_were_more_money_is_worth_what_the_readme_says(tmp_path: Path) -> None:
    (code,) = re.findall(r"```toml\n(.*?)```", README, flags=re.DOTALL)
    folder = tmp_path / "tiny_more_money"
    folder.mkdir()
    (folder / "scenario.toml").write_text(code.replace('"../tiny"', f'"{TINY.as_posix()}"'), encoding="utf-8")
    plan = planned(folder, tmp_path / "out", "--workers", "1")
    assert thousandths(plan["value"]) == 427.5
    assert {(row["jobseeker_id"], row["slot_id"]) for row in proposals(tmp_path / "out")} >= {
        ("J03", "S2"), ("J05", "S1"), ("J07", "S3"),
    }  # fmt: skip
    assert plan["totals"]["placed"] == 7
