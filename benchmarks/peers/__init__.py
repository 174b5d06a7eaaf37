"""Other ways to plan the same week, each as a newcomer would write it, on the MIP the planner solves.

Nothing is imported here: HiGHS and OR-Tools cannot be loaded in one process, and a peer's process loads its own alone.
"""
