from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vText


@dataclass(frozen=True)
class Meeting:
    """One calendar row: a session of an event. Moments are aware."""

    uid: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    location: str = ""
    description: str = ""
    url: str = ""
    sequence: int | None = None  # where the file holds meetings of several events


@dataclass(frozen=True)
class Invitation:
    """A calendar file that adds, changes or removes meetings: the same UID with a rising sequence replaces the one before.

    `name` is what a diary calls a calendar that it reads by itself; it looks again every hour.
    """

    meetings: list[Meeting]
    sequence: int
    now: datetime
    method: str = "PUBLISH"  # or CANCEL
    name: str = ""

    def text(self) -> str:
        calendar = Calendar()
        calendar.add("prodid", "-//Muster//Training//EN")
        calendar.add("version", "2.0")
        calendar.add("method", self.method)
        if self.name:
            calendar.add("x-wr-calname", self.name)
            calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
            calendar.add("x-published-ttl", "PT1H")
        for meeting in self.meetings:
            calendar.add_component(self._row(meeting))
        return calendar.to_ical().decode()

    def _row(self, meeting: Meeting) -> Event:
        row = Event()
        row.add("uid", meeting.uid)
        row.add("summary", meeting.summary)
        row.add("dtstart", meeting.starts_at.astimezone(UTC))
        row.add("dtend", meeting.ends_at.astimezone(UTC))
        row.add("dtstamp", self.now.astimezone(UTC))
        row.add("sequence", self.sequence if meeting.sequence is None else meeting.sequence)
        row.add("status", "CANCELLED" if self.method == "CANCEL" else "CONFIRMED")
        for name in ("location", "description", "url"):
            if value := getattr(meeting, name):
                row.add(name, vText(value) if name != "url" else value)
        return row
