from __future__ import annotations

from django.urls import path

from concerted.pool.partners.views import (
    checklist,
    invitations,
    linked,
    partners,
    profiles,
    public,
)

app_name = "partners"
WORK = "work/<slug:organization>/partners"
ONE = f"{WORK}/<uuid:pk>"
urlpatterns = [
    path("o/<slug:organization>/partners/", public.page, name="page"),
    path("i/partner/<str:token>/", linked.linked, name="linked"),
    path("i/partner/<str:token>/accept/", linked.register, name="register"),
    path("i/partner/<str:token>/decline/", linked.decline, name="decline_linked"),
    path(f"{WORK}/", partners.partners, name="partners"),
    path(f"{WORK}/profile/", profiles.profile, name="profile"),
    path(f"{WORK}/checklist/", checklist.checklist, name="checklist"),
    path(f"{WORK}/checklist/begin/", checklist.begin, name="begin_checklist"),
    path(f"{WORK}/checklist/<uuid:item>/remove/", checklist.remove_item, name="remove_item"),
    path(f"{WORK}/invite/", invitations.invite, name="invite"),
    path(f"{WORK}/invitations/<uuid:pk>/", invitations.invitation, name="invitation"),
    path(f"{WORK}/invitations/<uuid:pk>/accept/", invitations.accept, name="accept"),
    path(f"{WORK}/invitations/<uuid:pk>/decline/", invitations.decline, name="decline"),
    path(f"{WORK}/invitations/<uuid:pk>/send/", invitations.resend, name="resend"),
    path(f"{WORK}/invitations/<uuid:pk>/withdraw/", invitations.withdraw, name="withdraw"),
    path(f"{WORK}/left/<uuid:pk>/", partners.departure, name="departure"),
    path(f"{ONE}/", partners.partner, name="partner"),
    path(f"{ONE}/role/", partners.change_role, name="change_role"),
    path(f"{ONE}/data/", partners.data, name="data"),
    path(f"{ONE}/end/", partners.end, name="end"),
    path(f"{ONE}/terms/", partners.propose_terms, name="propose_terms"),
    path(f"{ONE}/terms/<uuid:change>/agree/", partners.agree, name="agree"),
    path(f"{ONE}/terms/<uuid:change>/decline/", partners.decline_terms, name="decline_terms"),
    path(f"{ONE}/people/add/", profiles.add_representative, name="add_representative"),
    path(f"{ONE}/people/<uuid:one>/", profiles.representative, name="representative"),
    path(
        f"{ONE}/people/<uuid:one>/remove/",
        profiles.remove_representative,
        name="remove_representative",
    ),
    path(f"{ONE}/steps/<uuid:item>/done/", checklist.done, name="done"),
    path(f"{ONE}/steps/<uuid:item>/undone/", checklist.undone, name="undone"),
]
