"""Random histories of one record at several offices, with an oracle that knows who had seen what."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from ibcr_desktop.storage.fold import Change, ChangeId

OFFICES = ("DKR", "OUA", "MTL")
FIELDS = ("title", "place", "status")


@dataclass
class World:
    """Replicas that write and exchange changes of one record; ``seen`` is the truth about who knew what."""

    changes: dict[ChangeId, Change] = field(default_factory=dict)
    replicas: list[set[ChangeId]] = field(default_factory=lambda: [set() for _ in OFFICES])
    seen: dict[ChangeId, frozenset[ChangeId]] = field(default_factory=dict)

    def write(self, office: int, fields: dict[str, Any], clock_skew: int = 0) -> ChangeId:
        """Write at one office on top of everything that it holds."""
        held = self.replicas[office]
        passed = {parent for each in held for parent in self.changes[each].parents or ()}
        heads = tuple(sorted(held - passed))
        change_id = ChangeId(uuid.UUID(int=office + 1), len(self.changes) + 1)
        clock = 1 + max((self.changes[each].clock for each in held), default=0) + clock_skew
        self.changes[change_id] = Change(
            change_id=change_id,
            clock=clock,
            kind="workshop",
            parents=heads or None,
            fields=fields,
            office=OFFICES[office],
            from_headquarters=OFFICES[office] == "MTL",
        )
        self.seen[change_id] = frozenset(held)
        held.add(change_id)
        return change_id

    def send(self, sender: int, receiver: int) -> None:
        """Bring everything that one office holds to another."""
        self.replicas[receiver] |= self.replicas[sender]


_write = st.tuples(
    st.just("write"),
    st.integers(0, len(OFFICES) - 1),
    st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["a", "b", None]), min_size=1),
    st.integers(0, 5),
)
_delete = st.tuples(
    st.just("write"),
    st.integers(0, len(OFFICES) - 1),
    st.fixed_dictionaries({"deleted": st.booleans()}),
    st.integers(0, 5),
)
_send = st.tuples(st.just("send"), st.integers(0, len(OFFICES) - 1), st.integers(0, len(OFFICES) - 1))


@st.composite
def worlds(draw: st.DrawFn, *, deletions: bool = True) -> World:
    """Draw a world in which one office created the record and all may have gone on with it."""
    world = World()
    world.write(draw(st.integers(0, len(OFFICES) - 1)), {"office": "DKR", "title": "a"})
    steps: st.SearchStrategy[Any] = st.one_of(_write, _delete, _send, _send) if deletions else st.one_of(_write, _send)
    creates_again = draw(st.booleans())  # an office that has not received the record may create it a second time
    for step in draw(st.lists(steps, max_size=14)):
        if step[0] == "send":
            world.send(step[1], step[2])
        elif world.replicas[step[1]] or creates_again:
            world.write(step[1], step[2], step[3])
    return world
