"""Answers the search box: records by their words, what was opened last, and the actions of the program."""

import uuid
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from itertools import chain

from ibcr_desktop.foundation.words import N_
from ibcr_desktop.records import kind_named
from ibcr_desktop.records.activities import ACTIVITY_KINDS, Activity
from ibcr_desktop.storage.opened_records import opened_records
from ibcr_desktop.ui.context import Context
from ibcr_desktop.ui.screens.all_kinds import GROUPS
from ibcr_desktop.ui.screens.search_box import Action, Found

ACTIVITY_NAMES = tuple(kind.kind_name() for kind in ACTIVITY_KINDS)
NEW_KINDS = (*ACTIVITY_NAMES, "person", "organisation", "project", "advocacy_action", "deliverable")
ASKED_TITLES = 2  # times the number shown: some of what was opened may be gone


class SearchFeed:
    """Reads with the lexicon of the screen; each question is one short read."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def search(self, typed: str, limit: int) -> list[Found]:
        """Find records by what is typed, those of one group together by the first of each, headquarters' lists last."""
        _ = self._context.words.translate
        found = [
            Found(hit.kind, hit.record_id, hit.title, self._group(hit.kind))
            for hit in self._context.lexicon.search(typed, limit=limit)
        ]
        order = list(dict.fromkeys(each.group for each in found))
        return sorted(found, key=lambda each: (kind_named(each.kind_name).of_headquarters, order.index(each.group)))

    def opened(self, limit: int) -> list[Found]:
        """Give what was opened last, the latest first."""
        records = opened_records(self._context.store.database)[: limit * ASKED_TITLES]
        by_kind: defaultdict[str, list[uuid.UUID]] = defaultdict(list)
        for kind_name, record_id in records:
            by_kind[kind_name].append(record_id)
        titles = {kind: self._context.lexicon.titles(kind, ids) for kind, ids in by_kind.items()}
        heading = self._context.words.translate(N_("Opened last"))
        return [
            Found(kind, record_id, titles[kind][record_id], heading)
            for kind, record_id in records
            if record_id in titles[kind]
        ][:limit]

    def actions(self) -> list[Action]:
        """Give what a person can do, in the words of the screen."""
        _, go = self._context.words.translate, self._context.go
        begun = [
            Action(_(N_("New: {kind}")).format(kind=_(kind_named(name).singular)), self._beginner(name))
            for name in NEW_KINDS
        ]
        listed = [
            Action(self._list_name(name), partial(go.to_list, name))
            for name in (Activity.kind_name(), *chain.from_iterable(names for _heading, names in GROUPS))
        ]
        return [
            *begun,
            Action(_(N_("Yearly totals")), go.to_totals),
            Action(_(N_("Export the totals to Excel")), go.to_totals),
            Action(_(N_("Possible duplicates")), go.to_duplicates),
            Action(_(N_("Trainer cascade")), go.to_cascade),
            Action(_(N_("Home")), go.home),
            Action(_(N_("Settings")), go.to_settings),
            *([Action(_(N_("Backups")), go.to_backups)] if self._context.backups.is_on else []),
            Action(_(N_("Everything that is recorded")), go.to_more),
            Action(_(N_("Exchange")), go.to_exchange),
            Action(_(N_("Help")), lambda: go.to_help("index")),
            *listed,
        ]

    def _list_name(self, kind_name: str) -> str:
        is_all = kind_name == Activity.kind_name()
        return self._context.words.translate(N_("Activities") if is_all else kind_named(kind_name).plural)

    def _group(self, kind_name: str) -> str:
        plural = N_("Activities") if kind_name in ACTIVITY_NAMES else kind_named(kind_name).plural
        return self._context.words.translate(plural)

    def _beginner(self, kind_name: str) -> Callable[[], None]:
        return lambda: self._context.go.new_record(kind_name)
