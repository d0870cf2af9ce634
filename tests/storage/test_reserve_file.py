"""The reserve is real room on the disk, given back once and refilled only when there is plenty."""

from pathlib import Path

from ibcr_desktop.storage.reserve_file import NEARLY_FULL_BYTES, RESERVE_BYTES, ReserveFile, free_bytes

PLENTY = 10**12


def test_the_reserve_has_twenty_megabytes(tmp_path: Path) -> None:
    reserve = ReserveFile(tmp_path / "reserve")
    assert reserve.hold()
    assert reserve.path.stat().st_size == RESERVE_BYTES == 20 * 1024 * 1024
    reserve.release()


def test_the_reserve_takes_blocks_and_is_not_a_hole(tmp_path: Path) -> None:
    reserve = ReserveFile(tmp_path / "reserve", 3_000_001, free_bytes_in=lambda _: PLENTY)
    assert reserve.hold()
    assert reserve.path.stat().st_size == 3_000_001
    assert reserve.path.stat().st_blocks * 512 >= 3_000_001


def test_no_reserve_is_taken_when_room_is_scarce(tmp_path: Path) -> None:
    reserve = ReserveFile(tmp_path / "reserve", free_bytes_in=lambda _: 100 * 1024 * 1024)
    assert not reserve.hold()
    assert not reserve.is_held


def test_a_reserve_cut_short_is_filled_again(tmp_path: Path) -> None:
    reserve = ReserveFile(tmp_path / "reserve", 5000, free_bytes_in=lambda _: PLENTY)
    reserve.path.write_bytes(b"short")
    assert reserve.hold()
    assert reserve.path.stat().st_size == 5000


def test_the_reserve_is_given_up_only_near_the_end(tmp_path: Path) -> None:
    free = PLENTY
    reserve = ReserveFile(tmp_path / "reserve", 5000, free_bytes_in=lambda _: free)
    reserve.hold()
    free = NEARLY_FULL_BYTES
    assert not reserve.release_if_nearly_full()
    free = NEARLY_FULL_BYTES - 1
    assert reserve.release_if_nearly_full()
    assert not reserve.release_if_nearly_full()
    assert not reserve.release()


def test_a_folder_that_is_gone_is_no_reason_to_fail(tmp_path: Path) -> None:
    reserve = ReserveFile(tmp_path / "gone" / "reserve")
    assert not reserve.hold()
    assert not reserve.release_if_nearly_full()


def test_free_room_is_asked_of_the_disk(tmp_path: Path) -> None:
    assert free_bytes(tmp_path) > 0
