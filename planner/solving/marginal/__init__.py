"""Marginal values: the smallest optimal row prices of the relaxation, and what one more place gains."""
