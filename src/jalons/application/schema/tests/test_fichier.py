from pathlib import Path

import pytest
from hypothesis import given, settings

from jalons.application.schema import documenter, fichier
from jalons.application.schema.dossier import DossierSchema
from jalons.noyau.saisie import EntreeRefusee
from jalons.noyau.tests.strategies import dossiers

RACINE = Path(__file__).parents[5]
MINIMAL = 'departement: "62"\nintitule: Schéma\nperiode: {debut: 2023, fin: 2027}\ncomplete: oui\n'


@settings(max_examples=50, deadline=None)
@given(dossiers(DossierSchema, {}))
def test_ce_qui_est_ecrit_se_relit_a_l_identique(dossier):
    assert fichier.lire(fichier.ecrire(dossier).encode()) == dossier


def test_les_formats_publies_sont_a_jour():
    for chemin, attendu in documenter.produire(RACINE).items():
        assert chemin.read_text(encoding="utf-8") == attendu, f"{chemin.name} : relancer documenter"


@pytest.mark.parametrize(
    ("texte", "lieu"),
    [
        ("engagements:\n  - {numero: 1, titre: A, sous_themes: [{titre: B, fiches: [7]}]}\n",
         "engagements[0].sous_themes[0].fiches[0]"),
        ("fiches:\n  - {numero: 1, titre: A}\n  - {numero: 1, titre: B}\n", "fiches[1].numero"),
        ("fiches:\n  - {numero: 1, titre: A, actions: [{numero: 1, titre: B, points: [{niveau: 3}]}]}\n",
         "fiches[0].actions[0].points[0].niveau"),
        ("bilan: {complete: peut-être}\n", "bilan.complete"),
        ("places: {complete: oui, detail: [{type: MECS, nombre: 3, fiche: 2}]}\n", "places.detail[0].fiche"),
    ],
)  # fmt: skip
def test_une_faute_dit_sa_cle(texte, lieu):
    with pytest.raises(EntreeRefusee) as refuse:
        fichier.lire((MINIMAL + texte).encode())

    assert lieu in [f.lieu for f in refuse.value.fautes]
