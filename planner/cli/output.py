"""What commands print as JSON."""

from __future__ import annotations

import json

import click


def echo_json(value: object) -> None:
    """Print a value as JSON in UTF-8, whatever the encoding of the terminal or pipe, so that programs can read it."""
    click.echo((json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode(), nl=False)
