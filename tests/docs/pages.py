"""The pages whose examples are checked: their fenced blocks, the commands in them, and the files they tell to write."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ("README.md", "CONTRIBUTING.md", "docs/cli.md", "docs/sv/kom-igang.md")
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"# (scenarios/\S+/[a-z0-9_]+\.toml)\n")


@dataclass(frozen=True)
class Block:
    """One fenced block of a page."""

    language: str
    text: str

    @property
    def commands(self) -> list[str]:
        """The commands of a shell block, without prompts and comments."""
        if self.language != "sh":
            return []
        lines = (line.split("  #")[0].strip() for line in self.text.splitlines())
        return [line for line in lines if line and not line.startswith("#")]

    @property
    def file(self) -> str | None:
        """The path that a TOML block names in its first line, when it is a file to write."""
        found = _FILE.match(self.text) if self.language == "toml" else None
        return None if found is None else found[1]


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [Block(*found) for found in _FENCE.findall((ROOT / page).read_text(encoding="utf-8"))]
