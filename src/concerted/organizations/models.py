from __future__ import annotations

import datetime
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.base.gates import GatedQuerySet, Row, Viewer
from concerted.base.records import Record


class RoleKind(models.TextChoices):
    OWNER = "owner", _("Owner")
    ORGANIZER = "organizer", _("Organizer")
    CONTRIBUTOR = "contributor", _("Contributor")
    VIEWER = "viewer", _("Viewer")


OWNERS = (RoleKind.OWNER,)
EDITORS = (RoleKind.OWNER, RoleKind.ORGANIZER)
ENTERERS = (RoleKind.OWNER, RoleKind.ORGANIZER, RoleKind.CONTRIBUTOR)
EVERYONE = tuple(RoleKind)


class Subject(models.TextChoices):
    """What a coalition can show the people of a member organization. Names of residents are never among it."""

    OFFERS = "offers", _("What is needed and offered")
    WORKPLAN = "workplan", _("Who does what by when")
    MINUTES = "minutes", _("Meetings and their minutes")
    NETWORK = "network", _("How the partners work together")
    DECISIONS = "decisions", _("Proposals and decisions")
    FIGURES = "figures", _("Figures about groups, never about one person")
    AGREEMENTS = "agreements", _("Agreements that everybody signed")


def subjects() -> list[tuple[str, Any]]:
    return Subject.choices


class OrganizationQuerySet(GatedQuerySet["Organization"]):
    def public(self) -> Self:
        """Every organization has a public page."""
        return self.all()

    def joined_by(self, viewer: Viewer, *kinds: RoleKind) -> Self:
        """Organizations in which ``viewer`` has a role, of one of ``kinds`` where given."""
        if not viewer.is_authenticated:
            return self.none()
        roles = Role.objects.filter(user_id=viewer.pk, kind__in=kinds or EVERYONE)
        return self.filter(pk__in=roles.values("organization_id"))

    def visible_to(self, viewer: Viewer) -> Self:
        return self.joined_by(viewer)

    def editable_by(self, viewer: Viewer) -> Self:
        """Organizations whose settings and team ``viewer`` may change: those ``viewer`` owns."""
        return self.joined_by(viewer, *OWNERS)

    def organized_by(self, viewer: Viewer) -> Self:
        """Organizations in which ``viewer`` may add and change goals, people, petitions."""
        return self.joined_by(viewer, *EDITORS)

    def showing(self, subject: str, viewer: Viewer) -> Self:
        """Organizations in which ``viewer`` has a role, and coalitions that show ``subject`` to one of those."""
        joined = Organization.objects.joined_by(viewer)
        shown = Disclosure.objects.filter(subject=subject, membership__member__in=joined)
        return self.filter(models.Q(pk__in=joined) | models.Q(pk__in=shown.values("organization")))


class Organization(Record):
    """The tenant. A coalition is an organization of kind *coalition* with organizations as members."""

    class Kind(models.TextChoices):
        ORGANIZATION = "organization", _("Organization")
        COALITION = "coalition", _("Coalition")

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind.choices, default=Kind.ORGANIZATION
    )
    about = models.TextField(_("about"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=12, default="en")
    languages = models.JSONField(_("languages of its pages"), default=list)
    time_zone = models.CharField(_("time zone"), max_length=60, default="America/New_York")
    region = models.CharField(
        _("country of its phone numbers"),
        max_length=2,
        default="US",
        help_text=_("Two letters, as in US or MX"),
    )
    contact_email = models.EmailField(_("e-mail for questions"), blank=True)
    website = models.URLField(_("website"), blank=True)
    is_victim_service = models.BooleanField(
        _("helps survivors of violence, and gives nobody a name"), default=False
    )

    objects: ClassVar[OrganizationQuerySet] = OrganizationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organizations:page", args=[self.slug])

    @property
    def page_languages(self) -> list[str]:
        """Languages its public pages offer, its own first."""
        return [self.language, *(code for code in self.languages if code != self.language)]


class OrganizationRecordQuerySet(GatedQuerySet[Row]):
    """Rows of organizations: nothing is public, every role sees, owners and organizers edit."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(organization__in=Organization.objects.joined_by(viewer))

    def editable_by(self, viewer: Viewer) -> Self:
        return self.filter(organization__in=Organization.objects.organized_by(viewer))


class OrganizationRecord(Record):
    """A row that belongs to one organization."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")

    organization_id: uuid.UUID

    class Meta:
        abstract = True


class SharedRecordQuerySet(OrganizationRecordQuerySet[Row]):
    """Rows that a coalition shows to the people of its members where ``subject`` was agreed."""

    subject: ClassVar[str]

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(organization__in=Organization.objects.showing(self.subject, viewer))


