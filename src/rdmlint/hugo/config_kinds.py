"""Which keys of a configuration hold what kind of value, and values that are not so.

Source: Hugo's structs of its configuration, decoded with mapstructure's `WeakDecode`;
every key was put to Hugo 0.168 with values of every kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias, cast

from rdmlint.hugo import casts
from rdmlint.hugo.remarks import ANY, Setting
from rdmlint.model import Mapping, Scalar, Sequence, Value
from rdmlint.text import Span

Kind: TypeAlias = Literal["truth", "whole", "number", "text", "texts", "table"]

_TABLE: Final = """
: truth
buildDrafts buildExpired buildFuture canonifyURLs capitalizeListTitles
defaultContentLanguageInSubdir defaultContentRoleInSubdir
defaultContentVersionInSubdir disableAliases disableDefaultLanguageRedirect
disableDefaultSiteRedirect disableHugoGeneratorInject disableLiveReload
disablePathToLower enableEmoji enableGitInfo enableMissingTranslationPlaceholders
enableRobotsTXT hasCJKLanguage ignoreCache noChmod noTimes panicOnWarning
pluralizeListTitles printI18nWarnings printPathWarnings printUnusedTemplates
relativeURLs removePathAccents templateMetrics templateMetricsHints
: whole
summaryLength
: text
archetypeDir assetDir baseURL contentDir copyright dataDir defaultContentLanguage
defaultContentRole defaultContentVersion defaultOutputFormat i18nDir
ignoreVendorPaths languageCode layoutDir locale newContentEditor refLinksErrorLevel
refLinksNotFoundURL resourceDir sectionPagesMenu timeZone timeout title titleCaseStyle
: texts
disableKinds disableLanguages ignoreFiles ignoreLogs mainSections renderSegments theme
: table
menus outputFormats page related
languages.* : truth
disabled
languages.* : whole
weight
languages.* : text
contentDir direction label languageCode languageDirection languageName locale timeZone
title
caches.* : text
dir
deployment : truth
confirm dryRun force invalidateCDN
deployment : whole
maxDeletes workers
deployment : text
target
deployment : texts
order
deployment.matchers.* : truth
force gzip
deployment.matchers.* : text
cacheControl contentEncoding contentType pattern
deployment.targets.* : truth
stripIndexHTML
deployment.targets.* : text
URL exclude include name
httpcache.cache.for : texts
excludes includes
httpcache.polls.* : truth
disable
imaging : text
anchor bgColor resampleFilter
imaging.exif : truth
disableDate disableLatLong
imaging.exif : text
excludeFields includeFields
imaging.jpeg : whole
quality
imaging.meta : texts
fields sources
imaging.webp : truth
useSharpYuv
imaging.webp : whole
method quality
imaging.webp : text
compression hint
markup : text
defaultMarkdownHandler
markup : table
asciidocExt goldmark highlight rst tableOfContents
markup.asciidocext : truth
noHeaderOrFooter preserveTOC sectionNumbers trace verbose workingFolderCurrent
markup.asciidocext : text
backend failureLevel safeMode
markup.asciidocext : texts
extensions
markup.goldmark : truth
duplicateResourceFiles
markup.goldmark : table
extensions parser renderHooks renderer
markup.goldmark.extensions : truth
definitionList linkify strikethrough table taskList
markup.goldmark.extensions : text
linkifyProtocol
markup.goldmark.extensions : table
cjk extras passthrough
markup.goldmark.extensions.cjk : truth
eastAsianLineBreaks enable escapedSpace
markup.goldmark.extensions.cjk : text
eastAsianLineBreaksStyle
markup.goldmark.extensions.extras : table
delete insert mark subscript superscript
markup.goldmark.extensions.extras.* : truth
enable
markup.goldmark.extensions.footnote : truth
enable enableAutoIDPrefix
markup.goldmark.extensions.footnote : text
backlinkHTML
markup.goldmark.extensions.passthrough : truth
enable
markup.goldmark.extensions.passthrough : table
delimiters
markup.goldmark.extensions.typographer : truth
disable
markup.goldmark.extensions.typographer : text
apostrophe ellipsis emDash enDash leftAngleQuote leftDoubleQuote leftSingleQuote
rightAngleQuote rightDoubleQuote rightSingleQuote
markup.goldmark.parser : truth
autoDefinitionTermID autoHeadingID wrapStandAloneImageWithinParagraph
markup.goldmark.parser : text
autoHeadingIDType autoIDType
markup.goldmark.parser.attribute : truth
block title
markup.goldmark.renderer : truth
hardWraps unsafe xhtml
markup.goldmark.renderhooks : table
image link
markup.goldmark.renderhooks.* : truth
enableDefault
markup.goldmark.renderhooks.* : text
useEmbedded
markup.highlight : truth
anchorLineNos codeFences guessSyntax hl_inline lineNumbersInTable noClasses
markup.highlight : whole
lineNoStart tabWidth
markup.highlight : text
hl_Lines lineAnchors style
markup.rst : text
syntaxHighlight
markup.tableofcontents : truth
ordered
markup.tableofcontents : whole
endLevel startLevel
minify : truth
disableCSS disableHTML disableJS disableJSON disableSVG disableXML minifyOutput
minify : table
tdewolff
minify.tdewolff : table
css html js json svg xml
mediatypes : table
*
outputformats : table
*
outputformats.* : truth
isHTML isPlainText noUgly notAlternative permalinkable root ugly
outputformats.* : whole
weight
outputformats.* : text
baseName mediaType name path protocol rel
page : text
nextPrevInSectionSortOrder nextPrevSortOrder
pagination : truth
disableAliases
pagination : whole
pagerSize
pagination : text
path
privacy : table
disqus googleAnalytics instagram vimeo x youTube
privacy.* : truth
disable
privacy.googleanalytics : truth
respectDoNotTrack
privacy.instagram : truth
simple
privacy.vimeo : truth
enableDNT simple
privacy.x : truth
enableDNT simple
privacy.youtube : truth
privacyEnhanced
related : truth
includeNewer toLower
related : whole
threshold
related.indices.* : truth
applyFilter toLower
related.indices.* : whole
cardinalityThreshold weight
related.indices.* : text
name pattern type
security : truth
enableInlineShortcodes
services : table
disqus googleAnalytics rss x
services.disqus : text
shortname
services.googleanalytics : text
ID
services.rss : whole
limit
services.x : truth
disableInlineCSS
roles.* : whole
weight
sitemap : truth
disable
sitemap : number
priority
sitemap : text
changeFreq filename
versions.* : whole
weight
menus.*.* : whole
weight
menus.*.* : text
identifier name pageRef parent post pre title url
"""


def _read(table: str) -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    prefix = ""
    wanted: Kind = "text"
    for line in table.split("\n"):
        above, colon, name = line.partition(": ")
        if colon:
            prefix, wanted = above.strip(), cast("Kind", name)
            continue
        for key in line.lower().split():
            found[f"{prefix}.{key}" if prefix else key] = wanted
    return found


KINDS: Final = _read(_TABLE)
"""The kind of value by path of keys, lowered; `*` stands for any key, and any item."""

_NAMED: Final = frozenset(
    (
        *("caches", "languages", "mediatypes", "menus", "outputformats", "roles"),
        "versions",
    )
)
"""Tables whose keys are names that the site gives."""

_WILD: Final = frozenset(
    (
        *("privacy", "markup.goldmark.renderhooks"),
        "markup.goldmark.extensions.extras",
    )
)


def kind(keys: tuple[str, ...]) -> Kind | None:
    """Return what kind of value Hugo wants at *keys*; None: not known."""
    top = keys[0]
    path = ".".join(keys)
    if top in _NAMED and len(keys) > 1:
        path = ".".join((top, ANY, *keys[2:]))
    found = KINDS.get(path)
    above, _, last = path.rpartition(".")
    above = above.rpartition(".")[0]
    if found is None and above in _WILD:
        found = KINDS.get(f"{above}.{ANY}.{last}")
    if found is None and top == "languages" and len(keys) > 2:
        return kind(keys[2:])
    return found


def unfit(setting: Setting) -> Iterator[tuple[Span, str]]:
    """Yield the value of *setting* where it is not of the kind that Hugo wants."""
    keys = setting.keys
    wanted = kind(keys)
    # Tables of a language that it cannot have are dropped, with a warning.
    is_dropped = keys[0] == "languages" and isinstance(setting.value, Mapping)
    if wanted is None or is_dropped:
        return
    is_strict = (
        keys[0] == "imaging"
        or (keys[0] == "languages" and len(keys) == 3 and keys[2] in _OF_LANGUAGE)
        or keys[-1] == "enabledefault"
    )
    for value in _unfit(setting.value, wanted, is_strict=is_strict):
        said = f"`{setting.name}` {_SHOULD[wanted]}"
        if isinstance(value, Scalar):
            said += f"; Hugo stops at `{casts.text(value)}`"
        else:
            said += f", not a {'list' if isinstance(value, Sequence) else 'map'}"
        yield value.span, said


_SHOULD: Final[dict[Kind, str]] = {
    "truth": "is true or false",
    "whole": "is a whole number",
    "number": "is a number",
    "text": "is text",
    "texts": "is a list of texts",
    "table": "is a map of keys and values",
}
_OF_LANGUAGE: Final = frozenset(
    path.rpartition(".")[2] for path in KINDS if path.startswith("languages.")
)
"""What Hugo reads of a language before anything else, and converts nothing for."""


def _unfit(value: Value, wanted: Kind, *, is_strict: bool) -> Iterator[Value]:
    """Yield what of *value* Hugo does not take; *is_strict*: it converts nothing."""
    if isinstance(value, Scalar) and value.value is None:
        return
    if wanted == "table":
        if not isinstance(value, Mapping):
            yield value
    elif wanted == "texts":
        items = value.items if isinstance(value, Sequence) else ()
        yield from (item for item in items if not isinstance(item, Scalar))
        if isinstance(value, Mapping) or (is_strict and isinstance(value, Scalar)):
            yield value
    elif not isinstance(value, Scalar):
        yield value
    elif is_strict:
        if value.kind not in _STRICT[wanted]:
            yield value
    elif value.kind == "string" and not _is_read(value, wanted):
        yield value


_STRICT: Final[dict[Kind, tuple[str, ...]]] = {
    "truth": ("bool",),
    "whole": ("int", "float"),
    "number": ("int", "float"),
    "text": ("string",),
}


def _is_read(value: Scalar, wanted: Kind) -> bool:
    """Tell whether Go reads *value*, a string, as a value of that kind."""
    if wanted == "truth":
        return value.value in _TRUTHS
    if wanted == "whole":
        return not value.value or casts.whole(value) is not None
    return wanted == "text" or _is_number(str(value.value))


def _is_number(text: str) -> bool:
    try:
        float(text or "0")
    except ValueError:
        return False
    return True


_TRUTHS: Final = frozenset(
    (
        *("", "1", "t", "T", "TRUE", "true", "True"),
        *("0", "f", "F", "FALSE", "false", "False"),
    )
)
