#!/usr/bin/env python3
"""The one command of the source tree: sets the place up by itself, then runs, tests, builds or examines it.

Standard library only, and written so that an old Python can still read it and say what it lacks.
"""

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.txt"
RUN_LOCK = "requirements.txt"
DEV_LOCK = "requirements-dev.txt"
BENCH_LOCK = "requirements-bench.txt"
# From small to big: each holds all that the ones before it hold, in the same versions.
LOCKS = (RUN_LOCK, DEV_LOCK, BENCH_LOCK)
LOWEST = (3, 11)
NEWEST_TRIED = 14
DEMO_DAY = "2026-06-17"

# What Qt loads at run time and a wheel cannot carry: library, Debian's package, what fails without it.
QT_LIBRARIES = (
    ("libGL.so.1", "libgl1", "drawing"),
    ("libEGL.so.1", "libegl1", "drawing"),
    ("libglib-2.0.so.0", "libglib2.0-0", "the event loop"),
    ("libdbus-1.so.3", "libdbus-1-3", "talking to the desktop"),
    ("libfontconfig.so.1", "libfontconfig1", "finding fonts"),
    ("libxkbcommon.so.0", "libxkbcommon0", "the keyboard"),
)
WINDOW_LIBRARIES = (
    ("libxcb-cursor.so.0", "libxcb-cursor0", "a window on X11"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "a window on X11"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "the keyboard on X11"),
    ("libxcb-shape.so.0", "libxcb-shape0", "a window on X11"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "the keyboard on X11"),
)
# What the tests call or read: any one of the paths or names, Debian's package, what it is for. Most need a real window.
TEST_PROGRAMS = (
    (("Xvfb",), "xvfb", "an X server without a screen"),
    (("openbox",), "openbox", "the window manager of the tests"),
    (("xdotool",), "xdotool", "keys and clicks in the tests"),
    (("setxkbmap",), "x11-xkb-utils", "keyboards of other scripts in the tests"),
    (("xprop",), "x11-utils", "asking the window manager in the tests"),
    (("dbus-daemon",), "dbus-daemon", "the message bus of the accessibility tests"),
    (("gdbus",), "libglib2.0-bin", "asking that bus in the tests"),
    (
        ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"),
        "at-spi2-core",
        "what a screen reader hears, in the tests",
    ),
    (("/usr/share/unicode/BidiTest.txt",), "unicode-data", "Unicode's own cases of bidi and line breaking"),
    (
        ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",),
        "fonts-wqy-microhei",
        "a font for Chinese and Korean, in the tests of papers",
    ),
    (
        ("/usr/share/fonts/opentype/ipafont-gothic/ipagp.ttf",),
        "fonts-ipafont-gothic",
        "a font for Japanese, in the tests of papers",
    ),
    (("strace",), "strace", "what a session asks of the system, and what becomes of it when that fails"),
    (("java",), "default-jre-headless", "veraPDF, which examines the papers in the tests"),
)
# The folders of tests that want those.
PROGRAM_TESTS = ("archive", "papers", "real", "typeset", "usecases")
# What WeasyPrint loads, which `bench papers` compares with.
BENCH_LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0-0", "WeasyPrint in the bench"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0-0", "WeasyPrint in the bench"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset0", "WeasyPrint in the bench"),
)
OPTIONAL_LIBRARIES = (("libcups.so.2", "libcups2", "the list of printers (saving a PDF works without it)"),)

# Two catalogues because of two readers: the user reads the window, the client reads the papers.
PAPER_SOURCES = ("clientdesk/documents", "clientdesk/domain/clauses", "clientdesk/domain/countries")
CATALOGUES = ("clientdesk", "documents")


def say(text):
    """One line of our own; flushed, so that it stands before what a child process prints."""
    print(text, flush=True)


def fail(text):
    """End with a sentence and without a traceback."""
    sys.exit("dev.py: " + text)


# --- Python and its environment ---------------------------------------------------------------------------------


