from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from concerted.base.languages import page_language
from concerted.listen.representation.models import Occasion
from concerted.listen.representation.queries.readings import who_took_part
from concerted.listen.representation.queries.subjects import subject_of


@require_GET
def who(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """Who took part against who lives there, for everybody."""
    rows = Occasion.objects.public().with_everything()
    occasion = get_object_or_404(rows, organization__slug=organization, pk=pk)
    subject = subject_of(occasion, page_language())
    if subject is None or not subject.is_public:
        raise Http404
    context = {
        "organization": occasion.organization,
        "subject": subject,
        "who": who_took_part(occasion, page_language()),
    }
    response = render(request, "representation/public_who.html", context)
    patch_cache_control(response, public=True, max_age=30)
    return response
