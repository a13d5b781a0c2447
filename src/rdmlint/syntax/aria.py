"""What WAI-ARIA knows: roles, attributes and their values, what elements are anyway.

Sources: WAI-ARIA 1.2 (chapters 5.4 and 6.6) with the additions of the 1.3 draft;
Digital Publishing and Graphics modules 1.0; HTML Accessibility API Mappings.
"""

from __future__ import annotations

from typing import Final

from rdmlint.model import Element

_TRUTH: Final = ("true", "false")
_TRISTATE: Final = ("true", "false", "mixed", "undefined")
_TRUTH_OR_UNDEFINED: Final = ("true", "false", "undefined")

WORDS: Final[dict[str, tuple[str, ...]]] = {
    "aria-atomic": _TRUTH,
    "aria-autocomplete": ("inline", "list", "both", "none"),
    "aria-busy": _TRUTH,
    "aria-checked": _TRISTATE,
    "aria-current": ("page", "step", "location", "date", "time", "true", "false"),
    "aria-disabled": _TRUTH,
    "aria-expanded": _TRUTH_OR_UNDEFINED,
    "aria-grabbed": _TRUTH_OR_UNDEFINED,
    "aria-haspopup": ("false", "true", "menu", "listbox", "tree", "grid", "dialog"),
    "aria-hidden": _TRUTH_OR_UNDEFINED,
    "aria-invalid": ("grammar", "false", "spelling", "true"),
    "aria-live": ("assertive", "off", "polite"),
    "aria-modal": _TRUTH,
    "aria-multiline": _TRUTH,
    "aria-multiselectable": _TRUTH,
    "aria-orientation": ("horizontal", "undefined", "vertical"),
    "aria-pressed": _TRISTATE,
    "aria-readonly": _TRUTH,
    "aria-required": _TRUTH,
    "aria-selected": _TRUTH_OR_UNDEFINED,
    "aria-sort": ("ascending", "descending", "none", "other"),
}
"""Attributes that take one of these words."""

WORD_LISTS: Final[dict[str, tuple[str, ...]]] = {
    "aria-dropeffect": ("copy", "execute", "link", "move", "none", "popup"),
    "aria-relevant": ("additions", "all", "removals", "text"),
}
"""Attributes that take some of these words."""

IDS: Final = frozenset(
    (
        *("aria-actions", "aria-activedescendant", "aria-controls", "aria-describedby"),
        *("aria-details", "aria-errormessage", "aria-flowto", "aria-labelledby"),
        "aria-owns",
    )
)
"""Attributes that take ids."""

NUMBERS: Final = frozenset(("aria-valuemax", "aria-valuemin", "aria-valuenow"))

INTEGERS: Final[dict[str, int]] = {
    "aria-colcount": -1,
    "aria-colindex": 1,
    "aria-colspan": 1,
    "aria-level": 1,
    "aria-posinset": 1,
    "aria-rowcount": -1,
    "aria-rowindex": 1,
    "aria-rowspan": 0,
    "aria-setsize": -1,
}
"""Attributes that take a whole number, with the least that means something."""

_TEXTS: Final = (
    *("aria-braillelabel", "aria-brailleroledescription", "aria-colindextext"),
    *("aria-description", "aria-keyshortcuts", "aria-label", "aria-placeholder"),
    *("aria-roledescription", "aria-rowindextext", "aria-valuetext"),
)

ATTRIBUTES: Final = frozenset((*WORDS, *WORD_LISTS, *IDS, *NUMBERS, *INTEGERS, *_TEXTS))
"""All attributes there are."""

ABSTRACT_ROLES: Final = frozenset(
    (
        *("command", "composite", "input", "landmark", "range", "roletype", "section"),
        *("sectionhead", "select", "structure", "widget", "window"),
    )
)
"""Roles that stand in the specification to sort the others."""