def ensure_python():
    """Hand over to a newer Python on the path when this one is too old, else say so."""
    if sys.version_info >= LOWEST:
        return
    for minor in range(NEWEST_TRIED, LOWEST[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)
        # A version manager's stand-in may be on the path without a Python behind it.
        if found and answers([found, "-c", ""]):
            sys.exit(subprocess.call([found] + sys.argv))
    fail(
        "ClientDesk needs Python %d.%d or newer; this is %d.%d. Install a newer one and start dev.py with it."
        % (*LOWEST, *sys.version_info[:2])
    )


def venv_python():
    """The Python of `.venv`, whether it exists or not."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def answers(command):
    """True when the command can be started and ends well; what it prints is thrown away."""
    try:
        return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def digest(lock):
    """What tells one state of a lock file from another, whatever the line ends of the checkout."""
    return hashlib.sha256((ROOT / lock).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def stamped():
    """What `.venv` holds: `{lock file: digest}`."""
    if not STAMP.exists():
        return {}
    return dict(line.split() for line in STAMP.read_text(encoding="utf-8").splitlines())


def ensure_venv():
    """A `.venv` whose Python starts; made anew when the one it was made from has gone."""
    if answers([str(venv_python()), "-c", "import pip"]):
        return
    try:
        import ensurepip  # noqa: F401 - Debian ships Python without it; venv then fails half-way
    except ImportError:
        install_system_packages(["python3.%d-venv" % sys.version_info[1]])
    say("Making .venv with Python %d.%d ..." % sys.version_info[:2])
    # In a process of its own, since a package installed a moment ago is not seen by this one.
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        fail("the environment .venv could not be made; the lines above say why.")


def ensure_packages(lock):
    """Install what the lock names when `.venv` holds another state of it; a big lock holds the smaller ones too."""
    wanted = {name: digest(name) for name in LOCKS[: LOCKS.index(lock) + 1]}
    has = stamped()
    if all(has.get(name) == value for name, value in wanted.items()):
        return
    say("Installing the packages of %s (once, until it changes) ..." % lock)
    pip = [str(venv_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    started = time.monotonic()
    if subprocess.call([*pip, "--require-hashes", "-r", str(ROOT / lock)]):
        fail("the packages could not be installed; the lines above say why. Is this machine online?")
    say("Installed in %.0f s." % (time.monotonic() - started))
    # The other lock's state is void: versions may have changed under it.
    STAMP.write_text("".join("%s %s\n" % pair for pair in wanted.items()), encoding="utf-8")


# --- libraries of the operating system --------------------------------------------------------------------------


def loads(library):
    """True when the dynamic linker finds the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing(libraries):
    """Those of the table that do not load; only Linux needs any."""
    return [row for row in libraries if not loads(row[0])] if sys.platform == "linux" else []


def missing_programs():
    """Those of the tests' programs that are not found; only Linux has them."""
    if sys.platform != "linux":
        return []
    return [
        row for row in TEST_PROGRAMS if not any(shutil.which(name) or Path(name).is_file() for name in row[0])
    ]


def elevation():
    """The words before a command of the administrator: none for root, sudo without a password, else None."""
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and answers(["sudo", "-n", "true"]) else None


def install_system_packages(packages):
    """Install Debian's packages when we may, else end with the line that does it."""
    line = "sudo apt-get install -y " + " ".join(packages)
    if not shutil.which("apt-get"):
        fail("these are missing; install what your system calls them: " + ", ".join(packages))
    become = elevation()
    if become is None:
        fail("some system packages are missing. Run this once, then start again:\n  " + line)
    say("Installing system packages: " + " ".join(packages))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = [*become, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if subprocess.call(install, env=environment, stdout=subprocess.DEVNULL) == 0:
        return
    say("Fetching the list of packages first ...")
    subprocess.call([*become, "apt-get", "update", "-qq"], env=environment)
    if subprocess.call(install, env=environment, stdout=subprocess.DEVNULL):
        fail("the system packages could not be installed. Run this once, then start again:\n  " + line)


def ensure_libraries(*, window):
    """Qt's system libraries; those of a real window only where one will open."""
    rows = missing(QT_LIBRARIES + (WINDOW_LIBRARIES if window else ()))
    if rows:
        install_system_packages([package for _, package, _ in rows])


def ensure_test_programs():
    """Everything the tests call besides Python, and the libraries of a real window."""
    rows = missing(QT_LIBRARIES + WINDOW_LIBRARIES)
    packages = [package for _, package, _ in (*rows, *missing_programs())]
    if packages:
        install_system_packages(packages)


def has_screen():
    """True where a window can be shown."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# --- catalogues -------------------------------------------------------------------------------------------------


def pybabel(*arguments):
    """One run of Babel's own tool inside `.venv`, quiet unless it fails."""
    command = [str(venv_python()), "-m", "babel.messages.frontend", "--quiet", *map(str, arguments)]
    if subprocess.call(command, cwd=ROOT):
        fail("pybabel failed: " + " ".join(command[4:]))


def compile_catalogues():
    """Make the `.mo` beside every `.po` that changed since; they are not stored in git."""
    for source in sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po")):
        made = source.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            language = source.parent.parent.name
            pybabel("compile", "-i", source, "-o", made, "-l", language)


def sources(catalogue):
    """The modules whose texts belong into one catalogue, as paths from the root, in a fixed order."""
    names = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "clientdesk").rglob("*.py"))
    papers = [name for name in names if name.startswith(tuple(folder + "/" for folder in PAPER_SOURCES))]
    return papers if catalogue == "documents" else [name for name in names if name not in papers]


