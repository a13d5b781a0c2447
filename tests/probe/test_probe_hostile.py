"""Whatever a server does, each address gets its verdict, in bounded time and memory."""

from __future__ import annotations

import re
import socket
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from email.utils import formatdate
from itertools import pairwise

import msgspec
import pytest
from hostile_server import Server, running

from rdmlint.model import Answer, Cause, Verdict
from rdmlint.probe.limits import Limits
from rdmlint.probe.resolve import Lookup, system_lookup
from rdmlint.probe.run import Results, probe

OK, DEAD, UNSURE = Verdict.OK, Verdict.DEAD, Verdict.UNVERIFIABLE


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as found:
        yield found


def limits(server: Server, **changes: object) -> Limits:
    """Return limits that let tests reach *server*, and end soon."""
    usual = Limits(
        interval=0.0,
        connect=1.0,
        request=0.6,
        url=1.5,
        pause=0.0,
        networks=("127.0.0.0/8",),
        ports=(server.port,),
    )
    return msgspec.structs.replace(usual, **changes)


def numbers(host: str) -> Sequence[str]:
    """Look up what needs no name server; no test asks one."""
    if not re.fullmatch(r"[0-9a-fx.:]+|localhost", host):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")
    return system_lookup(host)


def look(
    server: Server,
    *urls: str,
    lookup: Lookup = numbers,
    past: dict[str, Answer] | None = None,
    **changes: object,
) -> Results:
    wanted = dict.fromkeys(urls, ())
    return probe(wanted, limits(server, **changes), lookup=lookup, past=past)


def answer(server: Server, path: str, **changes: object) -> Answer:
    url = path if "://" in path else server.url(path)
    return look(server, url, **changes).answers[url]


@pytest.mark.parametrize(
    ("path", "verdict", "cause"),
    [
        ("/page", OK, None),
        ("/204", OK, None),
        ("/404", DEAD, Cause.GONE),
        ("/410", DEAD, Cause.GONE),
        ("/404-once", OK, None),
        ("/401", UNSURE, Cause.DENIED),
        ("/403", UNSURE, Cause.DENIED),
        ("/405", UNSURE, Cause.DENIED),
        ("/999", UNSURE, Cause.DENIED),
        ("/451", UNSURE, Cause.DENIED),
        ("/500", UNSURE, Cause.SERVER),
        ("/503", UNSURE, Cause.SERVER),
        ("/400", UNSURE, Cause.STATUS),
        ("/304", UNSURE, Cause.STATUS),
        ("/lying-head?403", OK, None),
        ("/lying-head?404", OK, None),
        ("/lying-head?405", OK, None),
        ("/lying-head?500", OK, None),
        ("/head-breaks", OK, None),
        ("/head-hangs", OK, None),
        ("/head-with-body", OK, None),
        ("/drip", UNSURE, Cause.TIMEOUT),
        ("/drip-body", OK, None),
        ("/endless", OK, None),
        ("/endless-headers", UNSURE, Cause.PROTOCOL),
        ("/endless-continue", UNSURE, Cause.TIMEOUT),
        ("/bomb", OK, None),
        ("/reset", UNSURE, Cause.CONNECTION),
        ("/empty", UNSURE, Cause.CONNECTION),
        ("/garbage", UNSURE, Cause.PROTOCOL),
        ("/cookie-wall", UNSURE, Cause.REDIRECTS),
        ("/301?/301?/x", OK, None),
        ("/chain?10", OK, None),
        ("/chain?11", UNSURE, Cause.REDIRECTS),
        ("/302?/units/x/404/not-found", UNSURE, Cause.SOFT_404),
        ("/302?file:///etc/passwd", UNSURE, Cause.UNSAFE),
        ("/302?gopher://127.0.0.1/", UNSURE, Cause.UNSAFE),
        ("/302?http://127.0.0.1:22/", UNSURE, Cause.UNSAFE),
        ("/302?http://a:b@127.0.0.1/", UNSURE, Cause.UNSAFE),
        ("/302?http://10.0.0.1/", UNSURE, Cause.UNSAFE),
        ("/302?http://169.254.169.254/latest/meta-data/", UNSURE, Cause.UNSAFE),
        ("/302?http://[::1]/", UNSURE, Cause.UNSAFE),
        ("/302?http://[::ffff:10.0.0.1]/", UNSURE, Cause.UNSAFE),
        ("/302?http://[64:ff9b::a00:1]/", UNSURE, Cause.UNSAFE),
        ("/302?http://[bad/", UNSURE, None),
        ("/301", UNSURE, Cause.STATUS),
    ],
)
def test_an_answer_gives_its_verdict(
    server: Server, path: str, verdict: Verdict, cause: Cause | None
) -> None:
    server.counts.clear()
    started = time.perf_counter()
    # The first page of a host is asked for by GET, and HEAD would not come into it.
    url = server.url(path)
    found = look(server, server.url("/first"), url).answers[url]
    assert (found.verdict, found.cause or cause) == (verdict, cause or found.cause)
    assert (found.reason == "") == (verdict is OK)
    # Two looks, each of at most the time for one address and what is under way.
    assert time.perf_counter() - started < 6


