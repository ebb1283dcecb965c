"""What was read lands where its user looks for it, once; what has no place stays in the review, and is said."""

from decimal import Decimal

import pytest

from jalons.application.contrats import selectors as contrats
from jalons.application.contrats.models import Contrat
from jalons.application.fiches.models import Fiche, FicheIndicateur
from jalons.application.finances.models import Montant
from jalons.application.indicateurs.models import Indicateur
from jalons.application.relecture import selectors, services
from jalons.application.relecture.arrivee import laisses
from jalons.application.relecture.models import ElementLu, Relecture
from jalons.application.relecture.rules import Etat, sections
from jalons.application.relecture.services.importation import proposees
from jalons.application.relecture.tests.scene import DOUTEUX, MAINTENANT, elements, lu, relue
from jalons.application.schema import selectors as schemas
from jalons.application.schema.models import Schema
from jalons.noyau.montants import PrecisionMontant

pytestmark = pytest.mark.django_db

FAITS = (
    lu("indicateur", "Taux de visites faites", parent="fiche 1"),
    lu("montant", "Équiper les équipes", valeur=60000, source="Département", periode="2024-2028", parent="fiche 1",
       precision="environ"),
    lu("montant", "Somme d'on ne sait qui", valeur=5000),
    lu("places", "villages d'enfants", valeur=100),
    lu("places", "villages d'enfants", valeur=100),
    lu("date", "Enfants de moins de six ans", valeur="6 ans"),
    lu("effectif", "950 actions collectives", valeur=950, unite="actions"),
    lu("effectif", "4 engagements", valeur=4, unite="engagements"),
)  # fmt: skip
TOUT = ("structure", "montant", "places", "date", "effectif", "indicateur", "bilan")


