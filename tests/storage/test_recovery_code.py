"""A code copied from paper is read however it is typed, and every slip of the pen is found and placed."""

import pytest

from ibcr_desktop.storage.recovery_code import (
    ALPHABET,
    RecoveryCodeTypoError,
    check_group,
    grouped,
    new_recovery_code,
    read_recovery_code,
)

LETTERS = "H78P4FGVM5XFE8EJXHMXBYBXN"
CODE = grouped(LETTERS + check_group(LETTERS))


def test_a_code_has_five_groups_and_a_check_group() -> None:
    groups = new_recovery_code().split("-")
    assert [len(group) for group in groups] == [5] * 6
    assert all(letter in ALPHABET for group in groups for letter in group)


def test_codes_are_random_in_all_their_letters() -> None:
    codes = [read_recovery_code(new_recovery_code()) for _ in range(400)]
    assert len(set(codes)) == 400
    for place in range(25):
        assert len({code[place] for code in codes}) > 25


def test_the_check_group_stays_what_it_was_in_the_first_release() -> None:
    assert check_group("0" * 25) == "4ZB39"
    assert check_group(LETTERS) == "FDW73"


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        f"  {CODE}\n",
        CODE.replace("-", "\u2011"),
        CODE.replace("-", " – "),
        CODE.replace("-", "\u202f"),
        "\n".join(CODE.split("-")),
    ],
)
def test_case_spaces_and_hyphens_do_not_matter(typed: str) -> None:
    assert read_recovery_code(typed) == LETTERS


def test_letters_that_look_alike_are_read_as_meant() -> None:
    letters = "01" * 12 + "0"
    typed = "oI" * 6 + "OL" * 6 + "o"
    assert read_recovery_code(typed + check_group(letters)) == letters


def test_every_single_wrong_letter_is_found_and_its_group_named() -> None:
    letters = CODE.replace("-", "")
    for place, right in enumerate(letters):
        for wrong in ALPHABET:
            if wrong != right:
                with pytest.raises(RecoveryCodeTypoError) as caught:
                    read_recovery_code(letters[:place] + wrong + letters[place + 1 :])
                assert caught.value.group == place // 5 + 1


def test_every_swap_of_neighbours_is_found_and_its_group_named() -> None:
    letters = CODE.replace("-", "")
    for place in range(len(letters) - 1):
        swapped = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
        if swapped != letters:
            with pytest.raises(RecoveryCodeTypoError) as caught:
                read_recovery_code(swapped)
            across_the_check = place == 24  # one letter each in two groups: found, but not placed
            assert caught.value.group == (0 if across_the_check else place // 5 + 1)


def test_swapped_groups_are_found() -> None:
    groups = CODE.split("-")
    with pytest.raises(RecoveryCodeTypoError):
        read_recovery_code("-".join([groups[1], groups[0], *groups[2:]]))


@pytest.mark.parametrize("typed", ["", "H78P4", CODE[:-1], CODE + "0", CODE[:3] + "é" + CODE[4:], "U" + CODE[1:]])
def test_too_short_too_long_and_strange_letters_are_said(typed: str) -> None:
    with pytest.raises(RecoveryCodeTypoError) as caught:
        read_recovery_code(typed)
    assert str(caught.value).startswith(("The recovery code is too", "A recovery code has only letters"))
