"""What a list says of the label above it, when nobody knows that label: indicators, results and constats are not told
in the same way.

An indicator begins with what is counted (« Nombre de… », « Part des… »); a result names what will be there (« Une
meilleure… », « Moins de… ») where a constat tells in the present what is (« Les délais s'allongent »).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.structure.lignes import Ligne

PART = 0.75
"""Least share of the items of a label that are told in the way of one kind."""
PEU = 3
"""Fewest items from which a kind is told."""
DERNIERE = 0.8
"""Least share of the fiches where a label comes after the last action."""
GENRES = ("indicateur", "resultat_attendu", "constat")
_INDICATEUR = re.compile(
    r"(?:nombre|nb|taux|part|pourcentage|proportion|delais? (?:moyen|median|entre|d)|duree (?:moyenne|de|d')|evolution|"
    r"volume|ratio|effectifs?|montant|frequence|existence d|%|degre|niveau de satisfaction|enquete de satisfaction)\b"
)
_AU_PRESENT = re.compile(
    r"\b(?:est|sont|a|ont|n'(?:est|ont|a|y)|n'\w+|s'\w+ent|se \w+|reste|demeure|manque|augmente|baisse|diminue|devient|"
    r"depasse|progresse|permet|peut|doit|fait|varie|concerne|represente|souffre|attend|(?!\w*(?:ment|cent|vent|dent)\b)"
    r"[a-z]{3,}ent)\b"
)
_SUJET = re.compile(
    r"(?:les?|la|l'|des?|du|un|une|il|elles?|ils|on|peu|trop|certaine?s?|plusieurs|beaucoup|plus d|moins d|pres d|"
    r"chaque|aucune?|seule?s?|depuis|\d+ ?%?|ce(?:s|tte)?|notre|nos|leurs?)\b"
)
_INFINITIF = re.compile(r"(?:s['’]|se )?[a-z]+(?:er|ir|re|oir)\b")
_RESULTAT = re.compile(
    r"(?:une?|des|de|davantage|moins|plus|meilleure?s?|mieux|amelior\w+|reduc\w+|baisse|diminu\w+|hausse|augment\w+|"
    r"progress\w+|renforce\w+|developpement|acces|maintien|stabil\w+|securis\w+|fluidi\w+|continuite|"
    r"tou(?:te)?s|chaque|zero|disparition|fin d|recul|generalis\w+)\b"
)


def genre_du_contenu(items: Sequence[str]) -> str | None:
    """The kind of what these items are (see ``plat``); ``None`` when they do not tell.

    >>> genre_du_contenu(["nombre de familles suivies", "taux d'occupation", "part des bilans realises"])
    'indicateur'
    >>> genre_du_contenu(["les delais s'allongent", "l'offre est mal repartie", "les equipes peinent a recruter"])
    'constat'
    >>> genre_du_contenu(["une offre mieux repartie", "moins de ruptures", "des parents mieux accompagnes"])
    'resultat_attendu'
    >>> genre_du_contenu(["ouvrir un lieu", "former les equipes", "ecrire un guide"]), genre_du_contenu(["une offre"])
    (None, None)
    """
    if len(items) < PEU:
        return None
    comptes = {genre: sum(_est(genre, item) for item in items) for genre in GENRES}
    premier = max(GENRES, key=lambda genre: comptes[genre])
    return premier if comptes[premier] >= PART * len(items) else None


def _est(genre: str, item: str) -> bool:
    if genre == "indicateur":
        return _INDICATEUR.match(item) is not None
    present = _SUJET.match(item) is not None and _AU_PRESENT.search(item) is not None
    if genre == "constat":
        return present and len(item.split()) >= 3
    return not present and _RESULTAT.match(item) is not None and _INFINITIF.match(item) is None


def par_le_contenu(
    toutes: Sequence[Ligne], etiquettes: Collection[str], fiches: int, grammaire: Grammaire
) -> dict[str, str]:
    """The kind of each ignored label that its lists tell, where the document has no other label of that kind.

    Args:
        etiquettes: ignored labels, without their colon.
        fiches: how many fiches there are.
    """
    noms = [nom for ligne in toutes for nom, _ in grammaire.etiquettes(ligne.plat)]
    rendu: dict[str, str] = {}
    for etiquette, items in _items(toutes, etiquettes, grammaire).items():
        genre = genre_du_contenu(items)
        if genre is not None and 2 * noms.count(genre) < fiches and genre not in rendu.values():
            rendu[etiquette] = genre
    return rendu


def apres_les_actions(toutes: Sequence[Ligne], etiquettes: Collection[str], grammaire: Grammaire) -> set[str]:
    """The labels that come after the last action of nearly each fiche: what they announce is none of its steps."""
    comptes: dict[str, list[bool]] = defaultdict(list)
    ouvertes: list[str] = []
    ici = ""
    for ligne in toutes:
        titre = grammaire.titre(ligne.plat)
        if titre is not None:
            for etiquette in ouvertes:
                comptes[etiquette].append(ici == "action" and titre.mot != "action")
            ici, ouvertes = titre.mot, []
        elif not ligne.puce and (nette := ligne.plat.partition(":")[0].strip(" :?.")) in etiquettes:
            ouvertes.append(nette)
    return {e for e, apres in comptes.items() if len(apres) >= 2 and sum(apres) >= DERNIERE * len(apres)}


def _items(toutes: Sequence[Ligne], etiquettes: Collection[str], grammaire: Grammaire) -> Mapping[str, list[str]]:
    """What is listed under each label, item by item."""
    rendu: dict[str, list[str]] = defaultdict(list)
    ici = ""
    for ligne in toutes:
        tete, deux_points, reste = ligne.plat.partition(":")
        nette = tete.strip(" :?.")
        if not ligne.puce and nette in etiquettes and (deux_points or nette == ligne.plat.strip(" :?.")):
            ici = nette
            rendu[ici] += [reste.strip()] if len(reste.strip()) > 3 else []
        elif grammaire.etiquettes(ligne.plat) or grammaire.titre(ligne.plat):
            ici = ""
        elif ici and (ligne.puce or not ligne.minuscule):
            rendu[ici].append(ligne.plat)
    return rendu
