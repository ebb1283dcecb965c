"""Deadlines as they are stored: what they become with time, computed once from the facts.

Two ways in: a kind of subject with its own evaluator (contracts, schémas), and one that follows the rules of the
catalogue and of its collectivité (children, and later carers and establishments).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from jalons.application.faits import rules
from jalons.application.faits.locaux import regles_de
from jalons.application.faits.rules import Connu, FaitConnu
from jalons.application.faits.sujets import GenreSujet
from jalons.droit.echeances import Echeance, EcheanceRegle, Fait, Regles, evaluer
from jalons.droit.echeances.colonnes import evaluer_tous

CHAMPS = (
    "regle", "libelle", "matiere", "nature", "forme", "qui", "fait_id", "due_le", "due_instant", "due_entre_debut",
    "due_entre_fin", "au_plus_tot", "tenue_le", "alerte_le", "ouverte_par", "explication", "source", "confirmee",
    "etat", "attendue", "jours",
)  # fmt: skip
"""Columns that the computation fills."""

SANS_FIN = ("en_retard", "sans_objet", "non_verifiable")
"""What a deadline that is still waited for may become once its day has passed."""


def valeurs(genre: GenreSujet, sujet_id: int, collectivite: str, faits: list[FaitConnu]) -> dict[str, dict[str, Any]]:
    """Columns of each deadline of a subject, by code."""
    if genre.evaluer is None:
        return par_regles(regles_de(collectivite), genre.type, sujet_id, faits)
    return _par_evaluateur(genre, sujet_id, faits)


def par_regles(regles: Regles, type_: str, sujet_id: int, faits: list[FaitConnu]) -> dict[str, dict[str, Any]]:
    """Columns of the deadlines that ``regles`` give to one subject, by code."""
    connus = [_connu(type_, sujet_id, f) for f in faits]
    return {e.code: _stocker(e, regles.preavis_jours) for e in evaluer(regles, connus, au=rules.FUTUR)}


def en_lot(
    regles: Regles, type_: str, faits: Iterable[tuple[int, Connu]]
) -> Iterator[tuple[int, dict[str, dict[str, Any]]]]:
    """The same for many subjects at once: each key with its columns, by code; computed in columns.

    Args:
        faits: each fact with the key of its subject.
    """
    connus = [_connu(type_, sujet_id, f) for sujet_id, f in faits]
    for (_, sujet), echeances in evaluer_tous(regles, connus, au=rules.FUTUR):
        yield int(sujet), {e.code: _stocker(e, regles.preavis_jours) for e in echeances}


def _connu(type_: str, sujet_id: int, f: Connu) -> Fait:
    cle = "" if f.cle is None else str(f.cle)
    return Fait(type_, str(sujet_id), f.evenement, f.survenu_le, f.instant, f.attributs, cle)


def _stocker(e: EcheanceRegle, preavis: int) -> dict[str, Any]:
    debut, fin = e.due_entre or (None, None)
    limite = e.due_le or debut
    attendue = limite is not None and e.tenue_le is None and e.close_le is None and e.statut in SANS_FIN and not e.motif
    return {
        **_communes(e),
        "matiere": e.matiere, "nature": e.nature, "forme": e.forme, "qui": e.qui,
        "fait_id": int(e.fait) if e.fait else None,
        "due_instant": e.due_instant, "due_entre_debut": debut, "due_entre_fin": fin, "au_plus_tot": e.au_plus_tot,
        "alerte_le": limite - timedelta(days=preavis) if attendue and limite is not None else None,
        "explication": e.calcul if attendue or e.statut == "en_retard" else e.explication,
        "attendue": attendue,
        "jours": None if attendue or e.tenue_le is None else e.jours,
    }  # fmt: skip


def _par_evaluateur(genre: GenreSujet, sujet_id: int, faits: list[FaitConnu]) -> dict[str, dict[str, Any]]:
    assert genre.evaluer is not None  # noqa: S101 - asked by ``valeurs`` only
    sujet = genre.lire(sujet_id) if genre.lire else sujet_id
    calculees = {e.code: e for e in genre.evaluer(sujet, faits, rules.FUTUR)}
    a_terme: dict[date, dict[str, str]] = {
        jour: {e.code: e.statut for e in genre.evaluer(sujet, faits, jour)}
        for jour in {e.due_le for e in calculees.values() if e.due_le is not None}
    }
    return {
        code: _d_un_evaluateur(e, e.due_le is not None and a_terme[e.due_le].get(code) in rules.ATTENTE, genre)
        for code, e in calculees.items()
    }


def _d_un_evaluateur(e: Echeance, attendue: bool, genre: GenreSujet) -> dict[str, Any]:
    attendue = attendue and e.statut not in ("tenue", "tenue_en_retard")
    return {
        **_communes(e),
        "alerte_le": e.due_le - timedelta(days=genre.preavis_jours) if attendue and e.due_le else None,
        "explication": rules.sans_decompte(e) if attendue else e.explication,
        "attendue": attendue,
        "jours": None if attendue else e.jours,
    }


def _communes(e: Echeance) -> dict[str, Any]:
    return {
        "regle": e.regle, "libelle": e.libelle, "due_le": e.due_le, "tenue_le": e.tenue_le,
        "ouverte_par": e.ouverte_par, "source": e.source, "confirmee": e.confirme, "etat": e.statut,
    }  # fmt: skip
