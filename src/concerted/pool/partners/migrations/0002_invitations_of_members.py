from django.db import migrations


def move(apps, schema_editor):
    """Invitations that wait stand in the room of partners from now on."""
    invitations = apps.get_model("partners", "PartnerInvitation")
    for asked in apps.get_model("organizations", "MembershipInvitation").objects.all():
        invitations.objects.create(
            id=asked.id,
            created_at=asked.created_at,
            sent_at=asked.created_at,
            organization_id=asked.organization_id,
            member_id=asked.member_id,
            role=asked.role,
            seat_count=asked.seat_count,
            subjects=asked.subjects,
        )


def move_back(apps, schema_editor):
    invitations = apps.get_model("organizations", "MembershipInvitation")
    waiting = apps.get_model("partners", "PartnerInvitation").objects
    for asked in waiting.filter(answered_at=None, member__isnull=False):
        invitations.objects.create(
            id=asked.id,
            created_at=asked.created_at,
            organization_id=asked.organization_id,
            member_id=asked.member_id,
            role=asked.role,
            seat_count=asked.seat_count,
            subjects=asked.subjects,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0002_what_members_are_and_see"),
        ("partners", "0001_tables"),
    ]
    run_before = [("organizations", "0004_no_invitations_of_members")]
    operations = [migrations.RunPython(move, move_back)]
