"""A post, its holder, offices and links, until now columns of one row, become rows of their own."""

from django.db import migrations
from django.utils.text import slugify


def give_posts(apps, schema_editor):
    get = lambda name: apps.get_model("officials", name)  # noqa: E731 - six tables, one line each
    places, posts, divisions = {}, {}, {}
    for official in get("Official").objects.iterator(chunk_size=500):
        owner = official.organization_id
        name = official.jurisdiction or official.body or official.name
        place = (owner, f"government:{slugify(name)}"[:240])
        if place not in places:
            places[place] = get("Jurisdiction").objects.create(
                organization_id=owner, key=place[1], name=name[:160]
            )
        ocd_id = official.division_id
        if ocd_id and ocd_id not in divisions:
            divisions[ocd_id], _made = get("Division").objects.get_or_create(
                ocd_id=ocd_id, defaults={"key": ocd_id, "kind": ocd_id.rpartition("/")[2].partition(":")[0]}
            )
        words = (official.title, official.body, ocd_id or official.district)
        post = (owner, "|".join((place[1], *map(slugify, words)))[:500])
        if post not in posts:
            posts[post] = get("Post").objects.create(
                organization_id=owner,
                jurisdiction=places[place],
                division=divisions.get(ocd_id),
                key=post[1],
                title=official.title,
                body=official.body,
                district=official.district,
            )
        start, end = official.starts_on, official.ends_on
        get("Tenure").objects.create(
            official=official,
            post=posts[post],
            starts_on=start,
            ends_on=max(start, end) if start and end else end,
        )
        known = {"official": official, "source": official.source, "checked_on": official.checked_on}
        for told in official.told_offices:
            columns = {name: str(told.get(name, ""))[:40] for name in ("kind", "phone", "fax")}
            get("Office").objects.create(**known, **columns, address=str(told.get("address", ""))[:500])
        for link in official.links:
            get("Contact").objects.create(**known, kind="website", value=link[:500])


def give_columns(apps, schema_editor):
    for tenure in apps.get_model("officials", "Tenure").objects.select_related("post__jurisdiction", "post__division"):
        official, post = tenure.official, tenure.post
        official.title, official.body, official.district = post.title, post.body, post.district
        official.jurisdiction = post.jurisdiction.name
        official.division_id = post.division.ocd_id if post.division else ""
        official.starts_on, official.ends_on = tenure.starts_on, tenure.ends_on
        official.told_offices = list(official.offices.values("kind", "address", "phone", "fax"))
        official.links = list(official.contacts.filter(kind="website").values_list("value", flat=True))
        official.save()


class Migration(migrations.Migration):
    dependencies = [("officials", "0002_directory")]
    operations = [migrations.RunPython(give_posts, give_columns)]
