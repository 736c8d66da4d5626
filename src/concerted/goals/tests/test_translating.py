from __future__ import annotations

import pytest

from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.goals.operations import edit_goal
from concerted.goals.tests.factories import make_goal
from concerted.organizations.models import ContentTranslation
from concerted.organizations.translating import save_translation, translation_states

pytestmark = pytest.mark.django_db

SPANISH = {"title": "Mantener abierta la clínica", "summary": ""}


@pytest.fixture
def goal(union):
    union.languages = ["es", "ht"]
    union.save()
    return make_goal(union, summary="For all")


def test_a_translation_is_shown_in_its_language(goal, olga, browse):
    save_translation(record=goal, language="es", texts=SPANISH, by=olga)

    page = browse().get(f"/es/o/elm-street/goals/{goal.slug}/").content.decode()

    assert "Mantener abierta la clínica" in page
    assert goal.in_language("es").summary == "For all"


def test_changing_the_original_marks_the_translation_as_out_of_date(goal, olga):
    save_translation(record=goal, language="es", texts=SPANISH, by=olga)

    changed = edit_goal(goal=goal, title="Keep it open", summary="", language="en", by=olga)

    assert changed.in_language("es").is_outdated
    assert [state.is_outdated for state in translation_states(changed)] == [True, False]


def test_a_translation_of_an_older_original_is_out_of_date_from_the_start(goal, olga):
    seen = goal.source_digest()
    changed = edit_goal(goal=goal, title="Keep it open", summary="", language="en", by=olga)

    save_translation(record=changed, language="es", texts=SPANISH, source_digest=seen, by=olga)

    assert changed.in_language("es").is_outdated


def test_saving_the_same_translation_twice_is_noted_once(goal, olga):
    save_translation(record=goal, language="es", texts=SPANISH, by=olga)
    save_translation(record=goal, language="es", texts=SPANISH, by=olga)

    assert AuditEntry.objects.filter(verb="translated").count() == 1


def test_empty_texts_take_the_translation_away(goal, olga):
    save_translation(record=goal, language="es", texts=SPANISH, by=olga)

    save_translation(record=goal, language="es", texts={"title": "", "summary": ""}, by=olga)

    assert not ContentTranslation.objects.exists()


@pytest.mark.parametrize("language", ["en", "xx"])
def test_only_another_known_language_is_taken(goal, olga, language):
    with pytest.raises(Refused, match="another language"):
        save_translation(record=goal, language=language, texts=SPANISH, by=olga)


def test_an_organizer_translates_on_a_page_that_shows_the_original(goal, olga, browse):
    client = browse(olga)
    address = f"/en/work/elm-street/goals/{goal.slug}/languages/es/"

    page = client.get(address)
    digest = page.context["form"].initial["source_digest"]
    client.post(address, {**SPANISH, "source_digest": digest})

    assert "Keep the clinic open" in page.content.decode()
    assert goal.in_language("es").title == SPANISH["title"]
    assert client.get(address.replace("/es/", "/vi/")).status_code == 200
    assert client.get(address.replace("/es/", "/en/")).status_code == 404
    assert client.get(address.replace("/es/", "/xx/")).status_code == 404