@pytest.mark.parametrize("path", ["/404", "/head-breaks", "/garbage", "/drip"])
def test_the_first_page_of_a_host_gives_the_same_as_another(
    server: Server, path: str
) -> None:
    server.counts.clear()
    url = server.url(path)
    second = look(server, server.url("/first"), url).answers[url]
    first = answer(server, path)
    assert (first.verdict, first.cause) == (second.verdict, second.cause)


def test_a_redirect_from_deep_to_the_front_page_is_a_soft_404(server: Server) -> None:
    deep, shallow = answer(server, "/units/x/"), answer(server, "/units")
    assert (deep.verdict, deep.cause) == (UNSURE, Cause.SOFT_404)
    assert shallow.verdict is OK


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("/soft", Cause.SOFT_404),
        ("/302?/soft", Cause.SOFT_404),
        ("/packed", Cause.SOFT_404),
        ("/bomb", None),
        ("/for-sale", Cause.PARKED),
    ],
)
def test_a_page_that_is_read_may_say_that_there_is_nothing(
    server: Server, path: str, cause: Cause | None
) -> None:
    urls = [server.url("/first"), server.url(path)]
    found = look(server, *urls, reads_pages=True).answers[urls[1]]
    assert found.cause is cause
    assert found.verdict is (OK if cause is None else UNSURE)


def test_one_page_of_a_host_that_is_for_sale_speaks_for_all(server: Server) -> None:
    urls = [server.url("/for-sale"), server.url("/x"), server.url("/y")]
    found = look(server, *urls).answers
    assert {each.cause for each in found.values()} == {Cause.PARKED}


def test_memory_stays_small_whatever_is_sent(server: Server) -> None:
    tracemalloc.start()
    try:
        for path in ("/bomb", "/endless", "/endless-headers"):
            answer(server, path, reads_ids=True)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # The bomb itself is 200 KB here, and was made before.
    assert peak < 12 << 20


def test_an_endless_body_is_cut_off(server: Server) -> None:
    server.sent = 0
    answer(server, "/endless")
    assert server.sent < 8 << 20  # what fits into buffers between


def test_each_address_is_asked_for_once_and_by_head(server: Server) -> None:
    server.asked.clear()
    urls = [server.url(f"/p{number}") for number in range(20)]
    found = look(server, *urls)
    assert {each.verdict for each in found.answers.values()} == {OK}
    methods = [each.method for each in server.asked]
    assert methods.count("HEAD") == 19
    assert methods.count("GET") == 1, "one page of a host is read: is it for sale?"


def test_nothing_is_sent_that_tells_who_asks(server: Server) -> None:
    server.asked.clear()
    answer(server, "/302?/cookie-wall")
    answer(server, "/404")
    for request in server.asked:
        assert not {"cookie", "authorization", "referer", "proxy-authorization"} & set(
            request.headers
        )
        assert request.headers["user-agent"].startswith("rdmlint")
        assert request.headers["accept-encoding"] == "identity"
        assert "range" not in request.headers


def test_proxies_and_netrc_of_the_environment_are_not_used(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
        monkeypatch.setenv(name.lower(), "http://127.0.0.1:9")
    netrc = f"{tmp_path}/netrc"
    with open(netrc, "w") as file:
        file.write("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", netrc)
    server.asked.clear()
    assert answer(server, "/page").verdict is OK
    assert all("authorization" not in each.headers for each in server.asked)


# --- Pace ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "least", "most"),
    [
        ("1", 0.9, 2.5),
        ("0", 0.0, 0.9),
        ("0.5", 0.4, 1.5),
        ("-1", 1.5, 4.0),
        ("soon", 1.5, 4.0),
        ("", 1.5, 4.0),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0.0, 0.9),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 0.0, 0.9),
        ("Sun Nov  6 08:49:37 1994", 0.0, 0.9),
    ],
)
def test_a_busy_server_is_asked_again_when_it_says(
    server: Server, written: str, least: float, most: float
) -> None:
    server.counts.clear()
    path = f"/429-once?{written.replace(' ', '%20')}" if written else "/429-once"
    started = time.perf_counter()
    found = answer(server, path)
    took = time.perf_counter() - started
    assert found.verdict is OK
    assert least <= took < most


