"""Labels that the grammar ignores and that the document itself shows: what comes back in most of its fiches.

A short line that stands in most fiches is a label; its stem tells of what ("résultat", "effet", "impact"…). A word
followed by a number that begins again at 1 from one fiche to the next announces actions.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from jalons.lecture.grammaire import Grammaire, completer, construire
from jalons.lecture.structure.contenus import GENRES, apres_les_actions, par_le_contenu
from jalons.lecture.structure.lignes import Ligne

PART = 0.6
"""Least share of the fiches in which a label stands."""
LONG = 48
_RANG = re.compile(r"^(?:\d{1,2}(?:[.]\d{1,2})+\s+|(?:[a-h]|[ivx]{1,4}|\d{1,2}(?:[.]\d{1,2})*)\s?[./)–-]+\s*)")
_PHRASE = re.compile(r"(?:ce (?:que|qui|dont)|pour|comment|quel|quand|ou |en quoi|qu')")
_SIGNE = re.compile(r"([^:|?]{4,48}?)\s*[:?]")
_MORCEAUX = re.compile(r"\s{3,}|\s*\|\s*")
_NIVEAU = re.compile(r"(?P<mot>[a-z]{4,}(?:\s[a-z]{4,})?)\s?(?:n\s?[°ºo]\s?)?(?P<numero>\d)\s?[:–—]\s?\S.{7}")
_NIVEAU_SEUL = re.compile(
    r"(?P<mot>[a-z]{4,}(?:\s[a-z]{4,})?)\s(?:n\s?[°ºo]\s?)?(?P<numero>\d|i{1,3}|iv|vi{0,3}|ix)\s?[:.–—-]?"
)
_ROMAINS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_FICHE_NOMMEE = re.compile(
    r"(?P<mot>fiche(?:[\s-][a-z']{2,}){1,3})\s(?:n\s?[°ºo]\s?)?(?P<numero>\d[\d.-]*|[ivx]+|[a-h])\s*(?:[:–—-]|$)"
)
_NUMEROTE = re.compile(r"(?P<mot>[a-z]{4,}(?:\s[a-z]{4,})?)\s?(?:n\s?[°ºo]\s?)?(?P<numero>\d{1,2})\s?[:.–—-]\s?\S")


def decouvrir(toutes: Sequence[Ligne], grammaire: Grammaire) -> Grammaire:
    """The grammar with the labels that the document shows; the same when it shows none."""
    grammaire = _avec_les_niveaux(toutes, _avec_les_fiches(toutes, grammaire))
    mots = [_tete_de_fiche(ligne, grammaire) for ligne in toutes if not ligne.sommaire]
    fiches = mots.count("fiche") or mots.count("action")
    if fiches < 3:
        return grammaire
    sections: dict[str, list[str]] = defaultdict(list)
    nettes = _suivies_d_un_signe(toutes) | _repetees(toutes, fiches, grammaire)
    ignorees = {e: _nom(e, grammaire.racines) for e in _recurrentes(toutes, fiches, grammaire)}
    douteuses = [e for e, nom in ignorees.items() if nom in (None, "modalites")]
    dites = par_le_contenu(toutes, douteuses, fiches, grammaire)
    dernieres = apres_les_actions(toutes, [e for e, nom in ignorees.items() if nom == "modalites"], grammaire)
    for etiquette, racine in ignorees.items():
        nom = (
            dites.get(etiquette)
            or ("autre" if etiquette in dernieres else racine)
            or ("autre" if etiquette in nettes else None)
        )
        if nom:
            sections[nom].append(etiquette)
    apres = _apres_les_pilotes(toutes, fiches, grammaire)
    if apres:
        noms = [nom for ligne in toutes for nom, _ in grammaire.etiquettes(ligne.plat)]
        sections["autre"] = [e for e in sections["autre"] if e != apres]
        sections["autre" if noms.count("partenaire") * 2 >= fiches else "partenaire"].append(apres)
    seule = _par_elimination(toutes, fiches, grammaire, nettes)
    if seule:
        sections["modalites"].append(seule)
        sections["autre"] = [e for e in sections["autre"] if e != seule]
    actions = _mots_d_action(toutes, grammaire)
    if not sections and not actions:
        return grammaire
    return construire(completer(grammaire.donnees, {"sections": sections, "titres": {"action": actions}}))


def _avec_les_fiches(toutes: Sequence[Ligne], grammaire: Grammaire) -> Grammaire:
    """The grammar with the words that the document puts between « fiche » and its number, three times or more."""
    numeros: dict[str, set[str]] = defaultdict(set)
    for ligne in toutes:
        trouve = None if ligne.sommaire or ligne.puce else _FICHE_NOMMEE.match(ligne.plat)
        if trouve and ligne.texte[:1].isupper() and grammaire.titre(ligne.plat) is None:
            numeros[trouve.group("mot")].add(trouve.group("numero"))
    nouveaux = [mot for mot, lus in numeros.items() if len(lus) >= 3]
    return construire(completer(grammaire.donnees, {"titres": {"fiche": nouveaux}})) if nouveaux else grammaire


def _avec_les_niveaux(toutes: Sequence[Ligne], grammaire: Grammaire) -> Grammaire:
    """The grammar with the words of wide headings that it ignores, without the weak ones where stronger ones stand."""
    numeros: dict[str, list[int]] = defaultdict(list)
    connus: Counter[str] = Counter()
    annonces: Counter[str] = Counter()
    for ligne in toutes:
        if ligne.puce:
            continue
        titre = grammaire.titre(ligne.plat)
        if ligne.sommaire:
            annonces[titre.mot if titre else ""] += 1
        elif titre is not None:
            connus[titre.mot] += 1
        elif (trouve := _NIVEAU.match(ligne.plat)) and ligne.texte[:1].isupper():
            numeros[trouve.group("mot")].append(int(trouve.group("numero")))
        elif (trouve := _NIVEAU_SEUL.fullmatch(ligne.plat)) and ligne.texte[:1].isupper() and ligne.blanc:
            lu = trouve.group("numero")
            numeros[trouve.group("mot")].append(int(lu) if lu.isdigit() else _ROMAINS.index(lu) + 1)
    exclus = grammaire.donnees["hors_titres"]
    nouveaux = [
        mot for mot, lus in numeros.items()
        if len(lus) >= 2 and lus == list(range(1, len(lus) + 1)) and not any(mot.startswith(e) for e in exclus)
    ]  # fmt: skip
    faibles = set(grammaire.donnees["faibles"])
    # a document may be only its table of contents
    forts = set(connus or annonces) - faibles - {"action", "fiche", ""}
    de_trop = faibles & {*connus, *annonces} if forts else set()
    if not nouveaux and not de_trop:
        return grammaire
    donnees = completer(grammaire.donnees, {"niveaux": nouveaux})
    donnees["niveaux"] = [mot for mot in donnees["niveaux"] if mot not in de_trop]
    return construire(donnees)


def _tete_de_fiche(ligne: Ligne, grammaire: Grammaire) -> str | None:
    """The word of the heading that a line is."""
    titre = grammaire.titre(ligne.plat) or grammaire.titre_sans_numero(ligne.plat)
    return titre.mot if titre and (ligne.blanc or titre.numero or titre.mot == "fiche") else None


def _recurrentes(toutes: Sequence[Ligne], fiches: int, grammaire: Grammaire, *, rangs: bool = False) -> list[str]:
    """Short lines, heads of columns, words before a colon that come back in most fiches and that no label explains."""
    comptes: Counter[str] = Counter()
    for ligne in toutes:
        signe = _SIGNE.match(ligne.plat)  # what stands after it may be a sentence
        phrase = ligne.texte.rstrip().endswith((".", ";", ",")) and (rangs or not signe)
        if ligne.nue or phrase or not ligne.texte[:1].isupper():
            continue
        if rangs:
            comptes[_tete(ligne.plat)] += 3 < len(_tete(ligne.plat)) <= LONG
            continue
        morceaux = [signe.group(1)] if signe else _MORCEAUX.split(ligne.plat)
        nets = {_RANG.sub("", morceau).strip(" :?.") for morceau in morceaux}
        comptes.update(morceau for morceau in nets if 3 < len(morceau) <= LONG)
    return [
        mot for mot, nombre in comptes.items()
        if max(2, PART * fiches) <= nombre <= 2 * fiches and not re.search(r"\d", mot)
        and not grammaire.etiquettes(mot) and not grammaire.etiquettes(f"{mot} :")
    ]  # fmt: skip


def _repetees(toutes: Sequence[Ligne], fiches: int, grammaire: Grammaire) -> frozenset[str]:
    """Lines told in the same words once in each fiche: labels, unless they stand among the names of a fiche.

    Among names, which fiches may share, only what no name is: a question, or « Ce que… ».
    """
    comptes: Counter[str] = Counter()
    parmi: Counter[str] = Counter()
    valeurs: Counter[str] = Counter()
    ici = ""
    for rang, ligne in enumerate(toutes):
        etiquettes = grammaire.etiquettes(ligne.plat)
        if etiquettes:
            ici = etiquettes[-1][0]
        elif not ligne.puce and not ligne.nue and 3 < len(ligne.plat) <= LONG:
            cle = _tete(ligne.plat)
            comptes[cle] += 1
            parmi[cle] += ici in ("pilote", "partenaire") and not _PHRASE.match(ligne.plat)
            valeurs[cle] += _entre_deux_etiquettes(toutes, rang, grammaire)
    return frozenset(
        cle for cle, n in comptes.items()
        if max(3, 0.9 * fiches) <= n <= fiches and 2 * parmi[cle] < n and 2 * valeurs[cle] < n and len(cle) > 3
    )  # fmt: skip


def _entre_deux_etiquettes(toutes: Sequence[Ligne], rang: int, grammaire: Grammaire) -> bool:
    """Whether a line stands alone between two labels: what the first announces, told alike in each fiche."""
    autour = [*toutes[max(0, rang - 1) : rang], *toutes[rang + 1 : rang + 2]]
    return len(autour) == 2 and all(grammaire.etiquettes(ligne.plat) or grammaire.titre(ligne.plat) for ligne in autour)


def _apres_les_pilotes(toutes: Sequence[Ligne], fiches: int, grammaire: Grammaire) -> str | None:
    """The ignored label that follows the pilotes in nearly each fiche: no service, always with something under it."""
    comptes: Counter[str] = Counter()
    exclus: set[str] = set()
    ici = ""
    for rang, ligne in enumerate(toutes[:-1]):
        suivante = toutes[rang + 1]
        etiquettes = grammaire.etiquettes(ligne.plat)
        if etiquettes or grammaire.titre(ligne.plat):
            ici = etiquettes[-1][0] if etiquettes else ""
        elif ici == "pilote" and not ligne.puce and not ligne.nue:
            cle = _tete(ligne.plat)
            comptes[cle] += 1
            nom = grammaire.organisations.match(ligne.plat) or re.search(r"[A-ZÀ-Ý]{2,}", ligne.texte)
            seule = ":" not in ligne.texte.rstrip(" :") and (
                grammaire.etiquettes(suivante.plat) or grammaire.titre(suivante.plat)
            )
            if nom or seule or len(cle) > LONG or " " not in cle or re.search(r"[\d,;/.]", cle):
                exclus.add(cle)
    trouvees = [c for c, n in comptes.items() if c not in exclus and max(3, 0.9 * fiches) <= n <= fiches]
    return trouvees[0] if len(trouvees) == 1 else None


def genres_devines(connue: Grammaire, decouverte: Grammaire) -> frozenset[str]:
    """The kinds that no word of their label tells, but its place or what it holds: they are never sure."""
    return frozenset(
        genre for genre in ("partenaire", *GENRES)
        if any(
            _nom(etiquette, connue.racines) != genre
            for etiquette in decouverte.donnees["sections"][genre][len(connue.donnees["sections"][genre]) :]
        )
    )  # fmt: skip


def _par_elimination(toutes: Sequence[Ligne], fiches: int, grammaire: Grammaire, nettes: frozenset[str]) -> str | None:
    """The label of what is to be done, when none is known: the ignored label under which most is listed."""
    noms = [nom for ligne in toutes for nom, _ in grammaire.etiquettes(ligne.plat)[:1]]
    actions = sum((t := grammaire.titre(ligne.plat)) is not None and t.mot == "action" for ligne in toutes)
    if noms.count("modalites") * 2 >= fiches or actions >= fiches:
        return None
    ignorees = {e for e in _recurrentes(toutes, fiches, grammaire, rangs=True) if _nom(e, grammaire.racines) is None}
    items: Counter[str] = Counter()
    ici = ""
    for ligne in toutes:
        tete = _tete(ligne.plat)
        if tete in ignorees:
            ici = tete
        elif grammaire.etiquettes(ligne.plat) or grammaire.titre(ligne.plat):
            ici = ""
        elif ici and ligne.puce:
            items[ici] += 1
    return max(items, key=lambda e: items[e]) if items and max(items.values()) >= 2 * fiches * PART else None


def _tete(ligne: str) -> str:
    """A line as a label: without its rank nor what follows the colon."""
    return _RANG.sub("", ligne.partition(":")[0]).strip(" :?.")


def _suivies_d_un_signe(toutes: Sequence[Ligne]) -> frozenset[str]:
    """Short lines and beginnings of lines that a colon or a question mark shows to be labels, whatever they say."""
    trouves = (_SIGNE.match(ligne.plat) for ligne in toutes if not ligne.puce)
    return frozenset(m.group(1).strip(" ?.") for m in trouves if m)


def _nom(etiquette: str, racines: Mapping[str, Sequence[str]]) -> str | None:
    """What the label tells, by its stem; ``None`` when no stem tells.

    >>> _nom("benefices esperes", {"resultat_attendu": ["benefi"]}), _nom("divers", {})
    ('resultat_attendu', None)
    """
    return next((nom for nom, debuts in racines.items() if any(re.search(rf"\b{d}", etiquette) for d in debuts)), None)


def _mots_d_action(toutes: Sequence[Ligne], grammaire: Grammaire) -> list[str]:
    """Words that announce numbered items which begin again at 1 at least three times, in all fiches or nearly."""
    numeros: dict[str, list[int]] = defaultdict(list)
    for ligne in toutes:
        trouve = _NUMEROTE.match(ligne.plat)
        if trouve and not ligne.sommaire and ligne.texte[:1].isupper() and grammaire.titre(ligne.plat) is None:
            numeros[trouve.group("mot")].append(int(trouve.group("numero")))
    return [mot for mot, lus in numeros.items() if lus.count(1) >= 3 and len(lus) > lus.count(1)]
