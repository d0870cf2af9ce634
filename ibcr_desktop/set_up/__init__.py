"""Makes a computer ready with the standard library alone, before anything else of the application can be imported."""

NO_NETWORK = (
    "The first start needs the network to fetch its parts, and there is none. Nothing is broken: "
    "please start again when there is; afterwards no network is needed."
)


class NotReadyError(Exception):
    """This computer cannot start what was asked for; the text says why and what to do, in words for staff."""
