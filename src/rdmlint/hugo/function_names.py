"""The functions that templates of Hugo may call.

Source: Hugo 0.168, asked name by name; see `tests/hugo/test_hugo_function_names.py`.
"""

from __future__ import annotations

from typing import Final

from rdmlint.hugo.version import NEWEST

_NAMES: Final = """
T absLangURL absURL add after anchorize and append apply babel base64Decode base64Encode
call cast chomp collections compare complement cond countrunes countwords crypto css
dateFormat debug default delimit diagrams dict div doDefer duration emojify encoding eq
errorf erroridf fileExists findRE findRESubmatch fingerprint first float fmt ge getenv
group gt hasPrefix hasSuffix hash highlight hmac html htmlEscape htmlUnescape hugo
humanize i18n imageConfig images in index inflect inner int intersect isSet isset js
jsonify keyVals lang last le len lower lt markdownify math md5 merge minify mod modBool
mul ne newScratch not now openapi3 or os page partial partialCached partials path
plainify pluralize postCSS pow print printf println querify readDir readFile ref reflect
relLangURL relURL relref replace replaceRE resources return safe safeCSS safeHTML
safeHTMLAttr safeJS safeJSStr safeURL seq sha1 sha256 shuffle singularize site slice
slicestr sort split string strings sub substr symdiff templates testinginternal time
title toCSS transform trim truncate try union uniq unmarshal upper urlize urlquery urls
warnf warnidf where _popPartialDecorator _pushPartialDecorator
"""

FUNCTIONS: Final = frozenset(_NAMES.split())
"""Those of the newest Hugo: functions, their short names, and namespaces."""

_GONE: Final = frozenset(("data", "getCSV", "getJSON"))
"""Functions that versions before the newest have."""


def known(version: str | None) -> frozenset[str]:
    """Return the functions that Hugo *version* may have; None: the newest."""
    if version is None or version == NEWEST:
        return FUNCTIONS
    return FUNCTIONS | _GONE
