"""A schéma file into the base and back, twice, and after agents have worked."""

from dataclasses import replace
from pathlib import Path

import pytest

from jalons.application.fiches.models import Fiche
from jalons.application.schema import selectors
from jalons.application.schema.dossier import EngagementSchema, SousTheme, StatutBilan
from jalons.application.schema.fichier import lire
from jalons.application.schema.models import LigneBilan, Schema
from jalons.application.schema.services import importer, noter_bilan, previsualiser
from jalons.application.socle.models import Entree
from jalons.noyau.saisie import EntreeRefusee

FICHIER = Path(__file__).parents[5] / "exemples" / "schemas" / "pas-de-calais.yaml"


def pas_de_calais():
    return lire(FICHIER.read_bytes(), nom="pas-de-calais.yaml")


@pytest.fixture
def schema(territoire):
    territoire("62")
    return importer(pas_de_calais(), par=None)


def test_le_schema_importe_puis_lu_est_le_meme(schema):
    assert selectors.dossier(schema) == pas_de_calais()


def test_importer_deux_fois_ne_change_rien(schema):
    evenements = Fiche.pgh_event_model.objects.count()
    importer(pas_de_calais(), par=None)
    assert previsualiser(pas_de_calais()).changements == []
    assert Fiche.pgh_event_model.objects.count() == evenements
    assert Schema.objects.count() == 1


def test_un_fichier_corrige_change_ce_qu_il_corrige_et_garde_ce_que_les_agents_ont_note(schema):
    fiche = Fiche.objects.filter(placements__cadre=schema.cadre).first()
    Fiche.objects.filter(pk=fiche.pk).update(statut="en_cours")
    ligne = LigneBilan.objects.filter(bilan__schema=schema, genre="action").first()
    autre = next(s for s in StatutBilan if s.value != ligne.statut)
    noter_bilan(ligne=ligne, statut=autre, par=None)
    corrige = pas_de_calais()
    premier = corrige.engagements[0]
    corrige = replace(corrige, engagements=(replace(premier, titre="Titre corrigé"), *corrige.engagements[1:]))
    changements = previsualiser(corrige).changements
    assert [(c.chemin, c.apres) for c in changements] == [(("engagements", "1", "titre"), "Titre corrigé")]
    importer(corrige, par=None)
    fiche.refresh_from_db()
    ligne.refresh_from_db()
    assert (fiche.statut, ligne.statut) == ("en_cours", autre.value)
    assert selectors.dossier(schema).engagements[0].titre == "Titre corrigé"


def test_chaque_faute_est_dite_et_rien_n_est_ecrit(territoire):
    territoire("62")
    mauvais = replace(
        pas_de_calais(),
        engagements=(EngagementSchema(1, "A" * 500, (SousTheme("s", (999,)),)), EngagementSchema(1, "B")),
    )
    with pytest.raises(EntreeRefusee) as refus:
        importer(mauvais, par=None)
    lieux = {f.lieu for f in refus.value.fautes}
    assert {"engagements", "engagements[0].sous_themes[0].fiches"} <= lieux
    assert not Schema.objects.exists()
    assert not Entree.objects.filter(acte="schema:importer").exists()
