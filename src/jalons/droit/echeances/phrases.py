"""The sentence that shows a computation: what opened the deadline, the delay, the article, the day, where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from jalons.droit.echeances.calcul import Issue
from jalons.droit.echeances.calendrier import Duree
from jalons.droit.echeances.delais import Motif
from jalons.droit.echeances.echeance import dire
from jalons.droit.echeances.faits import Fait
from jalons.droit.echeances.regles import Condition, Delai, RegleDelai, Regles, Valeur, Version
from jalons.noyau.dates import MOIS, DateCivile, texte_du_jour

MOTIFS: dict[Motif, str] = {
    "condition": "Le dossier ne dit pas si la règle s'applique ({condition}).",
    "naissance": "La date de naissance n'est pas connue, ou deux dates se contredisent.",
    "instant": "Ce délai se compte en heures, et l'heure de départ n'est pas enregistrée.",
    "instant_acte": "L'acte est du dernier jour, mais son heure n'est pas enregistrée.",
    "decision": "La date ou la durée décidée n'est pas enregistrée.",
    "lien": "Le fait qui ouvre ce délai ne dit pas à quelle affaire il appartient ({lien}).",
    "lien_acte": "Un acte est enregistré sans dire à quelle affaire il appartient ({lien}).",
    "seuil": "Aucun nombre n'a été lu, ou la quantité n'est pas enregistrée.",
    "precision": "Les dates connues ne sont pas assez précises pour répondre.",
}
MOTS = {
    "meilleurs_delais": "dans les meilleurs délais",
    "prealable": "au préalable",
    "pendant": "pendant ce temps",
}


def decrire(regles: Regles, fait: Fait) -> str:
    """The fact in a few words, with its date.

    The label of the nomenclature is used, or the code of an event that it does not know.
    """
    evenement = regles.evenements.get(fait.evenement)
    libelle = evenement.libelle if evenement is not None else fait.evenement
    return f"{libelle} ({quand(fait.le)})"


def quand(le: DateCivile) -> str:
    """The date with its article: « le 3 mai 2024 », « en mai 2024 », « en 2024 »."""
    return f"le {le}" if le.jour is not None else f"en {le}"


def calculer(regle: RegleDelai, ouverte_par: str, issue: Issue) -> str:
    """The part of the explanation that does not change with the days: what opened it, the delay, the article."""
    return " ".join(_phrases(regle, ouverte_par, issue))


def _phrases(regle: RegleDelai, ouverte_par: str, issue: Issue) -> Iterator[str]:
    reference = f" ({issue.version.reference})" if issue.version is not None else ""
    yield f"{ouverte_par} ; {_calcul(regle, issue)}{reference}."
    if issue.prolongations:
        yield f"Prolongations, suspensions et report compris ({issue.prolongations:+d}\xa0jours)."
    if regle.nature == "objectif_local":
        yield "Objectif local, non une obligation légale."
    if not regle.confirmee:
        yield "Règle non confirmée."


def _calcul(regle: RegleDelai, issue: Issue) -> str:
    if issue.version is None:
        return "version de la règle incertaine"
    delai, fin = issue.version.delai, issue.version.fin
    if regle.forme == "interdiction":
        return "la règle l'interdit"
    if delai.genre == "seuil":
        verbe = "relevé" if delai.attribut is not None else "compté"
        acquis = "" if issue.acquis is None else f", {issue.acquis} {verbe}{'s' if issue.acquis > 1 else ''}"
        return f"{dire_delai(delai)}{acquis}"
    if fin is not None:
        entre = (
            f" : du {_le_jour(issue.au_plus_tot)} au {_le_jour(issue.due)}" if issue.due and issue.au_plus_tot else ""
        )
        return f"{dire_fenetre(delai, fin)}{entre}"
    if regle.forme == "validite_piece":
        depuis = f" : datée du {_le_jour(issue.au_plus_tot)} au plus tôt" if issue.au_plus_tot else ""
        return f"pièce de moins de {delai.duree}{depuis}"
    texte = dire_delai(delai)
    if issue.instant is not None:
        return f"{texte} : {_l_instant(issue.instant)}"
    if regle.forme == "delai_minimal":
        return f"pas avant {texte}" + (f" : le {_le_jour(issue.due)}" if issue.due else "")
    suite = ", la veille" if regle.veille else ""
    return texte + suite + (f" : {_le_jour(issue.due)}, dernier jour compté entier" if issue.due else "")


def _le_jour(jour: date | None) -> str:
    return "?" if jour is None else texte_du_jour(jour)


def _l_instant(instant: datetime) -> str:
    return f"{texte_du_jour(instant.date())} à {instant.hour}\xa0h\xa0{instant.minute:02d} ({instant:%z})"


def dire_delai(delai: Delai) -> str:
    """The delay in words.

    >>> dire_delai(Delai("duree", duree=Duree(-15, "jour")))
    '15\\xa0jours avant'
    """
    match delai.genre:
        case "duree":
            assert delai.duree is not None  # noqa: S101 - the form of the catalogue
            return _dire_duree(delai.duree)
        case "immediat":
            return "le jour même"
        case "age":
            return f"à {delai.duree}"
        case "jour_de_l_annee":
            jour, mois = delai.jour_mois
            annee = {0: "de l'année", 1: "de l'année suivante"}.get(delai.annees, f"{delai.annees} ans après")
            return f"le {'1er' if jour == 1 else jour} {MOIS[mois - 1]} {annee}"
        case "jour_fixe":
            return f"le {_le_jour(delai.jour)}"
        case "decision":
            defaut = f", à défaut {_dire_duree(delai.a_defaut)}" if delai.a_defaut is not None else ""
            return f"au terme décidé{defaut}"
        case "parametre":
            return "dans un délai que le département fixe, et n'a pas fixé"
        case "seuil":
            nombre = "un nombre non lu" if delai.seuil is None else delai.seuil
            return f"{'à partir de' if delai.attribut else 'au moins'} {nombre}"
        case "interdiction":
            return "interdit"
        case _:
            return MOTS[delai.mot]


SANS_EFFET = "date d'effet non établie"
"""Said of a version whose first day in force no source read gives: it is then applied to any fact, however old."""


def dire_effet(version: Version) -> str:
    """From when to when a version is in force."""
    bornes = [f"à partir du {texte_du_jour(version.du)}" if version.du else SANS_EFFET]
    bornes += [f"jusqu'au {texte_du_jour(version.au)}"] if version.au else []
    return ", ".join(bornes)


def dire_fenetre(debut: Delai, fin: Delai) -> str:
    """A window in words.

    >>> dire_fenetre(Delai("age", duree=Duree(3, "an")), Delai("age", duree=Duree(4, "an")))
    'entre 3\\xa0ans et 4\\xa0ans'
    """
    return f"entre {dire_delai(debut).removeprefix('à ')} et {dire_delai(fin).removeprefix('à ')}"


def dire_si(condition: Condition, regles: Regles) -> str:
    """A condition in words."""
    if condition.genre in ("fait", "sans_fait"):
        libelles = [regles.evenements[e].libelle for e in condition.evenements]
        return f"{'après' if condition.genre == 'fait' else 'sans'} « {' » ou « '.join(libelles)} »"
    nom = "âge" if condition.genre == "age" else condition.attribut
    unite = condition.unite if condition.genre == "age" else ""
    morceaux = []
    if condition.dans is not None:
        morceaux.append(f"parmi {', '.join(map(_valeur, condition.dans))}")
    if condition.hors is not None:
        morceaux.append(f"hors {', '.join(map(_valeur, condition.hors))}")
    if condition.au_moins is not None:
        morceaux.append(f"d'au moins {_nombre(condition.au_moins, unite)}")
    if condition.moins_de is not None:
        morceaux.append(f"de moins de {_nombre(condition.moins_de, unite)}")
    return f"{nom} {' et '.join(morceaux)}"


def _nombre(nombre: float, unite: str) -> str:
    return str(Duree(int(nombre), unite)) if unite else f"{nombre:g}".replace(".", ",")


def _valeur(valeur: Valeur) -> str:
    return {True: "oui", False: "non"}[valeur] if isinstance(valeur, bool) else str(valeur)


def _dire_duree(duree: Duree) -> str:
    return "le jour même" if duree.valeur == 0 else f"{duree} {'avant' if duree.valeur < 0 else 'après'}"


def dire_etat(regle: RegleDelai, issue: Issue, au: date) -> str:
    """The end of the explanation: where the deadline stands on ``au``."""
    if issue.statut == "non_verifiable":
        condition = regle.condition or "condition de la règle"
        return MOTIFS.get(issue.motif, MOTIFS["precision"]).format(condition=condition, lien=regle.lien)
    if issue.statut == "sans_objet":
        if issue.clos is not None:
            return f"Sans objet depuis le {texte_du_jour(issue.clos)}."
        return "Possible depuis ce jour." if regle.forme == "delai_minimal" else "Le délai est passé sans être utilisé."
    if issue.suspendue and issue.statut == "a_venir":
        return "Le délai est suspendu."
    tenue = DateCivile.lire(issue.tenue) if issue.tenue is not None else None
    if issue.statut == "en_retard" and regle.forme == "interdiction":
        return f"À faire cesser : {dire(issue.statut, issue.jours, tenue)}"
    if issue.statut in ("tenue", "tenue_en_retard") and tenue is None:
        return "Fait, à une date imprécise."
    if issue.jours is None and tenue is None:
        return "À faire." if issue.due is None else f"En cours au {texte_du_jour(au)}."
    return dire(issue.statut, issue.jours, tenue)