def test_a_date_in_the_future_is_waited_for(server: Server) -> None:
    server.counts.clear()
    date = formatdate(time.time() + 2, usegmt=True).replace(" ", "%20")
    started = time.perf_counter()
    assert answer(server, f"/429-once?{date}").verdict is OK
    assert 0.9 <= time.perf_counter() - started < 4


@pytest.mark.parametrize(
    "written", ["86400", "999999999", "Fri,%2031%20Dec%209999%2023:59:59%20GMT"]
)
def test_who_asks_for_longer_than_there_is_patience_is_left_alone(
    server: Server, written: str
) -> None:
    server.asked.clear()
    started = time.perf_counter()
    urls = [server.url(f"/429?{written}"), *(server.url(f"/q{n}") for n in range(5))]
    found = look(server, *urls, connections=1)
    assert time.perf_counter() - started < 2
    assert len(server.asked) == 1
    assert {each.cause for each in found.answers.values()} == {Cause.BUSY}
    first = found.answers[urls[0]]
    assert first.retry_after == pytest.approx(first.checked + 86_400, abs=1)


def test_requests_to_one_host_keep_their_distance(server: Server) -> None:
    server.asked.clear()
    urls = [server.url(f"/p{number}") for number in range(8)]
    look(server, *urls, interval=0.05, connections=4)
    times = sorted(each.at for each in server.asked)
    assert times[-1] - times[0] >= 0.05 * (len(times) - 1) * 0.9
    gaps = [later - sooner for sooner, later in pairwise(times)]
    assert min(gaps) > 0.015


def test_hosts_do_not_wait_for_each_other(server: Server) -> None:
    urls = [server.url("/p", host=f"127.0.0.{number}") for number in range(1, 30)]
    started = time.perf_counter()
    found = look(server, *urls, interval=0.5)
    assert len(found.answers) == 29
    assert time.perf_counter() - started < 2.5


# --- Addresses ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "0.0.0.0"),
        *("10.0.0.1", "100.64.0.1", "169.254.169.254", "100.100.100.200"),
        *("192.168.1.1", "172.16.0.1", "224.0.0.1", "255.255.255.255"),
        *("[::1]", "[fd00:ec2::254]", "[fe80::1]", "[::ffff:127.0.0.1]"),
        *("[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[ff02::1]", "[::]"),
    ],
)
def test_no_private_machine_is_ever_connected_to(server: Server, host: str) -> None:
    server.asked.clear()
    url = server.url("/page", host=host)
    found = look(server, url, networks=()).answers[url]
    assert (found.verdict, found.cause) == (UNSURE, Cause.UNSAFE)
    assert not server.asked


def test_a_host_with_one_private_address_is_refused(server: Server) -> None:
    server.asked.clear()
    url = server.url("/page", host="mixed.test")
    mixed = look(server, url, lookup=lambda _: ["127.0.0.1", "10.0.0.1"]).answers[url]
    assert mixed.cause is Cause.UNSAFE
    assert not server.asked


def test_a_name_that_rebinds_is_looked_up_once_and_pinned(server: Server) -> None:
    looked: list[str] = []

    def rebinding(host: str) -> Sequence[str]:
        looked.append(host)
        return ["127.0.0.1"] if len(looked) == 1 else ["10.0.0.1"]

    server.asked.clear()
    urls = [server.url(f"/p{number}", host="rebind.test") for number in range(9)]
    found = look(server, *urls, lookup=rebinding)
    assert {each.verdict for each in found.answers.values()} == {OK}
    assert looked == ["rebind.test"]
    assert {each.headers["host"] for each in server.asked} == {
        f"rebind.test:{server.port}"
    }
    addresses = {hop.address for each in found.answers.values() for hop in each.hops}
    assert addresses == {"127.0.0.1"}


def test_every_hop_is_checked_anew(server: Server) -> None:
    def lookup(host: str) -> Sequence[str]:
        return {"public.test": ["127.0.0.1"], "inside.test": ["192.168.0.1"]}[host]

    there = server.url("/secret", host="inside.test")
    url = server.url(f"/302?{there}", host="public.test")
    found = look(server, url, lookup=lookup).answers[url]
    assert found.cause is Cause.UNSAFE
    assert "192.168.0.1" in found.reason


# --- Proof --------------------------------------------------------------------------


def unknown(host: str) -> Sequence[str]:
    if host == "127.0.0.1":
        return [host]
    code = socket.EAI_AGAIN if host.startswith("servfail") else socket.EAI_NONAME
    raise socket.gaierror(code, "as told")


