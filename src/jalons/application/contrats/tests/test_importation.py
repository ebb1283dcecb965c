"""A file into the base and back, twice, and after agents have worked."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from jalons.application.contrats import rules, selectors
from jalons.application.contrats.fichier import lire
from jalons.application.contrats.models import Contrat
from jalons.application.contrats.services import importer, previsualiser
from jalons.application.contrats.tests.strategies import dossiers
from jalons.application.faits.selectors import echeances_de, faits_de
from jalons.application.fiches.models import Fiche, Note, Placement
from jalons.application.fiches.services import creer_fiche, placer
from jalons.application.finances.models import Montant
from jalons.application.finances.services import ajouter_montant
from jalons.application.socle.models import Entree
from jalons.config.pour_pytest import exemples
from jalons.noyau.saisie import EntreeRefusee

EXEMPLES = Path(__file__).parents[5] / "exemples" / "contrats"
REELS = {"calvados": "14", "cantal": "15", "puy-de-dome": "63"}


def reel(nom):
    return lire((EXEMPLES / f"{nom}.yaml").read_bytes(), nom=nom)


@pytest.fixture
def cantal(territoire):
    territoire("15")
    return importer(reel("cantal"), par=None)


@pytest.mark.parametrize(("nom", "code"), REELS.items())
def test_un_contrat_reel_importe_puis_lu_est_le_meme_et_a_les_memes_ecarts(nom, code, territoire):
    territoire(code)
    dossier = reel(nom)
    contrat = importer(dossier, par=None)
    assert selectors.dossier(contrat) == dossier
    for jour in (date(2022, 1, 1), date(2026, 11, 24)):
        assert selectors.ecarts(contrat, jour) == rules.controler(dossier, jour)


@pytest.mark.django_db(transaction=False)
@settings(
    max_examples=exemples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(dossier=dossiers())
def test_tout_dossier_importe_puis_lu_est_le_meme(territoire, dossier):
    territoire("15")
    with transaction.atomic():
        contrat = importer(dossier, par=None)
        assert selectors.dossier(contrat) == dossier
        importer(dossier, par=None, contrat=contrat)
        assert selectors.dossier(contrat) == dossier
        transaction.set_rollback(True)


def test_importer_deux_fois_ne_change_aucune_ligne(cantal):
    modeles = (Fiche, Placement, Montant, Contrat)
    avant = [m.pgh_event_model.objects.count() for m in modeles]
    assert previsualiser(reel("cantal")).changements == []
    assert importer(reel("cantal"), par=None).pk == cantal.pk
    assert [m.pgh_event_model.objects.count() for m in modeles] == avant
    assert Entree.objects.filter(acte="contrats:importer").count() == 2


def test_un_fichier_corrige_change_ce_qu_il_corrige_et_garde_ce_que_les_agents_ont_saisi(cantal):
    fiche = Placement.objects.filter(cadre=cantal.cadre).first().fiche
    Fiche.objects.filter(pk=fiche.pk).update(statut="en_cours", avancement=40)
    Note.objects.create(collectivite_id="15", fiche=fiche, texte="Recrutement lancé.")
    ajouter_montant(cadre=cantal.cadre, par=None, source="P304", valeur=50_000, version="paye", annee=2023)
    ajoutee = creer_fiche(collectivite="15", titre="Fiche ajoutée par l'agent", par=None)
    placer(fiche=ajoutee, cadre=cantal.cadre, par=None)
    dossier = reel("cantal")
    lignes = tuple(replace(x, valeur=x.valeur + 1) if x.cle == "fir" else x for x in dossier.finances.lignes)
    corrige = replace(dossier, finances=replace(dossier.finances, lignes=lignes), actions=())
    changements = {c.chemin for c in previsualiser(corrige).changements}
    assert changements == {("finances", "lignes", "fir", "valeur"), ("actions",)}

    importer(corrige, par=None)

    lu = selectors.dossier(cantal)
    assert {x.cle: x.valeur for x in lu.finances.lignes}["fir"] == 100_001
    assert any(x.version == "paye" and x.valeur == 50_000 for x in lu.finances.lignes)
    assert lu.actions == ()
    fiche.refresh_from_db()
    assert (fiche.statut, fiche.avancement, fiche.notes.count()) == ("en_cours", 40, 1)
    assert Placement.objects.filter(cadre=cantal.cadre, fiche=ajoutee).exists()
    importer(corrige, par=None)
    assert selectors.dossier(cantal) == lu


def test_une_fiche_importee_a_un_statut_inconnu(cantal):
    assert set(Fiche.objects.filter(placements__cadre=cantal.cadre).values_list("statut", flat=True)) == {"inconnu"}


def test_l_import_enonce_la_signature_et_les_echeances_suivent(cantal):
    assert [str(f.survenu_le) for f in faits_de(cantal).filter(evenement="signature")] == ["24 juin 2022"]
    assert echeances_de(cantal).exists()
    dossier = reel("cantal")
    retarde = replace(dossier, dates=tuple(replace(d, le=type(d.le)(2022, 7, 1)) for d in dossier.dates))
    importer(retarde, par=None)
    assert [str(f.survenu_le) for f in faits_de(cantal).filter(evenement="signature")] == ["1er juillet 2022"]


def test_chaque_faute_est_dite_et_rien_n_est_ecrit(territoire):
    territoire("15")
    dossier = reel("cantal")
    mauvais = replace(
        dossier, intitule="I" * 301, parties=(replace(dossier.parties[0], nom="N" * 201), *dossier.parties[1:])
    )
    with pytest.raises(EntreeRefusee) as refus:
        importer(mauvais, par=None)
    assert {f.lieu for f in refus.value.fautes} == {"intitule", "parties[0]"}
    assert "201 caractères, 200 au plus" in str(refus.value)
    assert not Contrat.objects.exists()
    assert not Fiche.objects.exists()


def test_un_departement_inconnu_est_refuse_avec_un_exemple(territoire):
    territoire("15")
    with pytest.raises(EntreeRefusee, match="69D"):
        importer(replace(reel("cantal"), departement="99"), par=None)


def test_un_contrat_se_relit_tel_que_connu_avant_une_correction(cantal):
    from jalons.application.socle.etats import figer

    instant = figer(*selectors.SUIVIS.values())
    importer(replace(reel("cantal"), duree_annoncee=None), par=None)
    assert selectors.dossier(cantal).duree_annoncee is None
    assert selectors.dossier_connu_au(cantal, instant) == reel("cantal")
