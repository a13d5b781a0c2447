"""A limit on the time that a piece of work takes, for what must stay linear."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fail where the work inside takes *seconds* of this process's CPU time.

    Coverage does not look on meanwhile: it would take most of the time.
    """
    tracer = sys.gettrace()
    sys.settrace(None)
    begin = time.process_time()
    try:
        yield
        taken = time.process_time() - begin
    finally:
        sys.settrace(tracer)
    assert taken < seconds, f"took {taken:.2f} s, not less than {seconds} s"
