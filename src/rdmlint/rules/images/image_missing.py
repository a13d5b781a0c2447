"""An image is not where the page looks for it.

Readers see a broken picture. An image beside the file `content/guide.md` belongs to
the section, not to the page at `/guide/`: from there its address is `../image.png`.
In a bundle, `content/guide/index.md`, the bare name is right.

Correct the address, or add the file. Images in `static/`, beside pages and in
`assets/`, where a render hook or the shortcode `figure` finds them, all count. In
front matter, a path from the root whose file is nowhere on the site is reported for
the usual keys (`image`, `thumbnail`, …).

See: <https://gohugo.io/content-management/page-bundles/>
"""

from __future__ import annotations

from typing import Final

from rdmlint.rule import (
    NEXT,
    Bad,
    Context,
    Edit,
    Fix,
    Fixes,
    Good,
    Image,
    Iterator,
    Known,
    LinkFault,
    Mapping,
    Page,
    PageRule,
    RuleOptions,
    Safety,
    Scalar,
    Sequence,
    Severity,
    Violation,
)

KEYS: Final = frozenset(
    (
        *("image", "images", "header_image", "featured_image", "featuredimage"),
        *("thumbnail", "cover", "banner", "hero_image", "og_image", "social_image"),
    )
)
"""Keys of front matter that hold paths of images, lowered."""

ENDINGS: Final = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")


def check(page: Page, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    """Report images of *page*, and those its front matter names."""
    if page.front_matter is not None:
        for value in _named(page.front_matter.root):
            yield from _check_named(value, ctx)
    for image in page.images:
        yield from _check_image(image, ctx)


def _named(root: Mapping) -> Iterator[Scalar]:
    """Yield the values of keys that hold images."""
    for entry in root.entries:
        value = entry.value
        if entry.key.lower() in KEYS:
            items = value.items if isinstance(value, Sequence) else (value,)
            yield from (item for item in items if isinstance(item, Scalar))
        elif entry.key.lower() == "params" and isinstance(value, Mapping):
            yield from _named(value)


def _check_named(value: Scalar, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    path = value.value
    if not isinstance(path, str) or not path.lower().endswith(ENDINGS):
        return
    target = ctx.site.named_target(ctx.page, path)
    if target.exists is not Known.NO:
        return
    message = f"No image at {target.url or path}"
    near = target.suggestion
    yield Violation(
        value.span, f"{message}; the nearest is {near}" if near else message
    )


def _check_image(image: Image, ctx: Context[RuleOptions]) -> Iterator[Violation]:
    target = ctx.site.image_target(ctx.page, image)
    if target.exists is not Known.NO or target.fault is LinkFault.FRAGMENT:
        return
    message = _message(image, target.fault, target.url, target.detail)
    right = target.suggestion
    if right is None:
        yield Violation(image.url_span, message)
        return
    safety = Safety.SAFE if target.is_sure else Safety.UNSAFE
    yield Violation(
        image.url_span,
        f"{message}; {'write' if target.is_sure else 'the nearest is'} {right}",
        Fix(f"Write {right}", (Edit(image.url_span, right),), safety),
    )


def _message(
    image: Image, fault: LinkFault | None, url: str | None, detail: str | None
) -> str:
    if fault in (LinkFault.SCHEME, LinkFault.MALFORMED):
        return f"Address of the image {detail}"
    if fault is LinkFault.UNPUBLISHED:
        return f"No image at {url}: it is {detail}"
    return f"No image at {url or image.url}"


EXAMPLES = (
    Bad(
        "![A map](«/img/mpa.png»)",
        files={"static/img/map.png": ""},
        message="No image at /img/mpa.png; the nearest is /img/map.png",
        fixed="![A map](/img/map.png)",
    ),
    Bad(
        '<img src="«/static/img/map.png»" alt="A map">',
        files={"static/img/map.png": ""},
        message="No image at /static/img/map.png; write /img/map.png",
        fixed='<img src="/img/map.png" alt="A map">',
    ),
    Bad(
        files={
            "layouts/shortcodes/map.html": '<img src="«static/map.png»" alt="A map">',
            "static/map.png": "",
        },
        message="No image at /static/map.png; write /map.png",
        fixed='<img src="/map.png" alt="A map">',
        note="From whichever page.",
    ),
    Bad(
        "![A map](«/img/Map.png»)",
        files={"static/img/map.png": ""},
        fixed="![A map](/img/map.png)",
        note="Letter case counts on the web.",
    ),
    Bad(
        files={"content/guide.md": "![A map](«map.png»)", "content/map.png": ""},
        message="No image at /guide/map.png; the nearest is ../map.png",
        fixed="![A map](../map.png)",
        note="The file lies beside the source, but the page is at /guide/.",
    ),
    Bad(
        "---\nimage: «/img/mpa.png»\n---\n",
        files={"static/img/map.png": ""},
        message="No image at /img/mpa.png; the nearest is /img/map.png",
        note="Also in front matter, for the usual keys.",
    ),
    Bad('None: {{< figure src="«/img/none.png»" alt="Nothing" >}}'),
    Good(
        files={
            "content/guide/index.md": "![A map](map.png) "
            '{{< figure src="map.png" alt="A map" >}}',
            "content/guide/map.png": "",
        },
    ),
    Good("![A map](/img/map.png)", files={"static/img/map.png": ""}),
    Good("![A map](/img/map.png)", files={"assets/img/map.png": ""}),
    Good("![Away](https://example.com/x.png) ![Data](data:image/png;base64,AAAA)"),
    Good("`![code](/nope.png)`"),
    Good(
        "---\nimage: map.png\nthumbnail: /map.png\n---\n",
        files={"static/img/topics/map.png": ""},
        note="Templates may put a directory before the name.",
    ),
)

RULE = PageRule(
    code="IM001",
    name="image-missing",
    since=NEXT,
    severity=Severity.ERROR,
    fixes=Fixes.SOMETIMES,
    over=("content", "template", "built"),
    on=Page,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
