"""Synthetic contracts and press releases on a contract: parties, money, dates, counts, engagements, actions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from jalons.lecture.corpus.mise_en_page import Bloc, en_francais
from jalons.lecture.corpus.plan import Tirage

Forme = Literal["articles", "communique", "tableau"]
NUMERIQUE, MILLIONS = "numerique", "millions"


@dataclass(slots=True)
class Contrat:
    """What a contract says; amounts in euros."""

    departement: str
    region: str
    ville: str
    debut: int
    fin: int
    signature: str
    deliberation: str
    parts: dict[str, int]
    ecriture: str
    engagements: list[str]
    actions: list[str]
    places: int
    fondamentaux: int

    @property
    def total(self) -> int:
        """What the three pay together."""
        return sum(self.parts.values())


def tirer_contrat(graine: int, *, ecriture: str = NUMERIQUE) -> Contrat:
    """A contract, always the same for a seed; ``millions`` writes amounts as ``1,2 M€``."""
    t = Tirage(graine)
    pas = 100_000 if ecriture == MILLIONS else 1
    debut = t.alea.randint(2020, 2025)
    parts = {nom: t.alea.randint(100_000, 1_900_000) // pas * pas for nom in ("État", "Département", "ARS")}
    if ecriture == MILLIONS:
        parts = {nom: max(valeur, 1_000_000 + 100_000 * rang) for rang, (nom, valeur) in enumerate(parts.items(), 1)}
    jours = [t.alea.randint(1, 28) for _ in range(2)]
    return Contrat(
        t.un("departements"),
        t.un("regions"),
        t.un("villes"),
        debut,
        debut + 2,
        f"{debut}-{t.alea.randint(7, 12):02d}-{jours[0]:02d}",
        f"{debut}-{t.alea.randint(1, 6):02d}-{jours[1]:02d}",
        parts,
        ecriture,
        [t.titre() for _ in range(4)],
        [t.titre() for _ in range(t.alea.randint(5, 9))],
        t.alea.choice((6, 12, 15, 30, 40)),
        t.alea.randint(7, 16),
    )


def somme(valeur: int, ecriture: str = NUMERIQUE) -> str:
    """An amount as a document writes it.

    >>> somme(1248352), somme(1_200_000, "millions")
    ('1 248 352 €', '1,2 M€')
    """
    if ecriture == MILLIONS:
        return f"{valeur / 1e6:.1f}".replace(".", ",").replace(",0", "") + " M€"
    return f"{valeur:,} €".replace(",", " ")


def cle_du_contrat(c: Contrat, forme: Forme, nom: str) -> dict[str, Any]:
    """The answer key of the contract in this form."""
    periode = f"{c.debut}-{c.fin}"
    ars = f"Agence régionale de santé {c.region}" if forme == "articles" else f"ARS {c.region}"
    parties = {"État": "État", "Département": f"Département de {c.departement}", "ARS": ars}
    elements: list[dict[str, Any]] = [
        {"genre": "engagement", "numero": n, "texte": e} for n, e in enumerate(c.engagements, 1)
    ]
    elements += [
        {"genre": "montant", "texte": f"Part {p}", "valeur": v, "unite": "EUR", "source": p, "periode": periode}
        for p, v in c.parts.items()
    ]
    elements.append({"genre": "montant", "texte": "Total", "valeur": c.total, "unite": "EUR", "periode": periode})
    elements += [{"genre": "partie", "texte": parties[p]} for p in c.parts]
    elements += [{"genre": "action", "texte": a, "parent": "actions_listees"} for a in c.actions]
    elements.append({"genre": "date", "texte": "signature", "valeur": c.signature})
    if forme != "tableau":
        elements.append({"genre": "date", "texte": "deliberation", "valeur": c.deliberation})
    elements.append({"genre": "effectif", "texte": "fondamentaux", "valeur": c.fondamentaux})
    if forme == "communique":
        elements.append({"genre": "places", "texte": "places d'accueil", "valeur": c.places})
    type_ = "contrat"
    return {"document": nom, "type": type_, "exhaustif": ["engagement", "montant", "partie"], "elements": elements}


def mettre_en_page_contrat(c: Contrat, forme: Forme) -> list[Bloc]:
    """The blocks of the contract in this form."""
    return list({"articles": _articles, "communique": _communique, "tableau": _tableau}[forme](c))


def _articles(c: Contrat) -> Iterator[Bloc]:
    yield Bloc("titre", "Contrat départemental de prévention et de protection de l'enfance", 1)
    yield Bloc("para", f"Période {c.debut}-{c.fin}")
    yield Bloc(
        "para",
        f"Entre l'État, représenté par le préfet, l'Agence régionale de santé {c.region} (ARS {c.region}), "
        f"représentée par son directeur général, et le Département de {c.departement}, représenté par son président.",
    )
    yield Bloc("para", f"Vu la délibération du {en_francais(c.deliberation)} de l'assemblée départementale,")
    yield Bloc("titre", "Article 1 : Objet", 2)
    yield Bloc("para", "Le présent contrat fixe les engagements suivants :")
    yield from (Bloc("titre", f"Engagement {n} : {e}", 3) for n, e in enumerate(c.engagements, 1))
    yield Bloc("titre", "Article 2 : Actions", 2)
    yield Bloc("para", f"Le contrat porte sur {c.fondamentaux} objectifs fondamentaux. Les actions retenues sont :")
    yield from (Bloc("puce", f"{a} ;") for a in c.actions)
    yield Bloc("titre", "Article 3 : Financement", 2)
    yield Bloc("para", f"Le coût total s'élève à {somme(c.total, c.ecriture)} pour la période {c.debut}-{c.fin}.")
    yield from (
        Bloc("puce", f"Part {'du Département' if p == 'Département' else 'de l’' + p} : {somme(v, c.ecriture)}")
        for p, v in c.parts.items()
    )
    yield Bloc("para", f"Fait à {c.ville}, le {en_francais(c.signature)}, en trois exemplaires.")


def _communique(c: Contrat) -> Iterator[Bloc]:
    etat, departement, ars = (somme(v, c.ecriture) for v in c.parts.values())
    yield Bloc("titre", "Communiqué de presse", 1)
    yield Bloc("para", f"{c.ville}, le {en_francais(c.signature)}")
    yield Bloc("titre", f"Protection de l'enfance : un contrat signé dans le Département de {c.departement}", 1)
    yield Bloc(
        "para",
        f"Le contrat départemental de prévention et de protection de l'enfance a été signé le "
        f"{en_francais(c.signature)} par l'État, le Département de {c.departement} et l'ARS {c.region}. Il mobilise "
        f"{somme(c.total, c.ecriture)} de {c.debut} à {c.fin} : {etat} de l'État, {departement} du Département, {ars} "
        f"de l'ARS. Il avait été approuvé par l'assemblée départementale le {en_francais(c.deliberation)}.",
    )
    yield Bloc("para", "Il répond à quatre engagements :")
    yield from (Bloc("puce", f"{e} ;") for e in c.engagements)
    yield Bloc("para", f"Il comprend {c.fondamentaux} objectifs fondamentaux. Parmi les actions prévues :")
    yield from (Bloc("puce", f"{a} ;") for a in c.actions)
    yield Bloc("para", f"En outre, {c.places} places d'accueil seront ouvertes avant la fin du contrat.")


def _tableau(c: Contrat) -> Iterator[Bloc]:
    yield Bloc("titre", f"Avenant au contrat de prévention et de protection de l'enfance {c.debut}-{c.fin}", 1)
    yield Bloc("para", f"Signataires : l'État ; le Département de {c.departement} ; l'ARS {c.region}.")
    yield Bloc("titre", "Engagements", 2)
    yield from (Bloc("para", f"{n}. {e}") for n, e in enumerate(c.engagements, 1))
    yield Bloc("titre", f"Actions ({c.fondamentaux} objectifs fondamentaux)", 2)
    yield from (Bloc("puce", a) for a in c.actions)
    yield Bloc("titre", "Plan de financement", 2)
    lignes = [("Financeur", (f"Montant {c.debut}-{c.fin}",))]
    lignes += [(p, (somme(v, c.ecriture),)) for p, v in (*c.parts.items(), ("Total", c.total))]
    yield Bloc("tableau", champs=tuple(lignes))
    yield Bloc("para", f"Signé le {en_francais(c.signature)} à {c.ville}.")
