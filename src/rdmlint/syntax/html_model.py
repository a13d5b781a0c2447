"""What the HTML standard's tables say: where elements may stand, what they may hold.

Source: HTML Living Standard, "Elements", "Element content categories" and "Attributes"
(<https://html.spec.whatwg.org/multipage/indices.html>), and chapter 16, "Obsolete
features", for what was once allowed and is still done by browsers.
"""

from __future__ import annotations

from typing import Final


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


# --- Elements ---------------------------------------------------------------------

PHRASING: Final = _names(
    "a abbr area audio b bdi bdo br button canvas cite code data datalist del dfn em"
    " embed i iframe img input ins kbd label link map mark math meta meter noscript"
    " object output picture progress q ruby s samp script select slot small span"
    " strong sub sup svg template textarea time u var video wbr"
)
"""What running text may consist of."""

FLOW: Final = PHRASING | _names(
    "address article aside blockquote details dialog div dl fieldset figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section table ul"
)
"""What the body of a page may consist of."""

BLOCKS: Final = FLOW - PHRASING | {"center", "dir"}
"""What may not stand in running text, with two obsolete elements of that sort."""

RUNNING_TEXT: Final = _names(
    "abbr b bdi bdo cite code data dfn em i kbd mark q s samp small span strong sub"
    " sup time u var"
    # Obsolete, but browsers know them.
    " big font strike tt"
)
"""Elements within a line of text that may hold nothing but running text."""

LINES: Final = _names("h1 h2 h3 h4 h5 h6 p pre")
"""Elements that make a line or paragraph, and may hold nothing but running text."""

TRANSPARENT: Final = _names("a del ins map noscript")
"""Elements that may hold what the element around them may hold."""

SCRIPTS: Final = _names("script template")
"""Elements that may stand between the children of any other."""

CHILDREN: Final[dict[str, frozenset[str]]] = {
    "dl": _names("dd div dt"),
    "hgroup": LINES - {"pre"},
    "menu": _names("li"),
    "ol": _names("li"),
    "optgroup": _names("div legend option"),
    "table": _names("caption colgroup tbody tfoot thead tr"),
    "tbody": _names("tr"),
    "tfoot": _names("tr"),
    "thead": _names("tr"),
    "tr": _names("td th"),
    "ul": _names("li"),
}
"""By element: what may stand directly in it besides `SCRIPTS`, where that is little."""

PARENTS: Final[dict[str, frozenset[str]]] = {
    "dd": _names("div dl"),
    "dt": _names("div dl"),
    "figcaption": _names("figure"),
    "li": _names("menu ol ul"),
    "optgroup": _names("select"),
    "rp": _names("ruby"),
    "rt": _names("ruby rtc"),
    "summary": _names("details"),
    "td": _names("tr"),
    "th": _names("tr"),
}
"""By element: what it must stand directly in, where that is little."""

NEVER_WITHIN: Final[dict[str, frozenset[str]]] = {
    "a": _names("a button"),
    "button": _names("a button"),
    "dfn": _names("dfn"),
    "form": _names("form"),
    "label": _names("label"),
    "meter": _names("meter"),
    "progress": _names("progress"),
    "table": _names("caption"),
}
"""By element: in which others it must not stand, at whatever depth."""

