"""More acts around a contract: letter, convention, report of execution, circular, report to the assembly, press kit.

Each is drawn with its key; ``complets`` names the kinds of facts of which the key holds every value.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from jalons.lecture.corpus.contrat import Contrat, somme
from jalons.lecture.corpus.mise_en_page import Bloc, en_francais

FAITS = ("date", "places", "effectif")
"""Kinds of which keys of this module hold every value."""
ETATS = ("Réalisé", "En cours", "Non réalisé", "Engagé")


@dataclass(slots=True)
class Acte:
    """A document being written: its blocks and what they hold."""

    type: str
    exhaustif: tuple[str, ...] = ("engagement", "montant", "partie")
    blocs: list[Bloc] = field(default_factory=list)
    elements: list[dict[str, Any]] = field(default_factory=list)

    def titre(self, texte: str, niveau: int = 1) -> None:
        """A heading."""
        self.blocs.append(Bloc("titre", texte, niveau))

    def para(self, texte: str, *dits: dict[str, Any]) -> None:
        """A paragraph, and what it says."""
        self.blocs.append(Bloc("para", texte))
        self.elements += dits

    def liste(self, textes: Iterable[str], genre: str = "", fin: str = " ;", **champs: Any) -> None:
        """Bullets, each an element of this kind."""
        for rang, texte in enumerate(textes, 1):
            self.blocs.append(Bloc("puce", f"{texte}{fin}"))
            if genre:
                numero = {"numero": rang} if genre == "engagement" else {}
                self.elements.append({"genre": genre, "texte": texte, **numero, **champs})

    def cle(self, nom: str) -> dict[str, Any]:
        """The answer key; a delay told in the title of an action is a date too."""
        if any("trois mois" in e["texte"] for e in self.elements):
            self.elements += date("3 mois")
        return {
            "document": nom, "type": self.type, "exhaustif": list(self.exhaustif), "complets": list(FAITS),
            "elements": self.elements,
        }  # fmt: skip


def montant(valeur: int, source: str | None = None, periode: str | None = None) -> dict[str, Any]:
    """An amount of the key."""
    dit = {"genre": "montant", "texte": "montant", "valeur": valeur, "unite": "EUR"}
    return dit | ({"source": source} if source else {}) | ({"periode": periode} if periode else {})


def date(*valeurs: str | int) -> list[dict[str, Any]]:
    """Dates of the key."""
    return [{"genre": "date", "texte": "date", "valeur": str(v)} for v in valeurs]


def periode(c: Contrat) -> list[dict[str, Any]]:
    """The dates that "2022-2024" says."""
    return date(f"{c.debut}-{c.fin}", c.debut, c.fin)


def compte(genre: str, valeur: int, texte: str = "") -> dict[str, Any]:
    """A count, or places, of the key."""
    return {"genre": genre, "texte": texte or genre, "valeur": valeur}


def parties(c: Contrat, etat: str = "État") -> list[dict[str, Any]]:
    """The three parties of the key."""
    noms = (etat, f"Département de {c.departement}", f"Agence régionale de santé {c.region}")
    return [{"genre": "partie", "texte": nom} for nom in noms]


def lettre(c: Contrat, alea: random.Random) -> Acte:
    """A letter that announces the contract."""
    a = Acte("contrat")
    a.para(f"{c.ville}, le {en_francais(c.signature)}", *date(c.signature))
    a.para(f"Objet : {alea.choice(('signature', 'mise en œuvre'))} du contrat départemental de prévention et de "
           "protection de l'enfance")  # fmt: skip
    a.para(alea.choice(("Madame, Monsieur,", "Mesdames et Messieurs les directeurs,")))
    total = somme(c.total, c.ecriture)
    a.para(
        f"Le Département de {c.departement}, l'État et l'Agence régionale de santé {c.region} ont conclu un contrat de "
        f"trois ans. Il représente {total} sur la période {c.debut}-{c.fin}.",
        *parties(c), montant(c.total, periode=f"{c.debut}-{c.fin}"), *periode(c),
    )  # fmt: skip
    a.para("Ce contrat repose sur quatre engagements :", compte("effectif", 4))
    a.liste(c.engagements, "engagement")
    a.para(alea.choice(("Les actions suivantes seront menées :", "Parmi les actions prévues :")))
    a.liste(c.actions, "action", parent="actions_listees")
    a.para(f"Nous ouvrirons notamment {c.places} places d'accueil.", compte("places", c.places))
    a.para("Je vous prie de croire à l'expression de ma considération distinguée.")
    return a


def convention(c: Contrat, alea: random.Random) -> Acte:
    """A convention by articles, its engagements a list, its money in a table."""
    a = Acte("contrat")
    a.titre("Convention pluriannuelle de protection de l'enfance")
    a.para("ENTRE")
    a.para("L'État, représenté par le préfet,")
    a.para(f"L'Agence régionale de santé {c.region}, représentée par sa directrice générale,")
    a.para("ET")
    a.para(f"Le Département de {c.departement}, représenté par sa présidente,", *parties(c))
    a.para(f"Vu la délibération du {en_francais(c.deliberation)} ;", *date(c.deliberation))
    a.titre("Article 1 – Objet", 2)
    a.para("Les signataires partagent les quatre engagements suivants :", compte("effectif", 4))
    a.liste(c.engagements, "engagement")
    a.titre("Article 2 – Plan d'action", 2)
    a.para(f"Le plan compte {c.fondamentaux} actions, dont les actions suivantes :", compte("effectif", c.fondamentaux))
    a.liste(c.actions, "action", parent="actions_listees")
    a.titre("Article 3 – Concours financiers", 2)
    lignes: list[tuple[str, tuple[str, ...]]] = [("Financeur", (f"Montant {c.debut}",))]
    for nom, valeur in (*c.parts.items(), ("Total", c.total)):
        lignes.append((nom, (somme(valeur, c.ecriture),)))
        a.elements.append(montant(valeur, nom if nom != "Total" else None))
    a.blocs.append(Bloc("tableau", champs=tuple(lignes)))
    a.titre("Article 4 – Durée", 2)
    fin = f"{c.fin}-12-31"
    a.para(f"La convention prend effet le {en_francais(c.signature)} et s'achève le {en_francais(fin)}.",
           *date(c.signature, fin))  # fmt: skip
    a.para(f"Fait à {c.ville}, en trois exemplaires originaux.")
    return a


def rapport(c: Contrat, alea: random.Random) -> Acte:
    """A report of execution: a table of actions."""
    a = Acte("rapport", ("action",))
    a.titre("Rapport annuel d'exécution du contrat départemental de prévention et de protection de l'enfance")
    a.para(f"Exercice {c.debut} – Département de {c.departement}", *date(c.debut))
    a.para(f"Le présent rapport rend compte du contrat signé le {en_francais(c.signature)}.", *date(c.signature))
    a.para(f"Ce contrat porte sur {c.fondamentaux} objectifs pour la période {c.debut}-{c.fin}.",
           compte("effectif", c.fondamentaux), *periode(c))  # fmt: skip
    tete = alea.choice((("Prévu", "Réalisé", "État"), ("Cible", "Fait", "Avancement")))
    lignes: list[tuple[str, tuple[str, ...]]] = [("Action", tete)]
    for action in c.actions:
        n = alea.randint(2, 40)
        lignes.append((action, (str(n), str(alea.randint(1, n)), alea.choice(ETATS))))
        a.elements.append({"genre": "action", "texte": action})
    a.blocs.append(Bloc("tableau", champs=tuple(lignes)))
    a.para(f"Les dépenses s'élèvent à {somme(c.total, c.ecriture)}, dont {somme(c.parts['État'], c.ecriture)} de "
           "l'État.", montant(c.total), montant(c.parts["État"], "État"))  # fmt: skip
    a.para(f"Au cours de l'exercice, {c.places} places ont été créées.", compte("places", c.places))
    return a


def circulaire(c: Contrat, alea: random.Random) -> Acte:
    """An instruction to préfets and agencies."""
    a = Acte("circulaire")
    a.titre(f"INSTRUCTION N° DGX/SD{alea.randint(1, 9)}/{c.debut}/{alea.randint(10, 99)} du "
            f"{en_francais(c.deliberation)} relative à la contractualisation en protection de l'enfance")  # fmt: skip
    a.elements += date(c.deliberation)
    destinataires = [{"genre": "partie", "texte": p} for p in ("préfets", "agences régionales de santé")]
    a.para("à Mesdames et Messieurs les préfets, Mesdames et Messieurs les directeurs généraux des agences régionales "
           "de santé", *destinataires)  # fmt: skip
    a.para("La présente circulaire précise le cadre des contrats conclus avec les départements.",
           {"genre": "partie", "texte": "départements"})  # fmt: skip
    a.para("Les contrats répondent à quatre engagements :", compte("effectif", 4))
    a.liste(c.engagements, "engagement")
    a.para(f"Ils couvrent la période {c.debut}-{c.fin} et retiennent au moins {c.fondamentaux} objectifs.",
           compte("effectif", c.fondamentaux), *periode(c))  # fmt: skip
    a.titre("Calendrier", 2)
    a.liste([f"transmission des projets avant le {en_francais(c.signature)}",
             f"bilan d'exécution pour le {en_francais(f'{c.fin}-06-30')}"])  # fmt: skip
    a.elements += date(c.signature, f"{c.fin}-06-30")
    a.titre("Crédits", 2)
    a.para(f"Une enveloppe de {somme(c.parts['État'], c.ecriture)} est inscrite au budget de l'État (programme 304).",
           montant(c.parts["État"], "programme 304"))  # fmt: skip
    a.para(f"Le FIR apporte {somme(c.parts['ARS'], c.ecriture)}.", montant(c.parts["ARS"], "FIR"))
    return a


def deliberation(c: Contrat, alea: random.Random) -> Acte:
    """A report to the assembly."""
    a = Acte("contrat")
    a.titre("Rapport de la présidente à l'assemblée départementale")
    a.titre("Contrat départemental de prévention et de protection de l'enfance", 2)
    a.para(f"Séance du {en_francais(c.deliberation)}", *date(c.deliberation))
    a.para(
        f"Il vous est proposé d'approuver le contrat que le Département de {c.departement} conclura avec l'État et "
        f"l'Agence régionale de santé {c.region} pour la période {c.debut}-{c.fin}.", *parties(c), *periode(c),
    )  # fmt: skip
    a.para("Le contrat reprend les quatre engagements de la stratégie :", compte("effectif", 4))
    a.liste(c.engagements, "engagement", fin=".")
    a.para("Les actions retenues par le Département sont :")
    a.liste(c.actions, "action", parent="actions_listees")
    a.para(f"L'État versera {somme(c.parts['État'], c.ecriture)} par an.", montant(c.parts["État"], "État", "par an"))
    a.para(f"Le Département consacrera {somme(c.parts['Département'], c.ecriture)} à ces actions.",
           montant(c.parts["Département"], "Département"))  # fmt: skip
    a.para("Je vous prie de bien vouloir en délibérer.")
    return a


def presse(c: Contrat, alea: random.Random) -> Acte:
    """A press kit with its figures."""
    a = Acte("contrat")
    a.titre("DOSSIER DE PRESSE")
    a.titre(f"Signature du contrat départemental de protection de l'enfance – {en_francais(c.signature)}")
    a.elements += date(c.signature)
    a.para(f"L'État, l'Agence régionale de santé {c.region} et le Département de {c.departement} s'engagent ensemble.",
           *parties(c))  # fmt: skip
    a.titre("Nos engagements", 2)
    a.liste(c.engagements, "engagement", fin="")
    a.titre("Les actions", 2)
    a.liste(c.actions, "action", fin="", parent="actions_listees")
    a.titre("Le contrat en chiffres", 2)
    a.para(f"{somme(c.total, c.ecriture)} en trois ans", montant(c.total))
    a.para(f"{c.places} places nouvelles", compte("places", c.places))
    a.para(f"{c.fondamentaux} objectifs", compte("effectif", c.fondamentaux))
    a.para(f"Contact presse : cabinet de la présidence, {c.ville}.")
    return a


def avenant(c: Contrat, alea: random.Random) -> Acte:
    """An avenant that changes some articles."""
    a = Acte("avenant")
    a.titre(f"AVENANT N° {alea.randint(1, 3)} AU CONTRAT DÉPARTEMENTAL DE PRÉVENTION ET DE PROTECTION DE L'ENFANCE")
    a.para(f"Entre l'État, l'Agence régionale de santé {c.region} et le Département de {c.departement},", *parties(c))
    a.para(f"Vu le contrat signé le {en_francais(c.deliberation)} ;", *date(c.deliberation))
    a.para(f"Considérant les {c.fondamentaux} objectifs retenus pour la période {c.debut}-{c.fin} ;",
           compte("effectif", c.fondamentaux), *periode(c))  # fmt: skip
    a.titre("Article 1 – Actions nouvelles", 2)
    a.para("Le présent avenant ajoute les actions suivantes :")
    a.liste(c.actions, "action", parent="actions_listees")
    a.titre("Article 2 – Financement", 2)
    a.para(f"La participation de l'État est portée à {somme(c.parts['État'], c.ecriture)} et celle du Département à "
           f"{somme(c.parts['Département'], c.ecriture)}.", montant(c.parts["État"], "État"),
           montant(c.parts["Département"], "Département"))  # fmt: skip
    a.titre("Article 3 – Prise d'effet", 2)
    a.para(f"Le présent avenant prend effet le {en_francais(c.signature)}.", *date(c.signature))
    return a


ACTES: dict[str, Callable[[Contrat, random.Random], Acte]] = {
    "lettre": lettre, "convention": convention, "rapport": rapport, "circulaire": circulaire,
    "deliberation": deliberation, "presse": presse, "avenant": avenant,
}  # fmt: skip
"""By name."""
