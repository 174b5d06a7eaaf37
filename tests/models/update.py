"""Writes what is derived in models/ anew: near.csv and every card's checksums. `python -m tests.models.update`."""

from tests.models.cards import CARDS, MODELS, with_checksums
from tests.models.near import near_text


def main() -> None:
    """Write the files."""
    for model in (MODELS / "occupations").glob("*/*"):
        (model / "near.csv").write_text(near_text(model), encoding="utf-8", newline="\n")
    for card in CARDS:
        card.write_text(with_checksums(card), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
