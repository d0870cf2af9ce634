"""Makes a computer ready with the standard library alone, before anything else of the application can be imported."""


class NotReadyError(Exception):
    """This computer cannot start what was asked for; the text says why and what to do, in words for staff."""
