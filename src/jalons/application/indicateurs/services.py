"""Writes: definitions, values, targets, counter-proposals and their answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from jalons.application.acces.models import Agent
from jalons.application.indicateurs import verification
from jalons.application.indicateurs.models import Cible, Indicateur, Proposition, Valeur
from jalons.application.indicateurs.sources import code as code_de_source
from jalons.application.socle.journal import journaliser
from jalons.droit import indicateurs_nationaux
from jalons.droit.model import IndicateurNational
from jalons.noyau.dates import DateCivile

CHAMPS = (
    "code", "libelle", "definition", "formule", "unite", "sens", "borne_min", "borne_max", "frequence", "delai_jours",
    "code_national", "t0_periode", "t0_valeur",
)  # fmt: skip
"""Fields of a definition that an agent sets."""


@transaction.atomic
def creer(*, collectivite: str, par: Agent | None, **champs: Any) -> Indicateur:
    """Define an indicator of a collectivité (its code).

    Args:
        champs: any of ``CHAMPS``; ``libelle`` and ``unite`` at least. The code is made from the name when not given.

    Raises:
        ValidationError: sentences by field; nothing is written.
    """
    _refuser_inconnus(champs)
    indicateur = Indicateur(collectivite_id=collectivite, **champs)
    indicateur.code = indicateur.code or _code_libre(collectivite, indicateur.libelle)
    _valider(indicateur)
    indicateur.save()
    journaliser("indicateurs:creer", objet=indicateur, par=par, code=indicateur.code)
    return indicateur


@transaction.atomic
def modifier(*, indicateur: Indicateur, par: Agent | None, **champs: Any) -> Indicateur:
    """Change fields of a definition; same refusals as ``creer``."""
    _refuser_inconnus(champs)
    for champ, valeur in champs.items():
        setattr(indicateur, champ, valeur)
    _valider(indicateur)
    indicateur.save()
    journaliser("indicateurs:modifier", objet=indicateur, par=par, champs=sorted(champs))
    return indicateur


@transaction.atomic
def archiver(*, indicateur: Indicateur, par: Agent | None, archive: bool = True) -> Indicateur:
    """Put an indicator away, values kept; ``archive=False`` brings it back."""
    indicateur.archive = archive
    indicateur.save(update_fields=["archive"])
    journaliser("indicateurs:archiver" if archive else "indicateurs:reprendre", objet=indicateur, par=par)
    return indicateur


@transaction.atomic
def saisir_valeur(
    *, indicateur: Indicateur, periode: DateCivile, source: str, valeur: Decimal, par: Agent | None,
    precision: str = "exact", commentaire: str = "",
) -> Valeur:  # fmt: skip
    """Record the value of a period by a source; the value already there is replaced, its history kept.

    Raises:
        ValidationError: sentences by field; nothing is written.
    """
    source = code_de_source(source)
    verification.exiger(verification.valeur(indicateur, periode=periode, source=source, valeur=valeur))
    objet = Valeur.objects.filter(indicateur=indicateur, periode=periode, source=source).first()
    if objet is None:
        objet = Valeur(indicateur=indicateur, collectivite_id=indicateur.collectivite_id, source=source)
        objet.periode = periode
    objet.valeur, objet.precision, objet.commentaire, objet.saisie_par = valeur, precision, commentaire, par
    objet.full_clean(exclude=["collectivite", "indicateur", "saisie_par"], validate_unique=False)
    objet.save()
    journaliser("indicateurs:saisir", objet=objet, par=par, periode=periode.iso(), source=source)
    return objet


@transaction.atomic
def retirer_valeur(*, valeur: Valeur, par: Agent | None) -> None:
    """Take away a value entered by mistake; its history stays."""
    journaliser("indicateurs:retirer_valeur", objet=valeur, par=par, periode=valeur.periode.iso(), source=valeur.source)
    valeur.delete()


@transaction.atomic
def fixer_cible(
    *, indicateur: Indicateur, annee: int, valeur: Decimal, par: Agent | None, commentaire: str = ""
) -> Cible:
    """Set the target of a year; the one already there is replaced, its history kept.

    Raises:
        ValidationError: sentences by field; nothing is written.
    """
    verification.exiger(verification.cible(indicateur, annee=annee, valeur=valeur))
    objet = Cible.objects.filter(indicateur=indicateur, annee=annee).first()
    objet = objet or Cible(indicateur=indicateur, collectivite_id=indicateur.collectivite_id, annee=annee)
    objet.valeur, objet.commentaire = valeur, commentaire
    objet.full_clean(exclude=["collectivite", "indicateur"], validate_unique=False)
    objet.save()
    journaliser("indicateurs:cible", objet=objet, par=par, annee=annee)
    return objet


@transaction.atomic
def retirer_cible(*, cible: Cible, par: Agent | None) -> None:
    """Take away the target of a year; its history stays."""
    journaliser("indicateurs:retirer_cible", objet=cible, par=par, annee=cible.annee)
    cible.delete()


@transaction.atomic
def contreproposer(
    *, indicateur: Indicateur, objet: str, periode: DateCivile, valeur: Decimal, motif: str, cote: str,
    par: Agent | None, source: str = "",
) -> Proposition:  # fmt: skip
    """Propose another target or another value, with a reason.

    Args:
        objet: ``cible`` (``periode`` is a year) or ``valeur`` (``source`` says whose).
        cote: ``prefecture`` or ``ars``.

    Raises:
        ValidationError: sentences by field; nothing is written.
    """
    source = code_de_source(source)
    if objet == Proposition.Objet.CIBLE:
        fautes = verification.cible(indicateur, annee=periode.annee, valeur=valeur)
    else:
        fautes = verification.valeur(indicateur, periode=periode, source=source, valeur=valeur)
    if not motif.strip():
        fautes.setdefault("motif", []).append("Dites pourquoi : le département répond à un motif.")
    if cote not in ("prefecture", "ars"):
        fautes.setdefault("cote", []).append("Seules la préfecture et l'ARS contre-proposent.")
    verification.exiger(fautes)
    proposition = Proposition(
        indicateur=indicateur, collectivite_id=indicateur.collectivite_id, objet=objet, source=source, valeur=valeur,
        motif=motif.strip(), cote=cote, auteur=par,
    )  # fmt: skip
    proposition.periode = periode
    proposition.save()
    journaliser("indicateurs:contreproposer", objet=proposition, par=par, cote=cote)
    return proposition


@transaction.atomic
def repondre(*, proposition: Proposition, accepter: bool, par: Agent | None, reponse: str = "") -> Proposition:
    """Accept (the target or the value is written) or refuse (with a reason) a counter-proposal.

    Raises:
        ValidationError: already answered, or refused without a reason; nothing is written.
    """
    proposition = Proposition.objects.select_for_update().select_related("indicateur").get(pk=proposition.pk)
    if proposition.etat != Proposition.Etat.OUVERTE:
        etat = proposition.get_etat_display().lower()
        raise ValidationError(f"Cette contre-proposition est déjà {etat} : relisez-la avant de répondre.")
    if not accepter and not reponse.strip():
        raise ValidationError({"reponse": ["Dites pourquoi vous refusez : l'auteur lira cette réponse."]})
    if accepter:
        _appliquer(proposition, par)
    proposition.etat = Proposition.Etat.ACCEPTEE if accepter else Proposition.Etat.REFUSEE
    proposition.reponse, proposition.repondue_le = reponse.strip(), timezone.now()
    proposition.save(update_fields=["etat", "reponse", "repondue_le"])
    journaliser("indicateurs:repondre", objet=proposition, par=par, accepte=accepter)
    return proposition


def _appliquer(proposition: Proposition, par: Agent | None) -> None:
    trace = f"Contre-proposition n° {proposition.pk} ({proposition.cote}) acceptée : {proposition.motif}"
    if proposition.objet == Proposition.Objet.CIBLE:
        fixer_cible(
            indicateur=proposition.indicateur, annee=proposition.periode.annee, valeur=proposition.valeur, par=par,
            commentaire=trace,
        )  # fmt: skip
    else:
        saisir_valeur(
            indicateur=proposition.indicateur, periode=proposition.periode, source=proposition.source,
            valeur=proposition.valeur, par=par, commentaire=trace,
        )  # fmt: skip


@transaction.atomic
def reprendre_du_catalogue(*, collectivite: str, par: Agent | None) -> list[Indicateur]:
    """Create every harmonised indicator that the collectivité does not follow yet; those already there are left."""
    suivis = set(Indicateur.objects.filter(collectivite_id=collectivite).values_list("code_national", flat=True))
    return [
        creer(collectivite=collectivite, par=par, **_du_catalogue(n))
        for n in indicateurs_nationaux()
        if n.code not in suivis
    ]


def _du_catalogue(national: IndicateurNational) -> dict[str, Any]:
    """An indicator aimed at a range keeps it when both ends are known, else the side that is."""
    bornes = [c for c in national.cibles if c.minimum is not None and c.maximum is not None]
    sens = {"hausse": "hausse", "baisse": "baisse"}.get(national.sens, "plage" if bornes else "hausse")
    return {
        "code": national.code[:40],
        "code_national": national.code,
        "libelle": national.libelle,
        "definition": national.definition,
        "unite": national.unite,
        "sens": sens,
        "borne_min": bornes[0].minimum if sens == "plage" else None,
        "borne_max": bornes[0].maximum if sens == "plage" else None,
        "t0_periode": DateCivile(national.annee_t0) if national.annee_t0 else None,
    }


def _refuser_inconnus(champs: dict[str, Any]) -> None:
    if inconnus := set(champs) - set(CHAMPS):
        raise TypeError(f"unknown fields of an indicator: {', '.join(sorted(inconnus))}")


def _valider(indicateur: Indicateur) -> None:
    fautes: dict[str, list[str]] = {}
    try:
        indicateur.full_clean(exclude=["collectivite"])
    except ValidationError as erreur:
        fautes = {c: list(p) for c, p in erreur.message_dict.items()}
    for champ, phrases in verification.definition(indicateur).items():
        fautes.setdefault(champ, []).extend(phrases)
    verification.exiger(fautes)


def _code_libre(collectivite: str, libelle: str) -> str:
    base = slugify(libelle).replace("-", "_")[:34] or "indicateur"
    pris = set(
        Indicateur.objects.filter(collectivite_id=collectivite, code__startswith=base).values_list("code", flat=True)
    )
    return base if base not in pris else next(c for n in range(2, 9999) if (c := f"{base}_{n}") not in pris)
