"""Lists of a contract or of a press release: engagements and actions told by bullets under a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from jalons.lecture.faits.nombres import CHIFFRES, EN_LETTRES, valeur
from jalons.lecture.plat import plat
from jalons.lecture.structure.blocs import Bloc, net
from jalons.lecture.structure.brut import Brut, du_bloc

_ENGAGEMENTS = re.compile(
    rf"(?P<n>{EN_LETTRES}|{CHIFFRES})\s+(?:grand\w+\s+|nouve\w+\s+)?(?:engagements?|axes?|orientations?|priorites?)\b"
)
_TETE_ENGAGEMENTS = re.compile(r"(?:les |nos )?(?:quatre |\d )?engagements?\b(?! des?\b)")
_TETE_ACTIONS = re.compile(r"(?:les |liste des )?actions?\b")
_FORMER = re.compile(r"\b(?:precedent|ancien|passe)\b")
_SOMME = re.compile(r"\d\s*(?:m€|k€|€|euros?\b|millions?)")
_REMONTEE = 700
"""Characters above a list in which its subject is looked for."""


def listes(liste: Sequence[Bloc], familles: Mapping[str, Sequence[str]], gras: Sequence[tuple[int, int]]) -> list[Brut]:
    """The engagements and the actions of the lists with bullets.

    Args:
        familles: for each family of actions, the words that announce it (see ``grammaire.yaml``).
        gras: where bold characters stand; what an item says in bold at its head is its title.
    """
    liste = _avec_les_puces_perdues(liste)
    rendus = _sous_les_titres(liste)
    rang = 0
    while rang < len(liste):
        if liste[rang].puce or rang + 1 >= len(liste) or not _est_puce(liste[rang + 1]):
            rang += 1
            continue
        annonce = liste[rang]
        items = _items(liste, rang + 1)
        rendus += _lire(annonce, _au_dessus(liste, rang), items, familles, gras)
        rang += 1 + len(items)
    return rendus


_INFINITIF = re.compile(r"(?:s['’]|se )?\w+(?:er|ir|re)\b", re.IGNORECASE)


def _sous_les_titres(liste: Sequence[Bloc]) -> list[Brut]:
    """The actions that bullets tell just under the headings of engagements, two of these at least having such a list.

    Most items must say what is to be done.
    """
    rendus: list[Brut] = []
    for rang, titre in enumerate(liste[:-1]):
        if titre.nature != "titre" or titre.mot in ("fiche", "action") or titre.sommaire or titre.numero is None:
            continue
        puces = [b for b in _items(liste, rang + 1) if b.puce]
        if len(puces) > 1 and 2 * sum(bool(_INFINITIF.match(b.texte)) for b in puces) > len(puces):
            rendus += _actions(puces, f"engagement {titre.numero}", ())
    return rendus if len({e.parent for e in rendus if e.genre == "action"}) > 1 else []


_FIN_D_ITEM = (";", ":;", " :", ";.", ":")
"""How an item ends before another; paper and scanners turn one sign into another."""


def _avec_les_puces_perdues(liste: Sequence[Bloc]) -> list[Bloc]:
    """The blocks, those of a list whose bullets are lost given one: after a colon, sentences that semicolons end."""
    rendu = list(liste)
    rang = 0
    while rang < len(rendu):
        annonce = rendu[rang]
        rang += 1
        if annonce.puce or annonce.nature != "texte" or not _fin(annonce).endswith(":") or len(annonce.texte) < 12:
            continue
        fin = rang
        while fin < len(rendu) and _item_sans_puce(rendu[fin]):
            fin += 1
        # the last item ends otherwise
        if fin < len(rendu) and fin > rang and _nu(rendu[fin]) and _fin(rendu[fin]).endswith((".", ";")):
            fin += 1
        if fin - rang >= 2:
            for ici in range(rang, fin):
                bloc = rendu[ici]
                lignes = [replace(bloc.lignes[0], puce="?"), *bloc.lignes[1:]]
                rendu[ici] = replace(bloc, nature="puce", lignes=lignes)
        rang = max(rang, fin if fin - rang >= 2 else rang)
    return rendu


def _fin(bloc: Bloc) -> str:
    return bloc.lignes[-1].texte.rstrip()


def _nu(bloc: Bloc) -> bool:
    return bloc.nature == "texte" and not bloc.puce and bloc.texte[:1].isupper() and len(bloc.texte) <= _LONG_ITEM


def _item_sans_puce(bloc: Bloc) -> bool:
    return _nu(bloc) and ". " not in bloc.texte and _fin(bloc).endswith(_FIN_D_ITEM)


_LONG_ITEM = 220
"""Most characters of an item without a bullet."""


def _est_puce(bloc: Bloc) -> bool:
    return bool(bloc.puce) and bloc.nature in ("puce", "section", "titre")


def _items(liste: Sequence[Bloc], debut: int) -> list[Bloc]:
    items: list[Bloc] = []
    for bloc in liste[debut:]:
        if _est_puce(bloc):
            items.append(bloc)
        elif not (items and bloc.lignes[0].minuscule and bloc.nature == "texte"):
            break  # a paragraph that begins in the middle of a sentence ends the item before it
        else:
            items.append(bloc)
    return items


def _au_dessus(liste: Sequence[Bloc], rang: int) -> str:
    """The sentence that announces a list, then the headings above it, nearest first."""
    textes, longueur = [], 0
    for bloc in reversed(liste[: rang + 1]):
        court = len(bloc.texte) < 90 and bloc.lignes[-1].texte.rstrip().endswith(":")
        if bloc is liste[rang] or court or bloc.texte.startswith("#"):
            textes.append(plat(" ".join(bloc.morceaux)))
        longueur += len(bloc.texte)
        if longueur > _REMONTEE:
            break
    return " | ".join(textes)


def _lire(
    annonce: Bloc,
    dessus: str,
    items: Sequence[Bloc],
    familles: Mapping[str, Sequence[str]],
    gras: Sequence[tuple[int, int]],
) -> list[Brut]:
    phrase = plat(" ".join(annonce.morceaux))
    puces = [b for b in items if b.puce]
    tete = annonce.lignes[0].blanc and len(annonce.texte) < 60 and not phrase.rstrip().endswith(".")
    if not (tete or phrase.rstrip().endswith((":", ","))) or _FORMER.search(phrase):
        return []
    trouve = _ENGAGEMENTS.search(phrase)
    if tete and _TETE_ENGAGEMENTS.match(phrase):
        return [du_bloc("engagement", b, "liste annoncee", numero=i) for i, b in enumerate(puces, 1)]
    if tete and not phrase.rstrip().endswith(":") and not _TETE_ACTIONS.match(phrase):
        return []
    if trouve and valeur(trouve.group("n")) == len(puces):
        return [du_bloc("engagement", b, "liste annoncee", numero=i) for i, b in enumerate(puces, 1)]
    if trouve and len(puces) > 2 and abs(valeur(trouve.group("n")) - len(puces)) == 1:
        # one more or one less than told: a bullet lost, or the document is wrong; never sure
        return [du_bloc("engagement", b, "liste", numero=i) for i, b in enumerate(puces, 1)]
    if sum(bool(_SOMME.search(plat(b.texte))) for b in puces) * 2 > len(puces):
        return []
    indice = "liste dite" if re.search(r"\bactions?\b", phrase) else "liste"
    segments = dessus.split(" | ")
    generale = list(familles)[-1]
    premiere = _famille(segments[0], familles)
    if premiere not in ("", generale):
        return _actions(puces, premiere, gras, indice)
    # the sentence says "7 actions", the heading above it which ones
    nommee = next((f for s in segments[1:] if (f := _famille(s, familles)) not in ("", generale)), "")
    famille = nommee or premiere or _famille(dessus, familles)
    return _actions(puces, famille, gras, indice if premiere else "liste") if famille else []


def _famille(mots_dits: str, familles: Mapping[str, Sequence[str]]) -> str:
    """The first family of actions that these words announce; "" when none does."""
    return next((f for f, mots in familles.items() if any(re.search(_au_pluriel(m), mots_dits) for m in mots)), "")


def _au_pluriel(mots: str) -> str:
    """The beginning of words, the ones before the last in the plural or not."""
    return r"\b" + r"s?\s".join(re.escape(m) for m in mots.split())


def _actions(puces: Sequence[Bloc], famille: str, gras: Sequence[tuple[int, int]], indice: str = "liste") -> list[Brut]:
    """The items as actions; those set further right are points of the one before.

    Args:
        indice: "liste dite" when the sentence just above says that they are actions.
    """
    rendus = []
    marge = min(_retrait(b) for b in puces)
    for bloc in puces:
        genre = "action" if _retrait(bloc) == marge else "point"
        brut = du_bloc(genre, bloc, indice, parent=famille if genre == "action" else None)
        titre = next((fin for debut, fin in gras if abs(debut - bloc.depart) <= 3 and fin > debut + 8), None)
        if titre and genre == "action":
            ensemble = " ".join(bloc.morceaux)
            brut.texte, brut.fin = net(_jusqua(bloc, titre)) or ensemble, titre
            brut.indices.append("gras")
        rendus.append(brut)
    return rendus


def _retrait(bloc: Bloc) -> int:
    """How far right the bullet stands."""
    return bloc.lignes[0].retrait


def _jusqua(bloc: Bloc, fin: int) -> str:
    morceaux = [li.texte[: max(0, fin - li.debut)] for li in bloc.lignes if li.debut < fin]
    return " ".join(morceaux)
