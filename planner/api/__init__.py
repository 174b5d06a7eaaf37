"""The door for Python: what `import planner` gives. It holds no logic of its own and says what the commands say."""

from planner.api.audits import AuditReport, PublicRecord, audit, public_record
from planner.api.books import template
from planner.api.checks import Check, Verification, check, verify
from planner.api.compared_weeks import ComparedWeeks
from planner.api.comparisons import Comparison, compare
from planner.api.correspondence import Letters, letters
from planner.api.differences import Diff, diff
from planner.api.engine import Maximum, maximise
from planner.api.explanations import Explanation, explain, explain_all
from planner.api.imports import Import, import_export
from planner.api.named import NamedRow
from planner.api.plans import plan, usual_practice
from planner.api.price_lists import Prices, prices
from planner.api.result import Result
from planner.api.scenario import Scenario, Tables, read
from planner.api.simulations import Simulation, simulate
from planner.api.sweeps import Sweep, sweep
from planner.api.weeks import NextWeek, advance

__all__ = [
    "AuditReport", "Check", "ComparedWeeks", "Comparison", "Diff", "Explanation", "Import", "Letters", "Maximum",
    "NamedRow", "NextWeek", "Prices", "PublicRecord", "Result", "Scenario", "Simulation", "Sweep", "Tables",
    "Verification", "advance", "audit", "check", "compare", "diff", "explain", "explain_all", "import_export",
    "letters", "maximise", "plan", "prices", "public_record", "read", "simulate", "sweep", "template",
    "usual_practice", "verify",
]  # fmt: skip
