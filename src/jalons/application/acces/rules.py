"""Who may give which role where. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from jalons.application.acces.permissions import Niveau, Role
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.ecarts import Ecart, Gravite

SOURCE = "Règles d'habilitation de Jalons"


def _refus(code: str, message: str) -> Ecart:
    return Ecart(code, Gravite.BLOQUANT, confirme=True, message=message, source=SOURCE)


def ecarts_habilitation(
    *, role: Role, niveau: Niveau, lieux: Collection[str], perimetre: Collection[str], a_soi: bool
) -> list[Ecart]:
    """Why an administrator may not give this role there; empty when it may.

    Args:
        lieux: codes of every collectivité that the role would cover.
        perimetre: codes where the administrator manages accounts.
        a_soi: whether it would be given to oneself.
    """
    ecarts = []
    if a_soi:
        ecarts.append(
            _refus(
                "habilitation_a_soi",
                "Vous ne pouvez pas vous donner un rôle à vous-même. Demandez-le à une autre personne qui administre.",
            )
        )
    if not lieux:
        ecarts.append(_refus("lieu_absent", "Le rôle ne porte sur aucune collectivité. Indiquez où il s'exerce."))
    dehors = sorted(set(lieux) - set(perimetre))
    if dehors:
        montres = ", ".join(dehors[:5]) + (f" et {len(dehors) - 5} autres" if len(dehors) > 5 else "")
        ecarts.append(
            _refus(
                "habilitation_hors_perimetre",
                f"Ce rôle porterait sur des collectivités que vous n'administrez pas ({montres}). "
                "Choisissez un lieu de votre périmètre.",
            )
        )
    if role is Role.NATIONAL and niveau is not Niveau.NATION:
        ecarts.append(
            _refus(
                "niveau_du_role",
                f"Le rôle « {role.libelle} » se donne au niveau « {Niveau.NATION.libelle} » ; "
                f"reçu « {niveau.libelle} ».",
            )
        )
    return ecarts


def ecarts_maitrise(*, lieux: Collection[str], perimetre: Collection[str]) -> list[Ecart]:
    """Why an administrator may not close an account nor draw a link for its password; empty when it may.

    Whoever resets a password may use the account: all its places must be administered.

    Args:
        lieux: codes of every collectivité that the account's roles cover today.
        perimetre: codes where the administrator manages accounts.
    """
    if set(lieux) <= set(perimetre):
        return []
    return [
        _refus(
            "compte_partage",
            "Ce compte a aussi des rôles hors de votre périmètre : vous pouvez retirer ceux qu'il tient chez vous, "
            "mais ni le fermer ni changer son mot de passe. Adressez-vous à l'administration de l'autre collectivité.",
        )
    ]


def ecarts_dates(*, debut: date, fin: date | None) -> list[Ecart]:
    """Why these dates cannot be kept; empty when they can. Both days are included."""
    if fin is None or fin >= debut:
        return []
    return [
        _refus(
            "fin_avant_debut",
            f"Le dernier jour ({texte_du_jour(fin)}) précède le premier ({texte_du_jour(debut)}). "
            "Corrigez l'une des dates.",
        )
    ]
