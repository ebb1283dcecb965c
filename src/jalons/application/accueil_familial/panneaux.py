"""What ``accueil_familial`` inscribes: its lines of the menu, its panel on an establishment, its statuses."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.accueil_familial import maison, occupation, rules, selectors
from jalons.application.accueil_familial.services.personnes import FAMILLE
from jalons.application.etablissements import porte
from jalons.application.ui.registre import EntreeMenu, Panneau, inscrire_menu, inscrire_panneau
from jalons.application.ui.statuts import Statut, Ton, declarer_statuts

VOIR, SUIVRE = Permission.ACCUEIL_FAMILIAL_VOIR, Permission.ACCUEIL_FAMILIAL_MODIFIER
"""Late proofs are the service's, as deadlines are."""
PAGE_ETABLISSEMENT = "etablissements:etablissement"


def _assistants(requete: Any, objet: Any) -> dict[str, Any] | None:
    """The carers whose foster homes are units of the establishment; nothing when it has no foster home."""
    if not any(u.unite.type == FAMILLE for u in objet.unites_du_jour):  # put by the page
        return None
    jour, lue = timezone.localdate(), maison.lire(objet, timezone.localdate())
    presents: dict[int, int] | None = getattr(objet, "enfants_du_jour", None)  # said by the panel of stays, if shown
    if presents is None:
        presents = occupation.enfants_par_unite([objet.collectivite_id], jour)
    lignes = [x for x in lue.lignes(presents, jour) if _peut(requete, VOIR, x.assistant)]
    suivis = {x.assistant.pk for x in lignes if _peut(requete, SUIVRE, x.assistant)}
    return {"resume": selectors.resumer(lignes), "retards": lue.retards(suivis) if suivis else None}


def _peut(requete: Requete, permission: Permission, assistant: Any) -> bool:
    return porte.peut(requete, permission, assistant, assistant.employeur_code)


def inscrire() -> None:
    """Once, at start-up."""
    groupe = "Offre d'accueil"
    inscrire_menu(
        EntreeMenu("Accueil familial", "accueil_familial:liste", Permission.ACCUEIL_FAMILIAL_VOIR, ordre=46,
                   icone="equipe", groupe=groupe),
        EntreeMenu("Départs d'assistants familiaux", "accueil_familial:departs", Permission.ACCUEIL_FAMILIAL_COMPTER,
                   ordre=47, icone="progres", groupe=groupe),
    )  # fmt: skip
    inscrire_panneau(
        Panneau(
            PAGE_ETABLISSEMENT, "Assistants familiaux", VOIR, _assistants,
            "accueil_familial/_panneau_etablissement.html", ordre=55, cle="assistants-familiaux",
        )
    )  # fmt: skip
    apparences: dict[str, tuple[str, Ton]] = {
        rules.VALIDE: ("coche", "succes"), rules.SUSPENDU: ("pause", "danger"), rules.EXPIRE: ("retard", "danger"),
        rules.RETIRE: ("arreter", "danger"), rules.TERMINE: ("moins", "neutre"), rules.A_VENIR: ("calendrier", "info"),
        rules.INCONNU: ("inconnu", "inconnu"),
    }  # fmt: skip
    declarer_statuts(
        "agrement", {code: Statut(rules.ETATS[code], icone, ton) for code, (icone, ton) in apparences.items()}
    )
