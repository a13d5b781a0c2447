"""Editions: the sites that Hugo builds from one source, and which file is in which.

Hugo calls them sites: one for each language, version and role.

Source: HUGO-CFG-24 to HUGO-CFG-28; Hugo's `hugolib/sitesmatrix`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

import msgspec

from rdmlint.hugo import casts, globs
from rdmlint.model import Mapping, Sequence, Value


class Matrix(msgspec.Struct, frozen=True):
    """Which editions something is for: globs for each dimension, empty for unsaid.

    A glob may begin with `! `, or be a range such as `>= v2`.
    """

    languages: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    @property
    def is_unsaid(self) -> bool:
        """Tell whether nothing at all is said."""
        return not (self.languages or self.versions or self.roles)


UNSAID: Final = Matrix()


class Edition(msgspec.Struct, frozen=True):
    """One of the sites that Hugo builds.

    *key* is the language's code for the default version and role, else all three
    words. *prefix* is its part of URLs ("" for none, else without slashes around),
    *root* what of it is role and version. *folder* is the directory of what is
    published that the edition's host serves ("" for all of it).
    """

    key: str
    language: str
    version: str = ""
    role: str = ""
    prefix: str = ""
    root: str = ""
    folder: str = ""
    is_disabled: bool = False


class Dimension(msgspec.Struct, frozen=True):
    """The names of one dimension in Hugo's order, and the default one."""

    names: tuple[str, ...]
    default: str

    def chosen(self, patterns: Collection[str]) -> tuple[str, ...]:
        """Return the names that *patterns* choose, in order."""
        return tuple(
            name
            for at, name in enumerate(self.names)
            if self._is_chosen(at, name, patterns)
        )

    def _is_chosen(self, at: int, name: str, patterns: Iterable[str]) -> bool:
        result: bool | None = None
        for pattern in map(str.strip, patterns):
            span = _RANGE.match(pattern)
            if pattern.startswith("! "):
                fits = not globs.matches(pattern[2:], name)
                result = fits if result is None else result and fits
            elif span is not None:
                fits = self._is_in_range(at, span[1], pattern[span.end() :])
                result = fits if result is None else result and fits
            elif pattern:
                result = bool(result) or globs.matches(pattern, name)
        return bool(result)

    def _is_in_range(self, at: int, operator: str, bound: str) -> bool:
        if bound not in self.names:
            return False
        # The greatest comes first.
        step = self.names.index(bound) - at
        return {
            ">": step > 0,
            ">=": step >= 0,
            "<": step < 0,
            "<=": step <= 0,
            "==": step == 0,
            "!=": step != 0,
        }[operator]


_RANGE: Final = re.compile(r"(>=|<=|==|!=|>|<)\s*")


class Editions(msgspec.Struct, frozen=True):
    """All editions of a site, and the dimensions that they come from."""

    every: tuple[Edition, ...]
    languages: Dimension
    versions: Dimension
    roles: Dimension

    def get(self, key: str) -> Edition | None:
        """Return the edition called *key*; None: there is none."""
        return next((each for each in self.every if each.key == key), None)

    def of(self, matrix: Matrix) -> tuple[str, ...]:
        """Return the keys of the editions that *matrix* chooses; unsaid is default.

        Empty: it asks for what nobody configured, and Hugo passes over it.
        """
        if matrix.is_unsaid:
            return (self.languages.default,)
        languages, versions, roles = (
            dimension.chosen(patterns) if patterns else (dimension.default,)
            for dimension, patterns in (
                (self.languages, matrix.languages),
                (self.versions, matrix.versions),
                (self.roles, matrix.roles),
            )
        )
        return tuple(
            self.key(language, version, role)
            for language in languages
            for version in versions
            for role in roles
        )

    def key(self, language: str, version: str, role: str) -> str:
        """Return the key of the edition of these three."""
        if version == self.versions.default and role == self.roles.default:
            return language
        return f"{language} {version} {role}"

    def completed(self, matrix: Matrix, keys: Iterable[str]) -> Matrix:
        """Return *matrix*; what it does not say is as in the editions with *keys*.

        So is what it says of a dimension where that chooses nothing.
        """
        wanted = set(keys)
        known = [each for each in self.every if each.key in wanted]
        return Matrix(
            self.languages.chosen(matrix.languages)
            or tuple(dict.fromkeys(each.language for each in known)),
            self.versions.chosen(matrix.versions)
            or tuple(dict.fromkeys(each.version for each in known)),
            self.roles.chosen(matrix.roles)
            or tuple(dict.fromkeys(each.role for each in known)),
        )

    @property
    def has_only_languages(self) -> bool:
        """Tell whether there is one version, and one role."""
        return len(self.versions.names) == len(self.roles.names) == 1

    def named(
        self, matrix: Matrix, language: str | None, names: Collection[str]
    ) -> Matrix:
        """Return *matrix* as a file's name has it: what the name says comes first.

        *names* are identifiers such as `version_v2` and `role_x`.
        """
        said = {
            "languages": (language,) if language else (),
            "versions": _of_name(names, "version_", self.versions),
            "roles": _of_name(names, "role_", self.roles),
        }
        return msgspec.structs.replace(
            matrix, **{key: value for key, value in said.items() if value}
        )


