"""What disagrees inside a document: counts announced and found, sums, the same figure twice, missing sections.

A check answers only where it can: what cannot be checked gives no écart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from jalons.lecture.plat import plat
from jalons.lecture.structure.brut import Brut
from jalons.noyau.ecarts import Ecart, Gravite
from jalons.noyau.montants import euros

_COMPTES = {
    "engagement": ("engagement",), "axe": ("engagement",), "ambition": ("engagement",), "defi": ("engagement",),
    "orientation": ("bilan_orientation", "engagement"), "priorite": ("bilan_priorite",), "fiche": ("fiche",),
    "action": ("bilan_action", "action"),
}  # fmt: skip
"""For each word that is counted, the kinds of elements that it may name, the first present first."""
_PARTIEL = re.compile(r"\b(?:parmi lesquel|dont voici|exemple|notamment|minimum|possibles|parmi \d|autres?\b)")
_NOMS = {
    "engagement": "engagements", "bilan_orientation": "orientations du bilan", "bilan_priorite": "priorités du bilan",
    "bilan_action": "actions du bilan", "fiche": "fiches", "action": "actions",
}  # fmt: skip
_SECTIONS = {
    "indicateur": "indicateurs",
    "calendrier": "calendrier",
    "financement": "financement",
    "resultat_attendu": "résultats attendus",
    "constat": "constats",
    "pilote": "pilote",
    "partenaire": "partenaires",
}
_TOTAL = re.compile(r"\b(?:total|totalite|globale?|au total|s'eleve)\b")
_QUOI = re.compile(r"[a-z]{3,}\s+[a-z'-]{4,}")
ANNONCE = 400
"""Most characters between the number of actions told and the list of them."""
SUITE = 60
"""Most characters between two items of one list: a line break and a bullet."""
PARTS = 9
"""Most amounts that are tried together to make a total."""


def controler(elements: Sequence[Brut], type_: str) -> list[Ecart]:
    """The écarts of what was read, in the order of the checks; none blocks: they inform the one who confirms."""
    return [
        *_annonces(elements),
        *_listes_annoncees(elements),
        *_numeros(elements),
        *_sommes(elements, type_),
        *_doubles(elements),
        *_sections(elements),
    ]


def _ecart(code: str, gravite: Gravite, message: str, objet: str, **chiffres: object) -> Ecart:
    return Ecart(
        code, gravite, confirme=True, message=message, chiffres=dict(chiffres), source="document lu", objet=objet
    )


def _annonces(elements: Sequence[Brut]) -> Iterator[Ecart]:
    """The document says how many it holds, and holds another number."""
    # the actions of a list are counted with the sentence above it
    nombres = Counter(e.genre for e in elements if not (e.genre == "action" and _est_liste(e.parent)))
    vus: set[tuple[str, object]] = set()
    for e in elements:
        mot = (e.unite or "").split()[0].rstrip("s") if e.genre == "effectif" and e.unite else ""
        genre = next((g for g in _COMPTES.get(mot, ()) if nombres[g] and _dit(mot, g, elements)), None)
        if genre is None or not isinstance(e.valeur, int) or _PARTIEL.search(plat(e.texte)) or e.precision:
            continue
        trouves = nombres[genre]
        # far from it, the sentence speaks of something else
        if trouves == e.valeur or abs(trouves - e.valeur) > max(1, e.valeur / 5) or (genre, e.valeur) in vus:
            continue
        vus.add((genre, e.valeur))
        yield _ecart(
            "annonce_et_trouve", Gravite.AVERTISSEMENT,
            f"Le document annonce {e.valeur} {mot}s ; la lecture trouve {trouves} {_NOMS[genre]}. "
            "Vérifiez si un passage a échappé à la lecture ou si le document se trompe.",
            f"{genre}/{e.valeur}", annonce=e.valeur, trouve=trouves,
        )  # fmt: skip


def _listes_annoncees(elements: Sequence[Brut]) -> Iterator[Ecart]:
    """The sentence above a list of actions says how many it holds, and the list holds another number."""
    comptes = [e for e in elements if e.genre == "effectif"]
    for items in _listes(elements):
        famille, trouves, premiere = items[0].parent, len(items), items[0].debut
        avant = [e for e in comptes if e.debut < premiere and premiere - e.fin <= ANNONCE]
        e = max(avant, key=lambda x: x.debut, default=None)
        mot = (e.unite or "").split()[0].rstrip("s") if e is not None and e.unite else ""
        if e is None or mot not in ("action", "mesure", "projet") or not isinstance(e.valeur, int):
            continue
        # far from it, or "one or two of them", the sentence does not count the list
        if e.precision or _PARTIEL.search(plat(e.texte)) or trouves == e.valeur or trouves * 2 < e.valeur:
            continue
        yield _ecart(
            "liste_annoncee", Gravite.AVERTISSEMENT,
            f"Le document annonce {e.valeur} {mot}s juste avant une liste qui en compte {trouves}. "
            "Vérifiez si une puce a échappé à la lecture ou si le document se trompe.",
            f"{famille}/{e.valeur}", annonce=e.valeur, trouve=trouves, passages=[[e.debut, e.fin]],
        )  # fmt: skip


def _listes(elements: Sequence[Brut]) -> Iterator[list[Brut]]:
    """The actions of the lists of a contract, those of one list together."""
    ici: list[Brut] = []
    for e in sorted((e for e in elements if e.genre == "action" and _est_liste(e.parent)), key=lambda e: e.debut):
        if ici and (e.parent != ici[0].parent or e.debut - ici[-1].fin > SUITE):
            yield ici
            ici = []
        ici.append(e)
    if ici:
        yield ici


def _est_liste(parent: str | None) -> bool:
    return bool(parent) and not any(c.isdigit() for c in parent or "")


def _dit(mot: str, genre: str, elements: Sequence[Brut]) -> bool:
    """Whether the headings of this kind bear that word, or none: three axes are not the four engagements."""
    mots = {i for e in elements if e.genre == genre for i in e.indices if i.startswith("mot ")}
    return genre != "engagement" or not mots or f"mot {mot}" in mots


def _numeros(elements: Sequence[Brut]) -> Iterator[Ecart]:
    """A number is missing in a series."""
    series: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for e in elements:
        if isinstance(e.numero, int) and e.genre in (*_NOMS, "sous_theme"):
            series[e.genre, e.parent if e.genre in ("action", "bilan_action") else None].append(e.numero)
    for (genre, parent), lus in series.items():
        manquants = sorted(set(range(min(lus), max(lus))) - set(lus))
        if manquants and len(manquants) <= len(lus):
            ou = f" ({_dire(parent)})" if parent else ""
            yield _ecart(
                "numero_manquant", Gravite.AVERTISSEMENT,
                f"Dans la série des {_NOMS.get(genre, genre)}{ou}, il manque : {', '.join(map(str, manquants))}. "
                "Cherchez-les dans le document.",
                f"{genre}/{parent or ''}", manquants=manquants,
            )  # fmt: skip
    for e in elements:
        if "etiquette perdue" in e.indices:
            yield _ecart(
                "etiquette_perdue", Gravite.AVERTISSEMENT,
                f"L'étiquette de l'élément {e.numero} ({_dire(e.parent)}) est illisible : seule la fin de son texte "
                f"est lue, « {e.texte} ». Complétez-la d'après le document.",
                f"{e.parent}/{e.numero}",
            )  # fmt: skip


def _dire(parent: str | None) -> str:
    """A parent as a reader names it.

    >>> _dire("priorite 18"), _dire("fiche 8")
    ('priorité 18', 'fiche 8')
    """
    genre, espace, numero = (parent or "document").partition(" ")
    accentues = {"priorite": "priorité", "sous_theme": "sous-thème"}
    return f"{accentues.get(genre, genre)}{espace}{numero}"


def _sommes(elements: Sequence[Brut], type_: str) -> Iterator[Ecart]:
    """A total of a table that its column or its row does not make; a total of a contract that no amounts make."""
    faits = {e.debut for e in elements if e.genre == "montant" and any(i.startswith("somme ") for i in e.indices)}
    for e in elements:
        somme = next((i.removeprefix("somme ") for i in e.indices if i.startswith("somme ")), None)
        if e.genre != "montant" or somme is None:
            continue
        yield _ecart(
            "somme", Gravite.AVERTISSEMENT,
            f"Le tableau donne un total de {euros(Decimal(str(e.valeur)))} ; "
            f"ses montants font {euros(Decimal(somme))}. "
            "Vérifiez si une ligne a échappé à la lecture ou si le document se trompe.",
            f"montant/{e.valeur}", total=e.valeur, trouve=Decimal(somme), passages=[[e.debut, e.fin]],
        )  # fmt: skip
    elements = [e for e in elements if e.debut not in faits]
    if type_ not in ("contrat", "avenant", "circulaire"):
        return
    montants = [e for e in elements if e.genre == "montant" and isinstance(e.valeur, int | float)]
    valeurs = [Decimal(str(e.valeur)) for e in montants]
    plus_grand = max((v for e, v in zip(montants, valeurs, strict=True) if not e.precision), default=None)
    for e, total in zip(montants, valeurs, strict=True):
        parts = [v for v in valeurs if v < total][:PARTS]
        dit = bool(_TOTAL.search(plat(e.texte))) and total == max(valeurs)
        if len(parts) < 2 or not (dit or (total == plus_grand and _presque_la_somme(total, montants, valeurs))):
            continue
        if any(sum(c) == total for n in range(2, len(parts) + 1) for c in combinations(parts, n)):
            continue
        yield _ecart(
            "somme", Gravite.AVERTISSEMENT,
            f"Le total de {euros(total)} n'est la somme d'aucun des autres montants lus : "
            f"{', '.join(map(euros, parts))}. "
            "Vérifiez s'il manque un financement.",
            f"montant/{total}", total=total, parts=parts, passages=[[e.debut, e.fin]],
        )  # fmt: skip


def _presque_la_somme(total: Decimal, montants: Sequence[Brut], valeurs: Sequence[Decimal]) -> bool:
    """Whether what each payer gives makes nearly the amount: it is then their total, though no word says so."""
    parts: dict[str, Decimal] = {}
    for e, v in zip(montants, valeurs, strict=True):
        if e.source and v < total:
            parts[e.source] = max(v, parts.get(e.source, v))
    return len(parts) >= 2 and abs(sum(parts.values()) - total) <= total / 5


def _doubles(elements: Sequence[Brut]) -> Iterator[Ecart]:
    """The same thing counted twice with two values close to each other."""
    vus: dict[str, Brut] = {}
    for e in elements:
        if e.genre != "chiffre" or not isinstance(e.valeur, int) or e.valeur < 100 or e.unite in ("€", "%", ""):
            continue
        quoi = _objet_compte(e)
        deja = vus.setdefault(quoi, e) if quoi else e
        valeur = deja.valeur
        if deja is e or not isinstance(valeur, int) or valeur == e.valeur or abs(valeur - e.valeur) > 0.15 * valeur:
            continue
        yield _ecart(
            "deux_valeurs", Gravite.INFORMATION,
            f"« {quoi} » est donné deux fois : {valeur} puis {e.valeur}. Vérifiez qu'il s'agit bien de deux choses.",
            f"chiffre/{quoi}", valeurs=[valeur, e.valeur],
        )  # fmt: skip


def _objet_compte(e: Brut) -> str:
    """The words just after the figure: what is counted."""
    ligne = plat(e.texte)
    chiffres = r"\s?".join(str(e.valeur))
    trouve = re.search(rf"{chiffres}\s+({_QUOI.pattern})", ligne)
    if trouve:
        return trouve.group(1)
    debut = _QUOI.match(ligne) if "seul sur sa ligne" in e.indices else None
    return debut.group() if debut else ""


def _sections(elements: Sequence[Brut]) -> Iterator[Ecart]:
    """A section that most fiches have, and some have not."""
    fiches = [f"fiche {e.numero}" for e in elements if e.genre == "fiche" and e.numero is not None]
    if len(fiches) < 3:
        return
    for genre, nom in _SECTIONS.items():
        ont = {e.parent for e in elements if e.genre == genre}
        sans = [f for f in fiches if f not in ont]
        if 0 < len(sans) <= len(fiches) / 2:
            yield _ecart(
                "rubrique_absente", Gravite.INFORMATION,
                f"Sans « {nom} » : {', '.join(sans)}. Vérifiez que le document n'en dit rien.",
                f"{genre}", fiches=sans,
            )  # fmt: skip
