"""A contract read: its lists, its money, and the fiches of its annexes with what they hold."""

import pytest

from jalons.application.contrats.models import Contrat
from jalons.application.fiches.models import Fiche
from jalons.application.finances.models import Montant
from jalons.application.relecture import services
from jalons.application.relecture.models import ElementLu, Relecture
from jalons.application.relecture.tests import scene
from jalons.application.relecture.tests.scene import MAINTENANT, relue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    territoire("15")


def accepter(texte):
    vise = ElementLu.objects.get(texte=texte)
    services.accepter(
        relecture=vise.relecture, elements=[vise.pk], version=vise.version, par=None, maintenant=MAINTENANT
    )


def importer(relecture, *choisies):
    frais = Relecture.objects.get(pk=relecture.pk)
    return services.importer(relecture=frais, choisies=choisies, version=frais.version, par=None, maintenant=MAINTENANT)


def section(texte):
    return f"fiche-{ElementLu.objects.get(texte=texte).pk}"


def test_un_contrat_prend_ses_actions_ses_parties_et_les_montants_dont_la_source_est_sure():
    lue = relue(nature="contrat", elements_lus=(
        scene.lu("engagement", "Prévenir tôt", numero=1),
        scene.lu("action", "Former les équipes", parent="actions_phares"),
        scene.lu("action", "Recenser les besoins", parent="actions_phares"),
        scene.lu("partie", "Conseil départemental"),
        scene.lu("date", "signature", valeur="2024-05-02"),
        scene.lu("montant", "Part de l'État", valeur=600000, unite="EUR", source="État", periode="par an"),
        scene.lu("montant", "Part de qui", valeur=5, unite="EUR", source="FIR + ONDAM"),
        scene.lu("places", "MECS", valeur=40),
    ))  # fmt: skip

    bilan = importer(lue, "structure", "actions", "partie", "date", "montant", "places")
    rejoue = importer(lue, "actions", "montant")

    contrat = Contrat.objects.get()
    assert sorted(Fiche.objects.values_list("titre", flat=True)) == ["Former les équipes", "Recenser les besoins"]
    assert (bilan.nouvelles, rejoue.nouvelles) == (2, 0)
    assert [(m.source, int(m.valeur)) for m in Montant.objects.all()] == [("ETAT", 600000)]
    assert [p.nature for p in contrat.parties.all()] == ["departement"]
    assert [e.etape for e in contrat.etapes.all()] == ["signature"]


def contrat_a_fiches():
    return relue(nature="contrat", elements_lus=(
        scene.lu("fiche", "Visites à domicile", numero=1),
        scene.lu("pilote", "Service de PMI", parent="fiche 1"),
        scene.lu("partenaire", "CAF", parent="fiche 1", confiance=scene.DOUTEUX),
        scene.lu("action", "Former les équipes", numero=1, parent="fiche 1"),
        scene.lu("point", "Recenser les besoins", parent="fiche 1 action 1"),
        scene.lu("resultat_attendu", "moins d'attente", parent="fiche 1"),
    ))  # fmt: skip


def test_une_fiche_de_contrat_vient_avec_ce_qu_elle_contient():
    lue = contrat_a_fiches()

    importer(lue, section("Visites à domicile"))

    (fiche,) = Fiche.objects.all()
    assert [(i.role, i.nom) for i in fiche.intervenants.all()] == [("pilote", "Service de PMI")]
    assert [(a.titre, [e.texte for e in a.etapes.all()]) for a in fiche.actions.all()] == [
        ("Former les équipes", ["Recenser les besoins"])
    ]
    assert [r.texte for r in fiche.resultats.all()] == ["moins d'attente"]
    assert fiche.version == 1


def test_la_suite_d_une_fiche_de_contrat_s_ajoute_sans_toucher_au_travail_des_agents():
    lue = contrat_a_fiches()
    importer(lue, section("Visites à domicile"))
    fiche = Fiche.objects.get()
    fiche.resultats.update(texte="Deux fois moins d'attente")
    fiche.intervenants.create(collectivite_id="15", role="pilote", nom="Direction de l'enfance", ordre=1)
    accepter("CAF")

    rejoue = importer(lue, section("Visites à domicile"))
    importer(lue, section("Visites à domicile"))

    assert rejoue.nouvelles == 0
    assert sorted((i.role, i.nom) for i in fiche.intervenants.all()) == [
        ("partenaire", "CAF"), ("pilote", "Direction de l'enfance"), ("pilote", "Service de PMI"),
    ]  # fmt: skip
    assert [r.texte for r in fiche.resultats.all()] == ["Deux fois moins d'attente"]


def test_un_montant_de_plusieurs_annees_garde_sa_periode():
    lue = relue(nature="contrat", elements_lus=(
        scene.lu("montant", "Part de l'État", valeur=600000, unite="EUR", source="État", periode="2022-2024"),
        scene.lu("montant", "Part de l'ARS", valeur=20000, unite="EUR", source="FIR", periode="pour 2023"),
    ))  # fmt: skip

    importer(lue, "montant")

    assert [(m.source, m.annee, str(m.debut), str(m.fin)) for m in Montant.objects.order_by("ordre")] == [
        ("ETAT", None, "2022", "2024"), ("FIR1", 2023, "None", "None"),
    ]  # fmt: skip
