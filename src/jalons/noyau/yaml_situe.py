"""YAML read with the line of every key, and checked against a JSON Schema with every fault at once.

Only plain data is built, in the dialect of ``yaml_simple``; keys are text; a key written twice is a fault; a file is
refused above a size.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, cast

import jsonschema
import yaml

from jalons.noyau.saisie import EntreeRefusee, Faute, abrege
from jalons.noyau.yaml_simple import Chargeur

TAILLE_MAXIMALE = 5_000_000
"""Largest file read, in bytes: a whole schéma is 150 kB."""

PROFONDEUR_MAXIMALE = 50
"""Deepest nesting read: a whole schéma has 8 levels."""

Chemin = tuple[str | int, ...]

_TYPES = {
    "object": "un groupe de clés", "array": "une liste", "string": "un texte (entre guillemets si c'est un nombre)",
    "integer": "un nombre entier",
    "number": "un nombre", "boolean": "true ou false", "null": "rien (null)",
}  # fmt: skip

_MESURES = {
    "minimum": "", "maximum": "", "minItems": " élément(s)", "maxItems": " élément(s)",
    "minLength": " caractère(s)", "maxLength": " caractère(s)",
}  # fmt: skip


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
        recu, borne = (f"{octets / 1e6:.1f}".replace(".", ",") for octets in (len(contenu), TAILLE_MAXIMALE))
        raise EntreeRefusee([Faute(nom, f"Le fichier pèse {recu} Mo ; le maximum est {borne} Mo : découpez-le.")])
    try:
        texte = contenu.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        raise EntreeRefusee(
            [Faute(nom, f"Octet illisible en position {erreur.start} : enregistrez le fichier en UTF-8.")]
        ) from erreur
    document, fautes = DocumentYaml(None), list[Faute]()
    try:
        racine = _composer(texte, nom)
        if racine is not None:
            _situer(racine, (), document, fautes)
            document.donnees = _construire(racine)
    except yaml.YAMLError as erreur:
        raise EntreeRefusee([_faute_de_syntaxe(nom, erreur)]) from erreur
    except (ValueError, RecursionError) as erreur:
        raise EntreeRefusee(
            [Faute(nom, f"Valeur illisible : {abrege(erreur)}. Mettez-la entre guillemets.")]
        ) from erreur
    if fautes:
        raise EntreeRefusee(fautes, quoi=nom)
    return document


def _composer(texte: str, nom: str) -> yaml.Node | None:
    profondeur = 0
    for evenement in yaml.parse(texte, Loader=Chargeur):
        if isinstance(evenement, yaml.AliasEvent):
            raise EntreeRefusee(
                [Faute(nom, "Les alias YAML (*nom) ne sont pas acceptés : écrivez la valeur en toutes lettres.")]
            )
        if isinstance(evenement, yaml.CollectionStartEvent):
            profondeur += 1
            if profondeur > PROFONDEUR_MAXIMALE:
                ligne = evenement.start_mark.line + 1 if evenement.start_mark else None
                message = f"Plus de {PROFONDEUR_MAXIMALE} niveaux emboîtés : vérifiez les crochets et les retraits."
                raise EntreeRefusee([Faute(nom, message, ligne=ligne)])
        elif isinstance(evenement, yaml.CollectionEndEvent):
            profondeur -= 1
    return yaml.compose(texte, Loader=Chargeur)


def _construire(racine: yaml.Node) -> Any:
    chargeur = Chargeur("")
    try:
        return chargeur.construct_document(racine)
    finally:
        chargeur.dispose()


def _faute_de_syntaxe(nom: str, erreur: yaml.YAMLError) -> Faute:
    marque = getattr(erreur, "problem_mark", None)
    ligne = marque.line + 1 if marque else None
    ou = f" : la lecture s'arrête à la colonne {marque.column + 1}" if marque else ""
    langue, a_voir = "YAML", "les retraits, les deux-points et les guillemets"
    if nom.lower().endswith(".json"):
        langue, a_voir = "JSON", "les accolades, les crochets, les virgules et les guillemets"
    return Faute(nom, f"Ce n'est pas du {langue} valable{ou}. Vérifiez {a_voir}.", ligne=ligne)


def _situer(noeud: yaml.Node, chemin: Chemin, document: DocumentYaml, fautes: list[Faute]) -> None:
    document.lignes[chemin] = noeud.start_mark.line + 1
    if isinstance(noeud, yaml.MappingNode):
        vues: set[str] = set()
        for cle, valeur in noeud.value:
            nom = str(cle.value)
            if isinstance(cle, yaml.ScalarNode):
                cle.tag = "tag:yaml.org,2002:str"
            if nom in vues:
                fautes.append(
                    Faute(
                        ecrire_chemin((*chemin, nom)),
                        f"La clé « {nom} » est écrite deux fois : gardez-en une.",
                        recu=nom,
                        attendu="une seule fois",
                        ligne=cle.start_mark.line + 1,
                    )
                )
            vues.add(nom)
            _situer(valeur, (*chemin, nom), document, fautes)
    elif isinstance(noeud, yaml.SequenceNode):
        for rang, valeur in enumerate(noeud.value):
            _situer(valeur, (*chemin, rang), document, fautes)


def verifier_forme(document: DocumentYaml, schema: dict[str, Any]) -> list[Faute]:
    """Every fault of ``document`` against ``schema`` (JSON Schema 2020-12), in the order of the file."""
    verificateur = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    fautes = dict.fromkeys(
        f for erreur in verificateur.iter_errors(document.donnees) for f in _traduire(document, erreur)
    )
    return sorted(fautes, key=lambda f: (f.ligne or 0, f.lieu))


def _traduire(document: DocumentYaml, erreur: jsonschema.ValidationError) -> list[Faute]:
    chemin: Chemin = tuple(erreur.absolute_path)
    recu, borne = cast(Any, erreur.instance), cast(Any, erreur.validator_value)
    if erreur.validator == "required":
        return [
            document.faute(
                (*chemin, c), f"La clé « {c} » manque : ajoutez-la.", recu="absente", attendu=f"la clé « {c} »"
            )
            for c in borne
            if c not in recu
        ]
    if erreur.validator == "additionalProperties":
        return _cles_inconnues(document, chemin, recu, cast(dict[str, Any], erreur.schema))
    attendu = _attendu(str(erreur.validator), borne, cast(dict[str, Any], erreur.schema))
    message = f"Reçu « {abrege(recu)} » ; attendu : {attendu}. Corrigez cette valeur."
    return [document.faute(chemin, message, recu=recu, attendu=attendu)]


def _cles_inconnues(
    document: DocumentYaml, chemin: Chemin, recu: dict[str, Any], schema: dict[str, Any]
) -> list[Faute]:
    connues = sorted(schema.get("properties", {}))
    motifs = schema.get("patternProperties", {})
    inconnues = [c for c in recu if c not in connues and not any(re.search(m, c) for m in motifs)]
    liste = ", ".join([*connues, *motifs])
    return [
        document.faute(
            (*chemin, c), f"La clé « {c} » n'existe pas ici. Clés possibles : {liste}.", recu=c, attendu=liste
        )
        for c in inconnues
    ]


def _attendu(contrainte: str, borne: Any, schema: dict[str, Any]) -> str:
    """What was expected, in words."""
    match contrainte:
        case "type":
            return " ou ".join(_TYPES.get(str(t), str(t)) for t in (borne if isinstance(borne, list) else [borne]))
        case "enum":
            return ", ".join("rien (null)" if v is None else str(v) for v in borne)
        case "minimum" | "minItems" | "minLength":
            return f"au moins {borne}{_MESURES[contrainte]}"
        case "maximum" | "maxItems" | "maxLength":
            return f"au plus {borne}{_MESURES[contrainte]}"
        case "exclusiveMinimum":
            return f"plus de {borne}"
        case "exclusiveMaximum":
            return f"moins de {borne}"
        case "uniqueItems":
            return "des éléments tous différents"
        case "pattern":
            return str(schema.get("description") or f"la forme {borne}")
        case "const":
            return str(borne)
        case _:
            return str(schema.get("description") or f"{contrainte} {borne if isinstance(borne, str) else ''}".strip())
