"""Checks of modules: each gives something, and leads to more Swedish than it asks for."""

from __future__ import annotations

import numpy as np

from planner.inputs.cross_table import CrossTable
from planner.schema.choices import SWEDISH_LEVELS
from planner.texts import _


def check_modules(across: CrossTable) -> None:
    """A module gives skills, Swedish or a licence; the Swedish reached is above what it takes to take part."""
    if "modules" in across.unread:
        return
    modules = across.tables["modules"]
    gives = np.array([bool(skills or codes) for skills, codes in zip(modules["gives_skills"], modules["gives_licence"],
                                                                     strict=True)], dtype=bool)  # fmt: skip
    nothing = ~gives & modules["gives_swedish"].isna().to_numpy()
    across.note("modules", "module-gives-nothing", np.flatnonzero(nothing), "gives_skills",
                _("the module gives neither skills, Swedish nor a licence, so it closes no gap"),
                _("Write what it gives in gives_skills, gives_swedish or gives_licence, or remove the row."),
                )  # fmt: skip
    ranks = {level: rank for rank, level in enumerate(SWEDISH_LEVELS)}
    reached, needed = (modules[name].map(ranks).to_numpy(float, na_value=np.nan)
                       for name in ("gives_swedish", "from_swedish"))  # fmt: skip
    across.note("modules", "module-levels", np.flatnonzero(reached <= needed), "from_swedish",
                _("is not below gives_swedish, the level that the module leads to"),
                _("Write a lower level to take part, or a higher one to reach."))  # fmt: skip
