"""Agents in charge of a child."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant, Referent
from jalons.application.enfants.rules import faute_periode
from jalons.application.enfants.services.famille import refuser
from jalons.application.enfants.verrous import verrouiller_dossier
from jalons.application.socle.journal import journaliser
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import Faute


@transaction.atomic
def nommer_referent(
    *, enfant: Enfant, agent: Agent, debut: date, par: Agent | None, role: str = Referent.Role.PRINCIPAL,
    fin: date | None = None,
) -> Referent:  # fmt: skip
    """Put a child in an agent's own caseload from ``debut`` (included); the former main référent stays until ended.

    Raises:
        EntreeRefusee: the dates are reversed or before the birth, or the agent already is a référent of the child.
    """
    verrouiller_dossier(enfant)
    refuser(fautes_du_referent(enfant, {"agent": agent, "debut": debut, "fin": fin}), "le référent")
    referent = Referent.objects.create(
        collectivite_id=enfant.collectivite_id, enfant=enfant, agent=agent, role=role, debut=debut, fin=fin
    )
    journaliser("enfants:nommer_referent", objet=enfant, par=par, referent=referent.pk, agent=agent.pk)
    return referent


def fautes_du_referent(enfant: Enfant, lus: Mapping[str, Any]) -> list[Faute]:
    """Every fault of a référent: days reversed or before the birth, an agent who is one already."""
    debut, agent, naissance = lus.get("debut"), lus.get("agent"), enfant.naissance
    fautes = faute_periode("fin", debut, lus.get("fin"))
    if debut is not None and naissance is not None and debut < naissance.debut:
        phrase = f"Le {texte_du_jour(debut)} précède la naissance ({naissance}) : corrigez la date."
        fautes.append(Faute("debut", phrase, texte_du_jour(debut), f"une date à partir du {naissance}"))
    if debut is not None and enfant.decede_le is not None and debut > enfant.decede_le.fin:
        phrase = (
            f"L'enfant est décédé ({enfant.decede_le}) avant le {texte_du_jour(debut)} : aucun référent ne se nomme."
        )
        fautes.append(Faute("debut", phrase, texte_du_jour(debut), f"au plus tard : {enfant.decede_le}"))
    deja = Referent.objects.filter(enfant=enfant, agent=agent, fin=None).first() if agent is not None else None
    if deja is not None:
        depuis = f"{deja.get_role_display().lower()} depuis le {texte_du_jour(deja.debut)}"
        fautes.append(Faute("agent", f"Cet agent est déjà référent de l'enfant ({depuis}) : rien à faire."))
    return fautes


@transaction.atomic
def terminer_referent(*, referent: Referent, fin: date, par: Agent | None) -> Referent:
    """Say the last day (included) of a référent: the child leaves that agent's caseload the day after.

    Raises:
        EntreeRefusee: it comes before the first one, or a colleague has already said an earlier one.
    """
    verrouiller_dossier(referent.enfant_id)
    referent = Referent.objects.select_for_update(of=("self",), no_key=True).get(pk=referent.pk)
    fautes = faute_periode("fin", referent.debut, fin)
    if referent.fin is not None and referent.fin <= fin:
        phrase = f"La charge de {referent.agent} est déjà finie au {texte_du_jour(referent.fin)} : rien n'a été changé."
        fautes.append(Faute("fin", phrase, texte_du_jour(fin), texte_du_jour(referent.fin)))
    refuser(fautes, "le référent")
    referent.fin = fin
    referent.save(update_fields=["fin"])
    journaliser("enfants:terminer_referent", objet=referent.enfant, par=par, referent=referent.pk)
    return referent
