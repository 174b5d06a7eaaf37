"""The pages as a site: built without a network, loading nothing from elsewhere, whole, and as a forge shows them."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from tests.docs.pages import ROOT
from tests.no_network import NO_SOCKETS, without_network

# What a browser fetches by itself: tags, and the attribute that says from where.
LOADED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "embed": "src",
    "object": "data",
}
ELSEWHERE = re.compile(r"(?:[a-z]+:)?//", re.IGNORECASE)
# What Material fetches for a repository that is named, for diagrams, and for browsers from before 2020.
ON_DEMAND = {
    "api.github.com/repos/",
    "api.github.com/users/",
    "unpkg.com/mermaid",
    "unpkg.com/resize-observer-polyfill",
}
COUNTED = {
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "th",
    "td",
    "pre",
    "blockquote",
    "em",
    "strong",
    "img",
}


class Html(HTMLParser):
    """What one page loads, names, links to and says."""

    def __init__(self, text: str, *, within: str = "") -> None:
        super().__init__()
        self.language = ""
        self.loads: list[str] = []
        self.names: set[str] = set()
        self.links: list[str] = []
        self.menu: set[str] = set()
        self.classes: set[str] = set()
        self.counts: Counter[str] = Counter()
        self._said: list[str] = []
        # Tags are counted and words kept inside this one alone, where one is named; and none of a heading's own link.
        self._within = within
        self._is_inside, self._is_permalink = not within, False
        self.feed(text)

    @property
    def words(self) -> list[str]:
        return "".join(self._said).split()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        classes = set(has.get("class", "").split())
        self.classes |= classes
        self.names |= {has["id"]} if "id" in has else set()
        if tag == "html":
            self.language = has["lang"]
        if tag in LOADED and LOADED[tag] in has:
            self.loads.append(has[LOADED[tag]])
        if tag == "link" and has["rel"] not in {"prev", "next", "canonical"}:
            self.loads.append(has["href"])
        self.loads += re.findall(r"url\(['\"]?([^)'\"]*)", has.get("style", ""))
        if tag == "a" and "href" in has:
            self.links.append(has["href"])
            if "md-nav__link" in classes:
                self.menu.add(has["href"])
        self._is_inside |= tag == self._within
        self._is_permalink |= "headerlink" in classes
        self.counts[tag] += self._is_inside and tag in COUNTED

    def handle_endtag(self, tag: str) -> None:
        self._is_inside &= tag != self._within
        self._is_permalink &= tag != "a"

    def handle_data(self, data: str) -> None:
        if self._is_inside and not self._is_permalink:
            self._said.append(data)


@pytest.fixture(scope="module")
def hooks() -> ModuleType:
    """The module docs/hooks.py."""
    spec = importlib.util.spec_from_file_location("docs_hooks", ROOT / "docs" / "hooks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def built(project: Path, site: Path, no_sockets: Path) -> subprocess.CompletedProcess[str]:
    """Build the site of a project into a folder, where no process may use the network."""
    no_sockets.mkdir()
    (no_sockets / "sitecustomize.py").write_text(NO_SOCKETS, encoding="utf-8")
    return subprocess.run(
        [*without_network(), sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(no_sockets), "NO_MKDOCS_2_WARNING": "true"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    home = tmp_path_factory.mktemp("site")
    done = built(ROOT, home / "site", home / "no_sockets")
    assert done.returncode == 0, done.stdout
    return home / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Html]:
    """Every HTML file of the site."""
    return {path: Html(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def page_of(source: Path, site: Path) -> Path:
    """The HTML file of a Markdown file of the project."""
    path = site / source.relative_to(ROOT)
    return path.with_name("index.html") if path.name == "README.md" else path.with_suffix(".html")


def sources(hooks: ModuleType) -> list[Path]:
    """The Markdown files that the site is made of."""
    return [path for path in hooks.files_of_the_site() if path.suffix == ".md"]


def test_every_page_is_there_and_in_the_menu(site: Path, pages: dict[Path, Html], hooks: ModuleType) -> None:
    wanted = {page_of(path, site) for path in sources(hooks)}
    own = {ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")} | set(
        (ROOT / "docs").rglob("*.md")
    )
    assert {page_of(path, site) for path in own} <= wanted
    assert wanted == set(pages) - {site / "404.html"}
    start = site / "index.html"
    assert {(site / link.partition("#")[0]).resolve() for link in pages[start].menu} >= wanted - {start}


def test_nothing_is_loaded_from_another_host(site: Path, pages: dict[Path, Html]) -> None:
    loads = {(path.name, load) for path, page in pages.items() for load in page.loads}
    assert any(load.endswith(".css") for _, load in loads)
    assert [one for one in loads if ELSEWHERE.match(one[1])] == []
    styles = [path.read_text(encoding="utf-8") for path in site.rglob("*.css")]
    asked = [url for style in styles for url in re.findall(r"url\(['\"]?([^)'\"]*)|@import\s+['\"]([^'\"]*)", style)]
    assert [url for url in asked if ELSEWHERE.match("".join(url))] == []


def test_no_page_has_what_makes_a_script_load_from_another_host(site: Path, pages: dict[Path, Html]) -> None:
    for script in site.glob("assets/javascripts/**/*.js"):
        called = re.findall(
            r"[\"'`]https?://((?:unpkg|api|cdn|[\w.]*jsdelivr)[\w.-]*/[\w.-]+/?)", script.read_text("utf-8")
        )
        assert set(called) <= ON_DEMAND, script.name
    assert not {"mermaid", "md-source"} & set().union(*(page.classes for page in pages.values()))


def test_every_link_leads_to_a_file_and_a_heading_of_the_site(site: Path, pages: dict[Path, Html]) -> None:
    dead = []
    for path, page in pages.items():
        for link in page.links:
            if ELSEWHERE.match(link) or path.name == "404.html":
                continue
            to, _, name = unquote(link).partition("#")
            target = (path.parent / to).resolve() if to else path
            if not (target.is_file() and target.is_relative_to(site) and (not name or name in pages[target].names)):
                dead.append((path.name, link))
    assert dead == []


def test_pages_read_as_they_do_where_the_project_is_hosted(site: Path, hooks: ModuleType) -> None:
    forge = MarkdownIt("commonmark").enable("table")
    for source in sources(hooks):
        there = Html(forge.render(source.read_text(encoding="utf-8")))
        here = Html(page_of(source, site).read_text(encoding="utf-8"), within="article")
        assert here.counts == there.counts, f"{source.name}: a blank line before and after lists and tables helps"
        assert here.words == there.words, source.name


def test_the_site_is_where_dev_says_it_is(dev: ModuleType) -> None:
    assert f"\nsite_dir: {dev.SITE}\n" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def test_swedish_pages_say_that_they_are_swedish(pages: dict[Path, Html]) -> None:
    swedish = {path for path in pages if ".sv." in path.name or path.parent.name == "sv"}
    assert {page.language for path, page in pages.items() if path in swedish} == {"sv"}
    assert {page.language for path, page in pages.items() if path not in swedish} == {"en"}


def test_a_link_or_an_anchor_that_leads_nowhere_fails(hooks: ModuleType, tmp_path: Path) -> None:
    project = tmp_path / "project"
    for path in [*hooks.files_of_the_site(), ROOT / "mkdocs.yml", ROOT / "docs" / "hooks.py"]:
        copy = project / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    page = project / "docs" / "workbook.md"  # no page links to a heading of this one
    page.write_text("# S\n\n[a](nowhere.md) [b](method.md#no-such-heading)\n", encoding="utf-8")
    done = built(project, tmp_path / "site", tmp_path / "no_sockets")
    assert done.returncode != 0
    assert "'nowhere.md'" in done.stdout
    assert "no-such-heading" in done.stdout
    assert "Aborted with 2 warnings" in done.stdout


def test_a_new_page_comes_into_the_menu_by_itself(hooks: ModuleType) -> None:
    nav = ["README.md", {"How": ["docs/a.md", "docs/*"]}, {"Decisions": ["docs/decisions/*"]}, {"More": ["more/*"]}]
    pages = ["README.md", "docs/a.md", "docs/b.md", "docs/decisions/0001-x.md", "docs/decisions/README.md"]
    grown = hooks.menu(nav, hooks.of_wildcards(hooks.strings(nav), pages))
    assert grown == [
        "README.md",
        {"How": ["docs/a.md", "docs/b.md"]},
        {"Decisions": ["docs/decisions/README.md", "docs/decisions/0001-x.md"]},
    ]
