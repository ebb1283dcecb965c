"""From the plain data of the catalogue's files to the model. The shape is checked by ``lint``, not here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jalons.droit.model import (
    BaseCofinancement,
    ChampFiche,
    CibleNationale,
    Composition,
    EcheanceRegime,
    EngagementNational,
    EtapeContrat,
    Grandeur,
    IndicateurNational,
    ListesCompletes,
    MontantNational,
    ObjectifLocal,
    ObjectifNational,
    Parametre,
    Provenance,
    Regime,
    SectionRapport,
    SourceFinancement,
    TermeImpose,
    Unite,
    Valeur,
)
from jalons.noyau.dates import DateCivile

Donnees = Mapping[str, Any]


class Constructeur:
    """Builds model objects; knows the titles of the bibliography so that a provenance reads as text."""

    def __init__(self, titres: Mapping[str, str]) -> None:
        self._titres = titres

    def provenance(self, d: Donnees) -> Provenance:
        """A provenance; an unknown source key is shown as it is (the lint refuses it)."""
        cles = tuple(d["sources"])
        return Provenance(
            source=" ; ".join(self._titres.get(c, c) for c in cles),
            confiance=d["confiance"],
            note=d.get("note", ""),
            vu=d.get("vu", True),
            cles=cles,
        )

    def regime(self, d: Donnees, parent: Regime | None) -> Regime:
        """A regime; what its file leaves out comes from ``parent``."""
        herites = parent.objectifs if parent else ()
        completes = d.get("listes_completes")
        return Regime(
            id=d["id"],
            libelle=d["libelle"],
            exercices=tuple(d["exercices"]),
            acte=d["acte"],
            nor=d["nor"],
            date_acte=DateCivile.lire(d["date_acte"]),
            publie_le=_date_ou_rien(d["publie_le"]),
            engagements=tuple(
                EngagementNational(e["numero"], e["titre"], self.provenance(e["provenance"])) for e in d["engagements"]
            )
            if "engagements" in d
            else (parent.engagements if parent else ()),
            objectifs=tuple(self._objectif(o) for o in d["objectifs"]) if "objectifs" in d else herites,
            composition=self._composition(d["composition"]),
            echeances=tuple(self._echeance(e) for e in d["echeances"]),
            listes_completes=ListesCompletes(**completes)
            if completes
            else (parent.listes_completes if parent else ListesCompletes(obligatoires=False, facultatifs=False)),
            provenance=self.provenance(d["provenance"]),
            herite_de=d.get("herite_de"),
            avertissements=tuple(d.get("avertissements", ())),
        )

    def _objectif(self, d: Donnees) -> ObjectifNational:
        return ObjectifNational(
            code=d["code"],
            numero=d["numero"],
            libelle=d["libelle"],
            engagement=d["engagement"],
            categorie=d["categorie"],
            sources=tuple(d["sources"]),
            provenance=self.provenance(d["provenance"]),
            numero_confirme=d.get("numero_confirme", d["numero"] is not None),
        )

    def _composition(self, d: Donnees) -> Composition:
        provenance = self.provenance(d["provenance"])
        facultatifs = d.get("provenance_facultatifs")
        return Composition(
            obligatoires=d["obligatoires"],
            facultatifs_min=d["facultatifs_min"],
            facultatifs_max=d["facultatifs_max"],
            provenance=provenance,
            provenance_facultatifs=self.provenance(facultatifs) if facultatifs else provenance,
        )

    def _echeance(self, d: Donnees) -> EcheanceRegime:
        return EcheanceRegime(
            code=d["code"],
            exercice=d["exercice"],
            objet=d["objet"],
            libelle=d["libelle"],
            date=DateCivile.lire(d["date"]),
            reportee_a=_date_ou_rien(d.get("reportee_a")),
            provenance=self.provenance(d["provenance"]),
            vise_avenants=d.get("vise_avenants", False),
        )

    def parametre(self, d: Donnees) -> Parametre:
        """A dated parameter, its values sorted from the most recent."""
        valeurs = [
            Valeur(
                depuis=date.fromisoformat(v["depuis"]),
                jusqua=date.fromisoformat(v["jusqua"]) if v.get("jusqua") else None,
                valeur=_grandeur(v["valeur"]),
                provenance=self.provenance(v["provenance"]),
            )
            for v in d["valeurs"]
        ]
        valeurs.sort(key=lambda v: v.depuis, reverse=True)
        return Parametre(d["cle"], d["libelle"], d["unite"], d["reference"], tuple(valeurs))

    def terme(self, d: Donnees) -> TermeImpose:
        """A last day imposed by an act."""
        return TermeImpose(
            code=d["code"],
            libelle=d["libelle"],
            terme=date.fromisoformat(d["terme"]),
            signes_du=date.fromisoformat(d["signes_du"]),
            signes_au=date.fromisoformat(d["signes_au"]),
            connu_le=date.fromisoformat(d["connu_le"]),
            acte=d["acte"],
            provenance=self.provenance(d["provenance"]),
        )

    def source(self, d: Donnees) -> SourceFinancement:
        """A funding source."""
        return SourceFinancement(
            d["code"], d["libelle"], d["gestionnaire"], d["beneficiaire"], d["objet"], d["perenne"],
            self.provenance(d["provenance"]),
        )  # fmt: skip

    def base(self, d: Donnees) -> BaseCofinancement:
        """A base of the département's share."""
        return BaseCofinancement(
            d["code"], d["libelle"], tuple(d["comptees"]), tuple(d["empechee_par"]), self.provenance(d["provenance"])
        )

    def champ(self, d: Donnees) -> ChampFiche:
        """A field of the fiche action."""
        return ChampFiche(d["code"], d["libelle"], d["aide"], d["obligatoire"], self.provenance(d["provenance"]))

    def etape(self, d: Donnees) -> EtapeContrat:
        """A step of a contract."""
        return EtapeContrat(d["code"], d["rang"], d["libelle"], tuple(d["acteurs"]), self.provenance(d["provenance"]))

    def section(self, d: Donnees) -> SectionRapport:
        """A section of the report."""
        return SectionRapport(d["code"], d["rang"], d["libelle"], d["contenu"], self.provenance(d["provenance"]))

    def indicateur(self, d: Donnees) -> IndicateurNational:
        """A harmonised indicator."""
        return IndicateurNational(
            code=d["code"],
            objectif=d["objectif"],
            libelle=d["libelle"],
            unite=d["unite"],
            sens=d["sens"],
            definition=d["definition"],
            sources=tuple(d["sources"]),
            cibles=tuple(
                CibleNationale(
                    horizon=_date_ou_rien(c["horizon"]),
                    minimum=_decimal_ou_rien(c["minimum"]),
                    maximum=_decimal_ou_rien(c["maximum"]),
                    libelle=c["libelle"],
                    provenance=self.provenance(c["provenance"]),
                )
                for c in d["cibles"]
            ),
            annee_t0=d["annee_t0"],
            provenance=self.provenance(d["provenance"]),
        )

    def montant(self, d: Donnees) -> MontantNational:
        """A national amount."""
        return MontantNational(
            d["exercice"], d["source"], _decimal_ou_rien(d["montant"]), d["libelle"], d["conteste"],
            self.provenance(d["provenance"]),
        )  # fmt: skip

    def objectif_local(self, departement: str, d: Donnees) -> ObjectifLocal:
        """An objective added by ``departement``."""
        return ObjectifLocal(
            departement=departement,
            code=d["code"],
            libelle=d["libelle"],
            engagement=d.get("engagement"),
            regimes=tuple(d["regimes"]),
            sources=tuple(d.get("sources", ())),
            description=d.get("description", ""),
            provenance=Provenance(
                d["provenance"]["source"], d["provenance"]["confiance"], d["provenance"].get("note", "")
            ),
        )


def unite(d: Donnees) -> Unite:
    """A unit of measure."""
    return Unite(d["code"], d["libelle"], d["symbole"], d["decimales"])


def _grandeur(valeur: Any) -> Grandeur:
    return Decimal(str(valeur)) if isinstance(valeur, float) else valeur if isinstance(valeur, int) else str(valeur)


def _decimal_ou_rien(valeur: Any) -> Decimal | None:
    return None if valeur is None else Decimal(str(valeur))


def _date_ou_rien(texte: Any) -> DateCivile | None:
    return None if texte is None else DateCivile.lire(texte)
