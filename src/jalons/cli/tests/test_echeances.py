"""``jalons echeances``: what it computes, what it refuses, in the three forms."""

import csv
import io
import json

import pytest

from jalons.cli import main
from jalons.droit.loader import CATALOGUE

NAISSANCE = {"sujet_type": "enfant", "sujet": "e1", "evenement": "naissance", "le": "2015-05-02"}
IP = {"sujet_type": "enfant", "sujet": "e1", "evenement": "ip_recue", "le": "2024-11-30", "attributs": {"ip": "1"}}
LOCALE = """\
departement: "15"
activer: [IP-CIBLE-001]
valeurs:
  - {code: IP-ANALYSE, delai: {valeur: 48, unite: heure}, du: 2023-01-01, source: Note de service}
regles:
  - code: LOCAL-ESSAI
    libelle: Appeler l'école
    sujet: enfant
    nature: objectif_local
    forme: echeance
    ouverte_par: [ip_recue]
    acte: Appel
    qui: cellule
    versions: [{du: null, au: null, delai: {valeur: 2, unite: jour_ouvre}, reference: Note de service}]
    certain: true
    provenance: {source: Note de service, confiance: C}
"""


@pytest.fixture
def ecrire(tmp_path):
    def _ecrire(contenu, nom="faits.json"):
        chemin = tmp_path / nom
        chemin.write_text(contenu if isinstance(contenu, str) else json.dumps({"faits": contenu}), encoding="utf-8")
        return str(chemin)

    return _ecrire


def calculer(*arguments):
    return main(["echeances", "calculer", *arguments, "--au", "2025-01-15"])


def test_trois_mois_apres_la_reception_dernier_jour_du_mois(ecrire, capsys):
    assert calculer(ecrire([NAISSANCE, IP]), "--format", "json") == 0

    reponse = json.loads(capsys.readouterr().out)
    [evaluation] = [e for e in reponse["echeances"] if e["regle"] == "IP-EVAL"]
    assert reponse["au"] == "2025-01-15"
    assert (evaluation["due_le"], evaluation["statut"], evaluation["jours"]) == ("2025-02-28", "a_venir", -44)
    assert "3\xa0mois après : 28 février 2025" in evaluation["explication"]
    assert "IP-CIBLE-001" not in [e["regle"] for e in reponse["echeances"]]


def test_le_texte_et_le_csv_disent_les_memes_echeances(ecrire, capsys):
    faits = ecrire([NAISSANCE, IP])
    calculer(faits)
    texte = capsys.readouterr().out
    calculer(faits, "--format", "csv")
    lignes = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    assert texte.startswith(f"{len(lignes)} échéance(s) au 15/01/2025.")
    assert all(f"[{ligne['regle']}]" in texte for ligne in lignes)


def test_le_departement_active_chiffre_et_ajoute(ecrire, capsys):
    assert calculer(ecrire([IP]), "--local", ecrire(LOCALE, "62.yaml"), "--format", "json") == 0

    par_regle = {e["regle"]: e for e in json.loads(capsys.readouterr().out)["echeances"]}
    assert par_regle["IP-CIBLE-001"]["due_le"] == "2025-02-28"
    assert par_regle["LOCAL-ESSAI"]["due_le"] == "2024-12-03"
    assert par_regle["IP-ANALYSE"]["motif"] == "instant"


@pytest.mark.parametrize(
    ("change", "lieu", "message"),
    [
        ({"evenement": "inconnu"}, "faits[0].evenement", "Événement inconnu"),
        ({"sujet_type": "convention"}, "faits[0].sujet_type", "arrive à : enfant"),
        ({"le": "2024-02-30"}, "faits[0].le", "n'existe pas au calendrier"),
        ({"le": "1024-02-20"}, "faits[0].le", "L'année 1024 est impossible"),
        ({"le": None}, "faits[0].le", "Corrigez cette valeur"),
        ({"instant": "2024-11-31T10:00:00+01:00"}, "faits[0].instant", "n'est pas un instant"),
        ({"instant": "2024-11-29T10:00:00+01:00"}, "faits[0].le", "se contredisent"),
        ({"attributs": {"ipp": "1"}}, "faits[0].attributs.ipp", "n'a pas l'attribut"),
        ({"attributs": {"ip": True}}, "faits[0].attributs.ip", "attend un texte"),
        ({"attributs": {"origine": "lune"}}, "faits[0].attributs.origine", "n'est pas une valeur"),
    ],
)
def test_un_fait_impossible_est_refuse_avec_sa_place(ecrire, capsys, change, lieu, message):
    code = calculer(ecrire([IP | change, NAISSANCE]), "--format", "json")

    fautes = json.loads(capsys.readouterr().out)["fautes"]
    assert code == 2
    assert [(f["lieu"], message in f["message"]) for f in fautes] == [(f"faits.json : {lieu}", True)]


