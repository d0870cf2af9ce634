"""The fold by example: who wins, what is asked, what waits."""

import uuid
from typing import Any

from ibcr_desktop.storage.fold import Change, ChangeId, fold

DAKAR, MONTREAL, OUAGADOUGOU = "DKR", "MTL", "OUA"


def change(number: int, fields: dict[str, Any], *parents: int, office: str = DAKAR, **more: Any) -> Change:
    """Make a change whose clock is its number; without parents it is a creation."""
    return Change(
        change_id=name(number),
        clock=more.pop("clock", number),
        kind=more.pop("kind", "workshop"),
        parents=tuple(name(each) for each in parents) or None,
        fields=fields,
        office=office,
        from_headquarters=office == MONTREAL,
        **more,
    )


def name(number: int) -> ChangeId:
    return ChangeId(uuid.UUID(int=7), number)


CREATION = change(1, {"office": DAKAR, "title": "Course", "place": "Dakar"})


def test_a_later_edit_replaces_what_it_had_seen() -> None:
    folded = fold([CREATION, change(2, {"title": "Course one"}, 1), change(3, {"title": "Course 1"}, 2)])
    assert folded.fields == {"office": DAKAR, "title": "Course 1", "place": "Dakar"}
    assert folded.heads == (name(3),)


def test_two_edits_of_different_fields_both_win() -> None:
    folded = fold([CREATION, change(2, {"title": "Course 1"}, 1), change(3, {"place": "Thiès"}, 1, office=MONTREAL)])
    assert (folded.fields["title"], folded.fields["place"]) == ("Course 1", "Thiès")
    assert folded.conflicts == {}
    assert folded.heads == (name(2), name(3))


def test_the_office_that_keeps_a_record_is_shown_while_two_values_compete() -> None:
    ours, theirs = change(2, {"title": "ours"}, 1), change(3, {"title": "theirs"}, 1, office=MONTREAL)
    folded = fold([CREATION, ours, theirs])
    assert folded.fields["title"] == "ours"
    assert folded.conflicts == {"title": (name(2), name(3))}


def test_headquarters_is_shown_for_the_kinds_that_it_owns() -> None:
    ours, theirs = change(2, {"title": "theirs"}, 1, office=MONTREAL), change(3, {"title": "ours"}, 1)
    assert fold([CREATION, ours, theirs], of_headquarters=True).fields["title"] == "theirs"


SHIPPED = change(1, {"label": "Police", "state": "complete"}, office=MONTREAL)
SHIPPED_THERE = change(2, {"label": "Police", "state": "complete"})


def test_what_headquarters_made_of_a_shipped_record_is_no_question_where_it_was_shipped_too() -> None:
    edited = change(3, {"label": "Police nationale"}, 1, office=MONTREAL)
    folded = fold([SHIPPED, SHIPPED_THERE, edited], of_headquarters=True)
    assert folded.fields["label"] == "Police nationale"
    assert folded.conflicts == {}
    deleted = change(3, {"deleted": True}, 1, office=MONTREAL)
    folded = fold([SHIPPED, SHIPPED_THERE, deleted], of_headquarters=True)
    assert folded.fields["deleted"] is True
    assert folded.conflicts == {}


def test_what_an_office_made_of_a_shipped_record_is_shown_at_headquarters_too() -> None:
    folded = fold([SHIPPED, SHIPPED_THERE, change(3, {"label": "Gendarmerie"}, 2)], of_headquarters=True)
    assert folded.fields["label"] == "Gendarmerie"
    assert folded.conflicts == {}


def test_two_releases_that_ship_a_record_otherwise_ask_nothing() -> None:
    newer = change(2, {"label": "Police (all)", "state": "complete"})
    folded = fold([SHIPPED, newer], of_headquarters=True)
    assert folded.fields["label"] == "Police", "that of headquarters"
    assert folded.conflicts == {}


