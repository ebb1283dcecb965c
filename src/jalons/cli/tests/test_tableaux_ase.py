"""The eleven tables of the enquête Aide sociale, on a synthetic département: all there, and their identities hold."""

import json
from collections import defaultdict
from datetime import date

import pytest

from jalons.cli import main
from jalons.synthese.departement import Demande, generer
from jalons.synthese.ecriture import ecrire

AU = date(2022, 12, 31)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    dossier = tmp_path_factory.mktemp("registres")
    ecrire(generer(Demande(enfants=150, annees=3, au=AU)), dossier)
    return dossier


def tableaux(dossier, capsys, *options):
    """Table → column → value; what is not computed is not there."""
    capsys.readouterr()
    source = ["--source", str(dossier), "--au", AU.isoformat(), "--tableaux", "--format", "json", *options]
    assert main(["analyse", "indicateurs", *source]) == 0
    lus = defaultdict(dict)
    for ligne in json.loads(capsys.readouterr().out)["tableaux"]:
        if ligne["raison"] == "":
            lus[ligne["tableau"]][ligne["colonne"]] = ligne["valeur"]
    return lus


def test_les_onze_tableaux_tiennent_ensemble(dossier, capsys):
    lus = tableaux(dossier, capsys, "--ages", "0,3,6,11,16,18")
    assert set(lus) == {f"Tab{n}-ase" for n in range(1, 12)}
    colonnes = {nom: list(t.values()) for nom, t in lus.items()}
    confies, directs, accueillis = colonnes["Tab1-ase"]

    assert confies + directs == accueillis > 0
    for nom in ("Tab2-ase", "Tab3-ase", "Tab4-ase"):
        *parts, total = colonnes[nom]
        assert sum(parts) == total == confies, nom
    for nom, egal in (("Tab5-ase", None), ("Tab6-ase", colonnes["Tab4-ase"][1]), ("Tab8-ase", directs)):
        *parts, total = colonnes[nom]
        assert sum(parts) == total, nom
        assert egal is None or total == egal, nom
    aed, aemo, total = colonnes["Tab9-ase"]
    assert aed + aemo == total
    *parts, total = colonnes["Tab10-ase"]
    assert sum(parts) == total == aed
    bandes = [v for c, v in lus["Tab7-ase"].items() if c != "Confiés, tous âges (tableau 7)"]
    assert len(bandes) == 6
    assert sum(bandes) == confies
    assert sum(lus["Tab5-ase"].values()) > 0


def test_sans_les_lieux_les_tableaux_5_et_6_ne_sont_pas_zero(dossier, tmp_path, capsys):
    for fichier in dossier.glob("*.parquet"):
        if fichier.stem != "lieux":
            (tmp_path / fichier.name).symlink_to(fichier)

    lus = tableaux(tmp_path, capsys)

    assert "Tab5-ase" not in lus
    assert set(lus["Tab6-ase"]) == {"Total établissements"}
