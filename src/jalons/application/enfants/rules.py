"""What an identity may say: impossible dates, ages, deaths. Pure.

Ages fixed by law are arguments: ``ages`` reads them from the catalogue.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jalons.noyau.dates import DateCivile, ajouter_mois, texte_du_jour
from jalons.noyau.saisie import Faute

LIMITE_VIE = 120
"""Years: a birth before that is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Vie:
    """Dates of one life, as they are typed."""

    naissance: DateCivile | None = None
    deces: DateCivile | None = None
    statut_depuis: DateCivile | None = None


def anniversaire(naissance: date, ans: int) -> date:
    """The day someone reaches an age; born on 29 February, on 28 February of a common year.

    >>> anniversaire(date(2008, 2, 29), 18)
    datetime.date(2026, 2, 28)
    """
    return ajouter_mois(naissance, 12 * ans)


def a_atteint(naissance: DateCivile | None, ans: int, au: date) -> bool | None:
    """Whether the age is reached on ``au``; ``None`` when the date of birth does not tell.

    >>> a_atteint(DateCivile(2005), 18, date(2023, 6, 1)) is None
    True
    """
    if naissance is None:
        return None
    if anniversaire(naissance.fin, ans) <= au:
        return True
    return False if anniversaire(naissance.debut, ans) > au else None


def age_en_mots(naissance: DateCivile | None, au: date) -> str:
    """The age on ``au``, as precise as the date allows; months under two years.

    >>> age_en_mots(DateCivile(2024, 3, 10), date(2024, 5, 9))
    '1 mois'
    """
    if naissance is None:
        return "âge inconnu"
    plus, moins = _mois(naissance.debut, au), _mois(naissance.fin, au)
    if plus < 0:
        return "à naître"
    if naissance.jour is not None and plus < 24:
        return f"{plus} mois"
    ages = sorted({max(moins, 0) // 12, plus // 12})
    unite = "an" if ages[-1] < 2 else "ans"
    return f"{ages[0]} ou {ages[-1]} {unite}" if len(ages) > 1 else f"{ages[0]} {unite}"


def _mois(naissance: date, au: date) -> int:
    """Whole months lived."""
    ecart = (au.year - naissance.year) * 12 + au.month - naissance.month
    return ecart - (ajouter_mois(naissance, ecart) > au)


def fautes_identite(
    *, nom: str, prenom: str, vie: Vie, au: date, limite_age: int | None = None, dossier_ancien: bool = False
) -> list[Faute]:
    """Every fault of an identity, in one go.

    Args:
        limite_age: years after which nobody is helped any more; such a file is opened only as an old one.
        dossier_ancien: the agent said that the file is opened for an adult (access to her own file, archives).
    """
    fautes = []
    if not nom.strip() and not prenom.strip():
        message = "Ni nom ni prénom : saisissez au moins l'un des deux, ou les initiales connues."
        fautes.append(Faute("nom", message, "", "un nom ou un prénom"))
    fautes += fautes_dates(vie, au)
    datee = not any(f.lieu == "naissance" for f in fautes)
    if datee and limite_age is not None and not dossier_ancien and a_atteint(vie.naissance, limite_age, au):
        message = (
            f"Naissance : {vie.naissance}, donc {limite_age} ans ou plus. L'aide sociale à l'enfance ne prend plus en "
            "charge à cet âge : vérifiez la date. Un dossier ancien s'ouvre depuis la page « Enfants », en cochant la "
            "case prévue."
        )
        fautes.append(Faute("naissance", message, str(vie.naissance), f"moins de {limite_age} ans"))
    return fautes


def fautes_dates(vie: Vie, au: date) -> list[Faute]:
    """Dates that no calendar nor life allows."""
    fautes = []
    for lieu, libelle, valeur in (
        ("naissance", "La naissance", vie.naissance),
        ("decede_le", "Le décès", vie.deces),
        ("statut_depuis", "Le statut", vie.statut_depuis),
    ):
        if valeur is not None and valeur.debut > au:
            message = f"{libelle} ({valeur}) est après aujourd'hui ({texte_du_jour(au)}) : corrigez la date."
            fautes.append(Faute(lieu, message, str(valeur), "une date passée"))
    if vie.naissance is not None and vie.naissance.annee < au.year - LIMITE_VIE:
        message = f"La naissance ({vie.naissance}) remonte à plus de {LIMITE_VIE} ans : vérifiez l'année."
        fautes.append(Faute("naissance", message, str(vie.naissance), "une année vraisemblable"))
    fautes += _apres_la_naissance(vie, "decede_le", "Le décès", vie.deces)
    fautes += _apres_la_naissance(vie, "statut_depuis", "Le statut", vie.statut_depuis)
    return fautes


def _apres_la_naissance(vie: Vie, lieu: str, libelle: str, valeur: DateCivile | None) -> list[Faute]:
    if vie.naissance is None or valeur is None or valeur.fin >= vie.naissance.debut:
        return []
    message = f"{libelle} ({valeur}) précède la naissance ({vie.naissance}) : corrigez l'une des dates."
    return [Faute(lieu, message, str(valeur), f"une date à partir du {vie.naissance}")]


def faute_periode(lieu: str, debut: date | None, fin: date | None) -> list[Faute]:
    """A last day before the first one."""
    if debut is None or fin is None or fin >= debut:
        return []
    message = f"Le dernier jour ({texte_du_jour(fin)}) précède le premier ({texte_du_jour(debut)}) : corrigez."
    return [Faute(lieu, message, texte_du_jour(fin), f"une date à partir du {texte_du_jour(debut)}")]
