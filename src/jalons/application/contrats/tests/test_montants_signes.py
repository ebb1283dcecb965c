"""The amounts that a signed contract holds change by avenant only; how far they have gone is recorded freely."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.contrats import selectors, services
from jalons.application.contrats.avenant import comparer
from jalons.application.contrats.dossier import DossierContrat, Finances
from jalons.application.documents.excel import services as excel
from jalons.application.documents.excel.tests.tableur import retaper
from jalons.application.fiches.models import Cadre
from jalons.application.finances import services as finances
from jalons.application.finances.classeur import CLASSEUR
from jalons.application.finances.lignes import LigneFinanciere, Version
from jalons.application.finances.models import Montant
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee

LE = DateCivile(2023, 5, 2)
P304 = LigneFinanciere("p304", "Crédit P304", Decimal(100_000), Version.SIGNE, "P304", annee=2023)
DEPT = LigneFinanciere("dept", "Part du département", Decimal(100_000), Version.PREVU, "DEPT", annee=2023)
PAYE = LigneFinanciere("paye", "Acompte", Decimal(40_000), Version.PAYE, "P304", annee=2023)
AVENANT = "Ouvrez un avenant"


@pytest.fixture
def signe(territoire):
    """A contract signed in Jalons, with one amount at three versions."""
    territoire("15")
    dossier = DossierContrat("15", "Contrat neuf", "2024", finances=Finances(lignes=(P304, DEPT, PAYE)))
    contrat = services.creer(dossier=dossier, par=None)
    services.signer(contrat=contrat, le=LE, par=None)
    return contrat


def montant(cle):
    return Montant.objects.select_related("cadre", "fiche", "rubrique").get(cle=cle)


def cadre(contrat):
    return Cadre.objects.get(pk=contrat.pk)


@pytest.mark.parametrize("version", ["prevu", "signe"])
def test_on_n_ajoute_ni_montant_prevu_ni_montant_signe(signe, version):
    with pytest.raises(ValidationError, match=AVENANT):
        finances.ajouter_montant(cadre=cadre(signe), par=None, source="FIR1", valeur=5, version=version, annee=2023)

    assert Montant.objects.count() == 3


@pytest.mark.parametrize("version", ["notifie", "engage", "paye", "justifie"])
def test_ce_qui_suit_la_signature_s_enregistre_se_corrige_et_se_retire(signe, version):
    neuf = finances.ajouter_montant(
        cadre=cadre(signe), par=None, source="FIR1", valeur=5, version=version, annee=2023
    )  # fmt: skip
    finances.modifier_montant(montant=neuf, par=None, valeur=6)
    assert montant(neuf.cle).valeur == 6

    finances.supprimer_montant(montant=neuf, par=None)
    assert Montant.objects.count() == 3


@pytest.mark.parametrize("cle", ["p304", "dept"])
@pytest.mark.parametrize("champs", [{"valeur": Decimal(1)}, {"annee": 2024}, {"version": "paye"}, {"libelle": "Autre"}])
def test_un_montant_du_contrat_ne_change_pas(signe, cle, champs):
    with pytest.raises(ValidationError, match=AVENANT) as refus:
        finances.modifier_montant(montant=montant(cle), par=None, **champs)

    assert set(refus.value.message_dict) == set(champs)
    assert selectors.dossier(signe).finances.lignes == (P304, DEPT, PAYE)


def test_un_montant_paye_ne_devient_pas_signe(signe):
    with pytest.raises(ValidationError, match=AVENANT):
        finances.modifier_montant(montant=montant("paye"), par=None, version="signe", annee=2024)


def test_un_montant_du_contrat_ne_se_supprime_pas(signe):
    with pytest.raises(ValidationError, match=AVENANT):
        finances.supprimer_montant(montant=montant("p304"), par=None)

    assert montant("p304").valeur == 100_000


def test_son_commentaire_n_est_pas_dans_le_contrat_et_reste_libre(signe):
    finances.modifier_montant(montant=montant("p304"), par=None, commentaire="versé en deux fois")

    assert montant("p304").commentaire == "versé en deux fois"


@pytest.mark.parametrize(
    ("lignes", "remplacer", "refusees"),
    [
        ((replace(P304, valeur=Decimal(1)), replace(DEPT, valeur=Decimal(2))), False, ["finances[0]", "finances[1]"]),
        ((P304, PAYE), True, ["finances"]),
        ((replace(P304, cle="p304-2", annee=2024),), False, ["finances[0]"]),
        ((P304, replace(PAYE, valeur=Decimal(1))), False, []),
        ((P304, DEPT), True, []),
    ],
)
def test_un_lot_de_lignes_obeit_aussi(signe, lignes, remplacer, refusees):
    def enregistrer():
        finances.enregistrer_lignes(cadre=cadre(signe), lignes=lignes, par=None, remplacer=remplacer)

    if not refusees:
        enregistrer()
        assert {x.cle for x in selectors.dossier(signe).finances.lignes} >= {"p304", "dept"}
        return
    with pytest.raises(EntreeRefusee, match=AVENANT) as refus:
        enregistrer()
    assert [f.lieu for f in refus.value.fautes] == refusees
    assert selectors.dossier(signe).finances.lignes == (P304, DEPT, PAYE)


def test_un_avenant_le_change_et_montre_la_difference(signe):
    avenant = services.ouvrir_avenant(contrat=signe, objet="Abonder", champs=["montants"], exercice=2023, par=None)
    avant = selectors.dossier(signe)
    lignes = (replace(P304, valeur=Decimal(150_000)), DEPT, PAYE)
    voulu = replace(avant, finances=replace(avant.finances, lignes=lignes))
    services.preparer_avenant(avenant=avenant, champ="montants", dossier=voulu, par=None)
    finances.modifier_montant(montant=montant("paye"), par=None, valeur=Decimal(45_000))  # paid meanwhile
    services.signer_avenant(avenant=avenant, le=LE, par=None)

    assert [x.valeur for x in selectors.dossier(signe).finances.lignes] == [150_000, 100_000, 45_000]
    avenant.refresh_from_db()
    [(libelle, [difference], _)] = comparer(avenant.changements)
    assert (libelle, difference.avant, difference.apres) == ("Montants", 100_000, 150_000)


def test_un_fichier_importe_ne_passe_pas_a_cote(signe):
    avant = selectors.dossier(signe)
    change = replace(avant, finances=replace(avant.finances, lignes=(replace(P304, valeur=Decimal(1)), DEPT, PAYE)))
    with pytest.raises(EntreeRefusee, match=AVENANT):
        services.importer(change, par=None)
    assert selectors.dossier(signe) == avant

    paye = replace(avant, finances=replace(avant.finances, lignes=(P304, DEPT, replace(PAYE, valeur=Decimal(1)))))
    services.importer(paye, par=None)
    assert montant("paye").valeur == 1


def test_un_contrat_anterieur_a_jalons_se_corrige_sans_avenant(signe):
    signe.repris = True
    signe.save(update_fields=["repris"])

    finances.modifier_montant(montant=montant("p304"), par=None, valeur=Decimal(7))
    assert montant("p304").valeur == 7


def test_le_classeur_refuse_la_cellule_et_garde_les_autres(signe):
    objet = cadre(signe)
    octets = excel.exporter(CLASSEUR, objet, presentation=[])
    rempli = retaper(octets, "Plan financier", {(3, "valeur"): 1, (5, "valeur"): 50_000}, [])
    resultat, _ = excel.comparer_le_fichier(CLASSEUR, objet, rempli, par=None)

    assert [AVENANT in r.message for r in resultat.refus] == [True]
    assert [x.libelle for x in resultat.lignes] == ["Acompte"]


def test_la_page_le_dit_et_mene_a_l_avenant(signe, client):
    client.force_login(AffectationFactory(role=Role.CHARGEE_MISSION, collectivite_id="15").agent)
    page = client.get(reverse("finances:montants", args=[signe.pk])).content.decode()

    assert AVENANT in page
    assert reverse("contrats:ouvrir_avenant", args=[signe.pk]) in page
    assert reverse("finances:supprimer", args=[montant("paye").pk]) in page
    assert reverse("finances:supprimer", args=[montant("p304").pk]) not in page

    change = {"source": "P304", "version": "signe", "valeur": "1", "precision": "exact", "annee": "2023"}
    reponse = client.post(reverse("finances:modifier", args=[montant("p304").pk]), change)
    assert reponse.status_code == 422
    assert AVENANT in reponse.content.decode()
    assert montant("p304").valeur == 100_000
