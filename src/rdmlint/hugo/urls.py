"""Where Hugo publishes a page: its link, its files, its aliases.

Links are as Hugo writes them: from the host's root, with the base path, percent-
encoded. Files are paths in the published tree, beginning with `/`, never encoded,
without the base path. None always means: it cannot be told from the sources.

Source: HUGO-URL-1 to HUGO-URL-26; Hugo's `resources/page/page_paths.go`.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Final, Literal, TypeAlias
from urllib.parse import quote, unquote, unquote_plus

import msgspec

from rdmlint.hugo import casts, dates, globs
from rdmlint.hugo.config import HugoConfig, Permalink
from rdmlint.hugo.files import ContentFile
from rdmlint.hugo.formats import HTML, OutputFormat
from rdmlint.hugo.paths import dated_name, lowered, normalise
from rdmlint.model import Value

Kind: TypeAlias = Literal["page", "home", "section", "taxonomy", "term"]


class Subject(msgspec.Struct, frozen=True):
    """A page, as far as its address depends on it.

    *logical* is Hugo's `.Page.Path`, *written* the same path with letter case and
    spaces as on disk ("" where there is no file). *name* is the base name as on
    disk ("" where there is no file). The values are those of front matter, cascaded
    ones included, *slug* and *url* cast to text. *title* is the page's, for terms as
    first spelled (None: not known). *date* None: it has none; *has_known_date*
    False: it depends on more than front matter.
    """

    logical: str
    kind: Kind
    language: str
    name: str = ""
    written: str = ""
    bundle: Literal["leaf", "branch"] | None = None
    slug: str = ""
    url: str = ""
    title: str | None = ""
    date: datetime | None = None
    has_known_date: bool = True


class Sections(msgspec.Struct, frozen=True):
    """What addresses depend on around a page, for one language.

    *slugs* and *titles* are those of branches (sections, taxonomies, terms) by
    logical path, *paths* the logical paths of all branches, those that Hugo makes
    itself included, home left out.
    """

    slugs: Mapping[str, str] = {}
    titles: Mapping[str, str] = {}
    paths: Collection[str] = ()


NO_SECTIONS: Final = Sections()


class Output(msgspec.Struct, frozen=True):
    """Where a page is published.

    *link* and *file*: see above. *directory* is where its resources go, a path in
    the published tree without a slash at its end ("" for the root).
    """

    link: str
    file: str
    directory: str


def subject(
    file: ContentFile,
    kind: Kind,
    value: Callable[[str], Value | None],
    config: HugoConfig,
) -> Subject:
    """Return the subject for a content file of *kind*.

    *value* answers what the page has for a lowered key of front matter, cascaded
    values included (None: nothing).
    """
    written = "/" + file.directory if file.directory else "/"
    if file.bundle is None:
        written = f"{written.rstrip('/')}/{file.base_name}"
    slug, url = value("slug"), casts.text(value("url"))
    date, has_known_date, name_slug = None, True, ""
    if config.permalink_rules or ":" in url or _reads_file_names(config):
        date, has_known_date, name_slug = _date(file, value, config)
    return Subject(
        logical=file.logical,
        kind=kind,
        language=file.language,
        name=file.base_name,
        written=written,
        bundle=file.bundle,
        slug=name_slug if slug is None else casts.text(slug),
        url=url,
        title=casts.text(value("title")),
        date=date,
        has_known_date=has_known_date,
    )


def _reads_file_names(config: HugoConfig) -> bool:
    return any(":filename" in keys for _, keys in config.date_keys)


def _date(
    file: ContentFile, value: Callable[[str], Value | None], config: HugoConfig
) -> tuple[datetime | None, bool, str]:
    """Return a page's date, whether it is known, and the slug its file name gives.

    Source: HUGO-FM-20, HUGO-FM-21.
    """
    name = file.base_name
    if file.bundle == "leaf":
        name = posixpath.basename(file.directory)
    found: datetime | None = None
    is_known = True
    slug = ""
    for field, keys in config.date_keys:
        # The other dates matter only for the slug that a file name may give.
        if field != "date" and ":filename" not in keys:
            continue
        for key in keys:
            if key == ":filename":
                dated = dated_name(name)
                moment = dated[0] if dated else None
                slug = dated[1] if dated else slug
            elif key.startswith(":"):
                if field == "date":
                    is_known = False
                    break
                continue
            else:
                moment = dates.clock(value(key))
            if moment is not None:
                if field == "date":
                    found = moment
                break
    return found, is_known, slug


# --- Pages ------------------------------------------------------------------------


def output(
    page: Subject,
    config: HugoConfig,
    sections: Sections = NO_SECTIONS,
    form: OutputFormat = HTML,
) -> Output | None:
    """Return where *page* is published in the output format *form*.

    None: it depends on something that is not known, or Hugo refuses the page's `url`.

    Source: HUGO-URL-1 to HUGO-URL-17.
    """
    prefix, folder = _prefix(page.language, config), _folder(page.language, config)
    is_ugly = (form.is_ugly or _is_ugly(page, config)) and not form.is_never_ugly
    base, suffix = form.file_name, form.suffix
    elements = [form.path] if form.path else []
    if page.url and page.kind != "home":
        url = _expanded_url(page, config, sections)
        if url is None:
            return None
        elements += [part for part in url.split("/") if part]
        if url.endswith("/") or "." not in url:
            elements.append(base)
        else:
            suffix = posixpath.splitext(url)[1]
        if page.url.startswith("/") or (prefix and url.startswith(prefix)):
            prefix = ""
        if folder and url.startswith(folder):
            # Meant as a language's, it is taken for the directory of the host.
            folder = ""
        is_index_shown = False
    else:
        own = _own_elements(page, config, sections)
        if own is None:
            return None
        elements += own.elements
        # A page called `index` cannot have a directory of its own.
        is_ugly = is_ugly or (own.is_by_name and _is_called(page, form))
        is_list = page.kind in ("home", "section", "taxonomy")
        is_index_shown = is_list and is_ugly
        if is_ugly and not is_list:
            # A page whose pattern comes to nothing has nothing but an ending.
            last = elements.pop() if elements else ""
            elements.append(last.rstrip("/") + suffix)
        else:
            elements.append(base)
        elements = [sanitise(each, config) for each in elements]
    file = _join(elements)
    last = elements[-1] if elements else ""
    is_hidden = last == "index.html" and not is_index_shown
    link = _join(elements[:-1]) if is_hidden else file
    if _is_called(page, form):
        link = link.removesuffix(form.base_name)
    if is_hidden and not link.endswith("/"):
        link += "/"
    if last.startswith(form.base_name + "."):
        directory = posixpath.dirname(file)
    else:
        directory = file.removesuffix(suffix)
    return Output(
        link=_link(
            prefix + link, config.for_host(page.language), is_url=bool(page.url)
        ),
        file=_clean(folder + prefix + file),
        directory=_clean(folder + prefix + directory).rstrip("/"),
    )


class _Own(msgspec.Struct, frozen=True):
    """The elements of a page's path. *is_by_name*: no pattern made them."""

    elements: list[str]
    is_by_name: bool = True