def undated(text):
    """A catalogue without the moment it was made, by which alone two may differ."""
    return [line for line in text.splitlines() if not line.startswith('"POT-Creation-Date')]


def extract_and_update():
    """Read the texts out of the code and bring every language's file up to them; nothing is guessed."""
    folder = ROOT / "translations"
    folder.mkdir(exist_ok=True)
    languages = sorted(path.name for path in folder.iterdir() if path.is_dir())
    for catalogue in CATALOGUES:
        template = folder / (catalogue + ".pot")
        names = sources(catalogue)
        if not names:
            continue
        shape = ["--add-location=file", "--sort-by-file", "--add-comments=Translators:", "--strip-comments"]
        # Line breaks follow the texts alone, or every later change would re-flow its neighbours.
        shape += [
            "--width=110",
            "--project=ClientDesk",
            "--version=",
            "--copyright-holder=the ClientDesk authors",
            "--keyword=tr",
            "--keyword=NP_:1c,2",
        ]
        before = template.read_text(encoding="utf-8") if template.exists() else ""
        pybabel("extract", *shape, "-o", template, *names)
        if undated(template.read_text(encoding="utf-8")) == undated(before):
            template.write_text(before, encoding="utf-8", newline="\n")
        for language in languages:
            target = folder / language / "LC_MESSAGES" / (catalogue + ".po")
            verb = "update" if target.exists() else "init"
            target.parent.mkdir(parents=True, exist_ok=True)
            options = ["--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"]
            pybabel(
                verb, "-i", template, "-o", target, "-l", language, *(options if verb == "update" else [])
            )


# --- the commands -----------------------------------------------------------------------------------------------


def set_up(lock=RUN_LOCK, *, window=False):
    """Everything a command needs before its own work; costs a blink when nothing changed."""
    ensure_venv()
    ensure_libraries(window=window)
    ensure_packages(lock)
    compile_catalogues()


def in_venv(*arguments, **environment):
    """Run the venv's Python in the root and return its exit code."""
    return subprocess.call([str(venv_python()), *arguments], cwd=ROOT, env=dict(os.environ, **environment))


def command_run(rest):
    """Open the window on a file; the user's own when none is named."""
    set_up(window=has_screen())
    return in_venv("-m", "clientdesk", "run", *rest)


def command_demo(rest):
    """Make the demo book with its papers, check its figures, and open it where there is a screen."""
    set_up(window=has_screen())
    return in_venv("-m", "clientdesk", "demo", "--today", DEMO_DAY, *rest)


