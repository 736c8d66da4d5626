"""Who may read and change reviews, one row a person; partners read what is published, as was agreed."""

from __future__ import annotations

import pytest

from concerted.accounts.models import User
from concerted.goals.tests.factories import make_goal
from concerted.measure.reviews.models import Addendum, Item, Presence, Review, Rhythm, Silence
from concerted.measure.reviews.operations.reviews import add_addendum
from concerted.measure.reviews.operations.rhythms import set_rhythm
from concerted.measure.reviews.operations.telling import stop_mail
from concerted.measure.reviews.tests.factories import make_review, make_whole

pytestmark = pytest.mark.django_db
TABLES = (Review, Item, Presence, Addendum)

#             reads published, reads drafts, edits
TABLE = {
    "omar": (True, True, True),
    "olga": (True, True, True),
    "cleo": (True, True, False),
    "vera": (True, True, False),
    "sam": (False, False, False),
    "anonymous": (False, False, False),
}


@pytest.fixture
def published(union):
    review = make_review(union)
    add_addendum(review=review, words="The clinic called back.", language="en", by=None)
    set_rhythm(goal=review.goal, months=6, by=None)
    return review


def test_reviews_by_role(published, union, omar, olga, cleo, vera, sam, anonymous):
    draft = make_whole(union, make_goal(union, "Night buses"))
    for person, (reads, drafts, edits) in TABLE.items():
        viewer = User.objects.filter(email=f"{person}@example.org").first() or anonymous

        for model in TABLES:
            assert model.objects.visible_to(viewer).exists() is reads, (person, model)
            assert model.objects.editable_by(viewer).exists() is edits, (person, model)
        assert Review.objects.visible_to(viewer).filter(pk=draft.pk).exists() is drafts, person
        assert Rhythm.objects.editable_by(viewer).exists() is edits, person


def test_everybody_reads_what_is_published_and_nothing_of_a_draft(published, union):
    make_whole(union, make_goal(union, "Night buses"))

    assert list(Review.objects.public()) == [published]
    assert all(model.objects.public().count() for model in TABLES)
    assert not Item.objects.public().exclude(review=published).exists()


def test_who_wants_no_mail_is_nobody_elses_business(union, olga, omar, anonymous):
    stop_mail(user=olga, organization=union)

    assert Silence.objects.visible_to(olga).exists()
    assert not Silence.objects.visible_to(omar).exists()
    assert not Silence.objects.visible_to(anonymous).exists()
