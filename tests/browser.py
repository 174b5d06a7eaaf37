"""A Chromium that runs as an ordinary user, behind its own walls, whoever runs the tests."""

from __future__ import annotations

import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.conftest import find_chromium

# Whom root hands the browser to: it owns nothing, and Debian has it everywhere.
NOBODY = "nobody"


@contextmanager
def opened_page(content: bytes) -> Iterator[tuple[Page, Path]]:
    """A blank page of a Chromium, and a file with the content that it may read; both are gone afterwards.

    Root hands Chromium to another user, as it would refuse to put itself behind its walls for root, and as root reads
    and writes what the pages' readers may not. The walls are left out only where the system has no namespaces for them.
    """
    home = Path(tempfile.mkdtemp(prefix="planner-chromium-"))
    file, profile = home / "report.html", home / "profile"
    file.write_bytes(content)
    profile.mkdir()
    program, handed = find_chromium(), []
    if os.geteuid() == 0:
        handed = _as_nobody()
        program = _handed_over(home, profile)
    # Asked as the user who runs it: root may often make namespaces where others may not.
    has_walls = subprocess.run([*handed, "unshare", "--user", "true"], check=False, capture_output=True).returncode == 0
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch_persistent_context(
                profile, executable_path=program, chromium_sandbox=has_walls
            )
            yield browser.new_page(), file
            browser.close()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _as_nobody() -> list[str]:
    user = pwd.getpwnam(NOBODY)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]


def _handed_over(home: Path, *folders: Path) -> Path:
    """A program that starts Chromium as an ordinary user, to whom these folders are given."""
    user = pwd.getpwnam(NOBODY)
    for folder in (home, *folders):
        os.chown(folder, user.pw_uid, user.pw_gid)
    where = f"HOME={shlex.quote(str(home))} TMPDIR={shlex.quote(str(home))}"
    program = home / "chromium"
    command = shlex.join([*_as_nobody(), str(find_chromium())])
    program.write_text(f'#!/bin/sh\n{where} exec {command} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program
