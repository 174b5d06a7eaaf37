"""docs/decisions: each page in the index and in one form; what the verifier is said to share is what it imports."""

import ast
import re

import pytest

from tests.docs.pages import ROOT

FOLDER = ROOT / "docs" / "decisions"
PAGES = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
PARTS = ["Context", "Decision", "Consequences", "What was tried"]


def test_the_index_lists_every_page_with_its_title_and_no_other() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[(\d{4})\]\((\S+)\) \| (.+?) \| ", index, flags=re.MULTILINE)
    titles = [path.read_text(encoding="utf-8").splitlines()[0] for path in PAGES]
    assert [(f"# {number} {title}", name) for number, name, title in listed] == [
        (title, path.name) for title, path in zip(titles, PAGES, strict=True)
    ]


@pytest.mark.parametrize("page", [path.name for path in PAGES])
def test_a_page_has_its_date_its_status_and_its_parts_in_order(page: str) -> None:
    text = (FOLDER / page).read_text(encoding="utf-8")
    assert re.search(r"^Date: \d{4}-\d{2}\. Status: (accepted|replaced by \d{4})\.$", text, flags=re.MULTILINE)
    assert [part for part in re.findall(r"^## (.+)$", text, flags=re.MULTILINE) if part in PARTS] == PARTS


@pytest.mark.parametrize("page", [path.name for path in sorted(FOLDER.glob("*.md"))])
def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)", (FOLDER / page).read_text(encoding="utf-8"))
    assert [link for link in links if not link.startswith("https://") and not (FOLDER / link).exists()] == []


def test_the_page_on_the_verifier_names_every_module_that_it_shares_with_planning() -> None:
    text = (FOLDER / "0003-the-verifier-repeats-the-method.md").read_text(encoding="utf-8")
    table = text.split("## What the two share", 1)[1].split("\n## ", 1)[0]
    named = re.findall(r"`(planner\.[\w.]+)`", "".join(re.findall(r"^\|(.+?)\|", table, flags=re.MULTILINE)))
    imported = set()
    for path in (ROOT / "planner" / "verification").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            imported |= {name for name in modules if name.split(".")[0] == "planner"}
    assert sorted(named) == sorted(name for name in imported if not name.startswith("planner.verification"))
