"""The sentences of letters: each plain, and easy for people who read with effort. None of them promises anything.

A municipality fills in what stands in brackets; its own decision (beslut) is a letter of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from planner.correspondence.letter import Kind
from planner.correspondence.voice import Said, same
from planner.texts import N_

TITLES: Mapping[Kind, Said] = {
    "accepted": Said(N_("The place that you have said yes to"), N_("You have said yes to a place")),
    "offered": Said(N_("An offer of a place"), N_("You are offered a place")),
    "proposed": Said(N_("A proposal of a place for you"), N_("We have a proposal for you")),
    "declined": Said(N_("The place that you said no to"), N_("You have said no to a place")),
    "refused": Said(N_("The employer did not choose you this time"), N_("The employer did not choose you")),
    "vetoed": Said(N_("The employer said no to the proposal"), N_("The employer said no")),
    "interviewed": Said(N_("You have met an employer"), N_("You have met an employer")),
    "forbidden": Said(N_("A place that was ruled out"), N_("You cannot have this place")),
    "held": Said(N_("We are waiting with proposals for you"), N_("We wait with your proposals")),
    "running": same(N_("You have a place")),
    "unplaced": Said(N_("No place this week"), N_("There is no place for you this week")),
}
NUMBER = same(N_("Number: {id}"))
GREETING = same(N_("Hello [name]!"))
# The first words of a letter say what kind of letter it is.
NO_DECISION = Said(
    N_("This letter explains. It is not the municipality's decision."),
    N_("This letter is not a decision. The letter tells you why."),
)
OPENINGS: Mapping[Kind, Said] = {
    "accepted": Said(N_("You have said yes to a place. Here is what it is about and why you were asked."),
                     N_("You have said yes to a place. Read about it here.")),
    "offered": Said(N_("You are asked whether you want a place. Here is what it is about and why you are asked."),
                    N_("We ask you: do you want this place?")),
    "proposed": Said(N_("There is a proposal of a place for you. Nobody has decided about it yet."),
                     N_("We have found a place that may suit you. Nobody has decided yet.")),
    "declined": Said(N_("It is noted that you said no to this place."), N_("You have said no. We have noted it.")),
    "refused": Said(N_("You have met the employer, who did not choose you. You are not proposed this place again."),
                    N_("You met the employer. They did not choose you. You do not get this place.")),
    "vetoed": Said(N_("The employer said no to the proposal before a meeting. You are not proposed this place again."),
                   N_("The employer said no. You did not meet them. You do not get this place.")),
    "interviewed": Said(N_("You have met the employer about a place. The employer has not answered yet."),
                        N_("You have met the employer. They have not answered yet.")),
    "forbidden": Said(N_("The municipality has decided by hand that this place is out of the question for you now."),
                      N_("The municipality has decided. You cannot have this place now.")),
    "held": Said(N_("Something about your proposals is disputed. Until it is settled no new ones are made."),
                 N_("Something is not settled yet. So we make no proposal now.")),
    "running": Said(N_("You have a place already, so no other was looked for this week."),
                    N_("You have a place. So we did not look for a new one.")),
    "unplaced": Said(N_("There is no proposal of a place for you in week {week}. It is about that week alone."),
                     N_("There is no proposal for you in week {week}. It is about that week only.")),
}  # fmt: skip
NOT_ABOUT_YOU = Said(
    N_("It says nothing about how well you work, or about you as a person."),
    N_("It is not your fault. It says nothing about how well you work."),
)
ANSWER_BY = Said(N_("Answer by {day}."), N_("You need to answer by {day}."))
ANSWER_BY_BLANK = Said(N_("Answer by [day]."), N_("You need to answer by [day]."))

HEADINGS: Mapping[str, Said] = {
    "what": Said(N_("What it is about"), N_("This is the place")),
    "why": Said(N_("Why"), N_("Why is it so?")),
    "other_places": Said(N_("What else was possible"), N_("Were there other places?")),
    "what_would_change": Said(N_("What would have given another answer"), N_("What could have been different?")),
    "who_decided": Said(N_("Who decides"), N_("Who decides?")),
    "how_to_object": Said(N_("If you think that something is wrong"), N_("Do you think that it is wrong?")),
}
# Of somebody without a place, what was possible at all.
WHAT_WAS_POSSIBLE = Said(N_("What was possible"), N_("Which places were there?"))

# What it is about: a label and a fact.
OCCUPATION, EMPLOYER, FORM = same(N_("Work: {name}")), same(N_("Employer: {name}")), same(N_("Form: {name}"))
BEGAN = same(N_("First day: {day}"))
START = Said(N_("Planned start: {day}"), N_("First day, as planned: {day}"))
WEEKS, HOURS = same(N_("Number of weeks: {weeks}")), same(N_("Hours a week: {hours}"))
TRIP = Said(N_("Trip one way: about {minutes} min"), N_("Trip there: about {minutes} min"))
MODULE = Said(
    N_("Before it: {name}, number of weeks: {weeks}, planned start: {day}"),
    N_("First a short course: {name}. Number of weeks: {weeks}. First day, as planned: {day}"),
)
AFTER_MODULE = Said(
    N_("The place is proposed on condition that you take part in this first."),
    N_("You need to take the short course first. Without it you cannot have the place."),
)
EMPLOYED = Said(N_("It is employment, with wages."), N_("It is a job with wages."))
NOT_EMPLOYED = Said(N_("It is no employment."), N_("It is not a job with wages."))

# Why this place.
ONLY = Said(N_("It was the only place that suited you this week."), N_("It was the only place that suited you."))
BEST = Said(
    N_("{count} places suited you. This one is thought to help you most on the way to work or "
       "studies."),
    N_("{count} places suited you. We think that this one helps you most. It is about work or school."),
)  # fmt: skip
BY_POINTS = Said(
    N_("{count} places suited you. The points of the municipality decided which one was proposed."),
    N_("{count} places suited you. The municipality has a list with points. The points decided."),
)
NEXT_BEST = Said(
    N_("{count} places suited you. Another was better for you but did not fit into the proposal. "
       "Of the rest this is the best."),
    N_("{count} places suited you. Another was better for you. But it did not fit in."),
)  # fmt: skip
WHOLE = Said(
    N_("Several things are weighed: what helps you, how long people have waited, and that the places go round. Then it "
       "was this place."),
    N_("We weigh several things. What helps you? Who has waited long? Are there places for many? Then it was this "
       "place."),
)  # fmt: skip
PINNED = Said(
    N_("People at the municipality chose this place for you. The program did not choose it."),
    N_("People at the municipality chose the place. The computer did not choose."),
)
IN_TURN = Said(
    N_("The places were proposed in turn, by the order of the municipality."), N_("The places were given in turn.")
)
WHY_RUNNING = Said(
    N_("The place was settled earlier, and this week's proposals leave it as it is."),
    N_("The place was settled earlier. Nothing has changed."),
)
WHY_OFFERED_EARLIER = Said(
    N_("The place was offered to you earlier, and is kept for you while you think."),
    N_("We asked you earlier. We wait for your answer."),
)
WHY_HELD = Said(
    N_("While that is so, the program leaves you out of all proposals."),
    N_("The computer leaves you out for now."),
)
LOT = Said(
    N_("The lot decided: {equal} people stood equal and the number of places was {places}."),
    N_("We drew lots. {equal} people stood equal. Number of places: {places}."),
)
LOT_ALONE = Said(
    N_("Several people stood equal, and the lot decided."), N_("Several people stood equal. So we drew lots.")
)
A_MEAN = Said(
    N_("The figures are means for many people. They do not say how it goes for you."),
    N_("We count on many people. We do not know how it goes for you."),
)

# Why no place, by code. Those in FEW say first how many places there were.
FEW_ONE, FEW = same(N_("One place suited you.")), same(N_("{count} places suited you."))
_WEIGHED = Said(
    N_("They did not go round. Several things are weighed, and this week it went to others."),
    N_("There were too few places. We weigh several things. This week others came first."),
)
OUTBID_BY_POINTS = Said(
    N_("They did not go round. They go to people who have at least as many points by the municipality's list."),
    N_("There were too few places. The municipality has a list with points. Others had as many points, or more."),
)
UNPLACED: Mapping[str, Said] = {
    "outbid": Said(
        N_("They did not go round. Proposals went to people who are thought to have at least as much use of them."),
        N_("There were too few places. Others have as much use of them, or more. That is what we think."),
    ),
    "by_hand": Said(
        N_("They are taken by proposals that people at the municipality have made by hand."),
        N_("They are full. People at the municipality have chosen who is proposed."),
    ),
    "limit": Said(
        N_("They are taken, or there is no room or money for more just now."),
        N_("They are full. Or the money is used up."),
    ),
    "interviewed": Said(
        N_("You have met the employer, who has not answered yet. Until then no other place is proposed."),
        N_("You have met the employer. They have not answered yet. We wait for the answer."),
    ),
    "waits": Said(
        N_("They are thought to be of more use in some weeks, to you or to others. So the proposal is to wait."),
        N_("We think that it is better to wait. In some weeks a place may help more. It may help you or others."),
    ),
    "not_settled": Said(
        N_("The program ran out of time before it had tried everything. With more time the answer may be another."),
        N_("The computer did not have time to try everything. So the answer is not sure."),
    ),
    "minimum_not_reached": Said(
        N_("The place starts only when enough people take part, and this week they were too few."),
        N_("The place needs several people to start. They were too few."),
    ),
    "others_first": Said(
        N_("The places were proposed in turn, and others stood before you."),
        N_("The places were given in turn. Others stood before you."),
    ),
    "not_in_past": Said(
        N_("The places were chosen by hand, and none was chosen for you."),
        N_("People chose who should have the places. None was chosen for you."),
    ),
    "group_minimum": Said(
        N_("Some places are kept for groups that seldom get any. So they did not go round for you."),
        N_("Some places are kept for people who seldom get one. There were too few left."),
    ),
    "waiting": Said(
        N_("Those who have waited long went first. You have waited for {waited} weeks."),
        N_("Those who have waited long went first. You have waited {waited} weeks."),
    ),
    "queue": Said(
        N_("Between people who stood alike, the one who has waited longest went first. You have waited for {waited} "
           "weeks."),
        N_("Others stood before you in the queue. You have waited {waited} weeks."),
    ),
    "stability": Said(
        N_("Those who were proposed a place last week keep their proposals."),
        N_("Some people had a proposal last week. They keep it."),
    ),
    "lot": LOT_ALONE,
    "own_residents": Said(
        N_("Several municipalities share their places, and each one's own residents come first."),
        N_("Several municipalities share the places. Each helps its own people first."),
    ),
    **dict.fromkeys(("fair_share", "group_floor", "max_min", "leximin", "other_purposes"), _WEIGHED),
    **dict.fromkeys(("preference", "travel", "cost"), _WEIGHED),
}  # fmt: skip
FORBIDDEN = Said(
    N_("People at the municipality have decided that you are not proposed the places that you could have had."),
    N_("People at the municipality have decided. You do not get those places."),
)
NO_GAIN = Said(
    N_("No place is thought to help you more than what you do now."),
    N_("We think: no place helps you more than what you do now."),
)
NO_CANDIDATE = Said(
    N_("No place this week fitted what is asked for on both sides. This stood in the way most often:"),
    N_("No place suited you this week. This was in the way:"),
)
NO_PLACES = Said(N_("There was no free place to propose."), N_("There were no free places."))
GATE = same(N_("{reason} (number of places: {count})"))

EMPLOYER_CHOOSES = Said(N_("The employer chooses whom to take."), N_("The employer chooses."))

# What else was possible.
NO_OTHER = Said(N_("No other place suited you this week."), N_("No. There was no other place."))
NOTHING_SOUGHT = Said(N_("No other place was looked for."), N_("We did not look for other places."))
ONE_OTHER = Said(N_("One other place suited you: {place}."), N_("Yes, one place: {place}."))
OTHERS = Said(
    N_("{count} other places suited you. Nearest lay {place}."),
    N_("Yes, {count} places. The nearest one was {place}."),
)
OTHERS_ARE_PROPOSED = Said(N_("Others may be proposed there."), N_("Other people may have got it."))
POSSIBLE = same(N_("What suited best:"))
NONE_POSSIBLE = Said(N_("No place was possible this week."), N_("No place suited this week."))
AT = same(N_("{occupation} at {employer}"))

# What would have given another answer.
TRIED = Said(
    N_("We have tried what would have given another answer that week, with all else as it is:"),
    N_("We have tried this. All else was as now."),
)
IF = Said(
    N_("If {steps}: then {place} could have been proposed"), N_("If {steps}: then we could have proposed {place}")
)
BOTH = same(N_("{first}, and if {second}"))
NONE_HELPED = Said(
    N_("We tried longer trips, a driving licence, more school, better Swedish, other hours, more places and more "
       "money. None of it gave another answer that week."),
    N_("We tried many things. A longer trip. More Swedish. More places. More money. The answer was the same."),
)  # fmt: skip
NOT_TRIED = Said(
    N_("The places went in turn that week, so nothing else was tried."),
    N_("The places went in turn. We tried nothing."),
)
NO_PROMISE = Said(
    N_("This is no promise of a place, now or later. Nor is it a demand on you."),
    N_("This is not a promise. You do not have to do this."),
)

# Who decides.
PROGRAM = Said(
    N_("A computer program has made the proposals of the week. It decides nothing: people do."),
    N_("A computer has made a proposal. The computer does not decide. People decide."),
)
WHO = same(N_("Decided by: {by}."))
WHO_BLANK = same(N_("Decided by: [role of whoever decided]."))
DAY = same(N_("Day: {day}."))
DAY_BLANK = same(N_("Day: [day of the decision]."))
RESPONSIBLE = Said(
    N_("Responsible for your case: [role at the municipality]."), N_("[Role at the municipality] is responsible.")
)
UNDECIDED = Said(N_("Nobody has decided about the proposal yet."), N_("Nobody has decided yet."))
AUTHORITIES: Mapping[str, Said] = {
    "employment_service": Said(
        N_("Arbetsförmedlingen decides about this form. Their decision comes from them."),
        N_("Arbetsförmedlingen decides too. They write to you."),
    ),
    "employer": Said(N_("The employer decides whom to employ."), N_("The employer decides too.")),
    "education_provider": Said(
        N_("The school decides who is admitted. This is about an application."),
        N_("The school decides too. You need to apply there."),
    ),
}

# How to object.
WRONG_DATA = Said(
    N_("Is something about you wrong, or has something changed? Tell us, and ask for it to be put right."),
    N_("Have we written something wrong about you? Tell us."),
)
TALK = Said(N_("Talk to [name and telephone of your caseworker]."), N_("Talk to [name and telephone]."))
OBJECT = Said(
    N_("You may say that this is wrong. New proposals for you can then wait until it is settled."),
    N_("You may say that this is wrong. Then we can wait with new proposals."),
)
APPEAL = Said(
    N_("Whether you can appeal, and how, depends on the decision itself: [the municipality's text on how to appeal]."),
    N_("Can you appeal against a decision? [The municipality's text on how to appeal.]"),
)
