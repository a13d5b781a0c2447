"""A tag lacks a quote, or the `>` that ends it.

To browsers `<div class="box>` goes on up to the next quote, and the tags and the text
until there are part of its class: they are not shown, and what was to be a box in a box
is none. Most of it goes unseen until someone misses a paragraph.

In running text Markdown takes such a tag for text, and readers see it.

Write what is missing. The rest of the page is judged as if it were there.

See: <https://html.spec.whatwg.org/multipage/parsing.html#parse-errors>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Fault,
    FaultKind,
    Fixes,
    Good,
    Iterator,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)


def check(fault: Fault, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *fault* where it is one of a tag."""
    if fault.kind is FaultKind.TAG_MALFORMED:
        yield Violation(fault.span, fault.message, fault.fix)


EXAMPLES = (
    Bad(
        '<div «class»="box>Text</div>\n<div class="box" id="b">More</div>\n',
        message="The value of class does not end: a quote is missing",
        fixed='<div class="box">Text</div>\n<div class="box" id="b">More</div>\n',
    ),
    Bad(
        '<div «class»="box id="a">Text</div>\n',
        fixed='<div class="box" id="a">Text</div>\n',
    ),
    Bad(
        '<div class="box" «id»=a">Text</div>\n',
        message="The value of id does not begin with a quote, but ends so",
        fixed='<div class="box" id="a">Text</div>\n',
    ),
    Bad(
        '<div «class»=box wide" id="a">Text</div>\n',
        fixed='<div class="box wide" id="a">Text</div>\n',
    ),
    Bad(
        '«<div» class="box"\n<p>Text</p>\n</div>\n',
        message="<div> does not end: its `>` is missing",
        fixed='<div class="box">\n<p>Text</p>\n</div>\n',
    ),
    Bad(
        '<div class="box">\n<p>Text«</p»\n</div>\n<div class="box">More</div>\n',
        fixed='<div class="box">\n<p>Text</p>\n</div>\n<div class="box">More</div>\n',
    ),
    Bad(
        '<div class="box" «wide"»>Text</div>\n',
        message="A quote is missing here, or there is one too many",
    ),
    Bad('Text\n\n«<div» class="box"\n'),
    Bad("<div>\n<p>Text</p>\n«</div»\n"),
    Bad(
        '<p>\n<a «href"»/a/">A</a>\n</p>\n',
        message="A `=` or a quote is missing here",
    ),
    Bad('<p>\n<a «href»=mailto:"a@example.org">A</a>\n</p>\n'),
    Bad(
        files={
            "layouts/partials/a.html": '<a «href»="{{ .url }}>More</a>\n'
            '<img src="{{ .url }}" alt="">\n',
        },
        fixed='<a href="{{ .url }}">More</a>\n<img src="{{ .url }}" alt="">\n',
    ),
    Good(
        files={
            "layouts/partials/a.html": "{{ if .URL }}<a {{ else }}<span {{ end -}}\n"
            'class="item"{{ with .URL }} href="{{ . }}"{{ end }}>'
            "{{ .Name }}{{ if .URL }}</a>{{ else }}</span>{{ end }}\n"
        },
        note="One of two tags begins here.",
    ),
    Good('<div class="box" id=a data-x=\'{"a": "b"}\'>Text</div>\n'),
    Good('<div title="a > b" class="x=">Text</div>\n\n`<div class="box>`\n'),
    Good("<div onclick=\"say('<b>=')\">Text</div>\n"),
    Bad(
        'A «<a» href="x>link</a> and <a href="/y/">more</a>\n',
        message="Readers see this <a> as text: a quote, a space or its `>` is missing",
        note="to Markdown it is no tag",
    ),
    Bad('See «<a» href="/x/"target="_blank">this</a>.\n\nOne «<br»<br> more\n'),
    Good('`<a href="x>` \\<a href="x> &lt;a href="x> 0<p<1 <a href="x">x</a>\n'),
    Good("    <a href='x>\n\n```\n<br<br>\n```\n"),
    Good(
        files={
            "layouts/partials/a.html": '<a {{ with .t }}title="{{ . }}"{{ end }} '
            'class="{{ if .w }}wide"{{ else }}narrow" id="x"{{ end }}>More</a>\n'
            '<a class="a {{ if .w }} wide" {{ else }} narrow" id="x" {{ end }}>x</a>\n',
        },
        note="branches that end a value each for itself",
    ),
)

RULE = PageRule(
    code="HT020",
    name="tag-malformed",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "template"),
    on=Fault,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
