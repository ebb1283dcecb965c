"""What an agent does: open a form, write in it, send it. Each act says what a success must leave behind it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from tests.charge.page import formulaire
from tests.charge.scene import Scene

Champs = dict[str, list[str]]
Lignes = list[tuple[str, int]]


@dataclass(frozen=True)
class Envoi:
    """A form ready to be sent.

    Attributes:
        journal: the act that a success writes in the journal, once.
        trace: model and field whose history then holds the mark; empty when the act leaves no word.
        avance: rows whose version a success advances by one: model and key.
    """

    adresse: str
    champs: Champs
    journal: str
    trace: str
    avance: Lignes


@dataclass(frozen=True)
class Acte:
    """An act on the scene.

    Attributes:
        adresse: page of the form.
        ecrire: puts the mark in the fields.
        vers: where the form is sent, when it is not its own page.
    """

    journal: str
    trace: str
    adresse: Callable[[Scene], str]
    ecrire: Callable[[Champs, str, random.Random, Scene], None]
    avance: Callable[[Scene], Lignes] = lambda s: []
    vers: Callable[[Scene], str] | None = None
    champ: str = ""

    def preparer(self, lire: Callable[[str], str], marque: str, hasard: random.Random, scene: Scene) -> Envoi | None:
        """The form as it stands now, with the mark; ``None`` when the page does not offer it any more."""
        adresse = self.adresse(scene)
        vers = self.vers(scene) if self.vers else ""
        try:
            champs = formulaire(lire(adresse), vers=vers, avec=self.champ)
        except LookupError:
            return None
        self.ecrire(champs, marque, hasard, scene)
        return Envoi(vers or adresse, champs, self.journal, self.trace, self.avance(scene))


def _mot(champ: str, **autres: str) -> Callable[[Champs, str, random.Random, Scene], None]:
    def ecrire(champs: Champs, marque: str, hasard: random.Random, scene: Scene) -> None:
        champs[champ] = [marque]
        champs.update({c: [v] for c, v in autres.items()})

    return ecrire


def _page(nom: str, *quoi: str | int) -> Callable[[Scene], str]:
    """The address of a view; a word is that of an object of the scene when there is one of that name."""
    return lambda s: reverse(nom, args=[getattr(s, q, q) if isinstance(q, str) else q for q in quoi])


def _de(modele: str, *quoi: str) -> Callable[[Scene], Lignes]:
    return lambda s: [(modele, getattr(s, q)) for q in quoi]


def _referent(champs: Champs, marque: str, hasard: random.Random, scene: Scene) -> None:
    champs["agent"] = [str(hasard.choice(list(scene.agents)))]
    champs["fin"] = [""]


def _grille(champs: Champs, marque: str, hasard: random.Random, scene: Scene) -> None:
    champs[hasard.choice([c for c in champs if c.startswith("r-")])] = [marque]


def _entretien(champs: Champs, marque: str, hasard: random.Random, scene: Scene) -> None:
    champs |= {"concerne": [str(hasard.choice(scene.concernes))], "vu": ["oui"], "avis": [marque]}


def _renouveler(champs: Champs, marque: str, hasard: random.Random, scene: Scene) -> None:
    terme = date.today() + timedelta(days=hasard.randint(210, 700))  # noqa: DTZ011 - any day to come
    hier = date.today() - timedelta(days=1)  # noqa: DTZ011
    champs |= {"decide_le": [hier.isoformat()], "accord_le": [hier.isoformat()], "terme_le": [terme.isoformat()]}
    champs["reference"] = [marque]


def _proroger(champs: Champs, marque: str, hasard: random.Random, scene: Scene) -> None:
    jour = date.today() - timedelta(days=hasard.randint(1, 20))  # noqa: DTZ011
    champs |= {"acte": ["instruction_prorogee"], "motif": ["elements_attendus"], "survenu_le": [jour.isoformat()]}


def _hier(champ: str) -> Callable[[Champs, str, random.Random, Scene], None]:
    def ecrire(champs: Champs, marque: str, hasard: random.Random, scene: Scene) -> None:
        champs[champ] = [(date.today() - timedelta(days=1)).isoformat()]  # noqa: DTZ011

    return ecrire


def _demarrer(champs: Champs, marque: str, hasard: random.Random, scene: Scene) -> None:
    _hier("debut_le")(champs, marque, hasard, scene)
    champs["service"] = [marque]


_SITUATION = _de("crip.situation", "evaluee")


def _crip(code: str) -> Callable[[Scene], str]:
    return lambda s: reverse("crip:acte", args=[s.evaluee, code])


_EVALUATION = _de("crip.evaluation", "evaluation")

ACTES = [
    *(
        Acte("enfants:modifier", f"enfants.enfant.{champ}", _page("enfants:modifier", qui, section), _mot(champ),
             _de("enfants.enfant", qui))
        for qui in ("aine", "cadet") for section, champ in (("identite", "lieu_naissance"), ("situation", "ecole"))
    ),
    Acte("enfants:ecrire_compartiment", "enfants.donneesjudiciaires.magistrat", _page("enfants:judiciaire", "aine"),
         _mot("magistrat")),
    Acte("enfants:nommer_referent", "", _page("enfants:referent", "aine"), _referent),
    Acte("crip:consigner_visite", "crip.rencontre.compte_rendu", _crip("consigner_visite"),
         _mot("compte_rendu", lieu="domicile"), _SITUATION),
    Acte("crip:composer_equipe", "crip.evaluateur.nom", _crip("composer_equipe"), _mot("nom", agent="", fonction="Éducatrice"), _SITUATION),
    Acte("crip:informer_parents", "crip.evaluation.parents_avis", _crip("informer_parents"),
         _mot("avis", informes="oui"), lambda s: _SITUATION(s) + _EVALUATION(s)),
    Acte("crip:voir_enfant_seul", "crip.enfantconcerne.avis", _crip("voir_enfant_seul"), _entretien, _SITUATION),
    Acte("crip:remplir_grille", "crip.reponsegrille.texte", _page("crip:remplir_grille", "evaluee"), _grille, _EVALUATION),
    Acte("crip:joindre", "crip.information.contenu", _page("crip:joindre", "evaluee"), _mot("contenu"), _SITUATION),
    Acte("crip:qualifier", "crip.passage.motif", lambda s: reverse("crip:acte", args=[s.recue, "qualifier"]),
         _mot("motif"), _de("crip.situation", "recue")),
    Acte("mesures:affecter", "mesures.mesure.service", _page("mesures:affecter", "attend"), _mot("service"),
         _de("mesures.mesure", "attend")),
    Acte("mesures:notifier", "", _page("mesures:notifier", "attend"), _hier("notifiee_le"), _de("mesures.mesure", "attend")),
    Acte("mesures:demarrer", "mesures.mesure.service", _page("mesures:demarrer", "attend"), _demarrer,
         _de("mesures.mesure", "attend")),
    Acte("mesures:renouveler", "mesures.renouvellement.reference", _page("mesures:renouveler", "court"), _renouveler,
         _de("mesures.mesure", "court")),
    Acte("projets_enfant:rediger", "projets_enfant.volet.besoins", _page("projets_enfant:volet", "projet", "sante"),
         _mot("besoins")),
    Acte("projets_enfant:rediger", "projets_enfant.projet.lieu", _page("projets_enfant:paroles", "projet"), _mot("lieu"),
         _de("projets_enfant.projet", "projet")),
    Acte("projets_enfant:ajouter_objectif", "projets_enfant.objectif.texte",
         _page("projets_enfant:objectif_nouveau", "projet", "sante"), _mot("texte")),
    Acte("projets_enfant:modifier_objectif", "projets_enfant.objectif.mots_simples",
         _page("projets_enfant:objectif", "projet", "objectif"), _mot("mots_simples"),
         _de("projets_enfant.objectif", "objectif")),
    Acte("echeancier:motiver", "echeancier.suivi.precision", _page("echeancier:echeance", "echeance"),
         _mot("precision", motif="autre"), vers=_page("echeancier:motiver", "echeance")),
    Acte("echeancier:deplacer", "", _page("echeancier:echeance", "echeance"), _proroger,
         vers=_page("echeancier:deplacer", "echeance")),
]  # fmt: skip
"""Every act that has a form of its own; merging and separating are below."""


def reunir_ou_separer(lire: Callable[[str], str], scene: Scene) -> Envoi:
    """Merge the duplicate into the cadet, or undo it, as the file says it stands now."""
    deux = [("enfants.enfant", scene.cadet), ("enfants.enfant", scene.double)]
    dossier = lire(reverse("enfants:dossier", args=[scene.cadet]))
    if trouve := re.search(r'action="([^"]*/separer/\d+/)"', dossier):
        return Envoi(trouve[1], {}, "enfants:separer", "", deux)
    champs = {"numero": [scene.numero_du_double], "confirme": ["1"]}
    return Envoi(reverse("enfants:fusionner", args=[scene.cadet]), champs, "enfants:fusionner", "", deux)
