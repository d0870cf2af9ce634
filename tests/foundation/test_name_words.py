"""Words of names: one sound for the spellings of a region, consonants across scripts, particles left out."""

import pytest

from ibcr_desktop.foundation.name_words import NameWord, as_written, index_keys, look_up_key, name_forms, name_words


def word(name: str) -> NameWord:
    (only,) = name_words(name)
    return only


@pytest.mark.parametrize(
    "spellings",
    [
        "Ouédraogo Wedraogo Ouedraogo",
        "N'Diaye Ndiaye N’Diaye",
        "Kouassi Kwassi Quassy",
        "Cheikh Sheikh Cheick",
        "Diallo Djallo Jallow",
        "Rodríguez Rodrigues",
        "Youssouf Yusuf",
        "Khadidja Kadidja",
        "Traoré Traore Tarawele",
        "José Pepe",
        "Waleed Oualid",
    ],
)
def test_spellings_of_one_name_sound_alike(spellings: str) -> None:
    assert len({word(each).sound for each in spellings.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Thoraya", "Soraya"), ("Zia", "Diya"), ("Ramadhan", "Ramazan"), ("Othman", "Osman")]
)
def test_a_letter_of_arabic_is_roughly_the_same_in_the_habits_of_several_languages(one: str, other: str) -> None:
    assert word(one).rough == word(other).rough


@pytest.mark.parametrize(
    ("one", "other"),
    [("Dia", "Sia"), ("Sow", "Dow"), ("Issa", "Ida"), ("Dieng", "Zeng"), ("Diallo", "Zalo"), ("Ba", "Da")],
)
def test_unrelated_names_of_the_region_are_not_roughly_the_same(one: str, other: str) -> None:
    assert word(one).rough != word(other).rough


def test_arabic_letters_have_roughly_the_consonants_of_any_romanisation() -> None:
    assert {word(each).rough_bones for each in ("ضياء", "Zia", "Diya")} == {"d"}
    assert word("زكريا").rough_bones == word("Zacharia").rough_bones


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("محمد", "Mouhamadou"),
        ("خديجة", "Khadija"),
        ("يوسف", "Youssouf"),
        ("وليد", "Oualid"),
        ("جمال", "Gamal"),
        ("نادية", "Nadya"),
        ("ياسر", "Yasser"),
        ("يحيى", "Yahia"),
        ("عائشة", "Aïcha"),
        ("عبد القادر", "Abdoulkader"),
    ],
)
def test_a_name_without_vowels_has_the_consonants_of_the_other_script(arabic: str, latin: str) -> None:
    assert word(arabic).bones == word(latin).bones
    assert not word(arabic).has_vowels
    assert look_up_key(word(arabic)) in index_keys(word(latin))


def test_particles_are_left_out_unless_there_is_nothing_else() -> None:
    assert [each.text for each in name_words("Ahmed Ould Sidi")] == ["ahmed", "sidi"]
    assert [each.text for each in name_words("María de la Cruz")] == ["maria", "cruz"]
    assert [each.text for each in name_words("De")] == ["de"]
    assert name_words(" - ") == ()


def test_a_particle_may_be_written_as_one_with_the_name() -> None:
    assert {tuple(each.text for each in form) for form in name_forms("Ben Ali")} == {("ali",), ("benali",)}
    assert len(name_forms("Diallo")) == 1


def test_a_word_is_shown_as_it_was_written() -> None:
    (first, second) = name_words("N’Diaye محمد")
    assert as_written("N’Diaye محمد", first) == "N’Diaye"
    assert as_written("N’Diaye محمد", second) == "محمد"
