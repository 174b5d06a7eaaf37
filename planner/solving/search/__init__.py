"""Search for one goal: restricted MIPs, a portfolio of CP-SAT and HiGHS, large neighbourhoods, greedy heuristics."""
