"""Working time: what a month's pay is for, so that all rooms turn it into the pay of a week alike."""

FULL_TIME_HOURS = 40  # a week
WORKING_DAYS_PER_MONTH = 21.67
WORKING_DAYS_PER_WEEK = 5
