"""What people ask of a plan, answered by solving its week again: why, why not, what it takes, what more is worth."""
