"""The structure of a whole document, put together from its parts."""

from __future__ import annotations

from collections.abc import Sequence

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.structure.blocs import Bloc
from jalons.lecture.structure.brut import Brut
from jalons.lecture.structure.cadre import lire_cadre
from jalons.lecture.structure.colonnes import Usage
from jalons.lecture.structure.enumerations import engagements_en_phrase
from jalons.lecture.structure.listes import listes
from jalons.lecture.structure.organismes import lire_table, tirets_entre_noms
from jalons.lecture.structure.rangs import parties, rangs
from jalons.lecture.structure.rappels import memes
from jalons.lecture.structure.rattachement import rattacher
from jalons.lecture.structure.roles_en_phrases import roles_en_phrases
from jalons.lecture.structure.sans_fiches import actions_sans_fiche
from jalons.lecture.structure.sous_themes import engagements_de, sous_themes

_CONTENU = frozenset({"constat", "modalites", "resultat_attendu", "objectif"})
"""Labels of what only a fiche holds."""


def lire_structure(liste: Sequence[Bloc], grammaire: Grammaire, gras: Sequence[tuple[int, int]] = ()) -> list[Brut]:
    """Headings, lists and tables of the document, in its order, each once.

    Args:
        gras: where bold characters stand, from and to.
    """
    _numeros_mal_lus(liste)
    _titres_en_fiches(liste, parties(liste, grammaire))
    cadre = lire_cadre(liste, grammaire)
    elements = list(cadre.elements)
    dans_les_tables = {id(bloc) for _, table in cadre.tables for bloc in table}
    rattacher(elements)
    usage = Usage.de(
        (bloc.texte for bloc in liste if id(bloc) not in dans_les_tables),
        (ligne.texte for _, table in cadre.tables for bloc in table for ligne in bloc.lignes),
    )
    tirets = tirets_entre_noms(table for _, table in cadre.tables)
    for porteur, table in cadre.tables:
        elements += lire_table(porteur, table, usage, grammaire, tirets=tirets)
    if not any(e.genre == "sous_theme" for e in elements):
        dans_bilan = parties(liste, grammaire)
        hors = [b for b, dans in zip(liste, dans_bilan, strict=True) if not dans]
        ordre = rangs([b for b in hors if b.nature == "titre" and not b.sommaire])
        elements += sous_themes(liste, engagements_de(hors, ordre.mots[0] if ordre.mots else None))
    if not any(e.genre == "fiche" or (e.genre == "action" and "rang" not in e.indices) for e in elements):
        deja = {e.genre for e in elements}
        elements += [e for e in listes(liste, grammaire.listes, gras) if e.genre not in deja or e.genre != "engagement"]
    if not any(e.genre == "engagement" for e in elements):
        elements += engagements_en_phrase(liste)
    if not any(e.genre in ("fiche", "action", "bilan_action") for e in elements):
        elements += actions_sans_fiche(liste, elements)
    elements += roles_en_phrases(liste, elements, grammaire)
    return sorted(sans_doublons(elements), key=lambda e: (e.debut, e.fin))


def _numeros_mal_lus(liste: Sequence[Bloc]) -> None:
    """Mend a number that comes twice where the next one is missing: a scanner reads II for I."""
    series: dict[str, list[Bloc]] = {}
    for bloc in liste:
        if bloc.nature == "titre" and not bloc.sommaire and str(bloc.numero).isdigit():
            series.setdefault(bloc.mot, []).append(bloc)
    for serie in series.values():
        for avant, bloc, apres in zip(serie, serie[1:], serie[2:], strict=False):
            lu = int(str(avant.numero))
            if bloc.numero == avant.numero and int(str(apres.numero)) == lu + 2 and not memes(bloc.texte, avant.texte):
                bloc.numero = str(lu + 1)


def _titres_en_fiches(liste: Sequence[Bloc], dans_bilan: Sequence[bool]) -> None:
    """Where no heading says « fiche » and those of one word have labels of their own, these are the fiches.

    One label at least must announce what a fiche holds: who leads and when is also told of an action in a line.
    """
    hors = [b for b, dans in zip(liste, dans_bilan, strict=True) if not dans]
    titres = [rang for rang, b in enumerate(hors) if b.nature == "titre" and not b.sommaire]
    mots = [hors[r].mot for r in titres]
    if not mots or "fiche" in mots:
        return
    pleins: dict[str, list[bool]] = {}
    for rang, fin in zip(titres, [*titres[1:], len(hors)], strict=True):
        noms = [nom for b in hors[rang:fin] if b.nature == "section" for nom in b.etiquettes]
        plein = len(noms) >= 3 or (len(noms) == 2 and "pilote" in noms)
        pleins.setdefault(hors[rang].mot, []).append(plein and bool(_CONTENU.intersection(noms)))
    for mot in sorted(pleins, key=lambda m: (m != "action", -sum(pleins[m]))):
        seul = mot != "action" and len(set(mots) - {"action"}) < 2  # an axe by itself stays one
        if len(pleins[mot]) >= 2 and not seul and sum(pleins[mot]) * 2 >= len(pleins[mot]):
            for rang in titres:
                if hors[rang].mot == mot:
                    hors[rang].mot = "fiche"
            return


def sans_doublons(elements: Sequence[Brut]) -> list[Brut]:
    """Each heading once: the one of the body rather than that of the table of contents or of a running head."""
    gardes: dict[tuple[object, ...], Brut] = {}
    autres: list[Brut] = []
    for brut in elements:
        if brut.genre not in ("engagement", "sous_theme", "objectif", "fiche", "action") or brut.numero is None:
            autres.append(brut)
            continue
        cle = (brut.genre, brut.numero, brut.parent if brut.genre in ("action", "sous_theme", "objectif") else None)
        deja = gardes.get(cle)
        if deja is None or _prefere(brut, deja):
            gardes[cle] = brut
        elif not {"sommaire"} & {*deja.indices, *brut.indices} and not memes(deja.texte, brut.texte):
            autres.append(brut)  # numbers that begin again from one part to the next
    return [*gardes.values(), *autres]


def _prefere(brut: Brut, deja: Brut) -> bool:
    """Whether a second heading of the same number is the true one."""
    if ("sommaire" in deja.indices) != ("sommaire" in brut.indices):
        return "sommaire" in deja.indices
    return not deja.texte and bool(brut.texte)
