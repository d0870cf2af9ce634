"""Drawing needs Qt's application, without a window."""

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def drawing(qapp: QApplication) -> QApplication:
    """Give the application of the tests."""
    return qapp
