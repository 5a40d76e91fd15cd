"""Names in traditional characters get the form by which they are looked up now."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from wotu.chain.names.normal import normal


def renew(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Write the forms anew; an open name whose form is taken gives its claims to the one that has it."""
    names = apps.get_model("industry", "ProductName").objects
    claims = apps.get_model("industry", "Claim").objects
    for one in names.order_by("pk"):
        form = normal(one.name)
        if form == one.normal:
            continue
        taken = names.filter(zone=one.zone, normal=form).first()
        if taken is None:
            names.filter(pk=one.pk).update(normal=form)
        elif one.state == "open":
            claims.filter(name=one.pk).update(name=taken.pk)
            claims.filter(output=one.pk).update(output=taken.pk)
            names.filter(pk=one.pk).delete()


class Migration(migrations.Migration):
    dependencies = [("industry", "0002_statements")]

    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
