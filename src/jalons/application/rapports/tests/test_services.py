"""The circuit of a report and its frozen figures, on the database."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from jalons.application.fiches.services import justifier_ecart
from jalons.application.finances.models import Montant
from jalons.application.indicateurs.models import Valeur
from jalons.application.rapports import selectors, services
from jalons.application.rapports.models import Rapport, Section
from jalons.application.rapports.tests import factories
from jalons.application.socle.models import Entree
from jalons.noyau.ecarts import RegleNonRespectee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _perimetre(territoire):
    territoire("F0")


def test_un_brouillon_porte_les_sections_du_catalogue():
    rapport = factories.rapport()

    assert rapport.etat == "brouillon"
    assert rapport.sections.first().code == "bilan_actions"
    assert rapport.sections.count() == 10


def test_un_exercice_n_a_qu_un_rapport():
    rapport = factories.rapport()

    with pytest.raises(ValidationError, match="déjà un rapport"):
        services.creer(rapport.contrat, exercice=2023, par=None)


def test_trois_accords_arretent_et_figent():
    rapport = factories.rapport(etat="arrete")

    assert rapport.etat == "arrete"
    assert rapport.connu_au == rapport.arrete_le
    [source] = [s for s in rapport.fige["finances"]["sources"] if s["source"] == "P304"]
    assert (source["signe"], source["paye"], source["taux_paye"]) == ("60000.00", "45000.00", "75.00")
    assert Entree.objects.filter(acte="rapports:arreter").count() == 1


def test_l_avancement_d_un_indicateur_en_baisse_est_juste_pour_chaque_source():
    [indicateur] = selectors.chiffres(factories.rapport())["indicateurs"]

    assert [(v["source"], v["avancement"]) for v in indicateur["valeurs"]] == [("LOCAL", "25.00"), ("SNDS", "15.00")]
    assert Decimal(indicateur["ecart"]) == 2


def test_les_chiffres_figes_se_reconstruisent_identiques_apres_coup():
    rapport = factories.rapport(etat="arrete")
    Montant.objects.filter(cle="m1").update(valeur=1)
    Montant.objects.get(cle="m2").delete()
    Valeur.objects.filter(source="SNDS").update(valeur=1)
    Montant.objects.create(
        collectivite_id="F0", cadre=rapport.contrat.cadre, cle="apres", libelle="Après", valeur=5, source="P304",
        version="signe", annee=2023,
    )  # fmt: skip

    verification = selectors.verifier(rapport)

    assert verification.identiques
    assert selectors.chiffres(rapport) == rapport.fige


def test_les_ecarts_du_contrat_et_leur_justification_sont_dans_les_chiffres_figes():
    rapport = factories.rapport()
    [ecart, *_] = selectors.chiffres(rapport)["ecarts"]
    justifier_ecart(cadre=rapport.contrat.cadre, cle=f"{ecart['code']}:{ecart['objet']}", commentaire="Vu.", par=None)

    [releve, *_] = selectors.chiffres(rapport)["ecarts"]

    assert (ecart["justification"], releve["justification"]) == ("", "Vu.")


def test_une_falsification_des_chiffres_figes_se_voit():
    rapport = factories.rapport(etat="arrete")
    rapport.empreinte = "0" * 64

    assert not selectors.verifier(rapport).identiques


@pytest.mark.parametrize(
    "tentative",
    [
        lambda r: Rapport.objects.filter(pk=r.pk).update(etat="brouillon"),
        lambda r: Section.objects.filter(rapport=r).update(texte="autre"),
        lambda r: r.visas.all().delete(),
        lambda r: Section.objects.create(collectivite_id="F0", rapport=r, code="plus", titre="Plus"),
    ],
)
def test_la_base_refuse_d_ecrire_dans_un_rapport_arrete(tentative):
    rapport = factories.rapport(etat="arrete")

    with pytest.raises(IntegrityError, match="ne change plus"), transaction.atomic():
        tentative(rapport)


def test_un_renvoi_ouvre_un_nouveau_tour_ou_chacun_repond_de_nouveau():
    rapport = factories.rapport(etat="renvoye")

    rapport = services.partager(rapport, par=None)

    assert (rapport.etat, rapport.tour) == ("partage", 2)
    assert selectors.avancee(rapport).attendus == ("departement", "prefecture", "ars")


@pytest.mark.parametrize(
    ("acte", "message"),
    [
        (lambda r: services.viser(r, cote="ars", decision="renvoye", par=None), "Dites pourquoi"),
        (lambda r: services.partager(r, par=None), "en relecture"),
        (lambda r: services.rediger(r.sections.first(), texte="x", version=1, par=None), "en relecture"),
        (lambda r: services.commenter(r.sections.first(), texte=" ", cote="ars", par=None), "vide"),
    ],
)
def test_refus_sur_un_rapport_partage(acte, message):
    rapport = factories.rapport(etat="partage")

    with pytest.raises(RegleNonRespectee, match=message):
        acte(rapport)
    rapport.refresh_from_db()
    assert rapport.etat == "partage"
    assert not rapport.visas.exists()


def test_un_cote_ne_repond_qu_une_fois_par_tour():
    rapport = factories.rapport(etat="partage")
    services.viser(rapport, cote="ars", decision="accepte", par=None)

    with pytest.raises(RegleNonRespectee, match="déjà répondu"):
        services.viser(rapport, cote="ars", decision="renvoye", motif="Non", par=None)


def test_deux_personnes_qui_enregistrent_la_meme_section_ne_s_ecrasent_pas():
    section = factories.rapport().sections.first()
    services.rediger(section, texte="première", version=1, par=None)

    with pytest.raises(services.ConflitDeVersion) as conflit:
        services.rediger(section, texte="seconde", version=1, par=None)

    assert conflit.value.actuel.texte == "première"


def test_un_brouillon_montre_ce_qui_est_enregistre_maintenant_comme_l_histoire_le_rebatit():
    rapport = factories.rapport()

    avant = selectors.chiffres(rapport)
    assert avant == selectors.chiffres(rapport, instant=timezone.now())

    cadre = rapport.contrat.cadre
    cadre.titre = "Un autre titre"
    cadre.save(update_fields=["titre"])

    apres = selectors.chiffres(rapport)
    assert apres != avant
    assert apres == selectors.chiffres(rapport, instant=timezone.now())
