"""No model holds anybody's data."""

from __future__ import annotations

from pathlib import Path

from planner.errors import Fault, Faults, Secrets
from planner.inputs.personal import holds_identity_number
from planner.inputs.protected import CURE, WHAT
from planner.schema.models import Assumptions


def refuse_personal_models(chosen: Assumptions, shipped_at: Path, ids: Secrets, faults: Faults) -> None:
    """No file of a model that is not shipped holds an identity number or names a protected person."""
    for kind, found in chosen.found.items():
        home = shipped_at / kind / found.reference
        for name, raw in sorted(found.files.items()):
            if (home / name).is_file() and (home / name).read_bytes() == raw:
                continue
            file = f"models/{kind}/{found.reference}/{name}"
            for row, line in enumerate(raw.decode("utf-8", errors="replace").splitlines(), start=1):
                if holds_identity_number(line, fractions=True):
                    faults.add(
                        Fault("identity-number", file, row, what="the line holds an identity or coordination number",
                              cure="Replace it by a pseudonymous id.")
                    )  # fmt: skip
                if ids.mentioned(line, shortest_number=None):
                    faults.add(Fault("protected-mention", file, row, what=f"the line {WHAT}", cure=CURE))
