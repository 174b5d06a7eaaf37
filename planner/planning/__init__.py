"""From a scenario to a verified plan with reasons, and to the plans of usual practice that it is compared with."""

from planner.planning.changes import Changes, by_change, by_employer, paired, part_of
from planner.planning.checked import Checked, check, read_history, read_scenario, refuse_changed_plan, warnings_of
from planner.planning.decisions import Carried
from planner.planning.duty import DUTY_WEEKS, DutyHours, duty_hours, duty_of
from planner.planning.goal_prices import with_goal_prices
from planner.planning.groups import placed_people
from planner.planning.make import Plan, make_plan, refuse_unverified, write_verified
from planner.planning.money import cost_by_line
from planner.planning.past import form_ranks
from planner.planning.previous import earlier_of, with_previous
from planner.planning.reopened import Reopened, plan_table, reopen, reopened
from planner.planning.retold import retold
from planner.planning.set_aside import set_aside_table
from planner.planning.shortlists import no_lists
from planner.planning.summary import LIBRARIES
from planner.planning.texts import csv_text, number_text
from planner.planning.usual import Usual, UsualPlan, usual_practice
from planner.planning.wanted import DEPARTMENT, places_wanted
from planner.planning.workbook import with_workbook
from planner.planning.write import Phases, Run, settled, write_whole

__all__ = [
    "DEPARTMENT", "DUTY_WEEKS", "LIBRARIES", "Carried", "Changes", "Checked", "DutyHours", "Phases", "Plan", "Reopened",
    "Run", "Usual", "UsualPlan", "by_change", "by_employer", "check", "cost_by_line", "csv_text", "duty_hours",
    "duty_of", "earlier_of", "form_ranks", "make_plan", "no_lists", "number_text", "paired", "part_of", "placed_people",
    "places_wanted", "plan_table", "read_history", "read_scenario", "refuse_changed_plan", "refuse_unverified",
    "reopen", "reopened", "retold", "set_aside_table", "settled", "usual_practice", "warnings_of", "with_goal_prices",
    "with_previous", "with_workbook", "write_verified", "write_whole",
]  # fmt: skip
