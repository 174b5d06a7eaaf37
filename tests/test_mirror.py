"""The tests of a module lie under its name, and no test ends without having asserted anything.

`planner/<room>/<module>.py` has `tests/<room>/test_<module>.py`. The tables below name every module that has none, with
where it is tested, and every folder of tests about several modules. A table that has grown stale fails as well.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
PLANNER = TESTS.parent / "planner"
# Folders of tests that are about no one room; CONTRIBUTING.md has a line on each.
ACROSS = {"standalone",
    "benchmarks", "broken_inputs", "docs", "examples", "golden", "models", "parity", "properties", "rules", "set_up",
}  # fmt: skip

# By room, the modules without a file of their own: where they are tested, and their names.
ELSEWHERE = {
    "api": {
        "what they show and hand out: test_{scenario,result,checks,comparisons}.py": "frames shown",
        "with checks: test_checks.py": "books",
    },
    "candidates": {"as plans keep to it: tests/formulation/goals/test_own_residents.py": "municipalities"},
    "geography": {"tests/synthesis/test_geography.py, tests/imports": "places reading"},
    "cli": {
        "as people call them: test_{answers,exit_codes,out,streams,new,build_slots,import_export}.py": """
            advancing bundling checking comparing differing importing main options plan planning pricing reporting
            rules schema starting templating usual verifying
        """,
        "tests/cli/test_explain.py": "explaining",
        "tests/cli/test_travel.py": "travelling zoning",
        "tests/cli/test_fit.py": "fitting",
        "tests/timetables/test_straight_line.py": "refitting",
        "as people call them: test_{audit,public_record,letters,sweep,simulate}.py": """
            auditing lettering recording simulating sweeping
        """,
    },
    "correspondence": {
        "as letters come out: test_{written,files,collect}.py": "letter obstacles page sentences voice",
    },
    "imports": {
        "a whole import: test_{run,personal}.py": """
            cells convert document imported known read_map reading write
        """,
    },
    "learning": {"a whole fit: test_{fit,examine}.py": "card design effects figures regression segments store"},
    "formulation": {
        "with the lists that they limit: test_shortlists.py": "approaches",
        "as the goal asks it: goals/test_own_residents.py": "own_residents",
    },
    "instance": {
        "test_instance.py": "offered",
        "tests/formulation/goals/test_own_residents.py": "neighbours",
        "tests/formulation/constraints/test_path_places.py": "claims",
        "as plans show them: tests/planning/test_{overridden,promised,targets}.py": "overrides promised targets",
        "as they are booked and freed: tests/{weeks/test_promises,explanation/test_open_offers}.py": "line_costs",
        "tests/candidates/test_modules.py, tests/weeks/test_promises.py": "module_costs",
    },
    "verification": {
        "what facts are made of: test_facts.py": "offers records",
        "with what is made of it: test_worth.py": "modelled",
        "with the figures of municipalities: test_neighbours.py": "home",
        "the sheets it reads and tells: test_sheets.py": "book glance",
        "with the goals: test_goal_values.py": "earning",
        "with the rows that limit slots: constraints/test_slot_places.py": "places",
        "the lists that are held against it: test_shortlists.py": "lists",
        "of plans that look ahead: test_look_ahead.py": "charges",
        "as reserves and dear proposals ask it: test_{reserves,money_figures}.py": "exchange",
    },
    "inputs/models": {"tests/cli/test_fit.py": "fitted"},
    "inputs": {
        "as doubts say it: test_doubts.py": "likeness",
        "patches of Python: tests/api/test_scenario.py": "opened patch_values",
        "as messages say it: tests/workbooks/test_mark.py": "called",
        "tests/weeks/test_answers.py, tests/folders/test_answers.py": "answer_book",
    },
    "planning": {
        "as sheets of plan.xlsx: tests/workbooks, tests/verification/test_sheets.py": "at_a_glance workbook",
        "tests/questions/test_price_list.py": "wanted",
        "as shortlists.json has them: test_shortlists.py, tests/verification/test_joint.py": "list_figures",
        "into folders, as commands do: tests/cli/test_{out,decisions}.py": "write",
        "as plans count and list it: tests/{inputs,cli}/test_set_aside.py": "set_aside",
        "tests/explanation/test_reserves.py": "reserves",
        "tests/formulation/goals/test_own_residents.py, tests/verification/test_neighbours.py": "neighbours",
        "by what is asked: tests/questions, tests/cli/test_explain.py": "reopened",
    },
    "weeks": {
        "by what comes out of them: test_{promises,many_weeks,settle,news}.py": """
            book followed log standing turn
        """,
    },
    "pages": {
        "as pages come out: test_{plan_page,report,in_chromium}.py": "html method page",
    },
    "pictures": {
        "as pictures tell and leave out: test_of_plan.py": """
            duty facts finished gain groups land money neighbours place_prices places targets travel waiting words zones
        """,
        "as pictures come out: test_picture.py": "paper",
        "tests/pages/test_comparison_page.py": "comparison_facts of_comparison what_ifs",
        "tests/pages/test_sweep_page.py": "of_sweep",
        "tests/pages/test_simulation_page.py": "courses of_simulation simulation_facts",
    },
    "timetables": {
        "with the engine that walks by them: test_engine.py": "walks",
        "as they are changed: test_change.py": "feed_tables",
    },
    "reports": {
        "tests/cli/test_fit.py": "fitted",
        "tests/cli/test_travel.py": "timetables zoned",
        "tests/cli/test_change_feed.py": "changed_feed",
        "tests/timetables/test_straight_line.py": "straight_line",
        "tests/candidates/test_trip_sides.py": "trip_sides",
        "on the screen of a plan: tests/planning/test_targets.py": "targets",
        "a part of the screen: test_screen.py, tests/planning/test_usual.py, tests/golden": "gain",
        "tests/planning/test_duty.py, tests/verification/test_neighbours.py": "duty neighbours",
        "tests/cli/test_advance.py": "advance",
        "tests/cli/test_explain.py, tests/questions/test_person.py": "explained",
        "lines of several outputs: tests/planning/test_overridden.py, tests/cli/test_verify.py": "overrides",
        "as people call them: tests/cli/test_{diff,compare}.py": "changes comparison_files comparison_table difference",
        "as people call them and as they come out: tests/cli/test_audit.py, tests/studies/test_public_record.py": """
            audit public_record
        """,
        "as a screen says it: tests/planning/test_lottery.py, tests/studies/test_public_record.py": "lottery",
        "tests/cli/test_import_export.py": "imported",
        "tests/cli/test_set_aside.py": "set_aside",
        "tests/cli/test_sweep.py": "sweep",
        "tests/cli/test_simulate.py": "simulation",
        "tests/cli/test_comparing_weeks.py": "paired_simulation",
        "tests/studies/test_look_ahead.py": "look_ahead",
    },
    "questions": {
        "by what is answered: test_{person,pair,slot,prices,price_list}.py": """
            asking everybody question ranges remedies
        """,
    },
    "studies/simulation": {
        "what comes of worlds and of a simulation: test_{run,world,potentials,simulate}.py": """
            pairs policies prices program request results
        """,
    },
    "studies/sweeping": {
        "what comes of a sweep: test_{sweep,cluster}.py": """
            cell_process design digest processes results task workplaces
        """,
    },
    "workbooks": {
        "what the template holds: test_template.py": "choices instructions scenario_sheet styles",
        "tests/cli/test_template.py": "paths",
        "as what comes out: test_plan_workbook.py": "meeting",
    },
    "schema": {
        "as sheets are read: tests/inputs/test_{other_sheets,settings_sheet}.py": "setting_keys sheets",
        "declarations, held against pages and cells: test_{document,json_schema}.py, tests/inputs/test_fuzz.py": """
            agreed answers choices closed distances modules news programmes row tables targets tasks usual working_time
        """,
        "declarations alone: tests/golden/test_plan_schema.py, tests/verification": """
            advance_tables duty_law plan plan_column plan_duty plan_groups plan_money plan_neighbours plan_part
            plan_tables plan_targets plan_trips
        """,
        "declarations, held against the tables and the page: tests/api/test_{result,comparisons}.py": """
            result_tables simulation_tables
        """,
        "tests/imports/test_run.py": "import_map",
        "tests/learning/test_{read,fit}.py": "fit_settings outcome_history",
        "tests/timetables/test_change.py": "feed_changes",
        "tests/workbooks/test_plan_workbook.py, tests/schema/test_words.py": "plan_sentences plan_workbook",
        "tests/inputs/test_set_aside.py": "set_aside",
        "tests/instance/test_ahead.py, tests/studies/test_look_ahead.py": "look_ahead",
        "as the catalogues have it: test_words.py": "vocabulary",
        "what lists and answers show: tests/weeks/test_many_weeks.py, tests/questions/test_pair.py": "cell_text",
    },
    "schema/models": {
        "shapes without a rule of their own: tests/inputs/models/test_kinds.py, tests/models": """
            acceptance assumptions benefit futures policy simulation
        """,
    },
    "explanation": {"tests/candidates/test_modules.py, tests/verification/test_modules.py": "modules"},
    "errors": {"what it says of a clash: tests/solving/test_{conflict,ways_out}.py": "clashes"},
    "solving": {
        "as people stop it: test_{limits,bad_cases}.py": "interrupt",
        "who solves a component: test_priced.py, tests/cluster/test_crew.py": "crew",
        "by what it gives: test_{who_and_where,lexicographic,calm}.py": """
            estimate goals_done solution solution_of solve_week
        """,
        "tests/formulation/goals/test_own_residents.py": "at_home",
        "tests/bundling/test_build.py": "posts",
    },
    "cluster": {"test_connection.py, tests/studies/sweeping/test_cluster.py": "program"},
    "solving/decomposition": {"test_components.py": "by_component", "test_priced.py": "coupled_component tasks"},
    "solving/highs": {"as its client hears it: test_client.py": "c_interface messages worker"},
    "solving/infeasibility": {
        "as parts of one answer: test_{conflict,ways_out}.py": """
            cells clashes demands irreducible levers small way_words
        """,
    },
    "solving/marginal": {"test_row_prices.py": "gains marginal_values"},
    "solving/relaxation": {
        "as bounds of plans: tests/solving/test_relaxation_and_restricted_mip.py, tests/properties": """
            column_generation dual_ascent row_scaling
        """,
    },
    "solving/resolving": {"by what it makes known: tests/questions/test_prices.py": "outcome_prices"},
    "solving/search": {
        "as plans come out: tests/solving/test_{bad_cases,relaxation_and_restricted_mip,who_and_where}.py": """
            highs_search restricted_mip single_objective
        """,
        "test_widening.py": "neighbourhood",
    },
    "synthesis": {
        "steps of a drawn week, which has to hold together as a whole: test_{municipality,landskrona,law}.py": """
            capacity cells employers offers plausible_pairs promises running slots wishes
        """,
        "tests/cli/test_new.py": "week_folder",
    },
}
# Tests in a room's folder that are about several of its modules.
SEVERAL = {
    "cli": {"answers", "decisions", "exit_codes", "hostile_names", "out", "set_aside", "streams"},
    "imports": {"personal"},
    "instance": {"boundary"},
    "learning": {"apart"},
    "inputs": {"broken_inputs", "excel_saves", "fuzz", "many_rows"},
    "pages": {"in_chromium"},
    "planning": {"canary"},
    "solving": {"bad_cases", "calm", "limits", "relaxation_and_restricted_mip", "who_and_where"},
    "studies/simulation": {"held"},
    "synthesis": {"landskrona", "models", "municipalities"},
    "texts": {"catalogues"},
    "verification": {"independence"},
    "weeks": {"many_weeks"},
    "workbooks": {"libreoffice"},
}


def modules() -> set[str]:
    """Every module of planner but `__init__`, as `room/module`."""
    paths = {path.relative_to(PLANNER).with_suffix("").as_posix() for path in PLANNER.rglob("*.py")}
    return {path for path in paths if not path.endswith("__")}


def has_own(module: str) -> bool:
    """Whether a module has a test file of its name."""
    room, _, name = module.rpartition("/")
    return (TESTS / room / f"test_{name}.py").is_file()


def elsewhere() -> list[str]:
    """The modules that are said to be tested elsewhere."""
    return [f"{room}/{name}" for room, said in ELSEWHERE.items() for names in said.values() for name in names.split()]


def test_every_module_has_a_test_file_of_its_name_or_is_said_to_be_tested_elsewhere() -> None:
    assert len(modules()) > 200
    assert {module for module in modules() if not has_own(module)} - set(elsewhere()) == set()


def test_no_module_is_said_to_be_tested_elsewhere_that_is_gone_or_has_a_test_file_of_its_name() -> None:
    assert len(elsewhere()) == len(set(elsewhere()))
    assert set(elsewhere()) - modules() == set()
    assert {module for module in elsewhere() if has_own(module)} == set()


def test_every_test_file_in_a_room_names_a_module_of_it_or_is_said_to_be_about_several() -> None:
    files = {path.relative_to(TESTS).as_posix() for path in TESTS.rglob("test_*.py") if path.parent != TESTS}
    in_rooms = {path for path in files if path.split("/")[0] not in ACROSS}
    named = {f"{module.rpartition('/')[0]}/test_{module.rpartition('/')[2]}.py" for module in modules()}
    several = {f"{room}/test_{name}.py" for room, names in SEVERAL.items() for name in names}
    assert in_rooms - named == several


def test_a_folder_of_tests_is_a_room_or_has_a_line_in_contributing() -> None:
    told = (TESTS.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    folders = {path.name for path in TESTS.iterdir() if path.is_dir() and not path.name.startswith(("_", "."))}
    assert folders - {path.name for path in PLANNER.iterdir()} == ACROSS
    assert {folder for folder in ACROSS if f"| `{folder}` |" not in told} == set()


# No test ends without having asserted anything


def within(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in a function, but not in functions inside it."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            yield child
            yield from within(child)


def silent_ends(test: ast.FunctionDef) -> Iterator[int]:
    """Lines on which a test may end, or pass over what it asserts, without a word: returns, faults suppressed."""
    for node in within(test):
        if isinstance(node, ast.Return):
            yield node.lineno
        if isinstance(node, ast.With) and "suppress" in ast.unparse(node.items[0]):
            yield node.lineno
        if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body):
            yield node.lineno


def claims_in(text: str) -> list[ast.FunctionDef]:
    """The tests in the text of a module."""
    nodes = ast.walk(ast.parse(text))
    return [node for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]


@pytest.mark.parametrize(
    "body, line",
    [
        ("if not x:\n        return\n    assert x", 3),
        ("with suppress(ValueError):\n        assert x", 2),
        ("try:\n        assert x\n    except ValueError:\n        pass", 4),
    ],
)
def test_a_test_that_may_end_silently_is_found(body: str, line: int) -> None:
    (test,) = claims_in(f"def test_x(x):\n    {body}\n")
    assert list(silent_ends(test)) == [line]


def test_no_test_ends_silently() -> None:
    found = {
        f"{path.relative_to(TESTS).as_posix()}:{line}"
        for path in TESTS.rglob("test_*.py")
        for test in claims_in(path.read_text(encoding="utf-8"))
        for line in silent_ends(test)
    }
    assert found == set()
