"""Telephone numbers: one number in many ways of writing it, and the same digits in two countries."""

import pytest

from ibcr_desktop.foundation.telephones import is_same_telephone, telephone_keys


@pytest.mark.parametrize(
    "other", ["77 123 45 67", "00221771234567", "+221-77-123-45-67", "70 000 00 00 / 77 123 45 67", "٧٧١٢٣٤٥٦٧"]
)
def test_one_number_is_recognised_however_it_is_written(other: str) -> None:
    assert is_same_telephone("+221 77 123 45 67", other)


@pytest.mark.parametrize("other", ["+223 77 123 45 67", "77 123 45 68", "", "no telephone"])
def test_another_number_is_not(other: str) -> None:
    assert not is_same_telephone("+221 77 123 45 67", other)


def test_an_extension_is_no_number() -> None:
    assert telephone_keys("poste 12") == ()
