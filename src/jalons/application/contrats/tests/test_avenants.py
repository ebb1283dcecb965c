"""An avenant touches the fields it opens and no other, shows the difference, and keeps it once signed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from jalons.application.contrats import rules, selectors, services
from jalons.application.contrats.dossier import DateEtape, DossierContrat, Etape
from jalons.application.contrats.lecture import lisibles
from jalons.application.contrats.models import Avenant
from jalons.application.contrats.tests.test_importation import reel
from jalons.application.faits.selectors import faits_de
from jalons.droit import source
from jalons.noyau.dates import DateCivile
from jalons.noyau.differences import differences
from jalons.noyau.ecarts import Ecart, Gravite, RegleNonRespectee
from jalons.noyau.montants import euros
from jalons.noyau.periodes import Periode
from jalons.noyau.saisie import EntreeRefusee

LE = DateCivile(2023, 5, 2)
PERIODE = Periode(DateCivile(2022), DateCivile(2023, 12, 31))


@pytest.fixture
def contrat(territoire):
    territoire("15")
    return services.importer(reel("cantal"), par=None)


def ouvrir(contrat, *champs):
    return services.ouvrir_avenant(contrat=contrat, objet="Ramener le terme", champs=champs, exercice=2023, par=None)


def test_un_projet_ne_change_pas_le_contrat_et_sa_signature_le_change(contrat):
    avenant = ouvrir(contrat, "periode")
    avant = selectors.dossier(contrat)
    services.preparer_avenant(avenant=avenant, champ="periode", dossier=replace(avant, periode=PERIODE), par=None)
    assert selectors.dossier(contrat) == avant
    services.signer_avenant(avenant=avenant, le=LE, par=None)
    assert selectors.dossier(contrat) == replace(avant, periode=PERIODE)
    avenant.refresh_from_db()
    [changement] = avenant.changements
    assert changement["avant"]["periode"] == {"debut": 2022, "fin": 2024}
    assert changement["apres"]["periode"] == {"debut": 2022, "fin": "2023-12-31"}
    assert [f.attributs for f in faits_de(contrat).filter(evenement="avenant_signe")] == [{"exercice": 2023}]


def test_il_ne_peut_changer_que_les_champs_qu_il_ouvre(contrat):
    avenant = ouvrir(contrat, "periode")
    autre = replace(selectors.dossier(contrat), periode=PERIODE, parties=(), intitule="Autre")
    services.preparer_avenant(avenant=avenant, champ="periode", dossier=autre, par=None)
    with pytest.raises(EntreeRefusee, match="n'ouvre pas ce champ"):
        services.preparer_avenant(avenant=avenant, champ="parties", dossier=autre, par=None)
    services.signer_avenant(avenant=avenant, le=LE, par=None)
    lu = selectors.dossier(contrat)
    assert (lu.periode, lu.parties, lu.intitule) == (PERIODE, reel("cantal").parties, reel("cantal").intitule)


def test_un_avenant_signe_ne_se_reprend_pas(contrat):
    avenant = ouvrir(contrat, "periode")
    with pytest.raises(EntreeRefusee, match="ne change rien"):
        services.signer_avenant(avenant=avenant, le=LE, par=None)
    services.abandonner_avenant(avenant=avenant, par=None)
    with pytest.raises(EntreeRefusee, match="n'est plus un projet"):
        services.signer_avenant(avenant=avenant, le=LE, par=None)
    assert Avenant.objects.get(pk=avenant.pk).etat == "abandonne"


def test_ce_que_le_contrat_est_devenu_entre_temps_n_est_pas_perdu(contrat):
    avenant = ouvrir(contrat, "parties")
    avant = selectors.dossier(contrat)
    services.preparer_avenant(
        avenant=avenant, champ="parties", dossier=replace(avant, parties=avant.parties[:-1]), par=None
    )
    renommee = replace(avant.parties[0], roles=())
    services.modifier(contrat=contrat, dossier=replace(avant, parties=(renommee, *avant.parties[1:])), par=None)
    services.signer_avenant(avenant=avenant, le=LE, par=None)
    assert selectors.dossier(contrat).parties == (renommee, *avant.parties[1:-1])


@pytest.mark.parametrize(("cas", "confirme", "refuse"), [("confirmée", True, True), ("non confirmée", False, False)])
def test_seule_une_regle_confirmee_refuse_la_signature(cas, confirme, refuse, territoire, monkeypatch):
    territoire("15")
    contrat = services.creer(dossier=DossierContrat("15", "Contrat neuf", "2022"), par=None)
    ecart = Ecart("regime_non_respecte", Gravite.BLOQUANT, confirme, "Il manque un objectif.", source="circulaire")
    monkeypatch.setattr(rules, "controler", lambda dossier, au: [ecart])
    if refuse:
        with pytest.raises(RegleNonRespectee, match="Il manque un objectif"):
            services.signer(contrat=contrat, le=LE, par=None)
    else:
        services.signer(contrat=contrat, le=LE, par=None)
    assert (selectors.dossier(contrat).signature is None) == refuse, cas


def test_un_contrat_signe_dans_jalons_ne_change_plus_que_par_avenant(territoire):
    territoire("15")
    contrat = services.creer(dossier=DossierContrat("15", "Contrat neuf", "2024"), par=None)
    dossier = selectors.dossier(contrat)
    signe = replace(dossier, dates=(DateEtape(Etape.SIGNATURE, LE),))
    with pytest.raises(EntreeRefusee, match="Enregistrer la signature"):
        services.modifier(contrat=contrat, dossier=signe, par=None)
    monde = selectors.ecarts(contrat, LE.fin)
    if any(e.bloque for e in monde):
        pytest.fail(f"Le contrat d'essai ne devrait rien bloquer : {monde}")
    services.signer(contrat=contrat, le=LE, par=None)
    actuel = selectors.dossier(contrat)
    with pytest.raises(EntreeRefusee, match="avenant"):
        services.modifier(contrat=contrat, dossier=replace(actuel, periode=PERIODE), par=None)
    assert services.modifier(contrat=contrat, dossier=replace(actuel, intitule="Titre corrigé"), par=None)


def test_il_ne_se_signe_pas_avant_le_contrat_et_dit_toutes_ses_fautes(contrat):
    services.modifier(contrat=contrat, dossier=_signe_le(contrat, DateCivile(2023, 6, 1)), par=None)
    avenant = ouvrir(contrat, "periode")
    with pytest.raises(EntreeRefusee) as refus:
        services.signer_avenant(avenant=avenant, le=LE, par=None)
    assert [f.lieu for f in refus.value.fautes] == ["le", "changements"]
    assert "avenant : 2 mai 2023 ; contrat : 1er juin 2023" in refus.value.fautes[0].message
    assert Avenant.objects.get(pk=avenant.pk).etat == "projet"


def _signe_le(contrat, le):
    dossier = selectors.dossier(contrat)
    autres = tuple(d for d in dossier.dates if d.etape is not Etape.SIGNATURE)
    return replace(dossier, dates=(*autres, DateEtape(Etape.SIGNATURE, le)))


AVANT = {
    "finances": {"lignes": [
        {"cle": "a", "libelle": "Visites", "version": "prevu", "annee": 2025, "valeur": 62000, "source": "P304"},
    ]},
    "periode": {"debut": 2022, "fin": "2027-12"},
}  # fmt: skip
APRES = {
    "finances": {"complete": True, "lignes": [
        {"cle": "a", "libelle": "Visites", "version": "prevu", "annee": 2025, "valeur": 450000.5, "source": "FIR1"},
        {"cle": "b", "libelle": "Relais", "version": "signe", "valeur": 10},
    ]},
    "periode": {"debut": 2022, "fin": "2028-12-31"},
    "actions": [{"cle": "l", "libelle": "Actions du contrat", "actions": [{"cle": "x", "libelle": "Ouvrir un relais"}]}],
}  # fmt: skip


def test_la_difference_se_lit_sans_connaitre_les_cles():
    lues = lisibles(differences(AVANT, APRES), AVANT, APRES)

    assert {(c.quoi, c.avant, c.apres) for c in lues} == {
        ("Montants › « Visites » (prévu, 2025) › montant", euros(Decimal(62000)),
         euros(Decimal("450000.50"))),
        ("Montants › « Visites » (prévu, 2025) › source", source("P304").libelle, source("FIR1").libelle),
        ("Montants › « Relais » (signé)", "absent", f"Relais : {euros(Decimal(10))}"),
        ("Montants › liste complète", "absent", "oui"),
        ("Période › fin", "décembre 2027", "31 décembre 2028"),
        ("Actions", "absent", "Actions du contrat : Ouvrir un relais"),
    }  # fmt: skip
