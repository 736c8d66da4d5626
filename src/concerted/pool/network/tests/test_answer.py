"""A partner answers: by its link or signed in, as a draft and then for good, until the wave closes."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.organizations.models import Organization, Role, RoleKind
from concerted.pool.network.models import Asked, Report, Wave
from concerted.pool.network.operations.answering import (
    choose_partners,
    rate_partner,
    send_answers,
    type_answers,
)
from concerted.pool.network.operations.mailing import renew_link
from concerted.pool.network.operations.waves import close_wave
from concerted.pool.network.queries.nets import nets_of
from concerted.pool.network.tests.factories import (
    asked,
    make_closed,
    make_wave,
    own_path,
    say,
    scores,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave(union):
    return make_wave()


def ticked(response):
    """Names and values of what is ticked on a page, but for "I cannot say"."""
    boxes = re.findall(r"<input[^>]* checked[^>]*>", response.content.decode())
    pairs = {tuple(re.findall(r'(?:name|value)="([^"]*)"', box)) for box in boxes}
    return {(name, value) for name, value in pairs if value}


def over(wave):
    Wave.objects.filter(pk=wave.pk).update(closes_on="2020-01-02", opens_on="2020-01-01")
    return Wave.objects.get(pk=wave.pk)


def test_who_sees_what_stands_above_the_first_question(wave):
    page = Client().get(own_path(wave, "Ana")).content.decode()

    assert page.index("Who sees what") < page.index("Which of these partners")
    assert "nobody sees it. Not that partner" in page
    assert "if five or more partners rated it" in page


def test_a_partner_answers_by_its_link_without_an_account_or_a_cookie(wave):
    client, path = Client(), own_path(wave, "Ana")
    ben, cem = asked(wave, "Ben"), asked(wave, "Cem")

    chosen = client.post(f"{path}with/", {"others": [ben.pk, cem.pk]})
    assert chosen["Location"].endswith(f"/with/{ben.pk}/")
    rated = client.post(chosen["Location"], {**scores(4), "openness": ""})
    assert rated["Location"].endswith(f"/with/{cem.pk}/")
    skipped = client.post(rated["Location"], {})
    assert skipped["Location"].endswith("/rest/")
    rest = {"contributions": ["rooms", "trust"], "outcomes": ["voice"]}
    client.post(skipped["Location"], rest)
    assert asked(wave, "Ana").sent_at is None
    client.post(f"{path}send/")

    one = asked(wave, "Ana")
    assert one.is_sent
    assert (one.contributions, one.outcomes) == (["rooms", "trust"], ["voice"])
    report = Report.objects.get(rater=one, rated=ben)
    assert (report.reliability, report.openness, report.frequency) == (4, None, "monthly")
    assert not client.cookies


def test_a_draft_is_shown_again_as_it_was_left(wave):
    say(wave, "Ana", is_sent=False, Ben=2)

    page = Client().get(f"{own_path(wave, 'Ana')}with/{asked(wave, 'Ben').pk}/")

    assert {("reliability", "2"), ("relationship", "cooperate")} <= ticked(page)


def test_unticking_a_partner_forgets_what_was_said_of_it(wave):
    one = say(wave, "Ana", Ben=2, Cem=3)

    choose_partners(asked=one, others=[asked(wave, "Cem").pk])

    assert [report.rated.name for report in Report.objects.select_related("rated")] == ["Cem"]
    with pytest.raises(Refused, match="First say"):
        rate_partner(asked=one, other=asked(wave, "Ben"), **scores(1))


def test_a_partner_says_nothing_of_itself_or_of_who_is_not_in_the_wave(wave, union):
    one = asked(wave, "Ana")
    stranger = asked(make_closed(union_coalition()), "Ana")

    choose_partners(asked=one, others=[one.pk, stranger.pk])

    assert not Report.objects.filter(rater=one).exists()


def union_coalition():
    return Organization.objects.create(name="Hill", slug="hill", kind="coalition")


def test_only_what_is_sent_counts_and_drafts_are_deleted_at_the_end(wave):
    say(wave, "Ana", Ben=4)
    say(wave, "Cem", is_sent=False, Ben=1)

    (net,) = nets_of([close_wave(wave=wave)])

    assert len(net.ties.reports) == 1
    assert net.ties.responded.sum() == 1
    assert Report.objects.count() == 1


def test_answers_change_until_the_last_day_and_not_after(wave):
    one = say(wave, "Ana", Ben=4)
    rate_partner(asked=one, other=asked(wave, "Ben"), **scores(1))
    over(wave)

    with pytest.raises(Refused, match="closed"):
        rate_partner(asked=one, other=asked(wave, "Ben"), **scores(2))
    with pytest.raises(Refused, match="closed"):
        send_answers(asked=one)

    assert Report.objects.get().reliability == 1
    assert Client().post(f"{own_path(wave, 'Ana')}send/").status_code == 409


def test_a_new_link_ends_the_old_one(wave):
    old = own_path(wave, "Ana")
    renew_link(asked=asked(wave, "Ana"), by=None)

    assert Client().get(old).status_code == 404
    assert Client().get(own_path(wave, "Ana")).status_code == 200
    assert OutgoingMail.objects.filter(to="ana@example.com").count() == 2


def test_a_link_of_who_is_signed_in_ends_with_their_role(wave, sam, browse):
    partner = Organization.objects.get(name="Ana")
    role = Role.objects.create(organization=partner, user=sam, kind=RoleKind.ORGANIZER)
    path = f"/en/work/{wave.organization.slug}/network/{wave.number}/answer/"
    own = browse(sam).get(path)["Location"]
    assert Client().get(own).status_code == 200

    role.delete()

    assert Client().get(own).status_code == 404


def test_a_forged_link_opens_nothing(wave):
    path = own_path(wave, "Ana")

    assert Client().get(path.replace("network", "")[:-12] + "xx/network/").status_code == 404
    assert Client().get("/en/i/nonsense/network/").status_code == 404


def test_paper_is_typed_by_the_team_and_the_partner_is_told(wave, olga):
    one, ben = asked(wave, "Ana"), asked(wave, "Ben")

    type_answers(
        asked=one, ratings={ben.pk: scores(3)}, contributions=["money"], outcomes=[], by=olga
    )
    type_answers(asked=one, ratings={ben.pk: scores(2)}, contributions=[], outcomes=[], by=olga)

    assert Report.objects.get().reliability == 2
    assert (asked(wave, "Ana").via, asked(wave, "Ana").typed_by) == ("paper", olga)
    told = OutgoingMail.objects.filter(template="network/mail/typed")
    assert {mail.to for mail in told} == {"ana@example.com"}


def test_nobody_types_over_what_a_partner_says_online(wave, olga):
    one = say(wave, "Ana", Ben=4)

    with pytest.raises(Refused, match="answers online"):
        type_answers(asked=one, ratings={}, contributions=[], outcomes=[], by=olga)

    Asked.objects.filter(pk=one.pk).update(via="paper")
    choose_partners(asked=one, others=[])
    assert asked(wave, "Ana").via == "online"


def test_a_typed_paper_is_not_shown_again_to_the_team(wave, union, olga, browse):
    Role.objects.create(organization=wave.organization, user=olga, kind=RoleKind.ORGANIZER)
    one, ben = asked(wave, "Ana"), asked(wave, "Ben")
    path = f"/en/work/{wave.organization.slug}/network/1/partners/{one.pk}/paper/"
    data = {f"{ben.pk.hex}-{name}": value for name, value in scores(4).items()}

    sent = browse(olga).post(path, {"others": [ben.pk], **data})

    assert sent.status_code == 302
    assert Report.objects.get(rater=one).mission == 4
    assert ticked(browse(olga).get(path)) == set()


def test_a_score_that_is_none_is_put_right_beside_its_question(wave):
    say(wave, "Ana", is_sent=False, Ben=2)

    got = Client().post(
        f"{own_path(wave, 'Ana')}with/{asked(wave, 'Ben').pk}/", {"reliability": "7"}
    )

    assert got.status_code == 422
    assert Report.objects.get().reliability == 2


def test_a_time_of_sending_is_kept_once(wave):
    one = say(wave, "Ana")
    Asked.objects.filter(pk=one.pk).update(sent_at=timezone.now().replace(year=2020))

    assert send_answers(asked=one).sent_at.year == 2020
