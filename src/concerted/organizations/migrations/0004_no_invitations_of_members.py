from django.db import migrations


class Migration(migrations.Migration):
    """They stand in the room of partners, whose migration moves them before this one."""

    dependencies = [("organizations", "0003_victim_service")]
    operations = [migrations.DeleteModel(name="MembershipInvitation")]
