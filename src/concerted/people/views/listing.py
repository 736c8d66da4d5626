from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from concerted.organizations.views.gate import organized
from concerted.people.forms.persons import SearchForm
from concerted.people.models import Person
from concerted.people.queries.lists import rows_of, with_points
from concerted.people.views.gate import page_number

ON_A_PAGE = 50


@require_safe
def people(request: HttpRequest, organization: str) -> HttpResponse:
    found = organized(request, organization)
    form = SearchForm(request.GET)
    mine = Person.objects.visible_to(request.user).filter(organization=found)
    matching = mine.matching(form.text, region=found.region).order_by("name_key", "id")
    page = Paginator(with_points(matching), ON_A_PAGE).get_page(page_number(request))
    context = {
        "organization": found,
        "form": form,
        "text": form.text,
        "page": page,
        "number": page.paginator.count,
        "rows": rows_of(page.object_list),
    }
    return render(request, "people/people.html", context)
