"""Says what the code of an office may be, before there is a database to ask."""

from typing import Final

from ibcr_desktop.foundation.words import N_

LENGTHS: Final = range(2, 9)
RULE: Final = N_("The code of an office has two to eight letters or digits, without accents: DKR, for example.")


def is_office_code(code: str) -> bool:
    """Tell whether codes of records and names of files can begin with it."""
    return code.isascii() and code.isalnum() and len(code) in LENGTHS