# --- Attributes -------------------------------------------------------------------

ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "abbr": _names("td th"),
    "accept": _names("form input"),
    "accept-charset": _names("form"),
    "action": _names("form"),
    "allow": _names("iframe"),
    "allowfullscreen": _names("embed iframe"),
    "alpha": _names("input"),
    "alt": _names("applet area img input"),
    "async": _names("script"),
    "autocomplete": _names("button form input select textarea"),
    "autoplay": _names("audio video"),
    "blocking": _names("link script style"),
    "charset": _names("a link meta script"),
    "checked": _names("input menuitem"),
    "cite": _names("blockquote del ins q"),
    "closedby": _names("dialog"),
    "cols": _names("frameset textarea"),
    "colspan": _names("td th"),
    "command": _names("button menuitem"),
    "commandfor": _names("button"),
    "content": _names("meta"),
    "controls": _names("audio img video"),
    "coords": _names("a area"),
    "crossorigin": _names("audio img link script video"),
    "data": _names("object"),
    "datetime": _names("del ins time"),
    "decoding": _names("img"),
    "defer": _names("script"),
    "dirname": _names("input textarea"),
    "disabled": _names(
        "button fieldset input link menuitem optgroup option select style textarea"
    ),
    "download": _names("a area"),
    "enctype": _names("form"),
    "fetchpriority": _names("img link script"),
    "for": _names("label output script template"),
    "form": _names("button fieldset input label object output select textarea"),
    "formaction": _names("button input"),
    "formenctype": _names("button input"),
    "formmethod": _names("button input"),
    "formnovalidate": _names("button input"),
    "formtarget": _names("button input"),
    "headers": _names("td th"),
    "height": _names(
        "applet canvas embed iframe img input marquee object source table td th tr"
        " video"
    ),
    "high": _names("meter"),
    "href": _names("a area base link"),
    "hreflang": _names("a area link"),
    "http-equiv": _names("meta"),
    "imagesizes": _names("link"),
    "imagesrcset": _names("link"),
    "integrity": _names("link script"),
    "ismap": _names("img input"),
    "kind": _names("track"),
    "list": _names("input"),
    "loading": _names("audio iframe img video"),
    "loop": _names("audio bgsound marquee video"),
    "low": _names("meter"),
    "max": _names("input meter progress"),
    "maxlength": _names("input textarea"),
    "media": _names("a area link meta source style"),
    "method": _names("form"),
    "min": _names("input meter"),
    "minlength": _names("input textarea"),
    "multiple": _names("input select"),
    "muted": _names("audio video"),
    "name": _names(
        "a applet area button details embed fieldset form frame iframe img input map"
        " meta object option output param select slot textarea"
    ),
    "novalidate": _names("form"),
    "open": _names("details dialog"),
    "optimum": _names("meter"),
    "pattern": _names("input"),
    "ping": _names("a area"),
    "placeholder": _names("input textarea"),
    "playsinline": _names("video"),
    "poster": _names("video"),
    "preload": _names("audio video"),
    "readonly": _names("input textarea"),
    "referrerpolicy": _names("a area iframe img link script"),
    "rel": _names("a area form link"),
    "required": _names("input select textarea"),
    "reversed": _names("ol"),
    "rows": _names("frameset textarea"),
    "rowspan": _names("td th"),
    "sandbox": _names("iframe"),
    "scope": _names("td th"),
    "selected": _names("option"),
    "shape": _names("a area"),
    "size": _names("basefont font hr input select"),
    "sizes": _names("img link source"),
    "span": _names("col colgroup"),
    "src": _names(
        "audio bgsound embed frame iframe img input script source track video xml"
    ),
    "srcdoc": _names("iframe"),
    "srclang": _names("track"),
    "srcset": _names("img source"),
    "start": _names("ol"),
    "step": _names("input"),
    "target": _names("a area base form link"),
    "type": _names(
        "a area button embed input li link menu menuitem object ol param script source"
        " style ul"
    ),
    "usemap": _names("img input object"),
    "value": _names("button data input li meter option param progress select textarea"),
    "width": _names(
        "applet canvas col colgroup embed hr iframe img input marquee object pre source"
        " table td th tr video"
    ),
    "wrap": _names("pre textarea"),
}
"""By attribute of single elements: those it means something on, obsolete uses too."""

KNOWN: Final = FLOW - _names("embed math svg") | _names(
    "area body caption col colgroup dd dt figcaption head html legend li optgroup"
    " option param rp rt source style summary tbody td tfoot th thead title tr track"
)
"""The elements that the table of attributes speaks of; `embed` may have any."""
