"""The columns of a plan's tables, in the order they are written and expected: what each holds, its kind, its unit."""

from __future__ import annotations

from collections.abc import Mapping

from planner.schema.advance_tables import ACT_ON_TABLE, BOOKINGS_TABLE, CHANGES_MADE_TABLE
from planner.schema.plan_column import PlanColumn

_PLANS = "the plan's unit"
_PEOPLE = "people, or points"
_MEASURES = "the measure's unit"
_STARTS = PlanColumn("start_week", "week the placement starts", "week")
_WEEKS = PlanColumn("weeks", "length of the placement", "whole number", "weeks")
_HOURS = PlanColumn("hours_per_week", "hours", "number", "hours a week")
_TRIP = PlanColumn("travel_minutes", "trip one way, the longer of there and home", "number", "minutes")
_OUTCOME = PlanColumn("outcome", "what is expected of the person with this place", "number", _PEOPLE)
_BASELINE = PlanColumn("baseline", "what is expected of the person without a proposal", "number", _PEOPLE)
_UPLIFT = PlanColumn("uplift", "outcome less baseline", "number", _PEOPLE)
_ACCEPTANCE = PlanColumn("acceptance", "chance that the person accepts an offer", "number", "share")
_VALUE = PlanColumn("value", "what the goal outcome counts for this place", "number", _PLANS)
_REGULAR = PlanColumn("regular_weeks", "weeks of regular work within 104 weeks with this place", "number", "weeks")
_COST = PlanColumn("cost_sek", "cost of the whole placement", "number", "SEK")
_STRENGTH = PlanColumn("strength", "how sure the uplift is held to be", "code")
_BASIS = PlanColumn("basis", "what the uplift rests on: own, observed, effect, judgement or points", "code")
_GROSS = PlanColumn("gross", "an ordinary vacancy, which somebody else would have had", "yes or no")

_MEETING = "for the meeting, blank when written"
_PERSON, _SLOT = PlanColumn("jobseeker_id", "the person", "id"), PlanColumn("slot_id", "the slot", "id")
_FORM = PlanColumn("programme_id", "the form", "code")
_EMPLOYER = PlanColumn("employer_id", "the employer who offers it", "id")

