from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.text import slugify

from concerted.organizations.models import Organization
from concerted.organizations.tests.factories import make_coalition, make_partner
from concerted.pool.network.models import Asked, Wave
from concerted.pool.network.models.reports import ITEMS
from concerted.pool.network.operations import answering
from concerted.pool.network.operations.waves import (
    close_wave,
    open_wave,
    plan_wave,
    publish_wave,
)
from concerted.pool.network.queries.links import token_of

NAMES = ("Ana", "Ben", "Cem", "Dee", "Eli", "Fay", "Gus", "Hal")


def make_partners(coalition, names=NAMES[:7]):
    """Member organizations with an address for mail."""
    partners = []
    for name in names:
        slug = slugify(f"{coalition.slug} {name}")
        partner = Organization.objects.filter(slug=slug).first()
        if partner is None:
            mail = f"{name.lower()}@example.com"
            partner = Organization.objects.create(name=name, slug=slug, contact_email=mail)
            make_partner(coalition, partner)
        partners.append(partner)
    return partners


def plan(coalition, members=None, days=14, **values):
    today = timezone.localdate()
    given = {"audience": "partners", "opens_on": today, **values}
    given.setdefault("closes_on", today + datetime.timedelta(days=days))
    members = members or make_partners(coalition)
    return plan_wave(organization=coalition, members=members, by=None, **given)


def make_wave(coalition=None, members=None, **values):
    """A wave that is open."""
    return open_wave(wave=plan(coalition or make_coalition(), members, **values), by=None)


def asked(wave, name):
    return Asked.objects.select_related("wave__organization", "partner").get(wave=wave, name=name)


def scores(number):
    return {"frequency": "monthly", "relationship": "cooperate", **dict.fromkeys(ITEMS, number)}


def say(wave, name, is_sent=True, **ratings):
    """``name`` works with each partner of ``ratings`` and gives it that number on every item."""
    one = asked(wave, name)
    others = {other: asked(wave, other) for other in ratings}
    answering.choose_partners(asked=one, others=[other.pk for other in others.values()])
    for other, number in ratings.items():
        answering.rate_partner(asked=one, other=others[other], **scores(number))
    if is_sent:
        answering.send_answers(asked=one)
    return asked(wave, name)


def say_all(wave, number=3, names=NAMES[:7]):
    """Each works with all others and gives each the same number."""
    for name in names:
        say(wave, name, **{other: number for other in names if other != name})


def make_closed(coalition=None, number=3, **values):
    """A wave that is over, in which everybody works with everybody."""
    wave = make_wave(coalition, **values)
    say_all(wave, number)
    return close_wave(wave=Wave.objects.get(pk=wave.pk))


def own_path(wave, name):
    return f"/en/i/{token_of(asked(wave, name))}/network/"


def waves_of(coalition, *members):
    """What the addresses need: a wave that everybody may read, and one that the first member answers by its link."""
    third = Organization.objects.create(name="Soup Kitchen", slug="soup-kitchen")
    make_partner(coalition, third)
    first = make_wave(coalition, [*members, third], audience="everybody")
    publish_wave(wave=close_wave(wave=first, by=None), by=None)
    wave = make_wave(coalition, [*members, third])
    one = say(wave, members[0].name, is_sent=False, **{third.name: 4})
    of_wave = {
        "organization": coalition.slug,
        "number": wave.number,
        "pk": asked(wave, third.name).pk,
        "token": token_of(one),
    }
    of_first = {"number": first.number}
    return {"network": of_wave, "network:figures_csv": of_first, "network:figures_xlsx": of_first}
