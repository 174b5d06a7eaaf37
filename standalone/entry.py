"""What starts in the folder that needs no Python: the command line, or a process of it, which is run by its path."""

import ctypes
import runpy
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent
WORKER = HOME / "planner" / "solving" / "highs" / "worker.py"
CELL = HOME / "planner" / "studies" / "sweeping" / "cell_process.py"

if sys.argv[1:2] == ["-I"] and sys.argv[2:3] == [str(CELL)]:
    # The program asks its own executable for the process of a cell as it would ask an interpreter.
    sys.argv = sys.argv[2:]
    runpy.run_path(sys.argv[0], run_name="__main__")
elif sys.argv[1:2] == ["-I"] and sys.argv[2:3] == [str(WORKER)]:
    # Likewise for the HiGHS worker.
    sys.argv = sys.argv[2:]
    # OR-Tools brings a HiGHS of its own by the same name, which would be found first.
    for library in (HOME / "highspy").glob("libhighs*.so.*"):
        ctypes.CDLL(str(library), mode=ctypes.RTLD_GLOBAL)
    runpy.run_path(sys.argv[0], run_name="__main__")
else:
    from planner.cli.main import main

    main()
