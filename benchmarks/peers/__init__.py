"""Other methods to plan the same week, each as a newcomer would write it, on the MIP that the planner solves.

Nothing is imported here, since HiGHS and OR-Tools cannot be loaded into one process: each peer's process loads only its
own.
"""
