"""Each language says exactly what the code says, with the same facts in it."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from planner.texts import languages
from tests.texts import update

SAYING = {"_": 1, "N_": 1, "NN_": 2, "ngettext": 2, "pgettext": 2, "NP_": 2}
CATALOGUES = pytest.mark.parametrize("path", update.catalogues(), ids=lambda path: path.parent.parent.name)


def forms(texts: object) -> list[str]:
    """The one text, or each of its plural forms."""
    return [str(text) for text in texts] if isinstance(texts, tuple | list) else [str(texts)]


def facts(text: str) -> set[str]:
    """The names of the facts in a text."""
    return {name.split("!")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def faults_of(message: Message) -> list[str]:
    """What is wrong with a translation."""
    if not update.is_translated(message):
        return ["is not translated"]
    said = set().union(*map(facts, forms(message.id)))
    found = []
    for text in forms(message.string):
        if facts(text) - said or (facts(text) != said and len(forms(message.id)) == 1):
            found.append(f"has the facts {sorted(facts(text))}, not {sorted(said)}")
        if text != text.strip() and forms(message.id)[0] == forms(message.id)[0].strip():
            found.append("begins or ends with a space")
    return found


@CATALOGUES
def test_every_text_of_the_code_is_translated_with_the_same_facts(path: Path) -> None:
    catalogue = update.read(path)
    missing = {(m.id, m.context) for m in update.said_in_code() if m.id} - {(m.id, m.context) for m in catalogue}
    assert missing == set(), "run ./dev texts, then translate what stands empty"
    assert {forms(m.id)[0]: faults for m in catalogue if m.id and (faults := faults_of(m))} == {}


@CATALOGUES
def test_no_catalogue_holds_a_text_that_the_code_no_longer_says(path: Path) -> None:
    said = {(m.id, m.context) for m in update.said_in_code()}
    assert {m.id for m in update.read(path) if (m.id, m.context) not in said} == set(), "run ./dev texts"


@CATALOGUES
def test_what_the_program_reads_is_what_the_catalogue_says(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == update.compiled(update.read(path)), "run ./dev texts"


def test_swedish_and_english_are_there() -> None:
    assert {"en", "sv"} <= set(languages())


@pytest.mark.parametrize(
    "text, fault",
    [
        ('"{rows} of {table}"', "has the facts"),
        ('"{rows} av {table}"', None),
        ('""', "is not translated"),
        ('" {rows} av {table}"', "begins or ends"),
    ],
)
def test_a_faulty_translation_is_found(text: str, fault: str | None) -> None:
    message = Message("{rows} of {table}", ast.literal_eval(text).replace("of", "av {tabell}"))
    found = faults_of(message)
    assert any(fault in one for one in found) if fault else found == []


# What stands in the code


def sayings(tree: ast.AST) -> Iterator[tuple[ast.Call, list[ast.expr]]]:
    """Each call that says a text, with the parts of it that are the text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
            yield node, node.args[: SAYING[node.func.id]]


def said_wrongly(source: str) -> list[str]:
    """What is wrong with how a module says its texts."""
    found = []
    for call, texts in sayings(ast.parse(source)):
        if any(isinstance(text, ast.JoinedStr) for text in texts):
            found.append(f"line {call.lineno}: an f-string is no key of a catalogue")
            continue
        known = [text.value for text in texts if isinstance(text, ast.Constant) and isinstance(text.value, str)]
        given = {keyword.arg for keyword in call.keywords}
        if len(known) < len(texts) or None in given or getattr(call.func, "id", "") in {"N_", "NN_", "NP_"}:
            continue
        wanted = set().union(*map(facts, known)) - ({"number"} if getattr(call.func, "id", "") == "ngettext" else set())
        if given != wanted:
            found.append(f"line {call.lineno}: is given {sorted(map(str, given))} for {sorted(wanted)}")
    return found


def test_every_text_in_the_code_is_a_key_and_is_given_its_facts() -> None:
    found = {
        path.relative_to(update.ROOT).as_posix(): faults
        for path in (update.ROOT / "planner").rglob("*.py")
        if (faults := said_wrongly(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_no_text_in_the_code_is_overlooked() -> None:
    """Before Python 3.12 no text is found that stands inside an f-string."""
    found = {text for m in update.said_in_code() if m.id for text in forms(m.id)}
    said = {
        text.value
        for path in (update.ROOT / "planner").rglob("*.py")
        for _call, texts in sayings(ast.parse(path.read_text(encoding="utf-8")))
        for text in texts[-1:]  # of pgettext the first is the context
        if isinstance(text, ast.Constant)
    }
    assert said - found == set()


@pytest.mark.parametrize(
    "source", ['_(f"{rows} rows")', '_("{rows} rows", row=3)', '_("{rows} rows")', 'ngettext("{number} a", "{b} a", 2)']
)
def test_a_text_said_wrongly_is_found(source: str) -> None:
    assert len(said_wrongly(source)) == 1


def test_every_console_of_europe_can_show_what_screens_say() -> None:
    planner = Path(update.ROOT) / "planner"
    said = [
        text for path in update.catalogues() for m in update.read(path) for text in (*forms(m.id), *forms(m.string))
    ]
    for path in (
        path for room in ("cli", "reports", "explanation", "planning") for path in planner.glob(f"{room}/*.py")
    ):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        said += [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    texts = [text for text in said if len(text) > 1]  # single letters are what no console is sent
    assert [text for text in texts if text.encode("cp1252", "ignore").decode("cp1252") != text] == []


# What Swedish authorities call their decisions in somebody's case.
OF_DECISIONS = ("bevilja", "tilldela", "avslag", "avslå", "fastställ")
# Where the English does not speak of deciding: what people decide by hand, an authority's decision, and columns.
ALSO_DECIDED = ("by hand", "lead_weeks", "by", "on", "authority", "renewal", "empty_by_hand")


def test_swedish_speaks_of_decisions_only_where_people_decide_and_calls_a_proposal_forslag() -> None:
    (path,) = (path for path in update.catalogues() if path.parent.parent.name == "sv")
    wrong = []
    for message in update.read(path):
        english, swedish = (" ".join(forms(texts)).casefold() for texts in (message.id, message.string))
        is_decided = re.search(r"deci(de|ding|sion)", english) or any(
            word == english or (" " in word and word in english) for word in ALSO_DECIDED
        )
        if any(word in swedish for word in OF_DECISIONS) or ("beslut" in swedish and not is_decided):
            wrong.append(english)
        if "proposal" in english and re.search(r"förslag|föresl[aå]", swedish) is None:
            wrong.append(english)
    assert wrong == []
