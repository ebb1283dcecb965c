"""Distances written as the books do, one pair and one cell at a time: slow, and sharing nothing with the engines."""

import random


def appariement(x, y, substitution, indel):
    """Least cost of turning x into y: the whole table of Needleman and Wunsch."""
    table = [[0.0] * (len(y) + 1) for _ in range(len(x) + 1)]
    for i in range(len(x) + 1):
        for j in range(len(y) + 1):
            choix = []
            if i:
                choix.append(table[i - 1][j] + indel)
            if j:
                choix.append(table[i][j - 1] + indel)
            if i and j:
                choix.append(table[i - 1][j - 1] + substitution[x[i - 1]][y[j - 1]])
            table[i][j] = min(choix) if choix else 0.0
    return table[-1][-1]


def hamming(x, y, substitution):
    return sum(substitution[a][b] for a, b in zip(x, y, strict=True))


def dynamique(x, y, par_mois):
    return sum(par_mois[t][a][b] for t, (a, b) in enumerate(zip(x, y, strict=True)))


def sous_suite(x, y):
    """Months of both without the longest subsequence they share."""
    commun = [[0] * (len(y) + 1) for _ in range(len(x) + 1)]
    for i, a in enumerate(x):
        for j, b in enumerate(y):
            commun[i + 1][j + 1] = commun[i][j] + 1 if a == b else max(commun[i][j + 1], commun[i + 1][j])
    return len(x) + len(y) - 2 * commun[-1][-1]


def passages(lignes, etats, depart=None):
    """Rates of passing, counted one month at a time; only from column ``depart`` when given."""
    nombres = [[0.0] * etats for _ in range(etats)]
    for ligne in lignes:
        for t in range(len(ligne) - 1):
            if depart in (None, t):
                nombres[ligne[t]][ligne[t + 1]] += 1
    return [[n / sum(rang) if sum(rang) else 0.0 for n in rang] for rang in nombres]


def tirer(nombre, mois, etats, graine, *, inegales=False):
    """Random paths: long spells, sometimes cut short."""
    hasard = random.Random(graine)  # noqa: S311 - a reproducible draw of a test
    lignes = []
    for _ in range(nombre):
        ligne = [hasard.randrange(etats)]
        for _ in range(mois - 1):
            ligne.append(hasard.randrange(etats) if hasard.random() < 0.2 else ligne[-1])
        lignes.append(ligne[: hasard.randrange(1, mois + 1)] if inegales else ligne)
    return lignes
