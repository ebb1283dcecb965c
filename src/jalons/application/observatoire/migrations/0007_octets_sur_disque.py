"""The bytes of DREES files and of editions leave the base for the disk, under the fingerprint that their rows bear."""

from django.db import migrations

from jalons.application.observatoire import octets

POSER = "SELECT set_config('jalons.collectivites', %s, true)"


def sortir(apps, schema_editor):
    """Write the bytes of every row of every collectivité; the rows themselves do not change."""
    connexion = schema_editor.connection
    codes = apps.get_model("territoires", "Collectivite").objects.using(connexion.alias).values_list("pk", flat=True)
    with connexion.cursor() as curseur:
        curseur.execute("SELECT current_setting('jalons.collectivites', true)")
        avant = curseur.fetchone()[0] or ""
        curseur.execute(POSER, [",".join(sorted(codes))])
        for nom in ("FichierDrees", "FichierDePublication"):
            _sortir(apps.get_model("observatoire", nom).objects.using(connexion.alias))
        curseur.execute(POSER, [avant])


def _sortir(lignes):
    for cle in lignes.order_by("pk").values_list("pk", flat=True):
        collectivite, dite, contenu = lignes.values_list("collectivite_id", "empreinte", "contenu").get(pk=cle)
        if octets.poser(collectivite, bytes(contenu)) != dite:
            raise ValueError(
                f"Le fichier n° {cle} ({lignes.model.__name__}) ne correspond plus à son empreinte : rien n'a été "
                "changé. Restaurez la dernière sauvegarde saine avant de mettre à jour."
            )


class Migration(migrations.Migration):
    dependencies = [
        ("observatoire", "0006_sources_des_calculs"),
        ("territoires", "0002_historise_identite_et_unites"),
    ]

    operations = [
        migrations.RunPython(sortir),
        migrations.RemoveField(model_name="fichierdepublication", name="contenu"),
        migrations.RemoveField(model_name="fichierdrees", name="contenu"),
    ]
