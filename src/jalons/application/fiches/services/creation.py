"""Creation of a fiche with everything it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.fiches import suivi
from jalons.application.fiches.entrees import ActionEntree, ChampsFiche, IntervenantEntree, LienEntree, ResultatEntree
from jalons.application.fiches.models import Action, Etape, Fiche, Intervenant, Lien, Resultat
from jalons.application.socle.journal import journaliser
from jalons.noyau.saisie import EntreeRefusee, Faute


@transaction.atomic
def creer_fiche(
    *,
    collectivite: str,
    titre: str,
    par: Agent | None,
    intervenants: Sequence[IntervenantEntree] = (),
    actions: Sequence[ActionEntree] = (),
    resultats: Sequence[ResultatEntree] = (),
    liens: Sequence[LienEntree] = (),
    **champs: Unpack[ChampsFiche],
) -> Fiche:
    """A new fiche of ``collectivite`` (code), not yet placed in any frame (see ``placer``).

    A fiche that is done is put at 100 %.

    Raises:
        EntreeRefusee: no title, an inconsistent follow-up, two actions with one number; nothing is written.
    """
    statut = champs.get("statut", Fiche.Statut.INCONNU.value)
    champs["avancement"] = suivi.avancement_retenu(statut, champs.get("avancement"))
    refus = fautes_du_titre(titre) + numeros_en_double(actions)
    refus += suivi.fautes(statut=statut, avancement=champs["avancement"], blocage=champs.get("blocage", ""))
    if refus:
        raise EntreeRefusee(refus, quoi="la fiche")
    fiche = Fiche(collectivite_id=collectivite, titre=titre.strip(), **champs)
    fiche.save(force_insert=True)
    _ecrire_les_listes(fiche, intervenants, actions, resultats, liens)
    journaliser("fiches:creer", objet=fiche, par=par)
    return fiche


def fautes_du_titre(titre: str) -> list[Faute]:
    """A title that is empty or too long."""
    longueur = len(titre.strip())
    if not longueur:
        return [Faute("titre", "La fiche n'a pas de titre : écrivez en quelques mots ce que l'action fait.")]
    if longueur > 300:
        return [Faute("titre", f"Le titre a {longueur} caractères, 300 au plus : raccourcissez-le.")]
    return []


def numeros_en_double(actions: Sequence[ActionEntree]) -> list[Faute]:
    """Numbers that two actions share."""
    numeros = [a.numero for a in actions]
    return [
        Faute("actions", f"Deux actions portent le numéro {n} : donnez un numéro à chacune.", str(n))
        for n in sorted({n for n in numeros if numeros.count(n) > 1})
    ]


def _ecrire_les_listes(
    fiche: Fiche,
    intervenants: Sequence[IntervenantEntree],
    actions: Sequence[ActionEntree],
    resultats: Sequence[ResultatEntree],
    liens: Sequence[LienEntree],
) -> None:
    commun = {"collectivite_id": fiche.collectivite_id, "fiche": fiche}
    Intervenant.objects.bulk_create(
        Intervenant(**commun, role=e.role, nom=e.nom, agent_id=e.agent_id, ordre=i) for i, e in enumerate(intervenants)
    )
    Resultat.objects.bulk_create(Resultat(**commun, texte=e.texte, ordre=i) for i, e in enumerate(resultats))
    Lien.objects.bulk_create(Lien(**commun, texte=e.texte, vers_id=e.vers_id, ordre=i) for i, e in enumerate(liens))
    ecrites = Action.objects.bulk_create(
        Action(**commun, numero=e.numero, titre=e.titre, statut=e.statut, debut=e.debut, fin=e.fin) for e in actions
    )
    Etape.objects.bulk_create(
        Etape(
            collectivite_id=fiche.collectivite_id, action=action, ordre=i, niveau=p.niveau, texte=p.texte,
            prevue_le=p.prevue_le, faite_le=p.faite_le,
        )
        for action, entree in zip(ecrites, actions, strict=True)
        for i, p in enumerate(entree.etapes or ())
    )  # fmt: skip
