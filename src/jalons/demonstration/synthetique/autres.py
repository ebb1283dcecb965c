"""Facts that no register writes yet, kept as the échéancier keeps them: births, places of stay, ways out."""

from __future__ import annotations

from typing import Any

from jalons.demonstration.synthetique.fonds import Fonds
from jalons.demonstration.synthetique.gens import Gens
from jalons.demonstration.synthetique.registre import Registre
from jalons.demonstration.synthetique.suivi import Suivi

EN_ETABLISSEMENT = frozenset({"etablissement", "lieu_de_vie"})


def naissances(gens: Gens, registre: Registre) -> None:
    """The birth of each child, as his file says it."""
    for enfant in gens.enfants.values():
        registre.noter(enfant, "naissance", enfant.naissance)


def noter(fonds: Fonds, gens: Gens, suivi: Suivi, registre: Registre) -> None:
    """Everything else that the tables say."""
    _mesures(fonds, suivi, registre)
    _sejours(fonds, gens, registre)
    _enfants(fonds, gens, registre)


def _mesures(fonds: Fonds, suivi: Suivi, registre: Registre) -> None:
    for table, evenement, jour, lien in (
        ("rapports", "rapport_juge_envoye", "transmis_au_juge_le", "mesure"),
        ("jeunes_majeurs", "demande_jeune_majeur", "demande_le", "demande"),
        ("jeunes_majeurs", "entretien_apres_sortie", "entretien_six_mois_le", ""),
    ):
        for ligne in fonds.lignes(table):
            mesure = suivi.mesures.get(ligne["mesure"])
            if mesure is not None:
                attributs: dict[str, Any] = {lien: mesure.numero} if lien else {}
                registre.noter(mesure.enfant, evenement, ligne[jour], **attributs)
    for saisine in fonds.lignes("decisions"):
        mesure = suivi.mesures.get(saisine["mesure"])
        if saisine["nature"] == "saisine_juge" and mesure is not None:
            registre.noter(mesure.enfant, "juge_saisi", saisine["decidee_le"], affaire=mesure.affaire, motif="opp")


def _sejours(fonds: Fonds, gens: Gens, registre: Registre) -> None:
    for sejour in fonds.lignes("sejours"):
        if sejour["genre"] in EN_ETABLISSEMENT:
            enfant, repere = gens.enfants[sejour["enfant"]], f"SJ-{sejour['sejour']}"
            for evenement, jour in (
                ("admission_essms", "debut_le"), ("dipc_remis", "dipc_remis_le"),
                ("contrat_sejour_signe", "contrat_signe_le"), ("sejour_fini", "fin_le"),
            ):  # fmt: skip
                registre.noter(enfant, evenement, sejour[jour], sejour=repere)


def _enfants(fonds: Fonds, gens: Gens, registre: Registre) -> None:
    for table, evenement, jour in (
        ("bilans_sante", "bilan_sante_realise", "realise_le"), ("examens_statut", "cessec_examine", "examine_le"),
        ("entretiens_17", "entretien_17_ans", "realise_le"), ("examens_enfance", "", "realise_le"),
    ):  # fmt: skip
        for ligne in fonds.lignes(table):
            registre.noter(gens.enfants[ligne["enfant"]], evenement or _examen(ligne["genre"]), ligne[jour])


def _examen(genre: str) -> str:
    return f"{genre}_etabli" if genre.startswith("certificat") else genre
