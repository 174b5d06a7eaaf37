"""Decomposition: independent components of a MIP, and a bound where a few rows couple them."""
