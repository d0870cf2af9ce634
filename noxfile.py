"""Everything a developer does beside setting up and testing; `python3 main.py test` makes the environment it runs in.

.venv-dev/bin/nox              format, lint, types, layers (what CI checks besides the tests)
.venv-dev/bin/nox -l           the list
.venv-dev/bin/nox -s words     one of them
"""

import sys
from pathlib import Path

import nox

ROOT = Path(__file__).resolve().parent
SOURCES = ("ibcr_desktop", "tests", "benchmarks", "main.py", "noxfile.py")
TRANSLATIONS = ROOT / "resources" / "translations"
LANGUAGES = ("fr", "es")
DOMAIN = "ibcr_desktop"
LAYERS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"

# The tools are those of the environment that nox itself runs in: one set, locked and hashed.
nox.options.default_venv_backend = "none"
nox.options.sessions = ["check"]


def _python(session: nox.Session, *words: str, **variables: str) -> None:
    session.run(sys.executable, "-m", *words, env=variables)


def _sources() -> list[str]:
    return [name for name in SOURCES if (ROOT / name).exists()]


@nox.session
def check(session: nox.Session) -> None:
    """Check format, lint, types and layers; each speaks even when an earlier one found something."""
    for name in ("format", "lint", "types", "layers"):
        session.notify(name)


@nox.session(name="format")
def formatting(session: nox.Session) -> None:
    """Check that files look as the formatter writes them."""
    _python(session, "ruff", "format", "--check", *_sources())


@nox.session
def lint(session: nox.Session) -> None:
    """Look for what ruff knows to be risky or unclear."""
    _python(session, "ruff", "check", *_sources())


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of code and tests, strictly."""
    _python(session, "mypy")


@nox.session
def layers(session: nox.Session) -> None:
    """Check which part imports which; the contracts are in pyproject.toml."""
    session.run(sys.executable, "-c", LAYERS)


@nox.session
def fix(session: nox.Session) -> None:
    """Put format and imports in order, and repair what ruff can."""
    _python(session, "ruff", "check", "--fix", *_sources())
    _python(session, "ruff", "format", *_sources())


@nox.session
def words(session: nox.Session) -> None:
    """Collect the marked texts, bring the French and Spanish catalogues up to date, and compile them.

    Both .po and .mo are committed: the application reads .mo and never needs Babel.
    """
    template = TRANSLATIONS / f"{DOMAIN}.pot"
    TRANSLATIONS.mkdir(parents=True, exist_ok=True)
    keywords = [f"--keyword={mark}" for mark in ("N_", "_", "translate", "plural:1,2", "N_plural:1,2")]
    plain = ["--no-wrap", "--sort-by-file", "--no-location", "--omit-header"]
    _babel(
        session, "extract", "--no-default-keywords", *keywords, *plain, "--output-file", str(template), "ibcr_desktop"
    )
    catalogues = ["--input-file", str(template), "--output-dir", str(TRANSLATIONS), "--domain", DOMAIN]
    tidy = ["--init-missing", "--ignore-pot-creation-date", "--ignore-obsolete", "--no-fuzzy-matching", "--no-wrap"]
    for language in LANGUAGES:
        _babel(session, "update", *catalogues, "--locale", language, *tidy)
    _babel(session, "compile", "--directory", str(TRANSLATIONS), "--domain", DOMAIN, "--statistics")


def _babel(session: nox.Session, *words: str) -> None:
    _python(session, "babel.messages.frontend", *words)


@nox.session
def lock(session: nox.Session) -> None:
    """Compile requirements/*.txt from pyproject.toml, keeping what fits (`-- --upgrade`: the newest); fetches uv."""
    _python(session, "pip", "install", "--quiet", "uv")
    # One lock for all systems that pip alone can install, with hashes and without anybody's addresses.
    wanted = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-emit-index-url"]
    for name, group in (("application", []), ("tests", ["--group", "tests"]), ("peers", ["--group", "peers"])):
        output = ["--quiet", "--output-file", f"requirements/{name}.txt"]
        _python(session, "uv", "pip", "compile", "pyproject.toml", *group, *wanted, *output, *session.posargs)


@nox.session
def data_dictionary(session: nox.Session) -> None:
    """Write docs/records.md from the declared fields; a test keeps it true."""
    _python(session, "tests.records.data_dictionary")


@nox.session
def screenshots(session: nox.Session) -> None:
    """Draw the README's pictures with the example organisation, without a display."""
    _python(session, "tests.screenshots", QT_QPA_PLATFORM="offscreen")


@nox.session
def faults(session: nox.Session) -> None:
    """Strike at every file operation of backups, restoring and merging; the tests leave out some alike."""
    names = (f"tests/faults/test_{work}_under_faults.py" for work in ("backups", "merging"))
    _python(session, "pytest", "-q", *names, IBCR_EVERY_OPERATION="yes")


@nox.session
def benchmark(session: nox.Session) -> None:
    """Measure speed and memory beside their peers, and print the tables of docs/performance.md."""
    _python(session, "benchmarks", *session.posargs, QT_QPA_PLATFORM="offscreen")


@nox.session(venv_backend="venv")
def duplicates(session: nox.Session) -> None:
    """Measure how well duplicates are found, beside recordlinkage and Splink, in an environment of their own."""
    session.install("--require-hashes", "-r", "requirements/peers.txt")
    session.run("python", "-m", "benchmarks.duplicates", *session.posargs)


@nox.session
def merge_histories(session: nox.Session) -> None:
    """Live 10,000 random histories of five databases against the oracle (`-- 500` for another number); an hour."""
    count = session.posargs[0] if session.posargs else "10000"
    _python(session, "pytest", "-q", "--timeout=0", "tests/sync/test_merging_properties.py", IBCR_HISTORIES=count)


@nox.session
def merge_mutants(session: nox.Session) -> None:
    """Break the fold and the merge in some forty ways, and show that the tests notice each; half an hour."""
    _python(session, "tests.sync.mutants")