def test_toutes_les_fautes_d_un_fichier_se_disent_a_la_fois(ecrire, capsys):
    faits = [
        IP | {"le": "2025-02-29"}, IP | {"evenement": "inconnu", "sujett": "e1"}, "texte", IP | {"instant": "2025-01-01T10:00"},
        {c: v for c, v in IP.items() if c != "sujet"} | {"le": "1024-02-20"}, NAISSANCE | {"le": "2024-02-29"},
    ]  # fmt: skip

    assert calculer(ecrire(faits), "--format", "json") == 2

    fautes = {
        f["lieu"].removeprefix("faits.json : "): f["message"] for f in json.loads(capsys.readouterr().out)["fautes"]
    }
    assert sorted(fautes) == [
        "faits[0].le", "faits[1].evenement", "faits[1].sujett", "faits[2]", "faits[3].instant", "faits[4].le",
        "faits[4].sujet",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("contenu", "phrases"),
    [
        ("", ["Le fichier est vide", '{"faits": [']),
        ("[]", ["une liste vide", '{"faits": [']),
        ('{"faits": [', ["pas du JSON valable", "colonne"]),
        (" " * 5_000_001, ["5,0 Mo", "découpez-le"]),
    ],
)
def test_un_fichier_illisible_le_dit_en_francais_et_montre_ce_qui_est_attendu(ecrire, capsys, contenu, phrases):
    assert calculer(ecrire(contenu)) == 2

    dit = capsys.readouterr().err
    assert [p for p in phrases if p not in dit] == []
    assert not {"expected", "did not", "found"} & set(dit.split())


@pytest.mark.parametrize(("code", "proche"), [("ip-eval", "IP-EVAL"), ("", "Aucun ne lui ressemble"), ("ZZZ", "Aucun")])
def test_un_code_mal_tape_se_retrouve(capsys, code, proche):
    assert main(["echeances", "expliquer", code]) == 2

    dit = capsys.readouterr().err
    assert proche in dit
    assert len(dit) < 600


def test_un_fait_sans_date_est_refuse(ecrire, capsys):
    sans_date = {c: v for c, v in IP.items() if c != "le"}

    assert calculer(ecrire([sans_date])) == 2
    assert "une date (le) ou un instant" in capsys.readouterr().err


@pytest.mark.parametrize("format_", ["texte", "json", "csv"])
@pytest.mark.parametrize("code", ["IP-EVAL", "RAP-SEMESTRIEL", "PMI-BILAN-34", "IP-EQUIPE", "IP-CIBLE-001", "HOTEL"])
def test_expliquer_une_regle(capsys, code, format_):
    assert main(["echeances", "expliquer", code, "--format", format_]) == 0

    assert code in capsys.readouterr().out


def test_expliquer_un_code_inconnu_donne_les_codes_proches(capsys):
    assert main(["echeances", "expliquer", "IP-RIEN"]) == 2

    assert "IP-EVAL" in capsys.readouterr().err


@pytest.mark.parametrize("format_", ["texte", "json", "csv"])
def test_lister_les_evenements(capsys, format_):
    assert main(["echeances", "evenements", "--format", format_]) == 0

    assert "ip_recue" in capsys.readouterr().out


@pytest.mark.parametrize("fichier", sorted((CATALOGUE / "local").glob("*/echeances.yaml")), ids=lambda f: f.parent.name)
def test_les_exemples_locaux_se_chargent(ecrire, fichier):
    assert calculer(ecrire([NAISSANCE]), "--local", str(fichier), "--format", "json") == 0
