"""Chromium, driven headless over two pipes by its own protocol."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BINARIES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 30.0
"""Seconds until a command must be answered."""

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--no-first-run", "--disable-extensions", "--disable-background-networking"),
    "--remote-debugging-pipe",
)


def chromium() -> str | None:
    """Return the browser's path; None: there is none."""
    return next((found for name in BINARIES if (found := shutil.which(name))), None)


class Tab:
    """A page in the browser; keeps what it said that nobody has asked for yet."""

    def __init__(self, to: int, back: int) -> None:
        """Take the ends of the pipes."""
        self._to, self._back = to, back
        self._rest = b""
        self._number = 0
        self._session: str | None = None
        self.errors: list[str] = []

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Return the browser's answer to a command; raise where it refuses."""
        self._number += 1
        message: dict[str, Any] = {
            "id": self._number,
            "method": method,
            "params": parameters,
        }
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def _read(self) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE
        while b"\0" not in self._rest:
            left = until - time.monotonic()
            ready, _, _ = select.select([self._back], [], [], max(left, 0))
            assert ready, "the browser does not answer"
            more = os.read(self._back, 1 << 16)
            assert more, "the browser is gone"
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        said: dict[str, Any] = json.loads(message)
        if said.get("method") == "Runtime.exceptionThrown":
            details = said["params"]["exceptionDetails"]
            self.errors.append(details.get("exception", {}).get("description", ""))
        return said

    def attach(self) -> None:
        """Open a page and talk to it from now on."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self.call("Runtime.enable")
        self.call("Page.enable")

    def open(self, file: Path) -> None:
        """Load *file* and wait until it has run."""
        self.errors.clear()
        self.call("Page.navigate", url=file.as_uri())
        self.wait_for("document.readyState === 'complete' && !!document.body")

    def value(self, expression: str) -> Any:
        """Return what *expression* comes to."""
        answer = self.call(
            "Runtime.evaluate",
            expression=expression,
            returnByValue=True,
            awaitPromise=True,
        )
        return answer["result"].get("value")

    def wait_for(self, expression: str, *, seconds: float = 5) -> bool:
        """Tell whether *expression* becomes true within so many seconds."""
        until = time.monotonic() + seconds
        while not self.value(expression):
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True

    def press(self, key: str) -> None:
        """Press a key as a reader does."""
        codes = {"Enter": ("\r", 13), " ": (" ", 32), "Tab": ("", 9)}
        text, code = codes[key]
        common = {"key": key, "windowsVirtualKeyCode": code}
        for kind in ("keyDown", "keyUp"):
            extra = {"text": text} if text and kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, **common, **extra)


@contextmanager
def tab() -> Generator[Tab]:
    """Give a page of a browser that ends with the block."""
    path = chromium()
    assert path is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        here_in, to = os.pipe()
        back, here_out = os.pipe()
        shell = f'exec "$0" "$@" 3<&{here_in} 4>&{here_out}'
        process = subprocess.Popen(
            ["bash", "-c", shell, path, *FLAGS, f"--user-data-dir={profile}"],
            pass_fds=(here_in, here_out),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(here_in)
        os.close(here_out)
        page = Tab(to, back)
        try:
            page.attach()
            yield page
        finally:
            os.close(to)
            os.close(back)
            process.terminate()
            process.wait(10)
