"""What makes a finding the same finding after lines above it moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from rdmlint.model import Diagnostic


def fingerprints(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Return a fingerprint of each of *diagnostics*, all different: 32 hex digits.

    It is made of the code, the path, the text of the place with its white space
    collapsed, and a number that tells apart findings which share all three. Line
    numbers are no part of it.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    found: list[str] = []
    for diagnostic in diagnostics:
        key = (diagnostic.code, diagnostic.path, marked(diagnostic))
        parts = "\0".join((*key, str(seen[key])))
        seen[key] += 1
        data = parts.encode("utf-8", "surrogatepass")
        found.append(blake2b(data, digest_size=16).hexdigest())
    return found


def marked(diagnostic: Diagnostic) -> str:
    """Return the text of the place on its first line, or the line where it is empty."""
    line = diagnostic.excerpt
    start = diagnostic.start.column - diagnostic.excerpt_column
    end = len(line)
    if diagnostic.end.line == diagnostic.start.line:
        end = diagnostic.end.column - diagnostic.excerpt_column
    return " ".join(line[max(start, 0) : max(end, 0)].split()) or " ".join(line.split())