def _own_elements(page: Subject, config: HugoConfig, sections: Sections) -> _Own | None:
    """Return what the path of a page without `url` is made of; None: not known."""
    pattern = permalink(page, config)
    if pattern is None:
        return None
    if page.kind == "home":
        # A pattern moves home away; what is at the root then is not modelled.
        return None if pattern.pattern else _Own([])
    if pattern.pattern:
        expanded = expand(pattern.pattern, page, config, sections)
        if expanded is None:
            return None
        path = cleaned(unquote_plus(expanded)) if expanded else ""
        elements = [path] if path not in ("", "/", ".") else []
        return _Own(elements, is_by_name=False)
    if page.kind != "page":
        written = _written(page, config, page.logical)
        return _Own([_with_slugs(page.logical, written, config, sections)])
    parent = posixpath.dirname(page.logical)
    folder = _with_slugs(parent, _written(page, config, parent), config, sections)
    name = trimmed(page.slug)
    name = name or posixpath.basename(_written(page, config, page.logical))
    return _Own([each for each in (folder, name) if each not in ("", "/")])


def _is_called(page: Subject, form: OutputFormat) -> bool:
    """Tell whether a single page has the name of the format's file: `index`."""
    if page.kind != "page" or page.bundle is not None:
        return False
    name = trimmed(page.slug) or posixpath.basename(page.logical)
    return name == form.base_name


