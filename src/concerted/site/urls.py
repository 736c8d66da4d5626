"""The site map."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("concerted.base.urls")),
    *i18n_patterns(
        path("", include("concerted.act.petitions.urls")),
        path("", include("concerted.act.letters.urls")),
        path("", include("concerted.listen.conversations.urls")),
        path("", include("concerted.listen.surveys.urls")),
        path("", include("concerted.pool.agreements.urls")),
        path("", include("concerted.decide.proposals.urls")),
        path("", include("concerted.pool.offers.urls")),
        path("", include("concerted.pool.network.urls")),
        path("", include("concerted.pool.workplan.urls")),
        path("", include("concerted.listen.representation.urls")),
        path("", include("concerted.pool.partners.urls")),
        path("", include("concerted.measure.reports.urls")),
        path("", include("concerted.organizations.urls")),
        path("", include("concerted.people.urls")),
        path("", include("concerted.goals.urls")),
        path("", include("concerted.act.campaigns.urls")),
        path("", include("concerted.act.officials.urls")),
        path("", include("concerted.act.policies.urls")),
        path("", include("concerted.measure.indicators.urls")),
        path("", include("concerted.measure.reviews.urls")),
        path("account/", include("concerted.accounts.urls")),
        path("account/", include("allauth.account.urls")),
        path("account/second-step/", include("allauth.mfa.urls")),
    ),
]
