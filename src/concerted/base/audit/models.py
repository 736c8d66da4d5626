from __future__ import annotations

from django.db import models

from concerted.base.records import Record


class AuditEntry(Record):
    """One act: who, what, when, before and after. The database refuses to change or delete it.

    Organization, actor and subject are plain ids: the trail stays true after they are gone.
    """

    organization_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True, help_text="The user; empty for a visitor or the clock")
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["organization_id", "-created_at"], name="audit_by_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type}"
