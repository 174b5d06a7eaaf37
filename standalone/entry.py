"""What starts in the folder that needs no Python: the command line, or the HiGHS worker, which is run by its path."""

import ctypes
import runpy
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent
WORKER = HOME / "planner" / "solving" / "highs" / "worker.py"

if sys.argv[1:2] == ["-I"] and sys.argv[2:3] == [str(WORKER)]:
    # The program asks its own executable for the worker as it would ask an interpreter.
    sys.argv = sys.argv[2:]
    # OR-Tools brings a HiGHS of its own by the same name, which would be found first.
    for library in (HOME / "highspy").glob("libhighs*.so.*"):
        ctypes.CDLL(str(library), mode=ctypes.RTLD_GLOBAL)
    runpy.run_path(sys.argv[0], run_name="__main__")
else:
    from planner.cli.main import main

    main()
