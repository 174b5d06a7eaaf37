"""Infeasible weeks: whether the demands can hold, irreducible conflicts, and the smallest ways out."""
