"""Over TLS the name that is asked for counts, wherever the connection goes."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta

import trustme
from hostile_server import running

from rdmlint.model import Answer, Cause, Verdict
from rdmlint.probe.limits import Limits
from rdmlint.probe.run import probe


def ask(
    served: trustme.LeafCert, trusted: trustme.CA, host: str = "good.test"
) -> tuple[Answer, list[str | None]]:
    """Return the answer of a server with the certificate *served*, and names asked."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.configure_cert(context)
    trust = ssl.create_default_context()
    trusted.configure_trust(trust)
    with running(context) as server:
        url = server.url("/page", host, scheme="https")
        limits = Limits(
            interval=0,
            connect=2,
            pause=0,
            networks=("127.0.0.0/8",),
            ports=(server.port,),
        )
        found = probe({url: ()}, limits, lookup=lambda _: ["127.0.0.1"], context=trust)
        return found.answers[url], [each.name for each in server.asked]


def test_the_name_stays_in_tls_though_the_address_is_pinned() -> None:
    authority = trustme.CA()
    found, names = ask(authority.issue_cert("good.test"), authority)
    assert found.verdict is Verdict.OK
    assert set(names) == {"good.test"}


def test_a_certificate_for_another_name_is_not_taken() -> None:
    authority = trustme.CA()
    found, names = ask(authority.issue_cert("other.test"), authority)
    assert (found.verdict, found.cause) == (Verdict.UNVERIFIABLE, Cause.CERTIFICATE)
    assert "good.test" in found.reason
    assert not names


def test_a_certificate_that_has_expired_is_not_taken() -> None:
    authority = trustme.CA()
    past = datetime.now(UTC) - timedelta(days=9)
    served = authority.issue_cert(
        "good.test", not_before=past - timedelta(days=9), not_after=past
    )
    found, _ = ask(served, authority)
    assert found.cause is Cause.CERTIFICATE
    assert "expired" in found.reason


def test_a_certificate_of_nobody_who_is_trusted_is_not_taken() -> None:
    found, _ = ask(trustme.CA().issue_cert("good.test"), trustme.CA())
    assert found.cause is Cause.CERTIFICATE


def test_a_server_without_tls_takes_no_connection_over_it() -> None:
    with running() as server:
        url = server.url("/page", scheme="https")
        limits = Limits(
            interval=0,
            connect=0.5,
            pause=0,
            networks=("127.0.0.0/8",),
            ports=(server.port,),
        )
        found = probe({url: ()}, limits).answers[url]
    assert (found.verdict, found.cause) == (Verdict.UNVERIFIABLE, Cause.CONNECTION)
