"""Placement planner: proposes who goes where, checks it, and says why; a named official decides.

`import planner` gives the functions and classes below, each loaded when it is first used (docs/python.md).
"""

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.api import (
        AuditReport,
        Check,
        ComparedWeeks,
        Comparison,
        Diff,
        Explanation,
        Import,
        Letters,
        Maximum,
        NamedRow,
        NextWeek,
        Prices,
        PublicRecord,
        Result,
        Scenario,
        Simulation,
        Sweep,
        Tables,
        Verification,
        advance,
        audit,
        check,
        compare,
        diff,
        explain,
        explain_all,
        import_export,
        letters,
        maximise,
        plan,
        prices,
        public_record,
        read,
        simulate,
        sweep,
        template,
        usual_practice,
        verify,
    )
    from planner.errors import (
        CannotHold,
        Fault,
        InputFaults,
        NoPlanInTime,
        PlannerError,
        TooLarge,
        UsageFault,
        VerificationFailed,
    )
    from planner.texts import set_language

__all__ = [
    "AuditReport",
    "CannotHold",
    "Check",
    "ComparedWeeks",
    "Comparison",
    "Diff",
    "Explanation",
    "Fault",
    "Import",
    "InputFaults",
    "Letters",
    "Maximum",
    "NamedRow",
    "NextWeek",
    "NoPlanInTime",
    "PlannerError",
    "Prices",
    "PublicRecord",
    "Result",
    "Scenario",
    "Simulation",
    "Sweep",
    "Tables",
    "TooLarge",
    "UsageFault",
    "Verification",
    "VerificationFailed",
    "advance",
    "audit",
    "check",
    "compare",
    "diff",
    "explain",
    "explain_all",
    "import_export",
    "letters",
    "maximise",
    "plan",
    "prices",
    "public_record",
    "read",
    "set_language",
    "simulate",
    "sweep",
    "template",
    "usual_practice",
    "verify",
]
_ERRORS = frozenset(
    {
        "CannotHold",
        "Fault",
        "InputFaults",
        "NoPlanInTime",
        "PlannerError",
        "TooLarge",
        "UsageFault",
        "VerificationFailed",
    }
)


if not TYPE_CHECKING:  # a type checker would take it that every name is there

    def __getattr__(name: str) -> object:
        """Load a name of `__all__` when it is first asked for, so that `planner --help` loads none of them."""
        if name not in __all__:
            msg = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(msg, name=name, obj=sys.modules[__name__])
        from importlib import import_module  # noqa: PLC0415 - only where something is loaded

        home = "planner.errors" if name in _ERRORS else "planner.texts" if name == "set_language" else "planner.api"
        value: object = getattr(import_module(home), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