def test_what_two_people_made_of_a_shipped_record_is_a_question_as_ever() -> None:
    ours, theirs = change(3, {"label": "a"}, 1, office=MONTREAL), change(4, {"label": "b"}, 2)
    assert set(fold([SHIPPED, SHIPPED_THERE, ours, theirs], of_headquarters=True).conflicts) == {"label"}
    begun = change(1, {"label": "a", "office": MONTREAL}, office=MONTREAL)
    begun_too = change(2, {"label": "b", "office": DAKAR})  # an id that people began, and not the program
    assert set(fold([begun, begun_too], of_headquarters=True).conflicts) == {"label", "office"}


def test_beginnings_without_an_office_of_other_kinds_are_a_question() -> None:
    assert set(fold([SHIPPED, change(2, {"label": "b", "state": "complete"})]).conflicts) == {"label"}


def test_the_owner_is_the_office_of_the_common_past_and_a_double_handover_is_a_question() -> None:
    handed_over = change(2, {"office": OUAGADOUGOU, "title": "after"}, 1)
    kept = change(3, {"office": "BKO", "title": "kept"}, 1, office=OUAGADOUGOU)
    folded = fold([CREATION, handed_over, kept])
    assert folded.fields["title"] == "after"  # Dakar's version: Dakar kept the record when they parted
    assert set(folded.conflicts) == {"office", "title"}


def test_without_an_owner_among_them_the_later_clock_is_shown() -> None:
    folded = fold(
        [CREATION, change(2, {"title": "b"}, 1, office=OUAGADOUGOU), change(3, {"title": "c"}, 1, office=MONTREAL)]
    )
    assert folded.fields["title"] == "c"


def test_equal_values_from_two_offices_are_no_question() -> None:
    folded = fold([CREATION, change(2, {"title": "same"}, 1), change(3, {"title": "same"}, 1, office=MONTREAL)])
    assert folded.conflicts == {}
    assert folded.fields["title"] == "same"


def test_true_and_one_are_different_values() -> None:
    folded = fold([CREATION, change(2, {"is_major": True}, 1), change(3, {"is_major": 1}, 1, office=MONTREAL)])
    assert set(folded.conflicts) == {"is_major"}


def test_the_same_record_created_twice_becomes_one_and_merges_by_field() -> None:
    second = change(5, {"office": MONTREAL, "title": "Course", "status": "held"}, office=MONTREAL)
    folded = fold([CREATION, second])
    assert folded.fields["status"] == "held"
    assert folded.fields["place"] == "Dakar"
    assert set(folded.conflicts) == {"office"}


def test_a_record_restored_from_the_bin_is_there_again() -> None:
    folded = fold([CREATION, change(2, {"deleted": True}, 1), change(3, {"deleted": False}, 2)])
    assert folded.fields["deleted"] is False


def test_an_edit_made_in_the_bin_does_not_bring_the_record_back() -> None:
    folded = fold([CREATION, change(2, {"deleted": True}, 1), change(3, {"title": "later"}, 2)])
    assert folded.fields["deleted"] is True
    assert folded.conflicts == {}


def test_two_deletions_apart_agree() -> None:
    folded = fold([CREATION, change(2, {"deleted": True}, 1), change(3, {"deleted": True}, 1, office=MONTREAL)])
    assert folded.fields["deleted"] is True
    assert folded.conflicts == {}


def test_a_wrongly_chosen_kind_is_corrected_by_one_more_change() -> None:
    folded = fold([CREATION, change(2, {"kind": "event"}, 1)])
    assert folded.kind == "event"
    assert folded.fields["title"] == "Course"


def test_a_record_whose_creation_is_withdrawn_waits_and_counts_nowhere() -> None:
    withdrawn = change(1, {"title": "Course"}, withdrawn=True)
    folded = fold([withdrawn, change(2, {"title": "later"}, 1)])
    assert not folded.exists
    assert folded.fields == {}


def test_changes_that_claim_each_other_as_parents_wait_for_ever() -> None:
    folded = fold([CREATION, change(2, {"title": "x"}, 3), change(3, {"title": "y"}, 2)])
    assert folded.fields["title"] == "Course"


def test_a_field_of_a_newer_release_is_kept() -> None:
    assert fold([CREATION, change(2, {"invented_later": [1, 2]}, 1)]).fields["invented_later"] == [1, 2]
