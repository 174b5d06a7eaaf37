"""The command line: `planner COMMAND`. Each command lies in its own file and is loaded when it is called."""

from __future__ import annotations

import importlib
import signal
import sys
import traceback

import click

from planner.cli.command import CommandGroup, asked_language, command_of, own_language, speak
from planner.cli.output import echo_outcome, print_anything, say
from planner.errors import CannotHold, PlannerError, UsageFault
from planner.texts import DEFAULT_LANGUAGE, N_, _

COMMANDS = {
    "plan": N_("Propose a placement for each jobseeker of a scenario."),
    "check": N_("Read a scenario and report every fault in it."),
    "verify": N_("Check a plan folder again, independently."),
    "explain": N_("Say why, why not, what it would take, and what one more place is worth."),
    "letters": N_("Write letters to the people concerned, also in easy Swedish."),
    "usual": N_("Plan as usual practice would: longest wait first."),
    "advance": N_("Make next week's scenario of a plan and its answers."),
    "compare": N_("Plan a scenario and what-ifs, and say what changes for whom."),
    "sweep": N_("Plan a week for each value of a study's parameters, in parallel."),
    "simulate": N_("Let the weeks of a year pass, and say what each way of planning brings."),
    "diff": N_("Say what changes between two plans, without planning."),
    "audit": N_("Say what groups on protected grounds got of a plan."),
    "public-record": N_("Write what may be handed out of a plan to anybody who asks."),
    "prices": N_("Say what one more place, krona, supervisor or start brings, and one less costs."),
    "report": N_("Write a page with pictures of a plan, comparison or sweep, for meetings and politicians."),
    "import": N_("Turn an export of a case system into tables of a scenario."),
    "fit": N_("Fit an outcome model on the municipality's own follow-ups."),
    "travel": N_("Look up in timetables how long it takes to workplaces."),
    "change-feed": N_("Write a timetable feed with other trips, for a what-if."),
    "template": N_("Write an Excel workbook to fill in, which then is a scenario."),
    "new": N_("Write a scenario to start from: a copy, or an invented week."),
    "build-slots": N_("Bundle tasks of departments into posts for simple jobs (enkla jobb)."),
    "rules": N_("Print a legal form in plain words, with its sources, as it stands on a day."),
    "models": N_("List the assumptions: versions, where they lie, which ones are used."),
    "schema": N_("Print the JSON Schema of a table or of plan.json."),
}

# Commands whose name is a word of Python, and no name of a module.
MODULES = {"import": "import_export"}


class _Commands(CommandGroup):
    """The commands, imported one by one, so that --help needs neither pandas nor a solver."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in COMMANDS:
            return None
        module = MODULES.get(cmd_name, cmd_name.replace("-", "_"))
        command: click.Command = importlib.import_module(f"planner.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(said)) for name, said in COMMANDS.items()])


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=N_("Propose placements for jobseekers, with a proof, a check and a reason. A named official decides."),
)
@click.version_option(package_name="placement-planner", prog_name="planner")
def planner() -> None:
    """Run `planner`."""


def main() -> None:
    """Run the command line, with every failure as a message and an exit code."""
    print_anything()
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; the exit code: 0 done, 1 internal fault or verification failed, 2 usage, 3 files, 4, 5, 130."""
    with own_language():
        speak(asked_language(arguments) or DEFAULT_LANGUAGE)
        return _run(arguments)


def _run(arguments: list[str]) -> int:  # noqa: PLR0911 - one way out for each way to fail
    try:
        result = planner.main(args=arguments, prog_name="planner", standalone_mode=False)
    except click.ClickException as fault:
        if _is_json_check(arguments):
            return echo_outcome(fault.exit_code, fault.format_message())
        fault.show()
        return fault.exit_code
    except (KeyboardInterrupt, click.Abort):
        return _failed(arguments, _("Stopped. Nothing was written."), 130)
    except CannotHold as fault:
        if "--json" in arguments:
            clashes = [clash.as_dict() for clash in fault.clashes]
            return echo_outcome(fault.exit_code, str(fault), more={"clashes": clashes})
        return _failed(arguments, str(fault), fault.exit_code)
    except PlannerError as fault:
        return _failed(arguments, str(fault), fault.exit_code)
    except OSError as fault:
        from planner.inputs.library_words import system_reason

        # A folder that may not be written, a full disk: nobody's data, and nothing for a developer to mend.
        name = "" if fault.filename is None else f"{fault.filename}: "
        said = f"{name}{system_reason(fault)}"
        return _failed(
            arguments,
            _("{fault}. A folder is written whole or not at all.", fault=said),
            UsageFault.exit_code,
        )
    except Exception as fault:  # noqa: BLE001 - the last line of defence says what it was, without anybody's data
        where = traceback.extract_tb(fault.__traceback__)[-1]
        done = " ".join(getattr(fault, "__notes__", ())) or _("Nothing is left half-written.")
        message = _(
            "Internal fault ({kind} at {function}, line {line}). {done} "
            "Please report it with the command you ran; no data of the scenario is in this message.",
            kind=type(fault).__name__,
            function=where.name,
            line=where.lineno,
            done=done,
        )
        return _failed(arguments, message, 1)
    return result if isinstance(result, int) else 0


def _failed(arguments: list[str], message: str, exit_code: int) -> int:
    """Say why a command failed, as the caller asked to be told; the exit code."""
    if _is_json_check(arguments):
        return echo_outcome(exit_code, message)
    say(message)
    return exit_code


def _is_json_check(arguments: list[str]) -> bool:
    """Whether JSON is printed in every case: `planner check --json`."""
    return command_of(arguments) == "check" and "--json" in arguments
