"""What the page of a review shows: one section, one element, one page of the document; never the whole of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jalons.application.documents.selectors import pieces_de
from jalons.application.relecture import etiquettes, rules, selectors
from jalons.application.relecture.forms import ElementForm
from jalons.application.relecture.genres import CODE, PARENT, genre
from jalons.application.relecture.models import ElementLu, Relecture
from jalons.application.relecture.normalisation import en_nombre
from jalons.application.relecture.passages import PageTexte, extrait
from jalons.application.relecture.rules import Etat, Lu, Section, Suite
from jalons.application.relecture.services.depot import GENRE_PIECE
from jalons.application.relecture.suivi import Suivi
from jalons.application.ui.statuts import Statut
from jalons.noyau.ecarts import Ecart, Gravite
from jalons.noyau.textes import cle_tri

PAR_SECTION = 60
"""Elements shown at once; the rest of a longer section is on its next pages."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """One element in the list."""

    lu: Lu
    profondeur: int
    nom: str
    choisi: bool

    @property
    def valeur(self) -> str:
        """Its value, unit, source and period, in words."""
        if self.lu.genre == "organisation":
            fois = "nommée une fois" if self.lu.valeur == "1" else f"nommée {self.lu.valeur} fois"
            return f"{self.lu.source}, {fois}"
        return " ".join(
            v for v in (self.lu.precision, self.lu.valeur, self.lu.unite, self.lu.source, self.lu.periode) if v
        )


@dataclass(frozen=True, slots=True)
class Desaccord:
    """What disagrees in the document, and the pages to look at."""

    ecart: Ecart
    passages: tuple[tuple[int, str], ...] = ()


def ou_en_est(relecture: Relecture) -> tuple[int, str]:
    """Percent of the reading that is done, and what is being done: most of it is the pages of a scan."""
    if relecture.etat != Relecture.Etat.EN_LECTURE:
        return 5, "le document attend son tour"
    if relecture.nombre_pages is not None:
        return 85, "la structure est recherchée"
    dites = Suivi(relecture).lire()
    if dites is None:
        return 10, "le texte est lu"
    lues, total = dites
    return 10 + 70 * lues // max(total, 1), f"le texte est lu, page {lues} sur {total}"


def entier(dit: str | None, defaut: int | None = None) -> int | None:
    """The number of an address, or ``defaut``."""
    return int(dit) if dit and dit.isdigit() and len(dit) < 10 else defaut


def contexte(relecture: Relecture, demande: Mapping[str, str], form: ElementForm | None = None) -> dict[str, Any]:
    """Everything the page needs: five queries, or six.

    Args:
        demande: ``section``, ``element``, ``page``, ``suite`` (rank of the part of a long section), as in the address.
        form: the correction refused, with its faults.
    """
    lus = selectors.elements(relecture)
    parties = rules.sections(lus)
    choisi = _choisi(parties, demande)
    section = _section(parties, choisi, demande)
    numero = entier(demande.get("page"), choisi.page if choisi else 1) or 1
    marque = (choisi.debut, choisi.fin) if choisi else (0, 0)
    if choisi is None and entier(demande.get("debut")) is not None:
        marque = (entier(demande.get("debut")) or 0, entier(demande.get("fin")) or 0)
    complet = selectors.element(relecture, choisi.cle) if choisi else None
    suite = rules.suivant(parties, choisi.cle if choisi else None)
    piece = pieces_de(relecture, genre=GENRE_PIECE).first()
    texte = selectors.page(relecture, numero, debut=marque[0], fin=marque[1])
    return {
        "relecture": relecture, "parties": parties, "section": section, "choisi": complet, "lu": choisi,
        "avancement": rules.avancement(lus), "suivant": suite,
        "page": texte, "extrait": extrait(texte), "adresse": f"element={choisi.cle}&" if choisi else "",
        "etiquette": _etiquette(relecture, choisi, texte),
        "form": form or (formulaire(complet, lus) if complet else None),
        "lu_avant": (complet.lu or {}).get("texte", "") if complet and complet.suite == "corrigee" else "",
        "manques": [(g, genre(g).libelle) for g in rules.manques(section, parties)] if section else [],
        "actes": selectors.derniers_actes(relecture), "nombre_ecarts": len(relecture.ecarts), "piece": piece,
        **_lignes(section, choisi, entier(demande.get("suite"), None)),
    }  # fmt: skip


def _etiquette(relecture: Relecture, choisi: Lu | None, texte: PageTexte) -> str | None:
    """The label to keep for the next documents: the one before what an agent has added. One query, then only."""
    if choisi is None or choisi.suite != Suite.AJOUTEE.value or not texte.marquee:
        return None
    dite = etiquettes.proposer(texte.avant, choisi.genre)
    deja = selectors.etiquettes_retenues(relecture.collectivite_id) if dite else []
    return None if (choisi.genre, dite) in deja else dite


def _choisi(parties: Sequence[Section], demande: Mapping[str, str]) -> Lu | None:
    """The element asked for; else, in the section asked for or in the document, the first one that waits."""
    file = [x for s in parties for _, x in s.lignes]
    cle = entier(demande.get("element"))
    if cle is not None:
        return next((x for x in file if x.cle == cle), None)
    if demande.get("section"):
        ici = [x for s in parties if s.cle == demande["section"] for _, x in s.lignes]
        return None if "suite" in demande else next((x for x in ici if x.attend), None)
    return None if "page" in demande else rules.suivant(parties)


def _section(parties: Sequence[Section], choisi: Lu | None, demande: Mapping[str, str]) -> Section | None:
    if choisi is not None:
        return next(s for s in parties if any(x.cle == choisi.cle for _, x in s.lignes))
    demandee = next((s for s in parties if s.cle == demande.get("section")), None)
    return demandee or (parties[0] if parties else None)


def _lignes(section: Section | None, choisi: Lu | None, suite: int | None) -> dict[str, Any]:
    """The lines of the section, those of the element chosen when they are too many."""
    if section is None:
        return {"lignes": [], "suites": [], "suite": 1}
    rang = next((i for i, (_, x) in enumerate(section.lignes) if choisi and x.cle == choisi.cle), 0)
    nombre = max(1, -(-len(section.lignes) // PAR_SECTION))
    ici = min(max(suite if suite is not None else rang // PAR_SECTION + 1, 1), nombre)
    vues = section.lignes[(ici - 1) * PAR_SECTION : ici * PAR_SECTION]
    lignes = [Ligne(x, min(p, 4), genre(x.genre).libelle, bool(choisi and x.cle == choisi.cle)) for p, x in vues]
    return {"lignes": lignes, "suites": list(range(1, nombre + 1)) if nombre > 1 else [], "suite": ici}


def formulaire(element: ElementLu, lus: Sequence[Lu], recu: Any = None) -> ElementForm:
    """The form that corrects an element, filled with what it says."""
    initial = {nom: getattr(element, nom) for nom in genre(element.genre).champs if nom != PARENT}
    initial |= {"parent": element.parent_id, "version": element.version, "niveau": element.niveau}
    if CODE in initial and element.genre == "date":
        initial[CODE] = element.code
    return ElementForm(recu, code=element.genre, lus=lus, initial=initial)


def desaccords(relecture: Relecture, lus: Sequence[Lu]) -> list[Desaccord]:
    """What disagrees inside the document, each with the passages that it names."""
    faits = []
    for e in relecture.ecarts:
        ecart = Ecart(
            e["code"], Gravite(e["gravite"]), e["confirme"], e["message"], e.get("chiffres") or {}, e.get("source", ""),
            e.get("objet", ""),
        )  # fmt: skip
        faits.append(Desaccord(ecart, _passages(e, lus)))
    return faits


def _passages(ecart: Mapping[str, Any], lus: Sequence[Lu]) -> tuple[tuple[int, str], ...]:
    """The elements to look at for an écart, each with the name of its link; six at most."""
    nommes = _nommes(ecart, lus)
    bornes = (ecart.get("chiffres") or {}).get("passages") or []
    for borne in bornes:
        if isinstance(borne, list) and len(borne) == 2 and lus:
            nommes.append(min(lus, key=lambda x: abs(x.debut - int(borne[0]))))
    uniques = {x.debut: x for x in reversed(nommes)}  # a number announced is a figure too: one link
    return tuple(
        (x.cle, f"{genre(x.genre).libelle} {x.numero}".strip() + f", page {x.page}")
        for x in sorted(uniques.values(), key=lambda x: (x.rang, x.cle))
    )[:6]


def _nommes(ecart: Mapping[str, Any], lus: Sequence[Lu]) -> list[Lu]:
    """The elements that an écart speaks of: those it names, those that bear its numbers, else those of its kind."""
    objet = cle_tri(str(ecart.get("objet", ""))).strip()
    chiffres = ecart.get("chiffres") or {}
    noms = {objet, *(cle_tri(str(n)).strip() for n in chiffres.get("fiches") or ())}
    nommes = [x for x in lus if x.numero and (_nom(x) in noms or objet.startswith(f"{_nom(x)} "))]
    dits = [v for nom in ("annonce", "valeurs") for v in _liste(chiffres.get(nom))]
    comptes = [x for x in lus if x.genre in ("effectif", "chiffre") and en_nombre(x.valeur) in dits]
    if isinstance(chiffres.get("valeurs"), list):  # one thing counted twice: what is counted is in the object
        quoi = objet.partition(" ")[2]
        comptes = [x for x in comptes if _parle_de(x, quoi)]
    return nommes or comptes or [x for x in lus if x.genre == objet]


def _nom(x: Lu) -> str:
    """How the reader names an element that bears a number: "fiche 8", "priorite 18"."""
    return cle_tri(f"{genre(x.genre).court or x.genre} {x.numero}").strip()


def _liste(valeur: Any) -> list[Any]:
    return valeur if isinstance(valeur, list) else [] if valeur is None else [valeur]


def _parle_de(x: Lu, quoi: str) -> bool:
    return any(mot in cle_tri(f"{x.texte} {x.unite}") for mot in quoi.split()[:1])


STATUTS = {
    Etat.SUR.value: Statut("Sûr", "coche", "succes"),
    Etat.A_VERIFIER.value: Statut("À vérifier", "alerte", "attention"),
    Etat.RELEVE.value: Statut("Relevé", "voir", "neutre"),
    Etat.NON_LU.value: Statut("Non lu", "inconnu", "inconnu"),
    Etat.ACCEPTE.value: Statut("Accepté", "compte", "succes"),
    Etat.CORRIGE.value: Statut("Corrigé", "modifier", "info"),
    Etat.REFUSE.value: Statut("Refusé", "moins", "neutre"),
    Etat.AJOUTE.value: Statut("Ajouté", "ajouter", "info"),
}
"""How the state of an element is shown."""
