"""An element is not closed.

It then goes on to the end of the element around it, or of the page: a link swallows the
text behind it, a `<div>` the next section. Browsers repair this without a word, and
each mistake makes them guess differently.

Write the end tag. Where one is there, but comes after the element around has ended, as
in `<b><i>…</b></i>`, swap the two. Elements whose end tag HTML lets one leave out, such
as `<p>` and `<li>`, are reported only where one of them lacks what all the others
beside it have: that is a warning.

A word in angle brackets, such as `<name>`, is a tag to browsers, and they do not show
it: put it into backticks, or write `&lt;` for the first bracket.

In templates, branches and called templates are followed: what is opened in one and
closed in another is no fault, and where that cannot be told, nothing is said.

See: <https://html.spec.whatwg.org/multipage/syntax.html#optional-tags>
"""

from __future__ import annotations

from bisect import bisect_left

from rdmlint.rule import (
    NEXT,
    Bad,
    Closure,
    Context,
    Edit,
    Element,
    EndTag,
    Fix,
    Fixes,
    Good,
    Iterator,
    Page,
    PageRule,
    Related,
    RuleOptions,
    Safety,
    Severity,
    Span,
    Unclosed,
    Violation,
)


def names(written: str) -> frozenset[str]:
    """Return the names in *written*."""
    return frozenset(written.split())


INLINE = names("a abbr b cite code em i label mark q s small span strong sub sup u")
"""Elements that can be closed right before the element around them ends."""

HTML = names(
    "a abbr acronym address applet article aside audio b bdi bdo big blockquote body"
    " button canvas caption center cite code colgroup data datalist dd del details"
    " dfn dialog dir div dl dt em fieldset figcaption figure font footer form frameset"
    " h1 h2 h3 h4 h5 h6 head header hgroup html i iframe ins kbd label legend li main"
    " map mark marquee math menu meter nav noframes noscript object ol optgroup option"
    " output p picture pre progress q rb rp rt rtc ruby s samp script search section"
    " select slot small span strike strong style sub summary sup svg table tbody td"
    " template textarea tfoot th thead time title tr tt u ul var video"
)
"""The elements of HTML that have an end tag, old ones too."""

SCHEMES = names("http: https: mailto:")
"""What Markdown takes for a link, `<https://…>`, and HTML for the name of a tag."""

