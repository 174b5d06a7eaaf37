"""What Click says to somebody who types a command wrongly, for the catalogues; a test holds that it still says so."""

from __future__ import annotations

from planner.texts import N_, NN_

SAID = (
    N_("[OPTIONS]"), N_("COMMAND [ARGS]..."), N_("required"),
    N_("Usage:"), N_("Options"), N_("Commands"), N_("Error: {message}"), N_("Try '{command} {option}' for help."),
    N_("Missing command."), N_("Missing argument"), N_("Missing option"), N_("Missing parameter"),
    N_("No such command {name!r}."), N_("No such option {name!r}."), N_("Option {name!r} does not take a value."),
    N_("Invalid value: {message}"), N_("Invalid value for {param_hint}: {message}"),
    N_("{value!r} is not a valid {number_type}."), N_("{value} is not in the range {range}."),
    N_("{name} {filename!r} does not exist."), N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."), N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."), N_("file"), N_("directory"), N_("path"), N_("default: {default}"),
    N_("Choose from:\n\t{choices}"), N_("Show this message and exit."), N_("Show the version and exit."),
)  # fmt: skip
# What commands call their arguments, in the line of usage and where one is missing.
ARGUMENTS = (
    N_("BASE"), N_("DIR"), N_("EXPORT"), N_("FILE"), N_("FIRST"), N_("FOLDER"), N_("PERSON"), N_("PLAN"),
    N_("PROGRAMME"), N_("SCENARIO"), N_("SECOND"), N_("STUDY"), N_("TABLE"), N_("TASKS"), N_("WHATIF"),
)  # fmt: skip
SAID_OF_SEVERAL = (
    NN_("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    NN_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    NN_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    NN_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
)
