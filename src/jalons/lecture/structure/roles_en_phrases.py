"""Who leads, and with whom, told in a sentence: « Cette action sera pilotée par la Direction de l'enfance, en lien avec
la CAF et l'ARS. » Read only where no label of the fiche, or of the action, tells it; never sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.plat import plat
from jalons.lecture.structure.blocs import Bloc
from jalons.lecture.structure.brut import Brut
from jalons.lecture.structure.organismes import separer

_ARTICLE = r"(?:les? |la |l'|aux? |a l'|a la )?"
_PILOTE = re.compile(
    rf"\b(?:(?:pilote|porte|conduit|mene|coordonne|anime)e?s? (?:conjointement )?par|"
    rf"pilotage (?:\S+ ){{0,4}}(?:assure|confie) (?:par|a)) {_ARTICLE}"
    r"(?P<nom>[^,.;:]{3,80}?)(?=[,.;:]| en (?:partenariat|lien|collaboration|coordination)| avec |$)"
)
_PARTENAIRES = re.compile(
    r"\b(?:en (?:etroite? )?(?:partenariat|lien|collaboration|coordination|concertation|association) "
    r"(?:etroite? )?avec|"
    r"avec (?:l'appui|le concours|le soutien|la participation) d(?:e|u|es)) (?P<noms>[^.;:]{2,300})"
)
_TETE = re.compile(rf"(?:et )?{_ARTICLE}")
_ET = re.compile(r" et (?=(?:les? |la |l'|aux? )?[A-ZÀ-Ý])")


def roles_en_phrases(liste: Sequence[Bloc], elements: Sequence[Brut], grammaire: Grammaire) -> list[Brut]:
    """The pilotes and partenaires that sentences tell under numbered fiches and actions that have no pilote."""
    porteurs = sorted((e for e in elements if e.genre in ("fiche", "action")), key=lambda e: e.debut)
    dits = {e.parent for e in elements if e.genre == "pilote"}
    rendus: list[Brut] = []
    rang = -1
    for bloc in liste:
        while rang + 1 < len(porteurs) and porteurs[rang + 1].debut <= bloc.depart:
            rang += 1
        if bloc.nature == "titre" or rang < 0 or porteurs[rang].numero is None:
            continue
        porteur = porteurs[rang]
        nom = f"{porteur.genre} {porteur.numero}"
        nom = f"{porteur.parent} {nom}" if nom.startswith("action") and str(porteur.parent).startswith("fiche") else nom
        if nom not in dits:
            rendus += _d_une_phrase(bloc, nom, grammaire)
    return rendus


def _d_une_phrase(bloc: Bloc, parent: str, grammaire: Grammaire) -> Iterator[Brut]:
    texte = bloc.texte.replace("’", "'")
    pilote = _PILOTE.search(plat(texte))
    if pilote is None or not grammaire.organisations.match(pilote.group("nom")):
        return
    yield _brut("pilote", texte[slice(*pilote.span("nom"))], bloc, parent)
    avec = _PARTENAIRES.search(plat(texte), pilote.end())
    if avec is not None:
        for _, nom in separer(_ET.sub(", ", texte[slice(*avec.span("noms"))])):
            sans = nom[_TETE.match(plat(nom)).end() :]  # type: ignore[union-attr]
            if sans[:1].isupper():
                yield _brut("partenaire", sans, bloc, parent)


def _brut(genre: str, texte: str, bloc: Bloc, parent: str) -> Brut:
    return Brut(genre, texte.strip(), bloc.depart, bloc.fin, parent=parent, indices=["rattachement devine"])
