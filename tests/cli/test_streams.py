"""Results on stdout, messages on stderr; progress on terminals alone; no encoding, pipe or network loses a plan."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from planner.cli.main import COMMANDS
from tests.cli.small import PLANNER, environment, planner
from tests.no_network import NO_SOCKETS, without_network

ROOT = Path(__file__).resolve().parent.parent.parent
ESCAPE = b"\x1b"
COLOUR = re.compile(rb"\x1b\[(?:\d+;)*[34][0-8](?:;\d+)*m")
posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")


@dataclass
class Terminal:
    """A run with stderr on a pseudo-terminal: what it said, as far as it has."""

    process: subprocess.Popen[bytes]
    said: bytearray = field(default_factory=bytearray)

    def wait_for(self, holds: Callable[[bytes], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not holds(bytes(self.said)):
            assert self.process.poll() is None, "the command has ended"
            assert time.monotonic() < deadline, "nothing of the kind was said in time"
            time.sleep(0.02)

    def read(self, end: int) -> None:
        # Linux ends a closed terminal with an error, others with nothing to read.
        try:
            while part := os.read(end, 4096):
                self.said += part
        except OSError:
            pass
        os.close(end)


def on_terminal(
    *arguments: str | Path, look: Callable[[Terminal], None] = lambda _: None, **extra: str
) -> tuple[int, bytes, bytes]:
    """Run with stderr on a terminal and stdout in a pipe: exit code, stdout, stderr."""
    import pty  # noqa: PLC0415 - Windows lacks it

    mine, theirs = pty.openpty()
    command = [str(PLANNER), *map(str, arguments)]
    with subprocess.Popen(
        command, env=environment(TERM="xterm-256color", **extra), stdout=subprocess.PIPE, stderr=theirs
    ) as process:
        os.close(theirs)
        terminal = Terminal(process)
        reader = threading.Thread(target=terminal.read, args=(mine,), daemon=True)
        reader.start()
        try:
            look(terminal)
            out, _ = process.communicate(timeout=900)
        finally:
            process.kill()
    reader.join()
    return process.returncode, out, bytes(terminal.said)


def test_in_a_pipe_there_is_neither_progress_nor_colour(small: Path, tmp_path: Path) -> None:
    done = planner("plan", small, "--out", tmp_path / "new", TERM="xterm-256color")
    assert done.returncode == 0
    assert done.stderr == b""
    assert ESCAPE not in done.stdout
    assert "Exempelköping, vecka 48" in done.stdout.decode()


def test_messages_go_to_stderr(tmp_path: Path) -> None:
    done = planner("check", tmp_path / "nowhere")
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"nowhere" in done.stderr


@posix_only
def test_on_a_terminal_progress_is_on_stderr_and_the_result_on_stdout(small: Path, tmp_path: Path) -> None:
    code, out, said = on_terminal("plan", small, "--out", tmp_path / "new")
    assert code == 0
    assert b"kontroll" in said
    assert COLOUR.search(said)
    assert ESCAPE not in out
    assert "Exempelköping, vecka 48" in out.decode()
    assert not re.search(r"kontroll \d", out.decode())


@posix_only
def test_json_stays_json_on_a_terminal(small: Path, tmp_path: Path) -> None:
    code, out, said = on_terminal("plan", small, "--out", tmp_path / "new", "--json", "--lang", "en")
    assert code == 0
    assert json.loads(out)["format"] == 1
    assert re.search(rb"check \d", said)


@posix_only
def test_no_color_is_heeded(small: Path, tmp_path: Path) -> None:
    code, _, said = on_terminal("plan", small, "--out", tmp_path / "new", NO_COLOR="1")
    assert code == 0
    assert b"kontroll" in said
    assert not COLOUR.search(said)


@posix_only
def test_progress_survives_a_terminal_that_knows_ascii_alone(small: Path, tmp_path: Path) -> None:
    code, _, said = on_terminal("plan", small, "--out", tmp_path / "new", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert code == 0
    assert b"Traceback" not in said


@posix_only
def test_ctrl_c_during_the_search_writes_the_best_plan_so_far(tmp_path: Path) -> None:
    def interrupt(terminal: Terminal) -> None:
        terminal.wait_for(lambda said: "högst".encode() in said, 600)
        terminal.process.send_signal(signal.SIGINT)

    demo = ROOT / "scenarios" / "landskrona"
    code, out, said = on_terminal("plan", demo, "--out", tmp_path / "new", "--time-limit", "3600", look=interrupt)
    assert code == 130
    assert b"Traceback" not in said
    assert "förslag, inte beslut" in out.decode()
    assert json.loads((tmp_path / "new" / "plan.json").read_text(encoding="utf-8"))["interrupted"] is True
    assert planner("verify", tmp_path / "new").returncode == 0


@pytest.mark.parametrize("extra", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}], ids=["C", "ascii"])
def test_a_narrow_encoding_does_not_lose_a_plan(extra: dict[str, str], small: Path, tmp_path: Path) -> None:
    done = planner("plan", small, "--out", tmp_path / "new", **extra)
    assert done.returncode == 0, done.stderr
    assert b"vecka 48" in done.stdout
    assert planner("check", tmp_path / "nowhere_å", **extra).returncode == 2


def test_json_is_utf_8_whatever_the_encoding(small: Path) -> None:
    done = planner("check", small, "--json", PYTHONIOENCODING="latin-1")
    assert json.loads(done.stdout.decode("utf-8"))["scenario"] == "Exempelköping, vecka 48"


@pytest.mark.parametrize("command", ["plan", "check", "verify", "schema", "--help"])
def test_a_closed_pipe_prints_no_traceback(command: str, small: Path, made: Path, tmp_path: Path) -> None:
    arguments = {
        "plan": [str(small), "--out", str(tmp_path / "new")],
        "check": [str(small), "--json"],
        "verify": [str(made)],
        "schema": ["slots"],
        "--help": [],
    }
    end, other = os.pipe()
    os.close(end)  # the reader has gone before anything is written, as after `| head -1`
    try:
        done = subprocess.run(
            [str(PLANNER), command, *arguments[command]],
            env=environment(),
            stdout=other,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(other)
    assert done.stderr == b""
    if command == "plan":
        assert planner("verify", tmp_path / "new").returncode == 0


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_loads_no_library_of_numbers(command: str) -> None:
    script = (
        "import sys\n"
        "from planner.cli.main import run\n"
        "code = run(sys.argv[1:])\n"
        "heavy = {'pandas', 'numpy', 'scipy', 'ortools', 'pydantic', 'rich'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {sorted(heavy)}' if heavy else code)\n"
    )
    arguments = [*([command] if command else []), "--help", "--lang", "en"]
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, check=False)
    assert done.stderr == b""
    assert done.returncode == 0
    assert done.stdout.startswith(b"Usage: planner")


# Python reads it in every process that begins: whoever asks for a network is ended.
def test_a_plan_is_made_without_network_and_nothing_asks_for_one(small: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_SOCKETS, encoding="utf-8")
    no_sockets = environment(PYTHONPATH=str(tmp_path))
    asking = [sys.executable, "-c", "import socket; socket.socket()"]
    assert subprocess.run(asking, env=no_sockets, capture_output=True, check=False).returncode == 99
    command = [*without_network(), str(PLANNER), "plan", str(small), "--out", str(tmp_path / "new")]
    done = subprocess.run(command, env=no_sockets, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "new" / "plan.json").is_file()
