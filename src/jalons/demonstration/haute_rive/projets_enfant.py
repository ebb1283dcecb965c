"""Projets of invented children, one in each state, and situation reports; days are counted back from the load."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import yaml

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant, LienFamilial
from jalons.application.faits import selectors as lectures
from jalons.application.faits import services as faits
from jalons.application.projets_enfant import services
from jalons.application.projets_enfant.models import Projet
from jalons.demonstration import comptes
from jalons.demonstration.lieux import DEMONSTRATION, HAUTE_RIVE


def charger(*, par: Agent, au: date) -> None:
    """Write what ``projets_enfant.yaml`` says."""
    lus = yaml.safe_load((DEMONSTRATION / "projets_enfant.yaml").read_text(encoding="utf-8"))
    for rang, ligne in enumerate(lus["enfants"], 1):
        enfant = Enfant.objects.get(
            collectivite_id=HAUTE_RIVE, prenom=ligne["prenom"], nom=ligne["nom"], fusionne_dans=None
        )
        _Recit(enfant, ligne, par=comptes.agent("referent-f0"), au=au).ecrire(f"F0-M{rang:03d}")


class _Recit:
    """What happened to one child, told through the services."""

    def __init__(self, enfant: Enfant, ligne: dict[str, Any], *, par: Agent, au: date) -> None:
        self.enfant, self.ligne, self.par, self.au = enfant, ligne, par, au

    def jour(self, il_y_a: int) -> date:
        return self.au - timedelta(days=il_y_a)

    def ecrire(self, repere: str) -> None:
        self._commencer(self.ligne["mesure"], repere)
        if lu := self.ligne.get("projet"):
            self._projet(lu)
        if lu := self.ligne.get("rapport"):
            self._rapport(lu)

    def _commencer(self, mesure: dict[str, Any], repere: str) -> None:
        """State the beginning of the measure, unless the register of measures has done it."""
        if lectures.faits_de(self.enfant).filter(evenement="mesure_debut").exists():
            return
        attributs = {"mesure": repere, "type": mesure["type"], "cadre": mesure["cadre"]}
        dits: list[tuple[str, dict[str, Any]]] = [("admission_ase", {})] if mesure.get("admis") else []
        for evenement, lus in (*dits, ("mesure_debut", attributs)):
            faits.enregistrer(
                sujet=self.enfant, evenement=evenement, survenu_le=self.jour(mesure["debut"]), attributs=lus,
                par=self.par,
            )  # fmt: skip

    def _projet(self, lu: dict[str, Any]) -> None:
        projet = services.ouvrir(enfant=self.enfant, commence_le=self.jour(lu["commence"]), par=self.par, au=self.au)
        for domaine, volet in lu.get("volets", {}).items():
            self._volet(projet, domaine, volet)
        if paroles := lu.get("paroles"):
            services.rediger_paroles(projet=projet, version=None, par=self.par, au=self.au, **paroles)
        if jours := lu.get("etabli"):
            services.etablir(projet=projet, version=None, le=self.jour(jours), par=self.par, au=self.au)
        if jours := lu.get("signe"):
            self._signer(projet, jours)
        if jours := lu.get("clos"):
            services.clore(projet=projet, version=None, le=self.jour(jours), motif="fin", par=self.par, au=self.au)

    def _volet(self, projet: Projet, domaine: str, volet: dict[str, Any]) -> None:
        textes = {c: volet.get(c, "") for c in ("besoins", "ressources", "mots_simples")}
        services.rediger_volet(projet=projet, domaine=domaine, version=0, par=self.par, au=self.au, **textes)
        for lu in volet.get("objectifs", []):
            objectif = services.ajouter_objectif(
                projet=projet, domaine=domaine, texte=lu["texte"], mots_simples=lu.get("mots_simples", ""),
                pour_le=self.jour(-lu["dans"]) if "dans" in lu else None, par=self.par, au=self.au,
            )  # fmt: skip
            for action in lu.get("actions", []):
                services.ajouter_action(objectif=objectif, par=self.par, au=self.au, **action)

    def _signer(self, projet: Projet, jours: int) -> None:
        le = self.jour(jours)
        commun: dict[str, Any] = {"projet": projet, "version": None, "le": le, "par": self.par, "au": self.au}
        services.recueillir(qui="enfant", reponse="signe", **commun)
        liens = LienFamilial.objects.filter(enfant=self.enfant, autorite_parentale="titulaire").select_related(
            "personne"
        )
        for rang, lien in enumerate(liens):
            dit: dict[str, Any] = {"reponse": "signe"}
            if rang:
                dit = {"reponse": "absent", "motif": "Sans réponse à deux courriers."}
            services.recueillir(qui="titulaire", personne=lien.personne, **dit, **commun)
        services.recueillir(qui="service", reponse="signe", **commun)
        services.signer(**commun)
        for a in ("enfant", "titulaire"):
            services.remettre(a=a, **commun)

    def _rapport(self, lu: dict[str, Any]) -> None:
        cadre = self.ligne["mesure"]["cadre"]
        rapport = services.ouvrir_rapport(enfant=self.enfant, cadre=cadre, par=self.par, au=self.au)
        services.rediger_rapport(
            rapport=rapport, version=None, par=self.par, au=self.au, debut=self.jour(lu["du"]), fin=self.jour(lu["au"]),
            **lu["textes"],
        )  # fmt: skip
        commun: dict[str, Any] = {"rapport": rapport, "version": None, "au": self.au}
        if lu.get("soumis") or "valide" in lu:
            services.soumettre(par=self.par, **commun)
        if "valide" in lu:
            services.valider(le=self.jour(lu["valide"]), par=comptes.agent("cadre-ase-f0"), **commun)
        if "transmis" in lu:
            services.transmettre(le=self.jour(lu["transmis"]), par=self.par, **commun)