def _expanded_url(page: Subject, config: HugoConfig, sections: Sections) -> str | None:
    """Return `url` with its tokens replaced; None: not known, or refused."""
    url = page.url
    if url.lower().startswith(("http://", "https://")) or _BAD_ESCAPE.search(url):
        return None
    if ":" in url:
        expanded = expand(url, page, config, sections)
        if expanded is None:
            return None
        url = unquote_plus(expanded) or url
    if ".." in url:
        url = cleaned("/" + url)
    return url


def trimmed(slug: str) -> str:
    """Return a slug as Hugo keeps it: without hyphens at its ends."""
    return slug.strip("-")


def _written(page: Subject, config: HugoConfig, logical: str) -> str:
    """Return *logical*, or its form on disk where letter case is kept."""
    if config.path_to_lower or not page.written:
        return logical
    depth = logical.rstrip("/").count("/")
    return "/".join(page.written.split("/")[: depth + 1]) or "/"


def _with_slugs(
    logical: str, written: str, config: HugoConfig, sections: Sections
) -> str:
    """Return the path of a branch, elements replaced by the slugs of branches.

    Source: HUGO-URL-2; seen in Hugo 0.167 and not in 0.166.
    """
    if not sections.slugs or logical == "/" or not config.is_at_least("0.167"):
        return written
    elements = written.split("/")
    parts = logical.split("/")
    for at in range(1, min(len(parts), len(elements))):
        slug = trimmed(sections.slugs.get("/".join(parts[: at + 1]), ""))
        if slug:
            elements[at] = slug
    return "/".join(elements)


def _is_ugly(page: Subject, config: HugoConfig) -> bool:
    section = page.logical.split("/", 2)[1]
    return config.ugly_urls or section in config.ugly_sections


def _prefix(language: str, config: HugoConfig) -> str:
    """Return the language's part of paths: "" or `/fr`. Source: HUGO-URL-14."""
    found = config.editions.get(language)
    return f"/{found.prefix}" if found and found.prefix else ""


def _folder(language: str, config: HugoConfig) -> str:
    """Return what the language's host serves: "" for all, or `/fr` (HUGO-CFG-27)."""
    found = config.editions.get(language) if config.is_multihost else None
    return f"/{found.folder}" if found else ""


def _join(elements: Iterable[str]) -> str:
    """Join elements as Hugo does: one slash before each that brings none."""
    joined = ""
    for element in elements:
        if not joined.endswith("/") and not element.startswith("/"):
            joined += "/"
        joined += element
    return joined.rstrip("/")


def cleaned(path: str) -> str:
    """Return *path* without empty and dot elements, as Go's `path.Clean`."""
    return posixpath.normpath("/" + path.lstrip("/") if path[:1] == "/" else path)


def _clean(path: str) -> str:
    return cleaned("/" + path)


def _link(path: str, config: HugoConfig, *, is_url: bool = False) -> str:
    """Return *path* as a link of this site."""
    base = "" if config.canonify_urls else config.base_path
    if base:
        # Hugo joins the two, and cleans the path on the way.
        path = _clean(path) + ("/" if path.endswith("/") and path != "/" else "")
    query = ""
    if is_url:
        path, mark, query = path.partition("?")
        query = mark + query
    return base + encoded(path or "/") + query


# --- Elements of a path -------------------------------------------------------------

_KEPT: Final = frozenset("./\\_#+~-@")
_PLAIN: Final = re.compile(r"[A-Za-z0-9./\\_#+~@-]*")


def sanitise(text: str, config: HugoConfig) -> str:
    r"""Return *text* as Hugo writes it into a path. Source: HUGO-4.1.

    Letters, digits, marks and `. / \ _ # + ~ - @` stay, white space becomes one
    hyphen, all else goes.
    """
    if not _PLAIN.fullmatch(text):
        text = _sanitised(text)
        if config.remove_path_accents:
            text = _without_accents(text)
    return lowered(text) if config.path_to_lower else text


