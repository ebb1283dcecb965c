"""Fifty people on the same children: no lost update, no deadlock, no refusal that hides what a colleague did."""

import json
import os
import subprocess
import sys

import pytest

from jalons.config import base_essai, lieux
from jalons.config.pour_pytest import comme_proprietaire

pytestmark = pytest.mark.xdist_group("charge")


@pytest.fixture
def jouer(django_db_setup, django_db_blocker):
    """Everybody in a process of their own, on a base of their own: real transactions, that nothing undoes."""
    nom = f"jalons_charge_{os.getpid()}"
    with django_db_blocker.unblock(), comme_proprietaire():
        base_essai.creer(nom)
    yield lambda *arguments, module="foule": _lancer(nom, *arguments, module=module)
    with django_db_blocker.unblock(), comme_proprietaire():
        base_essai.supprimer(nom)


def _lancer(base, agents, actes, graine, module):
    urls = {"jalons_web": os.environ.get("DATABASE_URL"), "jalons_owner": os.environ.get("DATABASE_OWNER_URL")}
    if not urls["jalons_web"]:
        urls = json.loads((lieux.maison() / "connexion.json").read_text())
    autre = {cle: f"{url.rsplit('/', 1)[0]}/{base}" for cle, url in urls.items() if url}
    environnement = os.environ | {
        "DATABASE_URL": autre["jalons_web"], "DATABASE_OWNER_URL": autre["jalons_owner"], "JALONS_ROLE": "web",
        "DJANGO_SETTINGS_MODULE": "jalons.config.settings", "PYTHONPATH": str(lieux.RACINE), "JALONS_CONNEXIONS": str(agents + 2),
        "JALONS_HOTES": "testserver",
    }  # fmt: skip
    commande = [sys.executable, "-m", f"tests.charge.{module}", *map(str, (agents, actes, graine))]
    fait = subprocess.run(commande, cwd=lieux.RACINE, env=environnement, text=True, capture_output=True)
    assert fait.returncode == 0, fait.stderr[-4000:]
    return json.loads(fait.stdout.splitlines()[-1])


def verifier(recit):
    resume = json.dumps(recit, ensure_ascii=False, indent=1)
    assert recit["fautes"] == [], resume
    assert recit["attentes"] == 0, resume
    assert recit["issues"]["fait"] > 0, resume
    assert recit["issues"].get("conflit", 0) > 0, f"nobody met anybody: nothing is proved\n{resume}"


def test_huit_personnes_a_la_fois_ne_perdent_rien(jouer):
    verifier(jouer(8, 4, 1))


def test_vingt_bureaux_a_la_fois_ne_donnent_ni_une_place_a_deux_enfants_ni_deux_suites_a_une_proposition(jouer):
    recit = jouer(20, 7, 1, module="bureaux")

    assert recit["issues"] == {"réservée": 7, "complet": 13}, recit
    assert recit["rangs"] == [1, 2, 3, 4, 5, 6, 7]
    assert recit["ligne"] == {
        "issues": {"décidée": 1, "Cette proposition est déjà décidée : rien n'est changé.": 19}, "decisions": 1,
        "tient": True,
    }, recit  # fmt: skip


def test_la_nuit_recalcule_tout_pendant_que_l_on_agit_sans_que_personne_n_attende_en_rond(jouer):
    recit = jouer(12, 3, 1, module="nuit")

    assert recit["issues"].pop("nuit") == 18, recit
    assert set(recit["issues"]) <= {"information", "naissances", "établissements"}, recit
    assert recit["tient"], "what is kept of the situations is not what their deadlines say"
    assert recit["lignes"] == 20


def test_le_meme_fichier_importe_par_quatre_personnes_a_la_fois_ne_fait_qu_un_dossier(jouer):
    recit = jouer(4, 0, 0, module="imports")

    assert recit["contrat"]["nombre"] == 1, recit
    assert sum(recit["contrat"]["issues"].values()) == 4
    assert recit["contrat"]["issues"]["fait"] >= 3, "whoever imports brings up to date what another has just created"
    assert recit["contrat"]["change"], "what an agent changed during an import is written over"
    assert recit["schema"] == {"issues": {"fait": 4}, "nombre": 1}
    for nature, quoi in (("contrat", "Un contrat"), ("schema", "Un schéma")):
        refus = f"{quoi} s'intitule déjà « Schéma de la Haute-Rive » : choisissez un autre intitulé."
        attendu = {"issues": {"fait": 1, refus: 3}, "cadres": 1, "fiches": 1}
        assert recit[f"relectures {nature}"] == attendu, "two documents are mixed under one title"


@pytest.mark.long
def test_cinquante_personnes_a_la_fois_ne_perdent_rien(jouer, capsys):
    recit = jouer(50, 12, 2)
    verifier(recit)
    with capsys.disabled():
        print("\n50 people:", {c: recit[c] for c in ("secondes", "envois", "issues", "attentes")})  # noqa: T201
