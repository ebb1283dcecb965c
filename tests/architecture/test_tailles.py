"""Short files and short functions: what does not fit on two screens is two things."""

import ast

from tests.architecture.depot import EXCEPTIONS, arbre, nom, pythons

FICHIER, FONCTION, VUE = 400, 50, 20
"""Largest numbers of lines; a view is a function whose first argument is the request, in ``views``."""


def trop_longs():
    for chemin in pythons():
        lignes = len(chemin.read_text(encoding="utf-8").splitlines())
        if lignes > FICHIER:
            yield nom(chemin), lignes
        for noeud in ast.walk(arbre(chemin)):
            if isinstance(noeud, ast.FunctionDef) and (taille := noeud.end_lineno - noeud.lineno + 1) > FONCTION:
                yield f"{nom(chemin)}::{noeud.name}", taille


def test_aucun_fichier_ni_fonction_trop_long_sans_raison():
    assert {cle: taille for cle, taille in trop_longs() if cle not in EXCEPTIONS["longueurs"]} == {}


def test_chaque_exception_de_longueur_sert_encore():
    assert set(EXCEPTIONS["longueurs"]) <= {cle for cle, _ in trop_longs()}


def test_les_vues_sont_courtes():
    longues = {
        f"{nom(chemin)}::{noeud.name}": taille
        for chemin in pythons("src/jalons/application")
        if "views" in (chemin.stem, chemin.parent.name)
        for noeud in arbre(chemin).body
        if isinstance(noeud, ast.FunctionDef) and noeud.args.args and noeud.args.args[0].arg in ("request", "requete")
        if (taille := noeud.end_lineno - noeud.body[0].lineno + 1) > VUE
    }
    assert {cle: taille for cle, taille in longues.items() if cle not in EXCEPTIONS["longueurs"]} == {}


def test_pas_de_fourre_tout():
    interdits = {"utils", "util", "helpers", "helper", "common", "misc", "outils_divers"}
    assert [nom(c) for c in pythons() if c.stem in interdits or c.parent.name in interdits] == []
