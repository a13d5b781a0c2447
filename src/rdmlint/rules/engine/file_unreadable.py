"""A file cannot be read, so nothing else can be said about it.

Hugo reads UTF-8. Text in another encoding is published with replacement characters
or stops the build; the marks of a merge conflict are published as they are. A file
that is far too large to be a page, a link that leads out of the site, or a device in
place of a file is not read at all.

Save the file as UTF-8, resolve the conflict, or take away what is no page. Where
such a file is meant, `exclude` in `rdmlint.toml` leaves it out.
"""

from __future__ import annotations

from rdmlint.rule import NEXT, Bad, EngineRule, Good, Severity

CONFLICT = """\
---
title: Storage
---

«<<<<<<< HEAD»
Ask for space early.
=======
Ask for space late.
>>>>>>> other
"""

SHOWN = """\
---
title: Git
menu: main
weight: 1
toc: true
---

Git marks a conflict like this:

```
<<<<<<< HEAD
Ask for space early.
=======
Ask for space late.
>>>>>>> other
```
"""

EXAMPLES = (
    Bad(
        files={"content/page.md": b"Sm\xc2\xab\xf6\xc2\xbbrg\xe5s\n"},
        message="File is not UTF-8: byte 0xF6 stands here",
    ),
    Bad(
        files={"content/page.md": b"\xc2\xab\xff\xc2\xbb\xfeh\x00i\x00"},
        message="File is UTF-16; Hugo reads UTF-8",
    ),
    Bad(CONFLICT, message="Merge conflict was left in the file"),
    Good("---\ntitle: Smörgås\n---\n"),
    Good(SHOWN, note="shown as code"),
    Good("Storage\n=======\n\nA heading underlined seven times.\n"),
)

RULE = EngineRule(
    code="RD004",
    name="file-unreadable",
    since=NEXT,
    severity=Severity.ERROR,
    examples=EXAMPLES,
)