def _sanitised(text: str) -> str:
    kept: list[str] = []
    is_space_due = was_hyphen = False
    for at, character in enumerate(text):
        if _is_kept(character) or (character == "%" and _is_escape(text, at)):
            was_hyphen = character == "-"
            if is_space_due and not was_hyphen:
                kept.append("-")
            is_space_due = False
            kept.append(character)
        elif kept and not was_hyphen and character.isspace():
            is_space_due = True
    return "".join(kept)


def _is_kept(character: str) -> bool:
    if character in _KEPT:
        return True
    category = unicodedata.category(character)
    return category[0] in "LM" or category == "Nd"


def _is_escape(text: str, at: int) -> bool:
    digits = text[at + 1 : at + 3]
    return len(digits) == 2 and all(each in "0123456789abcdefABCDEF" for each in digits)


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(each for each in decomposed if unicodedata.category(each) != "Mn")
    return unicodedata.normalize("NFC", bare)


_BAD_ESCAPE: Final = re.compile("%(?![0-9A-Fa-f]{2})")
_SAFE: Final = "/$&+,:;=@~"
_ENCODED: Final = re.compile(r"(?:[A-Za-z0-9/$&+,:;=@~._!'()*\[\]-]|%[0-9A-Fa-f]{2})*")


def encoded(path: str) -> str:
    """Return *path* percent-encoded as Hugo writes links; `#` is no fragment.

    Escapes that are there already stay, unless something else has to be encoded.
    """
    path = path.replace("#", "%23")
    if _ENCODED.fullmatch(path):
        return path
    return quote(
        unquote(path, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape"
    )


def decoded(path: str) -> str:
    """Return the path of a link as a server looks for it: percent escapes resolved."""
    return unquote(path, errors="surrogateescape") if "%" in path else path


def comparable(path: str) -> str:
    """Return the path of a link or published file in the form to compare them by.

    Decoded, without `index.html` at its end; a directory ends with a slash.
    """
    path = decoded(path)
    return path.removesuffix("index.html") if path.endswith("/index.html") else path


# --- Permalinks ---------------------------------------------------------------------

_NO_PATTERN: Final = Permalink("")
_TOKEN: Final = re.compile(r":\w+(?:\[[^\]\n]+\])?", re.ASCII)
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS: Final = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    *("Saturday", "Sunday"),
)


def permalink(page: Subject, config: HugoConfig) -> Permalink | None:
    """Return the pattern that gives *page* its path, an empty one where none does.

    None: several patterns of a map fit, and Hugo takes any (HUGO-URL-11).
    """
    if not config.permalink_rules:
        return _NO_PATTERN
    language = page.language.partition(" ")[0]
    own = [each for each in config.permalink_rules if each.language == language]
    rules = own or [each for each in config.permalink_rules if each.language is None]
    fitting = [each for each in rules if _fits(each, page)]
    if not fitting:
        return _NO_PATTERN
    if fitting[0].is_ordered:
        return fitting[0]
    patterns = {each.pattern for each in fitting}
    return fitting[0] if len(patterns) == 1 else None


def _fits(rule: Permalink, page: Subject) -> bool:
    return (not rule.kind or globs.matches(rule.kind, page.kind)) and (
        not rule.path or globs.matches(rule.path, page.logical)
    )


def expand(
    pattern: str, page: Subject, config: HugoConfig, sections: Sections = NO_SECTIONS
) -> str | None:
    """Return *pattern* with its tokens replaced; None: a token cannot be told.

    Source: HUGO-URL-12.
    """
    pattern = pattern.replace("\\:", "\0")
    parts: list[str] = []
    end = 0
    for match in _TOKEN.finditer(pattern):
        value = _token(match.group()[1:], page, config, sections)
        if value is None:
            return None
        parts += (pattern[end : match.start()], value)
        end = match.end()
    parts.append(pattern[end:])
    return "".join(parts).replace("\0", ":")


