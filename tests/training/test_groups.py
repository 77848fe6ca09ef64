"""Groups: their members from a day to a day, and their events, which nobody else sees."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from correspondence.models import Message
from lib.errors import Refused, TooLate
from tests.cast import NOW, make_event, make_person
from tests.training.extras import make_group
from tests.training.makers import as_it_is, plan, session
from training.groups import add_member, add_members, remove_member, retire
from training.models import Event, Group, Membership
from training.planning import change_event, publish_event

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def at_now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def champions(officer, nurse):
    """Nadia is a champion."""
    return make_group(officer, nurse)


@pytest.fixture
def private(course, room, officer, champions, tariff):
    """A published event for the champions."""
    event = plan(course, session(room), by=officer, group=champions)
    publish_event(event, by=officer, now=NOW)
    return event


def page(name, *args):
    return reverse(f"training:{name}", args=args)


def text(response):
    return " ".join(response.content.decode().split())


def invited():
    return sorted(
        Message.objects.filter(kind="training.invited").values_list("person__first_name", flat=True)
    )


def test_a_group_is_made_on_the_page(signed_in, officer):
    facts = {"name": "CSE champions", "about": "We meet", "lead": officer.pk}
    answer = signed_in(officer).post(page("group_new"), facts, follow=True)
    assert "The group is saved." in text(answer)
    assert Group.objects.get().lead == officer


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [({"name": ""}, "Enter the name"), ({"name": "CSE champions"}, "Another group already has this name"), ({"lead": ""}, "who looks after it")],
)  # fmt: skip
def test_a_bad_answer_is_refused_in_words(signed_in, officer, champions, facts, sentence):
    typed = {"name": "Neglect champions", "about": "Kept words", "lead": officer.pk} | facts
    body = text(signed_in(officer).post(page("group_new"), typed))
    assert sentence in body
    assert "Kept words" in body
    assert Group.objects.count() == 1


def test_only_an_officer_can_look_after_a_group(signed_in, officer, nurse):
    facts = {"name": "Champions", "lead": nurse.pk}
    signed_in(officer).post(page("group_new"), facts)
    assert not Group.objects.exists()


def test_two_officers_do_not_overwrite_each_other(signed_in, officer, second_officer, champions):
    facts = {"name": "Champions A", "lead": officer.pk, "seen": champions.revision}
    signed_in(officer).post(page("group_edit", champions.code), facts)
    answer = signed_in(second_officer).post(
        page("group_edit", champions.code), facts | {"name": "Champions B"}
    )
    assert "Somebody else changed this group" in text(answer)
    assert Group.objects.get().name == "Champions A"


def test_a_member_belongs_from_a_day_to_a_day(champions, nurse, officer):
    membership = champions.memberships.get()
    assert (membership.starts_on, membership.ends_on, membership.added_by) == (TODAY, None, officer)
    remove_member(membership, by=officer, now=NOW + timedelta(days=3))
    membership.refresh_from_db()
    assert membership.ends_on == TODAY + timedelta(days=3)
    assert not champions.has_member(nurse)
    with pytest.raises(TooLate, match="no longer a member"):
        remove_member(membership, by=officer, now=NOW)
    add_member(champions, nurse, by=officer, now=NOW + timedelta(days=9))
    assert champions.memberships.count() == 2


def test_nobody_is_a_member_twice(champions, nurse, officer):
    with pytest.raises(TooLate, match="a member already"):
        add_member(champions, nurse, by=officer, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(group=champions, person=nurse, starts_on=TODAY, added_by=officer)


def test_a_closed_account_cannot_join(champions, teacher, officer):
    teacher.is_active = False
    teacher.save()
    with pytest.raises(Refused, match="closed account"):
        add_member(champions, teacher, by=officer, now=NOW)


def test_members_are_found_and_added_on_the_page(signed_in, officer, champions, teacher, nurse):
    desk, url = signed_in(officer), page("member_add", champions.code)
    assert desk.get(url, {"q": "taylor"}).context["people"] == [teacher]
    assert desk.get(url, {"q": "nadia"}).context["people"] == []
    assert "Type at least two letters" in text(desk.get(url, {"q": "t"}))
    assert "Tom Taylor is a member now." in text(desk.post(url, {"person": teacher.code}, follow=True))
    assert desk.post(url, {"person": "nobody"}).status_code == 404


def test_a_pasted_list_is_answered_line_by_line_and_what_failed_stays_in_the_box(
    signed_in, officer, champions, teacher, nurse
):
    lines = [teacher.email.upper(), nurse.email, "nobody@example.org", "Tom Taylor", "<script>x</script>"]
    answer = signed_in(officer).post(page("members_paste", champions.code), {"addresses": "\n".join(lines)})
    body = text(answer)
    assert "1 of 5 added" in body
    assert "Nadia Nurse is a member already." in body
    assert body.count("This is not an email address.") == 2
    assert "Nobody with an account has this address" in body
    assert "<script>x" not in body
    left = answer.context["form"].initial["addresses"]
    assert left == lines[1:]
    assert champions.has_member(teacher)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "Enter"), ("\n".join(f"a{n}@example.org" for n in range(201)), "200 lines or fewer")],
)
def test_a_list_that_is_empty_or_too_long_is_refused(signed_in, officer, champions, typed, sentence):
    assert sentence in text(
        signed_in(officer).post(page("members_paste", champions.code), {"addresses": typed})
    )


def test_a_long_list_takes_one_look_for_the_people(champions, officer, django_assert_num_queries):
    lines = [f"nobody{n}@example.org" for n in range(50)]
    with django_assert_num_queries(3):  # with the two of the transaction
        add_members(champions, lines, by=officer, now=NOW)


def test_removing_asks_first(signed_in, officer, champions):
    url = page("member_remove", champions.memberships.get().code)
    desk = signed_in(officer)
    assert "What they have booked stays booked" in text(desk.get(url))
    assert champions.memberships.current().exists()
    desk.post(url)
    assert not champions.memberships.current().exists()


def test_a_group_retires_when_nothing_is_to_come_and_its_memberships_end(
    signed_in, officer, private, champions
):
    desk = signed_in(officer)
    assert "has an event to come" in text(desk.get(page("group_retire", champions.code)))
    with pytest.raises(Refused, match="has an event to come"):
        retire(champions, by=officer, now=NOW)
    retire(champions, by=officer, now=private.ends_at)
    assert not champions.memberships.current().exists()
    assert "Retired" in text(desk.get(page("group", champions.code)))
    assert champions.name in text(desk.get(page("groups"), {"state": "retired"}))
    assert "is retired, so nobody can join it" in text(
        desk.get(page("member_add", champions.code), follow=True)
    )


def test_nothing_is_planned_for_a_retired_group(course, room, champions, officer, teacher):
    retire(champions, by=officer, now=NOW)
    with pytest.raises(Refused, match="is retired, so no event can be planned"):
        plan(course, session(room), by=officer, group=champions)
    with pytest.raises(Refused, match="retired"):
        add_member(champions, teacher, by=officer, now=NOW)


def test_publishing_invites_the_members_and_nobody_else(private, teacher):
    assert invited() == ["Nadia"]


def test_the_invitation_leads_to_the_event_by_the_sign_in_page(private, client, signed_in, nurse):
    event = reverse("bookings:event", args=[private.code])
    link = f"{reverse('account_login')}?next={event}"
    assert link in Message.objects.get(kind="training.invited").text
    assert client.get(link).status_code == 200
    assert signed_in(nurse).get(link).url == event


def test_a_member_who_comes_later_is_invited_too_and_once(private, champions, teacher, officer, course, room):
    past = make_event(course, room, starts_at=NOW - timedelta(days=5))
    draft = make_event(course, room, state="draft", starts_at=NOW + timedelta(days=50))
    Event.objects.filter(pk__in=[past.pk, draft.pk]).update(group=champions)
    membership = add_member(champions, teacher, by=officer, now=NOW)
    assert invited() == ["Nadia", "Tom"]
    remove_member(membership, by=officer, now=NOW)
    add_member(champions, teacher, by=officer, now=NOW)
    assert invited() == ["Nadia", "Tom"]


def test_an_event_is_planned_for_a_group_from_its_page(signed_in, officer, champions, course):
    desk = signed_in(officer)
    url = f"{page('event_new')}?group={champions.code}"
    assert url in text(desk.get(page("group", champions.code)))
    assert f'name="group" value="{champions.code}"' in text(desk.get(url))
    form = desk.get(f"{url}&course={course.code}").context["form"]
    assert form.initial["group"] == champions


def test_the_form_keeps_the_group(signed_in, officer, champions, course, room):
    data = {
        "code": "BCDFGHJKMNPQ", "capacity": "20", "session-count": "1", "session-0-day": "2026-07-01", "group": champions.pk,
        "session-0-starts": "09:30", "session-0-ends": "16:30", "session-0-room": str(room.pk),
    }  # fmt: skip
    desk = signed_in(officer)
    desk.post(f"{page('event_new')}?course={course.code}", data)
    event = Event.objects.get()
    assert event.group == champions
    desk.post(page("event_edit", event.code), data | {"seen": event.revision, "group": ""})
    event.refresh_from_db()
    assert event.group is None


def test_once_published_an_event_cannot_change_for_whom_it_is(private, officer, signed_in):
    with pytest.raises(Refused, match="cannot change for whom it is"):
        change_event(private, **as_it_is(private) | {"group": None}, by=officer, now=NOW)
    form = signed_in(officer).get(page("event_edit", private.code)).context["form"]
    assert "group" not in form.fields
    change_event(private, **as_it_is(private) | {"capacity": 21}, by=officer, now=NOW)
    private.refresh_from_db()
    assert (private.capacity, private.group.name) == (21, "CSE champions")


def test_the_officer_reads_who_is_told_before_publishing(signed_in, officer, champions, course, room):
    event = plan(course, session(room), by=officer, group=champions)
    assert "Only members of CSE champions will see it" in text(
        signed_in(officer).get(page("event_publish", event.code))
    )


def test_the_pages_take_as_many_queries_for_one_as_for_three(
    signed_in, officer, champions, council, count_queries
):
    desk, pages = signed_in(officer), [page("groups"), page("group", champions.code)]
    one = [count_queries(desk, url) for url in pages]
    for n in range(2):
        person = make_person(f"Pat{n}", "Police", council)
        add_member(champions, person, by=officer, now=NOW)
        make_group(officer, person, name=f"Group {n}")
    assert [count_queries(desk, url) for url in pages] == one
