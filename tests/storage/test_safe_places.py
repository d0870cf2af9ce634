"""Synchronised, network and removable folders are recognised on each system, ordinary ones are not."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.storage import safe_places
from ibcr_desktop.storage.safe_places import (
    UnsafePlace,
    linux_place,
    mac_place,
    refuse_unsafe_place,
    synced_place,
    unsafe_place,
    windows_place,
)

MOUNTS = """\
/dev/sda2 / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw 0 0
/dev/sdb1 /media/awa/STICK vfat rw 0 0
/dev/sdc1 /mnt/my\\040stick exfat rw 0 0
/dev/sdd1 /media/awa/disk ext4 rw 0 0
server:/export /srv/office nfs4 rw 0 0
//server/share /home/awa/office cifs rw 0 0
host:/x /home/awa/far fuse.sshfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    "place",
    [
        r"C:\Users\Awa\OneDrive\ibcr.ibcrdb",
        r"C:\Users\Awa\OneDrive - Bureau\Documents\ibcr.ibcrdb",
        r"C:\Users\Awa\Dropbox\x\ibcr.ibcrdb",
        r"C:\Users\Awa\Dropbox (Office)\ibcr.ibcrdb",
        r"G:\My Drive\ibcr.ibcrdb",
        r"C:\Users\Awa\Nextcloud\ibcr.ibcrdb",
        r"C:\users\awa\ONEDRIVE\ibcr.ibcrdb",
    ],
)
def test_windows_folders_of_synchronising_programs_are_recognised(place: str) -> None:
    assert synced_place(PureWindowsPath(place), {}) is UnsafePlace.SYNCED


@pytest.mark.parametrize(
    "place",
    [
        "/Users/awa/Library/Mobile Documents/com~apple~CloudDocs/ibcr.ibcrdb",
        "/Users/awa/Library/CloudStorage/OneDrive-Office/ibcr.ibcrdb",
        "/Users/awa/Google Drive/ibcr.ibcrdb",
        "/home/awa/ownCloud/ibcr.ibcrdb",
    ],
)
def test_other_folders_of_synchronising_programs_are_recognised(place: str) -> None:
    assert synced_place(PurePosixPath(place), {}) is UnsafePlace.SYNCED


def test_a_documents_folder_taken_over_by_onedrive_is_recognised_by_its_variable() -> None:
    environment = {"OneDriveCommercial": r"D:\Cloud\Bureau"}
    assert synced_place(PureWindowsPath(r"d:\cloud\bureau\Documents\x.ibcrdb"), environment) is UnsafePlace.SYNCED
    assert synced_place(PureWindowsPath(r"D:\Cloud\Bureau2\x.ibcrdb"), environment) is None
    assert synced_place(PureWindowsPath(r"D:\x.ibcrdb"), {"OneDrive": ""}) is None


@pytest.mark.parametrize(
    "place",
    [r"C:\Users\Awa\AppData\Local\IBCR\dropbox.ibcrdb", r"C:\Data\dropboxes\x.ibcrdb", r"C:\onedriver\x.ibcrdb"],
)
def test_names_that_only_look_similar_are_no_reason(place: str) -> None:
    assert synced_place(PureWindowsPath(place), {}) is None


@pytest.mark.parametrize(
    ("place", "drive_type", "expected"),
    [
        (r"\\server\share\x.ibcrdb", 0, UnsafePlace.NETWORK),
        (r"Z:\x.ibcrdb", 4, UnsafePlace.NETWORK),
        (r"E:\x.ibcrdb", 2, UnsafePlace.REMOVABLE),
        (r"F:\x.ibcrdb", 5, UnsafePlace.REMOVABLE),
        (r"C:\x.ibcrdb", 3, None),
    ],
)
def test_windows_drives_are_judged_by_their_type(place: str, drive_type: int, expected: UnsafePlace | None) -> None:
    assert windows_place(PureWindowsPath(place), lambda _: drive_type) is expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("/home/awa/.local/share/ibcr", None),
        ("/media/awa/STICK/ibcr", UnsafePlace.REMOVABLE),
        ("/mnt/my stick/ibcr", UnsafePlace.REMOVABLE),
        ("/media/awa/disk/ibcr", UnsafePlace.REMOVABLE),
        ("/srv/office/ibcr", UnsafePlace.NETWORK),
        ("/srv/officers/ibcr", None),
        ("/home/awa/office", UnsafePlace.NETWORK),
        ("/home/awa/far/deep/below", UnsafePlace.NETWORK),
    ],
)
def test_linux_mounts_are_judged_by_their_system(place: str, expected: UnsafePlace | None) -> None:
    assert linux_place(PurePosixPath(place), MOUNTS) is expected


def test_mac_drives_beside_the_own_one_are_removable() -> None:
    assert mac_place(PurePosixPath("/Volumes/STICK/x.ibcrdb")) is UnsafePlace.REMOVABLE
    assert mac_place(PurePosixPath("/Users/awa/x.ibcrdb")) is None


def test_a_new_database_is_refused_in_an_unsafe_place_and_made_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safe_places, "_mounts", lambda: MOUNTS)
    refuse_unsafe_place(tmp_path / "x.ibcrdb")
    with pytest.raises(UserError, match="copied to the internet"):
        refuse_unsafe_place(tmp_path / "Dropbox" / "x.ibcrdb")
    assert unsafe_place(tmp_path / "OneDrive" / "x.ibcrdb") is UnsafePlace.SYNCED


def test_a_folder_that_is_to_be_made_is_judged_by_the_one_above_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(safe_places, "_mounts", lambda: f"x {tmp_path} vfat rw 0 0\n")
    assert unsafe_place(tmp_path / "new" / "x.ibcrdb") is UnsafePlace.REMOVABLE
