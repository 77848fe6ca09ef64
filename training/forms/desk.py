"""The whole form of an event, and the answers it opens with."""

from lib.codes import new_code
from lib.dates import local
from lib.forms import Form
from training.forms.equipment import NeedsForm
from training.forms.events import EventForm, SessionForm, warn_of_days
from training.forms.rows import Rows, unjudged
from training.models import Course, Event, Group, Room
from training.plans import COLUMNS
from training.rules import MOST_SESSIONS, USUAL_HOURS, USUAL_PLACES, EventPlan, SessionPlan


class EventDesk:
    """The whole form of an event: its facts and one to six sessions.

    Without `with_sessions` its sessions stay as they are, and without `with_group` so does the group that may book it.
    """

    def __init__(
        self,
        data=None,
        *,
        facts: dict,
        sessions: list[dict],
        with_sessions: bool = True,
        plan: EventPlan | None = None,
        with_group: bool = True,
    ):
        self.form = EventForm(data, initial=facts, with_group=with_group)
        self.group = facts.get("group")
        self.needs = NeedsForm(data, plan=plan)
        self.rows = self._rows(data, sessions, plan) if with_sessions else None
        self.is_asking = bool(self.rows and self.rows.is_asking)
        if self.is_asking:
            for form in self.all_forms:
                unjudged(form)
        warn_of_days(self.rows.forms if self.rows else [])

    @staticmethod
    def _rows(data, sessions: list[dict], plan: EventPlan | None) -> Rows:
        kept = plan.rooms if plan else []
        in_use = Room.objects.in_use() | Room.objects.filter(pk__in=[room.pk for room in kept])
        rooms = {room.pk: room for room in in_use.select_related("venue")}

        def make(data, **kwargs):
            return SessionForm(data, rooms=rooms, **kwargs)

        copied = ["starts", "ends", "room", "online_url"]
        return Rows(make, data, name="session", initial=sessions, most=MOST_SESSIONS, copied=copied)

    @property
    def all_forms(self) -> list[Form]:
        return [*(self.rows.forms if self.rows else []), self.form, self.needs]

    def is_valid(self) -> bool:
        """Whether it was sent to be saved, and every answer has the right shape."""
        if self.is_asking or not self.form.is_bound:
            return False
        return all([form.is_valid() for form in self.all_forms])

    def refuse(self, reasons: list[str]) -> None:
        """Shows the reasons of a verb in the error summary."""
        self.form.add_error(None, reasons)

    def plan(self, sessions=None) -> dict:
        """The arguments of `create_event` and `change_event`."""
        found = self.form.cleaned_data
        lead = [found["lead"]] if found["lead"] else []
        return {name: found[name] for name in COLUMNS if name != "group"} | {
            "group": found.get("group", self.group),
            "trainers": [*lead, *found.get("others", [])],
            "equipment": self.needs.needs,
            "although_away": found["although_away"],
            "sessions": [form.plan for form in self.rows.forms] if self.rows else sessions,
        }


def first_answers(course: Course, last: EventPlan | None, group: Group | None = None) -> dict:
    """`facts` and `sessions` of the desk for a new event: as the course's last event was, else as its format usually is."""
    facts = {"code": new_code(), "capacity": USUAL_PLACES, "minimum": course.minimum, "group": group}
    if last is None:
        return {"facts": facts, "sessions": [{"starts": a, "ends": b} for a, b in USUAL_HOURS[course.format]]}
    # Not the moments of booking: they belonged to the old date. An online link is often for one meeting only.
    same = {"capacity": last.capacity, "joining_instructions": last.joining_instructions}
    same["minimum"] = course.minimum or last.minimum
    sessions = [_session(s) | {"day": None, "online_url": ""} for s in last.sessions]
    for session, before in zip(sessions, last.sessions, strict=True):
        session["room"] = None if before.room and before.room.is_out_of_use else session["room"]
    return {"facts": facts | same | _team(last), "sessions": sessions[:MOST_SESSIONS]}


def answers_again(plan: EventPlan) -> dict:
    """`facts` and `sessions` of the desk for running exactly this plan again, days included."""
    facts = {name: getattr(plan, name) for name in COLUMNS}
    sessions = [_session(session) for session in plan.sessions][:MOST_SESSIONS]
    return {"facts": {"code": new_code()} | facts | _team(plan), "sessions": sessions}


def answers_of(event: Event, plan: EventPlan) -> dict:
    """`facts`, `sessions` and `plan` of the desk for an event that exists."""
    facts = {"code": event.code, "seen": event.revision} | _team(plan)
    facts |= {name: getattr(plan, name) for name in COLUMNS}
    return {"facts": facts, "sessions": [_session(session) for session in plan.sessions], "plan": plan}


def _team(plan: EventPlan) -> dict:
    return {"lead": next(iter(plan.trainers), None), "others": [trainer.pk for trainer in plan.trainers[1:]]}


def _session(session: SessionPlan) -> dict:
    starts, ends = local(session.starts_at), local(session.ends_at)
    return {
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "room": session.room.pk if session.room else None,
        "online_url": session.online_url,
    }
