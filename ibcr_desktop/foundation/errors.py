"""Failures that a person can do something about, said in three sentences; everything else is a bug."""

from ibcr_desktop.foundation.words import Words


class UserError(Exception):
    """What happened, what is safe and what to do now, for the person in front of the screen.

    Each of the three is a marked English text (``N_``) whose named placeholders are filled from ``values`` after
    it is translated. Values that are texts themselves are filled in as they are. Subclasses exist only where code
    must tell them apart.
    """

    def __init__(self, happened: str, safe: str, advice: str, **values: object) -> None:
        super().__init__(happened, safe, advice)
        self.happened = happened
        self.safe = safe
        self.advice = advice
        self.values = values

    def sentences(self, words: Words) -> tuple[str, str, str]:
        """Give (what happened, what is safe, what to do) in the language of ``words``."""
        happened, safe, advice = (
            _filled(words.translate(text), self.values) for text in (self.happened, self.safe, self.advice)
        )
        return happened, safe, advice

    def text(self, words: Words) -> str:
        """Give the sentences as one paragraph in the language of ``words``."""
        return " ".join(sentence for sentence in self.sentences(words) if sentence)

    def __str__(self) -> str:
        return " ".join(_filled(text, self.values) for text in (self.happened, self.safe, self.advice) if text)


def _filled(text: str, values: dict[str, object]) -> str:
    try:
        return text.format(**values)
    except (LookupError, ValueError, AttributeError, TypeError):
        return text  # a translation with a wrong placeholder must not hide the failure itself
