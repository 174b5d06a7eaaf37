"""docs/glossary.md: each word once, each place in the code there, each Swedish word printed where the page says so."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.docs.pages import ROOT
from tests.texts import update
from tests.texts.test_catalogues import forms

PAGE = ROOT / "docs" / "glossary.md"
WORDS = "| word | Swedish | what it means | where |"
# Words that have meant two things: no class is called one of them and nothing more.
BARE = {"Answer", "Form", "Given", "Line", "Linear", "Load", "Week"}
# What is answered to a question is the one answer that is a class.
ALONE = {"Answer"}
# Classes of planner/api that stand before a class of the same name: what Python sees of it.
DOOR = {"Comparison", "Scenario", "Sweep"}


class Entry(NamedTuple):
    """One line of a table: its first cell, its second and its last."""

    word: str
    second: str
    where: str


def lines_of(header: str) -> list[Entry]:
    """The lines of every table with this header."""
    text = PAGE.read_text(encoding="utf-8")
    found = []
    for table in text.split(f"{header}\n")[1:]:
        for line in table.splitlines()[1:]:
            if not line.startswith("|"):
                break
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            assert len(cells) == header.count("|") - 1, line
            found.append(Entry(cells[0], cells[1], cells[-1]))
    return found


def sources(path: Path) -> list[Path]:
    """The Python files of a room, or the file itself."""
    return sorted(path.rglob("*.py")) if path.is_dir() else [path]


@cache
def defined(path: Path) -> frozenset[str]:
    """Every name that a file or room defines: classes, functions, arguments, variables, attributes and fields."""
    names: set[str] = set()
    for source in sources(path):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            match node:
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
                    names.add(name)
                case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                    names.add(name)
                case _:
                    pass
    return frozenset(names)


def printed() -> Iterator[str]:
    """What the program may print or knows as a heading: texts in code that are no docstrings, catalogues, rules."""
    for source in sources(ROOT / "planner"):
        tree = ast.parse(source.read_text(encoding="utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                yield node.value
    for catalogue in update.catalogues():
        for message in update.read(catalogue):
            yield from forms(message.string)
    for rule in sorted((ROOT / "models" / "rules").rglob("*.toml")):
        yield from re.findall(r'^\w*_sv = "(.*)"$', rule.read_text(encoding="utf-8"), flags=re.MULTILINE)


def class_names() -> list[str]:
    """Every public class of planner."""
    trees = (ast.parse(source.read_text(encoding="utf-8")) for source in sources(ROOT / "planner"))
    classes = (node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    return [name for name in classes if not name.startswith("_")]


def test_no_two_classes_have_one_name_and_none_a_bare_word() -> None:
    assert len(class_names()) > 100
    times = Counter(class_names())
    assert {name for name, number in times.items() if number > 1} == DOOR
    assert {times[name] for name in DOOR} == {2}
    assert defined(ROOT / "planner" / "api") >= DOOR
    assert BARE & set(class_names()) == ALONE


def test_each_word_stands_once() -> None:
    words = [line.word.casefold() for line in lines_of(WORDS)]
    assert len(words) > 80
    assert [word for word, times in Counter(words).items() if times > 1] == []


def test_every_word_says_what_it_means() -> None:
    assert [line.word for line in lines_of(WORDS) if not line.second] == []


def test_where_a_word_lives_there_is_such_a_thing() -> None:
    gone = []
    for line in lines_of(WORDS):
        named = re.findall(r"`([^`]+)`", line.where)
        assert named or not line.where, f"{line.word}: write `path` and perhaps `name`"
        if named and not (ROOT / named[0]).exists():
            gone.append(f"{line.word}: there is no {named[0]}")
        elif named:
            known = defined(ROOT / named[0])
            gone += [f"{line.word}: {named[0]} defines no {name}" for name in named[1:] if name not in known]
    assert gone == []


def test_swedish_words_are_printed_exactly_where_the_page_says_so() -> None:
    text = "\n".join(printed()).casefold()
    wrong = []
    for line in lines_of(WORDS):
        for word in line.second.split(", "):
            is_plain = not word.startswith("*")
            is_printed = re.search(rf"(?<!\w){re.escape(word.strip('*').casefold())}(?!\w)", text) is not None
            if is_plain != is_printed:
                wrong.append(f"{line.word}: {word} is {'not ' if is_plain else ''}printed")
    assert wrong == []
