"""What every act on a measure has in common: its lock, its refusals, the facts it records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant
from jalons.application.enfants.verrous import refuser_un_deplacement, verrouiller_dossier
from jalons.application.faits import services as faits
from jalons.application.mesures import rules
from jalons.application.mesures.etats import etat_de
from jalons.application.mesures.models import FaitDeMesure, Mesure, Renouvellement
from jalons.application.socle.version import verrouiller
from jalons.droit.echeances import regles_nationales
from jalons.droit.mesures import Nature, natures
from jalons.noyau.saisie import EntreeRefusee, Faute

LIEU = {
    "mesure_sans_chevauchement": "debut_le", "mesure_en_attente_unique": "nature",
    "mesure_notifiee_apres_decision": "notifiee_le",
    "mesure_premiere_notification_apres_decision": "notifiee_le", "mesure_commence_apres_decision": "debut_le",
    "mesure_finit_apres_debut": "fin_le", "mesure_finit_apres_decision": "fin_le",
    "mesure_terme_apres_decision": "terme_le",
}  # fmt: skip
"""Field beside which the sentence of a constraint of the base is shown."""


def refuser(fautes: list[Faute], quoi: str = "la mesure") -> None:
    """Stop the act when there is a fault."""
    if fautes:
        raise EntreeRefusee(fautes, quoi=quoi)


def prendre(mesure: Mesure, version: int | None, acte: str, *, au: date) -> tuple[Mesure, Nature]:
    """The measure as it stands, locked after its child's file, if the act is possible in its state.

    Raises:
        VersionDepassee: somebody recorded an act in between.
        EntreeRefusee: the table of acts forbids it, or the file was merged with another meanwhile.
    """
    enfant = verrouiller_dossier(mesure.enfant_id)
    a_jour = verrouiller(mesure, version, quoi="Cette mesure")
    refuser_un_deplacement(enfant.pk, a_jour.enfant_id)
    a_jour.enfant = enfant
    refuser(rules.fautes_d_acte(etat_de(a_jour, au), acte))
    return a_jour, natures()[a_jour.nature]


def ecrire(objet: Mesure | Renouvellement) -> None:
    """Save; a constraint of the base that refuses answers with its French sentence.

    Raises:
        EntreeRefusee: two acts at once, or dates that only the base sees together.
    """
    try:
        with transaction.atomic():
            objet.save()
    except IntegrityError as erreur:
        nom = getattr(getattr(erreur.__cause__, "diag", None), "constraint_name", "") or ""
        phrases = {
            c.name: str(getattr(c, "violation_error_message", ""))
            for modele in (Mesure, Renouvellement)
            for c in modele._meta.constraints
        }
        if not phrases.get(nom):
            raise
        raise EntreeRefusee([Faute(LIEU.get(nom, "acte"), phrases[nom])], quoi="la mesure") from erreur


def constater(
    mesure: Mesure,
    etape: str,
    codes: Iterable[str],
    *,
    le: date | None,
    par: Agent | None,
    instant: datetime | None = None,
    decision: str = "",
) -> None:
    """Record on the child the facts of an act, with the attributes that each event declares; none without a day."""
    if le is None:
        return
    constats = [
        faits.Constat(mesure.enfant, code, le, attributs, instant)
        for code, attributs in attributs_declares(mesure, codes, le, decision)
    ]
    if constats:
        FaitDeMesure.objects.bulk_create(
            [
                FaitDeMesure(collectivite_id=mesure.collectivite_id, mesure=mesure, fait=fait, etape=etape)
                for fait in faits.enregistrer_plusieurs(constats, par=par)
            ]
        )


def attributs_declares(
    mesure: Mesure, codes: Iterable[str], le: date, decision: str = ""
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each event with what is known of the attributes that it declares.

    Args:
        decision: number of the decision that the act follows; that of the first one when empty.
    """
    valeurs = _attributs(mesure, le, decision)
    for code in codes:
        declares = {a.nom for a in regles_nationales().evenements[code].attributs}
        yield code, {nom: v for nom, v in valeurs.items() if nom in declares and v is not None}


def _attributs(mesure: Mesure, le: date, decision: str) -> dict[str, Any]:
    numero = mesure.numero
    naissance = mesure.enfant.naissance
    petit = rules.moins_de_deux_ans(naissance, le)
    return {
        **dict.fromkeys(("mesure", "recueil", "placement"), numero),
        "affaire": mesure.affaire, "decision": decision or f"{numero}-0", "type": mesure.nature,
        "cadre": natures()[mesure.nature].cadre, "terme": mesure.terme_le and mesure.terme_le.isoformat(),
        "rapport_le": mesure.rapport_le and mesure.rapport_le.isoformat(),
        "difficultes_chroniques": mesure.difficultes_chroniques, "admis_avant_deux_ans": petit,
        "statut_a_examiner": mesure.statut_a_examiner,
    }  # fmt: skip


def refuser_un_dossier_ferme(enfant: Enfant) -> None:
    """A duplicate made one with another file receives no act."""
    if enfant.fusionne_dans_id is not None:
        refuser([Faute("enfant", f"Le {enfant} est réuni à un autre dossier : enregistrez l'acte sur celui-ci.")])
