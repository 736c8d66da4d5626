from __future__ import annotations

from django.urls import path

from concerted.organizations.views import front, invitations, settings, team

app_name = "organizations"
urlpatterns = [
    path("", front.home, name="home"),
    path("administration/", front.administration, name="administration"),
    path("o/<slug:organization>/", front.page, name="page"),
    path("i/invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("i/invitation/<str:token>/accept/", invitations.accept, name="accept_invitation"),
    path("work/<slug:organization>/", front.work, name="work"),
    path("work/<slug:organization>/team/", team.team, name="team"),
    path("work/<slug:organization>/team/invite/", invitations.invite, name="invite"),
    path(
        "work/<slug:organization>/team/invitations/<uuid:pk>/send/",
        invitations.resend,
        name="resend_invitation",
    ),
    path(
        "work/<slug:organization>/team/invitations/<uuid:pk>/revoke/",
        invitations.revoke,
        name="revoke_invitation",
    ),
    path("work/<slug:organization>/team/roles/<uuid:pk>/", team.change_role, name="change_role"),
    path(
        "work/<slug:organization>/team/roles/<uuid:pk>/remove/",
        team.remove_member,
        name="remove_member",
    ),
    path("work/<slug:organization>/team/leave/", team.leave, name="leave"),
    path("work/<slug:organization>/team/hand-over/", team.hand_over, name="hand_over"),
    path("work/<slug:organization>/settings/", settings.settings, name="settings"),
    path("work/<slug:organization>/trail/", settings.trail, name="trail"),
]
