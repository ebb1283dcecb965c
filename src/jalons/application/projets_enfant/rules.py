"""What a projet and a situation report must hold before an act, and coverage by team. Pure.

No date of the law is computed here: deadlines come from the rules of the catalogue, through ``faits``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from jalons.noyau.dates import DateCivile, texte_du_jour
from jalons.noyau.saisie import Faute

TENUES = frozenset({"tenue", "tenue_en_retard"})
ETABLIS = frozenset({"projet", "signe", "a_actualiser"})
"""States of a projet whose first version is established."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What an act must know of the child's file.

    Attributes:
        adulte: past the age of help (``None``: his birth does not tell).
    """

    numero: str
    naissance: DateCivile | None = None
    deces: DateCivile | None = None
    reuni: bool = False
    adulte: bool | None = False


def fautes_dossier(dossier: Dossier, *, ouverture: bool = False) -> list[Faute]:
    """Why this file receives no act; a projet is not opened for an adult past the age of help either."""
    fautes = []
    if dossier.reuni:
        phrase = f"Le dossier {dossier.numero} est un doublon réuni à un autre : faites l'acte sur le dossier conservé."
        fautes.append(Faute("enfant", phrase, dossier.numero))
    if dossier.deces is not None:
        phrase = f"L'enfant est décédé ({dossier.deces}) : son dossier se lit, il ne reçoit plus d'acte."
        fautes.append(Faute("enfant", phrase, str(dossier.deces)))
    if ouverture and dossier.adulte:
        phrase = "L'âge où l'aide prend fin est atteint : aucun projet ne s'ouvre. Vérifiez la date de naissance."
        fautes.append(Faute("enfant", phrase, str(dossier.naissance), "un mineur ou un jeune majeur"))
    return fautes


def fautes_jour(
    lieu: str, jour: date | None, *, au: date, dossier: Dossier, pas_avant: date | None = None, quoi: str = ""
) -> list[Faute]:
    """A day after ``au``, before the birth, or before ``pas_avant`` (the day of ``quoi``); none without a day."""
    if jour is None:
        return []
    dit = texte_du_jour(jour)
    if jour > au:
        phrase = f"Le {dit} est après aujourd'hui ({texte_du_jour(au)}) : notez l'acte une fois fait."
        return [Faute(lieu, phrase, dit, "une date passée")]
    if dossier.naissance is not None and jour < dossier.naissance.debut:
        phrase = f"Le {dit} précède la naissance ({dossier.naissance}) : corrigez la date."
        return [Faute(lieu, phrase, dit, f"une date à partir du {dossier.naissance}")]
    if pas_avant is not None and jour < pas_avant:
        attendu = texte_du_jour(pas_avant)
        phrase = f"Le {dit} précède {quoi} ({attendu}) : corrigez la date."
        return [Faute(lieu, phrase, dit, f"une date à partir du {attendu}")]
    return []


def fautes_periode(lieu: str, debut: date | None, fin: date | None) -> list[Faute]:
    """A last day before the first one."""
    if debut is None or fin is None or fin >= debut:
        return []
    phrase = f"Le dernier jour ({texte_du_jour(fin)}) précède le premier ({texte_du_jour(debut)}) : corrigez."
    return [Faute(lieu, phrase, texte_du_jour(fin), f"une date à partir du {texte_du_jour(debut)}")]


def fautes_pour_etablir(*, besoins: int, objectifs: int) -> list[Faute]:
    """What misses before a version may be called established.

    Args:
        besoins: number of domains whose needs are written.
        objectifs: number of objectives.
    """
    fautes = []
    if not besoins:
        phrase = "Aucun domaine n'est écrit : dites les besoins de l'enfant dans un domaine au moins."
        fautes.append(Faute("volets", phrase, "0", "un domaine au moins"))
    if not objectifs:
        phrase = "Aucun objectif n'est écrit : ajoutez-en un, avec ce qui sera fait et par qui."
        fautes.append(Faute("objectifs", phrase, "0", "un objectif au moins"))
    return fautes


@dataclass(frozen=True, slots=True)
class Avis:
    """One signature, or the reason why it is not there."""

    qui: str
    reponse: str
    personne: int | None = None


def fautes_pour_signer(
    avis: Collection[Avis], *, titulaires: Mapping[int, str], enfant_dit: bool, parents_dits: bool
) -> list[Faute]:
    """What misses before the collection of agreements may end.

    Args:
        titulaires: adults known to hold parental authority, by key, with the words to name each. When none is known
            nothing is asked of them: unknown is not a refusal.
        enfant_dit: the child's words are written, or why they are not.
        parents_dits: the same for the parents.
    """
    fautes = []
    if not enfant_dit:
        phrase = "Ce que dit l'enfant n'est pas écrit : notez sa parole, ou pourquoi il ne s'est pas exprimé."
        fautes.append(Faute("parole_enfant", phrase))
    if titulaires and not parents_dits:
        phrase = (
            "Ce que disent les parents n'est pas écrit : notez leur parole, ou pourquoi ils ne se sont pas exprimés."
        )
        fautes.append(Faute("parole_parents", phrase))
    if not any(a.qui == "enfant" for a in avis):
        fautes.append(
            Faute("signatures", "La signature de l'enfant manque : recueillez-la, ou dites pourquoi elle manque.")
        )
    repondus = {a.personne for a in avis if a.qui == "titulaire"}
    fautes += [
        Faute("signatures", f"La signature de {nom} manque : recueillez-la, ou dites pourquoi elle manque.")
        for cle, nom in titulaires.items()
        if cle not in repondus
    ]
    if not any(a.qui == "service" and a.reponse == "signe" for a in avis):
        fautes.append(Faute("signatures", "Le service n'a pas signé : la signature du délégué est nécessaire."))
    return fautes


def professions(redacteurs: str) -> list[tuple[str, str]]:
    """Name and profession on each line ("Ada Exemple, psychologue"); a line without a comma has no profession.

    >>> professions("Ada Exemple, psychologue\\nService de PMI")
    [('Ada Exemple', 'psychologue'), ('Service de PMI', '')]
    """
    lignes = (ligne.partition(",") for ligne in redacteurs.splitlines() if ligne.strip())
    return [(nom.strip(), metier.strip().lower()) for nom, _, metier in lignes]


def fautes_pour_soumettre(
    *, redacteurs: str, debut: date | None, fin: date | None, textes: Mapping[str, str]
) -> list[Faute]:
    """What misses before a situation report goes to the cadre.

    Args:
        textes: by field: ``evaluation`` and ``propositions`` are needed, and one domain of life at least.
    """
    fautes = fautes_periode("fin", debut, fin)
    if debut is None or fin is None:
        fautes.append(Faute("debut", "La période couverte n'est pas dite : indiquez son premier et son dernier jour."))
    metiers = {metier for _, metier in professions(redacteurs) if metier}
    if len(metiers) < 2:
        phrase = (
            "L'évaluation est pluridisciplinaire : associez deux professions au moins, une personne par ligne, "
            f"« nom, profession ». Professions lues : {', '.join(sorted(metiers)) or 'aucune'}."
        )
        fautes.append(Faute("redacteurs", phrase, redacteurs[:80], "deux professions au moins"))
    if not any(textes.get(d, "").strip() for d in ("sante", "relations", "vie_sociale")):
        fautes.append(Faute("sante", "Aucun domaine de vie n'est écrit : écrivez-en un au moins."))
    for champ, nom in (("evaluation", "L'évaluation"), ("propositions", "Les propositions")):
        if not textes.get(champ, "").strip():
            fautes.append(Faute(champ, f"{nom} : rien n'est écrit. Une phrase suffit, mais il en faut une."))
    return fautes


@dataclass(frozen=True, slots=True)
class Suivi:
    """One child, or several in the same case, as coverage counts them.

    Attributes:
        equipe: name of his local unit; empty when none is known.
        dues: statuses of the deadlines by which a projet is to be established.
        actualisations: statuses of the deadlines by which it is to be brought up to date.
        projet: state of his open projet; empty without one.
        deja_signe: a version of it was signed.
        enfants: how many are in the same case.
    """

    equipe: str
    dues: tuple[str, ...] = ()
    actualisations: tuple[str, ...] = ()
    projet: str = ""
    deja_signe: bool = False
    enfants: int = 1


@dataclass(slots=True)
class Reponses:
    """A question answered for each child: yes, no, or not checkable."""

    oui: int = 0
    non: int = 0
    inconnu: int = 0

    def noter(self, reponse: bool | None, fois: int = 1) -> None:
        """Count an answer, given for ``fois`` children."""
        if reponse is None:
            self.inconnu += fois
        elif reponse:
            self.oui += fois
        else:
            self.non += fois

    @property
    def taux(self) -> int | None:
        """Share of yes among the children of whom it is known, rounded, in per cent; ``None`` without any."""
        connus = self.oui + self.non
        return round(100 * self.oui / connus) if connus else None


@dataclass(slots=True)
class Couverture:
    """Coverage of one team.

    Attributes:
        dans_le_delai: not established, and the last day is still to come: counted apart, neither yes nor no.
    """

    equipe: str
    etablis: Reponses = field(default_factory=Reponses)
    signes: Reponses = field(default_factory=Reponses)
    a_jour: Reponses = field(default_factory=Reponses)
    dans_le_delai: int = 0


def couverture(suivis: Iterable[Suivi]) -> list[Couverture]:
    """Coverage by team, by name (the children without a team last); a child for whom nothing is due is not counted."""
    equipes: dict[str, Couverture] = {}
    for suivi in suivis:
        vives = [s for s in suivi.dues if s != "sans_objet"]
        if vives:
            _compter(equipes.setdefault(suivi.equipe, Couverture(suivi.equipe)), suivi, vives)
    return sorted(equipes.values(), key=lambda c: (not c.equipe, c.equipe))


def _compter(equipe: Couverture, suivi: Suivi, vives: list[str]) -> None:
    if suivi.projet in ETABLIS or all(s in TENUES for s in vives):
        equipe.etablis.noter(True, suivi.enfants)
        equipe.signes.noter(suivi.deja_signe if suivi.projet else None, suivi.enfants)
        equipe.a_jour.noter(_a_jour(suivi.actualisations), suivi.enfants)
    elif "en_retard" in vives:
        equipe.etablis.noter(False, suivi.enfants)
    elif "non_verifiable" in vives:
        equipe.etablis.noter(None, suivi.enfants)
    else:
        equipe.dans_le_delai += suivi.enfants


def _a_jour(statuts: Collection[str]) -> bool | None:
    if "en_retard" in statuts:
        return False
    return None if "non_verifiable" in statuts else True


def total(equipes: Iterable[Couverture]) -> Couverture:
    """All teams together."""
    somme = Couverture("")
    for equipe in equipes:
        somme.dans_le_delai += equipe.dans_le_delai
        for nom in ("etablis", "signes", "a_jour"):
            la, une = getattr(somme, nom), getattr(equipe, nom)
            la.oui, la.non, la.inconnu = la.oui + une.oui, la.non + une.non, la.inconnu + une.inconnu
    return somme
