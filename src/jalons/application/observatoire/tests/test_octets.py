"""Files of the observatory are on disk, under their fingerprint; those of the base moved there, unchanged."""

import os
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from jalons.application.observatoire import octets
from jalons.application.observatoire.imports import menage
from jalons.application.observatoire.tableaux import services
from jalons.application.observatoire.tableaux.models import FichierDrees
from jalons.noyau.saisie import EntreeRefusee


class Recu:
    """What a form hands over."""

    def __init__(self, nom, contenu):
        self.name, self.size, self._contenu = nom, len(contenu), contenu

    def read(self, size=-1):
        return self._contenu


def dossier(code="15"):
    return octets.racine() / code / octets.NOM


def vieillir(chemin):
    os.utime(chemin, (0, 0))


def test_un_fichier_relu_est_celui_qui_a_ete_pose():
    nom = octets.poser("15", b"annee;code\n")
    assert octets.lire("15", nom, quoi="series.csv") == b"annee;code\n"
    assert octets.poser("15", b"annee;code\n") == nom
    assert [p.name for p in dossier().iterdir()] == [nom]
    assert (dossier().stat().st_mode & 0o777, (dossier() / nom).stat().st_mode & 0o777) == (0o700, 0o600)


@pytest.mark.parametrize("abimer", [lambda p: p.unlink(), lambda p: p.write_bytes(b"autre")])
def test_un_fichier_disparu_ou_change_se_dit_et_ne_se_lit_pas(abimer):
    nom = octets.poser("15", b"annee;code\n")
    abimer(dossier() / nom)
    with pytest.raises(EntreeRefusee, match=r"« series\.csv » n'est plus tel qu'il a été gardé"):
        octets.lire("15", nom, quoi="series.csv")


@pytest.mark.django_db
def test_la_nuit_retire_ce_qu_aucune_ligne_ne_nomme_et_rien_d_autre(territoire):
    territoire("15")
    services.deposer_drees(collectivite="15", fichiers=[Recu("a.csv", b"ancien\n")], par=None)
    services.deposer_drees(collectivite="15", fichiers=[Recu("a.csv", b"nouveau\n")], par=None)
    octets.poser("15", b"vient d'arriver")
    for contenu in (b"ancien\n", b"nouveau\n"):
        vieillir(dossier() / octets.empreinte(contenu))

    menage.oublier("15", maintenant=timezone.now())

    restent = {p.name for p in dossier().iterdir()}
    assert restent == {octets.empreinte(b"nouveau\n"), octets.empreinte(b"vient d'arriver")}


def test_ce_qui_est_depose_de_nouveau_n_est_pas_retire():
    nom = octets.poser("15", b"a")
    vieillir(dossier() / nom)
    octets.poser("15", b"a")
    assert octets.nettoyer("15", (), avant=timezone.now() - timedelta(hours=24)) == 0


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("falsifie", [False, True])
def test_la_mise_a_jour_sort_de_la_base_les_fichiers_de_tous_les_departements(territoire, falsifie):
    """On the tables as they were: the column is put back for the time of the test."""
    connexion = connections["owner"]
    contenus = {"15": b"annee;code\n", "63": b"annee;autre\n"}
    apps = MigrationExecutor(connexion).loader.project_state([("observatoire", "0006_sources_des_calculs")]).apps
    anciens = apps.get_model("observatoire", "FichierDrees").objects.using("owner")
    with connexion.cursor() as curseur, connexion.schema_editor() as editeur:
        for table in ("observatoire_fichierdrees", "observatoire_fichierdepublication"):
            curseur.execute(f"ALTER TABLE {table} ADD COLUMN contenu bytea")
        curseur.execute("SELECT set_config('jalons.collectivites', '15,63', true)")
        for code, contenu in contenus.items():
            dite = octets.empreinte(b"autre" if falsifie else contenu)
            anciens.create(collectivite_id=code, nom="a.csv", contenu=contenu, empreinte=dite, taille=len(contenu))
        curseur.execute("SELECT set_config('jalons.collectivites', '', true)")
        sortir = import_module("jalons.application.observatoire.migrations.0007_octets_sur_disque").sortir
        if falsifie:
            with pytest.raises(ValueError, match="ne correspond plus à son empreinte"):
                sortir(apps, editeur)
            return
        sortir(apps, editeur)

    lus = {code: octets.lire(code, octets.empreinte(c), quoi="a.csv") for code, c in contenus.items()}
    assert lus == contenus


def test_le_modele_ne_garde_plus_d_octets():
    assert "contenu" not in {c.name for c in FichierDrees._meta.get_fields()}