def _of_name(
    names: Iterable[str], prefix: str, dimension: Dimension
) -> tuple[str, ...]:
    found = (name.removeprefix(prefix) for name in names if name.startswith(prefix))
    return tuple(name for name in found if name in dimension.names)


# --- The configuration --------------------------------------------------------------


def read_matrix(value: Value | None) -> Matrix:
    """Return what a `matrix` says; what is no map says nothing."""
    if not isinstance(value, Mapping):
        return UNSAID
    return Matrix(
        *(_patterns(value.get(key)) for key in ("languages", "versions", "roles"))
    )


def _patterns(value: Value | None) -> tuple[str, ...]:
    """Return *value* as a list; a string is one pattern, not split."""
    if isinstance(value, Sequence):
        return tuple(casts.text(item) for item in value.items)
    word = casts.text(value)
    return (word,) if word else ()


def read_sites(value: Value | None) -> Matrix:
    """Return the matrix in the value of a key `sites`."""
    return read_matrix(value.get("matrix")) if isinstance(value, Mapping) else UNSAID


def read_editions(
    config: Mapping,
    languages: Iterable[tuple[str, str, bool]],
    default: str,
    *,
    is_multihost: bool = False,
) -> Editions:
    """Return the editions of a site.

    *languages* are code, part of URLs and whether it is disabled, in Hugo's order,
    *default* is the code of the default one. *is_multihost*: each language has a host
    of its own.
    """
    languages = tuple(languages)
    versions = _dimension(config, "versions", "defaultcontentversion", "v1.0.0")
    roles = _dimension(config, "roles", "defaultcontentrole", "guest")
    codes = Dimension(tuple(code for code, _, _ in languages), default)
    found = Editions((), codes, versions, roles)
    in_subdir = [
        casts.truth(config.get(key))
        for key in ("defaultcontentroleinsubdir", "defaultcontentversioninsubdir")
    ]
    every: list[Edition] = []
    for role in roles.names:
        for version in versions.names:
            for code, prefix, is_disabled in languages:
                parts = (
                    role if role != roles.default or in_subdir[0] else "",
                    version if version != versions.default or in_subdir[1] else "",
                )
                key = found.key(code, version, role)
                root = "/".join(part for part in parts if part)
                shown = f"{root}/{prefix}".strip("/")
                folder = code if is_multihost else ""
                every.append(
                    Edition(
                        *(key, code, version, role, shown, root, folder, is_disabled)
                    )
                )
    return msgspec.structs.replace(found, every=tuple(every))


def _dimension(config: Mapping, key: str, default_key: str, fallback: str) -> Dimension:
    """Return the names of `versions` or `roles`, as Hugo sorts them."""
    default = casts.text(config.get(default_key))
    table = config.get(key)
    weights = {
        entry.key: (
            casts.whole(entry.value.get("weight")) or 0
            if isinstance(entry.value, Mapping)
            else 0
        )
        for entry in (table.entries if isinstance(table, Mapping) else ())
    }
    weights = weights or {default or fallback: 0}
    names = sorted(weights)
    if key == "versions":
        names.sort(key=_release, reverse=True)
    names.sort(key=lambda name: (weights[name] == 0, weights[name]))
    return Dimension(tuple(names), default if default in names else names[0])


def _release(name: str) -> tuple[int, ...]:
    """Return what versions are ordered by; a name that is no number comes last."""
    numbers = re.findall(r"\d+", name) if re.match(r"v?\d", name) else ()
    return tuple(int(number) for number in numbers[:3] if len(number) < 10)
