"""What the words of a document designate without any doubt: a source of funding, a step of a contract, a title. Pure.

What is not certain stays empty: a person chooses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from jalons.application.contrats.dossier import Etape
from jalons.application.relecture.assemblage import TOTAL
from jalons.application.relecture.normalisation import en_date, en_periode
from jalons.application.relecture.rules import Lu
from jalons.noyau.textes import cle_tri


def codes_de_source(texte: str) -> str:
    """The source of funding that the words of a document designate without any doubt; empty else.

    >>> codes_de_source("ONDAM médico-social"), codes_de_source("budget de l'État"), codes_de_source("FIR + ONDAM")
    ('ONDAM_MS', 'ETAT', '')
    """
    mots = texte.casefold()
    trouves = [code for code, motifs in _MOTIFS.items() if any(re.search(m, mots) for m in motifs)]
    if "P304" in trouves and "ETAT" in trouves:
        trouves.remove("ETAT")
    if "total" in mots:
        return TOTAL
    return trouves[0] if len(trouves) == 1 else ""


def code_du_montant(source: str, texte: str) -> str:
    """The code of an amount: its source, or ``TOTAL`` when its sentence adds up several, which must not count twice.

    >>> code_du_montant("ONDAM", "Au total, les financements du FIR et de l'ONDAM s'élèvent à 810 000 €")
    'TOTAL'
    >>> code_du_montant("ONDAM", "La dotation de l'ARS : 110 000 €"), code_du_montant("", "Au total, 5 000 €")
    ('ONDAM_MS', '')
    """
    code = codes_de_source(source)
    return TOTAL if code and re.search(r"\b(?:au|en) total\b", cle_tri(texte)) else code


_MOTIFS: dict[str, tuple[str, ...]] = {
    "P304": (r"\b(?:p|bop|programme) ?304\b",),
    "FIR1": (r"\bfir\b", r"fonds d.intervention régional"),
    "ONDAM_MS": (r"\bondam\b",),
    "ETAT": (r"\bétat\b", r"\bplf\b"),
    "DTPJJ": (r"\bdt ?pjj\b", r"protection judiciaire"),
    "DEPT": (r"\bdépartement\b", r"conseil départemental"),
}


def etape_dite(texte: str) -> str:
    """The step of a contract that the sentence around a date tells; empty when it tells none, or two.

    >>> etape_dite("Le Département et l'État ont signé, lundi 20 décembre, un contrat local")
    'signature'
    >>> etape_dite("Le contrat a été adopté par l'assemblée départementale"), etape_dite("le schéma adopté en 2020")
    ('deliberation', '')
    """
    mots = cle_tri(texte)
    if exacte := next((e.value for e in Etape if mots.strip() in (cle_tri(e.value), cle_tri(e.libelle))), ""):
        return exacte
    if not re.search(r"\b(?:contrat|avenant|convention)\b", mots) or re.search(r"\bschema\b", mots):
        return ""
    dites = [etape.value for etape, motif in _ETAPES if re.search(motif, mots)]
    return dites[0] if len(dites) == 1 else ""


_ETAPES = (
    (Etape.SIGNATURE, r"\bsign(?:e|es|ee|ees|ent|er|ature|ataires?)\b"),
    (Etape.DELIBERATION, r"\bdeliber\w+|\b(?:adopt|approuv|vot)\w+ (?:\w+ ){0,3}(?:assemblee|commission permanente)"),
)


def champs_du_cadre(dates: Sequence[Lu], nature: str) -> dict[str, Any]:
    """Title, first and last day of a schéma or contract; what the document does not say is absent."""
    lues = [x for x in dates if x.genre == "date" and x.retenu]
    dits = {x.texte.casefold(): en_date(x.valeur) for x in lues}
    debut = dits.get("execution_debut") or dits.get("periode_debut") or dits.get("début d'exécution")
    fin = dits.get("execution_fin") or dits.get("periode_fin") or dits.get("fin d'exécution")
    titre = next((m for x in lues if (m := _TITRES.get(nature, _TITRE_DE_SCHEMA).match(x.texte))), None)
    periode = en_periode(titre["periode"]) if titre else None
    if periode is not None and debut is None and fin is None:
        debut, fin = periode.debut, periode.fin
    executions = {d for x in lues if "execution du contrat" in cle_tri(x.texte) and (d := en_date(x.valeur))}
    if debut is None and fin is None and len(executions) == 2:
        debut, fin = sorted(executions, key=lambda d: d.debut)
    intitule = " ".join(titre["titre"].split())[:300] if titre else ""
    return {c: v for c, v in {"intitule": intitule, "debut": debut, "fin": fin}.items() if v}


def _titre(mots: str) -> re.Pattern[str]:
    """The title of a document, up to the period that it covers; a heading in capitals may say more before."""
    return re.compile(
        rf"[^a-zà-ÿ]*?(?P<titre>(?i:(?:le |la )?(?:{mots})\b[^.;:!?]{{5,160}}?"
        r"(?P<periode>(?:19|20)\d{2}\s*(?:[-–/]|à)\s*(?:19|20)\d{2})))"
    )


_TITRE_DE_SCHEMA = _titre("schéma|contrat|plan|pacte|convention|feuille de route|projet")
_TITRES = {"contrat": _titre("contrat|convention|avenant|pacte")}
"""By nature of the document: a contract quotes the title of the schéma beside its own."""
