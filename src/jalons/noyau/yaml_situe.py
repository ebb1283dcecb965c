"""YAML read with the line of every key, and checked against a JSON Schema with every fault at once.

Only plain data is built (the safe constructor); a key written twice is a fault; a file is refused above a size.
Dates stay text: a civil date may be a year or a month, and YAML would read only full days.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import jsonschema
import yaml

from jalons.noyau.saisie import EntreeRefusee, Faute, abrege

TAILLE_MAXIMALE = 5_000_000
"""Largest file read, in bytes: a whole schéma is 150 kB."""

Chemin = tuple[str | int, ...]

_TYPES = {
    "object": "un groupe de clés", "array": "une liste", "string": "un texte", "integer": "un nombre entier",
    "number": "un nombre", "boolean": "true ou false", "null": "rien (null)",
}  # fmt: skip


class _Chargeur(yaml.SafeLoader):
    """Safe loader that leaves dates as text."""


_Chargeur.yaml_implicit_resolvers = {
    premier: [(tag, motif) for tag, motif in resolveurs if tag != "tag:yaml.org,2002:timestamp"]
    for premier, resolveurs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(slots=True)
class DocumentYaml:
    """The data of a file, and where each of its keys stands."""

    donnees: Any
    lignes: dict[Chemin, int] = field(default_factory=dict)

    def ligne(self, chemin: Chemin) -> int | None:
        """Line (from 1) of the value at ``chemin``, or of its closest parent."""
        for longueur in range(len(chemin), -1, -1):
            if (trouvee := self.lignes.get(chemin[:longueur])) is not None:
                return trouvee
        return None

    def faute(self, chemin: Chemin, message: str, *, recu: Any = "", attendu: str = "") -> Faute:
        """A fault located at ``chemin``."""
        return Faute(ecrire_chemin(chemin), message, abrege(recu), attendu, self.ligne(chemin))


def ecrire_chemin(chemin: Chemin) -> str:
    """The path as a reader writes it.

    >>> ecrire_chemin(("finances", 2, "montant"))
    'finances[2].montant'
    """
    texte = ""
    for pas in chemin:
        texte += f"[{pas}]" if isinstance(pas, int) else f".{pas}" if texte else pas
    return texte


def lire_yaml(contenu: bytes, *, nom: str = "fichier") -> DocumentYaml:
    """The data of ``contenu`` (UTF-8) with the line of each value.

    Raises:
        EntreeRefusee: too large, not UTF-8, not YAML, a key written twice, an alias (refused: they can explode).
    """
    if len(contenu) > TAILLE_MAXIMALE:
        raise EntreeRefusee([Faute(nom, f"Le fichier pèse {len(contenu)} octets ; le maximum est {TAILLE_MAXIMALE}.")])
    try:
        texte = contenu.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        raise EntreeRefusee(
            [Faute(nom, f"Octet illisible en position {erreur.start} : enregistrez le fichier en UTF-8.")]
        ) from erreur
    chargeur = _Chargeur(texte)
    document, fautes = DocumentYaml(None), list[Faute]()
    try:
        if any(isinstance(e, yaml.AliasEvent) for e in yaml.parse(texte, Loader=_Chargeur)):
            raise EntreeRefusee(
                [Faute(nom, "Les alias YAML (*nom) ne sont pas acceptés : écrivez la valeur en toutes lettres.")]
            )
        racine = chargeur.get_single_node()
        if racine is not None:
            _situer(racine, (), document, fautes)
            document.donnees = chargeur.construct_document(racine)  # type: ignore[no-untyped-call]
    except yaml.YAMLError as erreur:
        raise EntreeRefusee([_faute_de_syntaxe(nom, erreur)]) from erreur
    except (ValueError, RecursionError) as erreur:
        raise EntreeRefusee(
            [Faute(nom, f"Valeur illisible : {abrege(erreur)}. Mettez-la entre guillemets.")]
        ) from erreur
    finally:
        chargeur.dispose()  # type: ignore[no-untyped-call]
    if fautes:
        raise EntreeRefusee(fautes, quoi=nom)
    return document


def _faute_de_syntaxe(nom: str, erreur: yaml.YAMLError) -> Faute:
    marque = getattr(erreur, "problem_mark", None)
    ligne = marque.line + 1 if marque else None
    probleme = getattr(erreur, "problem", None) or "structure illisible"
    return Faute(
        nom,
        f"Ce n'est pas du YAML valable ({probleme}). Vérifiez les retraits, les deux-points et les guillemets.",
        ligne=ligne,
    )


def _situer(noeud: yaml.Node, chemin: Chemin, document: DocumentYaml, fautes: list[Faute]) -> None:
    document.lignes[chemin] = noeud.start_mark.line + 1
    if isinstance(noeud, yaml.MappingNode):
        vues: set[str] = set()
        for cle, valeur in noeud.value:
            nom = str(cle.value)
            if nom in vues:
                fautes.append(
                    Faute(
                        ecrire_chemin((*chemin, nom)),
                        f"La clé « {nom} » est écrite deux fois : gardez-en une.",
                        recu=nom,
                        attendu="une seule fois",
                        ligne=cle.start_mark.line + 1,
                    )  # fmt: skip
                )
            vues.add(nom)
            _situer(valeur, (*chemin, nom), document, fautes)
    elif isinstance(noeud, yaml.SequenceNode):
        for rang, valeur in enumerate(noeud.value):
            _situer(valeur, (*chemin, rang), document, fautes)


def verifier_forme(document: DocumentYaml, schema: dict[str, Any]) -> list[Faute]:
    """Every fault of ``document`` against ``schema`` (JSON Schema 2020-12), in the order of the file."""
    verificateur = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    fautes = [f for erreur in verificateur.iter_errors(document.donnees) for f in _traduire(document, erreur)]
    return sorted(fautes, key=lambda f: (f.ligne or 0, f.lieu))


def _traduire(document: DocumentYaml, erreur: jsonschema.ValidationError) -> list[Faute]:
    chemin: Chemin = tuple(erreur.absolute_path)
    recu, borne = erreur.instance, erreur.validator_value
    match erreur.validator:
        case "required":
            absentes = [c for c in borne if c not in recu]
            return [
                document.faute(
                    (*chemin, c), f"La clé « {c} » manque : ajoutez-la.", recu="absente", attendu=f"la clé « {c} »"
                )
                for c in absentes
            ]
        case "additionalProperties":
            connues = sorted(erreur.schema.get("properties", {}))
            return [
                document.faute(
                    (*chemin, c), f"La clé « {c} » n'existe pas ici. Clés possibles : {', '.join(connues)}.",
                    recu=c, attendu=", ".join(connues),
                )
                for c in recu if c not in connues
            ]  # fmt: skip
        case "type":
            types = borne if isinstance(borne, list) else [borne]
            attendu = " ou ".join(_TYPES.get(t, t) for t in types)
        case "enum" | "const":
            attendu = ", ".join(str(v) for v in (borne if isinstance(borne, list) else [borne]))
        case "pattern":
            attendu = erreur.schema.get("description") or f"la forme {borne}"
        case "minimum" | "exclusiveMinimum":
            attendu = f"au moins {borne}" if erreur.validator == "minimum" else f"plus de {borne}"
        case "maximum":
            attendu = f"au plus {borne}"
        case "minItems" | "minLength":
            attendu = f"au moins {borne} élément(s)"
        case "maxItems" | "maxLength":
            attendu = f"au plus {borne} élément(s)"
        case _:
            attendu = erreur.schema.get("description") or str(erreur.validator)
    message = f"Reçu « {abrege(recu)} » ; attendu : {attendu}. Corrigez cette valeur."
    return [document.faute(chemin, message, recu=recu, attendu=attendu)]
