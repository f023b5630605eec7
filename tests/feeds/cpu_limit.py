"""Run a function in a process of its own under a limit on CPU time."""

import ast
import inspect
import subprocess
import sys
from collections.abc import Callable

import pytest

PROGRAM = """
import resource
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
{source}
print(repr({name}()))
"""


def run_within_cpu_seconds(seconds: int, function: Callable[[], object]) -> object:
    """Return the result of `function`, a literal; fail if it uses more than `seconds` of CPU time.

    The function takes no arguments, and imports what it uses. Unlike a limit on real time, one on CPU time is exact on
    a busy machine, and it stops code that never returns to Python.
    """
    pytest.importorskip("resource")
    source = inspect.cleandoc("\n" + inspect.getsource(function))
    program = PROGRAM.format(seconds=seconds, source=source, name=function.__name__)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, f"exit code {done.returncode} (a negative one is a signal)\n{done.stderr[-2000:]}"
    return ast.literal_eval(done.stdout)
