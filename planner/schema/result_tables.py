"""The columns of the tables that Python gives beside those of a plan's files: what each holds, its kind, its unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.schema.plan_column import PlanColumn
from planner.schema.plan_tables import TAGS_TABLE
from planner.schema.simulation_tables import (
    APART_TABLE,
    PAIRED_APART_TABLE,
    PAIRED_MONEY_TABLE,
    PAIRED_RUNS_TABLE,
    PAIRED_WEEKS_TABLE,
    PLANS_UNIT,
    RUNS_TABLE,
    SCENARIO,
    SIMULATED_MONEY_TABLE,
    SIMULATED_TABLE,
    SIMULATED_WEEKS_TABLE,
)

_GOALS = "the goal's unit"
# In place of it stands the name of each plan of usual practice.
USUAL = "<plan>"
_STATUS = PlanColumn("status", "optimal (nothing better is left to find) or feasible", "code")
_NUMBER = PlanColumn("number", "which what-if, from 1, in the order in which they were given", "whole number")

TOTALS_TABLE = (
    SCENARIO,
    PlanColumn("week", "the plan week", "week"),
    PlanColumn("method", "what made the plan: its goals, or the name of a plan of usual practice", "code"),
    _STATUS,
    PlanColumn("unit", "the plan's unit: people, weeks, points, or table (whatever the user's outcomes hold)", "code"),
    PlanColumn("jobseekers", "people without protected identity", "whole number", "people"),
    PlanColumn("placed", "people with a proposed place of purpose main", "whole number", "people"),
    PlanColumn("expected_outcomes", "baseline + uplift", "number", PLANS_UNIT),
    PlanColumn("baseline", "what becomes of everybody without any proposal", "number", PLANS_UNIT),
    PlanColumn("uplift", "what the plan adds to it; the same as value", "number", PLANS_UNIT),
    PlanColumn("expected_gain", "acceptance x uplift, over the main proposals", "number", PLANS_UNIT),
    PlanColumn("judgement_share", "share of the uplift that rests on judgement", "number", "share"),
    PlanColumn("vacancies_placed", "people of placed who have an ordinary vacancy", "whole number", "people"),
    PlanColumn("vacancies_uplift", "the part of uplift from those: gross, for somebody else goes without", "number",
               PLANS_UNIT),
    PlanColumn("cost_sek", "cost of all proposals", "number", "SEK"),
    PlanColumn("unused_subsidy_sek", "what better paid forms open to those placed would pay on top", "number", "SEK"),
    PlanColumn("travel_minutes", "trips one way of all proposals", "number", "minutes"),
    PlanColumn("protected", "people with protected identity, who are in no table", "whole number", "people"),
    PlanColumn("by_hand_places", "places kept by hand at open slots that are no courses beside work", "whole number",
               "places"),
    PlanColumn("by_hand_share", "the places that protected people should have by their number", "whole number",
               "places"),
    PlanColumn("value", "the outcome of the plan", "number", PLANS_UNIT),
    PlanColumn("bound", "what the outcome of no plan exceeds", "number", PLANS_UNIT),
    PlanColumn("gap", "how far bound is above the outcome that was reached in its turn, as a share of it", "number",
               "share"),
    PlanColumn("certified_bound", "the bound that certificate.json proves", "number", PLANS_UNIT),
    PlanColumn("certified_gap", "the same of certified_bound", "number", "share"),
    PlanColumn("uplift_own", "the part of uplift that rests on the user's own outcomes", "number", PLANS_UNIT),
    PlanColumn("uplift_observed", "on counted levels with nothing to compare with", "number", PLANS_UNIT),
    PlanColumn("uplift_effect", "on studies with a comparison", "number", PLANS_UNIT),
    PlanColumn("uplift_judgement", "on somebody's best guess", "number", PLANS_UNIT),
    PlanColumn("uplift_points", "on points set by people", "number", PLANS_UNIT),
    PlanColumn("follow_up_baseline", "in work or study on the fixed date without any proposal", "number", "people"),
    PlanColumn("follow_up_uplift", "what the plan adds to it", "number", "people"),
    PlanColumn("follow_up_expected", "the two together", "number", "people"),
    PlanColumn("regular_weeks_baseline", "regular work within 104 weeks without any proposal", "number", "weeks"),
    PlanColumn("regular_weeks_uplift", "what the plan adds to it", "number", "weeks"),
    PlanColumn("regular_weeks_expected", "the two together", "number", "weeks"),
    PlanColumn("accepted_people", "people with an accepted main place that has not begun", "whole number", "people"),
    PlanColumn("accepted_uplift", "what these places count for, each no less than its uplift", "number", PLANS_UNIT),
    PlanColumn("accepted_expected_gain", "their uplift on the fixed date, with acceptance 1", "number", PLANS_UNIT),
    PlanColumn("offered_people", "people with an offered main place that has not begun", "whole number", "people"),
    PlanColumn("offered_uplift", "what these places count for, as proposals", "number", PLANS_UNIT),
    PlanColumn("offered_expected_gain", "acceptance x uplift of these places", "number", PLANS_UNIT),
    PlanColumn("promised_untold", "accepted and offered rows whose worth cannot be told", "whole number", "rows"),
    PlanColumn("together_placed", "people with a main place, proposed, accepted or offered", "whole number", "people"),
    PlanColumn("together_uplift", "what all these places count for", "number", PLANS_UNIT),
    PlanColumn("together_expected_gain", "what is to be expected of them", "number", PLANS_UNIT),
    PlanColumn(f"usual_{USUAL}_placed", "people whom that plan of usual practice places; blank where its order cannot "
               "meet all pins and minimums", "whole number", "people"),
    PlanColumn(f"usual_{USUAL}_uplift", "its uplift", "number", PLANS_UNIT),
)  # fmt: skip
GROUPS_TABLE = (
    PlanColumn("group", "the group", "text"),
    PlanColumn("people", "people in it", "whole number", "people"),
    PlanColumn("with_candidate", "those for whom some place is possible", "whole number", "people"),
    PlanColumn("places", "proposed places of every purpose", "whole number", "places"),
    PlanColumn("placed", "people with a proposed place of purpose main", "whole number", "people"),
    PlanColumn("uplift", "the part of uplift from those", "number", PLANS_UNIT),
    PlanColumn("promised", "people with an accepted or offered main place ahead", "whole number", "people"),
    PlanColumn("together", "people with a main place, proposed, accepted or offered", "whole number", "people"),
    PlanColumn("target", "people whom fair_share aims to place; blank where it looks not at the group",
               "whole number", "people"),
    PlanColumn("shortfall", "how many the plan places too few", "whole number", "people"),
    PlanColumn("alone", "what it could have alone, where a goal looks at that", "number", "setting group_measure"),
    PlanColumn("share_of_alone", "the share of that which the plan gives it", "number", "share"),
    PlanColumn("floor", "the least that goal group_floor seeks", "number", "setting group_measure"),
    PlanColumn(f"usual_{USUAL}", "people whom that plan of usual practice places", "whole number", "people"),
)  # fmt: skip
GOALS_TABLE = (
    PlanColumn("name", "the goal", "text"),
    PlanColumn("best", "what it reached in its turn; blank for one that was skipped", "number", _GOALS),
    PlanColumn("bound", "what no plan exceeds that holds the goals before it", "number", _GOALS),
    PlanColumn("gap", "how far bound is above best, as a share of it", "number", "share"),
    PlanColumn("may_cost", "how much of the best outcome it may cost", "number", "share"),
    PlanColumn("final", "what it is in the plan", "number", _GOALS),
    PlanColumn("status", "optimal, feasible or skipped (no time was left for it)", "code"),
)
PRICES_TABLE = (
    PlanColumn("constraint", "the hard constraint", "code"),
    PlanColumn("id", "what it limits: a slot, an employer, a supervisor, a caseworker, a funding line, a group", "id"),
    PlanColumn("week", "the week in which it does, if it has one", "week"),
    PlanColumn("price_lp", "about what one more unit of the limit would bring, from the linear relaxation", "number",
               PLANS_UNIT),
    PlanColumn("gain", "what one more would bring, solved again; blank where not known", "number", PLANS_UNIT),
)  # fmt: skip
OVERRIDES_TABLE = (
    PlanColumn("jobseeker_id", "the person", "id"),
    PlanColumn("slot_id", "the slot", "id"),
    PlanColumn("programme_id", "the form", "code"),
    PlanColumn("gates", "the gates that would refuse it", "list"),
    PlanColumn("by", "role or code of who decided", "text"),
    PlanColumn("on", "day of the decision", "text"),
    PlanColumn("motive", "why", "text"),
)
WHAT_IFS_TABLE = (
    _NUMBER,
    SCENARIO,
    PlanColumn("difference", "uplift of the what-if less that of the base", "number", PLANS_UNIT),
    PlanColumn("doubt", "uplift that the gaps of the two plans leave open", "number", PLANS_UNIT),
    PlanColumn("is_doubtful", "the difference is no larger, and may come from the search alone", "yes or no"),
    PlanColumn("changes_nothing", "the data are those of the base", "yes or no"),
    PlanColumn("unfinished", "goals that were skipped or ended short of the gap asked for, in either plan", "list"),
    PlanColumn(
        "far_off",
        "changes whose slots all start more than twelve weeks after the plan week (blank: all of the what-if)",
        "list",
    ),
)
_PART = PlanColumn(
    "part", "total, together (with what is accepted or offered), people, usual, group, programme, employer or funding",
    "code",
)  # fmt: skip
_NAME = PlanColumn("name", "which of them", "text")
_MEASURE = PlanColumn("measure", "what is counted ([studies.md](studies.md#the-figures) lists the measures)", "code")
_UNIT = PlanColumn("unit", "the unit of the measure; blank for a gain where the plans count in different units", "code")
FIGURES_TABLE = (
    _NUMBER,
    _PART,
    _NAME,
    _MEASURE,
    _UNIT,
    PlanColumn("base", "the measure in the base", "number", "that of the measure"),
    PlanColumn("what_if", "the measure in the what-if", "number", "that of the measure"),
    PlanColumn("difference", "what_if - base", "number", "that of the measure"),
    PlanColumn("low", "2.5 % of the differences over futures lie below; blank for what is planned", "number",
               "that of the measure"),
    PlanColumn("high", "2.5 % of them lie above", "number", "that of the measure"),
)  # fmt: skip
_MEASURED = "begun, begun_uplift, in_work or begun_cost_sek"
_OF_MEASURE = "that of the measure"
DRAWS_TABLE = (
    PlanColumn("future", "which future, from 1", "whole number"),
    PlanColumn("number", "which what-if, from 1; 0 is the base", "whole number"),
    PlanColumn("begun", "people whose place comes about and who begin it", "number", "people"),
    PlanColumn("begun_uplift", "more of them expected in work or study than without, by the levels and effects of the "
               "future", "number", "people; points or figures of the table where the plan counts those"),
    PlanColumn("in_work", "the same counted in people, yes or no; blank where outcomes are no probabilities", "number",
               "people"),
    PlanColumn("begun_cost_sek", "cost of the places begun", "number", "SEK"),
)  # fmt: skip
TAKE_UP_TABLE = (
    _NUMBER,
    PlanColumn("measure", f"share (the take-up), places (new places that come about), {_MEASURED} (more than in the "
               "base)", "code"),
    PlanColumn("value", "what is to be expected", "number", _OF_MEASURE),
    PlanColumn("low", "the least of it over the range of the take-up", "number", _OF_MEASURE),
    PlanColumn("high", "the most of it", "number", _OF_MEASURE),
)  # fmt: skip
CHANGES_TABLE = (
    _NUMBER,
    PlanColumn("jobseeker_id", "the person", "id"),
    PlanColumn("change", "gains, loses or moves; only_in_base or only_in_what_if, where the other has not the person; "
               "other_week, where the plan weeks differ", "code"),
    PlanColumn("base_slot", "the main slot proposed in the base", "id"),
    PlanColumn("what_if_slot", "the main slot proposed in the what-if", "id"),
)  # fmt: skip
JOINT_TABLE = (
    _NUMBER,
    PlanColumn("change", "the change, or the what-if where all are planned together; else alone (the sum of each "
               "alone), together (all of them) or joint (together - alone)", "text"),
    _PART,
    _NAME,
    _MEASURE,
    _UNIT,
    PlanColumn("difference", "what it adds to the base; blank where it cannot be planned alone", "number",
               "that of the measure"),
)  # fmt: skip
ENDS_TABLE = (
    PlanColumn("number", "which what-if, from 1; 0 is the base", "whole number"),
    SCENARIO,
    PlanColumn("goal", "the goal, in their order", "code"),
    PlanColumn("state", "reached (within the gap asked for), ended_early or skipped", "code"),
)  # fmt: skip
_STATE = PlanColumn("state", "done; failed, as the week has no such plan; undone, to be tried again", "code")
_CELL = PlanColumn("cell", "which plan, in the order of the parameters; 0 is the base", "whole number")
_REASON = PlanColumn("reason", "why there is no plan", "text")
CELLS_TABLE = (
    _CELL,
    _STATE,
    PlanColumn("placed", "people with a proposed place of purpose main", "whole number", "people"),
    PlanColumn("uplift", "what the plan adds to nobody's being placed", "number", PLANS_UNIT),
    PlanColumn("cost_sek", "cost of all proposals", "number", "SEK"),
    PlanColumn("travel_minutes", "trips one way of all proposals", "number", "minutes"),
    PlanColumn("difference", "uplift less that of the base", "number", PLANS_UNIT),
    PlanColumn("doubt", "uplift that the gaps of the two plans leave open", "number", PLANS_UNIT),
    PlanColumn("is_doubtful", "the difference is no larger, and may come from the search alone", "yes or no"),
    PlanColumn("bound", "what the outcome of no plan exceeds", "number", PLANS_UNIT),
    PlanColumn("usual_uplift", "uplift of the strongest plan of usual practice of the cell", "number", PLANS_UNIT),
    PlanColumn("judgement_share", "share of the uplift that rests on judgement", "number", "share"),
    PlanColumn("unfinished_goals", "goals that were skipped or ended short of the gap asked for", "list"),
    PlanColumn(
        "is_reproducible",
        "neither `max_seconds` nor a lost process stopped the search: the same comes out again",
        "yes or no",
    ),
    _REASON,
)
CELL_FIGURES_TABLE = (
    _CELL,
    _STATE,
    PlanColumn("part", "as in comparison.figures; blank where there is no plan", "code"),
    PlanColumn("name", "which of them", "text"),
    PlanColumn("measure", "as in comparison.figures", "code"),
    PlanColumn("value", "the measure in the cell", "number", "that of the measure"),
    PlanColumn("base", "the measure in the base", "number", "that of the measure"),
    PlanColumn("difference", "value - base", "number", "that of the measure"),
    _REASON,
)
_KNOWN = (
    "resolved: both weeks solved; bound: told by bounds, without a solve; about: only these limits are known; "
    "no_step: nothing to take away; demanded: pins or minimums need it"
)
PRICE_LIST_TABLE = (
    PlanColumn("id", "the slot, form, budget line, supervisor or caseworker", "id"),
    PlanColumn("name", "employer and occupation of the slot, or the form, in words", "text"),
    PlanColumn("step", "how much one more adds", "number", "places, SEK, support need or starts a week"),
    PlanColumn("about", "what the linear relaxation estimates that one more brings", "number", PLANS_UNIT),
    PlanColumn("more_low", "what one more brings at least", "number", PLANS_UNIT),
    PlanColumn("more_high", "what it brings at most; blank where no limit is known", "number", PLANS_UNIT),
    PlanColumn("more_known", f"how that is known ({_KNOWN})", "code"),
    PlanColumn("more_at", "of a form: the slot where it brings most", "id"),
    PlanColumn("judged_low", "the least of it that the judged effects leave", "number", PLANS_UNIT),
    PlanColumn("judged_high", "the most of it that they leave", "number", PLANS_UNIT),
    PlanColumn("less_low", "what one less costs at least", "number", PLANS_UNIT),
    PlanColumn("less_high", "what it costs at most; blank where no limit is known", "number", PLANS_UNIT),
    PlanColumn("less_known", "how that is known, in the same words", "code"),
    PlanColumn("less_at", "of a form: the slot where one less costs least", "id"),
)
GOAL_PRICES_TABLE = (
    PlanColumn("kind", "goal (left out) or restriction (inside a goal, at its end)", "code"),
    PlanColumn("goal", "the goal; blank for what bounds all goals together", "code"),
    PlanColumn("setting", "the restriction; blank where the goal is left out", "code"),
    PlanColumn("setting_before", "its value in the plan", "number", "that of the setting"),
    PlanColumn("setting_after", "its value at the end, where it holds nothing back", "number", "that of the setting"),
    PlanColumn("outcome", "value of the plan made so, less value of the plan", "number", PLANS_UNIT),
    PlanColumn("doubt", "what the gaps of the two plans leave open of it", "number", PLANS_UNIT),
    PlanColumn("drawn_low", "low end of it in 95 percent of paired random futures", "number", PLANS_UNIT),
    PlanColumn("drawn_high", "high end of it", "number", PLANS_UNIT),
    PlanColumn("draws", "how many futures were drawn", "whole number"),
    PlanColumn("reached", "how far the goal comes in the plan: people with a main place for waiting and fair_share, "
               "else its final value", "number", _GOALS),
    PlanColumn("reached_then", "how far it comes then", "number", _GOALS),
    PlanColumn("gains", "people who would have a main place and have none", "list"),
    PlanColumn("loses", "people who would have none", "list"),
    PlanColumn("moves", "people who would have another one", "list"),
    PlanColumn("unfinished", "goals whose search did not end, in either plan", "list"),
)  # fmt: skip
PLACES_WANTED_TABLE = (
    PlanColumn("employer_id", "the department", "id"),
    PlanColumn("name", "its name", "text"),
    PlanColumn("places_offered", "places of open slots that start in the plan week or later", "whole number", "places"),
    PlanColumn("places_free", "those of them that are left for proposals", "whole number", "places"),
    PlanColumn("places_wanted", "places that it was asked for", "whole number", "places"),
)
TEMPLATES_TABLE = (
    PlanColumn("employer_id", "a department without a free place", "id"),
    PlanColumn("template", "which template of planner/questions/template_slots.csv", "code"),
    PlanColumn("places", "places tried there together", "whole number", "places"),
    PlanColumn(
        "gain_low", "what they would bring at least, by the effects as the model states them", "number", PLANS_UNIT
    ),
    PlanColumn("gain_high", "what they would bring at most", "number", PLANS_UNIT),
    PlanColumn("judged_low", "the least of it that the judged effects leave", "number", PLANS_UNIT),
    PlanColumn("judged_high", "the most of it that they leave", "number", PLANS_UNIT),
    PlanColumn("kind", "what the template rests on", "code"),
    PlanColumn("source", "where it comes from", "text"),
    PlanColumn("year", "of what year", "whole number"),
)
SHORTLISTS_WORTH_TABLE = (
    PlanColumn("unit", "the plan's unit: people, weeks, points, or table (whatever the user's outcomes hold)", "code"),
    PlanColumn("worth", "what whoever follows the proposals on lists adds", "number", PLANS_UNIT),
    PlanColumn("bound", "what no lists beside these proposals exceed", "number", PLANS_UNIT),
    PlanColumn("joint_value", "the plan's outcome and worth together", "number", PLANS_UNIT),
    PlanColumn("joint_bound", "what no plan together with its lists exceeds; blank where none is known", "number",
               PLANS_UNIT),
)  # fmt: skip
# By attribute, with what has a row in it.
RESULT_TABLES: Mapping[str, tuple[str, tuple[PlanColumn, ...]]] = {
    "result.totals": ("plan: a single one, so that `pd.concat` puts several plans under each other.", TOTALS_TABLE),
    "result.groups": ("group.", GROUPS_TABLE),
    "result.shortlists_worth": ("plan with lists: a single one.", SHORTLISTS_WORTH_TABLE),
    "result.tags": ("tag of a slot, a programme or a budget line.", TAGS_TABLE),
    "result.goals": ("goal, in their order.", GOALS_TABLE),
    "result.prices": ("limit that has a price. Each holds while the others stay: do not sum them.", PRICES_TABLE),
    "result.overrides": ("proposal that a pin carries over a gate.", OVERRIDES_TABLE),
    "comparison.what_ifs": ("what-if.", WHAT_IFS_TABLE),
    "comparison.figures": ("what-if, part and measure.", FIGURES_TABLE),
    "comparison.changes": ("what-if and person whose proposed main place differs.", CHANGES_TABLE),
    "comparison.joint": ("what-if, change, part and measure that is a sum.", JOINT_TABLE),
    "comparison.goals": ("plan and goal.", ENDS_TABLE),
    "sweep.cells": (
        "cell, the base first. Behind `cell` stands a column for each parameter, with its name; blank in the base.",
        CELLS_TABLE,
    ),
    "sweep.figures": (
        "cell, part and measure, and for each cell without a plan; columns of parameters as in `sweep.cells`.",
        CELL_FIGURES_TABLE,
    ),
    "simulation.policies": ("policy.", SIMULATED_TABLE),
    "simulation.runs": ("policy and drawn world.", RUNS_TABLE),
    "simulation.weeks": ("policy, drawn world and week.", SIMULATED_WEEKS_TABLE),
    "simulation.money": (
        "policy, drawn world, month, and budget line that paid for something planned in it.",
        SIMULATED_MONEY_TABLE,
    ),
    "compared_weeks.runs": ("scenario, policy and drawn world.", PAIRED_RUNS_TABLE),
    "compared_weeks.weeks": ("scenario, policy, drawn world and week.", PAIRED_WEEKS_TABLE),
    "compared_weeks.money": (
        "scenario, policy, drawn world, month, and budget line that paid for something planned in it.",
        PAIRED_MONEY_TABLE,
    ),
    "compared_weeks.differences": ("what-if and policy.", PAIRED_APART_TABLE),
    "simulation.differences": ("policy, and policy before it that it is held against.", APART_TABLE),
    "comparison.draws": ("future and plan, where futures were drawn.", DRAWS_TABLE),
    "comparison.take_up": ("what-if with new places, and measure.", TAKE_UP_TABLE),
    "prices.places": (
        (
            "slot that somebody may come to; `prices.programmes`, `.budgets`, `.supervisors` and `.caseworkers` have "
            "the same columns, each for its own kind of step. Never sum them, nor rank one kind against another."
        ),
        PRICE_LIST_TABLE,
    ),
    "prices.goals": (
        "goal that may cost something, and restriction inside it; where `full` asked for them. Never sum them.",
        GOAL_PRICES_TABLE,
    ),
    "prices.templates": ("department without a free place, and template.", TEMPLATES_TABLE),
    "prices.wanted": ("department.", PLACES_WANTED_TABLE),
}


def with_usual(columns: Sequence[PlanColumn], usual: Sequence[str]) -> list[PlanColumn]:
    """The columns, with those of usual practice once for each plan of it."""
    own = [column for column in columns if USUAL not in column.name]
    of_usual = [column for column in columns if USUAL in column.name]
    return own + [column._replace(name=column.name.replace(USUAL, name)) for name in usual for column in of_usual]
