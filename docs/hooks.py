"""What `mkdocs.yml` needs beside its settings: the pages of the project, its menu, and lists as forges read them."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.blockprocessors import ListIndentProcessor, OListProcessor, UListProcessor
from markdown.extensions import Extension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
# Beside the pages of docs/; what these link to comes in by itself.
FIRST = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
CELL = re.compile("<td.*?</td>", re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def linked(page: Path) -> Iterator[Path]:
    """The files of the project that a page links to."""
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        path = (page.parent / link).resolve()
        if path.is_file() and path.is_relative_to(ROOT):
            yield path


def files_of_the_site() -> list[Path]:
    """Every page of docs/ and of FIRST, and whatever can be reached from them by links."""
    found: dict[Path, None] = {}
    waiting = [*(ROOT / name for name in FIRST), *sorted((ROOT / "docs").rglob("*.md"))]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = None
            waiting += linked(path) if path.suffix == ".md" else ()
    return sorted(found)


def strings(entry: Any) -> list[str]:  # noqa: ANN401 - nested as YAML is
    """The paths and wildcards of an entry of `nav`."""
    if isinstance(entry, str):
        return [entry]
    parts = entry if isinstance(entry, list) else entry.values()
    return [one for part in parts for one in strings(part)]


def of_wildcards(entries: list[str], pages: list[str]) -> dict[str, list[str]]:
    """The pages that each wildcard stands for: those that no entry names and no longer wildcard matches."""
    found: dict[str, list[str]] = {entry: [] for entry in entries if "*" in entry}
    for page in sorted(pages, key=lambda page: (not page.endswith("README.md"), page)):
        matches = [wildcard for wildcard in found if fnmatchcase(page, wildcard)]
        if page not in entries and matches:
            found[max(matches, key=len)].append(page)
    return found


def menu(entry: Any, pages: dict[str, list[str]]) -> list[Any]:  # noqa: ANN401 - as above
    """An entry of `nav` with the pages of its wildcards in their place; nothing where a part has none."""
    if isinstance(entry, str):
        return pages.get(entry, [entry])
    if isinstance(entry, list):
        return [one for part in entry for one in menu(part, pages)]
    ((title, below),) = entry.items()
    if isinstance(below, str):
        return [entry]
    inner = menu(below, pages)
    return [{title: inner}] if inner else []


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read lists as forges do."""
    config.markdown_extensions.append(ListsByTwo())  # type: ignore[arg-type] # Markdown takes names and extensions
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the pages of the project in place of those of docs/, each under its path in the project."""
    for file in list(files):
        if file.src_dir == config.docs_dir:
            files.remove(file)
    for path in files_of_the_site():
        name = path.relative_to(ROOT).as_posix()
        file = File(name, str(ROOT), config.site_dir, use_directory_urls=False)
        if not path.suffix:  # LICENSE: a browser shows what it knows by its suffix
            file.dest_uri = f"{name}.txt"
        files.append(file)
    pages = [file.src_uri for file in files.documentation_pages()]
    config.nav = menu(config.nav, of_wildcards(strings(config.nav), pages))
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001 - as MkDocs names them
    """Take off the backslash that keeps a bar in code from ending its cell of a table, as forges do."""
    return CELL.sub(lambda cell: cell[0].replace(r"\|", "|"), html)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001 - as above
    """Say of a Swedish page that it is Swedish: readers aloud and browsers go by it."""
    is_swedish = page.file.src_uri.endswith(".sv.md") or page.file.src_uri.startswith("docs/sv/")
    return output.replace('<html lang="en"', '<html lang="sv"', 1) if is_swedish else output


class ListsByTwo(Extension):
    """Lists whose inner lists and paragraphs stand two spaces in, as forges take them; Python-Markdown wants four."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's own name
        """Put processors that count by two in place of those of lists."""
        usual, md.tab_length = md.tab_length, 2
        for name, processor, priority in (
            ("indent", ListIndentProcessor, 90),
            ("olist", OListProcessor, 40),
            ("ulist", UListProcessor, 30),
        ):
            md.parser.blockprocessors.register(processor(md.parser), name, priority)
        md.tab_length = usual
