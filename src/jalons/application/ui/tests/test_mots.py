"""Every figure that a rule gives has a name in French."""

from __future__ import annotations

import ast
from pathlib import Path

import jalons
from jalons.application.ui.mots import CONTROLES, NOMS, dire

APPLICATION = Path(jalons.__file__).parent / "application"


def figures_des_regles() -> set[str]:
    """Keys of the dictionaries given as figures to ``Ecart`` in every module of rules."""
    cles: set[str] = set()
    for fichier in APPLICATION.glob("*/rules.py"):
        for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
            donnees: list[ast.expr] = []
            if isinstance(noeud, ast.Call) and getattr(noeud.func, "id", "") == "Ecart":
                donnees = [*noeud.args, *(k.value for k in noeud.keywords if k.arg == "chiffres")]
            if isinstance(noeud, ast.Assign) and any(getattr(c, "id", "") == "chiffres" for c in noeud.targets):
                donnees = [noeud.value]
            for dico in donnees:
                if isinstance(dico, ast.Dict):
                    cles |= {c.value for c in dico.keys if isinstance(c, ast.Constant)}
    return cles


def test_chaque_chiffre_d_une_regle_a_un_nom():
    cles = figures_des_regles()

    assert len(cles) > 20
    assert cles - NOMS.keys() == set()


def codes_des_controles() -> set[str]:
    """First argument of every ``Ecart`` written in the application."""
    codes: set[str] = set()
    for fichier in APPLICATION.rglob("*.py"):
        if "tests" in fichier.parts:
            continue
        for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
            if isinstance(noeud, ast.Call) and getattr(noeud.func, "id", "") == "Ecart" and noeud.args:
                codes |= {noeud.args[0].value} if isinstance(noeud.args[0], ast.Constant) else set()
    return codes


def test_chaque_controle_a_un_nom():
    codes = codes_des_controles()

    assert len(codes) > 20
    assert codes - CONTROLES.keys() == set()


def test_les_financeurs_sont_nommes_jamais_leurs_codes():
    assert dire(["ONDAM_MS", "ETAT"], cle="sources") == [
        "ONDAM médico-social",
        "État, sans ventilation entre programmes",
    ]
