"""A week of four people that every command can work on in a second, and the installed `planner` to run on it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from planner.cli import main
from planner.cli.command import LANGUAGE_OPTION, asked_language

PLANNER = Path(sys.executable).parent / ("planner.exe" if os.name == "nt" else "planner")

TABLES = {
    "scenario.toml": """
format = 1

[scenario]
name = "Exempelköping, vecka 48"
week = "2026-W48"

[settings]
goals = ["outcome", "waiting", "travel"]

[solve]
time_limit_seconds = 5
workers = 1
""",
    "jobseekers.csv": """
jobseeker_id,home_zone,age,education_level,swedish_level,months_unemployed,waiting_weeks,wished_ssyk,protected_identity
P1,north,44,2,B1,14,30,9111,
P2,north,31,3,C1,3,5,,
P3,south,52,1,A2,40,10,9412,
P4,south,27,2,B2,8,1,,
P5,north,30,2,B2,8,1,,ja
""",
    "employers.csv": """
employer_id,name,sector,collective_agreement,tax_debts
E1,Exempelköket,department,yes,no
E2,Exempelstäd AB,private,yes,no
""",
    "slots.csv": """
slot_id,employer_id,programme_ids,zone,places,ssyk,supervisor_id,union_consulted_on,workplace_kind,start_week
S1,E1,praktik|jobb,north,1,9412,H1,2026-11-01,ordinary,2026-W49
S2,E2,jobb,south,1,9111,H1,2026-11-01,,2026-W49
S3,E2,praktik,south,1,9111,,,,2026-W49
""",
    "programmes.csv": """
programme_id,rule
praktik,arbetspraktik
jobb,ordinarie_anstallning
""",
    "supervisors.csv": "supervisor_id,capacity\nH1,9\n",
    "zones.csv": "zone,name,lat,lon\nnorth,Norr,55.87,12.83\nsouth,Söder,55.85,12.85\n",
}


def write_small(folder: Path, **changed: str) -> Path:
    """Write the week into a folder, with some files (named without their ending) other than they are."""
    folder.mkdir(parents=True)
    tables = {**TABLES, **{f"{name}.csv": text for name, text in changed.items()}}
    for name, text in tables.items():
        (folder / name).write_text(text.lstrip(), encoding="utf-8")
    return folder


def write_what_if(base: Path, folder: Path) -> Path:
    """Write a scenario that gives slot S2 of another one more place."""
    folder.mkdir(parents=True)
    text = f"""format = 1
extends = "{os.path.relpath(base, folder).replace(os.sep, "/")}"

[scenario]
name = "En plats till på S2"

[[patch]]
table = "slots"
where = {{ slot_id = "S2" }}
shift = {{ places = 1 }}
"""
    (folder / "scenario.toml").write_text(text, encoding="utf-8")
    return folder


def write_tasks(path: Path, hours: str = "32") -> Path:
    """Write one task of one unit, enough for one post, for `planner build-slots`."""
    path.write_text(f"unit,zone,task,hours_per_week,done_today_by\nE1,town,disk,{hours},kock\n", encoding="utf-8")
    return path


def write_matrix(path: Path) -> list[str]:
    """Write another engine's minutes of one pair of zones; what `planner travel` is told to take them in."""
    path.write_text("from_id,to_id,travel_time\nnorth,south,20\n", encoding="utf-8")
    return ["--matrix", str(path), "--unit", "minutes", "--mode", "car"]


def environment(**extra: str) -> dict[str, str]:
    """The caller's environment less what decides colours and encodings, with more beside it."""
    unwanted = {"NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "PYTHONIOENCODING", "PYTHONUTF8", "LC_ALL", "COLUMNS"}
    return {**{name: value for name, value in os.environ.items() if name not in unwanted}, **extra}


def spoken(arguments: Sequence[str]) -> list[str]:
    """A command line in English, the language of the keys, where it asks for none."""
    return [*arguments] if asked_language(arguments) or LANGUAGE_OPTION in arguments else ["--lang", "en", *arguments]


def run(arguments: Sequence[str]) -> int:
    """Run one command in this process, in English where no language is asked for; the exit code."""
    return main.run(spoken(arguments))


def planner(*arguments: str | Path, **extra: str) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command in pipes, in English where no language is asked for."""
    command = [str(PLANNER), *spoken([*map(str, arguments)])]
    return subprocess.run(command, env=environment(**extra), capture_output=True, check=False)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, hidden ones too, by its path in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def decisions(*rows: str) -> str:
    """The table of decisions with these rows."""
    return "\n".join(["jobseeker_id,slot_id,decision", *rows]) + "\n"


def accept(plan: Path, person: str) -> None:
    """Answer as the meeting would in a plan's assignments.csv: one person has accepted, nobody else has answered."""
    sheet = plan / "assignments.csv"
    first, *rest = sheet.read_text(encoding="utf-8").splitlines()
    at = first.split(",").index("decision")
    rows = [row.split(",") for row in rest]
    for row in rows:
        row[at] = "accepted" if row[0] == person else ""
    sheet.write_text("\n".join([first, *(",".join(row) for row in rows), ""]), encoding="utf-8")
