"""What takes the network away from a process that a test starts."""

import shutil
import subprocess

# As sitecustomize.py on PYTHONPATH: ends a Python with 99 as soon as it touches a socket.
NO_SOCKETS = """
import os, sys
def refuse(event, arguments):
    if event.startswith("socket."):
        os.write(2, f"network: {event}\\n".encode())
        os._exit(99)
sys.addaudithook(refuse)
"""


def without_network() -> list[str]:
    """What takes the network away from a command, where the system has it."""
    tool = shutil.which("unshare")
    can = tool is not None and subprocess.run([tool, "-rn", "true"], capture_output=True, check=False).returncode == 0
    return [str(tool), "-rn"] if can else []