ASSIGNMENTS_TABLE = (
    _PERSON,
    PlanColumn("status", "proposed, kept (runs or is accepted), held (offered or contested) or unplaced", "code"),
    _SLOT,
    _EMPLOYER,
    PlanColumn("employer", "name of the employer", "text"),
    _FORM,
    PlanColumn("occupation", "name of the occupation", "text"),
    PlanColumn("zone", "zone of the workplace", "id"),
    _STARTS,
    _WEEKS,
    _HOURS,
    _TRIP,
    _OUTCOME,
    _BASELINE,
    _UPLIFT,
    _ACCEPTANCE,
    _VALUE,
    _REGULAR,
    PlanColumn("path", "next steps for which a place is held: programme and week of each, the first first", "list"),
    PlanColumn(
        "baseline_regular_weeks", "weeks of regular work within 104 weeks without a proposal", "number", "weeks"
    ),
    _STRENGTH,
    _BASIS,
    _GROSS,
    _COST,
    PlanColumn("caseworker_id", "the person's caseworker", "id"),
    PlanColumn("to_do", "what is left to do before the proposal can become an offer", "list"),
    PlanColumn("second_choice", "the next best slot; unplaced: the slot that came nearest (docs/method.md)", "id"),
    PlanColumn("second_choice_value", "what the goal outcome counts for the second choice", "number", _PLANS),
    PlanColumn("second_choice_free", "whether it fits into the plan if the person's proposal falls away", "yes or no"),
    PlanColumn("reason_code", "what decided, as a code", "code"),
    PlanColumn("reason", "what decided, as a sentence", "text"),
    PlanColumn("decision", f"{_MEETING}: accepted, declined, hold and so on (docs/answers.md)", "text"),
    PlanColumn("answer_by", f"{_MEETING}: with offered, the day it must be answered", "text"),
    PlanColumn("by", f"{_MEETING}: role or code of whoever decided, never a name", "text"),
    PlanColumn("on", f"{_MEETING}: day of the decision", "text"),
    PlanColumn("motive", f"{_MEETING}: why", "text"),
)
# Behind these only in plans with a list: the lists of employers who meet several people (slots with a shortlist).
ON_LISTS = (
    PlanColumn("list_slot_id", "in a plan with lists: the slot on whose list the person is", "id"),
    PlanColumn("list_position", "the person's position on the list of a place there: 1 is proposed", "whole number"),
)
# Behind these only in scenarios with modules: the short module that a proposed person takes before the place.
MODULES_BEFORE = (
    PlanColumn("module_id", "in a scenario with modules: the module that the person takes before the place", "id"),
    PlanColumn("module", "what people call the module", "text"),
    PlanColumn("module_from", "week in which the person begins the module", "week"),
    PlanColumn("module_weeks", "length of the module", "whole number", "weeks"),
    PlanColumn("module_cost_sek", "cost of the module, beside cost_sek", "number", "SEK"),
)
# The columns that a meeting fills in, and the planner never does.
ANSWERS = ("decision", "answer_by", "by", "on", "motive")
SLOTS_TABLE = (
    _SLOT,
    _EMPLOYER,
    PlanColumn("programme_id", "the forms of those proposed there, else all forms of the slot", "list"),
    PlanColumn("start_week", "week new placements start", "week"),
    PlanColumn("places", "places in all", "whole number", "places"),
    PlanColumn("running", "placements that run or are accepted", "whole number", "places"),
    PlanColumn("filled", "proposals and offers", "whole number", "places"),
    PlanColumn("free", "places left", "whole number", "places"),
    PlanColumn("price_lp", "about what one more place would bring, from the linear relaxation", "number", _PLANS),
    PlanColumn("gain", "what one more place would bring, solved again; blank where not known", "number", _PLANS),
    PlanColumn("reason_code", "why places are filled or stay empty, as a code", "code"),
    PlanColumn("reason", "the same as a sentence", "text"),
    PlanColumn("unused_subsidy_sek", "what better paid forms open to those placed would pay on top", "number", "SEK"),
    PlanColumn("unused_subsidy", "why they were not taken, as a sentence", "text"),
)
RESERVES_TABLE = (
    PlanColumn("slot_id", "the slot where somebody may decline", "id"),
    PlanColumn("rank", "who comes next there: 1 first", "whole number"),
    PlanColumn("jobseeker_id", "the person who may come instead", "id"),
    PlanColumn("caseworker_id", "the person's caseworker", "id"),
    PlanColumn("programme_id", "the form under which the person would come", "code"),
    PlanColumn("value", "what the goal outcome counts for this place", "number", _PLANS),
    PlanColumn("now_slot_id", "where the person is proposed now, which they would leave", "id"),
    PlanColumn("now_value", "what the goal outcome counts for the place they would leave", "number", _PLANS),
    PlanColumn("net_gain", "value less now_value", "number", _PLANS),
    PlanColumn("in_the_way", "limits that the move would break even after one decline", "list"),
    PlanColumn("displaces", "the place left free and the limits in the way, as a sentence", "text"),
)
SHORTLISTS_TABLE = (
    _SLOT,
    _EMPLOYER,
    PlanColumn("employer", "name of the employer", "text"),
    PlanColumn("rank", "in which order the employer meets the people of the slot: 1 first", "whole number"),
    PlanColumn("list_position", "position on the list of a place: 1 is the plan's proposal", "whole number"),
    PlanColumn("list_of", "people on the lists of the slot together", "whole number", "people"),
    _PERSON,
    PlanColumn("caseworker_id", "the person's caseworker", "id"),
    _FORM,
    _STARTS,
    _WEEKS,
    _VALUE,
    PlanColumn(
        "list_worth",
        "a proposal's value; who follows: value x hire_share x (1 - hire_share) for each before",
        "number",
        _PLANS,
    ),
    PlanColumn("interviewed", "the employer has met the person, who keeps the place on the list", "yes or no"),
    PlanColumn("decision", f"{_MEETING}: chosen, refused, vetoed, interviewed and so on (docs/answers.md)", "text"),
    PlanColumn("by", f"{_MEETING}: role or code of whoever decided, never a name", "text"),
    PlanColumn("on", f"{_MEETING}: day of the decision", "text"),
    PlanColumn("motive", f"{_MEETING}: why", "text"),
)
FOLLOWUPS_TABLE = (
    PlanColumn("caseworker_id", "the person's caseworker", "id"),
    PlanColumn("jobseeker_id", "the person", "id"),
    PlanColumn("slot_id", "the slot of the placement", "id"),
    PlanColumn("employer_id", "the employer, where the slot is still there", "id"),
    PlanColumn("step", "which step of the placement is to be taken", "code"),
    PlanColumn("due_on", "day it falls due", "day"),
    PlanColumn("week", "week in which it falls due", "week"),
    PlanColumn("overdue", "it was due before the plan week", "yes or no"),
    PlanColumn("overdue_days", "days from then to the Monday of the plan week", "whole number", "days"),
)
DUTY_TABLE = (
    PlanColumn("week", "the week", "week"),
    PlanColumn("unit", "unit that answers for the people's activity; blank: no unit is named", "id"),
    PlanColumn("people", "people of the unit who owe hours of activity", "whole number", "people"),
    PlanColumn("hours_owed", "hours that they owe in the week", "number", "hours"),
    PlanColumn(
        "hours_covered", "of those, hours of placements, promises and proposals, no more than each owes", "number",
        "hours",
    ),
    PlanColumn("hours_gap", "hours_owed less hours_covered", "number", "hours"),
    PlanColumn("people_short", "people whose hours are not all covered", "whole number", "people"),
)  # fmt: skip
# Of a row that sums targets of one name: target_id and the filters are blank, and `parts` says how many there are.
TARGETS_TABLE = (
    PlanColumn("target_id", "the target; blank for the sum of those of one name", "id"),
    PlanColumn("name", "what people call it", "text"),
    PlanColumn("parts", "how many targets a sum holds; blank for one target", "whole number"),
    PlanColumn("counts", "what it counts: places, placements, paid or work_or_study", "code"),
    PlanColumn("tag", "the tag that it is limited to", "text"),
    PlanColumn("employer_id", "the employer that it is limited to", "id"),
    PlanColumn("programme_id", "the form that it is limited to", "id"),
    PlanColumn("group", "the declared group that it is limited to", "id"),
    PlanColumn("from_week", "first week that counts", "week"),
    PlanColumn("to_week", "last week that counts", "week"),
    PlanColumn("target", "the number to be reached", "number"),
    PlanColumn("due", "the number that its path asks for in the plan week", "number"),
    PlanColumn("reached", "the number reached before the plan week; of places, offered by now", "number"),
    PlanColumn("promised", "accepted or offered starts in the plan week or later", "number"),
    PlanColumn("adds", "what this plan adds if everybody accepts", "number"),
    PlanColumn("adds_expected", "the same, each proposal by the chance that it is accepted", "number"),
    PlanColumn("gap", "due less reached, promised and adds: what is missing on the path, if above 0", "number"),
    PlanColumn("per_week", "what each week after this one must add to reach the target", "number", "a week"),
    PlanColumn("per_day", "reached for each day since the window began", "number", "a day"),
    PlanColumn("per_day_needed", "per_week for each of its seven days", "number", "a day"),
)
# In the workbook, in plan.json and in Python: what is counted under each tag.
TAGS_TABLE = (
    PlanColumn("tag", "the tag", "text"),
    PlanColumn("open_places", "places left in open slots before anything is proposed", "whole number", "places"),
    PlanColumn("running", "placements that run or are accepted", "whole number", "places"),
    PlanColumn("offered", "placements that are offered", "whole number", "places"),
    PlanColumn("proposed", "proposals of the plan", "whole number", "people"),
    PlanColumn("expected_gain", "acceptance x uplift over its main proposals", "number", _PEOPLE),
    PlanColumn("cost_sek", "cost of its proposals", "number", "SEK"),
    PlanColumn("line_left_sek", "left on budget lines with the tag before it; blank without one", "number", "SEK"),
    PlanColumn("line_cost_sek", "what the plan books on these lines; blank without one", "number", "SEK"),
)
CANDIDATES_TABLE = (
    _PERSON,
    _SLOT,
    _FORM,
    PlanColumn("purpose", "what the form is for", "code"),
    _STARTS,
    _WEEKS,
    _HOURS,
    _TRIP,
    PlanColumn("travel_check", "the trip is to be checked", "yes or no"),
    _OUTCOME,
    _BASELINE,
    _UPLIFT,
    PlanColumn("fit", "how near the work lies to an occupation that the person wishes", "number", "share"),
    _ACCEPTANCE,
    _VALUE,
    _REGULAR,
    _COST,
    _STRENGTH,
    _BASIS,
    _GROSS,
)
# What became of a place since last week's proposals, in the order in which a meeting wants to hear it.
CHANGES = ("new", "moved", "withdrawn", "kept")
CHANGES_TABLE = (
    PlanColumn("change", "new, moved, withdrawn or kept since last week's proposals", "code"),
    PlanColumn("jobseeker_id", "the person; blank where they are in no table any more", "id"),
    PlanColumn("caseworker_id", "the person's caseworker", "id"),
    PlanColumn("status", "of the place now: proposed, kept (runs or is accepted) or held (offered)", "code"),
    PlanColumn("slot_before", "the slot that was proposed last", "id"),
    PlanColumn("employer_before", "name of its employer", "text"),
    PlanColumn("programme_before", "the form under which it was proposed", "code"),
    PlanColumn("slot_now", "the slot of the plan", "id"),
    PlanColumn("employer_now", "name of its employer", "text"),
    PlanColumn("programme_now", "the form of the plan", "code"),
    PlanColumn("start_week", "week the placement of the plan starts", "week"),
    PlanColumn("value_before", "what the place proposed last is worth now; blank where no longer possible", "number",
               _PLANS),
    PlanColumn("value_now", "what the place of the plan is worth", "number", _PLANS),
    PlanColumn("difference", "value_now less value_before: what the change gains", "number", _PLANS),
    PlanColumn("no_longer", "why the place proposed last is no longer possible, as a code: a gate, a hard constraint, "
               "not_listed, no_gain, person_gone or slot_gone", "code"),
    PlanColumn("reason", "why, as a sentence", "text"),
)  # fmt: skip
_BY_NAME = {column.name: column for column in CHANGES_TABLE}
DIFFERENCE_TABLE = (
    PlanColumn("change", "new, moved, withdrawn or kept, from the first plan to the second", "code"),
    PlanColumn("jobseeker_id", "the person; blank where they are in the second plan's tables no more", "id"),
    PlanColumn("still_there", "the person is in the second plan's tables", "yes or no"),
    PlanColumn("status", "in the second plan: proposed, kept (runs or is accepted), held or unplaced", "code"),
    *(
        _BY_NAME[name]
        for name in ("slot_before", "employer_before", "programme_before", "slot_now", "employer_now", "programme_now",
                     "start_week")
    ),
    PlanColumn("value_before", "what the place of the first plan is worth", "number", _PLANS),
    _BY_NAME["value_now"],
    _BY_NAME["difference"],
    PlanColumn("figures", "whose figure value_before is: second, or first where the second plan has none", "code"),
    PlanColumn("reason", "the second plan's reason, as a sentence", "text"),
)  # fmt: skip
BY_EMPLOYER_TABLE = (
    _EMPLOYER,
    PlanColumn("employer", "name of the employer", "text"),
    _SLOT,
    PlanColumn("stay", "people proposed there before and now", "whole number", "people"),
    PlanColumn("leave", "people who were proposed there and no longer are", "list"),
    PlanColumn("gone", "people who were proposed there and are in no table any more", "whole number", "people"),
    PlanColumn("come", "people who are proposed there now and were not before", "list"),
)
EXPLANATIONS_TABLE = (
    _PERSON,
    PlanColumn("status", "proposed or unplaced", "code"),
    PlanColumn("slot_id", "the slot proposed", "id"),
    PlanColumn("reason_code", "why, as a code", "code"),
    PlanColumn("reason", "the same as a sentence", "text"),
    PlanColumn("basis", "what the figures rest on: price, the relaxation of the whole week", "code"),
    PlanColumn("num_places", "slots that the person could have, of the same kind", "whole number", "places"),
    PlanColumn("rank", "of the slot among them by worth: 1 first", "whole number"),
    PlanColumn("value", "what the goal outcome counts for the slot", "number", _PLANS),
    PlanColumn("other_slot", "the other slot that costs the plan least", "id"),
    PlanColumn("other_value", "what the goal outcome counts for that slot", "number", _PLANS),
    PlanColumn("cost_at_least", "what the outcome loses at least with the person there, goals held", "number", _PLANS),
)
# Letters, each part of them a field that a word processor merges.
LETTERS_TABLE = (
    _PERSON,
    PlanColumn("name", "where the name comes; the planner never knows it", "text"),
    PlanColumn("letter", "what the letter is about", "code"),
    PlanColumn("file", "the page of the letter", "text"),
    PlanColumn("slot_id", "the slot that it is about", "id"),
    PlanColumn("title", "its heading", "text"),
    PlanColumn("opening", "its first lines, without the greeting", "text"),
    PlanColumn("what", "what it is", "text"),
    PlanColumn("why", "why", "text"),
    PlanColumn("other_places", "what else was possible", "text"),
    PlanColumn("what_would_change", "without a place: what would have given another answer", "text"),
    PlanColumn("who_decided", "who decides", "text"),
    PlanColumn("how_to_object", "how to object", "text"),
)
# What groups on protected grounds got, and how two of them differ.
AUDIT_TABLE = (
    PlanColumn("ground", "the column of table `audit`; blank for everybody together", "code"),
    PlanColumn("group", "what the column says of the group's people; blank for those of whom it says nothing", "text"),
    PlanColumn("other_group", "in a comparison, the group that it is compared with; else blank", "text"),
    PlanColumn("measure", "offers (share with a proposal or a placement), paid (share with one that is an employment), "
               "uplift (mean over everybody), travel_minutes (mean over those proposed), waiting_weeks (mean over "
               "everybody) or overridden (share of decided proposals)", "code"),
    PlanColumn("people", "people, or decided proposals, that the figure is over", "whole number", "people"),
    PlanColumn("figure", "share or mean of the group", "number", _MEASURES),
    PlanColumn("low", "lower end of its 95 % interval", "number", _MEASURES),
    PlanColumn("high", "upper end", "number", _MEASURES),
    PlanColumn("difference", "in a comparison, the group's figure less the other group's", "number", _MEASURES),
    PlanColumn("difference_low", "lower end of its 95 % interval", "number", _MEASURES),
    PlanColumn("difference_high", "upper end", "number", _MEASURES),
    PlanColumn("difference_clear", "whether that interval excludes 0: yes, also with the number of comparisons counted "
               "in (Bonferroni); alone, but not among so many; no", "code"),
    PlanColumn("ratio", "the group's figure divided by the other group's; blank where that is 0", "number"),
    PlanColumn("ratio_low", "lower end of its 95 % interval", "number"),
    PlanColumn("ratio_high", "upper end", "number"),
    PlanColumn("ratio_clear", "whether that interval excludes 1, likewise", "code"),
    PlanColumn("left_out", "the figure is left out: it or another could say who somebody is", "yes or no"),
)  # fmt: skip
ASSIGNMENT_COLUMNS = tuple(column.name for column in ASSIGNMENTS_TABLE)
SLOT_COLUMNS = tuple(column.name for column in SLOTS_TABLE)
RESERVE_COLUMNS = tuple(column.name for column in RESERVES_TABLE)
SHORTLIST_COLUMNS = tuple(column.name for column in SHORTLISTS_TABLE)
LIST_COLUMNS = tuple(column.name for column in ON_LISTS)
MODULE_COLUMNS = tuple(column.name for column in MODULES_BEFORE)
FOLLOWUP_COLUMNS = tuple(column.name for column in FOLLOWUPS_TABLE)
DUTY_COLUMNS = tuple(column.name for column in DUTY_TABLE)
TARGET_COLUMNS = tuple(column.name for column in TARGETS_TABLE)
TAG_COLUMNS = tuple(column.name for column in TAGS_TABLE)
CANDIDATE_COLUMNS = tuple(column.name for column in CANDIDATES_TABLE)
CHANGE_COLUMNS = tuple(column.name for column in CHANGES_TABLE)
DIFF_COLUMNS = tuple(column.name for column in DIFFERENCE_TABLE)
BY_EMPLOYER_COLUMNS = tuple(column.name for column in BY_EMPLOYER_TABLE)
EXPLANATION_COLUMNS = tuple(column.name for column in EXPLANATIONS_TABLE)
LETTER_COLUMNS = tuple(column.name for column in LETTERS_TABLE)
AUDIT_COLUMNS = tuple(column.name for column in AUDIT_TABLE)
# By file, with what has a row in it.
PLAN_TABLES: Mapping[str, tuple[str, tuple[PlanColumn, ...]]] = {
    "assignments.csv": (
        "proposed, kept or held placement, and person without any; only proposals say what they are worth.",
        (*ASSIGNMENTS_TABLE, *ON_LISTS, *MODULES_BEFORE),
    ),
    "slots.csv": ("slot.", SLOTS_TABLE),
    "changes_since.csv": (
        "place that was proposed last week or is proposed now, if there were proposals last week.",
        CHANGES_TABLE,
    ),
    "changes_by_employer.csv": ("slot whose people have changed since last week's proposals.", BY_EMPLOYER_TABLE),
    "changes.csv": ("place that either of two plans proposes; written by `planner diff`.", DIFFERENCE_TABLE),
    "audit.csv": ("group on a protected ground, or pair of them, and measure; of `planner audit`.", AUDIT_TABLE),
    "reserves.csv": ("slot and person who may come if somebody there declines.", RESERVES_TABLE),
    "shortlists.csv": ("slot with a shortlist and person on its lists.", SHORTLISTS_TABLE),
    "followups.csv": ("step of follow-up that is due or overdue.", FOLLOWUPS_TABLE),
    "duty.csv": ("week and unit, if somebody owes hours of activity.", DUTY_TABLE),
    "targets.csv": ("target, and for the sum of targets of one name.", TARGETS_TABLE),
    "advance/changes_made.csv": ("change that makes the next week; written by `planner advance`.", CHANGES_MADE_TABLE),
    "advance/bookings.csv": ("amount booked on a budget line or given back; of `planner advance`.", BOOKINGS_TABLE),
    "advance/act_on.csv": ("matter that somebody should act on; of `planner advance`.", ACT_ON_TABLE),
    "explanations.csv": ("proposal, and person without one; written by `planner explain --all`.", EXPLANATIONS_TABLE),
    "letters.csv": ("letter, for mail merge; written by `planner letters`.", LETTERS_TABLE),
    "candidates.csv.gz": ("pair of person and slot, with a form, that may be proposed.", CANDIDATES_TABLE),
}
