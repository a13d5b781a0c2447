"""Hugo's configuration holds what Hugo does not accept.

Hugo stops at it before it builds a page. It names one such value at a time, for most of
them without a place, and for `params = "x"` with a trace of its own code. Reported are
files that cannot be read, keys that stand twice, values of a wrong kind (`buildDrafts =
"maybe"`), and words that mean nothing where they stand: a time zone, an output format,
a token of a permalink, the default language, the target of a mount.

Before version 0.152 Hugo took the last value of a key that stands twice in YAML without
a word; where a site's own files say that such a version builds it, that is a warning.
While a file cannot be read, nothing else of the site is judged but what is wrong in one
file alone.

See: <https://gohugo.io/configuration/introduction/>
"""

from __future__ import annotations

from rdmlint.rule import (
    NEXT,
    Bad,
    FaultKind,
    Good,
    Iterator,
    RuleOptions,
    Severity,
    SiteIndex,
    SiteRule,
    Violation,
    config_values,
)


def check(site: SiteIndex, options: RuleOptions) -> Iterator[tuple[str, Violation]]:
    """Report each thing in a configuration file that Hugo stops at."""
    stops = site.config.is_at_least("0.152")
    for path, fault in site.config.faults:
        is_twice = fault.kind is FaultKind.FRONT_MATTER_DUPLICATE_KEY
        is_mild = is_twice and not path.endswith(".toml") and not stops
        severity = Severity.WARNING if is_mild else None
        yield (
            path,
            Violation(fault.span, fault.message, fault.fix, fault.related, severity),
        )
    for remark in config_values.refused(site.config, site.site.root):
        yield remark.path, Violation(remark.span, remark.message)


EXAMPLES = (
    Bad(
        files={"hugo.yaml": "title: Data\nparams:\n  a: 1\n  «a»: 2\n"},
        message="Key `a` is already written on line 3",
    ),
    Bad(
        files={"hugo.yaml": "title: Data\n«title»: More data\n"},
        config='hugo-version = "0.111.3"\n',
        severity=Severity.WARNING,
    ),
    Bad(
        files={"hugo.toml": "title = «Data»\n"},
        message="`Data` is neither number, date nor true or false; put text in quotes",
    ),
    Bad(
        files={
            "hugo.toml": "buildDrafts = «'maybe'»\ntimeout = «'half a minute'»\n"
            "ignoreFiles = ['\\\\.bak$', «'[a'»]\n",
        },
        messages=(
            "`buildDrafts` is true or false; Hugo stops at `maybe`",
            "`half a minute` is no time; write `60s`, or milliseconds",
            "Hugo reads no pattern in `[a`: unterminated character set",
        ),
    ),
    Bad(
        files={
            "hugo.toml": "params = «'x'»\n[menus]\n«main» = 'x'\n[outputs]\n"
            "home = ['html', «'gopher'»]\n",
        },
        messages=(
            "`params` must be a map of keys and values",
            "Menu `main` must be a list of entries",
            "There is no output format `gopher`",
        ),
    ),
    Bad(
        files={
            "hugo.toml": "defaultContentLanguage = «'de'»\n[languages.en]\n",
        },
        message="The default language `de` is not among `languages`",
    ),
    Bad(
        files={
            "hugo.toml": "[permalinks]\nposts = «'/:year/:name/'»\n"
            "[permalinks.«pages»]\nnews = '/n/'\n",
        },
        messages=(
            "`:name` is no token of permalinks",
            "`pages` is no kind of page that has permalinks",
        ),
    ),
    Bad(
        files={
            "hugo.toml": "[[module.mounts]]\nsource = 'docs'\ntarget = «'pages'»\n",
            "docs/a.md": "",
        },
        message="`pages` is not in `archetypes`, `assets`, `content`, `data`, `i18n`, "
        "`layouts` or `static`",
    ),
    Good(files={"hugo.yaml": "title: Data\nparams:\n  title: Data\n"}),
    Good(
        files={
            "config/_default/hugo.yaml": "title: Data\n",
            "config/production/hugo.yaml": "title: More data\n",
        },
        note="Files are laid over each other.",
    ),
    Good(
        files={
            "config/_default/hugo.toml": "timeZone = 'Nowhere'\n",
            "config/production/hugo.toml": "timeZone = 'Europe/Stockholm'\n",
        },
        note="Only what counts in the end is judged.",
    ),
    Good(
        files={
            "hugo.toml": "buildDrafts = 't'\nsummaryLength = '30'\ntimeout = '30s'\n"
            "[permalinks]\nposts = '/:2006/:sections[1:]/:slug/'\n"
            "[params]\nbuildDrafts = 'maybe'\n",
        },
        note="Hugo reads them so; params are the site's own.",
    ),
    Good(
        files={"hugo.toml": "theme = 'elsewhere'\n[outputs]\nhome = ['gopher']\n"},
        note="The theme, not on disk, may define the format.",
    ),
)

RULE = SiteRule(
    code="HC001",
    name="config-invalid",
    since=NEXT,
    severity=Severity.ERROR,
    options=RuleOptions,
    check=check,
    examples=EXAMPLES,
)
