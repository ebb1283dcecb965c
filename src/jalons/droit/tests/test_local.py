"""A département's own objectives: loaded when right, refused as a whole when wrong."""

import pytest

from jalons.droit.local import objectifs_locaux
from jalons.noyau.saisie import EntreeRefusee

BON = """
departement: "62"
objectifs:
  - code: local_orthoptie
    libelle: Dépister les troubles de la vue
    regimes: ["2022", "2023"]
    engagement: 1
    sources: [DEPT]
    provenance: {source: Délibération du 12 décembre 2022, confiance: C}
"""


def test_un_objectif_local_est_charge_avec_sa_provenance(tmp_path):
    (tmp_path / "62.yaml").write_text(BON, encoding="utf-8")

    [objectif] = objectifs_locaux(tmp_path)

    assert (objectif.code, objectif.regimes, objectif.engagement) == ("local_orthoptie", ("2022", "2023"), 1)
    assert objectif.departement == "62"
    assert objectif.provenance.confirmee


@pytest.mark.parametrize(
    ("avant", "apres", "message"),
    [
        ("local_orthoptie", "epp", "un code qui commence par « local_ »"),
        ('"2022", ', '"2019", ', "Régime inconnu : « 2019 »"),
        ("engagement: 1", "engagement: 5", "L'engagement 5 n'existe pas dans le régime 2022"),
        ("[DEPT]", "[P305]", "Source de financement inconnue : « P305 »"),
        ("source: Délibération du 12 décembre 2022, ", "", "La clé « source » manque"),
        (", confiance: C", "", "La clé « confiance » manque"),
        ('"62"', "62", "un texte"),
    ],
)
def test_un_mauvais_objectif_local_est_refuse(tmp_path, avant, apres, message):
    (tmp_path / "62.yaml").write_text(BON.replace(avant, apres), encoding="utf-8")

    with pytest.raises(EntreeRefusee) as refus:
        objectifs_locaux(tmp_path)

    assert any(message in f.message and f.lieu.startswith("62.yaml") for f in refus.value.fautes)


def test_deux_fichiers_ne_partagent_pas_un_code(tmp_path):
    for nom in ("a.yaml", "b.yaml"):
        (tmp_path / nom).write_text(BON, encoding="utf-8")

    with pytest.raises(EntreeRefusee, match="« local_orthoptie » est déjà pris"):
        objectifs_locaux(tmp_path)


def test_un_dossier_absent_est_dit(tmp_path):
    with pytest.raises(EntreeRefusee, match="n'existe pas"):
        objectifs_locaux(tmp_path / "ailleurs")
