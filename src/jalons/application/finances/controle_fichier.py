"""What the amounts of a file must hold together, on data whose shape may be wrong."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from jalons.noyau.saisie import Faute
from jalons.noyau.yaml_situe import Chemin, DocumentYaml


def verifier_lignes(document: DocumentYaml, lignes: Any, chemin: Chemin) -> list[Faute]:
    """Lines without source that are not totals, totals with one, parts of a part or of themselves."""
    if not isinstance(lignes, list):
        return []
    parties = {_nom(x, "cle") for x in lignes if isinstance(x, dict) and _nom(x, "inclus_dans")}
    fautes = []
    for rang, ligne in enumerate(x if isinstance(x, dict) else {} for x in lignes):
        ici = (*chemin, rang)
        total, source, dans = ligne.get("total") == "oui", ligne.get("source"), _nom(ligne, "inclus_dans")
        if ligne and not total and source is None:
            fautes.append(
                document.faute((*ici, "source"), "La clé « source » manque : indiquez qui apporte ce montant.",
                               recu="absente", attendu="un code de source, ou total: oui")
            )  # fmt: skip
        if total and (source is not None or dans is not None):
            cle = "source" if source is not None else "inclus_dans"
            fautes.append(
                document.faute((*ici, cle), f"Un total annoncé n'a pas de « {cle} » : retirez cette clé ou total: oui.",
                               recu=ligne[cle], attendu="rien")
            )  # fmt: skip
        if _trop_fine(ligne.get("valeur")):
            fautes.append(
                document.faute((*ici, "valeur"), "Un montant a deux décimales au plus : arrondissez au centime.",
                               recu=ligne["valeur"], attendu="des euros et des centimes")
            )  # fmt: skip
        sommes = ligne.get("somme_de")
        if isinstance(sommes, list) and ligne.get("cle") in sommes:
            fautes.append(
                document.faute((*ici, "somme_de"), "Un total ne s'additionne pas lui-même : retirez-le d'ici.",
                               recu=ligne["cle"], attendu="d'autres lignes")
            )  # fmt: skip
        if dans is not None and (dans == ligne.get("cle") or dans in parties):
            fautes.append(
                document.faute((*ici, "inclus_dans"), f"« {dans} » est elle-même une partie : visez la ligne entière.",
                               recu=dans, attendu="une ligne qui n'est incluse dans aucune autre")
            )  # fmt: skip
    return fautes


def _trop_fine(valeur: Any) -> bool:
    """Whether an amount is finer than a cent; what is no number is said by the format."""
    try:
        exposant = Decimal(str(valeur)).normalize().as_tuple().exponent
    except InvalidOperation:
        return False
    return isinstance(exposant, int) and exposant < -2


def _nom(ligne: dict[str, Any], cle: str) -> str | None:
    """The name under ``cle``; ``None`` when it is absent or no text, which the format says on its own."""
    valeur = ligne.get(cle)
    return valeur if isinstance(valeur, str) else None
