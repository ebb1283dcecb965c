"""What every write has in common: values checked field by field, sentences of the constraints of the base."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from jalons.noyau.saisie import EntreeRefusee, Faute, abrege


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
