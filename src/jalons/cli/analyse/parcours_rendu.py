"""A study of paths as JSON, rows, text and files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jalons.analyse.parcours.cohorte import ORIGINES
from jalons.analyse.parcours.etats import ETATS
from jalons.analyse.parcours.etude import AVERTISSEMENT, Etude
from jalons.analyse.parcours.flux import NON_OBSERVE
from jalons.analyse.parcours.fratries import Ensemble
from jalons.analyse.parcours.survie.accueils import JOURS_PAR_MOIS, MOIS_DES_RETOURS, SORTIES
from jalons.analyse.parcours.survie.incidence import Incidence
from jalons.analyse.parcours.typage import Typologie
from jalons.noyau.causes import cause
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.tableur import sans_formule

COLONNES = ("tableau", "groupe", "detail", "mois", "valeur", "bas", "haut")
MOIS_DES_SORTIES = (6, 12, 24, 36, 60)
MESURES = {
    "changements": "changements d'état", "entropie": "entropie", "turbulence": "turbulence", "complexite": "complexité",
}  # fmt: skip
FRATRIES = {"au_jour": "Au dernier jour", "entree": "À l'entrée"}


def en_json(etude: Etude) -> dict[str, Any]:
    """Everything, with codes of states; what is not known is null."""
    demande, typologie = etude.demande, etude.typologie
    codes = [etat.code for etat in ETATS]
    return {
        "avertissement": AVERTISSEMENT, "au": demande.au.isoformat(), "depuis": demande.depuis.isoformat(),
        "origine": demande.origine, "mois": demande.mois, "enfants": etude.enfants, "differents": etude.differents,
        "ecartes": dict(etude.ecartes), "codes_inconnus": list(etude.inconnus), "etats": codes,
        "effectifs": etude.effectifs.tolist(), "entropies": [None if e != e else e for e in etude.entropies.tolist()],
        "mesures": dict(etude.mesures), "transitions": etude.transitions.tolist(),
        "flux": [{"du": f.depart, "au": f.arrivee, "de": _code(f.de), "vers": _code(f.vers), "nombre": f.nombre}
                 for f in etude.flux],
        "typologie": None if typologie is None else _typologie(typologie, codes),
        "duree_mediane_jours": None if etude.duree is None else etude.duree[0].percentile(0.5).jours,
        "fins": _incidence(etude.duree[1] if etude.duree else None, list(SORTIES)[1:], MOIS_DES_SORTIES),
        "retours": _incidence(etude.retours, ["retour", "majorite"], MOIS_DES_RETOURS),
        "fratries": {nom: _fratrie(e) for nom, e in etude.fratries.items()},
    }  # fmt: skip


def _code(etat: int) -> str:
    return "plus_observe" if etat == NON_OBSERVE else ETATS[etat].code


def _typologie(typologie: Typologie, codes: Sequence[str]) -> dict[str, Any]:
    q, s = typologie.qualite, typologie.stabilite
    jaccard = dict(enumerate(s.jaccard, start=1)) if s else {}
    return {
        "observes": typologie.observes, "compares": typologie.compares, "ecartes": dict(typologie.ecartes),
        "couts": typologie.couts,
        "qualite": {"silhouette": q.silhouette, "calinski": q.calinski, "part_expliquee": q.part_expliquee,
                    "correlation": q.correlation, "gamma": q.gamma},
        "stabilite": None if s is None else {"tirages": s.tirages, "rand": s.rand},
        "types": [
            {"type": t.numero, "nombre": t.nombre, "part": t.part, "phrase": t.phrase, "changements": t.changements,
             "mois": {c: m for c, m in zip(codes, t.mois, strict=True) if m}, "couverture": t.couverture,
             "median": [{"etat": codes[e], "mois": m} for e, m in t.median],
             "silhouette": q.par_type[t.numero - 1] if t.numero and q.par_type else None,
             "jaccard": jaccard.get(t.numero)}
            for t in typologie.types
        ],
    }  # fmt: skip


def _incidence(courbe: Incidence | None, noms: Sequence[str], mois: Sequence[int]) -> list[dict[str, Any]]:
    """One row per cause and time; ``None`` where nobody was followed so far."""
    lignes = []
    for rang, nom in enumerate(noms if courbe is not None else [], start=1):
        for m in mois:
            lu = courbe.a(m * JOURS_PAR_MOIS, rang) if courbe is not None else None
            part, bas, haut = lu if lu is not None else (None, None, None)
            lignes.append({"cause": nom, "mois": m, "part": part, "bas": bas, "haut": haut})
    return lignes


def _fratrie(e: Ensemble) -> dict[str, Any]:
    return {
        "enfants": e.enfants, "ensemble": e.ensemble, "separes": e.separes, "non_verifiables": e.non_verifiables,
        "part": e.part, "fratries": e.fratries, "reunies": e.reunies,
    }  # fmt: skip


def en_lignes(etude: Etude) -> Iterator[dict[str, Any]]:
    """Long rows: one figure each."""
    donnees = en_json(etude)
    for mois, effectifs in enumerate(donnees["effectifs"]):
        for code, nombre in zip(donnees["etats"], effectifs, strict=True):
            if nombre:
                yield {"tableau": "effectifs", "detail": code, "mois": mois, "valeur": nombre}
    for nom, valeur in donnees["mesures"].items():
        yield {"tableau": "mesures", "detail": nom, "valeur": round(valeur, 4)}
    for f in donnees["flux"]:
        yield {"tableau": "flux", "groupe": f["de"], "detail": f["vers"], "mois": f["au"], "valeur": f["nombre"]}
    yield from _lignes_des_types((donnees["typologie"] or {"types": []})["types"])
    for tableau in ("fins", "retours"):
        yield from (_ligne_de_fin(tableau, ligne) for ligne in donnees[tableau])
    for nom, compte in donnees["fratries"].items():
        yield from ({"tableau": "fratries", "groupe": nom, "detail": d, "valeur": v} for d, v in compte.items())


def _lignes_des_types(types: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for t in types:
        yield {"tableau": "types", "groupe": t["type"], "detail": "nombre", "valeur": t["nombre"]}
        for code, mois_moyens in t["mois"].items():
            yield {"tableau": "types", "groupe": t["type"], "detail": code, "valeur": round(mois_moyens, 3)}


def _ligne_de_fin(tableau: str, ligne: dict[str, Any]) -> dict[str, Any]:
    chiffres = {
        cle: None if ligne[de] is None else round(ligne[de], 5)
        for cle, de in (("valeur", "part"), ("bas", "bas"), ("haut", "haut"))
    }
    return {"tableau": tableau, "detail": ligne["cause"], "mois": ligne["mois"]} | chiffres


def en_texte(etude: Etude, ecrits: Sequence[Path]) -> Iterator[str]:
    """A page to read."""
    d = etude.demande
    yield (
        f"Parcours au {d.au:%d/%m/%Y}, registres depuis le {d.depuis:%d/%m/%Y}. Mois comptés : {ORIGINES[d.origine]}."
    )
    yield f"{etude.enfants} enfants, {etude.differents} parcours différents sur {d.mois} mois."
    for raison, nombre in etude.ecartes.items():
        yield f"  Laissés de côté : {nombre}, {raison}."
    if etude.inconnus:
        yield f"  Codes sans état connu, comptés « inconnu » : {', '.join(etude.inconnus)}."
    if etude.mesures:
        dits = [f"{nom} {_virgule(etude.mesures[code], 2)}" for code, nom in MESURES.items()]
        yield f"En moyenne par parcours : {', '.join(dits)}."
    yield from _texte_des_types(etude.typologie)
    yield from _texte_des_durees(etude)
    yield "\nFratries accueillies"
    for cle, nom in FRATRIES.items():
        yield f"  {_texte_de_fratrie(nom, etude.fratries[cle])}"
    if ecrits:
        yield f"\n{len(ecrits)} fichiers écrits dans « {ecrits[0].parent} »."
    yield f"\n{AVERTISSEMENT}"


def _texte_des_types(typologie: Typologie | None) -> Iterator[str]:
    yield "\nTypes de parcours"
    if typologie is None:
        yield "  Trop peu de parcours différents observés sur toute la période : pas de typologie."
        return
    q, s = typologie.qualite, typologie.stabilite
    tirage = f", dont {typologie.compares} tirés au sort et comparés" if typologie.compares < typologie.observes else ""
    yield f"  {typologie.observes} enfants observés sur toute la période{tirage} ; {typologie.couts}."
    for raison, nombre in typologie.ecartes.items():
        yield f"  Non comparés : {nombre}, {raison}."
    for type_ in typologie.types:
        yield f"  {type_.phrase}"
        if type_.median:
            suite = ", ".join(f"{ETATS[e].libelle.lower()} {m} mois" for e, m in type_.median)
            proches = _virgule(100 * (type_.couverture or 0), 0)
            yield f"    Parcours le plus central : {suite} ; {proches}\xa0% en sont proches."
    if q.silhouette is not None:
        yield (
            f"  Séparation : silhouette {_virgule(q.silhouette, 2)}, corrélation {_virgule(q.correlation, 2)}, gamma "
            f"de Hubert {_virgule(q.gamma, 2)}, part expliquée {_virgule(q.part_expliquee, 2)}."
        )
    if s is not None:
        fragiles = [str(rang) for rang, j in enumerate(s.jaccard, start=1) if not j >= 0.6]
        suite = f" ; ne tiennent pas : types {', '.join(fragiles)}" if fragiles else ""
        yield f"  Solidité sur {s.tirages} nouveaux tirages : indice de Rand {_virgule(s.rand, 2)}{suite}."


def _texte_des_durees(etude: Etude) -> Iterator[str]:
    yield "\nAccueils de mineurs commencés depuis le premier jour des registres"
    if etude.duree is None:
        yield "  Aucun."
    else:
        mediane = etude.duree[0].percentile(0.5)
        dite = (
            "non atteinte"
            if mediane.jours is None
            else f"{mediane.jours} j [{mediane.bas or '?'} ; {mediane.haut or '?'}]"
        )
        yield f"  Durée médiane : {dite}. Part finie à 12, 24 et 36 mois :"
        for ligne in _par_cause(_incidence(etude.duree[1], list(SORTIES.values())[1:], (12, 24, 36))):
            yield f"    {ligne}"
    yield "  Retours à l'accueil après une sortie, à 6, 12 et 24 mois :"
    retours = _incidence(etude.retours, ["retour"], MOIS_DES_RETOURS)
    yield from (f"    {ligne}" for ligne in _par_cause(retours) or ["aucune sortie observée"])


def _par_cause(lignes: Sequence[dict[str, Any]]) -> list[str]:
    par_cause: dict[str, list[str]] = {}
    for ligne in lignes:
        part = "pas encore mesurable" if ligne["part"] is None else f"{_virgule(100 * ligne['part'], 1)}\xa0%"
        par_cause.setdefault(ligne["cause"], []).append(part)
    return [f"{cause} : {', '.join(parts)}" for cause, parts in par_cause.items()]


def _texte_de_fratrie(nom: str, e: Ensemble) -> str:
    if e.part is None:
        return f"{nom} : personne dont on sache s'il vit avec un frère ou une sœur."
    reunies = f" ; {e.reunies} fratries sur {e.fratries} entièrement réunies" if e.fratries is not None else ""
    return (
        f"{nom} : {e.ensemble} enfants sur {e.ensemble + e.separes} vivent avec un frère ou une sœur accueilli "
        f"({_virgule(100 * e.part, 0)}\xa0%){reunies} ; {e.non_verifiables} non vérifiables."
    )


def _virgule(valeur: float | None, decimales: int) -> str:
    return "non calculable" if valeur is None else f"{valeur:.{decimales}f}".replace(".", ",")


def ecrire(etude: Etude, dossier: Path) -> list[Path]:
    """Every picture (SVG) and its table (CSV) in ``dossier``, created if need be.

    Raises:
        EntreeRefusee: the folder cannot be written.
    """
    from jalons.analyse.parcours.figures import figures

    ecrits = []
    try:
        dossier.mkdir(parents=True, exist_ok=True)
        for figure in figures(etude):
            image, table = dossier / f"{figure.identifiant}.svg", dossier / f"{figure.identifiant}.csv"
            image.write_text(figure.svg, encoding="utf-8")
            texte = io.StringIO()
            plume = csv.writer(texte, lineterminator="\n")
            plume.writerows([map(sans_formule, ligne) for ligne in (figure.colonnes, *figure.lignes)])
            table.write_text(texte.getvalue(), encoding="utf-8")
            ecrits += [image, table]
    except OSError as erreur:
        message = f"Le dossier « {dossier} » ne peut être écrit ({cause(erreur)}). Choisissez-en un autre."
        raise EntreeRefusee([Faute("--sortie", message, str(dossier), "un dossier où écrire")]) from erreur
    return ecrits