def test_a_host_that_does_not_exist_is_dead_and_one_that_may_is_not(
    server: Server,
) -> None:
    gone, unsure = "http://gone.test/", "http://servfail.test/"
    found = look(server, server.url("/page"), gone, unsure, lookup=unknown).answers
    assert (found[gone].verdict, found[gone].cause) == (DEAD, Cause.UNKNOWN_HOST)
    assert (found[unsure].verdict, found[unsure].cause) == (UNSURE, Cause.CONNECTION)


def test_without_any_answer_this_machine_may_be_offline(server: Server) -> None:
    url = "http://gone.test/"
    found = look(server, url, lookup=unknown).answers[url]
    assert (found.verdict, found.since) == (UNSURE, None)


def test_one_look_alone_proves_nothing(server: Server) -> None:
    assert answer(server, "/404", looks=1).verdict is UNSURE


DAY = 86_400.0


@pytest.mark.parametrize(
    ("past", "verdict"),
    [
        (Answer("", OK, checked=1.0), UNSURE),
        (Answer("", UNSURE, Cause.GONE, checked=1.0, since=-0.5), UNSURE),
        (Answer("", UNSURE, Cause.GONE, checked=1.0, since=-1.1), DEAD),
        (Answer("", UNSURE, Cause.SERVER, checked=1.0, since=-1.1), DEAD),
        (Answer("", UNSURE, Cause.DENIED, checked=1.0), UNSURE),
        (Answer("", DEAD, Cause.GONE, checked=1.0, since=-0.1), DEAD),
    ],
)
def test_with_a_history_two_failures_a_day_apart_prove_it(
    server: Server, past: Answer, verdict: Verdict
) -> None:
    url = server.url("/404")
    now = time.time()
    since = None if past.since is None else now + past.since * DAY
    past = msgspec.structs.replace(past, url=url, since=since)
    found = look(server, url, past={url: past}).answers[url]
    assert found.verdict is verdict
    assert found.since == pytest.approx(since or now, abs=5)


def test_an_answer_ends_a_row_of_failures(server: Server) -> None:
    url = server.url("/page")
    past = Answer(url, DEAD, Cause.GONE, checked=1.0, since=1.0)
    found = look(server, url, past={url: past}).answers[url]
    assert (found.verdict, found.since) == (OK, None)


def test_a_failure_that_proves_nothing_keeps_the_row(server: Server) -> None:
    url = server.url("/403")
    past = Answer(url, UNSURE, Cause.GONE, checked=1.0, since=1.0)
    found = look(server, url, past={url: past}).answers[url]
    assert (found.verdict, found.since) == (UNSURE, 1.0)


# --- Moved --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "new"),
    [
        ("/301?/new", "/new"),
        ("/308?/new", "/new"),
        ("/302?/new", None),
        ("/307?/new", None),
        ("/301?/302?/new", "/302?/new"),
        ("/301?/new%23part", "/new#part"),
    ],
)
def test_only_permanent_redirects_name_a_new_address(
    server: Server, path: str, new: str | None
) -> None:
    found = answer(server, path)
    assert found.verdict is OK
    assert found.moved_to == (None if new is None else server.url(new))


# --- Ends ---------------------------------------------------------------------------


def test_a_run_ends_in_time_with_what_is_known(server: Server) -> None:
    urls = [server.url(f"/p{number}") for number in range(3)]
    hanging = server.url("/drip", host="127.0.0.9")
    started = time.perf_counter()
    found = look(server, *urls, hanging, run=0.4, request=30.0, url=60.0)
    assert time.perf_counter() - started < 3
    assert set(found.answers) == set(urls)
    assert found.left == (hanging,)
    assert "as long as it may" in found.why


def test_a_run_makes_no_more_requests_than_it_may(server: Server) -> None:
    server.asked.clear()
    urls = [server.url(f"/p{number}") for number in range(30)]
    found = look(server, *urls, requests=10)
    assert len(server.asked) == 10
    assert len(found.answers) + len(found.left) == 30
    assert "10 requests" in found.why


def test_a_host_that_takes_no_connection_is_given_up_soon(server: Server) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # bound, and listening to nobody
        port = silent.getsockname()[1]
        urls = [f"http://127.0.0.1:{port}/{number}" for number in range(50)]
        found = look(server, *urls, ports=(port,), requests=20)
    assert {each.cause for each in found.answers.values()} == {Cause.CONNECTION}
    assert len(found.answers) == 50


def test_ids_are_looked_for_on_request(server: Server) -> None:
    url = server.url("/ids")
    wanted = {url: ("staff", "prices", "nope", "a&b")}
    found = probe(wanted, limits(server, reads_ids=True), lookup=numbers).answers[url]
    assert found.looked_for == ("staff", "prices", "nope", "a&b")
    assert found.absent == ("nope",)
