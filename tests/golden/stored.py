"""The stored run of scenarios/tiny: which of its files are kept, and as what bytes."""

import json
from pathlib import Path

from tests.plan_runs import ROOT

TINY = ROOT / "scenarios" / "tiny"
STORED = Path(__file__).resolve().parent / "tiny"
FILES = ("assignments.csv", "slots.csv", "reserves.csv", "followups.csv", "plan.json")
# Versions of libraries, and hashes that a comment in any model would change.
LEFT_OUT = ("versions", "inputs")


def kept(out: Path, name: str) -> bytes:
    """The bytes to store of one file of a plan folder: all of them, but for what varies in plan.json."""
    raw = (out / name).read_bytes()
    if name != "plan.json":
        return raw
    plan = {key: value for key, value in json.loads(raw).items() if key not in LEFT_OUT}
    plan["lottery"] = {key: value for key, value in plan["lottery"].items() if key not in LEFT_OUT}
    return (json.dumps(plan, ensure_ascii=False, indent=1) + "\n").encode()
