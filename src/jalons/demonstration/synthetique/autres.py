"""Facts that no register writes yet, kept as the échéancier keeps them: births, places of stay, ways out."""

from __future__ import annotations

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
    enfants = gens.enfants
    for saisine in fonds.lignes("decisions"):
        mesure = suivi.mesures.get(saisine["mesure"])
        if saisine["nature"] == "saisine_juge" and mesure is not None:
            registre.noter(mesure.enfant, "juge_saisi", saisine["decidee_le"], affaire=mesure.affaire, motif="opp")
    for sejour in fonds.lignes("sejours"):
        if sejour["genre"] in EN_ETABLISSEMENT:
            repere = f"SJ-{sejour['sejour']}"
            registre.noter(enfants[sejour["enfant"]], "admission_essms", sejour["debut_le"], sejour=repere)
            registre.noter(enfants[sejour["enfant"]], "dipc_remis", sejour["dipc_remis_le"], sejour=repere)
            registre.noter(enfants[sejour["enfant"]], "contrat_sejour_signe", sejour["contrat_signe_le"], sejour=repere)
            registre.noter(enfants[sejour["enfant"]], "sejour_fini", sejour["fin_le"], sejour=repere)
    for table, evenement, jour in (
        ("bilans_sante", "bilan_sante_realise", "realise_le"), ("examens_statut", "cessec_examine", "examine_le"),
    ):  # fmt: skip
        for ligne in fonds.lignes(table):
            registre.noter(enfants[ligne["enfant"]], evenement, ligne[jour])
    for entretien in fonds.lignes("entretiens_17"):
        registre.noter(enfants[entretien["enfant"]], "entretien_17_ans", entretien["realise_le"])
    for jeune in fonds.lignes("jeunes_majeurs"):
        mesure = suivi.mesures.get(jeune["mesure"])
        if mesure is not None:
            registre.noter(mesure.enfant, "demande_jeune_majeur", jeune["demande_le"], demande=mesure.numero)
            registre.noter(mesure.enfant, "entretien_apres_sortie", jeune["entretien_six_mois_le"])
