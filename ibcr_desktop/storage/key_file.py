"""Keeps the wrapped keys of a database in a small file beside it, twice, so that one damaged copy locks nobody out."""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Self

from ibcr_desktop.foundation.errors import UserError
from ibcr_desktop.foundation.safe_files import write_content
from ibcr_desktop.foundation.words import N_
from ibcr_desktop.storage import keys
from ibcr_desktop.storage.attempts import Attempts
from ibcr_desktop.storage.recovery_code import CODE_LETTERS, new_recovery_code, read_recovery_code

KEY_FILE_SUFFIX: Final = ".ibcrkey"
COPY_SUFFIX: Final = ".copy"
MOST_BYTES: Final = 64 * 1024
MOST_SLOTS: Final = 64


class WrongPassphraseError(UserError):
    """The passphrase opens no slot; always the same sentence, whatever was wrong with it."""

    def __init__(self) -> None:
        """Say nothing that tells how near the guess was."""
        super().__init__(
            N_("The passphrase is not right."),
            N_("Nothing was changed; you may try as often as you need."),
            N_("Check the language of the keyboard and the Caps Lock key, or use your recovery code."),
        )


class WrongRecoveryCodeError(UserError):
    """The code has no typing mistake but was made for another database, or was replaced since."""

    def __init__(self) -> None:
        """Say which paper to look for."""
        super().__init__(
            N_("This recovery code does not belong to this database."),
            N_("Nothing was changed."),
            N_("Look for the paper printed when this database was made, or when its code was last replaced."),
        )


class KeyFileMissingError(UserError):
    """Neither the key file nor its copy is beside the database."""


class KeyFileDamagedError(UserError):
    """Neither the key file nor its copy is what was once written."""


class KeyFileOfAnotherDatabaseError(UserError):
    """The key file is whole but carries the number of another database."""


class KeyFileFromNewerReleaseError(UserError):
    """The key file has a version this release does not know."""


def key_path_of(database_path: Path) -> Path:
    """Give the place of the key file of a database: same folder, same name, ``.ibcrkey``."""
    return database_path.with_suffix(KEY_FILE_SUFFIX)


def copy_path_of(key_path: Path) -> Path:
    """Give the place of the second copy of a key file."""
    return key_path.with_name(key_path.name + COPY_SUFFIX)


