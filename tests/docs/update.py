"""Writes the --help of each command into docs/cli.md anew: `python -m tests.docs.update`."""

from tests.docs.reference import PAGE, renewed


def main() -> None:
    """Write the page."""
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
