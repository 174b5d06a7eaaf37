"""Weeks of one or two people are planned one after the other: they share one solver process."""

from tests.properties.conftest import lent, one_client

__all__ = ["lent", "one_client"]
