"""Reading a YAML file into the frozen dataclasses of a format: every fault at once, each with its line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, is_dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar, get_args, get_origin

import yaml

from jalons.noyau.dates import DateCivile
from jalons.noyau.gabarit import Champ, cles, ecrire_valeur, sans_vide
from jalons.noyau.periodes import Periode
from jalons.noyau.saisie import EntreeRefusee, Faute, abrege
from jalons.noyau.yaml_situe import Chemin, DocumentYaml, lire_yaml, verifier_forme

T = TypeVar("T")
Natures = Mapping[str, Callable[[], Mapping[str, str]]]
"""For each nature of value, the allowed ones with their label; called only when the file holds one."""

Controle = Callable[[DocumentYaml], list[Faute]]
"""A check of keys taken together, on data whose shape may be wrong."""

_REFUSE = object()
"""Stands for a value already told to be faulty: whatever holds it is not built."""


def lire_gabarit(
    contenu: bytes,
    classe: type[T],
    schema: dict[str, Any],
    *,
    natures: Natures,
    nom: str,
    controle: Controle | None = None,
) -> T:
    """The object that the file describes; ``controle`` adds what no single key can tell.

    Raises:
        EntreeRefusee: every fault of shape and of meaning, in the order of the file.
    """
    document = lire_yaml(contenu, nom=nom)
    if not isinstance(document.donnees, dict):
        recu = "un fichier vide" if document.donnees is None else abrege(document.donnees)
        message = f"Reçu : {recu}. Attendu : des clés et leurs valeurs (« cle: valeur »). Partez d'un exemple."
        raise EntreeRefusee([Faute(nom, message, recu, "des clés et leurs valeurs", 1)], quoi=nom)
    lecteur = _Lecteur(document, natures)
    formes = verifier_forme(document, schema)
    lecteur.relever(classe, document.donnees, ())
    objet = lecteur.construire(classe, document.donnees, ())
    fautes = formes + lecteur.fautes + (controle(document) if controle else [])
    if fautes or objet is _REFUSE:
        raise EntreeRefusee(sorted(fautes, key=lambda f: (f.ligne or 0, f.lieu)), quoi=nom)
    return objet  # type: ignore[no-any-return]


def ecrire_gabarit(objet: object, *, entete: str) -> str:
    """The YAML text of an object, keys in the order of the format, under a comment."""
    commentaire = "".join(f"# {ligne}\n" for ligne in entete.splitlines())
    donnees = ecrire_valeur(objet)
    return commentaire + yaml.dump(donnees, Dumper=_Plume, allow_unicode=True, sort_keys=False, width=110)


class _Plume(yaml.SafeDumper):
    """Safe writer that never uses an exponent nor an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _texte(plume: yaml.SafeDumper, valeur: str) -> yaml.ScalarNode:
    """A text on one line: with escapes as soon as it holds a line break, which folding would change."""
    style = '"' if set(valeur) & _RUPTURES else None
    return plume.represent_scalar("tag:yaml.org,2002:str", valeur, style=style)


_RUPTURES = frozenset("\n\r\t\x85\u2028\u2029")
_Plume.add_representer(str, _texte)
_Plume.add_representer(Decimal, lambda plume, v: plume.represent_scalar("tag:yaml.org,2002:float", f"{v:f}"))


