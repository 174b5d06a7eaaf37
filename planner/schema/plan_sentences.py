"""Sentences of plan.xlsx: what would help somebody without a place, and how the workbook is read."""

from __future__ import annotations

from planner.texts import N_

ADVANCE, EXPLAIN = "planner advance", "planner explain"

# By reason_code, what would help. `places` is for everybody whom others went before.
HELPS = {
    "no_candidate": N_("A place that this does not rule out."),
    "no_gain": N_("A place that is expected to give the person more."),
    "held": N_("That the objection is settled."),
    "forbidden": N_("That the meeting decides otherwise."),
    "by_hand": N_("That a place decided by hand becomes free."),
    "limit": N_("That the limit in the reason is raised."),
    "minimum_not_reached": N_("More people for {slot}, so that it can start."),
    "interviewed": N_("That the employer answers."),
    "waits": N_("A place that the plan does not expect to be of more use later."),
    "not_settled": N_("A longer search."),
}
PLACES = N_("More places like {slot}.")
# Where places are free at the slot that came nearest: another limit holds it back.
ROOM = N_("That whatever keeps {slot} from taking more is changed.")
WORTH = N_("More places like {slot}: one more is worth {worth} to the whole week, and may go to somebody else.")

HOW_TO = (
    (
        N_("What this is"),
        N_("A proposal that a program has computed. It decides nothing: a named official decides, person by person."),
    ),
    (
        N_("The meeting's list"),
        N_(
            "One row for each proposal, and for each offer that waits for an answer, page by page for each caseworker. "
            "Fill in the yellow columns and no others. The rows may be sorted and filtered."
        ),
    ),
    (
        N_("Decision"),
        N_(
            "Choose a word from the list. These may be typed as well: {more}. With {offered} belongs the day in the "
            "next column. A blank cell means that nobody has decided: the proposal stays for the next week."
        ),
    ),
    (
        N_("Decided by"),
        N_("A role or code, such as the caseworker's. Never a name: this column is read by the program."),
    ),
    (
        N_("After the meeting"),
        N_(
            "Save the file under its own name in its own folder. The next week is made from it by this command: "
            "{advance}"
        ),
    ),
    (
        N_("Names"),
        N_(
            "The program knows nobody's name. Paste ids and names into the last sheet, as text, and the names appear "
            "in every list. That sheet is never read, and no new plan takes it over: keep your own list elsewhere. "
            "Remove the names before you send the file to anybody."
        ),
    ),
    (
        N_("Strength of the evidence"),
        N_(
            "How much is known about what such a place leads to: strong, medium or uncertain. It says nothing about "
            "the person."
        ),
    ),
    (
        N_("Second choice"),
        N_(
            "The next best place, for the day when the first comes to nothing. The sheet of reserves says who comes "
            "next at each place."
        ),
    ),
    (
        N_("Shortlists"),
        N_(
            "Whom employers meet who want to meet several people, in this order. Position 1 is a proposal. Answers "
            "about the others are written into {lists}."
        ),
    ),
    (
        N_("To do"),
        N_("What is left before the proposal can become an offer."),
    ),
    (
        N_("What would help"),
        N_(
            "A hint from the figures of this plan, and no promise. For one person this says more: {explain}"
        ),
    ),
    (
        N_("Worth of more places"),
        N_(
            "What one more place at each slot would bring to the whole week, in the unit of the summary. "
            "Worths are not to be summed: each holds while all else stays as it is. The shadow price is approximate; "
            "the gain has been computed anew."
        ),
    ),
    (
        N_("The supervisors' weeks"),
        N_(
            "Support that each supervisor's people need, week by week, running placements and proposals together. "
            "A week at the supervisor's capacity is yellow; one above it is orange."
        ),
    ),
    (
        N_("Money by month"),
        N_(
            "What the proposals cost on each budget line, by the month in which the week begins. What runs already is "
            "taken off before: it is no part of what is left."
        ),
    ),
    (
        N_("Protected identity"),
        N_("Nobody with protected identity is in this file. They are placed by hand."),
    ),
)  # fmt: skip


# The lines of the summary.
GLANCE = {
    "scenario": N_("Proposal for"),
    "week": N_("Plan week"),
    "people": N_("People in the tables"),
    "protected": N_("People with protected identity, who are placed by hand"),
    "placed": N_("People who are proposed a place"),
    "offered": N_("Offered earlier, not yet answered"),
    "accepted": N_("Accepted earlier, not yet begun"),
    "together": N_("Proposed, offered and accepted together"),
    "unit": N_("What the figures below count"),
    "baseline": N_("If nobody is placed"),
    "expected": N_("With this plan"),
    "uplift": N_("More than if nobody is placed"),
    "judgement": N_("Share of that which is judgement: nobody has measured it"),
    "bound": N_("No plan can gain more than"),
    "bound_ahead": N_("No plan can gain more than, less what it takes from the weeks to come"),
    "gap": N_("The best plan found is at most so far from that"),
    "joint": N_("Proposals and lists together give"),
    "joint_bound": N_("No plan and lists together can give more than"),
    "cost": N_("What the proposals cost, SEK"),
    "usual": N_("For comparison: {usual}"),
}
TOGETHER = N_("Proposals and lists together give {value}; no plan and lists can give more than {bound}.")
USUAL_GLANCE = N_("{placed} people placed, {more}")
UNITS = {
    "people": N_("people in work or study at the follow-up"),
    "weeks": N_("weeks of regular work within 104 weeks"),
    "points": N_("points"),
    "table": N_("the outcome of your own table"),
}