_CORE: Final = (
    *("alert", "alertdialog", "application", "article", "banner", "blockquote"),
    *("button", "caption", "cell", "checkbox", "code", "columnheader", "combobox"),
    *("comment", "complementary", "contentinfo", "definition", "deletion", "dialog"),
    *("directory", "document", "emphasis", "feed", "figure", "form", "generic"),
    *("grid", "gridcell", "group", "heading", "image", "img", "insertion", "link"),
    *("list", "listbox", "listitem", "log", "main", "mark", "marquee", "math", "menu"),
    *("menubar", "menuitem", "menuitemcheckbox", "menuitemradio", "meter"),
    *("navigation", "none", "note", "option", "paragraph", "presentation"),
    *("progressbar", "radio", "radiogroup", "region", "row", "rowgroup", "rowheader"),
    *("scrollbar", "search", "searchbox", "sectionfooter", "sectionheader"),
    *("separator", "slider", "spinbutton", "status", "strong", "subscript"),
    *("suggestion", "superscript", "switch", "tab", "table", "tablist", "tabpanel"),
    *("term", "textbox", "time", "timer", "toolbar", "tooltip", "tree", "treegrid"),
    "treeitem",
)
_PUBLISHING: Final = (
    *("abstract", "acknowledgments", "afterword", "appendix", "backlink"),
    *("biblioentry", "bibliography", "biblioref", "chapter", "colophon", "conclusion"),
    *("cover", "credit", "credits", "dedication", "endnote", "endnotes", "epigraph"),
    *("epilogue", "errata", "example", "footnote", "foreword", "glossary", "glossref"),
    *("index", "introduction", "noteref", "notice", "pagebreak", "pagefooter"),
    *("pageheader", "pagelist", "part", "preface", "prologue", "pullquote", "qna"),
    *("subtitle", "tip", "toc"),
)
ROLES: Final = frozenset(
    (
        *_CORE,
        *(f"doc-{name}" for name in _PUBLISHING),
        *("graphics-document", "graphics-object", "graphics-symbol"),
        # In no specification, but some screen readers know it.
        "text",
    )
)
"""All roles that authors may write."""

IMPLICIT_ROLES: Final[dict[str, str]] = {
    "article": "article",
    "button": "button",
    "dialog": "dialog",
    "fieldset": "group",
    "figure": "figure",
    **{f"h{level}": "heading" for level in range(1, 7)},
    "hr": "separator",
    "main": "main",
    "meter": "meter",
    "nav": "navigation",
    "option": "option",
    "output": "status",
    "progress": "progressbar",
    "search": "search",
    "table": "table",
    "textarea": "textbox",
    "tr": "row",
}
"""What elements are without a role, wherever they stand.

Lists are left out: some browsers forget that a list without bullets is one, and
`role="list"` reminds them.
"""

_INPUT_ROLES: Final = {
    "button": "button",
    "checkbox": "checkbox",
    "image": "button",
    "number": "spinbutton",
    "radio": "radio",
    "range": "slider",
    "reset": "button",
    "submit": "button",
}

FLAT_ROLES: Final = frozenset(
    (
        *("button", "checkbox", "menuitemcheckbox", "menuitemradio", "option", "radio"),
        *("switch", "tab"),
    )
)
"""Roles whose children are announced as their text alone, and never by themselves."""

WIDGET_ROLES: Final = frozenset(
    (
        *("button", "checkbox", "combobox", "link", "listbox", "menuitem", "radio"),
        *("menuitemcheckbox", "menuitemradio", "option", "searchbox", "slider"),
        *("spinbutton", "switch", "tab", "textbox", "treeitem"),
    )
)
"""Roles of what readers act on."""


def implicit_role(element: Element) -> str | None:
    """Return the role *element* has without one; None: none, or its place decides."""
    if element.name in ("a", "area"):
        return "link" if element.attribute("href") is not None else None
    if element.name == "input":
        return _INPUT_ROLES.get((element.value("type") or "").lower())
    if element.name == "img":
        return "img" if element.value("alt") else None
    return IMPLICIT_ROLES.get(element.name)


def role(element: Element) -> str | None:
    """Return the role *element* is taken for; None: none, or it is computed."""
    written = element.attribute("role")
    if written is not None:
        if written.is_computed:
            return None
        for word in (written.value or "").lower().split():
            if word in ROLES:
                return word
    return implicit_role(element)


def is_focusable(element: Element) -> bool:
    """Tell whether the Tab key surely reaches *element*, were it shown."""
    tabindex = element.attribute("tabindex")
    if tabindex is not None:
        value = (tabindex.value or "").strip()
        return not tabindex.is_computed and value.isdecimal()
    if element.attribute("disabled") is not None:
        return False
    name = element.name
    if name in ("a", "area"):
        return element.attribute("href") is not None
    if name == "input":
        return (element.value("type") or "").lower() != "hidden"
    if name in ("audio", "video"):
        return element.attribute("controls") is not None
    return name in ("button", "select", "textarea", "iframe", "summary")


def is_interactive(element: Element) -> bool:
    """Tell whether *element* is made for being acted on.

    Source: HTML, "Interactive content", with `tabindex` and the roles of widgets.
    """
    if is_focusable(element) and element.name != "summary":
        return True
    if element.name == "input":
        return (element.value("type") or "").lower() != "hidden"
    if element.name in ("a", "area", "audio", "video"):
        return False
    if element.name in ("button", "details", "embed", "select", "textarea"):
        return True
    return element.attribute("role") is not None and role(element) in WIDGET_ROLES