@dataclass(slots=True)
class _Lecteur:
    document: DocumentYaml
    natures: Natures
    fautes: list[Faute] = field(default_factory=list)
    noms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def relever(self, type_: Any, donnee: Any, chemin: Chemin) -> None:
        """Note every name that the file defines; a name defined twice is a fault."""
        type_ = sans_vide(type_)
        if get_origin(type_) is tuple and isinstance(donnee, list):
            for rang, element in enumerate(donnee):
                self.relever(get_args(type_)[0], element, (*chemin, rang))
        elif _est_groupe(type_) and isinstance(donnee, dict):
            for cle in cles(type_):
                if cle.nom not in donnee:
                    continue
                ici, valeur = (*chemin, cle.nom), donnee[cle.nom]
                if cle.champ.definit and isinstance(valeur, str | int):
                    self._definir(cle.champ.definit, str(valeur), ici)
                self.relever(cle.type_, valeur, ici)

    def _definir(self, famille: str, nom: str, chemin: Chemin) -> None:
        if nom in self.noms[famille]:
            self.fautes.append(
                self.document.faute(
                    chemin, f"Le nom « {nom} » est déjà pris plus haut : choisissez-en un autre.",
                    recu=nom, attendu="un nom qui ne sert qu'une fois",
                )
            )  # fmt: skip
        self.noms[famille].add(nom)

    def construire(self, type_: Any, donnee: Any, chemin: Chemin, champ: Champ | None = None) -> Any:
        """The value, or ``_REFUSE`` when it or anything inside is faulty."""
        type_ = sans_vide(type_)
        if get_origin(type_) is tuple:
            if not isinstance(donnee, list):
                return _REFUSE
            elements = [self.construire(get_args(type_)[0], e, (*chemin, r), champ) for r, e in enumerate(donnee)]
            return _REFUSE if _REFUSE in elements else tuple(elements)
        if _est_groupe(type_):
            return self._construire_groupe(type_, donnee, chemin)
        valeur = self._simple(type_, donnee, chemin)
        if champ is not None and isinstance(valeur, str | int):
            self._verifier_sens(champ, str(valeur), chemin)
        return valeur

    def _construire_groupe(self, classe: Any, donnee: Any, chemin: Chemin) -> Any:
        if not isinstance(donnee, dict):
            return _REFUSE
        valeurs: dict[str, Any] = {}
        for cle in cles(classe):
            if cle.nom in donnee:
                valeurs[cle.nom] = self.construire(cle.type_, donnee[cle.nom], (*chemin, cle.nom), cle.champ)
            elif cle.obligatoire:
                valeurs[cle.nom] = _REFUSE
        return _REFUSE if _REFUSE in valeurs.values() else classe(**valeurs)

    def _simple(self, type_: Any, donnee: Any, chemin: Chemin) -> Any:
        if type_ is Periode:
            return self._periode(donnee, chemin)
        if type_ is DateCivile:
            return self._date(donnee, chemin)
        if type_ is bool:
            return donnee == "oui" if donnee in ("oui", "non") else _REFUSE
        if type_ is Decimal:
            return self._nombre(donnee, chemin)
        if type_ is int:
            return donnee if isinstance(donnee, int) and not isinstance(donnee, bool) else _REFUSE
        if not isinstance(donnee, str):
            return _REFUSE
        if issubclass(type_, StrEnum):
            return type_(donnee) if donnee in {m.value for m in type_} else _REFUSE
        return donnee

    def _date(self, donnee: Any, chemin: Chemin) -> Any:
        if isinstance(donnee, bool) or not isinstance(donnee, str | int):
            return _REFUSE
        try:
            return DateCivile.lire(donnee)
        except ValueError as erreur:
            if "calendrier" in str(erreur):
                self.fautes.append(
                    self.document.faute(chemin, str(erreur), recu=donnee, attendu="un jour qui existe au calendrier")
                )
            return _REFUSE

    def _periode(self, donnee: Any, chemin: Chemin) -> Any:
        if not isinstance(donnee, dict) or not {"debut", "fin"} <= set(donnee):
            return _REFUSE
        debut, fin = (self._date(donnee[c], (*chemin, c)) for c in ("debut", "fin"))
        if _REFUSE in (debut, fin):
            return _REFUSE
        try:
            return Periode(debut, fin)
        except ValueError as erreur:
            recu = f"{debut.iso()} à {fin.iso()}"
            self.fautes.append(
                self.document.faute(
                    (*chemin, "fin"), str(erreur), recu=recu, attendu=f"une fin à partir de {debut.iso()}"
                )
            )
            return _REFUSE

    def _nombre(self, donnee: Any, chemin: Chemin) -> Any:
        if isinstance(donnee, bool) or not isinstance(donnee, int | float):
            return _REFUSE
        valeur = Decimal(str(donnee))
        if not valeur.is_finite():
            self.fautes.append(
                self.document.faute(chemin, f"« {donnee} » n'est pas un nombre fini : écrivez un nombre.", recu=donnee,
                                    attendu="un nombre")
            )  # fmt: skip
            return _REFUSE
        return valeur

    def _verifier_sens(self, champ: Champ, valeur: str, chemin: Chemin) -> None:
        if champ.nature:
            self._verifier_choix(chemin, valeur, dict(self.natures[champ.nature]()), champ.nature)
        elif champ.renvoie:
            possibles = sorted(set().union(*(self.noms[f] for f in champ.renvoie)), key=lambda n: (len(n), n))
            self._verifier_choix(chemin, valeur, dict.fromkeys(possibles, ""), " ou ".join(champ.renvoie))

    def _verifier_choix(self, chemin: Chemin, valeur: str, possibles: Mapping[str, str], quoi: str) -> None:
        if valeur in possibles:
            return
        connus = ", ".join(possibles) or "aucun n'est défini dans ce fichier"
        self.fautes.append(
            self.document.faute(
                chemin, f"« {valeur} » est inconnu ({quoi}). Valeurs possibles : {connus}.", recu=valeur, attendu=connus
            )
        )


def _est_groupe(type_: Any) -> bool:
    return is_dataclass(type_) and type_ not in (DateCivile, Periode)
