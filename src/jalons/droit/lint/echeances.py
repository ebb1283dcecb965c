"""The checks of the rules of delay: events known, versions that follow each other, delays that suit their form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from jalons.droit.lint.lecture import Catalogue
from jalons.noyau.saisie import Faute
from jalons.noyau.yaml_situe import Chemin

Donnees = Mapping[str, Any]
Remarque = tuple[Chemin, str, Any]
"""Path inside the rule, sentence, value received."""

_SANS_CHIFFRE = {"meilleurs_delais", "prealable", "pendant"}
_GENRES: tuple[tuple[str, frozenset[str], str], ...] = (
    ("duree", frozenset({"valeur", "unite"}), "une durée {valeur, unite}"),
    ("sans_chiffre", frozenset({"unite"}), "un mot ({unite: immediat, meilleurs_delais, prealable, pendant})"),
    ("age", frozenset({"age", "unite"}), "un âge {age, unite}"),
    ("jour_de_l_annee", frozenset({"le", "annee"}), "un jour de l'année {le: JJ-MM, annee}"),
    ("jour_fixe", frozenset({"date"}), "un jour fixe {date}"),
    ("parametre", frozenset({"parametre"}), "une valeur locale {parametre: local}"),
    ("decision", frozenset({"decision", "unite", "a_defaut"}), "une décision {decision: attribut}"),
    ("seuil", frozenset({"seuil", "attribut"}), "un seuil {seuil}"),
)
_DATES = {"duree", "age", "jour_de_l_annee", "jour_fixe", "immediat"}


@dataclass(frozen=True, slots=True)
class Evenements:
    """The events that rules may name: subjects and attributes of each."""

    par_code: Mapping[str, Donnees]

    def sujets(self, code: str) -> set[str]:
        """Kinds of subject to which the event may happen."""
        return set(self.par_code[code]["sujet"])

    def attributs(self, code: str) -> set[str]:
        """Names of the attributes that the event declares."""
        return {a["nom"] for a in self.par_code[code]["attributs"]}


def genre_du_delai(delai: Donnees) -> str | None:
    """Which family a delay belongs to; ``None`` when its keys fit none.

    >>> genre_du_delai({"valeur": 3, "unite": "mois"}), genre_du_delai({"valeur": 3})
    ('duree', None)
    """
    cles = set(delai)
    if delai.get("unite") == "interdiction":
        return "interdiction" if not cles - {"unite", "valeur"} and not delai.get("valeur") else None
    if delai.get("unite") == "immediat":
        return "immediat" if not cles - {"unite", "valeur"} and not delai.get("valeur") else None
    if delai.get("unite") in _SANS_CHIFFRE:
        return "sans_chiffre" if cles == {"unite"} else None
    if {"valeur", "unite"} == cles:
        return "duree"
    for genre, permises, _ in _GENRES[2:]:
        tete = {"jour_de_l_annee": "le", "jour_fixe": "date"}.get(genre, genre)
        if tete in cles and cles <= permises:
            return genre
    return None


def echeances(catalogue: Catalogue) -> Iterator[Faute]:
    """Every fault of the rules of delay and of the events of the national catalogue."""
    evenements, doublons = _evenements(catalogue)
    yield from doublons
    vus: dict[str, str] = {}
    for fichier, chemin, regle in catalogue.regles_de_delai():
        for remarque in controler_regle(regle, evenements):
            yield _faute(catalogue, fichier, chemin, remarque)
        if regle["code"] in vus:
            message = f"« {regle['code']} » existe déjà dans {vus[regle['code']]} : retirez l'une des deux règles."
            yield catalogue.faute(fichier, (*chemin, "code"), message, recu=regle["code"], attendu="un code unique")
        vus.setdefault(regle["code"], fichier)


def _faute(catalogue: Catalogue, fichier: str, chemin: Chemin, remarque: Remarque) -> Faute:
    ou, message, recu = remarque
    return catalogue.faute(fichier, (*chemin, *ou), message, recu=recu)


def _evenements(catalogue: Catalogue) -> tuple[Evenements, list[Faute]]:
    connus: dict[str, Donnees] = {}
    fautes: list[Faute] = []
    for fichier in catalogue.documents:
        if not fichier.startswith("nomenclatures/evenements/"):
            continue
        for chemin, evenement in catalogue.elements(fichier, "evenements"):
            if evenement["code"] in connus:
                message = f"L'événement « {evenement['code']} » est déjà déclaré : gardez une seule des deux entrées."
                fautes.append(catalogue.faute(fichier, (*chemin, "code"), message, recu=evenement["code"]))
            connus.setdefault(evenement["code"], evenement)
    return Evenements(connus), fautes


def controler_regle(regle: Donnees, evenements: Evenements) -> list[Remarque]:
    """What is wrong in one well-formed rule, national or local."""
    inconnus = list(_inconnus(regle, evenements))
    remarques = [*inconnus, *_versions(regle), *_delais(regle), *_heures(regle)]
    return remarques if inconnus else [*remarques, *_attributs(regle, evenements), *_conditions(regle, evenements)]


def evenements_nommes(regle: Donnees) -> Iterator[tuple[Chemin, str]]:
    """Each event that a rule names, with its path."""
    for champ in ("ouverte_par", "tenue_par", "sans_objet_par"):
        for rang, code in enumerate(regle.get(champ, ())):
            yield (champ, rang), code
    for champ, cles in (("prolongee_par", ("evenement",)), ("suspendue_par", ("debut", "fin"))):
        for cle in cles if regle.get(champ) else ():
            yield (champ, cle), regle[champ][cle]
    for ou, condition in conditions(regle):
        for champ in ("fait", "sans_fait"):
            for rang, code in enumerate(condition.get(champ, ())):
                yield (*ou, champ, rang), code


def conditions(regle: Donnees) -> Iterator[tuple[Chemin, Donnees]]:
    """Each condition of a rule and of its versions, with its path."""
    for rang, condition in enumerate(regle.get("si", ())):
        yield ("si", rang), condition
    for v, version in enumerate(regle["versions"]):
        for rang, condition in enumerate(version.get("si", ())):
            yield ("versions", v, "si", rang), condition


def _inconnus(regle: Donnees, evenements: Evenements) -> Iterator[Remarque]:
    for ou, code in evenements_nommes(regle):
        if code not in evenements.par_code:
            yield ou, f"Événement inconnu : « {code} ». Déclarez-le dans nomenclatures/evenements, ou corrigez.", code
        elif regle["sujet"] not in evenements.sujets(code):
            permis = ", ".join(sorted(evenements.sujets(code)))
            message = f"L'événement « {code} » arrive à : {permis} ; la règle porte sur « {regle['sujet']} »."
            yield ou, message, code


def _attributs(regle: Donnees, evenements: Evenements) -> Iterator[Remarque]:
    """Attributes are read on the opening fact: each event that opens must declare them."""
    besoins: list[tuple[Chemin, str]] = [
        ((*ou, "attribut"), c["attribut"]) for ou, c in conditions(regle) if "attribut" in c
    ]
    besoins += [(("lien",), regle["lien"])] if regle.get("lien") else []
    for v, version in enumerate(regle["versions"]):
        for champ in ("delai", "fin"):
            delai = version.get(champ, {})
            besoins += [(("versions", v, champ, cle), delai[cle]) for cle in ("decision", "attribut") if cle in delai]
    for ou, nom in besoins:
        for code in regle["ouverte_par"]:
            if nom not in evenements.attributs(code):
                yield ou, f"L'événement « {code} » ne déclare pas l'attribut « {nom} » : ajoutez-le à sa fiche.", nom
    for ou, code in evenements_nommes(regle):
        lien = regle.get("lien")
        if lien and ou[0] in ("tenue_par", "prolongee_par", "suspendue_par") and lien not in evenements.attributs(code):
            message = f"L'événement « {code} » ne déclare pas « {lien} », qui lie les faits d'une même affaire."
            yield ou, message, code
    prolongation = regle.get("prolongee_par")
    motif = (prolongation or {}).get("motif")
    if prolongation and motif and motif not in evenements.attributs(prolongation["evenement"]):
        message = f"L'événement « {prolongation['evenement']} » ne déclare pas l'attribut « {motif} »."
        yield ("prolongee_par", "motif"), message, motif


def _versions(regle: Donnees) -> Iterator[Remarque]:
    versions = sorted(enumerate(regle["versions"]), key=lambda paire: paire[1]["du"] or "")
    for rang, version in versions:
        for champ in ("du", "au"):
            if version[champ] is not None and not _existe(version[champ]):
                message = f"« {version[champ]} » n'existe pas au calendrier : vérifiez le jour et le mois."
                yield ("versions", rang, champ), message, version[champ]
        if None not in (version["du"], version["au"]) and version["au"] < version["du"]:
            message = f"La version finit ({version['au']}) avant de commencer ({version['du']})."
            yield ("versions", rang, "au"), message, version["au"]
    for (_, avant), (rang, apres) in pairwise(versions):
        if avant["au"] is None or apres["du"] is None or avant["au"] >= apres["du"]:
            message = "Deux versions de la règle se chevauchent : terminez la première la veille de la seconde."
            yield ("versions", rang, "du"), message, apres["du"]


def _existe(jour: str) -> bool:
    try:
        date.fromisoformat(jour)
    except ValueError:
        return False
    return True


def _delais(regle: Donnees) -> Iterator[Remarque]:
    for v, version in enumerate(regle["versions"]):
        for champ in ("delai", "fin"):
            if champ in version:
                yield from (((("versions", v, champ, *ou)), m, r) for ou, m, r in controler_delai(version[champ]))
        genre = genre_du_delai(version["delai"])
        if genre is not None and not _convient(regle["forme"], genre):
            message = f"Une règle de forme « {regle['forme']} » ne peut porter ce délai ({genre})."
            yield ("versions", v, "delai"), message, dict(version["delai"])
        if (regle["forme"] == "fenetre") != ("fin" in version):
            message = "Une fenêtre a un début (delai) et une fin (fin) ; les autres formes n'ont que delai."
            yield ("versions", v), message, regle["forme"]


def controler_delai(delai: Donnees) -> Iterator[Remarque]:
    """What is wrong in one delay."""
    if genre_du_delai(delai) is None:
        attendus = " ; ".join(texte for _, _, texte in _GENRES)
        yield (), f"Ce délai mêle ou oublie des clés. Formes possibles : {attendus}.", dict(delai)
    if delai.get("unite") not in {None, "an", "mois"} and "age" in delai:
        yield ("unite",), "Un âge se compte en an ou en mois.", delai["unite"]
    if "le" in delai and not _existe("2024-" + "-".join(reversed(delai["le"].split("-")))):
        yield ("le",), f"« {delai['le']} » n'est pas un jour de l'année : écrivez JJ-MM.", delai["le"]
    if "date" in delai and not _existe(delai["date"]):
        yield ("date",), f"« {delai['date']} » n'existe pas au calendrier.", delai["date"]


def _heures(regle: Donnees) -> Iterator[Remarque]:
    """Hours are counted from an instant: neither a window, nor an extension, nor a postponement suits them."""
    for v, version in enumerate(regle["versions"]):
        for champ in ("delai", "fin"):
            delai = version.get(champ, {})
            if "heure" in (delai.get("unite"), (delai.get("a_defaut") or {}).get("unite")):
                simple = genre_du_delai(delai) == "duree" and champ == "delai"
                autres = any(regle.get(c) for c in ("report", "prolongee_par", "suspendue_par", "dernier_jour"))
                if not simple or autres or regle["forme"] in {"fenetre", "validite_piece", "delai_minimal"}:
                    message = "Un délai en heures est seul : ni fenêtre, ni prolongation, ni suspension, ni report."
                    yield ("versions", v, champ), message, dict(delai)
            if "decision" in delai and delai.get("unite") not in {None, "jour", "semaine", "mois", "an"}:
                yield ("versions", v, champ), "Une durée décidée se compte en jour, semaine, mois ou an.", dict(delai)
    for champ, duree in (
        ("avance", regle.get("avance")),
        ("prolongee_par", (regle.get("prolongee_par") or {}).get("delai")),
    ):
        if duree is not None and duree["unite"] == "heure":
            yield (champ,), "Cette durée se compte en jours au moins, non en heures.", dict(duree)


def _convient(forme: str, genre: str) -> bool:
    if forme in {"seuil", "interdiction"}:
        return genre == forme
    if forme == "sans_date":
        return genre in {"sans_chiffre", "parametre", "decision"}
    return genre in (_DATES | {"parametre", "decision"} if forme != "validite_piece" else {"duree"})


def _conditions(regle: Donnees, evenements: Evenements) -> Iterator[Remarque]:
    for ou, condition in conditions(regle):
        tetes = [c for c in ("age", "attribut", "fait", "sans_fait") if c in condition]
        tests = [c for c in ("egal", "dans", "hors", "au_moins", "moins_de") if c in condition]
        permises = {
            "age": {"age"}, "attribut": {"attribut", *tests}, "fait": {"fait", "portee"},
            "sans_fait": {"sans_fait", "portee"},
        }  # fmt: skip
        if len(tetes) != 1 or set(condition) - permises[tetes[0]] or (tetes == ["attribut"]) != bool(tests):
            message = "Une condition porte sur une seule chose : un âge, un attribut comparé, un fait ou son absence."
            yield ou, message, dict(condition)
        if "age" in condition and "naissance" not in evenements.par_code:
            yield ou, "Une condition d'âge demande l'événement « naissance ».", dict(condition)
        if condition.get("portee") == "lien" and not regle.get("lien"):
            yield (*ou, "portee"), "« portee: lien » demande que la règle ait un lien.", "lien"
        yield from _valeurs(ou, condition, regle["ouverte_par"], evenements)


def _valeurs(ou: Chemin, condition: Donnees, ouvrants: Iterable[str], evenements: Evenements) -> Iterator[Remarque]:
    """A value compared must be one of those that the event declares."""
    if "attribut" not in condition:
        return
    compares = [*condition.get("dans", ()), *condition.get("hors", ())]
    compares += [condition["egal"]] if "egal" in condition else []
    for code in ouvrants:
        for attribut in evenements.par_code[code]["attributs"]:
            permises = attribut.get("valeurs")
            if attribut["nom"] == condition["attribut"] and permises is not None:
                for valeur in compares:
                    if valeur not in permises:
                        liste = ", ".join(map(str, permises))
                        yield ou, f"« {valeur} » n'est pas une valeur de « {attribut['nom']} » : {liste}.", valeur
