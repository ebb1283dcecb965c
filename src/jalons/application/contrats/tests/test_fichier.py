from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from jalons.application.contrats import documenter, fichier
from jalons.application.contrats.dossier import DossierContrat
from jalons.noyau.saisie import EntreeRefusee
from jalons.noyau.tests.strategies import dossiers

RACINE = Path(__file__).parents[5]
NATURES = {nom: sorted(valeurs()) for nom, valeurs in fichier.natures().items()}
MINIMAL = 'departement: "14"\nintitule: Contrat\nregime: "2021"\n'


def refus(texte: str) -> list[tuple[str, int | None]]:
    with pytest.raises(EntreeRefusee) as refuse:
        fichier.lire((MINIMAL + texte).encode())
    assert all(f.message and f.attendu for f in refuse.value.fautes)
    return [(f.lieu, f.ligne) for f in refuse.value.fautes]


@settings(max_examples=50, deadline=None)
@given(dossiers(DossierContrat, NATURES))
def test_ce_qui_est_ecrit_se_relit_a_l_identique(dossier):
    assert fichier.lire(fichier.ecrire(dossier).encode()) == dossier


@pytest.mark.parametrize(
    "texte", ["a\nb", "a\x85b", "\x85", "\u2028", "\t", "01", "oui", "2021-10", "1e5", "~", "# a", " a ", "é : « b »"]
)
def test_un_texte_difficile_se_relit_a_l_identique(texte):
    dossier = DossierContrat("14", texte, "2021")

    assert fichier.lire(fichier.ecrire(dossier).encode()) == dossier


def test_l_ecriture_est_stable():
    dossier = fichier.lire((RACINE / "exemples/contrats/cantal.yaml").read_bytes())

    assert fichier.ecrire(dossier) == fichier.ecrire(fichier.lire(fichier.ecrire(dossier).encode()))


def test_les_formats_publies_sont_a_jour():
    for chemin, attendu in documenter.produire(RACINE).items():
        assert chemin.read_text(encoding="utf-8") == attendu, f"{chemin.name} : relancer documenter"


def test_le_schema_refuse_toute_cle_inconnue_a_tous_les_niveaux():
    forme = fichier.schema()

    assert forme["additionalProperties"] is False
    assert all(groupe["additionalProperties"] is False for groupe in forme["$defs"].values())
    assert all(p["description"] for g in forme["$defs"].values() for p in g["properties"].values())


@pytest.mark.parametrize(
    ("texte", "lieu", "ligne"),
    [
        ("couleur: bleu\n", "couleur", None),
        ("duree_annoncee: {valeur: trois, unite: ans}\n", "duree_annoncee.valeur", 4),
        ("dates:\n  - {etape: signature, le: 2021-02-30}\n", "dates[0].le", 5),
        ("dates:\n  - {etape: signature, le: hier}\n", "dates[0].le", 5),
        ("dates:\n  - {etape: fete, le: 2021}\n", "dates[0].etape", 5),
        ("periode: {debut: 2022-12, fin: 2021-10}\n", "periode.fin", 4),
        ("finances:\n  lignes:\n    - {cle: a, libelle: A, valeur: -1, version: signe, source: P304}\n",
         "finances.lignes[0].valeur", 6),
        ("finances:\n  lignes:\n    - {cle: a, libelle: A, valeur: 1, version: signe, source: LOTO}\n",
         "finances.lignes[0].source", 6),
        ("finances:\n  lignes:\n    - {cle: a, libelle: A, valeur: 1, version: signe}\n",
         "finances.lignes[0].source", 6),
        ("finances:\n  lignes:\n    - {cle: a, libelle: A, valeur: 1, version: signe, source: P304, inclus_dans: b}\n",
         "finances.lignes[0].inclus_dans", 6),
        ("finances:\n  lignes:\n    - {cle: a, libelle: A, valeur: 1, version: signe, source: P304, inclus_dans: a}\n",
         "finances.lignes[0].inclus_dans", 6),
        ("finances:\n  lignes:\n    - {cle: a, libelle: A, valeur: 1, version: signe, total: oui, somme_de: [a]}\n",
         "finances.lignes[0].somme_de", 6),
        ("finances:\n  lignes:\n    - {cle: a, libelle: A, valeur: 1, version: signe, source: P304, action: rien}\n",
         "finances.lignes[0].action", 6),
        ("finances:\n  lignes:\n    - {cle: a, libelle: A, valeur: 1, version: signe, source: P304, par_an: true}\n",
         "finances.lignes[0].par_an", 6),
    ],
)  # fmt: skip
def test_une_faute_dit_sa_ligne_sa_cle_et_ce_qui_etait_attendu(texte, lieu, ligne):
    fautes = refus(texte)

    assert lieu in [f[0] for f in fautes]
    assert ligne is None or (lieu, ligne) in fautes


def test_un_regime_inconnu_est_refuse_avec_ceux_qui_existent():
    with pytest.raises(EntreeRefusee) as refuse:
        fichier.lire(MINIMAL.replace("2021", "1999").encode())

    (faute,) = refuse.value.fautes
    assert faute.lieu == "regime"
    assert faute.recu == "1999"
    assert "2025-2027" in faute.attendu


def test_toutes_les_fautes_sont_dites_a_la_fois():
    fautes = refus(
        "periode: {debut: 2022, fin: 2021}\n"
        "dates:\n  - {etape: signature, le: 2021-13}\n"
        "finances:\n  lignes:\n"
        "    - {cle: a, libelle: A, valeur: mille, version: signe, source: P304}\n"
        "    - {cle: a, libelle: B, valeur: 2, version: rendu, source: LOTO}\n"
        "inconnue: 1\n"
    )

    assert {lieu for lieu, _ in fautes} == {
        "periode.fin", "dates[0].le", "finances.lignes[0].valeur", "finances.lignes[1].cle",
        "finances.lignes[1].version", "finances.lignes[1].source", "inconnue",
    }  # fmt: skip


@pytest.mark.parametrize("contenu", [b"", b"[]", b"bonjour", b"null"])
def test_un_fichier_sans_cles_est_refuse_d_une_phrase(contenu):
    with pytest.raises(EntreeRefusee, match="des clés et leurs valeurs"):
        fichier.lire(contenu)


def test_aucune_cle_du_format_ne_nomme_un_ecart():
    texte = fichier.FORMAT.read_text(encoding="utf-8")

    assert not {c for c in ("ecart", "incoheren", "anomalie", "hors_delai", "doublon") if c in texte}


def test_un_montant_plus_fin_que_le_centime_est_refuse():
    ligne = "{{cle: a, libelle: A, valeur: {}, version: signe, source: DEPT}}"
    texte = f"finances:\n  complete: oui\n  lignes:\n    - {ligne}\n"

    assert refus(texte.format("10.125")) == [("finances.lignes[0].valeur", 7)]
    assert fichier.lire((MINIMAL + texte.format("10.120")).encode()).finances.lignes[0].valeur == Decimal("10.12")


def test_un_schema_donne_pour_un_contrat_est_reconnu():
    schema = (RACINE / "exemples/schemas/pas-de-calais.yaml").read_bytes()

    with pytest.raises(EntreeRefusee) as refuse:
        fichier.lire(schema)

    assert any("jalons schemas" in f.message for f in refuse.value.fautes)