def _token(
    name: str, page: Subject, config: HugoConfig, sections: Sections
) -> str | None:
    """Return the value of one token for *page*."""
    token, _, cut = name.partition("[")
    if token in ("sections", "sectionslugs"):
        logicals = _section_paths(page, sections)
        if _is_misplaced(page, config):
            return None
        if token == "sections":  # noqa: S105
            names = [each.rpartition("/")[2] for each in logicals]
        else:
            slugs = [_section_slug(each, config, sections) for each in logicals]
            if None in slugs:
                return None
            names = [each for each in slugs if each is not None]
        return posixpath.join("", *_cut(names, cut.removesuffix("]")) if cut else names)
    if cut:
        return None
    if token in _DATED:
        return _dated(token, page)
    if token == "section":  # noqa: S105
        return page.logical.split("/", 2)[1] if _has_section(page) else ""
    if token == "sectionslug":  # noqa: S105
        logicals = _section_paths(page, sections)
        return _section_slug(logicals[0], config, sections) if logicals else ""
    if token == "title":  # noqa: S105
        return _titled(page, config)
    slug = trimmed(page.slug)
    if token == "slug":  # noqa: S105
        return _urlised(slug, config) if slug else _titled(page, config)
    if token in ("filename", "contentbasename"):
        return _file_name(page, config)
    if token in ("slugorfilename", "slugorcontentbasename"):
        return _urlised(slug, config) if slug else _file_name(page, config)
    return None


def _flat(title: str) -> str:
    """Return a title as it goes into a path: a slash in it makes no directory."""
    return title.replace("/", "-").replace("\\", "-")


def _titled(page: Subject, config: HugoConfig) -> str | None:
    if page.title is None:
        return None
    if page.kind in ("term", "taxonomy") and not config.path_to_lower:
        # Hugo writes their titles in capitals as its title style wants it.
        return None
    # The slash in a term has made a directory already.
    title = page.title if page.kind == "term" else _flat(page.title)
    return _urlised(title, config)


def _urlised(text: str, config: HugoConfig) -> str:
    text = sanitise(text, config)
    # Hugo takes a `#` at the end for an empty fragment.
    return encoded(text[:-1] if text.find("#") == len(text) - 1 else text)


def _is_misplaced(page: Subject, config: HugoConfig) -> bool:
    """Tell whether Hugo takes the page's section for a taxonomy (HUGO-FS-15)."""
    section = page.logical.split("/", 2)[1]
    plurals = (normalise(plural) for _, plural in config.taxonomies)
    return any(section != name and section.startswith(name) for name in plurals)


def _has_section(page: Subject) -> bool:
    return page.kind not in ("page", "home") or page.logical.count("/") > 1


def _file_name(page: Subject, config: HugoConfig) -> str:
    if not page.name or page.name == "_index":
        return ""
    if page.name == "index" and page.bundle == "leaf":
        return _urlised(posixpath.basename(page.written), config)
    return _urlised(page.name, config)


def _section_paths(page: Subject, sections: Sections) -> list[str]:
    """Return the logical paths of the sections *page* is in, outermost first."""
    at = page.logical if page.kind != "page" else posixpath.dirname(page.logical)
    while at != "/" and at not in sections.paths and page.kind == "page":
        at = posixpath.dirname(at)
    parts = at.strip("/").split("/") if at != "/" else []
    return ["/" + "/".join(parts[: end + 1]) for end in range(len(parts))]


def _section_slug(logical: str, config: HugoConfig, sections: Sections) -> str | None:
    slug = trimmed(sections.slugs.get(logical, ""))
    if slug:
        return _urlised(slug, config)
    title = sections.titles.get(logical)
    return None if title is None else _urlised(_flat(title), config)


def _cut(names: list[str], cut: str) -> list[str]:
    """Return the part of *names* that `[1]`, `[last]`, `[1:]`, … stand for."""

    def place(word: str, *, is_low: bool) -> int:
        if not word:
            return 0 if is_low else len(names)
        if word == "last":
            return len(names) - 1
        number = int(word) if word.isdecimal() and len(word) < 9 else 0
        if number >= len(names):
            return -1 if is_low else len(names)
        return number

    if not names:
        return []
    low, colon, high = cut.lower().partition(":")
    start = place(low, is_low=True)
    if start < 0:
        return []
    if not colon:
        return names[start : start + 1]
    end = place(high, is_low=False)
    return names[start:end] if end >= 0 else []


