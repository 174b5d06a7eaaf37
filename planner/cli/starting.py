"""What `planner new` does: checks what was asked for, writes the folder whole, says what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from planner.cli.output import echo, echo_json, told_truly
from planner.errors import UsageFault
from planner.folders import Target, write_files
from planner.geography import GEOGRAPHY, municipality_code
from planner.inputs import scenario_copy, shipped, shipped_scenarios
from planner.inputs.chain import SETTINGS
from planner.inputs.models import rule_pack
from planner.inputs.shipped_scenarios import BASE
from planner.schema.dialect import TableForm, in_dialect
from planner.synthesis import RULES, SynthesisSettings, week_files
from planner.synthesis.figures import figures_of
from planner.synthesis.readme import OWN, calibration
from planner.texts import DEFAULT_LANGUAGE, N_, _, language

OCCUPATIONS = "occupations/jobtech/1"

CHECK_NEXT = N_(
    "Give it a name and a week in {folder}/scenario.toml, replace the tables one by one, and ask what is wrong:\n"
    "  planner check {folder}"
)
COMPARE_NEXT = N_(
    "What it changes stands in {folder}/scenario.toml, the week it changes in {folder}/base. Compare the two:\n"
    "  planner compare {folder}/base {folder}"
)
POSTS_NEXT = N_(
    "Replace the tasks in {folder}/tasks.csv by your own, and build posts of them:\n"
    "  planner build-slots {folder}/tasks.csv --out posts.csv"
)


@dataclass(frozen=True)
class Invented:
    """What was asked of an invented week; None where an option was not given."""

    municipality: str | None
    people: int | None
    seed: int | None
    week: str | None

    def settings(self) -> SynthesisSettings:
        """The settings asked for, the rest at their defaults."""
        stated = {field.name: getattr(self, field.name) for field in fields(self)}
        try:
            return SynthesisSettings(**{name: value for name, value in stated.items() if value is not None})
        except ValueError as fault:
            raise UsageFault(str(fault)) from None


def refuse_mixture(source: str | None, invented: Invented, *, is_synthetic: bool) -> None:
    """Raise UsageFault unless exactly one way to start is asked for, with the options that belong to it."""
    known = ", ".join(shipped_scenarios())
    if source is None and not is_synthetic:
        msg = _(
            "Say what to start from: --from NAME ({known}), "
            "or --synthetic --municipality NAME for an invented week of any municipality.",
            known=known,
        )
        raise UsageFault(msg)
    if source is not None and is_synthetic:
        msg = _("--from copies a scenario and --synthetic invents one; name one of the two.")
        raise UsageFault(msg)
    stated = [f"--{field.name}" for field in fields(invented) if getattr(invented, field.name) is not None]
    if source is not None and stated:
        msg = _(
            "{options} can be chosen for an invented week (--synthetic), not for a copy.", options=", ".join(stated)
        )
        raise UsageFault(msg)
    if is_synthetic and invented.municipality is None:
        msg = _("Say which municipality: --municipality Trelleborg, or --municipality 1287.")
        raise UsageFault(msg)


def copy_into(folder: Path, source: str, form: TableForm, *, as_json: bool) -> None:
    """Write a copy of a shipped scenario and say what to do with it."""
    files = _written(scenario_copy(source), form)
    target = Target(folder, None)
    with told_truly(target):
        _write(target, files)
        if as_json:
            echo_json({"folder": str(folder), "from": source, "files": sorted(files)})
            return
        echo(_("{folder}: a copy of {name}.", folder=folder, name=source))
        then = CHECK_NEXT if f"{BASE}/{SETTINGS}" not in files else COMPARE_NEXT
        echo(_(then if SETTINGS in files else POSTS_NEXT, folder=folder))


def invent_into(folder: Path, invented: Invented, form: TableForm, *, as_json: bool) -> None:
    """Write an invented week and say how far it follows published figures."""
    settings = invented.settings()
    geography, occupations = shipped() / GEOGRAPHY, shipped() / OCCUPATIONS
    code, name = municipality_code(geography, settings.municipality)
    target = Target(folder, None)
    rules = rule_pack(RULES, [shipped()])
    files = _written(week_files(settings, geography=geography, occupations=occupations, rules=rules), form)
    with told_truly(target):
        _write(target, files)
        _tell_invented(folder, settings, (code, name), [*files], as_json=as_json)


def _tell_invented(
    folder: Path,
    settings: SynthesisSettings,
    municipality: tuple[str, str],
    files: Sequence[str],
    *,
    as_json: bool,
) -> None:
    geography, (code, name) = shipped() / GEOGRAPHY, municipality
    calibrated = calibration(figures_of(geography, code))
    if as_json:
        stated = {"municipality": code, "name": name, "week": settings.week, "people": settings.people}
        echo_json({"folder": str(folder), **stated, "seed": settings.seed, "own_figures": calibrated, "files": files})
        return
    own = _(OWN[calibrated]).strip("*")
    about = {"name": name, "code": code, "week": settings.week, "seed": settings.seed, "people": settings.people}
    echo(_("{name} ({code}), {week}, seed {seed}: {people} people, all made up. {own}", **about, own=own))
    plan_next = _(
        "What is real in it stands in {folder}/README.md. Plan it:\n  planner plan {folder} --out out/{name}",
        folder=folder,
        name=folder.name,
    )
    echo(plan_next)


def _written(files: Mapping[str, bytes], form: TableForm) -> dict[str, bytes]:
    """The files with every table in the form, and settings that state the language, where it is not the default."""
    named = ((path, path.rpartition("/")[2], raw) for path, raw in files.items())
    return {path: _in_language(raw) if name == SETTINGS else in_dialect(name, raw, *form) for path, name, raw in named}


def _in_language(settings: bytes) -> bytes:
    if language() == DEFAULT_LANGUAGE:
        return settings
    return settings.replace(b"\n[scenario]\n", f'\n[scenario]\nlanguage = "{language()}"\n'.encode(), 1)


def _write(target: Target, files: Mapping[str, bytes]) -> None:
    with target.replaced() as folder:
        write_files(folder, files)
