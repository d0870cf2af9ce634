"""main.py on a small project of its own: everything is real but the parts that are fetched."""

import ast
import base64
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
REPORT = """
import json, os, sys
files = [getattr(module, "__file__", None) for module in sys.modules.values()]
print(json.dumps({"words": sys.argv[1:], "program": os.path.basename(sys.argv[0]),
                  "isolated": sys.flags.isolated, "optimized": sys.flags.optimize,
                  "python": sys.prefix, "folder": os.getcwd(),
                  "environment": dict(os.environ), "modules": files}))
"""
NO_NETWORK = {"PIP_NO_INDEX": "0", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "1"}
WINDOW_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


class SmallProject:
    """A copy of main.py and the set-up, whose requirements are one tiny wheel called pytest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wheels = folder.parent / "wheels"  # pip splits its variable at spaces
        self.venv = folder / ".venv"
        package = folder / "ibcr_desktop"
        shutil.copytree(ROOT / "ibcr_desktop" / "set_up", package / "set_up")
        shutil.copy(ROOT / "main.py", folder)
        (package / "__init__.py").write_text("")
        (package / "cli.py").write_text(REPORT + "sys.exit(7 if 'fail' in sys.argv else 0)")
        (package / "application.py").write_text(REPORT)
        (folder / "requirements").mkdir()
        self.lock_version("1.0")

    def lock_version(self, version: str) -> None:
        """Build that version of the wheel and write the lock files that ask for it."""
        self.wheels.mkdir(exist_ok=True)
        wheel = self.wheels / f"pytest-{version}-py3-none-any.whl"
        about = f"pytest-{version}.dist-info"
        files = {
            "pytest.py": REPORT,
            f"{about}/METADATA": f"Metadata-Version: 2.1\nName: pytest\nVersion: {version}\n",
            f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        record = "".join(f"{name},sha256={_digest(text)},{len(text)}\n" for name, text in files.items())
        with zipfile.ZipFile(wheel, "w") as archive:
            for name, text in {**files, f"{about}/RECORD": f"{record}{about}/RECORD,,\n"}.items():
                archive.writestr(name, text)
        line = f"pytest=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
        for name in ("application.txt", "tests.txt"):
            (self.folder / "requirements" / name).write_text(line)

    def environment(self, **changes: str) -> dict[str, str]:
        """Return the variables of a computer whose package index is the folder of wheels."""
        kept = {n: v for n, v in os.environ.items() if not n.startswith("PIP_") and n not in WINDOW_VARIABLES}
        pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels), "PIP_CONFIG_FILE": os.devnull}
        return {**kept, **pip, **changes}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, str(self.folder / "main.py"), *words]

    def run(
        self, *words: str, folder: Path | None = None, variables: dict[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            self.command(*words),
            env=self.environment(**variables or {}),
            cwd=folder or self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def _report(result: "subprocess.CompletedProcess[str]") -> Any:
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return SmallProject(tmp_path / "a place with ünusual name")


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    project = SmallProject(tmp_path_factory.mktemp("ready") / "project")
    assert project.run("hello").returncode == 0
    return project


def _old_pythons() -> list[str]:
    names = [f"python{version}" for version in ("2.7", *(f"3.{minor}" for minor in range(4, 11)))]
    found = [path for name in names if (path := shutil.which(name)) and "shims" not in path]
    kept = sorted(Path.home().glob(".pyenv/versions/*/bin/python"))
    return found + [str(path) for path in kept if path.parts[-3].startswith(("2.", "3.6", "3.7", "3.8", "3.9", "3.10"))]


@pytest.mark.parametrize("python", _old_pythons())
def test_an_old_python_is_told_which_one_is_needed(python: str) -> None:
    result = subprocess.run([python, str(ROOT / "main.py")], capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 1
    assert result.stderr.startswith("IBCR Desktop needs Python 3.11 or newer; this is Python ")
    assert "Traceback" not in result.stderr


def test_main_uses_only_what_every_python_can_parse() -> None:
    source = (ROOT / "main.py").read_text(encoding="ascii")
    tree = ast.parse(source, feature_version=(3, 4))
    newer = (
        ast.JoinedStr,
        ast.AnnAssign,
        ast.NamedExpr,
        ast.AsyncFunctionDef,
        ast.Nonlocal,
        ast.Starred,
        ast.YieldFrom,
    )
    for node in ast.walk(tree):
        assert not isinstance(node, newer), f"line {getattr(node, 'lineno', '?')}"
        if isinstance(node, ast.FunctionDef):
            assert node.returns is None
            assert not any(argument.annotation for argument in node.args.args)
            assert not node.args.kwonlyargs


def test_the_set_up_imports_the_standard_library_only() -> None:
    for path in [ROOT / "main.py", *(ROOT / "ibcr_desktop" / "set_up").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                ours = name == "ibcr_desktop.set_up" or name.startswith("ibcr_desktop.set_up.")
                assert ours or name.split(".")[0] in sys.stdlib_module_names, f"{path.name}: {name}"


def test_the_first_start_sets_up_and_runs_the_command_with_its_words(project: SmallProject, tmp_path: Path) -> None:
    result = project.run("totals", "--json", "-", "Größe & co", folder=tmp_path)
    report = _report(result)
    assert report["words"] == ["totals", "--json", "-", "Größe & co"]
    assert Path(report["python"]) == project.venv
    assert Path(report["folder"]) == tmp_path
    assert "Setting up" in result.stderr


def test_the_program_is_compiled_once_as_it_will_run_without_docstrings(ready: SmallProject) -> None:
    assert _report(ready.run("hello"))["optimized"] == 2
    compiled = {path.name.partition(".")[0] for path in ready.folder.glob("**/*.opt-2.pyc")}
    assert {"pytest", "cli"} <= compiled


def test_the_exit_code_is_the_commands_own(ready: SmallProject) -> None:
    assert ready.run("fail").returncode == 7


def test_later_starts_use_no_network_and_say_nothing(ready: SmallProject) -> None:
    before = ready.venv.stat().st_mtime_ns
    result = ready.run("hello", variables=NO_NETWORK)
    assert _report(result)["words"] == ["hello"]
    assert result.stderr == ""
    assert ready.venv.stat().st_mtime_ns == before


def test_later_starts_add_at_most_three_tenths_of_a_second(ready: SmallProject) -> None:
    def seconds(command: list[str]) -> float:
        """Give the time the processor worked for it: what a busy computer does beside it is not ours."""
        before = os.times()
        subprocess.run(command, env=ready.environment(), cwd=ready.folder, check=True, capture_output=True)
        after = os.times()
        return after.children_user - before.children_user + after.children_system - before.children_system

    alone = [str(ready.venv / "bin" / "python"), "-I", "-X", "utf8", str(ready.folder / "ibcr_desktop" / "cli.py")]
    pairs = [(seconds(ready.command("hello")), seconds(alone)) for _ in range(5)]
    assert min(whole for whole, _ in pairs) - min(part for _, part in pairs) <= 0.3


def test_the_tests_run_offscreen_from_the_project_with_their_own_words(project: SmallProject, tmp_path: Path) -> None:
    report = _report(project.run("test", "-k", "totals", folder=tmp_path, variables={"QT_QPA_PLATFORM": "xcb"}))
    assert report["words"][-2:] == ["-k", "totals"]
    assert report["environment"]["QT_QPA_PLATFORM"] == "offscreen"
    assert Path(report["folder"]) == project.folder
    assert Path(report["python"]) == project.folder / ".venv-dev"
    assert report["optimized"] == 0  # or they would assert nothing


def test_a_link_to_main_py_starts_what_it_points_to(ready: SmallProject, tmp_path: Path) -> None:
    link = tmp_path / "ibcr"
    link.symlink_to(ready.folder / "main.py")
    (tmp_path / "ibcr_desktop.py").write_text("raise SystemExit('a stranger ran')")
    command = [sys.executable, str(link), "hello"]
    result = subprocess.run(command, env=ready.environment(), capture_output=True, text=True, check=False)
    assert _report(result)["words"] == ["hello"]


def test_planted_modules_and_foreign_variables_are_ignored(ready: SmallProject, tmp_path: Path) -> None:
    for name in ("subprocess", "ctypes", "hashlib", "runpy", "json", "pytest", "ibcr_desktop"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a stranger ran')")
    foreign = dict.fromkeys(("PYTHONPATH", "QT_PLUGIN_PATH", "VIRTUAL_ENV"), str(tmp_path))
    foreign |= {"PYTHONSAFEPATH": "1", "PYTHONSTARTUP": "x", "PIP_TARGET": "x"}
    report = _report(ready.run("hello", folder=tmp_path, variables=foreign))
    assert report["isolated"] == 1
    assert not [path for path in report["modules"] if path and Path(path).parent == tmp_path]
    assert not {"QT_PLUGIN_PATH", "VIRTUAL_ENV", "PIP_TARGET"} & set(report["environment"])
    assert not [name for name in report["environment"] if name.startswith("PYTHON")]


def _stop_in_the_middle(project: SmallProject, moment: str, how: signal.Signals) -> tuple[int, str]:
    """Send a signal as soon as a file of the set-up is there; begin anew when a busy computer made us miss it."""
    for _ in range(10):
        command, variables = project.command("hello"), project.environment()
        process = subprocess.Popen(command, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        while not list(project.folder.glob(moment)):
            time.sleep(0.002)
        process.send_signal(how)
        _, sentence = process.communicate(timeout=60)
        if process.returncode:
            return process.returncode, sentence
        shutil.rmtree(project.venv)
    pytest.fail("the set-up is over before anybody can stop it")


@pytest.mark.parametrize("moment", [".venv", ".venv/bin/python", ".venv/lib/*/site-packages/pytest.py"])
def test_a_set_up_killed_in_the_middle_is_done_again(project: SmallProject, moment: str) -> None:
    _stop_in_the_middle(project, moment, signal.SIGKILL)
    assert not (project.venv / "made-from").exists()
    (project.venv / "left-over").write_text("half done")
    assert _report(project.run("again"))["words"] == ["again"]
    assert not (project.venv / "left-over").exists()


@pytest.mark.parametrize("moment", [".venv", ".venv/lib/*/site-packages/pip", ".venv/lib/*/site-packages/pytest.py"])
def test_an_interrupted_set_up_leaves_nothing(project: SmallProject, moment: str) -> None:
    returned, sentence = _stop_in_the_middle(project, moment, signal.SIGINT)
    assert returned == 130
    assert sentence.splitlines()[-1].startswith("Interrupted.")
    assert not project.venv.exists()


def test_two_first_starts_at_once_set_up_once(project: SmallProject) -> None:
    starts = [
        subprocess.Popen(
            project.command("hello"), env=project.environment(), stderr=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    said = [start.communicate(timeout=120)[1].decode() for start in starts]
    assert [start.returncode for start in starts] == [0, 0]
    assert sum("Setting up" in words for words in said) == 1


def test_without_a_network_one_sentence_is_said_and_nothing_is_left(project: SmallProject) -> None:
    result = project.run("hello", variables=NO_NETWORK)
    assert result.returncode == 1
    assert result.stderr.partition("\n")[2] == (
        "The first start needs the network to fetch its parts, and there is none. Nothing is broken: "
        "please start again when there is; afterwards no network is needed.\n"
    )
    assert not project.venv.exists()


def test_new_requirements_without_a_network_leave_the_earlier_environment(project: SmallProject) -> None:
    assert project.run("hello").returncode == 0
    lock = project.folder / "requirements" / "application.txt"
    earlier = lock.read_text()
    project.lock_version("2.0")
    result = project.run("hello", variables=NO_NETWORK)
    assert result.returncode == 1
    lock.write_text(earlier)
    result = project.run("hello")
    assert result.stderr == ""
    assert _report(result)["words"] == ["hello"]
    project.lock_version("2.0")
    assert "Setting up" in project.run("hello").stderr
    assert (project.venv / "lib").exists()
    assert list(project.venv.glob("**/pytest-2.0.dist-info"))
    assert not list(project.folder.glob("*.earlier"))


def test_a_package_that_is_not_the_locked_one_is_refused(project: SmallProject) -> None:
    lock = project.folder / "requirements" / "application.txt"
    lock.write_text(lock.read_text().rpartition(":")[0] + ":" + "0" * 64 + "\n")
    result = project.run("hello")
    assert result.returncode == 1
    assert "could not be finished" in result.stderr
    assert not project.venv.exists()


def test_a_folder_that_cannot_be_prepared_is_named(project: SmallProject) -> None:
    (project.folder / ".venv.lock").mkdir()
    result = project.run("hello")
    assert result.returncode == 1
    assert result.stderr.startswith(f"The folder {project.folder} cannot be prepared (Is a directory).")


def test_without_a_display_the_window_is_not_tried(project: SmallProject) -> None:
    result = project.run()
    assert result.returncode == 1
    assert result.stderr == (
        "There is no display to show a window on. Without one the command line works, for example: "
        "python3 main.py sample FOLDER\n"
    )
    assert not project.venv.exists()


@pytest.mark.parametrize("words", [[], ["the office.ibcrdb"]])
def test_the_application_starts_where_qt_needs_no_display(ready: SmallProject, words: list[str]) -> None:
    report = _report(ready.run(*words, variables={"QT_QPA_PLATFORM": "offscreen"}))
    assert report["words"] == words
    assert report["program"] == "application.py"
    assert report["environment"]["QT_QPA_PLATFORM"] == "offscreen"
