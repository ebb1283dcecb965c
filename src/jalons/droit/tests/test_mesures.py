"""The kinds of measures: read with their source, bad entries refused, local ceilings, the generated page."""

from datetime import date

import pytest

from jalons.droit import documenter_mesures
from jalons.droit.lint import verifier
from jalons.droit.lint.local_mesures import verifier_mesures_locales
from jalons.droit.mesures import ACCORDS, DECIDEURS, EXCLUSIVES, natures, plafonds_de
from jalons.droit.mesures.local import plafonds_locaux
from jalons.droit.tests.test_lint import mettre, retirer
from jalons.noyau.saisie import EntreeRefusee
from jalons.noyau.yaml_situe import lire_yaml

ATTENDUES = {
    "aed", "aed_renforcee", "tisf", "aesf", "asap", "aemo", "aemo_renforcee", "aemo_hebergement", "mjagbf", "mjie",
    "accueil_provisoire", "accueil_urgence_5j", "accueil_72h", "accueil_parent_enfant",
    "ordonnance_placement_provisoire", "placement_ase", "placement_etablissement", "tiers_digne_de_confiance",
    "delegation_autorite_parentale", "delegation_autorite_parentale_tiers", "tutelle", "pupille",
    "tiers_durable_benevole", "parrainage", "contrat_jeune_majeur", "accueil_provisoire_jeune_majeur",
}  # fmt: skip
A, J = "mesures/administratives.yaml", "mesures/judiciaires.yaml"
FINS = "nomenclatures/fins_de_mesure.yaml"


def test_chaque_mesure_du_cahier_est_au_catalogue():
    assert set(natures()) == ATTENDUES


@pytest.mark.parametrize("code", sorted(ATTENDUES))
def test_chaque_mesure_dit_qui_decide_quel_accord_et_sa_source(code):
    n = natures()[code]

    assert n.decideur in DECIDEURS
    assert n.accord in ACCORDS
    assert n.exclusive in EXCLUSIVES or not n.exclusive
    assert n.judiciaire == (n.accord == "sans_objet")
    assert n.provenance.source
    assert n.fins


@pytest.mark.parametrize("code", ["aed", "aemo"])
def test_la_forme_renforcee_suit_la_forme_ordinaire(code):
    renforcee = natures()[f"{code}_renforcee"]

    assert renforcee.renforce == code
    assert renforcee.exclusive == natures()[code].exclusive


@pytest.mark.parametrize(
    ("cas", "fichier", "geste", "message"),
    [
        ("sans source", A, retirer("mesures", 0, "provenance"), "La clé « provenance » manque"),
        ("règle inconnue", A, mettre(["ADM-X"], "mesures", 0, "durees"), "Règle de délai : « ADM-X »"),
        ("cible inconnue", A, mettre("ADM-X", "mesures", 0, "cible"), "Règle de délai : « ADM-X »"),
        ("événement inconnu", A, mettre(["x"], "vies", 0, "debut"), "Événement d'un enfant : « x »"),
        ("événement d'un autre sujet", A, mettre(["habilitation_parrainage"], "vies", 0, "debut"), "Événement d'un enfant"),
        ("vie inconnue", A, mettre("x", "mesures", 0, "vie"), "Vie : « x »"),
        ("fin inconnue", A, mettre(["x"], "mesures", 0, "fins"), "Raison de fin : « x »"),
        ("âge inconnu", A, mettre("ages.x", "mesures", 0, "ages", "avant"), "Âge : « ages.x »"),
        ("renforce rien", A, mettre("x", "mesures", 1, "renforce"), "Mesure : « x »"),
        ("code en double", A, mettre("aemo", "mesures", 0, "code"), "existe déjà"),
        ("non renouvelable et renouvelée", A, mettre(False, "mesures", 0, "renouvelable"), "ne se renouvelle pas"),
        ("décideur inconnu", J, mettre("maire", "mesures", 0, "decideur"), "attendu"),
        ("fin en double", FINS, mettre("terme", "fins", 0, "code"), "est déjà pris"),
    ],
)  # fmt: skip
def test_une_mauvaise_entree_est_refusee(copie, cas, fichier, geste, message):
    copie.changer(fichier, geste)

    assert any(message in f.message for f in verifier(copie.dossier)), cas


def test_le_plafond_d_un_departement_vaut_depuis_son_jour():
    assert [p.valeur for p in plafonds_de("62", date(2025, 1, 1))] == [20]
    assert plafonds_de("62", date(2022, 12, 31)) == ()
    assert plafonds_de("15", date(2025, 1, 1)) == ()


BON = """departement: "15"
plafonds:
  - {libelle: Essai, mesures: [aed], valeur: 18, du: 2024-01-01, au: 2024-12-31, source: Essai}
"""


@pytest.mark.parametrize(
    ("avant", "apres", "message"),
    [
        ("[aed]", "[brouillard]", "Mesure inconnue au catalogue national : « brouillard »"),
        ("au: 2024-12-31", "au: 2023-12-31", "finit avant de commencer"),
        ("2024-01-01", "2024-02-30", "n'existe pas au calendrier"),
        ("valeur: 18", "valeur: 0", "1"),
        ("source: Essai", "note: Essai", "La clé « source » manque"),
    ],
)
def test_un_plafond_mal_ecrit_est_refuse(avant, apres, message):
    document = lire_yaml(BON.replace(avant, apres).encode(), nom="mesures.yaml")

    assert any(message in f.message for f in verifier_mesures_locales(document, "mesures.yaml"))


def test_le_fichier_d_un_departement_remplace_celui_du_catalogue(tmp_path):
    (tmp_path / "cantal").mkdir()
    (tmp_path / "cantal" / "mesures.yaml").write_text(BON)

    lus = plafonds_locaux(tmp_path)

    assert [p.valeur for p in lus["15"]] == [18]
    assert "62" in lus


def test_un_dossier_fautif_ne_charge_rien(tmp_path):
    (tmp_path / "cantal").mkdir()
    (tmp_path / "cantal" / "mesures.yaml").write_text(BON.replace("[aed]", "[x]"))

    with pytest.raises(EntreeRefusee, match="Mesure inconnue"):
        plafonds_locaux(tmp_path)


def test_la_page_de_reference_est_a_jour():
    assert documenter_mesures.PAGE.read_text(encoding="utf-8") == documenter_mesures.page(), (
        "Lancez : python -m jalons.droit.documenter"
    )