@dataclass(frozen=True)
class KeyFile:
    """The slots of one database, as read from or written to ``path`` and its copy."""

    path: Path
    database_id: bytes
    slots: tuple[keys.Slot, ...]

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        *,
        cost: keys.Cost = keys.USUAL_COST,
        database_id: bytes | None = None,
        data_key: bytes | None = None,
    ) -> tuple[Self, bytes, str]:
        """Wrap a data key, new unless given, for the passphrase and a new recovery code, and write both copies.

        Gives the key file, the data key (32 bytes) and the recovery code as it is shown. Raises FileExistsError
        rather than overwrite a key file, which may be the only way into a database.
        """
        for place in (path, copy_path_of(path)):
            if place.exists():
                raise FileExistsError(place.name)
        number = database_id or keys.new_database_id()
        data_key, code = data_key or keys.new_data_key(), new_recovery_code()
        slots = (
            keys.Slot.for_passphrase(passphrase, data_key, number, cost),
            keys.Slot.for_recovery(read_recovery_code(code), data_key, number),
        )
        key_file = cls(path, number, slots)
        try:
            key_file.save()
        except BaseException:
            key_file.remove()
            raise
        return key_file, data_key, code

    @classmethod
    def load(cls, path: Path, database_id: bytes | None = None) -> Self:
        """Read the key file, or its copy when the file is missing, damaged or of another database.

        ``database_id`` are the first 16 bytes of the database. Raises KeyFileMissingError, KeyFileDamagedError,
        KeyFileOfAnotherDatabaseError or KeyFileFromNewerReleaseError: the reason why the better of both failed.
        """
        failures: list[UserError] = []
        for place in (path, copy_path_of(path)):
            try:
                return replace(cls._read(place, database_id), path=path)
            except (KeyFileMissingError, KeyFileDamagedError) as error:
                failures.append(error)
            except (KeyFileOfAnotherDatabaseError, KeyFileFromNewerReleaseError) as error:
                failures.insert(0, error)
        raise next((error for error in failures if not isinstance(error, KeyFileMissingError)), failures[0])

    @classmethod
    def _read(cls, place: Path, database_id: bytes | None) -> Self:
        try:
            with place.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            raise _missing(place) from None
        except OSError:
            raise _damaged(place) from None
        try:
            members = _checked_members(content)
            if members.get("version") != keys.VERSION:
                raise _newer(place)
            number = keys.from_hex(members.get("database_id"), keys.SALT_BYTES)
            slots = _checked_slots(members.get("slots"))
        except (ValueError, RecursionError):
            raise _damaged(place) from None
        if database_id is not None and number != database_id:
            raise _of_another(place)
        return cls(place, number, slots)

    def to_bytes(self) -> bytes:
        """Give the content of the file: JSON that a person can look at, with a checksum against damage."""
        members: dict[str, Any] = {
            "format": keys.FORMAT,
            "version": keys.VERSION,
            "database_id": self.database_id.hex(),
            "slots": [slot.as_json() for slot in self.slots],
        }
        members["sha256"] = hashlib.sha256(keys.canonical(members)).hexdigest()
        return json.dumps(members, indent=2).encode("ascii") + b"\n"

    def save(self) -> None:
        """Write the file and then its copy, each in one step; raises UserError when the disk refuses."""
        for place in (self.path, copy_path_of(self.path)):
            self.write_to(place)

    def write_to(self, place: Path) -> None:
        """Write the content to one place only, in one step; raises UserError when the disk refuses."""
        write_content(place, self.to_bytes(), is_own=True)
        with suppress(OSError):  # some file systems know no rights; the content is no secret by itself
            place.chmod(0o600)

    def remove(self) -> None:
        """Delete both copies, as far as the disk allows: for a database that was never finished."""
        for place in (self.path, copy_path_of(self.path)):
            with suppress(OSError):
                place.unlink(missing_ok=True)

    def repair(self) -> bool:
        """Write both copies again when one is missing or differs; give whether that was needed."""
        content = self.to_bytes()
        with suppress(OSError):
            if all(place.read_bytes() == content for place in (self.path, copy_path_of(self.path))):
                return False
        self.save()
        return True

    def unlock(self, passphrase: str, attempts: Attempts | None = None) -> bytes:
        """Give the data key; raises WrongPassphraseError. Takes as long as the cost of the slot demands.

        With ``attempts`` each wrong passphrase makes the next try wait longer.
        """
        attempts = attempts or Attempts()
        attempts.wait()
        data_key = self._unwrap(keys.PASSPHRASE, keys.passphrase_bytes(passphrase))
        if data_key is None:
            attempts.failed()
            raise WrongPassphraseError
        attempts.succeeded()
        return data_key

    def unlock_with_recovery(self, code: str) -> bytes:
        """Give the data key; raises RecoveryCodeTypoError or WrongRecoveryCodeError."""
        data_key = self._unwrap(keys.RECOVERY, read_recovery_code(code).encode("ascii"))
        if data_key is None:
            raise WrongRecoveryCodeError
        return data_key

    def _unwrap(self, role: str, secret: bytes) -> bytes | None:
        for slot in self.slots:
            if slot.role == role:
                data_key = slot.unwrap(secret, self.database_id)
                if data_key is not None:
                    return data_key
        return None

    def replace_passphrase(
        self, data_key: bytes, new_passphrase: str, *, cost: keys.Cost = keys.USUAL_COST
    ) -> "KeyFile":
        """Write a new passphrase over the old one and give the new key file; the database itself is not rewritten."""
        return self._replace(keys.Slot.for_passphrase(new_passphrase, data_key, self.database_id, cost))

    def replace_recovery_code(self, data_key: bytes) -> tuple["KeyFile", str]:
        """Make a new recovery code and give it with the new key file; the old paper is of no use afterwards."""
        code = new_recovery_code()
        letters = code.replace("-", "")[:CODE_LETTERS]
        return self._replace(keys.Slot.for_recovery(letters, data_key, self.database_id)), code

    def _replace(self, slot: keys.Slot) -> "KeyFile":
        kept = tuple(other for other in self.slots if other.role != slot.role)
        changed = replace(self, slots=(slot, *kept))
        changed.save()
        return changed


def _checked_members(content: bytes) -> dict[str, Any]:
    """Read the JSON and compare its checksum; raises ValueError."""
    if len(content) > MOST_BYTES:
        raise ValueError("A key file is smaller than this.")
    members = json.loads(content.decode("ascii"))
    if not isinstance(members, dict) or members.get("format") != keys.FORMAT:
        raise ValueError("This is not a key file.")
    checksum = members.pop("sha256", None)
    if checksum != hashlib.sha256(keys.canonical(members)).hexdigest():
        raise ValueError("The checksum of the key file does not fit.")
    return members


def _checked_slots(value: Any) -> tuple[keys.Slot, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_SLOTS:
        raise ValueError("A key file has some slots.")
    return tuple(keys.Slot.from_json(slot) for slot in value)


def _missing(place: Path) -> KeyFileMissingError:
    return KeyFileMissingError(
        N_("The key file {name} is missing beside the database."),
        N_("The database itself was not changed."),
        N_("Bring the key file back from a backup, or from the folder where the database was before."),
        name=place.name,
    )


def _damaged(place: Path) -> KeyFileDamagedError:
    return KeyFileDamagedError(
        N_("The key file {name} is damaged or was changed."),
        N_("The database itself was not changed."),
        N_("Bring the key file back from a backup, then open the database again."),
        name=place.name,
    )


def _of_another(place: Path) -> KeyFileOfAnotherDatabaseError:
    return KeyFileOfAnotherDatabaseError(
        N_("The key file {name} belongs to another database, or the beginning of this database is damaged."),
        N_("Nothing was changed."),
        N_("Put the key file that was made together with this database beside it, or restore a backup."),
        name=place.name,
    )


def _newer(place: Path) -> KeyFileFromNewerReleaseError:
    return KeyFileFromNewerReleaseError(
        N_("The key file {name} was written by a newer release of the program."),
        N_("Nothing was changed."),
        N_("Install the newer release on this computer, then open the database again."),
        name=place.name,
    )
