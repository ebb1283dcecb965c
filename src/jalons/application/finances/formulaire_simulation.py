"""Forms of a simulation: amounts added, amounts altered or taken away; nothing is saved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.forms.boundfield import BoundField
from django.http import QueryDict

from jalons.application.finances import selectors
from jalons.application.finances.lignes import LigneFinanciere, Version
from jalons.application.finances.tableaux import colonne
from jalons.application.ui.champs import ChampNombre
from jalons.noyau.montants import PrecisionMontant

PAR_PAGE = 25


class AjoutForm(forms.Form):
    """An amount to add to a simulation."""

    source = forms.ChoiceField(label="Source", required=False)
    valeur = ChampNombre(label="Montant ajouté (€)", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choix = [("", "Aucune"), *((c, x) for c, x in selectors.libelles_des_sources().items() if c)]
        self.fields["source"].choices = choix  # type: ignore[attr-defined]

    def clean_valeur(self) -> Decimal | None:
        """A simulation takes away by choosing amounts, not by adding negative ones."""
        valeur: Decimal | None = self.cleaned_data["valeur"]
        if valeur is not None and valeur < 0:
            raise ValidationError("Ajoutez un montant positif ; pour en retirer un, cochez-le dans la liste.")
        return valeur

    def ligne(self, rang: int) -> LigneFinanciere | None:
        """The line to add; ``None`` when nothing was asked."""
        source, valeur = self.cleaned_data.get("source"), self.cleaned_data.get("valeur")
        if not source or valeur is None:
            return None
        return LigneFinanciere(
            f"simulation-{rang}", f"Ajout {rang}", valeur, Version.SIGNE, source, action=f"ajout-{rang}"
        )


@dataclass(frozen=True, slots=True)
class LigneProposee:
    """An amount that may be altered or taken away, as the page shows it."""

    cle: str
    libelle: str
    montant: str
    source: str
    temps: str
    retiree: bool
    nouveau: BoundField


class SimulationForm(forms.Form):
    """Amounts to take away or to alter, by name.

    A contract may have hundreds of amounts: the page shows those already touched, whatever the filter, then one page
    of the others. ``lignes`` are those that count in a total.
    """

    retraits = forms.MultipleChoiceField(label="Montants retirés", required=False)
    source = forms.ChoiceField(label="Source", required=False)
    temps = forms.ChoiceField(label="Année ou période", required=False)

    def __init__(self, *args: Any, lignes: tuple[LigneFinanciere, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lignes = {x.cle: x for x in lignes if x.s_ajoute}
        self._libelles = selectors.libelles_des_sources()
        if self.is_bound:  # hundreds of them, asked of nobody until something is sent
            self._choix("retraits", {x.cle: x.libelle for x in self._lignes.values()})
        self._choix("source", {"": "Toutes"} | {x.source: self._libelles[x.source] for x in self._lignes.values()})
        temps = sorted({colonne(x).libelle for x in self._lignes.values()})
        self._choix("temps", {"": "Toutes"} | {t: t for t in temps})
        self._retraits = set(self.data.getlist("retraits")) if isinstance(self.data, QueryDict) else set()
        self.touchees = (
            [x for x in self._lignes.values() if x.cle in self._retraits or self._saisi(x)] if self.is_bound else []
        )
        self.page = self._page()
        for ligne in (*self.touchees, *self.page.object_list):
            self.fields[f"nouveau-{ligne.cle}"] = ChampNombre(
                label=f"Nouveau montant pour {ligne.libelle} ({ligne.montant})", required=False
            )

    def _choix(self, nom: str, choix: dict[str, str]) -> None:
        self.fields[nom].choices = list(choix.items())  # type: ignore[attr-defined]

    def _saisi(self, ligne: LigneFinanciere) -> bool:
        return bool(self.data.get(f"nouveau-{ligne.cle}", "").strip())

    def _page(self) -> Page[LigneFinanciere]:
        touchees = {x.cle for x in self.touchees}
        source, temps = self.data.get("source", ""), self.data.get("temps", "")
        autres = [
            x for x in self._lignes.values()
            if x.cle not in touchees and source in ("", x.source) and temps in ("", colonne(x).libelle)
        ]  # fmt: skip
        return Paginator(autres, PAR_PAGE).get_page(self.data.get("aller") or self.data.get("page"))

    @property
    def vide(self) -> bool:
        """No amount counts: there is nothing to alter."""
        return not self._lignes

    def changements(self) -> list[LigneProposee]:
        """The lines already touched."""
        return list(self._proposees(self.touchees))

    def autres(self) -> list[LigneProposee]:
        """The lines of the page shown."""
        return list(self._proposees(self.page.object_list))

    def _proposees(self, lignes: Any) -> Iterator[LigneProposee]:
        for x in lignes:
            yield LigneProposee(
                x.cle, x.libelle, str(x.montant), self._libelles[x.source], colonne(x).libelle,
                x.cle in self._retraits, self[f"nouveau-{x.cle}"],
            )  # fmt: skip

    def remplacees(self) -> tuple[set[str], list[LigneFinanciere]]:
        """Names taken away, and altered lines to put in their place."""
        retraits = set(self.cleaned_data["retraits"])
        changees = [
            replace(x, valeur=valeur, precision=PrecisionMontant.EXACT)
            for x in self.touchees
            if x.cle not in retraits and (valeur := self.cleaned_data.get(f"nouveau-{x.cle}")) is not None
        ]
        return retraits | {x.cle for x in changees}, changees