@pytest.fixture(autouse=True)
def _lieux(territoire, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    territoire("15")


def importer(relecture, *choisies, **plus):
    frais = Relecture.objects.get(pk=relecture.pk)
    fiche = ElementLu.objects.filter(relecture=relecture, genre="fiche", numero="1").first()
    choisies = [*(choisies or TOUT), *([f"fiche-{fiche.pk}"] if fiche else [])]
    return services.importer(
        relecture=frais, choisies=choisies, version=frais.version, par=None, maintenant=MAINTENANT, **plus
    )


def dossier():
    return schemas.dossier(Schema.objects.get())


def test_les_indicateurs_d_une_fiche_sont_definis_et_la_mesurent():
    bilan = importer(relue(elements_lus=(*elements(), *FAITS)))

    lien = FicheIndicateur.objects.select_related("fiche", "indicateur").get()
    assert (lien.fiche.titre, lien.indicateur.libelle, lien.indicateur.unite) == (
        "Visites à domicile", "Taux de visites faites", "pourcent",
    )  # fmt: skip
    assert bilan.indicateurs == 1


def test_les_montants_d_un_schema_vont_aux_finances_sous_leur_fiche_des_que_leur_source_est_dite():
    bilan = importer(relue(elements_lus=(*elements(), *FAITS)))

    (montant,) = Montant.objects.select_related("fiche", "cadre")
    assert (montant.valeur, montant.source, montant.version) == (Decimal(60000), "DEPT", "prevu")
    assert (montant.fiche.titre, str(montant.debut), str(montant.fin)) == ("Visites à domicile", "2024", "2028")
    assert (montant.precision, montant.cadre_id, bilan.montants) == (PrecisionMontant.ENVIRON, bilan.cadre, 1)


def test_les_places_et_les_nombres_annonces_sont_ceux_du_schema():
    importer(relue(elements_lus=(*elements(), *FAITS)))

    assert [(p.type, p.nombre) for p in dossier().places.detail] == [("villages d'enfants", 100)]
    assert (dossier().annonces.engagements, dossier().annonces.fiches, dossier().annonces.actions) == (4, 3, None)


def test_un_total_de_places_n_est_pas_une_part_de_son_detail():
    lue = relue(elements_lus=(*elements(), lu("places", "en tout", valeur=300), *FAITS))
    total = ElementLu.objects.get(texte="en tout")
    services.corriger(
        relecture=lue, element=total.pk, version=0, champs={"texte": "en tout", "valeur": "300", "code": "TOTAL"},
        par=None, maintenant=MAINTENANT,
    )  # fmt: skip

    importer(lue)

    assert dossier().places.total_annonce == 300
    assert [p.nombre for p in dossier().places.detail] == [100]


def test_le_bilan_garde_ce_qu_il_annonce():
    compte = (
        lu("effectif", "5 ORIENTATIONS", valeur=5, unite="orientations"),
        lu("effectif", "101 ACTIONS", valeur=101, unite="actions"),
        lu("bilan_orientation", "Prévenir", numero=1),
    )

    importer(relue(elements_lus=(*elements(), *compte)))

    bilan = dossier().bilan
    assert (bilan.orientations_annoncees, bilan.actions_annoncees, dossier().annonces.actions) == (5, 101, None)


def test_importer_deux_fois_ne_double_rien_et_ce_qu_un_agent_retire_ne_revient_pas():
    lue = relue(elements_lus=(*elements(), *FAITS))
    importer(lue)
    FicheIndicateur.objects.all().delete()
    Montant.objects.all().delete()

    rejoue = importer(lue)

    assert (rejoue.indicateurs, rejoue.montants, rejoue.nouvelles) == (0, 0, 0)
    assert (FicheIndicateur.objects.count(), Montant.objects.count(), Indicateur.objects.count()) == (0, 0, 1)
    assert Fiche.objects.count() == 1


def test_ce_qui_n_a_pas_de_place_est_dit_et_n_est_pas_donne_pour_importe():
    lue = relue(elements_lus=(*elements(), *FAITS))

    bilan = importer(lue)

    assert {str(x) for x in bilan.laisses} == {
        "1 montant sans source de financement", "1 date sans jour ni période",
        "1 nombre annoncé sans rapport avec les engagements, fiches et actions du schéma",
    }  # fmt: skip
    restes = set(ElementLu.objects.filter(importe_le=None).values_list("texte", flat=True))
    assert restes >= {"Somme d'on ne sait qui", "Enfants de moins de six ans", "950 actions collectives"}


def test_sans_les_droits_indicateurs_et_montants_attendent_qui_les_a():
    lue = relue(elements_lus=(*elements(), *FAITS))

    importer(lue, sans_droit=["indicateurs", "montants"])
    assert (Indicateur.objects.count(), Montant.objects.count()) == (0, 0)

    importer(lue)
    assert (Indicateur.objects.count(), Montant.objects.count()) == (1, 1)


def test_l_apercu_dit_ce_qui_serait_ecrit_et_ce_qui_resterait():
    lue = relue(elements_lus=(*elements(), *FAITS))
    fiche = ElementLu.objects.get(genre="fiche", numero="1")

    apercu = services.previsualiser(relecture=lue, choisies=[f"fiche-{fiche.pk}", "montant"])

    assert {"Indicateurs › Taux de visites faites", "Montants › Équiper les équipes"} <= {
        d.lieu for d in apercu.changements
    }
    assert [str(x) for x in apercu.laisses] == ["1 montant sans source de financement"]
    assert not Indicateur.objects.exists()


def test_un_montant_lu_dans_la_fiche_d_un_contrat_est_celui_de_cette_fiche():
    lue = relue(nature="contrat", elements_lus=(lu("fiche", "Visites à domicile", numero=1), FAITS[1]))

    importer(lue, "montant")

    montant = Montant.objects.select_related("fiche").get()
    assert (montant.fiche.titre, montant.precision, montant.version) == ("Visites à domicile", "environ", "signe")


def test_un_contrat_dit_ce_qu_il_ne_garde_pas():
    lue = relue(nature="contrat", elements_lus=(*elements(), *FAITS))
    restent = {str(x) for x in laisses(selectors.elements(lue), "contrat")}

    assert {"1 sous-thème sans place dans un contrat", "3 nombres annoncés sans place dans un contrat"} <= restent


def test_dans_un_schema_les_faits_cites_en_nombre_ne_sont_pas_coches_d_avance():
    lue = relue(elements_lus=(*elements(), *FAITS))
    parties = sections(selectors.elements(lue))
    prete = ElementLu.objects.get(genre="fiche", numero="1")

    assert proposees(parties, "schema") == ["structure", f"fiche-{prete.pk}", "effectif"]
    assert {"montant", "places", "date"} <= set(proposees(parties, "contrat"))


def test_le_reste_d_une_partie_se_refuse_d_un_seul_acte_qui_s_annule():
    lue = relue(elements_lus=(*elements(), *FAITS, lu("date", "Adoption", valeur="2024-01", confiance=DOUTEUX)))
    adoption = ElementLu.objects.get(texte="Adoption")
    services.accepter(relecture=lue, elements=[adoption.pk], par=None, maintenant=MAINTENANT)
    dates = next(s for s in sections(selectors.elements(lue)) if s.cle == "date")

    faits = services.refuser_le_reste(
        relecture=lue, elements=[x.cle for x in dates.sans_decision], par=None, maintenant=MAINTENANT
    )

    assert faits == 1
    assert {x.texte: x.etat for x in selectors.elements(lue) if x.genre == "date"} == {
        "Adoption": Etat.ACCEPTE, "Enfants de moins de six ans": Etat.REFUSE,
    }  # fmt: skip
    services.annuler(relecture=lue, lot=Relecture.objects.get(pk=lue.pk).version, par=None, maintenant=MAINTENANT)
    assert {x.etat for x in selectors.elements(lue) if x.genre == "date"} == {Etat.ACCEPTE, Etat.SUR}


def test_refuser_le_reste_n_est_propose_que_pour_les_faits():
    parties = sections(selectors.elements(relue(elements_lus=(*elements(), *FAITS))))

    assert {s.cle for s in parties if s.sans_decision} == {"montant", "places", "date", "effectif"}


def test_la_signature_d_un_contrat_est_reconnue_dans_sa_phrase_et_une_etape_n_a_qu_une_date():
    signe = "Le contrat est signé le 24 juin 2022"
    lue = relue(nature="contrat", elements_lus=(
        lu("date", signe, valeur="2022-06-24"), lu("date", f"{signe} à nouveau", valeur="2022-07-01"),
        lu("date", "Le schéma a été adopté en 2020", valeur="2020"),
    ))  # fmt: skip

    bilan = importer(lue, "date")

    dates = contrats.dossier(Contrat.objects.get()).dates
    assert [(d.etape.value, str(d.le)) for d in dates] == [("signature", "24 juin 2022")]
    assert {str(x) for x in bilan.laisses} == {
        "1 date dont l'étape a déjà une date", "1 date sans étape du contrat",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("texte", "valeurs", "attendu"),
    [
        ("# SIGNATURE DU CONTRAT DÉPARTEMENTAL 2022 - 2024", ["2022-2024"],
         ("CONTRAT DÉPARTEMENTAL 2022 - 2024", "2022", "2024")),
        ("dans la suite du Schéma de l'enfance 2019-2023", ["2019-2023"], ("", "None", "None")),
        ("une exécution du contrat d'octobre 2021 à décembre 2022", ["2021-10", "2022-12"],
         ("", "octobre 2021", "décembre 2022")),
    ],
)  # fmt: skip
def test_le_titre_et_la_periode_d_un_contrat_sont_les_siens_et_non_ceux_d_un_schema_cite(texte, valeurs, attendu):
    lue = relue(
        nature="contrat", decrite=False, elements_lus=tuple(lu("date", texte, valeur=valeur) for valeur in valeurs)
    )

    assert (lue.intitule, str(lue.debut), str(lue.fin)) == attendu
