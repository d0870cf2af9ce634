"""Where things lie on this computer: data, settings, logs, private temporary files, and the program's own resources."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

HOME_VARIABLE: Final = "IBCR_DESKTOP_HOME"  # everything in one folder: for tests and for computers set up by hand
FOLDER_NAME: Final = "IBCR Desktop"
RESOURCES: Final = Path(getattr(sys, "_MEIPASS", Path(__file__).parents[2])) / "resources"


@dataclass(frozen=True)
class Places:
    """The folders of one person on one computer; nothing is created before ``make_ready``."""

    data_folder: Path
    settings_file: Path
    log_folder: Path
    temporary_folder: Path
    documents_folder: Path

    @classmethod
    def in_folder(cls, home: Path) -> Self:
        """Give places that all lie in one folder."""
        return cls(
            data_folder=home / "data",
            settings_file=home / "settings.json",
            log_folder=home / "logs",
            temporary_folder=home / "temporary",
            documents_folder=home / "documents",
        )

    @classmethod
    def of_this_person(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Give the usual places of the operating system, or those in the folder named by ``IBCR_DESKTOP_HOME``.

        Data lie in the local folder, never in the roaming one that Windows copies to servers.
        """
        if home := environment.get(HOME_VARIABLE):
            return cls.in_folder(Path(home).absolute())
        from platformdirs import PlatformDirs  # noqa: PLC0415 - most starts of the command line need no folder

        folders = PlatformDirs(FOLDER_NAME, appauthor=False, roaming=False)
        return cls(
            data_folder=Path(folders.user_data_dir),
            settings_file=Path(folders.user_config_dir) / "settings.json",
            log_folder=Path(folders.user_log_dir),
            temporary_folder=Path(folders.user_cache_dir) / "temporary",
            documents_folder=Path(folders.user_documents_dir),
        )

    def make_ready(self) -> None:
        """Create the folders, for this person's eyes only; raises OSError where that is impossible."""
        for folder in (self.data_folder, self.settings_file.parent, self.log_folder, self.temporary_folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def resource(path: str | Path) -> Path:
    """Give the place of a file or folder that comes with the program, such as ``translations``."""
    return RESOURCES / path