_DATED: Final = frozenset(
    ["year", "month", "monthname", "day", "weekday", "weekdayname", "yearday"]
)


def _dated(token: str, page: Subject) -> str | None:
    if not page.has_known_date:
        return None
    date = page.date or datetime.min
    weekday = date.weekday()
    return {
        "year": str(date.year),
        "month": f"{date.month:02}",
        "monthname": _MONTHS[date.month - 1],
        "day": f"{date.day:02}",
        "weekday": str((weekday + 1) % 7),
        "weekdayname": _WEEKDAYS[weekday],
        "yearday": str(date.timetuple().tm_yday),
    }[token]


# --- Aliases, resources, other formats ----------------------------------------------


def alias_files(
    page: Subject, target: Output, aliases: Iterable[str], config: HugoConfig
) -> tuple[str, ...]:
    """Return the files of the redirects that *aliases* of *page*, at *target*, make.

    Those that Hugo refuses (the site's root, above it) are left out.

    Source: HUGO-URL-20 to HUGO-URL-23.
    """
    if config.disable_aliases:
        return ()
    found = (_alias_file(page, target, alias, config) for alias in aliases)
    return tuple(dict.fromkeys(file for file in found if file))


def _alias_file(
    page: Subject, target: Output, alias: str, config: HugoConfig
) -> str | None:
    if alias.lower().startswith(("http://", "https://")):
        return None
    folder = _folder(page.language, config)
    if alias.startswith("/"):
        path = folder + _prefix(page.language, config) + cleaned(alias)
    else:
        parent = posixpath.dirname(target.directory)
        is_root = page.kind == "home" and not _prefix(page.language, config)
        if is_root and posixpath.normpath(alias).startswith(".."):
            return None
        path = _clean(posixpath.join(parent, alias))
    if path in ("/", folder, f"{folder}/"):
        return None
    if path.endswith((".html", ".htm")):
        return path
    return path + (".html" if _is_ugly(page, config) else "/index.html")


def formats(
    kind: Kind, config: HugoConfig, wanted: Iterable[str] = ()
) -> tuple[OutputFormat, ...]:
    """Return the output formats of a page of *kind*, the main one first.

    *wanted* are the names its front matter gives in `outputs` (empty: the site
    decides). Names that nobody defines are left out; Hugo stops at them.

    Source: HUGO-URL-17.
    """
    names = [name.lower() for name in wanted]
    known = {form.name: form for form in config.formats}
    if not names:
        names = list(dict(config.outputs).get(kind, ()))
        # A page that asks for a feed itself gets one all the same.
        if "rss" in config.disabled_kinds:
            known.pop("rss", None)
    if not names:
        names = ["html"] if kind == "page" else ["html", "rss"]
    return tuple(known[name] for name in dict.fromkeys(names) if name in known)


def published_files(
    page: Subject,
    config: HugoConfig,
    sections: Sections = NO_SECTIONS,
    wanted: Iterable[str] = (),
) -> tuple[str, ...]:
    """Return the files that all formats of *page* make, as far as they are known.

    A format other than HTML and RSS needs a template; whether there is one is not
    asked here.
    """
    targets = (
        output(page, config, sections, form)
        for form in formats(page.kind, config, wanted)
    )
    return tuple(dict.fromkeys(each.file for each in targets if each))


def resource_file(target: Output | None, relative: str) -> str | None:
    """Return where a resource of the page at *target* is published.

    *relative* is its path below the page's directory, as on disk (HUGO-URL-25).
    """
    return None if target is None else f"{target.directory}/{relative}"


def resource_default(
    owner: str, relative: str, language: str, config: HugoConfig
) -> str | None:
    """Return where a resource is published when nothing moves its owner."""
    if config.permalink_rules or not config.path_to_lower:
        return None
    path = "" if owner == "/" else sanitise(owner, config)
    start = _folder(language, config) + _prefix(language, config)
    return f"{start}{path}/{relative}"
