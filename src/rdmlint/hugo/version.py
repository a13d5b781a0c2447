"""Which version of Hugo builds a site, as its own files say it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Final

from rdmlint.hugo import disk
from rdmlint.model import Fault, Mapping, Scalar

NEWEST: Final = "0.168.0"
"""The version that a site counts as built with where nobody says."""

_LIMIT: Final = 1 << 20
_WORKFLOW_LIMIT: Final = 100
_VERSION: Final = re.compile(r"0\.\d{1,3}(?:\.\d{1,3})?")
_VARIABLE: Final = re.compile(
    r"HUGO_VERSION[\"']?[ \t]{0,8}[:=]?[ \t]{0,8}[\"']?v?(0\.\d{1,3}(?:\.\d{1,3})?)"
)
_ACTION: Final = re.compile(
    r"hugo-version[ \t]{0,8}:[ \t]{0,8}[\"']?v?(0\.\d{1,3}(?:\.\d{1,3})?)"
)
_PACKAGE: Final = re.compile(
    r"\"hugo-(?:bin|extended)\"[ \t]{0,8}:[ \t]{0,8}"
    r"\"[\^~]?(0\.\d{1,3}(?:\.\d{1,3})?)\""
)


_IMAGES: Final = ("Dockerfile", "Dockerfiles/Dockerfile", "docker/Dockerfile")
_IMAGE: Final = re.compile(
    r"(?m)^FROM[ \t]{1,8}[\w./-]{0,80}hugo:[a-z-]{0,20}v?(0\.\d{1,3}(?:\.\d{1,3})?)"
)


def find_version(root: str, ground: str, config: Mapping) -> str | None:
    """Return the version of Hugo that builds the site at *root*, such as `0.155.3`.

    Asked are `netlify.toml`, `package.json`, a `Dockerfile`, and the CI files of the
    repository, at the site root and above it up to *ground*; the first directory in
    which one names a version answers. Where they differ, the newest of them counts.
    `module.hugoVersion.max` is an upper bound. None: nobody says; then the newest of
    all is meant.
    """
    said = _said(root, ground)
    module = config.get("module")
    bounds = module.get("hugoversion") if isinstance(module, Mapping) else None
    top = bounds.get("max") if isinstance(bounds, Mapping) else None
    if said is None and isinstance(top, Scalar):
        match = _VERSION.search(str(top.value))
        return match.group() if match else None
    return said


def version_parts(version: str) -> tuple[int, ...]:
    """Return the parts of *version*, so that versions compare as numbers do."""
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def _said(root: str, ground: str) -> str | None:
    at = os.path.realpath(root)
    while True:
        versions = set(_versions(at, ground))
        if versions:
            return max(versions, key=version_parts)
        if at == ground or os.path.dirname(at) == at:
            return None
        at = os.path.dirname(at)


def _versions(directory: str, ground: str) -> Iterator[str]:
    """Yield the versions that files in *directory* name."""
    for name, pattern in (
        ("netlify.toml", _VARIABLE),
        ("vercel.json", _VARIABLE),
        *((name, pattern) for name in _IMAGES for pattern in (_VARIABLE, _IMAGE)),
        (".gitlab-ci.yml", _VARIABLE),
        ("package.json", _PACKAGE),
    ):
        yield from _matches(os.path.join(directory, name), pattern, ground)
    workflows = os.path.join(directory, ".github", "workflows")
    try:
        names = sorted(os.listdir(workflows))[:_WORKFLOW_LIMIT]
    except OSError:
        return
    for name in names:
        if name.endswith((".yml", ".yaml")):
            path = os.path.join(workflows, name)
            yield from _matches(path, _VARIABLE, ground)
            yield from _matches(path, _ACTION, ground)


def _matches(path: str, pattern: re.Pattern[str], ground: str) -> Iterator[str]:
    data = disk.read(path, ground, limit=_LIMIT)
    if not isinstance(data, Fault):
        for match in pattern.finditer(data.decode("utf-8", "replace")):
            yield match.group(1)
