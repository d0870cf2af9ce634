"""Tells places where a live database would be torn apart: synchronised, network and removable folders."""

import os
import sys
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Final

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.words import N_

SYNCED_NAMES: Final = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "icloud drive",
    "iclouddrive",
    "mobile documents",
    "cloudstorage",
    "nextcloud",
    "owncloud",
    "pcloud",
    "pclouddrive",
    "megasync",
    "box sync",
    "kdrive",
    "syncthing",
)
SYNCED_VARIABLES: Final = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
NETWORK_SYSTEMS: Final = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afpfs", "webdav", "davfs", "ceph"}
NETWORK_HELPERS: Final = ("fuse.sshfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.davfs")
REMOVABLE_SYSTEMS: Final = {"vfat", "exfat", "msdos", "iso9660", "udf"}
REMOVABLE_FOLDERS: Final = ("/media/", "/run/media/")
WINDOWS_REMOVABLE, WINDOWS_NETWORK, WINDOWS_OPTICAL = 2, 4, 5  # answers of GetDriveTypeW


class UnsafePlace(Enum):
    """Why a folder is not for a database that is in use."""

    SYNCED = "synced"
    NETWORK = "network"
    REMOVABLE = "removable"


WARNINGS: Final = {
    UnsafePlace.SYNCED: N_("The database is in a folder that is copied to the internet while you work."),
    UnsafePlace.NETWORK: N_("The database is on a network drive."),
    UnsafePlace.REMOVABLE: N_("The database is on a stick or another drive that can be pulled out."),
}


def unsafe_place(path: Path) -> UnsafePlace | None:
    """Tell why the folder of ``path`` on this computer is unsafe for a live database; None when it is not."""
    place = path.absolute()
    found = synced_place(place, os.environ)
    if found is not None:
        return found
    if sys.platform == "win32":
        return windows_place(PureWindowsPath(place), _windows_drive_type)
    if sys.platform == "darwin":
        return mac_place(PurePosixPath(place))
    return linux_place(PurePosixPath(_nearest_existing(place)), _mounts())


def refuse_unsafe_place(path: Path) -> None:
    """Raise UserError when a new database would be made in an unsafe place (docs/faults.md, 8)."""
    found = unsafe_place(path)
    if found is not None:
        raise UserError(
            WARNINGS[found],
            N_("Nothing was written. Work could be lost or mixed up there."),
            N_("Choose a folder on the disk of this computer; copies for others may go anywhere."),
        )


def synced_place(place: PurePath, environment: Mapping[str, str]) -> UnsafePlace | None:
    """Recognise folders of synchronising programs by their names and by the variables that these programs set."""
    parts = [part.casefold() for part in place.parts]
    for part in parts[:-1]:
        for name in SYNCED_NAMES:
            if part == name or part.startswith((name + " ", name + "-")):
                return UnsafePlace.SYNCED
    for variable in SYNCED_VARIABLES:
        folder = environment.get(variable, "")
        folder_parts = [part.casefold() for part in type(place)(folder).parts] if folder else []
        if folder_parts and parts[: len(folder_parts)] == folder_parts:
            return UnsafePlace.SYNCED
    return None


def windows_place(place: PureWindowsPath, drive_type: Callable[[str], int]) -> UnsafePlace | None:
    """Recognise network names and drives by what Windows says about the drive (``drive_type``: GetDriveTypeW)."""
    if place.drive.startswith("\\\\"):
        return UnsafePlace.NETWORK
    kind = drive_type(place.anchor)
    if kind == WINDOWS_NETWORK:
        return UnsafePlace.NETWORK
    return UnsafePlace.REMOVABLE if kind in {WINDOWS_REMOVABLE, WINDOWS_OPTICAL} else None


def mac_place(place: PurePosixPath) -> UnsafePlace | None:
    """Recognise drives that macOS mounts beside its own."""
    return UnsafePlace.REMOVABLE if place.parts[:2] == ("/", "Volumes") else None


def linux_place(place: PurePosixPath, mounts: str) -> UnsafePlace | None:
    """Recognise network and removable file systems by ``mounts``, the text of /proc/mounts."""
    text = f"{place}/"
    best_folder, best_system = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        folder = _unescaped(fields[1]).rstrip("/") + "/"
        if text.startswith(folder) and len(folder) >= len(best_folder):
            best_folder, best_system = folder, fields[2]
    if best_system in NETWORK_SYSTEMS or best_system.startswith(NETWORK_HELPERS):
        return UnsafePlace.NETWORK
    if best_system in REMOVABLE_SYSTEMS or text.startswith(REMOVABLE_FOLDERS):
        return UnsafePlace.REMOVABLE
    return None


def _unescaped(folder: str) -> str:
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        folder = folder.replace(code, letter)
    return folder


def _nearest_existing(place: Path) -> Path:
    existing = next((folder for folder in (place, *place.parents) if folder.exists()), place)
    return existing.resolve()


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _windows_drive_type(anchor: str) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes  # noqa: PLC0415 - only Windows has what is asked for

    return int(ctypes.windll.kernel32.GetDriveTypeW(anchor))
