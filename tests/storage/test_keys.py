"""A slot opens for its secret only, and for nothing that was changed in it."""

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from ibcr_desktop.storage.keys import (
    LEAST_COST,
    PASSPHRASE,
    RECOVERY,
    USUAL_COST,
    Cost,
    Slot,
    canonical,
    from_hex,
    passphrase_bytes,
)

KEY = hashlib.sha256(b"data key").digest()
NUMBER = bytes(range(16))
LETTERS = "H78P4FGVM5XFE8EJXHMXBYBXN"


@pytest.fixture(scope="module")
def slot() -> Slot:
    return Slot.for_passphrase("four plain words here", KEY, NUMBER, LEAST_COST)


def test_the_usual_cost_is_the_one_of_the_study() -> None:
    assert (USUAL_COST.memory_kib, USUAL_COST.passes, USUAL_COST.lanes) == (65536, 3, 4)


def test_a_slot_opens_for_its_passphrase_only(slot: Slot) -> None:
    assert slot.unwrap(b"four plain words here", NUMBER) == KEY
    assert slot.unwrap(b"four plain words hers", NUMBER) is None
    assert slot.unwrap(b"", NUMBER) is None


def test_a_slot_opens_for_its_database_only(slot: Slot) -> None:
    assert slot.unwrap(b"four plain words here", bytes(16)) is None


def test_a_recovery_slot_opens_for_its_code_only() -> None:
    slot = Slot.for_recovery(LETTERS, KEY, NUMBER)
    assert slot.unwrap(LETTERS.encode(), NUMBER) == KEY
    assert slot.unwrap(LETTERS.lower().encode(), NUMBER) is None


def test_the_role_is_sealed_with_the_key(slot: Slot) -> None:
    assert replace(slot, role=RECOVERY).unwrap(b"four plain words here", NUMBER) is None


def test_two_slots_for_one_passphrase_have_nothing_in_common() -> None:
    one, other = (Slot.for_passphrase("same words", KEY, NUMBER, LEAST_COST) for _ in range(2))
    assert one.derivation["salt"] != other.derivation["salt"]
    assert one.nonce != other.nonce
    assert one.wrapped != other.wrapped


@pytest.mark.parametrize(("name", "value"), [("memory_kib", 20000), ("passes", 2), ("lanes", 2), ("salt", "00" * 16)])
def test_a_changed_derivation_opens_nothing(slot: Slot, name: str, value: Any) -> None:
    changed = replace(slot, derivation={**slot.derivation, name: value})
    assert changed.unwrap(b"four plain words here", NUMBER) is None


def test_a_slot_survives_its_json(slot: Slot) -> None:
    assert Slot.from_json(slot.as_json()) == slot


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory_kib", 19 * 1024 - 1),
        ("memory_kib", 1024 * 1024 + 1),
        ("memory_kib", 4 * 1024 * 1024),
        ("memory_kib", 2**70),
        ("memory_kib", -1),
        ("memory_kib", 65536.0),
        ("memory_kib", "65536"),
        ("memory_kib", None),
        ("passes", 0),
        ("passes", 11),
        ("passes", True),
        ("lanes", 0),
        ("lanes", 17),
        ("salt", "00" * 15),
        ("salt", "0g" * 16),
        ("salt", 7),
        ("name", "argon2i"),
        ("name", "hkdf-sha256"),
        ("more", 1),
    ],
)
def test_parameters_out_of_bounds_are_refused_before_anything_is_computed(slot: Slot, name: str, value: Any) -> None:
    written = slot.as_json()
    with pytest.raises(ValueError, match=r"derivation|cost|Hexadecimal"):
        Slot.from_json({**written, "derivation": {**written["derivation"], name: value}})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("role", RECOVERY),
        ("role", 1),
        ("cipher", "none"),
        ("nonce", "00"),
        ("wrapped_key", "00" * 47),
        ("derivation", []),
        ("derivation", None),
        ("extra", 1),
    ],
)
def test_a_slot_with_other_members_is_refused(slot: Slot, name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=r"slot|derivation|Hexadecimal"):
        Slot.from_json({**slot.as_json(), name: value})


@pytest.mark.parametrize("value", [None, [], "slot", 7, {}])
def test_what_is_no_slot_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="role"):
        Slot.from_json(value)


def test_a_recovery_slot_takes_no_other_derivation() -> None:
    written = Slot.for_recovery(LETTERS, KEY, NUMBER).as_json()
    for derivation in ({**written["derivation"], "memory_kib": 1}, {**written["derivation"], "name": "argon2id"}):
        with pytest.raises(ValueError, match="another derivation"):
            Slot.from_json({**written, "derivation": derivation})


def test_a_role_of_a_later_release_is_written_back_as_it_was() -> None:
    written = {"role": "headquarters", "recipient": "age1…", "sealed": "…"}
    slot = Slot.from_json(written)
    assert not slot.is_understood
    assert slot.as_json() == written


def test_a_passphrase_is_the_same_from_every_keyboard() -> None:
    assert passphrase_bytes("été\u00a0à Dakar") == passphrase_bytes("e\u0301te\u0301 a\u0300 Dakar")
    assert passphrase_bytes("Dakar") != passphrase_bytes("dakar")
    assert passphrase_bytes(" Dakar") != passphrase_bytes("Dakar")
    assert passphrase_bytes("\udc80")


def test_what_is_authenticated_is_written_in_one_way_only() -> None:
    assert canonical({"b": 1, "a": [True, None, "é"]}) == b'{"a":[true,null,"\\u00e9"],"b":1}'
    with pytest.raises(ValueError, match="JSON"):
        canonical(float("nan"))


def test_hexadecimal_is_read_strictly() -> None:
    assert from_hex("00ff", 2) == b"\x00\xff"
    for wrong in ("00FF", "0x0f", " 0ff", "00f", "00ff0", 255, None):
        with pytest.raises(ValueError, match="Hexadecimal"):
            from_hex(wrong, 2)


def test_costs_outside_the_bounds_cannot_be_chosen() -> None:
    assert Slot.for_passphrase("a", KEY, NUMBER, Cost(19 * 1024, 1, 16)).role == PASSPHRASE
    for numbers in ((19 * 1024 - 1, 1, 1), (1024 * 1024 + 1, 1, 1), (65536, 0, 1), (65536, 11, 1), (65536, 1, 17)):
        with pytest.raises(ValueError, match="bounds"):
            Cost(*numbers)
