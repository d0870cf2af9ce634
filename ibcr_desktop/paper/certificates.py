"""What certificates of attendance say, and the numbers under which they are given."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, select

from ibcr_desktop.foundation.words import N_, Words
from ibcr_desktop.paper.activity_facts import activity_row, line_of, period, place_of
from ibcr_desktop.paper.attendees import Attendee, read_attendees, with_ids
from ibcr_desktop.records.fields import fields_by_name
from ibcr_desktop.records.lexicon import Lexicon
from ibcr_desktop.records.offices import ORGANISATION, Office
from ibcr_desktop.records.participations import Participation
from ibcr_desktop.storage.changes import Write
from ibcr_desktop.storage.office_logo import logo_of
from ibcr_desktop.storage.paper_references import reference_of
from ibcr_desktop.storage.rows import table_of

USUAL_WORDING: Final = N_("who took part in")
PLACES: Final = re.compile(r"\{(name|activity|place|first_day|last_day|hours)\}")
ENDING: Final = re.compile(r"-(\d{1,6})")


@dataclass(frozen=True)
class Certificate:
    """One page: for whom, the sentence that leads to the activity, the facts under it, number and day of issue."""

    name: str
    other_script: str
    wording: str
    facts: tuple[str, ...]
    number: str
    issued_on: str


@dataclass(frozen=True)
class Certificates:
    """Certificates of one activity in one language.

    Attributes:
        title: of the activity.
        signatory, function: of who signs; empty for a line without a name under it.
        logo: a PNG or JPEG picture.
        new_numbers: participation → what its record gets once these are given out: number and day.
    """

    words: Words
    title: str
    signatory: str
    function: str
    logo: bytes | None
    code: str
    reference: str
    certificates: tuple[Certificate, ...]
    new_numbers: Mapping[uuid.UUID, tuple[str, date]]

    @property
    def heading(self) -> str:
        """What the page is."""
        return self.words.translate(N_("Certificate of attendance"))

    @property
    def given_to(self) -> str:
        """The line above the name."""
        return self.words.translate(N_("This certificate is given to"))

    @property
    def organisation(self) -> str:
        """Who gives it."""
        return self.words.translate(ORGANISATION)

    def writes(self) -> list[Write]:
        """Give what the records of the people must hold before anybody gets one of these."""
        return [
            Write(Participation, record_id, {"certificate_number": number, "certificate_on": day})
            for record_id, (number, day) in self.new_numbers.items()
        ]


def read_certificates(
    connection: Connection, lexicon: Lexicon, activity_id: uuid.UUID, participations: Sequence[uuid.UUID]
) -> Certificates:
    """Read the certificates of some people of an activity; who has no number yet is given the next one.

    Nothing is written: whoever gives them out writes ``Certificates.writes`` first, so that no number is on paper
    that is in no record. Raises UserError where the activity is not here.
    """
    activity = activity_row(connection, activity_id)
    everybody = read_attendees(connection, activity_id)
    chosen = with_ids(everybody, participations)
    new = _new_numbers(connection, activity, chosen, lexicon.today)
    given = [_numbered(each, new) for each in chosen]
    office, words = _office(connection, activity.office), lexicon.words
    wording = getattr(office, f"certificate_text_{words.language}", None) or words.translate(USUAL_WORDING)
    return Certificates(
        words=words,
        title=activity.title or "",
        signatory=getattr(office, "certificate_signatory", None) or "",
        function=getattr(office, "signatory_function", None) or "",
        logo=logo_of(connection),
        code=activity.code or "",
        reference=reference_of(activity.code, activity_id),
        certificates=tuple(_certificate(each, activity, wording, lexicon) for each in given),
        new_numbers=new,
    )


def _certificate(attendee: Attendee, activity: Any, wording: str, lexicon: Lexicon) -> Certificate:
    words = lexicon.words
    show = fields_by_name(Participation)["hours"].type.show
    hours = show(attendee.hours, lexicon)
    place = place_of(activity, lexicon)
    values = {
        "name": attendee.name,
        "activity": activity.title or "",
        "place": place,
        "first_day": words.day(activity.starts_on) if activity.starts_on else "",
        "last_day": words.day(activity.ends_on) if activity.ends_on else "",
        "hours": hours or show(attendee.hours_held, lexicon),
    }
    facts = (
        (N_("Place"), place),
        (N_("Dates"), period(activity.starts_on, activity.ends_on, words)),
        (N_("Hours attended"), hours),
    )
    return Certificate(
        name=attendee.name,
        other_script=attendee.other_script,
        wording=PLACES.sub(lambda found: values[found[1]], wording),
        facts=tuple(line_of(label, value, words) for label, value in facts if value),
        number=attendee.number,
        issued_on=words.day(attendee.issued_on) if attendee.issued_on else "",
    )


def _new_numbers(
    connection: Connection, activity: Any, chosen: Sequence[Attendee], today: date
) -> dict[uuid.UUID, tuple[str, date]]:
    """Give the next numbers to those who have none: the code of the activity and a number that nobody there has."""
    beginning = activity.code or activity.id.hex[:8].upper()
    table = table_of(Participation)
    taken = connection.execute(  # those in the bin too: a certificate once given stays one
        select(table.c.certificate_number).where(
            table.c.activity_id == activity.id, table.c.certificate_number.is_not(None)
        )
    ).scalars()
    endings = [ENDING.fullmatch(each.removeprefix(beginning)) for each in taken if each.startswith(beginning)]
    last = max((int(each[1]) for each in endings if each), default=0)
    without = [each.participation_id for each in chosen if not each.number]
    return {record_id: (f"{beginning}-{last + more:02}", today) for more, record_id in enumerate(without, start=1)}


def _numbered(attendee: Attendee, new: Mapping[uuid.UUID, tuple[str, date]]) -> Attendee:
    number, issued_on = new.get(attendee.participation_id, (attendee.number, attendee.issued_on))
    return replace(attendee, number=number, issued_on=issued_on)


def _office(connection: Connection, code: str | None) -> Any:
    """Give what the office that keeps the activity says of its certificates; None where it is not here."""
    table = table_of(Office)
    texts = (f"certificate_text_{language}" for language in ("en", "fr", "es"))
    columns = (table.c[name] for name in ("certificate_signatory", "signatory_function", *texts))
    return connection.execute(select(*columns).where(table.c.code == code, table.c.deleted.is_(False))).first()
