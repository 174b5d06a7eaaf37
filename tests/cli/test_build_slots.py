"""planner build-slots: posts that go straight into a scenario, and stop there until the union has been asked."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from planner.schema.tables import TABLES
from tests.cli.small import contents, run, write_tasks
from tests.plan_runs import ROOT

Screen = pytest.CaptureFixture[str]
TASKS = ROOT / "scenarios" / "landskrona_tasks" / "tasks.csv"


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The posts of the three departments, built once; not to be written to."""
    out = tmp_path_factory.mktemp("built") / "posts.csv"
    assert run(["build-slots", str(TASKS), "--out", str(out)]) == 0
    return out


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def small(folder: Path, hours: str = "32") -> Path:
    return write_tasks(folder / "tasks.csv", hours)


def test_the_three_departments_get_seven_posts_with_every_column_of_slots(posts: Path) -> None:
    built = rows(posts)
    assert [row["employer_id"] for row in built] == ["E01", "E01", "E01", "E04", "E08", "E08", "E08"]
    assert list(built[0]) == list(TABLES["slots"].columns)
    assert all(30 <= float(row["hours_per_week"]) <= 40 for row in built)
    assert {(row["status"], row["union_consulted_on"], row["places"]) for row in built} == {("planned", "", "1")}
    assert all(4 * (row["shift"].count("|") + 1) >= float(row["hours_per_week"]) for row in built)


def test_posts_added_to_the_demo_have_no_fault_and_wait_for_the_union(
    posts: Path, tmp_path: Path, capsys: Screen
) -> None:
    shutil.copytree(ROOT / "scenarios" / "landskrona", tmp_path / "landskrona")
    what_if = tmp_path / "with_posts"
    what_if.mkdir()
    opened = posts.read_text(encoding="utf-8").replace(",planned,", ",open,")
    (what_if / "posts.csv").write_text(opened, encoding="utf-8")
    (what_if / "scenario.toml").write_text(
        'format = 1\nextends = "../landskrona"\n[[patch]]\ntable = "slots"\nadd = "posts.csv"\n', encoding="utf-8"
    )

    def refused(folder: Path) -> dict[str, int]:
        assert run(["check", str(folder), "--json"]) == 0
        found: dict[str, int] = json.loads(capsys.readouterr().out)["refused_pairs"]
        return found

    before, after = refused(tmp_path / "landskrona"), refused(what_if)
    people = 437
    stopped = sum(after.get(gate, 0) - before.get(gate, 0) for gate in ("union", "supervisor"))
    assert stopped == 7 * people


def test_a_unit_with_too_little_work_ends_well_with_a_header_alone(tmp_path: Path, capsys: Screen) -> None:
    assert run(["build-slots", str(small(tmp_path, "12")), "--out", str(tmp_path / "posts.csv"), "--lang", "en"]) == 0
    assert rows(tmp_path / "posts.csv") == []
    said = capsys.readouterr().out
    assert "do not fill a post of 75% (30 h)" in said
    assert "posts.csv: no posts, the header alone." in said
    assert "Before anybody" not in said


@pytest.mark.parametrize(
    "half_days, hours, said",
    [
        ("mo-am|tu-am|we-am|th-am|fr-am|sa-am|su-am|mo-ev", 30, "nobody can fill a post of 75%"),
        ("mo-pm|tu-pm|we-pm|th-pm|fr-pm|sa-pm|su-pm|mo-am|tu-am|we-am|th-am|fr-am|sa-am|su-am", 56, "no room in the"),
        ("mo-am|tu-am|we-am|th-am|fr-am|mo-ev|tu-ev|we-ev|th-ev|fr-ev", 40, "found no room in any post"),
    ],
    ids=["five days bind", "seven days of work", "rest binds"],
)
def test_what_is_left_is_told_with_all_that_bounds_a_post(
    half_days: str, hours: int, said: str, tmp_path: Path, capsys: Screen
) -> None:
    """Neither the five days nor the rest is blamed on posts that are full or busy."""
    tasks = tmp_path / "tasks.csv"
    row = f"E1,town,disk,{hours},kock,{half_days},each"
    tasks.write_text(f"unit,zone,task,hours_per_week,done_today_by,half_days,timing\n{row}\n", encoding="utf-8")
    assert run(["build-slots", str(tasks), "--out", str(tmp_path / "posts.csv"), "--lang", "en"]) == 0
    screen = capsys.readouterr().out
    assert said in screen
    assert "30 to 40 h a week, at most four hours a half-day and five days, never an evening next to a" in screen
    assert "full or busy" not in screen


