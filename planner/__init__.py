"""Placement planner: proposes who goes where, checks it, and says why; a named official decides."""
