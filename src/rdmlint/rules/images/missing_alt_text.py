"""An image says nothing to those who do not see it.

Screen readers read the alt text aloud; without one they read the file's name, or
pass the image over. Where an image is all there is in a link, its alt text is the
link's only name.

Say in the alt text what the image tells: for a link, where it leads. An image that
only decorates has an empty alt text, `alt=""` or `![](…)`, and is left alone unless
a link has nothing else. A file's name as alt text is reported as a warning.

See: <https://www.w3.org/WAI/tutorials/images/decision-tree/>
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import Final

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Good,
    Image,
    Iterator,
    Known,
    Origin,
    Page,
    PageRule,
    RuleOptions,
    Severity,
    Violation,
)

FILE_NAME: Final = re.compile(
    r"[^\s/]{1,200}\.(?:png|jpe?g|gif|svg|webp|avif|tiff?|bmp)", re.IGNORECASE
)

PLACEHOLDERS: Final = frozenset(
    (
        "...",
        "a generic square placeholder image with rounded corners in a figure",
        "alt",
        "alt text",
        "alt-text",
        "card image cap",
        "generic placeholder image",
        "image alt text",
        "responsive image",
    )
)
"""Alt texts of documentation that were copied along, lower-case, without a full stop.

Source: the examples of Bootstrap 4 and 5 (figures, cards, media objects, images).
"""

NAMING: Final = ("aria-label", "aria-labelledby", "title")


def check(image: Image, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report *image* where it has no alt text, or one that tells nothing."""
    if image.is_hidden or not image.is_certain:
        return
    # A `figure` of the site's own may find its alt text elsewhere.
    is_figure = image.origin is Origin.SHORTCODE
    if is_figure and ctx.site.is_own("figure") is not Known.NO:
        return
    if image.alt is None:
        if not _is_named(image, ctx.page):
            yield Violation(image.span, "Image has no alt text")
        return
    alt = " ".join(image.alt.split())
    if not alt:
        if image.link and not image.link_has_text and not _is_named(image, ctx.page):
            yield Violation(
                image.span,
                "Image is all there is in its link, and has no alt text to name it",
            )
        return
    if FILE_NAME.fullmatch(alt) or _is_placeholder(alt):
        yield Violation(
            image.alt_span or image.span,
            f"Alt text `{alt}` does not say what the image shows",
            severity=Severity.WARNING,
        )


def _is_placeholder(alt: str) -> bool:
    """Tell whether *alt* is a sample that documentation gives."""
    lowered = alt.lower()
    return lowered in PLACEHOLDERS or lowered.removesuffix(".") in PLACEHOLDERS


def _is_named(image: Image, page: Page) -> bool:
    """Tell whether ARIA or a title names the image, or the link it stands in."""
    for span in (image.span, image.link):
        if span is None:
            continue
        # Both are in source order, and a page may hold very many.
        at = bisect_left(page.elements, span, key=attrgetter("span"))
        if at < len(page.elements) and page.elements[at].span == span:
            element = page.elements[at]
            named = any((element.value(name) or "").strip() for name in NAMING)
            if named or (image.alt is None and element.may_have("alt")):
                return True
        at = bisect_left(page.links, span, key=attrgetter("span"))
        if (
            at < len(page.links)
            and page.links[at].span == span
            and page.links[at].title
        ):
            return True
    return False


EXAMPLES = (
    Bad('«<img src="/img/map.png">»', message="Image has no alt text"),
    Bad(
        "[«![](/img/logo.png)»](https://www.scilifelab.se)",
        message="Image is all there is in its link, and has no alt text to name it",
    ),
    Bad('<a href="/"><span>«<img src="/img/home.png" alt="">»</span></a>'),
    Bad(
        "![«map_2.png»](/img/map_2.png)",
        message="Alt text `map_2.png` does not say what the image shows",
        severity=Severity.WARNING,
    ),
    Bad("![«alt text»](/img/map.png)", severity=Severity.WARNING),
    Bad(
        '<img src="/img/map.png" class="figure-img" alt="«A generic square '
        'placeholder image with rounded corners in a figure.»">',
        severity=Severity.WARNING,
    ),
    Bad('<img src="/img/map.png" alt="«...»">', severity=Severity.WARNING),
    Bad('A map: «{{< figure src="/img/map.png" >}}»', message="Image has no alt text"),
    Good("![A map of Sweden](/img/map.png)"),
    Good('<img :src="image.url" :alt="image.text">', note="A script gives both."),
    Good(
        "![A responsive image of a map](/img/map.png)",
        note="Words of a sample, but not the sample.",
    ),
    Good('![](/img/line.png) <img src="/img/line.png" alt="">', note="They decorate."),
    Good('<img src="/img/x.png" aria-hidden="true"> <img src="/y.png" role="none">'),
    Good(
        '<a href="/">![](/img/home.png) Home</a> '
        '<a href="/" aria-label="Home"><img src="/img/home.png" alt=""></a>'
    ),
    Good('A map: {{< figure src="/img/map.png" caption="A map" >}}'),
    Good(
        'A map: {{< figure src="/img/map.png" >}}',
        files={
            "layouts/shortcodes/figure.html": '<img src="{{ .Get "src" }}" alt="x">'
        },
    ),
)

RULE = PageRule(
    code="IM002",
    name="missing-alt-text",
    since=NEXT,
    severity=Severity.ERROR,
    over=("content", "template", "built"),
    on=Image,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