def command_test(rest):
    """Lint, types, import contracts, then the whole suite; with arguments pytest alone, with them."""
    # A part of the suite that needs none of the programs is not held up by them.
    if not rest or any(folder in word for word in rest for folder in PROGRAM_TESTS):
        ensure_test_programs()
    set_up(DEV_LOCK)
    pytest = ("-m", "pytest", "--numprocesses", "2", "--dist", "worksteal")
    if rest:
        return in_venv("-m", "pytest", *rest, QT_QPA_PLATFORM="offscreen")
    steps = (
        ("ruff check", ("-m", "ruff", "check", ".")),
        ("ruff format", ("-m", "ruff", "format", "--check", ".")),
        ("mypy", ("-m", "mypy")),
        (
            "import contracts",
            ("-c", "import sys; from importlinter.cli import lint_imports as f; sys.exit(f())"),
        ),
    )
    failed = []
    for name, arguments in steps:
        say("== " + name)
        if in_venv(*arguments):
            failed.append(name)
    say("== pytest")
    # Last, so that pytest's closing line is the last one of a good run.
    code = in_venv(*pytest, QT_QPA_PLATFORM="offscreen")
    if failed:
        say("failed before pytest: " + ", ".join(failed))
    return code or (1 if failed else 0)


def command_shots(rest):
    """A picture of every screen and state, light and dark, in every language: `--only today,invoice --out DIR`."""
    set_up(DEV_LOCK)
    return in_venv("-m", "tests.shots", *rest)


def command_papers(rest):
    """Every paper in every look and language as pictures, tried for PDF/A and PDF/UA: `--only invoice --out DIR`."""
    ensure_test_programs()
    set_up(DEV_LOCK)
    return in_venv("-m", "tests.papers", *rest)


def command_pictures(rest):
    """Draw the pictures of the README and of the manual anew, from the demo book."""
    set_up(DEV_LOCK)
    return in_venv(str(ROOT / "docs" / "pictures.py"), *rest)


#: Short names of measurements.
BENCH_NAMES = {"cli": "command_line"}


def command_bench(rest):
    """Run the measurements in `bench/`, or those named."""
    names = [BENCH_NAMES.get(name, name) for name in rest]
    names = names or sorted(path.stem for path in (ROOT / "bench").glob("*.py"))
    if not set(names) <= {"papers", "command_line"}:
        # One of them puts the window on an X server, with real keys.
        ensure_test_programs()
    if "papers" in names:
        rows = missing(BENCH_LIBRARIES)
        if rows:
            install_system_packages([package for _, package, _ in rows])
    set_up(BENCH_LOCK if "papers" in names else RUN_LOCK)
    codes = []
    for name in names:
        say("== " + name)
        codes.append(in_venv(str(ROOT / "bench" / (name + ".py"))))
    return max(codes, default=0)


def command_torture(rest):
    """Kill it, cut its current, fill its disk, attack its file; what is left? `torture [PART …] [--short]`."""
    set_up(DEV_LOCK)
    return in_venv("-m", "tests.torture", *rest, QT_QPA_PLATFORM="offscreen")


def command_build(rest):
    """Freeze the program into one folder and let that folder prove itself without the source tree."""
    # What is not here at the build is not in the folder either.
    set_up(DEV_LOCK, window=True)
    target = ROOT / "dist"
    options = ["--noconfirm", "--distpath", str(target), "--workpath", str(ROOT / "build")]
    if in_venv("-m", "PyInstaller", "--log-level", "WARN", *options, *rest, str(ROOT / "build.spec")):
        fail("PyInstaller failed; the lines above say why.")
    folder = target / "ClientDesk"
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    say("Built %s: %.0f MB" % (folder, size / 1e6))
    with tempfile.TemporaryDirectory() as elsewhere:
        moved = Path(elsewhere) / "ClientDesk"
        shutil.copytree(folder, moved, symlinks=True)
        program = moved / ("clientdesk.exe" if os.name == "nt" else "clientdesk")
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        environment["QT_QPA_PLATFORM"] = "offscreen"
        say("Self-check of the frozen program, away from its source:")
        return subprocess.call([str(program), "--self-check"], cwd=elsewhere, env=environment)


