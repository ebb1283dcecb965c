"""Short files and short functions: what does not fit on two screens is two things."""

import ast
from functools import cache

from tests.architecture.depot import EXCEPTIONS, arbre, nom, pythons

FICHIER, FONCTION, VUE = 400, 50, 20
"""Largest numbers of lines, a view being counted after its docstring."""


@cache
def trop_longs():
    """What is too long and its size, over every file of Python: two tests ask for it."""
    return tuple(_trop_longs())


def _trop_longs():
    for chemin in pythons():
        lignes = len(chemin.read_text(encoding="utf-8").splitlines())
        if lignes > FICHIER:
            yield nom(chemin), lignes
        for noeud in ast.walk(arbre(chemin)):
            if isinstance(noeud, ast.FunctionDef) and (taille := noeud.end_lineno - noeud.lineno + 1) > FONCTION:
                yield f"{nom(chemin)}::{noeud.name}", taille


def test_aucun_fichier_ni_fonction_trop_long_sans_raison():
    assert {cle: taille for cle, taille in trop_longs() if cle not in EXCEPTIONS["longueurs"]} == {}


def vues_longues():
    for chemin in pythons("src/jalons/application"):
        if not ("views" in chemin.stem.split("_") or chemin.parent.name == "views"):
            continue
        for noeud in arbre(chemin).body:
            premier = noeud.args.args[0].arg if isinstance(noeud, ast.FunctionDef) and noeud.args.args else ""
            if premier in ("request", "requete") and (taille := noeud.end_lineno - noeud.body[0].end_lineno) > VUE:
                yield f"{nom(chemin)}::{noeud.name}", taille


def test_les_vues_sont_courtes():
    assert {cle: taille for cle, taille in vues_longues() if cle not in EXCEPTIONS["longueurs"]} == {}


def test_chaque_exception_de_longueur_sert_encore():
    assert set(EXCEPTIONS["longueurs"]) <= {cle for cle, _ in [*trop_longs(), *vues_longues()]}


def test_pas_de_fourre_tout():
    interdits = {"utils", "util", "helpers", "helper", "common", "misc", "outils_divers"}
    assert [nom(c) for c in pythons() if c.stem in interdits or c.parent.name in interdits] == []
