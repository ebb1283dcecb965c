"""What every write has in common: values checked field by field, sentences of the constraints of the base."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from jalons.application.acces.models import Agent
from jalons.application.etablissements.models import Etablissement
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import EntreeRefusee, Faute, abrege

M = TypeVar("M", bound=models.Model)


def ecrire(objet: models.Model, *, quoi: str, lieux: dict[str, str] | None = None) -> None:
    """Check the fields, then save.

    Args:
        quoi: what it is, with its article, for the heading of the refusal.
        lieux: field beside which the sentence of a constraint of the base is shown, by name of the constraint.

    Raises:
        EntreeRefusee: fields that are not as they should be, all at once; or a constraint of the base.
    """
    try:
        objet.clean_fields()
    except ValidationError as erreur:
        fautes = [
            Faute(champ, " ".join(messages), abrege(getattr(objet, champ, "")))
            for champ, messages in erreur.message_dict.items()
        ]
        raise EntreeRefusee(fautes, quoi=quoi) from erreur
    try:
        with transaction.atomic():
            objet.save()
    except IntegrityError as erreur:
        nom = getattr(getattr(erreur.__cause__, "diag", None), "constraint_name", "") or ""
        phrases = {c.name: str(getattr(c, "violation_error_message", "")) for c in objet._meta.constraints}
        if not phrases.get(nom):
            raise
        raise EntreeRefusee([Faute((lieux or {}).get(nom, ""), phrases[nom])], quoi=quoi) from erreur


def propres(champs: dict[str, Any]) -> dict[str, Any]:
    """The same values, texts without useless spaces."""
    return {nom: " ".join(valeur.split()) if isinstance(valeur, str) else valeur for nom, valeur in champs.items()}


def enregistrer(
    objet: M, version: int | None, par: Agent | None, champs: dict[str, Any], *, quoi: str,
    lieux: dict[str, str] | None = None, fiche: str = "La fiche",
) -> M:  # fmt: skip
    """Create a row (``objet`` is then new, with its collectivité), or change it under its version; journalled.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: fields that are not as they should be, or a constraint of the base.
    """
    nouveau = objet.pk is None
    a_jour: Any = objet if nouveau else verrouiller(objet, version, quoi=fiche)
    for nom, valeur in propres(champs).items():
        setattr(a_jour, nom, valeur)
    if not nouveau:
        a_jour.version += 1
    ecrire(a_jour, quoi=quoi, lieux=lieux)
    verbe = "creer" if nouveau else "modifier"
    journaliser(f"etablissements:{verbe}_{objet._meta.model_name}", objet=a_jour, par=par)
    return a_jour  # type: ignore[no-any-return]


def tenir_lieux(cles: Iterable[int]) -> list[Etablissement]:
    """These establishments, locked in the order of their keys, before what belongs to them."""
    lus = Etablissement.objects.select_for_update(of=("self",), no_key=True)
    return list(lus.filter(pk__in=set(cles)).order_by("pk"))


def pas_dans_l_avenir(jours: dict[str, date | None], au: date) -> list[Faute]:
    """A fault for each day, by field, that has not come yet."""
    return [
        Faute(
            champ, f"Le {texte_du_jour(jour)} n'est pas passé : indiquez un jour passé, ou aujourd'hui.",
            texte_du_jour(jour), f"le {texte_du_jour(au)} au plus tard",
        )
        for champ, jour in jours.items()
        if jour is not None and jour > au
    ]  # fmt: skip


def inconnus(valeurs: dict[str, Iterable[str]], connus: dict[str, Iterable[str]]) -> list[Faute]:
    """A fault for each code, by field, that is not in its list."""
    return [
        Faute(champ, f"« {code} » n'est pas dans la liste : choisissez-y une valeur.", code, "une valeur de la liste")
        for champ, codes in valeurs.items()
        for code in codes
        if code not in set(connus[champ])
    ]


def refuser(fautes: list[Faute], quoi: str) -> None:
    """Stop the act when there is a fault."""
    if fautes:
        raise EntreeRefusee(fautes, quoi=quoi)