def test_the_size_of_posts_can_be_chosen(tmp_path: Path) -> None:
    options = ["--least", "30", "--most", "50", "--programmes", "bea|introduktionsjobb"]
    assert run(["build-slots", str(small(tmp_path)), "--out", str(tmp_path / "posts.csv"), *options]) == 0
    built = rows(tmp_path / "posts.csv")
    assert sum(float(row["hours_per_week"]) for row in built) == 32
    assert all(12 <= float(row["hours_per_week"]) <= 20 for row in built)
    assert {row["programme_ids"] for row in built} == {"bea|introduktionsjobb"}


def test_a_file_that_is_there_is_left_alone_unless_told_to_replace_it(tmp_path: Path, capsys: Screen) -> None:
    out = tmp_path / "slots.csv"
    out.write_text("mine", encoding="utf-8")
    tasks = small(tmp_path)
    assert run(["build-slots", str(tasks), "--out", str(out)]) == 2
    assert "left as it is" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "mine"
    assert run(["build-slots", str(tasks), "--out", str(out), "--replace"]) == 0
    assert len(rows(out)) == 1
    assert set(contents(tmp_path)) == {"slots.csv", "tasks.csv"}


@pytest.mark.parametrize(
    "options, code, said",
    [
        (["--least", "90", "--most", "80"], 2, "--least 90 is more than --most 80"),
        (["--programmes", "bea enkla"], 2, "is no list of programme ids"),
    ],
)
def test_what_cannot_be_asked_for_writes_nothing(
    options: list[str], code: int, said: str, tmp_path: Path, capsys: Screen
) -> None:
    tasks = small(tmp_path)
    assert run(["build-slots", str(tasks), "--out", str(tmp_path / "posts.csv"), *options]) == code
    assert said in capsys.readouterr().err
    assert not (tmp_path / "posts.csv").exists()


def test_posts_that_no_scenario_could_read_are_not_written(tmp_path: Path, capsys: Screen) -> None:
    tasks = small(tmp_path)
    tasks.write_text(tasks.read_text(encoding="utf-8").replace("E1", "E" * 99), encoding="utf-8")
    assert run(["build-slots", str(tasks), "--out", str(tmp_path / "posts.csv")]) == 3
    assert "is longer than 100 characters" in capsys.readouterr().err
    assert not (tmp_path / "posts.csv").exists()


def test_faults_end_with_3_and_a_missing_file_with_2(tmp_path: Path) -> None:
    out = str(tmp_path / "posts.csv")
    assert run(["build-slots", str(small(tmp_path, "tolv")), "--out", out]) == 3
    assert run(["build-slots", str(tmp_path / "none.csv"), "--out", out]) == 2
    assert not Path(out).exists()


def test_json_tells_each_post_half_day_by_half_day(tmp_path: Path, capsys: Screen) -> None:
    assert run(["build-slots", str(small(tmp_path)), "--out", str(tmp_path / "posts.csv"), "--json"]) == 0
    (unit,) = json.loads(capsys.readouterr().out)
    (post,) = unit["posts"]
    assert sum(part["hours"] for part in post["week"]) == unit["core_hours_freed"] == unit["core_hours_bound"] == 32
    assert unit["left_over"] == []


def test_a_column_of_notes_is_warned_of_and_no_reason_not_to_build(tmp_path: Path, capsys: Screen) -> None:
    tasks = small(tmp_path)
    head, row = tasks.read_text(encoding="utf-8").splitlines()
    tasks.write_text(f"{head},note\n{row},ask the kitchen\n", encoding="utf-8")
    assert run(["build-slots", str(tasks), "--out", str(tmp_path / "posts.csv")]) == 0
    said = capsys.readouterr().err
    assert "note is left out" in said or '"note" is left out' in said
    assert "ask the kitchen" not in said
    assert len(rows(tmp_path / "posts.csv")) == 1
