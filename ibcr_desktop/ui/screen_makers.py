"""Says which screen stands at which place of the navigation; each is imported when it is first opened."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.navigation import Makers, Place


def screen_makers(example_wanted: Callable[[], None], counted: Callable[[int], None]) -> Makers:
    """Give a maker for each kind of place; ``counted`` hears how many records want a look."""

    def home(context: Context, _place: Place) -> QWidget:
        from ibcr_desktop.ui.screens.home import Home  # noqa: PLC0415 - as everywhere here

        screen = Home(context)
        screen.example_wanted.connect(example_wanted)
        screen.counted.connect(counted)
        return screen

    return {
        "home": home,
        "list": _list,
        "record": lambda context, place: _record(context, place, is_new=False),
        "new": lambda context, place: _record(context, place, is_new=True),
        "more": _more,
        "settings": _settings,
        "backups": _backups,
        "exchange": _exchange,
        "new_passphrase": lambda context, _place: _new_key(context, for_code=False),
        "new_code": lambda context, _place: _new_key(context, for_code=True),
        "totals": _totals,
        "duplicates": _duplicates,
        "cascade": _cascade,
        "help": _help,
    }


def _list(context: Context, place: Place) -> QWidget:
    from ibcr_desktop.ui.screens.list_screen import ListScreen  # noqa: PLC0415 - a screen loads late
    from ibcr_desktop.ui.screens.people_list import PeopleList  # noqa: PLC0415 - as above

    if place.kind_name == "person":
        return PeopleList(context)
    return ListScreen(context, place.kind_name)


def _record(context: Context, place: Place, *, is_new: bool) -> QWidget:
    from ibcr_desktop.ui.screens.record_page import RecordPage  # noqa: PLC0415 - a screen loads late

    return RecordPage(context, place.kind_name, place.record_id, is_new=is_new)


def _duplicates(context: Context, _place: Place) -> QWidget:
    from ibcr_desktop.ui.screens.duplicates_page import DuplicatesPage  # noqa: PLC0415 - a screen loads late

    return DuplicatesPage(context)


def _cascade(context: Context, _place: Place) -> QWidget:
    from ibcr_desktop.ui.screens.cascade_page import CascadePage  # noqa: PLC0415 - a screen loads late

    return CascadePage(context)


def _more(context: Context, _place: Place) -> QWidget:
    from ibcr_desktop.ui.screens.all_kinds import AllKinds  # noqa: PLC0415 - a screen loads late

    return AllKinds(context)


def _settings(context: Context, _place: Place) -> QWidget:
    from ibcr_desktop.ui.screens.settings_page import SettingsPage  # noqa: PLC0415 - a screen loads late

    return SettingsPage(context)


def _backups(context: Context, _place: Place) -> QWidget:
    from ibcr_desktop.ui.screens.backups_page import BackupsPage  # noqa: PLC0415 - a screen loads late

    return BackupsPage(context)


def _exchange(context: Context, _place: Place) -> QWidget:
    """The page of an office or that of headquarters, as the database says."""
    if context.store.log.author.is_headquarters:
        from ibcr_desktop.ui.screens.exchange_headquarters import ExchangeHeadquarters  # noqa: PLC0415 - loads late

        return ExchangeHeadquarters(context)
    from ibcr_desktop.ui.screens.exchange_office import ExchangeOffice  # noqa: PLC0415 - as above

    return ExchangeOffice(context)


def _new_key(context: Context, *, for_code: bool) -> QWidget:
    from ibcr_desktop.ui.screens.new_key_page import NewKeyPage  # noqa: PLC0415 - a screen loads late

    return NewKeyPage(context, for_code=for_code)


def _totals(context: Context, _place: Place) -> QWidget:
    from ibcr_desktop.ui.screens.yearly_totals import YearlyTotals  # noqa: PLC0415 - a screen loads late

    return YearlyTotals(context)


def _help(context: Context, _place: Place) -> QWidget:
    from ibcr_desktop.ui.screens.help_page import HelpPage  # noqa: PLC0415 - a screen loads late

    return HelpPage(context.words)
