"""Life of a projet and of a situation report: every state and act, allowed or refused with its reason. Pure."""

from __future__ import annotations

from enum import StrEnum

from jalons.noyau.saisie import Faute


class Etat(StrEnum):
    """States of a projet."""

    A_ETABLIR = "a_etablir"
    PROJET = "projet"
    SIGNE = "signe"
    A_ACTUALISER = "a_actualiser"
    CLOS = "clos"


class Acte(StrEnum):
    """Acts on a projet."""

    REDIGER = "rediger"
    ETABLIR = "etablir"
    RECUEILLIR = "recueillir"
    REPRENDRE = "reprendre"
    SIGNER = "signer"
    EVALUER = "evaluer"
    REMETTRE = "remettre"
    CONFIANCE = "confiance"
    SANTE = "sante"
    DEMANDER = "demander"
    ACTUALISER = "actualiser"
    CLORE = "clore"


_PAS_ETABLI = "le projet n'est pas encore établi : établissez-le d'abord"
_ETABLI = "il est déjà établi ; une nouvelle version passe par une actualisation"
_SIGNE = "il est signé : son texte ne change plus, ouvrez une actualisation"
_SIGNE_DEJA = "cette version est déjà signée"
_A_ACTUALISER = "une actualisation est ouverte : établissez l'avenant d'abord"
_CLOS = "il est clos : il se lit, il ne change plus"
_RIEN_A_REPRENDRE = "aucune signature n'est en cours : modifiez directement le texte"
_DEJA_OUVERTE = "une actualisation est déjà ouverte"
_RIEN_A_ACTUALISER = "aucune actualisation n'est ouverte : demandez-la d'abord"
_AVIS_D_ABORD = "cette version attend ses avis : signez-la, ou reprenez son texte"

_E, _A = Etat, Acte
TABLE: dict[tuple[Etat, Acte], str] = {
    (_E.A_ETABLIR, _A.REDIGER): "",
    (_E.A_ETABLIR, _A.ETABLIR): "",
    (_E.A_ETABLIR, _A.RECUEILLIR): _PAS_ETABLI,
    (_E.A_ETABLIR, _A.REPRENDRE): _RIEN_A_REPRENDRE,
    (_E.A_ETABLIR, _A.SIGNER): _PAS_ETABLI,
    (_E.A_ETABLIR, _A.EVALUER): _PAS_ETABLI,
    (_E.A_ETABLIR, _A.REMETTRE): _PAS_ETABLI,
    (_E.A_ETABLIR, _A.CONFIANCE): "",
    (_E.A_ETABLIR, _A.SANTE): "",
    (_E.A_ETABLIR, _A.DEMANDER): _PAS_ETABLI,
    (_E.A_ETABLIR, _A.ACTUALISER): _PAS_ETABLI,
    (_E.A_ETABLIR, _A.CLORE): "",
    (_E.PROJET, _A.REDIGER): "",
    (_E.PROJET, _A.ETABLIR): _ETABLI,
    (_E.PROJET, _A.RECUEILLIR): "",
    (_E.PROJET, _A.REPRENDRE): "",
    (_E.PROJET, _A.SIGNER): "",
    (_E.PROJET, _A.EVALUER): "",
    (_E.PROJET, _A.REMETTRE): "",
    (_E.PROJET, _A.CONFIANCE): "",
    (_E.PROJET, _A.SANTE): "",
    (_E.PROJET, _A.DEMANDER): _AVIS_D_ABORD,
    (_E.PROJET, _A.ACTUALISER): _AVIS_D_ABORD,
    (_E.PROJET, _A.CLORE): "",
    (_E.SIGNE, _A.REDIGER): _SIGNE,
    (_E.SIGNE, _A.ETABLIR): _ETABLI,
    (_E.SIGNE, _A.RECUEILLIR): _SIGNE_DEJA,
    (_E.SIGNE, _A.REPRENDRE): _SIGNE,
    (_E.SIGNE, _A.SIGNER): _SIGNE_DEJA,
    (_E.SIGNE, _A.EVALUER): "",
    (_E.SIGNE, _A.REMETTRE): "",
    (_E.SIGNE, _A.CONFIANCE): "",
    (_E.SIGNE, _A.SANTE): "",
    (_E.SIGNE, _A.DEMANDER): "",
    (_E.SIGNE, _A.ACTUALISER): _RIEN_A_ACTUALISER,
    (_E.SIGNE, _A.CLORE): "",
    (_E.A_ACTUALISER, _A.REDIGER): "",
    (_E.A_ACTUALISER, _A.ETABLIR): _ETABLI,
    (_E.A_ACTUALISER, _A.RECUEILLIR): _A_ACTUALISER,
    (_E.A_ACTUALISER, _A.REPRENDRE): _RIEN_A_REPRENDRE,
    (_E.A_ACTUALISER, _A.SIGNER): _A_ACTUALISER,
    (_E.A_ACTUALISER, _A.EVALUER): "",
    (_E.A_ACTUALISER, _A.REMETTRE): _A_ACTUALISER,
    (_E.A_ACTUALISER, _A.CONFIANCE): "",
    (_E.A_ACTUALISER, _A.SANTE): "",
    (_E.A_ACTUALISER, _A.DEMANDER): _DEJA_OUVERTE,
    (_E.A_ACTUALISER, _A.ACTUALISER): "",
    (_E.A_ACTUALISER, _A.CLORE): "",
    **{(_E.CLOS, acte): _CLOS for acte in Acte},
}
"""Why an act is refused in a state; empty when it is allowed."""

