"""Finds the system libraries that Qt expects on Linux, and installs them where it may."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable

from ibcr_desktop.set_up import NO_NETWORK, NotReadyError

# What the wheels of PySide6 6.12 load but do not bring: file name → Debian's (and Ubuntu's) package.
TO_IMPORT = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
}
FOR_A_WINDOW = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
FOR_WAYLAND = {"libwayland-cursor.so.0": "libwayland-cursor0", "libwayland-egl.so.1": "libwayland-egl1"}


def missing(table: dict[str, str]) -> dict[str, str]:
    """Return the entries of the table whose library this computer cannot load."""
    return {name: package for name, package in table.items() if not _loads(name)}


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def without_pip() -> dict[str, str]:
    """Return the package that lets this Python make virtual environments, where a distribution split it off."""
    if importlib.util.find_spec("ensurepip"):
        return {}
    return {"ensurepip": f"python{sys.version_info.major}.{sys.version_info.minor}-venv"}


def bring(wanted: dict[str, str], say: Callable[[str], None]) -> None:
    """Install the packages of what is missing (file name → package) where this process may.

    Raises NotReadyError with the line for the administrator where it may not, or with apt's reason.
    """
    if not wanted:
        return
    packages = sorted(set(wanted.values()))
    if not shutil.which("apt-get"):
        raise NotReadyError(
            f"This computer lacks {', '.join(wanted)}. "
            "Please install them with the system's own package manager, then start again."
        )
    if os.geteuid() != 0:
        raise NotReadyError(
            "This computer lacks some system libraries. Please ask its administrator to run this line once, "
            f"then start again:\n  sudo apt-get update && sudo apt-get install {' '.join(packages)}"
        )
    say(f"Installing system packages with apt-get: {' '.join(packages)}")
    _install(packages)


def _install(packages: list[str]) -> None:
    install = ["install", "--yes", "--no-install-recommends", *packages]
    result = _apt(*install)
    if result.returncode:  # the lists of packages are empty (a fresh image) or too old
        update = _apt("update")
        result = _apt(*install)
        if result.returncode and "Failed to fetch" in update.stdout:
            raise NotReadyError(NO_NETWORK)
    if result.returncode:
        reasons = [line for line in result.stdout.splitlines() if line.startswith("E:")]
        raise NotReadyError(
            f"apt-get could not install {' '.join(packages)}. Nothing is broken: please start again when it can. "
            + " ".join(reasons[:1])
        )


def _apt(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["apt-get", "-q", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