class RoleQuerySet(OrganizationRecordQuerySet["Role"]):
    def editable_by(self, viewer: Viewer) -> Self:
        return self.filter(organization__in=Organization.objects.editable_by(viewer))


class Role(OrganizationRecord):
    """What one user may do in one organization."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="roles")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles"
    )
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind.choices)

    objects: ClassVar[RoleQuerySet] = RoleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization"], name="role_once_per_user_and_organization"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class MembershipQuerySet(OrganizationRecordQuerySet["Membership"]):
    def public(self) -> Self:
        """Who stands behind a coalition is no secret."""
        return self.all()

    def visible_to(self, viewer: Viewer) -> Self:
        """Both sides see it in their workspace."""
        joined = Organization.objects.joined_by(viewer)
        return self.filter(models.Q(organization__in=joined) | models.Q(member__in=joined))

    def editable_by(self, viewer: Viewer) -> Self:
        """Owners of either side may end it."""
        owned = Organization.objects.editable_by(viewer)
        return self.filter(models.Q(organization__in=owned) | models.Q(member__in=owned))


class Membership(OrganizationRecord):
    """A member organization of a coalition (Popolo). ``organization`` is the coalition.

    ``seat_count`` is how many votes the member has where each seat has one.
    """

    class Role(models.TextChoices):
        CONVENER = "convener", _("Convener")
        MEMBER = "member", _("Member")
        ALLY = "ally", _("Ally")
        OBSERVER = "observer", _("Observer")

        @property
        def seat_count(self) -> int:
            """How many seats come with the role where nothing else is said."""
            return 1 if self in (Membership.Role.CONVENER, Membership.Role.MEMBER) else 0

        @property
        def subjects(self) -> tuple[Subject, ...]:
            """What the role is shown where nothing else is said."""
            if self == Membership.Role.OBSERVER:
                return ()
            if self == Membership.Role.ALLY:
                return (Subject.WORKPLAN, Subject.OFFERS)
            return tuple(Subject)

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="memberships"
    )
    member = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="coalitions")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.MEMBER)
    seat_count = models.PositiveSmallIntegerField(_("seats"), default=1)

    member_id: uuid.UUID

    objects: ClassVar[MembershipQuerySet] = MembershipQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "member"], name="membership_once_per_member"
            ),
            models.CheckConstraint(
                condition=~models.Q(organization=models.F("member")),
                name="membership_is_not_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.organization}"


class DisclosureQuerySet(OrganizationRecordQuerySet["Disclosure"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Both sides know what they agreed."""
        return self.filter(membership__in=Membership.objects.visible_to(viewer))


class Disclosure(OrganizationRecord):
    """A subject of the coalition ``organization`` that a member is shown: both sides have agreed to it."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="disclosures"
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="disclosures"
    )
    subject = models.CharField(_("subject"), max_length=12, choices=subjects)

    objects: ClassVar[DisclosureQuerySet] = DisclosureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "subject"], name="disclosure_once_per_membership_and_subject"
            )
        ]

    def __str__(self) -> str:
        return self.get_subject_display()


class InvitationQuerySet(OrganizationRecordQuerySet["Invitation"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Invitations hold addresses, so only owners see them."""
        return self.editable_by(viewer)

    def editable_by(self, viewer: Viewer) -> Self:
        return self.filter(organization__in=Organization.objects.editable_by(viewer))

    def pending(self) -> Self:
        """Neither accepted nor revoked; some may have run out and can be sent again."""
        return self.filter(accepted_at=None, revoked_at=None)


class Invitation(OrganizationRecord):
    """Somebody is asked by mail to join an organization in a role."""

    GOOD_FOR: ClassVar[datetime.timedelta] = datetime.timedelta(days=14)

    private_fields: ClassVar[frozenset[str]] = frozenset({"email"})

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail"))
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind.choices)
    language = models.CharField(_("language of the mail"), max_length=12, default="en")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_pending_once_per_email",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.state})"

    @classmethod
    def of_signed_link(cls, key: str) -> InvitationQuerySet:
        """The invitation whose key our signed link bears: whoever holds the link may see it."""
        return cls.objects.filter(pk=key).select_related("organization", "invited_by")

    @property
    def state(self) -> str:
        """``accepted``, ``revoked``, ``expired`` or ``open``."""
        if self.accepted_at is not None:
            return "accepted"
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at <= timezone.now() else "open"


class ContentTranslation(OrganizationRecord):
    """The text of one row in another language; ``source_digest`` tells whether the original moved on."""

    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    language = models.CharField(max_length=12)
    texts = models.JSONField(default=dict)
    source_digest = models.CharField(max_length=64)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[OrganizationRecordQuerySet[ContentTranslation]] = (
        OrganizationRecordQuerySet.as_manager()  # type: ignore[assignment]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "language"],
                name="translation_once_per_language",
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} ({self.language})"
