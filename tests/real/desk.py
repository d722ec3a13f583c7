"""A desktop for tests: an X server without a screen, a window manager, an accessibility bus, and programs on it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_ASKED_AT_MOST = 2000
_LAUNCHERS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))


class Desk:
    """An X server of our own on a free display, with openbox; everything started here is stopped by `close`."""

    def __init__(self, *, size: str = "1440x900") -> None:
        self._started: list[subprocess.Popen[bytes]] = []
        self._home = tempfile.TemporaryDirectory(prefix="clientdesk-desk-")
        reader, writer = os.pipe()
        self._start(
            "Xvfb",
            "-displayfd",
            str(writer),
            "-screen",
            "0",
            f"{size}x24",
            "-nolisten",
            "tcp",
            "-noreset",
            keep=writer,
        )
        os.close(writer)
        with os.fdopen(reader) as number:
            self.display = f":{number.readline().strip()}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("QT_")},
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_SCALE_FACTOR": "1",
            "HOME": self._home.name,
            "XDG_RUNTIME_DIR": self._home.name,
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
        }
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            self.environment[name] = str(Path(self._home.name) / name.lower())
        self._start("openbox")
        self._wait_for_manager()

    def start_bus(self) -> str:
        """Start a session bus and the accessibility bus on it, and return the latter's address."""
        bus = subprocess.Popen(  # the address is its first line
            ["dbus-daemon", "--session", "--print-address", "--nofork", "--nopidfile"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._started.append(bus)
        assert bus.stdout is not None
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        self.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        launcher = next(path for path in _LAUNCHERS if path.exists())
        self._start(str(launcher), "--launch-immediately", "--a11y=1")
        answer = subprocess.run(
            [
                *("gdbus", "call", "--session", "--timeout", "20", "--dest", "org.a11y.Bus"),
                *("--object-path", "/org/a11y/bus", "--method", "org.a11y.Bus.GetAddress"),
            ],
            env=self.environment,
            check=True,
            capture_output=True,
            text=True,
        )
        return answer.stdout.split("'")[1]

    def keyboard(self, *arguments: str) -> None:
        """Change the keyboard's layout, such as `ara` or `us,ara`."""
        subprocess.run(["setxkbmap", *arguments], env=self.environment, check=True)

    def press(self, *keys: str) -> None:
        """Press keys by xdotool's names: `ctrl+n`, `Tab`, `Return`."""
        self._do("key", "--delay", "12", *keys)

    def press_places(self, *codes: int, held: str = "") -> None:
        """Press keys by their place on the keyboard (X keycodes), while the key `held` is down."""
        hold, let_go = (["keydown", held], ["keyup", held]) if held else ([], [])
        self._do(*hold, "key", "--delay", "12", *map(str, codes), *let_go)

    def type(self, text: str) -> None:
        """Type letters that stand on the keyboard; xdotool would lay others on it while the program still reads."""
        self._do("type", "--delay", "12", "--", text)

    def click(self, place: list[int] | None, *, button: int = 1, twice: bool = False) -> None:
        """Move the mouse to a place on the screen and click."""
        assert place is not None, "there is nothing to click"
        self._do("mousemove", "--sync", str(place[0]), str(place[1]))
        self._do("click", *(["--repeat", "2", "--delay", "60"] if twice else []), str(button))

    def close(self) -> None:
        """Stop all that was started, the newest first."""
        for process in reversed(self._started):
            process.terminate()
            process.wait(20)
            if process.stdout is not None:
                process.stdout.close()
        self._home.cleanup()

    def _do(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.environment, check=True)

    def _start(self, *command: str, keep: int | None = None) -> None:
        self._started.append(
            subprocess.Popen(
                command,
                env=getattr(self, "environment", None),
                pass_fds=(keep,) if keep is not None else (),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )

    def _wait_for_manager(self) -> None:
        # Until a window manager has said on the root window that it is there, no window gets the focus.
        for _ in range(_ASKED_AT_MOST):
            asked = subprocess.run(
                ["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"],
                env=self.environment,
                check=False,
                capture_output=True,
                text=True,
            )
            if "window id" in asked.stdout:
                return
        raise AssertionError("the window manager does not answer")


class Program:
    """ClientDesk itself in a process of its own on a desk."""

    def __init__(self, desk: Desk, book: Path, *options: str, more: Mapping[str, str] | None = None) -> None:
        self.desk = desk
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.real.program", *options, str(book)],
            cwd=ROOT,
            env={**desk.environment, **(more or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._hear() == "ready"

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, *words: object) -> Any:
        """Ask one of the questions of `program.py`; the answer comes when the window has nothing more to do."""
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(map(str, words)) + "\n")
        self._process.stdin.flush()
        return self._hear()

    def click(self, name: str, *, twice: bool = False) -> None:
        """Click the middle of the visible widget of that name, in a list the first row."""
        self.desk.click(self.ask("where", name), twice=twice)

    def wait_for(self, **state: object) -> dict[str, Any]:
        """Ask for the state until it is so; each question waits for the window by itself."""
        for _ in range(300):
            now: dict[str, Any] = self.ask("state")
            if all(now[name] == value for name, value in state.items()):
                return now
        raise AssertionError(f"wanted {state}, is {now}")

    def wait_until(self, so: Callable[[], bool]) -> None:
        """Ask until it is so of something outside the window."""
        for _ in range(300):
            self.ask("state")
            if so():
                return
        raise AssertionError(f"it never came to be: {so}")

    def close(self) -> int:
        """Close the window as a person does and return the exit code."""
        self.ask("quit")
        return self._end()

    def kill(self) -> None:
        """End it without a word, if it still runs."""
        self._process.kill()
        self._end()

    def _end(self) -> int:
        code = self._process.wait(30)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        return code

    def _hear(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"the program has ended with {self._process.wait()}"
        return json.loads(line)
