"""Takes the names of people apart into words that can be compared, whichever way an office or a school spells them.

The rules are those of the offices' regions: French, Spanish and English spellings of West African, Arabic and Central
American names (Ouédraogo and Wedraogo, Diallo and Jallow, Mouhamadou and محمد). They are for comparing, never shown.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from ibcr_desktop.foundation.places import resource
from ibcr_desktop.foundation.plain_text import fold

MOST_WORDS: Final = 8  # of one name; what comes after tells people no better apart
CACHED_WORDS: Final = 2**17
CACHED_NAMES: Final = 2**14  # those met while a row is typed come back with each key

# fmt: off
PARTICLES: Final = frozenset({
    "al", "an", "ar", "as", "ash", "at", "az", "ech", "ed", "el", "es",  # the Arabic article as it sounds
    "ben", "bin", "bint", "bn", "bnt", "ibn", "ibnou", "mint", "oul", "ould", "wld",  # son, daughter of
    "da", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "la", "las", "le", "les", "lo",
    "los", "saint", "sainte", "san", "santa", "st", "van", "von",
})
# fmt: on
SERVANT_OF: Final = frozenset({"abd", "abdel", "abdul", "abdoul", "abdal", "abdou", "bd"})  # Abd al-Qadir is one name
_ABJAD: Final = re.compile("[\u0590-\u07bf\u0860-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # scripts without vowels
_ARABIC_ARTICLE: Final = "ال"  # is written as one with the name
_VOWEL_BEARERS: Final = "عاأإآ"  # stand before a vowel, and have no letter of their own in Latin
_BETWEEN: Final = re.compile(r"[\s\-‐-―_/.,;:()\"]+")

_SILENT_H: Final = r"(?<=[^aeiou])h|h$"
_Y_OF_A_VOWEL: Final = r"(?<!^)y|^y(?![aeiouw])"
_SOUNDS: Final = tuple(
    (re.compile(spelling), sound)
    for spelling, sound in (
        (r"x", "ks"),
        (r"tch|sch|sh|ch", "x"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"kh|ck", "k"),
        (r"gh", "g"),
        (r"qu(?=[ei])|q", "k"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[ei])", "g"),
        (r"gn|ny(?=[aeou])|ni(?=[aou])", "n"),
        (r"dj|dz|(?:^|(?<=^n))d[iy](?=[aeou])", "j"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"z", "s"),
        (r"ow$|aw$|ao$|eau|au", "o"),
        (r"ee", "i"),
        (r"oo|ou|ow(?![aeiouy])", "u"),
        (r"u(?=[aeiy])", "w"),
        (r"(?<!^)w(?![aeiouy])", "u"),
        (_Y_OF_A_VOWEL, "i"),
        (r"eu|oe|ae|ai|ei", "e"),
        (r"ie", "i"),
        (_SILENT_H, ""),
        (r"(?<=[^aeiou].)e$", ""),
        (r"(.)\1+", r"\1"),
    )
)
_ONE_BONE: Final = str.maketrans("vg", "bj")  # Gamal is Jamal in Egypt
_ROUGH: Final = tuple(  # one Arabic letter (ث ذ ض ظ خ) in the habits of several languages
    (re.compile(spelling), letter) for spelling, letter in (("z", "dh"), ("th", "s"), ("ch(?=[aou])", "k"))
)
_NO_BONES: Final = re.compile("h[aeiouwy]*$|[aeiou]+|(?<=.)[wy]")


class NameWord(NamedTuple):
    """One word of a name.

    Attributes:
        text: its letters a-z, accents and apostrophes left out, other scripts in Latin letters.
        sound: how it sounds in the spellings of the region; equal for spellings of one name that differ no more.
        bones: its consonants, by which a name in a script without vowels is the same too; never empty.
        rough: how it sounds where one letter of Arabic is written by several of ours: Zia is Diya, Thoraya is Soraya.
            A weaker likeness than ``sound``, since it leaves out more.
        has_vowels: false for a word that was written in such a script.
    """

    text: str
    sound: str
    bones: str
    rough: str
    has_vowels: bool = True

    @property
    def rough_bones(self) -> str:
        """Give the consonants of the rough sound."""
        return _bones(self.rough) or self.rough


def name_words(name: str) -> tuple[NameWord, ...]:
    """Give the words of a name in their order, particles (Ould, Ben, El, de la) left out unless there is nothing else.

    ``Abd el Kader`` and ``Abdoul Kader`` are one word like ``Abdelkader``.
    """
    words = list(_words(name))
    told = [word for word in words if word.text not in PARTICLES]
    return tuple(_joined_servants(told or words))[:MOST_WORDS]


@lru_cache(CACHED_NAMES)
def name_forms(name: str) -> tuple[tuple[NameWord, ...], ...]:
    """Give the words of a name, and once more with each particle written as one with what follows: Ben Ali, Benali."""
    words = list(_words(name))
    forms = [name_words(name)]
    if any(word.text in PARTICLES for word in words[:-1]):
        forms.append(tuple(_joined_servants(list(_joined_particles(words))))[:MOST_WORDS])
    return tuple(forms)


def joined(words: Sequence[NameWord]) -> NameWord:
    """Give the word that several make when they are written as one: Jean Marie, Jeanmarie."""
    return _word("".join(word.text for word in words), has_vowels=all(word.has_vowels for word in words))


def as_written(name: str, word: NameWord) -> str:
    """Give a word as it stands in the name it was taken from, for showing."""
    chunks = [chunk for chunk in _BETWEEN.split(name) if chunk]
    whole = next((chunk for chunk in chunks if word.text in fold(chunk).split()), None)
    return whole or next((chunk for chunk in chunks if word.text in fold(chunk)), word.text.capitalize())


def index_keys(word: NameWord) -> tuple[str, ...]:
    """Give the keys under which a word is found: its consonants, or its sound where one consonant says too little."""
    if len(word.bones) > 1:
        return (word.bones,)
    return (word.sound, word.bones) if word.sound != word.bones else (word.sound,)


def look_up_key(word: NameWord) -> str:
    """Give the one key by which a typed word is looked up among ``index_keys``."""
    return word.bones if len(word.bones) > 1 or not word.has_vowels else word.sound


def _words(name: str) -> Iterator[NameWord]:
    for chunk in _BETWEEN.split(name):
        has_vowels = not _ABJAD.search(chunk)
        if chunk.startswith(_ARABIC_ARTICLE) and len(chunk) > len(_ARABIC_ARTICLE) + 1:
            chunk = chunk.removeprefix(_ARABIC_ARTICLE)  # noqa: PLW2901 - the article is a particle like El
        for text in fold(chunk).split():
            is_vowel = not has_vowels and chunk[0] in _VOWEL_BEARERS and text[0] in "wy"  # Aïsha, Othman
            yield _word(f"a{text}" if is_vowel else text, has_vowels=has_vowels)


def _joined_particles(words: list[NameWord]) -> Iterator[NameWord]:
    before: list[NameWord] = []
    for word in words:
        before.append(word)
        if word.text not in PARTICLES:
            yield joined(before)
            before = []
    yield from before


def _joined_servants(words: list[NameWord]) -> Iterator[NameWord]:
    """Join “servant of” with the name of God that follows, which offices write as one word, two or three."""
    taken = False
    for word, following in pairwise([*words, None]):
        if taken or word is None:
            taken = False
        elif word.text in SERVANT_OF and following is not None:
            yield _word(f"abdel{following.text}", has_vowels=word.has_vowels and following.has_vowels)
            taken = True
        else:
            yield word


@cache
def _one_name() -> dict[str, str]:
    """Give the name that stands for each of those that are one name only by usage; empty without the list."""
    try:
        lines = resource("names/one_name.txt").read_text(encoding="utf-8").splitlines()
    except OSError:  # the list makes the search better, and is not needed for it
        return {}
    groups = [line.split() for line in lines if not line.startswith("#")]
    return {other: first for first, *others in filter(None, groups) for other in others}


@lru_cache(CACHED_WORDS)
def _word(text: str, *, has_vowels: bool) -> NameWord:
    name = _one_name().get(text, text)
    sound, rough = _sound(name, has_vowels=has_vowels), name
    for spelling, letter in _ROUGH:
        rough = spelling.sub(letter, rough)
    rough = (sound if rough == name else _sound(rough, has_vowels=has_vowels)).replace("dh", "d")
    return NameWord(text, sound or text, _bones(sound) or sound or text, rough or text, has_vowels)


def _sound(name: str, *, has_vowels: bool) -> str:
    for spelling, heard in _SOUNDS:
        if has_vowels or spelling.pattern not in (_SILENT_H, _Y_OF_A_VOWEL):  # without vowels they are consonants
            name = spelling.sub(heard, name)
    return name


@lru_cache(CACHED_WORDS)
def _bones(sound: str) -> str:
    """Leave out vowels, what Arabic writes where others write a vowel, and an h that is not heard; v is b, g is j."""
    return re.sub(r"(.)\1+", r"\1", _NO_BONES.sub("", sound).translate(_ONE_BONE))
