"""The reception form: what is typed, the children who look alike, what is still to be chosen. Reads only.

Nothing is kept between two posts: the page carries everything, so that it works without JavaScript and loses nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from jalons.application.crip import selectors
from jalons.application.crip.forms import InformationForm
from jalons.application.crip.models import Situation
from jalons.application.crip.rules import fautes_enfants
from jalons.application.crip.services import InformationRecue, NouvelEnfant
from jalons.application.crip.services.reception import fautes_de_l_information, fautes_du_nouvel_enfant
from jalons.application.enfants import recherche
from jalons.application.enfants.cles import Identite
from jalons.application.enfants.models import Enfant, MembreFoyer
from jalons.application.enfants.rapprochement import Ressemblance, Verdict
from jalons.application.enfants.selectors import en_cours
from jalons.application.enfants.services.identite import ChampsEnfant
from jalons.application.territoires.models import Collectivite, UniteLocale
from jalons.application.ui.champs import ChampDate, Refusable
from jalons.noyau.saisie import EntreeRefusee, Faute

LIGNES = 4
"""Children that one form takes; others are added on the page of the situation."""
NOUVEAU = "nouveau"
MONTRES = 5
"""Files shown at once when none of them is likely the child."""


class EnfantForm(Refusable):
    """A child as the informant names him."""

    prenom = forms.CharField(label="Prénom", required=False, max_length=100)
    nom = forms.CharField(label="Nom", required=False, max_length=100)
    naissance = ChampDate(label="Naissance", required=False, help_text="AAAA, MM/AAAA ou JJ/MM/AAAA.")
    sexe = forms.ChoiceField(label="Sexe", choices=Enfant.Sexe.choices, initial=Enfant.Sexe.INCONNU, required=False)
    choix = forms.CharField(required=False, max_length=20)
    vus = forms.CharField(required=False, max_length=1000)

    @property
    def remplie(self) -> bool:
        """Whether something is typed on the line."""
        return any(self.cleaned_data.get(c) for c in ("prenom", "nom", "naissance"))

    @property
    def identite(self) -> Identite:
        """What a search compares."""
        lu = self.cleaned_data
        noms = (lu["nom"],) if lu["nom"] else ()
        return Identite(noms, lu["prenom"], lu["naissance"], lu["sexe"] or Enfant.Sexe.INCONNU)


class LieuForm(Refusable):
    """Where the household lives, and what to do with what is already known."""

    collectivite = forms.ModelChoiceField(Collectivite.objects.none(), label="Collectivité")
    unite = forms.ModelChoiceField(
        UniteLocale.objects.none(), label="Unité du domicile", required=False, empty_label="Non précisée"
    )
    meme_foyer = forms.BooleanField(label="Ces enfants vivent au même foyer", required=False, initial=True)
    situation = forms.CharField(required=False, max_length=20)

    def __init__(self, *args: Any, codes: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs: dict[str, Any] = self.fields
        champs["collectivite"].queryset = Collectivite.objects.filter(pk__in=codes)
        champs["unite"].queryset = UniteLocale.objects.filter(collectivite_id__in=codes, fermee_le=None)
        if len(codes) == 1:
            champs["collectivite"].initial = next(iter(codes))
            champs["collectivite"].widget = forms.HiddenInput()


@dataclass(frozen=True, slots=True)
class Semblable:
    """A file that looks like a child of the form, with the minors who live with him."""

    enfant: Enfant
    ressemblance: Ressemblance
    avec: tuple[str, ...] = ()
    cles: tuple[int, ...] = ()


@dataclass(slots=True)
class Ligne:
    """A line of the form and the files that look like it."""

    formulaire: EnfantForm
    semblables: list[Semblable] = field(default_factory=list)

    @property
    def vus(self) -> str:
        """Keys of the files shown, for the next post."""
        return ",".join(dict.fromkeys(str(cle) for s in self.semblables for cle in s.cles))

    @property
    def proches(self) -> list[Semblable]:
        """Shown at once: those that are likely the child or a twin of his; the first ones when none is."""
        vraisemblables = (Verdict.PROBABLE, Verdict.JUMEAU)
        return [s for s in self.semblables if s.ressemblance.verdict in vraisemblables] or self.semblables[:MONTRES]

    @property
    def lointains(self) -> list[Semblable]:
        """The others, shown on demand: most share no more than a name or a date."""
        montres = {s.enfant.pk for s in self.proches}
        return [s for s in self.semblables if s.enfant.pk not in montres]

    @property
    def choix(self) -> str:
        """What the agent has chosen; empty while she has not."""
        return str(self.formulaire.cleaned_data["choix"])

    def nouvel_enfant(self) -> NouvelEnfant:
        """The child whose file is to be opened."""
        lu = self.formulaire.cleaned_data
        champs: ChampsEnfant = {
            "prenom": lu["prenom"], "nom": lu["nom"], "naissance": lu["naissance"],
            "sexe": lu["sexe"] or Enfant.Sexe.INCONNU,
        }  # fmt: skip
        deja = {int(c) for c in lu["vus"].split(",") if c.isdecimal()} if self.choix == NOUVEAU else set()
        return NouvelEnfant(champs, frozenset(deja))


class Reception:
    """The form as it was typed."""

    def __init__(self, recu: Any, *, codes: Collection[str], au: date) -> None:
        self.information = InformationForm(recu, initial={"recue_le": au})
        self.lieu = LieuForm(recu, codes=codes)
        self.lignes = [Ligne(EnfantForm(recu, prefix=f"e{i}")) for i in range(1, LIGNES + 1)]
        self.ouvertes: list[Situation] = []
        self.au = au

    @property
    def formulaires(self) -> list[Any]:
        """Every form, for the summary of faults."""
        return [self.information, self.lieu, *(x.formulaire for x in self.lignes)]

    def valide(self) -> bool:
        """Whether what is typed can be read and could be written; else every form says all of its faults."""
        for formulaire in self.formulaires:
            formulaire.is_valid()
        ici = getattr(self.lieu.cleaned_data.get("collectivite"), "pk", "")
        self.information.controle = lambda lus: fautes_de_l_information(lus, self.au, ici)
        for ligne in self.lignes:
            ligne.formulaire.controle = self._fautes_de_la_ligne
        for formulaire in self.formulaires:
            formulaire.controler()
        if not (valide := not any(f.errors for f in self.formulaires)) and not self._un_enfant_est_saisi():
            self.information.refuser(EntreeRefusee(fautes_enfants([])))
        return valide

    def _un_enfant_est_saisi(self) -> bool:
        """Whether a child is named, even badly."""
        lignes = [x.formulaire for x in self.lignes]
        return any(f.data.get(f.add_prefix(c), "").strip() for f in lignes for c in ("prenom", "nom", "naissance"))

    def _fautes_de_la_ligne(self, lus: Mapping[str, Any]) -> list[Faute]:
        """Of a child whose file is to be opened; those of a file that exists are told by it."""
        nomme = any(lus.get(c) for c in ("prenom", "nom", "naissance"))
        if not nomme or str(lus.get("choix") or "").isdecimal():
            return []
        recue = self.information.cleaned_data.get("recue_le")
        return fautes_du_nouvel_enfant(lus, recue_le=recue, au=self.au)

    @property
    def remplies(self) -> list[Ligne]:
        """Lines on which a child is named."""
        return [x for x in self.lignes if x.formulaire.remplie]

    @property
    def plusieurs(self) -> bool:
        """Whether a child is named, or badly named, beyond the first line."""
        return any(x.formulaire.errors or (x.formulaire.is_bound and x.formulaire.remplie) for x in self.lignes[1:])

    @property
    def code(self) -> str:
        """The collectivité that receives."""
        return str(self.lieu.cleaned_data["collectivite"].pk)

    def identifier(self) -> bool:
        """Look for the children named; whether everything is chosen. Three queries a child."""
        a_voir = [x for x in self.remplies if not x.choix]
        trouves = {id(x): recherche.candidats([self.code], x.formulaire.identite) for x in a_voir}
        avec = foyers_de({c.nommable.pk for liste in trouves.values() for c in liste}, self.au) if a_voir else {}
        for ligne in a_voir:
            ligne.semblables = _semblables(trouves[id(ligne)], avec)
        self.ouvertes = selectors.situations_ouvertes(self.connus())
        choisie = bool(self.lieu.cleaned_data["situation"]) or not self.ouvertes
        return choisie and not any(x.semblables for x in self.remplies)

    def connus(self) -> list[Enfant]:
        """Children recognised by the agent."""
        cles = [int(x.choix) for x in self.remplies if x.choix.isdecimal()]
        if not cles:
            return []
        lus = Enfant.objects.filter(collectivite_id=self.code, pk__in=cles)
        return list(lus.select_related("fusionne_dans", "unite", "fusionne_dans__unite"))

    def nouveaux(self) -> list[NouvelEnfant]:
        """Children whose file is to be opened."""
        return [x.nouvel_enfant() for x in self.remplies if not x.choix.isdecimal()]

    def a_joindre(self) -> Situation | None:
        """The situation under way to which the agent joins the information; ``None`` for a new one."""
        choix = self.lieu.cleaned_data["situation"]
        return next((s for s in self.ouvertes if str(s.pk) == choix), None)

    def recue(self) -> InformationRecue:
        """The information, its hour in the time of the collectivité."""
        return InformationRecue(**self.information.valeurs(ZoneInfo(self.lieu.cleaned_data["collectivite"].fuseau)))


def _semblables(trouves: list[recherche.Candidat], avec: dict[int, tuple[str, ...]]) -> list[Semblable]:
    """One line for each file, the likeliest first; ``vus`` keeps the keys of the duplicates too."""
    par_dossier: dict[int, Semblable] = {}
    for c in trouves:
        dossier = c.nommable
        ancien = par_dossier.get(dossier.pk)
        cles = (*(ancien.cles if ancien else ()), c.enfant.pk, dossier.pk)
        par_dossier[dossier.pk] = Semblable(
            dossier, ancien.ressemblance if ancien else c.ressemblance, avec.get(dossier.pk, ()), cles
        )
    return list(par_dossier.values())


def foyers_de(enfants: Collection[int], au: date) -> dict[int, tuple[str, ...]]:
    """First names of the children who live with each of ``enfants`` on ``au``. One query."""
    leurs = MembreFoyer.objects.filter(en_cours(au), enfant_id__in=enfants).values("foyer_id")
    membres = MembreFoyer.objects.filter(en_cours(au), foyer_id__in=leurs, enfant__fusionne_dans=None)
    par_foyer: dict[int, list[Enfant]] = {}
    for membre in membres.select_related("enfant"):
        if membre.enfant is not None:
            par_foyer.setdefault(membre.foyer_id, []).append(membre.enfant)
    avec: dict[int, tuple[str, ...]] = {}
    for ensemble in par_foyer.values():
        for enfant in ensemble:
            autres = tuple(e.prenom or e.numero for e in ensemble if e.pk != enfant.pk)
            avec[enfant.pk] = avec.get(enfant.pk, ()) + autres
    return avec
