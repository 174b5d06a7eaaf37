"""The columns of a plan's tables, in the order they are written and expected."""

ASSIGNMENT_COLUMNS = (
    "jobseeker_id", "status", "slot_id", "employer_id", "employer", "programme_id", "occupation", "zone", "start_week",
    "weeks", "hours_per_week", "travel_minutes", "outcome", "baseline", "uplift", "acceptance", "value",
    "regular_weeks", "baseline_regular_weeks", "strength", "basis", "gross", "cost_sek", "caseworker_id", "to_do",
    "second_choice", "reason_code", "reason", "decision", "motive",
)  # fmt: skip
SLOT_COLUMNS = (
    "slot_id", "employer_id", "programme_id", "start_week", "places", "running", "filled", "free", "price_lp", "gain",
    "reason_code", "reason", "unused_subsidy_sek", "unused_subsidy",
)  # fmt: skip
CANDIDATE_COLUMNS = (
    "jobseeker_id", "slot_id", "programme_id", "purpose", "start_week", "weeks", "hours_per_week", "travel_minutes",
    "travel_check", "outcome", "baseline", "uplift", "fit", "acceptance", "value", "regular_weeks", "cost_sek",
    "strength", "basis", "gross",
)  # fmt: skip
