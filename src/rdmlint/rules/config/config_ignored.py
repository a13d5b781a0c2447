"""The configuration says something that Hugo passes over.

Keys that Hugo has stopped reading (`paginate`, `blackfriday`), keys that are a slip
away from one that it reads (`pagiantion`), names of kinds of pages and tables of
languages that it does not know, and `taxonomies` written as a list. For most of them it
says nothing, and the site is not what its configuration says.

Write the key that is meant, or take it away. What `params` holds is never reported.

See: <https://gohugo.io/configuration/all/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    Good,
    Iterator,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
    config_ageing,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report what the configuration says to nobody."""
    for remark in config_ageing.ignored(site.config):
        yield remark.path, Violation(remark.span, remark.message)
    known = sorted(config_ageing.TOP)
    for setting in config_ageing.unknown_keys(site.config):
        near = site.nearest(setting.keys[0], known)
        if near is not None and site.config.root.get(near) is None:
            message = (
                f"Hugo knows no key `{setting.entry.key}`; the nearest is `{near}`"
            )
            yield setting.path, Violation(setting.entry.key_span, message)


EXAMPLES = (
    Bad(
        files={"hugo.toml": "«paginate» = 5\n«titel» = 'Data'\n"},
        messages=(
            "Hugo does not read `paginate` any more; write `pagination.pagerSize`",
            "Hugo knows no key `titel`; the nearest is `title`",
        ),
    ),
    Bad(
        files={
            "hugo.toml": "disableKinds = [«'tags'», 'RSS', «'taxonomyTerm'»]\n"
            "taxonomies = «['tag']»\n[outputs]\n«pages» = ['html']\n",
        },
        messages=(
            "`tags` is no kind of page",
            "The kind `taxonomyTerm` is called `taxonomy` today",
            "Hugo drops `taxonomies` that is a list; write `tag = 'tags'`",
            "`pages` is no kind of page",
        ),
    ),
    Bad(
        files={"hugo.toml": "[languages.en.«social»]\nx = 'y'\n"},
        message="Hugo knows no table `social` of a language",
    ),
    Good(files={"hugo.toml": "title = 'Data'\n[params]\npaginate = 5\n"}),
    Good(
        files={
            "hugo.toml": "googleAnalytics = 'G-1'\npygmentsStyle = 'trac'\n"
            "rssLimit = 10\ndisqusShortname = 'rdm'\n"
        },
        note="Hugo 0.168 still puts these where their successors are.",
    ),
    Good(files={"hugo.toml": "[myOwnTool]\nx = 1\n"}, note="Near to nothing."),
    Good(
        files={"hugo.toml": "paginate = 5\n"},
        config='hugo-version = "0.111.3"\n',
    ),
)

RULE = SiteRule(
    code="HC002",
    name="config-ignored",
    since=NEXT,
    severity=Severity.WARNING,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