def command_doctor(rest):
    """Say what is missing here, and why it is wanted."""
    del rest
    packages = []
    faults = []

    def line(good, text, remedy):
        if not good:
            faults.append(text)
        say("ok       " + text if good else "MISSING  %s: %s" % (text, remedy))

    say("ok       Python %d.%d.%d" % sys.version_info[:3])
    try:
        import ensurepip  # noqa: F401 - asked for here and nowhere else
    except ImportError:
        packages.append("python3.%d-venv" % sys.version_info[1])
        line(good=False, text="ensurepip, which makes .venv", remedy="package " + packages[0])
    ready = answers([str(venv_python()), "-c", "import pip"])
    line(good=ready, text="the environment .venv", remedy="any other command makes it")
    has = stamped()
    for lock, purpose in ((RUN_LOCK, "to run"), (DEV_LOCK, "to test and build")):
        current = ready and has.get(lock) == digest(lock)
        line(
            good=current,
            text="the packages %s (%s)" % (purpose, lock),
            remedy="a command that needs them installs them",
        )
    absent = missing(QT_LIBRARIES + WINDOW_LIBRARIES)
    for library, package, purpose in absent:
        packages.append(package)
        line(good=False, text="%s for %s" % (library, purpose), remedy="package " + package)
    if not absent:
        say("ok       the libraries that Qt asks of the system")
    for names, package, purpose in missing_programs():
        packages.append(package)
        line(good=False, text="%s: %s" % (names[0], purpose), remedy="package " + package)
    for library, package, purpose in missing(OPTIONAL_LIBRARIES):
        say("optional %s for %s: package %s" % (library, purpose, package))
    if not has_screen():
        say("note     no screen here: the window cannot open, everything else works")
    if packages:
        say("\nInstalled by the next command where it may, else by this line on Debian and Ubuntu:")
        say("  sudo apt-get install -y " + " ".join(packages))
    return 1 if faults else 0


def command_lock(rest):
    """Resolve pyproject's packages for every system into locks with hashes and without an index. `--upgrade` renews."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
        if subprocess.call([python, "-m", "pip", "install", "--quiet", "uv"]):
            fail("uv, which makes the lock, could not be installed.")
        shape = [
            "--universal",
            "--generate-hashes",
            "--no-header",
            "--no-annotate",
            "--python-version",
            "3.11",
        ]
        # Without the configuration of this machine: the lock must be the same wherever it is made.
        compiler = [
            python,
            "-m",
            "uv",
            "pip",
            "compile",
            "--quiet",
            "--no-config",
            *shape,
            *rest,
            "pyproject.toml",
        ]
        dev = ["--group", "dev"]
        groups = {RUN_LOCK: [], DEV_LOCK: dev, BENCH_LOCK: [*dev, "--group", "bench", "-c", DEV_LOCK]}
        for lock, more in groups.items():
            if subprocess.call([*compiler, *more, "-o", lock], cwd=ROOT):
                fail("%s could not be resolved." % lock)
            if "://" in (ROOT / lock).read_text(encoding="utf-8"):
                fail("%s names an address; a lock must not." % lock)
            say("wrote " + lock)
    return 0


def command_messages(rest):
    """Bring the catalogues up to the code and compile them; `messages add fr` starts a language."""
    set_up()
    if rest[:1] == ["add"] and len(rest) > 1:
        for language in rest[1:]:
            (ROOT / "translations" / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    elif rest and rest != ["compile"]:
        fail("messages takes nothing, `compile`, or `add LANGUAGE`.")
    if rest != ["compile"]:
        extract_and_update()
    compile_catalogues()
    return 0


def command_setup(rest):
    """Only the set-up, with everything the tests need."""
    del rest
    set_up(DEV_LOCK)
    return 0


COMMANDS = {
    "demo": command_demo,
    "run": command_run,
    "test": command_test,
    "shots": command_shots,
    "papers": command_papers,
    "pictures": command_pictures,
    "bench": command_bench,
    "torture": command_torture,
    "build": command_build,
    "doctor": command_doctor,
    "lock": command_lock,
    "messages": command_messages,
    "setup": command_setup,
}


def main():
    """Read the command and do it."""
    ensure_python()
    listing = "\n".join(
        "  %-9s %s" % (name, (do.__doc__ or "").strip().splitlines()[0])
        for name, do in COMMANDS.items()
        if name != "setup"
    )
    parser = argparse.ArgumentParser(
        prog="dev.py",
        usage="python3 dev.py COMMAND [arguments]",
        description="commands:\n" + listing,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of the above")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="handed to the command")
    arguments = parser.parse_args()
    try:
        return COMMANDS[arguments.command](arguments.rest)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
