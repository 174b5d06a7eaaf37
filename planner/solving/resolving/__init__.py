"""A week solved again near a known plan: with a change, or for the prices of its limits."""
