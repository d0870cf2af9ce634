"""What must hold for every history: the numbers refer to the properties of docs/change-log.md."""

import itertools
import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ibcr_desktop.storage.fold import Change, ChangeId, Folded, fold
from tests.storage.histories import OFFICES, World, worlds

ALL = st.integers(0, 2**32)


def everything(world: World) -> list[Change]:
    return list(world.changes.values())


def versions(world: World, name: str) -> list[Change]:
    return [each for each in world.changes.values() if name in each.fields]


def survivors(world: World, name: str) -> set[ChangeId]:
    """Say by the oracle which versions of a field nobody had seen who set it later."""
    ids = {each.change_id for each in versions(world, name)}
    return {each for each in ids if not any(each in world.seen[other] for other in ids)}


@given(worlds(), ALL)
def test_any_order_and_any_repetition_gives_the_same_record(world: World, seed: int) -> None:
    shuffled = everything(world) * 2
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - the order only
    assert fold(shuffled) == fold(everything(world))


@given(worlds())
def test_no_written_value_is_lost_unless_somebody_had_seen_it(world: World) -> None:
    folded = fold(everything(world))
    for name in {name for each in everything(world) for name in each.fields} - {"deleted"}:
        values = {each.fields[name] for each in versions(world, name) if each.change_id in survivors(world, name)}
        if len(values) == 1:
            assert folded.fields[name] in values
            assert name not in folded.conflicts
        else:
            assert set(folded.conflicts[name]) == survivors(world, name)
            assert folded.fields[name] in values


@given(worlds())
def test_a_conflict_is_only_between_versions_that_had_not_seen_each_other(world: World) -> None:
    for name, competing in fold(everything(world)).conflicts.items():
        for one, other in itertools.combinations(competing, 2):
            if name != "deleted":
                assert one not in world.seen[other]
                assert other not in world.seen[one]
                assert name in world.changes[one].fields


@given(worlds())
def test_wrong_clocks_change_no_conflict_and_lose_no_value(world: World) -> None:
    skewed = [replace(each, clock=(each.clock * 7919) % 101) for each in everything(world)]
    right, wrong = fold(everything(world)), fold(skewed)
    assert {name: set(each) for name, each in wrong.conflicts.items()} == {
        name: set(each) for name, each in right.conflicts.items()
    }
    assert wrong.heads == right.heads
    assert {name: value for name, value in wrong.fields.items() if name not in right.conflicts} == {
        name: value for name, value in right.fields.items() if name not in right.conflicts
    }


@given(worlds())
def test_what_has_been_deleted_by_somebody_who_saw_everything_stays_deleted(world: World) -> None:
    for sender in range(len(OFFICES)):
        world.send(sender, 0)
    world.write(0, {"deleted": True})
    folded = fold(everything(world))
    assert folded.fields["deleted"] is True
    assert "deleted" not in folded.conflicts


@given(worlds())
def test_a_deletion_that_had_not_seen_an_edit_is_put_to_a_person(world: World) -> None:
    for sender in range(len(OFFICES)):
        world.send(sender, 0)
        world.send(0, sender)
    world.send(0, 1)
    deletion, edit = world.write(0, {"deleted": True}), world.write(1, {"title": "seen by nobody"})
    folded = fold(everything(world))
    assert folded.fields["deleted"] is False
    assert {deletion, edit} <= set(folded.conflicts["deleted"])


@given(worlds(), st.sampled_from(["a", "b"]), st.booleans())
def test_a_decision_on_all_heads_settles_every_question(world: World, title: str, deleted: bool) -> None:
    for sender in range(len(OFFICES)):
        world.send(sender, 0)
    open_fields = dict.fromkeys(fold(everything(world)).conflicts, title)
    decision = world.write(0, {**open_fields, "title": title, "deleted": deleted})
    folded = fold(everything(world))
    assert folded.conflicts == {}
    assert folded.heads == (decision,)
    assert folded.fields["title"] == title
    assert folded.fields["deleted"] is deleted


@given(worlds(), ALL)
def test_what_has_not_arrived_is_waited_for_and_changes_nothing_yet(world: World, seed: int) -> None:
    missing = random.Random(seed).choice(sorted(world.changes))  # noqa: S311 - which one only
    here = [each for each in everything(world) if each.change_id != missing]
    if not here:
        return
    folded = fold(here)
    waiting = {each.change_id for each in here if missing in world.seen[each.change_id]}
    ready = [each for each in here if each.change_id not in waiting]
    if any(missing in (each.parents or ()) for each in here):
        assert folded.waiting_for == (missing,)
    if ready:
        without = fold(ready)
        assert (folded.exists, folded.fields, folded.conflicts) == (without.exists, without.fields, without.conflicts)
    assert fold([*here, world.changes[missing]]) == fold(everything(world))


@given(worlds(deletions=False), ALL)
def test_a_withdrawn_change_is_as_if_never_made_and_can_be_taken_back_in(world: World, seed: int) -> None:
    tips = fold(everything(world)).heads
    tip = random.Random(seed).choice(tips)  # noqa: S311 - which one only
    withdrawn = [replace(each, withdrawn=each.change_id == tip) for each in everything(world)]
    without = [each for each in everything(world) if each.change_id != tip]
    if without:
        assert fold(withdrawn) == fold(without)
    else:
        assert not fold(withdrawn).exists
    assert fold([replace(each, withdrawn=False) for each in withdrawn]) == fold(everything(world))


@given(worlds())
def test_a_withdrawn_ancestor_keeps_the_meaning_of_what_was_written_on_it(world: World) -> None:
    for sender in range(len(OFFICES)):
        world.send(sender, 0)
    middle = world.write(0, {"title": "b"})
    last = world.write(0, {"title": "a"})
    changes = [replace(each, withdrawn=each.change_id == middle) for each in everything(world)]
    folded = fold(changes)
    assert folded.fields["title"] == "a"
    assert "title" not in folded.conflicts
    assert folded.heads == (last,)


@given(worlds())
def test_an_erasure_wins_over_everything_that_arrives_later(world: World) -> None:
    erase = world.write(0, {"title": None})
    world.changes[erase] = replace(world.changes[erase], erases=True)
    world.write(1, {"title": "b"})
    folded = fold(everything(world))
    assert folded.fields["title"] is None
    assert "title" not in folded.conflicts


@given(worlds())
def test_every_office_that_holds_the_same_changes_shows_the_same_record(world: World) -> None:
    for sender, receiver in itertools.permutations(range(len(OFFICES)), 2):
        world.send(sender, receiver)
    for sender, receiver in itertools.permutations(range(len(OFFICES)), 2):
        world.send(sender, receiver)
    shown: list[Folded] = [fold(world.changes[each] for each in held) for held in world.replicas]
    assert shown[0] == shown[1] == shown[2]
