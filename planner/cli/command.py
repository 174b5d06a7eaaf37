"""What every command has: `--lang`, and help in the language that is spoken."""

from __future__ import annotations

import copy
import gettext
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from planner.texts import LOCALE, N_, _, decimal, language, languages, speaking, switch_language

LANGUAGE_OPTION = "--lang"
# The arguments that name what a command works on, and so whose language it speaks; a plan before a scenario beside it.
NAMING_FILES = ("plan", "base", "what_ifs", "scenario", "second", "first", "study")


def _range(least: float | None, most: float | None, *, is_above: bool) -> str:
    """A range of numbers as people write it: `0 to 1`."""
    said = N_("above {least} to {most}") if is_above else N_("{least} to {most}")
    return _(said, least=decimal(least or 0, 0), most=decimal(most or 0, 0))


class WholeNumber(click.IntRange):
    """A whole number within bounds, which a message calls so."""

    @property
    def name(self) -> str:  # type: ignore[override]
        """What Click calls it where something else is typed."""
        return _("whole number")

    def _describe_range(self) -> str:
        return _range(self.min, self.max, is_above=self.min_open)


class Number(click.FloatRange):
    """A number within bounds, which a message calls so."""

    @property
    def name(self) -> str:  # type: ignore[override]
        """What Click calls it where something else is typed."""
        return _("number")

    def _describe_range(self) -> str:
        return _range(self.min, self.max, is_above=self.min_open)


class CalendarDay(click.DateTime):
    """A day, which a message says how to write."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - as Click has it
        """The day of a text; UsageError where it is none."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(_("'{value}' is not a day. Write it as YYYY-MM-DD.", value=value), param, ctx)


class FilePath(click.Path):
    """The path of a file or folder, which a message calls so in the language of the call."""

    @property
    def name(self) -> str:
        """What Click calls it; Click itself would keep the word of the language in which it was made."""
        if self.file_okay != self.dir_okay:
            return _("file") if self.file_okay else _("directory")
        return _("path")

    @name.setter
    def name(self, value: str) -> None:
        pass


class Command(click.Command):
    """A command with `--lang`.

    Without that option it speaks the language that the scenario or plan it is given states, else the default one. Its
    help, and that of its options, are keys of the catalogues.
    """

    # Further words that --lang takes, for a command whose files speak in more ways than its messages do. Such a word
    # leaves the messages in their language, and comes to the command as `lang`.
    more_languages: tuple[str, ...] = ()

    def __init__(self, *arguments: Any, **more: Any) -> None:  # noqa: ANN401 - as Click has it
        super().__init__(*arguments, **more)
        self.params.append(
            click.Option(
                [LANGUAGE_OPTION],
                type=click.Choice([*languages(), *self.more_languages]),
                expose_value=bool(self.more_languages),
                help=N_("Language of texts.  [default: the scenario's, else Swedish]"),
            )
        )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; what is wrong with it is said in the language of the files it names."""
        if not _is_asked(ctx) and asked_language(args) is None and (stated := _stated_language(self._named(args))):
            speak(stated)
        try:
            return super().parse_args(ctx, args)
        except click.BadParameter as fault:
            if isinstance(fault.param, click.Argument) and fault.param_hint is None:
                fault.param_hint = f"'{spoken_word(fault.param.make_metavar(ctx))}'"
            raise

    def _named(self, args: Sequence[str]) -> list[Path]:
        """The files that a command line names, as far as that can be told before it is read."""
        if not any(param.name in NAMING_FILES for param in self.params if isinstance(param, click.Argument)):
            return []
        valued = {
            name for param in self.params if isinstance(param, click.Option) and not param.is_flag
            for name in param.opts
        }  # fmt: skip
        rest = iter(args)
        named = []
        for word in rest:
            if word in valued:
                next(rest, None)
            elif not word.startswith("-"):
                named.append(Path(word))
        return named

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as Click has it
        """Run the command in the language asked for on the command line, else in that of the files."""
        given = [ctx.params[name] for name in NAMING_FILES if name in ctx.params]
        if not _is_asked(ctx) and (stated := _stated_language(given)):
            speak(stated)
        return super().invoke(ctx)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option --help, anew: Click would keep it in the language of the first call."""
        self._help_option = None
        return super().get_help_option(ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), f"{_('Usage:')} ")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The parts of the line of usage."""
        return [spoken_word(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        said = copy.copy(self)
        said.help = _(str(self.help))
        click.Command.format_help_text(said, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, each with its help."""
        with formatter.section(_("Options")):
            formatter.write_dl(list(_option_help(self.get_params(ctx), ctx)))


class CommandGroup(Command, click.Group):
    """The commands together, with the option of each: `planner --lang en check x`."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as Click has it
        """Run the command that is named."""
        return click.Group.invoke(self, ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


def spoken_word(piece: str) -> str:
    """A part of the line of usage in the language that is spoken: `[PERSON]` and `WHATIF...` by the word within."""
    word = piece.strip("[].")
    return _(piece) if _(piece) != piece else piece.replace(word, _(word))


def _is_asked(ctx: click.Context | None) -> bool:
    """Whether the command line says which language, before the command's name or after it."""
    if ctx is None:
        return False
    return ctx.get_parameter_source("lang") is ParameterSource.COMMANDLINE or _is_asked(ctx.parent)


def _option_help(params: Iterable[click.Parameter], ctx: click.Context) -> Iterator[tuple[str, str]]:
    for param in params:
        if isinstance(param, click.Option):
            said = copy.copy(param)
            said.help = None if param.help is None else _(param.help)
            said.metavar = None if param.metavar is None else _(param.metavar)
            record = said.get_help_record(ctx)
            if record is not None:
                yield record[0], record[1].replace("[required]", f"[{_('required')}]")


@contextmanager
def own_language() -> Iterator[None]:
    """Let what a block speaks be forgotten at its end, by us and by Click."""
    domain, variable = gettext.textdomain(), os.environ.get("LANGUAGE")
    try:
        with speaking(language()):
            yield
    finally:
        gettext.textdomain(domain)
        os.environ.pop("LANGUAGE", None)
        if variable is not None:
            os.environ["LANGUAGE"] = variable


def speak(name: str) -> None:
    """Speak this language from now on, Click as well, which asks the system for it."""
    switch_language(name)
    os.environ["LANGUAGE"] = name
    gettext.bindtextdomain("planner", str(LOCALE))
    gettext.textdomain("planner")


def asked_language(arguments: Sequence[str]) -> str | None:
    """The language that a command line asks for last, where it names one that there is.

    Looked for before Click does, so that whatever is wrong with the rest is said in that language.
    """
    asked = None
    for at, word in enumerate(arguments):
        if word == "--":
            break
        name, _equals, value = word.partition("=")
        if name == LANGUAGE_OPTION:
            named = value or "".join(arguments[at + 1 : at + 2])
            asked = named if named in languages() else asked
    return asked


def command_of(arguments: Sequence[str]) -> str | None:
    """The name of the command in a command line, which may say the language before it."""
    rest = iter(arguments)
    for word in rest:
        if word == LANGUAGE_OPTION:
            next(rest, None)
        elif not word.startswith("-"):
            return word
    return None


def _stated_language(values: Iterable[Any]) -> str | None:
    """The language that the first folder among the values of arguments states."""
    from planner.inputs.language import stated_language

    for value in values:
        for path in value if isinstance(value, tuple) else (value,):
            if isinstance(path, Path) and (stated := stated_language(path)):
                return stated
    return None
