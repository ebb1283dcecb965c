"""A refusal of a service, said in the form that asked for it."""

from __future__ import annotations

from typing import Any

from jalons.noyau.ecarts import RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee


def dire_le_refus(form: Any, refus: EntreeRefusee | RegleNonRespectee) -> None:
    """Add each sentence to the faults of a form, or of the first line of a formset."""
    if isinstance(refus, RegleNonRespectee):
        phrases = [f"{e.message} ({e.source})" for e in refus.ecarts]
    else:
        phrases = [f.message for f in refus.fautes]
    cible = form if hasattr(form, "add_error") else None
    for phrase in phrases:
        if cible is not None:
            cible.add_error(None, phrase)
        else:
            form.non_form_errors().append(phrase)