REPEATED = names("dd dt li p td th tr")
"""Elements whose end tag may be left out, and of which there are several."""


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report the elements of *page* that are not closed."""
    for one in ctx.site.damage(page).unclosed:
        yield from told(one, page)
    yield from odd_ones(page)
    yield from empty_paragraphs(page)


def told(one: Unclosed, page: Page) -> Iterator[Violation]:
    """Yield what is said of an element of *page* that must be closed."""
    element, ender, name = one.element, one.ender, one.element.name
    if one.is_slip:
        start = element.span.start
        fix = Fix(
            f"Write </{name}>", (Edit(element.span, f"</{name}>"),), Safety.UNSAFE
        )
        message = f"<{name}> stands where </{name}> was meant"
        yield Violation(Span(start, element.name_span.end), message, fix)
        return
    span = Span(element.span.start, element.name_span.end)
    if name in SCHEMES:
        message = (
            "In HTML an address in angle brackets is a tag, which readers do not see"
        )
        yield Violation(span, message)
        return
    if one.late is None and name not in HTML and not element.attributes:
        yield Violation(
            span,
            f"<{name}> is taken for a tag, which readers do not see; "
            "put it into backticks, or write &lt; for its bracket",
        )
        return
    if one.late is not None:
        yield Violation(
            span,
            missed(element, one.late, ender, page),
            related=(Related(one.late.span, "its end tag"),),
        )
    elif ender is None:
        yield Violation(span, f"<{name}> is not closed")
    else:
        yield Violation(
            span,
            f"<{name}> is not closed; close it before </{ender.name}>",
            closing(element, ender.span) if name in INLINE else None,
            related=(Related(ender.span, "what ends it"),),
        )


def missed(element: Element, late: EndTag, ender: EndTag | None, page: Page) -> str:
    """Say why *late*, the end tag of *element*, does not close it."""
    name = element.name
    open_one = open_before(late, element, page)
    if open_one is not None and (ender is None or late.span.start < ender.span.start):
        return (
            f"</{name}> cannot close this <{name}> while the <{open_one.name}> in it "
            "is open"
        )
    where = f"; it stands in <{ender.name}>, which ends first" if ender else ""
    return f"</{name}> comes too late to close this <{name}>{where}"


def open_before(late: EndTag, element: Element, page: Page) -> Element | None:
    """Return what in *element* has no end tag before *late*; None: nothing shows."""
    at = bisect_left(page.elements, late.span.start, key=lambda each: each.span.start)
    inner = page.elements[at - 1]
    while inner.parent is not None and inner.parent != element.index:
        inner = page.elements[inner.parent]
    is_open = inner.closure in (Closure.IMPLIED, Closure.UNCLOSED)
    return inner if inner.parent == element.index and is_open else None


def closing(element: Element, ender: Span) -> Fix:
    """Return the fix that closes *element* right before the tag at *ender*."""
    end = f"</{element.name}>"
    edit = Edit(Span(ender.start, ender.start), end)
    return Fix(f"Write {end} before it", (edit,), Safety.UNSAFE)


def odd_ones(page: Page) -> Iterator[Violation]:
    """Yield the elements that lack the end tag which all others beside them have."""
    beside: dict[tuple[int | None, str], list[Element]] = {}
    for element in page.elements:
        is_inside = element.parent is not None or element.name == "p"
        if element.name in REPEATED and is_inside:
            beside.setdefault((element.parent, element.name), []).append(element)
    for (_, name), elements in beside.items():
        odd = [e for e in elements if e.closure is not Closure.EXPLICIT]
        if len(odd) != 1 or len(elements) < 3 or odd[0].closure is not Closure.IMPLIED:
            continue
        if odd[0].is_certain:
            span = Span(odd[0].span.start, odd[0].name_span.end)
            yield Violation(
                span,
                f"<{name}> is not closed, unlike all others beside it",
                severity=Severity.WARNING,
            )


def empty_paragraphs(page: Page) -> Iterator[Violation]:
    """Yield each `<p>` that only a slip can be: the next begins, the last is open."""
    before: dict[int | None, Element] = {}
    for element in page.elements:
        if element.name != "p":
            continue
        open_one = before.get(element.parent)
        before[element.parent] = element
        if (
            open_one is not None
            and open_one.closure is Closure.IMPLIED
            and not open_one.is_passed_over
            and element.is_passed_over
            and element.closure is Closure.IMPLIED
            and element.is_certain
            and not element.attributes
            and page.elements[element.index + 1].block == element.block
        ):
            yield Violation(
                Span(element.span.start, element.name_span.end),
                "<p> stands where </p> was meant",
                Fix("Write </p>", (Edit(element.span, "</p>"),), Safety.UNSAFE),
                related=(Related(open_one.span, "the paragraph that is open"),),
                severity=Severity.WARNING,
            )


EXAMPLES = (
    Bad(
        "<ul>\n  <li>«<a» href='/a/'>One</li>\n  <li>Two</li>\n</ul>\n",
        message="<a> is not closed; close it before </li>",
        fixed="<ul>\n  <li><a href='/a/'>One</a></li>\n  <li>Two</li>\n</ul>\n",
    ),
    Bad(
        "«<div» class='container'>\n<div>One</div>\n\nTwo\n",
        message="<div> is not closed",
    ),
    Bad(
        "<p>«<b»>bold <i>both</b></i></p>\n".replace("«<b»>", "<b>").replace(
            "<i>", "«<i»>"
        ),
        message="</i> comes too late to close this <i>; it stands in <b>, "
        "which ends first",
    ),
    Bad(
        "<div>\n«<span» class='lead'>\n<p>One\n</span>\n</div>\n",
        message="</span> cannot close this <span> while the <p> in it is open",
    ),
    Bad(
        "<div>\n«<i»>\n<p>One</p>\n</div>\n</i>\n",
        message="</i> comes too late to close this <i>; it stands in <div>, "
        "which ends first",
    ),
    Bad(
        "<div>\n«<table»>\n<tr><td>1</td></tr>\n</div>\n\nText\n",
        message="<table> is not closed",
        note="one end tag that is not there",
    ),
    Bad(
        "<section>\n<div>\n<p>One</p>\n«<div»>\n</section>\n",
        message="<div> stands where </div> was meant",
        fixed="<section>\n<div>\n<p>One</p>\n</div>\n</section>\n",
    ),
    Bad(
        "<table><tr>\n<td>1</td>\n«<td»>2\n<td>3</td>\n</tr></table>\n",
        message="<td> is not closed, unlike all others beside it",
        severity=Severity.WARNING,
    ),
    Bad(
        "<div>\n<p>One\n«<p»>\n<p class='a'>Two</p>\n</div>\n",
        message="<p> stands where </p> was meant",
        fixed="<div>\n<p>One\n</p>\n<p class='a'>Two</p>\n</div>\n",
        severity=Severity.WARNING,
    ),
    Bad(
        files={
            "layouts/partials/search.html": "<div>\n{{ range .Kinds }}\n<p>"
            "«<label» for='a'><input></p>\n{{ end }}\n</div>\n",
        },
        fixed="<div>\n{{ range .Kinds }}\n<p><label for='a'><input></label></p>\n"
        "{{ end }}\n</div>\n",
    ),
    Bad(
        files={
            "layouts/_default/baseof.html": "<html><body>{{ partial `top.html` . }}"
            "<main></main></body></html>",
            "layouts/partials/top.html": "<nav>…</nav>\n«<div» class='page'>\n",
        },
        note="no template closes it",
    ),
    Bad(
        "Type «<cluster-name»> first.\n",
        message="<cluster-name> is taken for a tag, which readers do not see; "
        "put it into backticks, or write &lt; for its bracket",
    ),
    Bad(
        "<div>\nSee «<https:»//example.org/data>.\n</div>\n",
        message="In HTML an address in angle brackets is a tag, which readers do not "
        "see",
    ),
    Bad(
        "<ul><li><a href='/a/'>One«<a»/>, <a href='/b/'>Two</a></li></ul>\n",
        message="<a> stands where </a> was meant",
        fixed="<ul><li><a href='/a/'>One</a>, <a href='/b/'>Two</a></li></ul>\n",
    ),
    Bad(
        '<div class="a">\n<p>One</p>\n«<div»>\n<p>Two</p>\n',
        message="<div> stands where </div> was meant",
        fixed='<div class="a">\n<p>One</p>\n</div>\n<p>Two</p>\n',
    ),
    Bad(
        '«<div» class="a">\n«<div»>\n<p>One</p>\n',
        message="<div> is not closed",
        note="two that were to be open",
    ),
    Bad(
        "<span id='top'>«<span»>\n\nText\n",
        fixed="<span id='top'></span>\n\nText\n",
    ),
    Bad(
        files={
            "content/page.md": "<a href='/a/'><b>More</b>«<a»>\n\nText\n\n"
            "{{< any >}}\n",
            "layouts/shortcodes/any.html": "{{ .Get 0 | safeHTML }}</a>",
        },
        message="<a> stands where </a> was meant",
        fixed="<a href='/a/'><b>More</b></a>\n\nText\n\n{{< any >}}\n",
        note="Whatever the shortcode ends, there is no link in a link.",
    ),
    Bad(
        files={
            "content/page.md": "«<a» href='/a/'>One <a href='/b/'>Two</a>\n\n"
            "{{< end >}}\n",
            "layouts/shortcodes/end.html": "</a>",
        },
    ),
    Good("See <{{% param `repo` %}}>.\n"),
    Good(
        files={
            "content/page.md": "<a href='/a/'>One {{< end >}}<a>Two {{< end >}}\n",
            "layouts/shortcodes/end.html": "</a>",
        },
    ),
    Good("<div><p>One<p>Two<p>{{< ref `page` >}}<p>Three</div>\n"),
    Good("<ul><li>One<li>Two</ul>\n<p>Three\n"),
    Good("<div>\n\n## Heading\n\n</div>\n"),
    Good("<img src='/x.png' alt=''><br><hr>\n"),
    Good("`<div>` and <!-- <div> -->\n"),
    Good(
        files={
            "layouts/_default/baseof.html": "<html><body>{{ partial `top.html` . }}"
            "<main></main>{{ partial `end.html` . }}</body></html>",
            "layouts/partials/top.html": "<div class='page'>\n",
            "layouts/partials/end.html": "</div>\n",
        },
        note="opened in one partial, closed in another",
    ),
    Good(
        files={
            "layouts/partials/a.html": "{{ if .Link }}<a href='{{ .Link }}'>{{ end }}"
            "<b>{{ .Title }}</b>{{ if .Link }}</a>{{ end }}",
            "layouts/partials/b.html": "{{ if .Wide }}<div class='wide'>{{ else }}<div>"
            "{{ end }}…</div>",
        },
    ),
    Good(
        files={
            "content/page.md": "Open {{< open >}}\n\n<b>Text</b>\n\n{{< close >}}\n\n"
            "<div>\n\n{{< close >}}\n",
            "layouts/shortcodes/open.html": "<div>",
            "layouts/shortcodes/close.html": "</div>",
        },
    ),
)

RULE = PageRule(
    code="HT001",
    name="tag-unclosed",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "template"),
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
