"""Events drawn as a table: ``-`` for an absent cell, ``.`` for an empty one; the letter of a person for its identifier."""

import polars as pl

from jalons.analyse.qualite import controler
from jalons.analyse.sources import Evenements


def dessiner(texte):
    titres, *lignes = [ligne.split() for ligne in texte.strip().splitlines()]
    colonnes = {titre: [] for titre in titres}
    for ligne in lignes:
        assert len(ligne) == len(titres), ligne
        for titre, cellule in zip(titres, ligne, strict=True):
            colonnes[titre].append(None if cellule == "-" else "" if cellule == "." else cellule.replace("_", " "))
    if "NUMANONYM" in colonnes:
        colonnes["NUMANONYM"] = [c * 40 if c and len(c) == 1 else c for c in colonnes["NUMANONYM"]]
    return pl.DataFrame({nom: pl.Series(valeurs, dtype=pl.String) for nom, valeurs in colonnes.items()})


def rapport(texte, **options):
    return controler(Evenements.de_table(dessiner(texte)), **options)


def fautives(controle, texte, **options):
    """The lines that a check catches, in order; a line caught on two variables comes twice."""
    resultat = rapport(texte, **options).resultat(controle)
    assert resultat.constats.height == resultat.fautes
    return sorted(resultat.constats["ligne"].to_list())
