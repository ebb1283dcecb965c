"""Checks on a whole contract. Pure: a dossier and a day in, écarts out; the law's figures are in ``jalons.droit``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from jalons.application.contrats.dossier import Categorie, DossierContrat, ListeObjectifs
from jalons.application.fiches import rules as regles_fiches
from jalons.application.finances import rules as regles_finances
from jalons.droit import regime
from jalons.droit.loader import tous_les_termes
from jalons.droit.model import Composition, EcheanceRegime, Provenance, Regime
from jalons.noyau.accord import compter
from jalons.noyau.dates import DateCivile, Precision, jours_entre, texte_du_jour
from jalons.noyau.ecarts import Ecart, Gravite
from jalons.noyau.periodes import Periode

DOCUMENT = "cohérence du document"


def controler(dossier: DossierContrat, au: date, rattachees: Mapping[str, frozenset[str]] | None = None) -> list[Ecart]:
    """Every écart of a contract on the day ``au``, the most serious first.

    Args:
        rattachees: actions that the document does not list and that its amounts may pay for, as in
            ``double_financement``: the fiches that agents attached to the contract.
    """
    cadre = regime(dossier.regime)
    trouves = [
        *signature_hors_delai(cadre, dossier.signature, au=au),
        *debut_avant_signature(dossier.periode, dossier.signature),
        *terme_hors_regime(dossier.periode, dossier.signature),
        *duree_incoherente(dossier),
        *regime_non_respecte(cadre, dossier),
        *effectifs_annonces(dossier),
        *actions_en_double(dossier),
        *regles_finances.controler(
            dossier.finances.lignes, complete=dossier.finances.complete, au=dossier.jour_du_droit or au,
            actions={**(rattachees or {}), **actions_financees(dossier)},
        ),
    ]  # fmt: skip
    rangs = list(Gravite)
    return sorted(trouves, key=lambda e: (not e.bloque, rangs.index(e.gravite)))


def signature_hors_delai(cadre: Regime, signature: DateCivile | None, *, au: date) -> list[Ecart]:
    """A contract signed after the last day of its regime, or not signed on ``au`` although that day is past."""
    echeance = cadre.echeance("signature")
    if echeance is None:
        return []
    limite = echeance.limite.fin
    if signature is None:
        return _non_signe(cadre, echeance, jours_entre(limite, au))
    if signature.fin <= limite:
        return []
    if signature.debut <= limite:
        message = (
            f"Signature en {signature}, dernier jour le {texte_du_jour(limite)} : le délai n'est pas vérifiable. "
            "Indiquez le jour de signature."
        )
        return [_information("signature_hors_delai", message, echeance.provenance, "dates/signature")]
    jours = jours_entre(limite, signature.debut)
    au_moins = "" if signature.precision is Precision.JOUR else "au moins "
    message = (
        f"Contrat signé le {signature}, {au_moins}{compter(jours, 'jour')} après le {texte_du_jour(limite)}, "
        f"dernier jour pour signer sous le régime {cadre.id}. "
        "Demandez au préfet une confirmation écrite que les crédits restent acquis."
    )
    chiffres = {"jours": jours, "signature": signature.iso(), "limite": limite.isoformat()}
    provenance = echeance.provenance
    return [
        Ecart("signature_hors_delai", Gravite.AVERTISSEMENT, provenance.confirmee, message, chiffres,
              provenance.source, "dates/signature")
    ]  # fmt: skip


def _non_signe(cadre: Regime, echeance: EcheanceRegime, jours: int) -> list[Ecart]:
    if jours <= 0:
        return []
    limite = echeance.limite.fin
    message = (
        f"Aucune date de signature, {compter(jours, 'jour')} après le {texte_du_jour(limite)}, "
        f"dernier jour pour signer sous le régime {cadre.id}. Indiquez la date de signature, ou l'état du contrat."
    )
    chiffres = {"jours": jours, "signature": None, "limite": limite.isoformat()}
    provenance = echeance.provenance
    return [
        Ecart("signature_hors_delai", Gravite.AVERTISSEMENT, provenance.confirmee, message, chiffres,
              provenance.source, "dates/signature")
    ]  # fmt: skip


def _information(code: str, message: str, provenance: Provenance | None, objet: str) -> Ecart:
    """What could not be checked, said as such."""
    confirme = provenance is None or provenance.confirmee
    source = DOCUMENT if provenance is None else provenance.source
    return Ecart(code, Gravite.INFORMATION, confirme, message, {"verifiable": False}, source, objet)


def debut_avant_signature(periode: Periode | None, signature: DateCivile | None) -> list[Ecart]:
    """An execution that starts before the signature."""
    if periode is None or signature is None:
        return []
    avant = periode.debut.avant(signature)
    chiffres = {"debut": periode.debut.iso(), "signature": signature.iso()}
    if avant is None:
        message = (
            f"Exécution à partir de {periode.debut}, signature le {signature} : l'ordre des deux n'est pas vérifiable. "
            "Précisez le premier jour d'exécution."
        )
        return [_information("debut_avant_signature", message, None, "periode/debut")]
    if not avant:
        return []
    message = (
        f"L'exécution commence avant la signature (exécution : {periode.debut} ; signature : {signature}). Vérifiez "
        "que les dépenses antérieures à la signature sont admises."
    )
    return [Ecart("debut_avant_signature", Gravite.AVERTISSEMENT, True, message, chiffres, DOCUMENT, "periode/debut")]


def terme_hors_regime(periode: Periode | None, signature: DateCivile | None) -> list[Ecart]:
    """A period that ends after a term imposed on every text signed in a window, whatever its regime."""
    if periode is None or signature is None:
        return []
    ecarts = []
    for impose in tous_les_termes():
        vise, depasse = impose.vise(signature), DateCivile.lire(impose.terme).avant(periode.fin)
        if vise is False or depasse is False:
            continue
        if vise is None or depasse is None:
            message = (
                f"Signature : {signature} ; fin : {periode.fin}. Le terme du {texte_du_jour(impose.terme)} n'est pas "
                "vérifiable avec ces dates. Précisez-les au jour."
            )
            ecarts.append(_information("terme_hors_regime", message, impose.provenance, f"periode/{impose.code}"))
            continue
        message = (
            f"Fin du contrat : {periode.fin}. Or les textes signés du {texte_du_jour(impose.signes_du)} au "
            f"{texte_du_jour(impose.signes_au)} finissent le {texte_du_jour(impose.terme)} ({impose.acte}). "
            "Prévoyez un avenant, ou un nouveau contrat pour la suite."
        )
        chiffres = {"fin": periode.fin.iso(), "terme": impose.terme.isoformat(), "signature": signature.iso()}
        ecarts.append(
            Ecart("terme_hors_regime", Gravite.AVERTISSEMENT, impose.provenance.confirmee, message, chiffres,
                  impose.provenance.source, f"periode/{impose.code}")
        )  # fmt: skip
    return ecarts


def duree_incoherente(dossier: DossierContrat) -> list[Ecart]:
    """An announced duration that the announced period does not give."""
    duree, periode = dossier.duree_annoncee, dossier.periode
    if duree is None or periode is None or periode.duree_mois == duree.mois:
        return []
    if periode.duree_mois is None:
        message = (
            f"Durée annoncée : {duree} ; période {periode}, qui ne couvre pas des mois entiers : la durée n'est pas "
            "vérifiable. Précisez les dates."
        )
        return [_information("duree_incoherente", message, None, "periode/duree")]
    message = (
        f"Le document annonce {duree} ({duree.mois} mois), mais la période {periode} en compte {periode.duree_mois}. "
        "Précisez le premier et le dernier jour."
    )
    chiffres = {"annoncee_mois": duree.mois, "periode_mois": periode.duree_mois}
    return [Ecart("duree_incoherente", Gravite.AVERTISSEMENT, True, message, chiffres, DOCUMENT, "periode/duree")]


def regime_non_respecte(cadre: Regime, dossier: DossierContrat) -> list[Ecart]:
    """Objectives retained against the composition of the regime; unknown counts are said not checkable."""
    composition = cadre.composition
    retenus = {c: dossier.nombre_objectifs(c) for c in Categorie}
    ecarts = _inconnus(cadre, composition, retenus)
    for categorie, mini, maxi in (
        (Categorie.OBLIGATOIRE, composition.obligatoires, composition.obligatoires),
        (Categorie.FACULTATIF, composition.facultatifs_min, composition.facultatifs_max),
    ):
        nombre, provenance = retenus[categorie], _provenance(composition, categorie)
        manque = nombre is not None and mini is not None and nombre < mini
        exces = nombre is not None and maxi is not None and nombre > maxi
        if manque or exces:
            borne = f"au moins {mini}" if manque else f"au plus {maxi}"
            message = (
                f"{nombre} {categorie.libelle} retenus ; le régime {cadre.id} en demande {borne}. Complétez ou "
                "corrigez la liste des objectifs."
            )
            chiffres = {"categorie": categorie.value, "retenus": nombre, "minimum": mini, "maximum": maxi}
            ecarts.append(
                Ecart("regime_non_respecte", Gravite.BLOQUANT, provenance.confirmee, message, chiffres,
                      provenance.source, f"objectifs/{categorie.value}")
            )  # fmt: skip
    return ecarts + _obligatoires_absents(cadre, dossier)


def _provenance(composition: Composition, categorie: Categorie) -> Provenance:
    return composition.provenance if categorie is Categorie.OBLIGATOIRE else composition.provenance_facultatifs


def _inconnus(cadre: Regime, composition: Composition, retenus: dict[Categorie, int | None]) -> list[Ecart]:
    if composition.obligatoires is None and composition.facultatifs_min is None:
        raison = f"la composition du régime {cadre.id} n'a pas été vue"
    elif muettes := [c.libelle for c in Categorie if retenus[c] is None]:
        raison = "le document ne dit pas le nombre d'" + " ni d'".join(muettes)
    else:
        return []
    message = f"La composition du contrat n'est pas vérifiable : {raison}. Complétez la liste des objectifs retenus."
    return [_information("regime_non_respecte", message, composition.provenance, "objectifs")]


def _obligatoires_absents(cadre: Regime, dossier: DossierContrat) -> list[Ecart]:
    """Mandatory objectives that a whole, fully coded list leaves out; silent as soon as anything is unknown."""
    listes = [x for x in dossier.objectifs if x.categorie is Categorie.OBLIGATOIRE]
    codes = {o.code_national for x in listes for o in x.objectifs}
    if not listes or not cadre.listes_completes.obligatoires or "" in codes or not all(x.complete for x in listes):
        return []
    absents = [o for o in cadre.par_categorie("obligatoire") if o.code not in codes]
    return [
        Ecart(
            "regime_non_respecte", Gravite.BLOQUANT, absent.provenance.confirmee,
            f"L'objectif obligatoire « {absent.libelle} » du régime {cadre.id} n'est pas retenu. Ajoutez-le.",
            {"objectif": absent.code}, absent.provenance.source, f"objectifs/{absent.code}",
        )
        for absent in absents
    ]  # fmt: skip


def effectifs_annonces(dossier: DossierContrat) -> list[Ecart]:
    """Announced numbers of objectives and actions against the lists that the document gives as complete."""
    objectifs = [
        e
        for x in dossier.objectifs
        for e in regles_fiches.effectif_annonce_different(
            titre_de_liste(x), x.annonces, len(x.objectifs), complete=x.complete, objet=f"objectifs/{x.cle}"
        )
    ]
    return objectifs + regles_fiches.effectifs(dossier.actions)


def titre_de_liste(liste: ListeObjectifs) -> str:
    """How a list of objectives is named to a reader."""
    return f"{liste.categorie.libelle} ({liste.libelle})" if liste.libelle else liste.categorie.libelle


def _listes(dossier: DossierContrat) -> list[tuple[str, str, Sequence[tuple[str, str]]]]:
    """Name, title and (name, title) of the items of each list that commits the contract."""
    objectifs = [(x.cle, titre_de_liste(x), [(o.cle, o.libelle) for o in x.objectifs]) for x in dossier.objectifs]
    actions = [(x.cle, x.libelle, [(a.cle, a.libelle) for a in x.actions]) for x in dossier.actions if x.du_contrat]
    return [*objectifs, *actions]


def actions_en_double(dossier: DossierContrat) -> list[Ecart]:
    """One action or objective found in two lists of the contract."""
    return regles_fiches.action_en_double([(titre, [t for _, t in items]) for _, titre, items in _listes(dossier)])


def actions_financees(dossier: DossierContrat) -> dict[str, frozenset[str]]:
    """For each name that an amount may pay for, the titles it stands for; two titles of one action become the first."""
    listes = _listes(dossier)
    titres = {cle: titre for _, _, items in listes for cle, titre in items}
    for i, m, j, n in regles_fiches.doublons([(nom, [t for _, t in items]) for _, nom, items in listes]):
        titres[listes[j][2][n][0]] = titres[listes[i][2][m][0]]
    noms = {cle: frozenset({titre}) for cle, titre in titres.items()}
    noms.update({cle: frozenset(titres[c] for c, _ in items) for cle, _, items in listes})
    return noms
