"""Makes any text fit to be kept, searched and shown: the one place that knows about odd characters."""

import re
import unicodedata
from typing import Final

MAX_TEXT: Final = 40_000  # characters; longer texts are refused with a sentence, never cut silently

LINE_BREAKS: Final = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Control characters, and the two that XML forbids; the mark of byte order is no text either.
UNWANTED: Final = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
REPLACEMENT: Final = "\ufffd"

APOSTROPHES: Final = re.compile("['`´\u02b9-\u02bf\u02c8\u02ca\u02cb\u2018-\u201b\u2032\u2035\uff07]")
INVISIBLE: Final = re.compile(
    "[\xad\u034f\u061c\u0640\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f]"
)
LATIN_WITHOUT_PARTS: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n", "ɓ": "b",
     "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɛ": "e", "ɔ": "o", "ɲ": "n"}
)  # fmt: skip
FIRST_MARK: Final = "\u0300"  # signs before it combine with nothing
FIRST_REMOVED_CLASS: Final = 10  # marks of lower classes, such as vowels of Indian scripts, are letters

LEFT_TO_RIGHT_ISOLATE, FIRST_STRONG_ISOLATE, END_OF_ISOLATE = "\u2066", "\u2068", "\u2069"
ISOLATES: Final = re.compile("[\u2066-\u2069]")


def clean(text: str, *, multiline: bool = False) -> str:
    """Give ``text`` as it may be stored: composed (NFC), without control characters, stripped at both ends.

    What comes out can be encoded as UTF-8 and written into a workbook. Line breaks and tabs stay when ``multiline``
    (each break a single line feed) and become a space otherwise. A lone surrogate becomes U+FFFD: a loss stays
    visible. The length is not looked at: whoever reads a field refuses more than ``MAX_TEXT`` characters.
    """
    if text.isprintable():  # as nearly every text is: nothing below would find anything
        return unicodedata.normalize("NFC", text).strip()
    text = _without_surrogates(text)
    text = UNWANTED.sub("", LINE_BREAKS.sub("\n", text))
    if not multiline:
        text = re.sub("[\t\n]+", " ", text)
    return unicodedata.normalize("NFC", text).strip()


def fold(text: str) -> str:
    """Give the search key of ``text``: words of a-z and 0-9, separated by single spaces.

    Accents, apostrophes and invisible characters disappear, hyphens and other signs separate words, other scripts
    are written in Latin letters: ``N'Diaye`` → ``ndiaye``, ``Ould-Ahmed`` → ``ould ahmed``, ``محمد`` → ``mhmd``.
    For comparing only, never shown.
    """
    text = text.casefold()
    if not text.isascii():
        text = _latin(text)
    return " ".join(re.findall("[a-z0-9]+", APOSTROPHES.sub("", text)))


def isolate(text: str) -> str:
    """Wrap a code, telephone number or address for showing, so that right-to-left text beside it cannot turn it."""
    return f"{LEFT_TO_RIGHT_ISOLATE}{ISOLATES.sub('', text)}{END_OF_ISOLATE}" if text else ""


def isolate_name(text: str) -> str:
    """Wrap a name or title for showing: it keeps its own direction and cannot turn what stands beside it."""
    return f"{FIRST_STRONG_ISOLATE}{ISOLATES.sub('', text)}{END_OF_ISOLATE}" if text else ""


def _without_surrogates(text: str) -> str:
    if not LONE_SURROGATE.search(text):
        return text
    joined = text.encode("utf-16-le", "surrogatepass").decode(
        "utf-16-le", "surrogatepass"
    )  # halves that stand together
    return LONE_SURROGATE.sub(REPLACEMENT, joined)


def _latin(text: str) -> str:
    text = INVISIBLE.sub("", text)
    parts = unicodedata.normalize("NFKD", text)
    letters = "".join([
        sign for sign in parts if sign < FIRST_MARK or unicodedata.combining(sign) < FIRST_REMOVED_CLASS
    ])  # fmt: skip
    text = APOSTROPHES.sub("", letters.casefold()).translate(LATIN_WITHOUT_PARTS)
    if not text.isascii():
        from anyascii import anyascii  # noqa: PLC0415 - only other scripts need its tables

        text = anyascii(unicodedata.normalize("NFC", text)).lower()
    return text
