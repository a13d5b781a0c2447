"""A rule of rdmlint failed on this file: a fault of rdmlint, not of yours.

What the rule would have said about the file is missing from the report; everything
else is there. The run ends with exit code 3, so that nobody takes it for a clean one.

Please tell the authors of rdmlint, with the message and, if you can, the file. Until
it is mended, `ignore` the rule that the message names.
"""

from __future__ import annotations

from rdmlint.rule import NEXT, Bad, EngineRule, Good, Severity

EXAMPLES = (
    Bad(
        "«»Some page.\n",
        message="Rule `always-raises` crashed: ValueError: as asked",
        crash=True,
    ),
    Good("Some page.\n"),
)

RULE = EngineRule(
    code="RD005",
    name="rule-crashed",
    since=NEXT,
    severity=Severity.ERROR,
    examples=EXAMPLES,
)
