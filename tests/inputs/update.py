"""Writes what the reader says of tests/broken_inputs anew, in each language: `python -m tests.inputs.update`."""

import tempfile
from pathlib import Path

from tests.inputs.folders import CASES, EXPECTED, refusals


def main() -> None:
    """Write the files."""
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            for language, refusal in refusals(case, Path(folder)).items():
                (case / EXPECTED[language]).write_text(f"{refusal}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
