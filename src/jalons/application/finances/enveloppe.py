"""A national envelope: what each source brings, in one year, to a number of départements. Pure, with its YAML form."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any, ClassVar

from jalons.application.finances import calculs
from jalons.application.finances.controle_fichier import verifier_lignes
from jalons.application.finances.lignes import LigneFinanciere
from jalons.application.finances.rules import montant_approximatif, periode_inconnue, total_incoherent
from jalons.droit import regimes, sources_financement
from jalons.noyau.ecarts import Ecart
from jalons.noyau.gabarit import Champ, schema_json
from jalons.noyau.gabarit_lecture import Natures, ecrire_gabarit, lire_gabarit
from jalons.noyau.montants import CENTIME
from jalons.noyau.references import DocumentSource
from jalons.noyau.saisie import Faute
from jalons.noyau.yaml_situe import DocumentYaml

FORMAT = Path(__file__).with_name("enveloppe.schema.json")
ENTETE = "Enveloppe nationale de la contractualisation. Format : docs/reference/format-enveloppe.md"


@dataclass(frozen=True, slots=True)
class Enveloppe:
    """The money of one exercice for all the départements concerned."""

    PRESENTATION: ClassVar[str] = "Une enveloppe nationale : ce que chaque source apporte, pour une année."

    exercice: Annotated[int, Champ("Exercice.", minimum=1900)]
    regime: Annotated[str, Champ("Régime national applicable (catalogue du droit).", nature="regime")]
    departements: Annotated[int | None, Champ("Nombre de départements concernés.", minimum=1)] = None
    document: Annotated[DocumentSource | None, Champ("Document dont ce fichier rend compte.")] = None
    lignes: Annotated[tuple[LigneFinanciere, ...], Champ("Montants, dans l'ordre du document.")] = ()

    @property
    def total(self) -> Decimal | None:
        """Euros, all sources."""
        return calculs.total(self.lignes)

    @property
    def moyenne(self) -> Decimal | None:
        """Euros by département, to the cent: a plain mean, the real shares differ."""
        if self.total is None or not self.departements:
            return None
        return (self.total / self.departements).quantize(CENTIME, ROUND_HALF_UP)


def controler(enveloppe: Enveloppe) -> list[Ecart]:
    """The checks that hold for an envelope."""
    lignes = enveloppe.lignes
    return [*total_incoherent(lignes), *periode_inconnue(lignes), *montant_approximatif(lignes)]


def controle(enveloppe: Enveloppe) -> dict[str, Any]:
    """Figures and écarts, ready for JSON (decimals are left as they are)."""
    return {
        "exercice": enveloppe.exercice,
        "regime": enveloppe.regime,
        "departements": enveloppe.departements,
        "totaux": {"total": enveloppe.total, "par_source": calculs.par_source(enveloppe.lignes)},
        "moyenne": enveloppe.moyenne,
        "ecarts": [e.en_json() for e in controler(enveloppe)],
    }


@cache
def schema() -> dict[str, Any]:
    """The published JSON Schema."""
    return dict(json.loads(FORMAT.read_text(encoding="utf-8")))


def produire_schema() -> dict[str, Any]:
    """The JSON Schema that the class gives; ``enveloppe.schema.json`` is its published copy."""
    return schema_json(Enveloppe, identifiant="jalons/enveloppe.schema.json", titre="Enveloppe nationale")


def lire(contenu: bytes, *, nom: str = "enveloppe") -> Enveloppe:
    """The envelope that the file describes; raises ``EntreeRefusee`` with every fault."""
    natures: Natures = {
        "regime": lambda: {r.id: r.libelle for r in regimes()},
        "source": lambda: {s.code: s.libelle for s in sources_financement()},
    }
    return lire_gabarit(
        contenu, Enveloppe, schema(), natures=natures, nom=nom,
        controle=_ensemble,
    )  # fmt: skip


def _ensemble(document: DocumentYaml) -> list[Faute]:
    lignes = document.donnees.get("lignes") if isinstance(document.donnees, dict) else None
    return verifier_lignes(document, lignes, ("lignes",))


def ecrire(enveloppe: Enveloppe) -> str:
    """The YAML text of an envelope, keys in the order of the format."""
    return ecrire_gabarit(enveloppe, entete=ENTETE)
