"""No model holds anybody's data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from planner.errors import Fault, Faults, Secrets
from planner.inputs.personal import IDENTITY_CURE
from planner.inputs.protected import CURE, mention
from planner.inputs.text import decoded
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.models import ModelFiles
from planner.texts import _


def refuse_personal_models(
    found: Mapping[str, ModelFiles], shipped_at: Path, ids: Secrets, before: date | None, faults: Faults
) -> None:
    """Refuse identity numbers and protected ids in the files, and file names, of models that are not shipped.

    Each such file must be text, so that it can be searched: a plan copies all of them. Digits behind a decimal mark are
    searched too, since the kind of file is not known.
    """
    for kind, model in found.items():
        home = shipped_at / kind / model.reference
        for name, raw in sorted(model.files.items()):
            if (home / name).is_file() and (home / name).read_bytes() == raw:
                continue
            file = f"models/{kind}/{model.reference}/{name}"
            _refuse(file, None, _("the name"), file, ids, before, faults)
            trial = Faults()
            text = (decoded(raw, file, trial) if raw else None) or ""
            faults.found += [fault for fault in trial.found if fault not in faults.found]  # its reader may have said so
            for row, line in enumerate(text.splitlines(), start=1):
                _refuse(file, row, _("the line"), line, ids, before, faults)


def _refuse(  # noqa: PLR0913, PLR0917 - one text, where it stands, and what must not be in it
    file: str, row: int | None, what: str, text: str, ids: Secrets, before: date | None, faults: Faults
) -> None:
    if holds_identity_number(text, before):
        said = _("{what} holds an identity or coordination number", what=what)
        faults.add(Fault("identity-number", file, row, what=said, cure=_(IDENTITY_CURE)))
    if ids.mentioned(text, shortest_number=None):
        faults.add(Fault("protected-mention", file, row, what=mention(what), cure=_(CURE)))