VERBES = {
    Acte.REDIGER: "modifier le texte", Acte.ETABLIR: "établir le projet", Acte.RECUEILLIR: "recueillir un avis",
    Acte.REPRENDRE: "reprendre le texte", Acte.SIGNER: "clore le recueil des signatures",
    Acte.EVALUER: "évaluer un objectif", Acte.REMETTRE: "noter une remise",
    Acte.CONFIANCE: "noter la proposition d'une personne de confiance", Acte.SANTE: "joindre le bilan de santé",
    Acte.DEMANDER: "ouvrir une actualisation", Acte.ACTUALISER: "établir l'avenant", Acte.CLORE: "clore le projet",
}  # fmt: skip


class EtatRapport(StrEnum):
    """States of a situation report."""

    BROUILLON = "brouillon"
    A_VALIDER = "a_valider"
    VALIDE = "valide"
    TRANSMIS = "transmis"


class ActeRapport(StrEnum):
    """Acts on a situation report."""

    REDIGER = "rediger"
    SOUMETTRE = "soumettre"
    RENVOYER = "renvoyer"
    VALIDER = "valider"
    TRANSMETTRE = "transmettre"


_R, _AR = EtatRapport, ActeRapport
_PAS_SOUMIS = "il n'est pas soumis : soumettez-le d'abord au cadre"
_CHEZ_LE_CADRE = "il attend la validation du cadre : demandez son renvoi"
_PAS_VALIDE = "il n'est pas validé : faites-le d'abord valider par le cadre"
_VALIDE = "il est validé : son texte ne change plus"
_TRANSMIS = "il est transmis au juge : il ne change plus"
TABLE_RAPPORT: dict[tuple[EtatRapport, ActeRapport], str] = {
    (_R.BROUILLON, _AR.REDIGER): "",
    (_R.BROUILLON, _AR.SOUMETTRE): "",
    (_R.BROUILLON, _AR.RENVOYER): _PAS_SOUMIS,
    (_R.BROUILLON, _AR.VALIDER): _PAS_SOUMIS,
    (_R.BROUILLON, _AR.TRANSMETTRE): _PAS_VALIDE,
    (_R.A_VALIDER, _AR.REDIGER): _CHEZ_LE_CADRE,
    (_R.A_VALIDER, _AR.SOUMETTRE): _CHEZ_LE_CADRE,
    (_R.A_VALIDER, _AR.RENVOYER): "",
    (_R.A_VALIDER, _AR.VALIDER): "",
    (_R.A_VALIDER, _AR.TRANSMETTRE): _PAS_VALIDE,
    (_R.VALIDE, _AR.REDIGER): _VALIDE,
    (_R.VALIDE, _AR.SOUMETTRE): _VALIDE,
    (_R.VALIDE, _AR.RENVOYER): _VALIDE,
    (_R.VALIDE, _AR.VALIDER): _VALIDE,
    (_R.VALIDE, _AR.TRANSMETTRE): "",
    **{(_R.TRANSMIS, acte): _TRANSMIS for acte in ActeRapport},
}

VERBES_RAPPORT = {
    ActeRapport.REDIGER: "modifier le rapport", ActeRapport.SOUMETTRE: "le soumettre au cadre",
    ActeRapport.RENVOYER: "le renvoyer au rédacteur", ActeRapport.VALIDER: "le valider",
    ActeRapport.TRANSMETTRE: "le transmettre au juge",
}  # fmt: skip


def refus(etat: Etat, acte: Acte) -> list[Faute]:
    """Why ``acte`` is not possible on a projet in ``etat``; empty when it is.

    >>> refus(Etat.SIGNE, Acte.REDIGER)[0].message
    'On ne peut modifier le texte (il est signé : son texte ne change plus, ouvrez une actualisation).'
    """
    return _dire(TABLE[etat, acte], VERBES[acte], etat)


def refus_rapport(etat: EtatRapport, acte: ActeRapport) -> list[Faute]:
    """Why ``acte`` is not possible on a report in ``etat``; empty when it is."""
    return _dire(TABLE_RAPPORT[etat, acte], VERBES_RAPPORT[acte], etat)


def _dire(raison: str, verbe: str, etat: str) -> list[Faute]:
    return [Faute("etat", f"On ne peut {verbe} ({raison}).", etat)] if raison else []


def possibles(etat: Etat) -> frozenset[Acte]:
    """Acts allowed in ``etat``."""
    return frozenset(acte for acte in Acte if not TABLE[etat, acte])


def possibles_rapport(etat: EtatRapport) -> frozenset[ActeRapport]:
    """Acts allowed on a report in ``etat``."""
    return frozenset(acte for acte in ActeRapport if not TABLE_RAPPORT[etat, acte])
