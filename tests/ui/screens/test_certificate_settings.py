"""The logo is chosen in the settings, kept in the database, and can be taken away again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from ibcr_desktop.records.offices import office_id
from ibcr_desktop.storage.office_logo import logo_of
from ibcr_desktop.storage.record_store import RecordStore
from ibcr_desktop.ui.screens.certificate_settings import CertificateSettings
from ibcr_desktop.ui.screens.record_page import RecordPage
from tests.databases import add
from tests.ui.pressing import press
from tests.ui.shells import Shell, opened_shell


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path) -> Iterator[Shell]:
    def office(store: RecordStore) -> None:
        add(store, "office", office_id("DKR"), code="DKR", name="Dakar", country="SEN")

    with opened_shell(qtbot, tmp_path, office) as made:
        made.window.context.go.to_settings()
        yield made


def settings(shell: Shell) -> CertificateSettings:
    page = shell.window.navigation.currentWidget()
    assert page is not None
    (found,) = page.findChildren(CertificateSettings)
    return found


def logo(shell: Shell) -> bytes | None:
    with shell.store.database.reader() as connection:
        return logo_of(connection)


def choose(shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Choose a file, and give what was said about it."""
    messages = shell.window.context.messages
    monkeypatch.setattr(messages, "ask_open_path", lambda _title, _folder, _kinds: path)
    messages.dismiss()
    settings(shell).choose.click()
    shell.wait_until(messages.isVisible)
    return messages.text.text()


def test_a_logo_is_kept_and_removed(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    assert image.save(str(tmp_path / "logo.png"))
    assert not settings(shell).remove.isEnabled()
    assert choose(shell, tmp_path / "logo.png", monkeypatch) == "The logo is kept in the database."
    kept = logo(shell)
    assert kept is not None
    assert QImage.fromData(kept).width() == 40
    press(settings(shell), "Remove the logo")
    assert logo(shell) is None
    assert not settings(shell).remove.isEnabled()


def test_a_file_that_is_no_picture_is_refused_with_a_sentence(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "logo.png").write_bytes(b"MZ this is a program")
    assert "not a picture" in choose(shell, tmp_path / "logo.png", monkeypatch)
    assert logo(shell) is None


def test_wording_and_signatory_are_fields_of_the_office(shell: Shell) -> None:
    press(settings(shell), "Wording and signatory")
    page = shell.window.navigation.currentWidget()
    assert isinstance(page, RecordPage)
    assert page.form is not None
    assert {"certificate_signatory", "certificate_text_fr"} <= set(page.form.editing.editors)
