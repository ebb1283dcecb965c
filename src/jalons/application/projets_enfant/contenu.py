"""Everything a version says, as plain data: what is frozen on signature, and what is printed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from jalons.application.enfants import selectors as enfants
from jalons.application.enfants.models import Enfant, LienFamilial, Personne
from jalons.application.projets_enfant.models import Action, Domaine, Objectif, Projet, Signature, Volet


def photographier(projet: Projet) -> dict[str, Any]:
    """The current version of ``projet``, JSON-ready; no address is ever in it."""
    return composer(
        projet,
        enfant=identite(
            projet.enfant,
            liens=[(lien, lien.personne) for lien in enfants.liens_de(projet.enfant)],
            fratrie=enfants.fratrie_de(projet.enfant),
            referents=_referents(projet),
        ),
        collectivite=projet.collectivite.nom_complet,
        objectifs=[(o, list(o.actions.all())) for o in projet.objectifs.prefetch_related("actions")],
        volets=projet.volets.all(),
        signatures=projet.signatures.filter(avenant=projet.avenant).select_related("personne"),
    )


def composer(
    projet: Projet, *, enfant: dict[str, Any], collectivite: str, objectifs: Iterable[tuple[Objectif, list[Action]]],
    volets: Iterable[Volet], signatures: Iterable[Signature],
) -> dict[str, Any]:  # fmt: skip
    """The same from rows already held: no query but for the confidence person."""
    par_domaine = {v.domaine: v for v in volets}
    vises = list(objectifs)
    return {
        "enfant": enfant,
        "collectivite": collectivite,
        "version": projet.nom_version,
        "etat": projet.etat,
        "commence_le": _jour(projet.commence_le),
        "etabli_le": _jour(projet.etabli_le),
        "signe_le": _jour(projet.signe_le),
        "lieu": projet.lieu,
        "droits_de_visite": projet.droits_de_visite,
        "paroles": {
            "enfant": projet.parole_enfant, "enfant_absente": projet.parole_enfant_absente,
            "parents": projet.parole_parents, "parents_absente": projet.parole_parents_absente,
        },
        "confiance": _confiance(projet),
        "sante_jointe_le": _jour(projet.sante_jointe_le),
        "volets": [
            _volet(code, titre, par_domaine.get(code), [(o, a) for o, a in vises if o.domaine == code])
            for code, titre in Domaine.choices
        ],
        "signatures": [_signature(s, projet.enfant) for s in signatures],
    }  # fmt: skip


def empreinte(contenu: dict[str, Any]) -> str:
    """A fingerprint: two contents that differ by one letter have different ones."""
    texte = json.dumps(contenu, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(texte.encode()).hexdigest()


def sans_mots_simples(contenu: dict[str, Any]) -> list[str]:
    """Objectives not yet written in plain words: the child's version does not print them."""
    return [o["texte"] for v in contenu["volets"] for o in v["objectifs"] if not o["mots_simples"]]


def _jour(valeur: date | None) -> str:
    return valeur.isoformat() if valeur else ""


def identite(
    enfant: Enfant, *, liens: Iterable[tuple[LienFamilial, Personne]], fratrie: Iterable[Enfant],
    referents: Iterable[Any],
) -> dict[str, Any]:  # fmt: skip
    """What a version says of the child."""
    titulaires = [
        f"{p.nom_complet} ({lien.get_lien_display().lower()})"
        for lien, p in liens
        if lien.autorite_parentale in ("titulaire", "delegataire")
    ]
    return {
        "nom": enfant.nom_complet, "prenom": enfant.prenom, "numero": enfant.numero,
        "naissance": str(enfant.naissance) if enfant.naissance else "", "statut": enfant.get_statut_display(),
        "ecole": ", ".join(x for x in (enfant.ecole, enfant.classe) if x), "titulaires": titulaires,
        "fratrie": [e.prenom or f"dossier {e.numero}" for e in fratrie],
        "referents": [str(agent) for agent in referents],
    }  # fmt: skip


def _referents(projet: Projet) -> list[Any]:
    au = projet.etabli_le or projet.commence_le
    return [r.agent for r in enfants.referents_de([projet.enfant], au).get(projet.enfant_id, [])]


def _confiance(projet: Projet) -> dict[str, str]:
    personne = projet.confiance_personne
    return {
        "proposee_le": _jour(projet.confiance_proposee_le),
        "reponse": projet.get_confiance_reponse_display() if projet.confiance_reponse else "",
        "personne": personne.nom_complet if personne else "",
    }


def _volet(
    code: str, titre: str, volet: Volet | None, objectifs: list[tuple[Objectif, list[Action]]]
) -> dict[str, Any]:
    return {
        "code": code, "titre": titre, "besoins": volet.besoins if volet else "",
        "ressources": volet.ressources if volet else "", "mots_simples": volet.mots_simples if volet else "",
        "objectifs": [_objectif(o, actions) for o, actions in objectifs],
    }  # fmt: skip


def _objectif(objectif: Objectif, actions: list[Action]) -> dict[str, Any]:
    return {
        "texte": objectif.texte, "mots_simples": objectif.mots_simples, "pour_le": _jour(objectif.pour_le),
        "evaluation": objectif.get_evaluation_display(), "evalue_le": _jour(objectif.evalue_le),
        "bilan": objectif.bilan,
        "actions": [
            {
                "texte": a.texte, "responsable": a.responsable, "debut": _jour(a.debut), "fin": _jour(a.fin),
                "avancement": a.get_avancement_display(),
            }
            for a in actions
        ],
    }  # fmt: skip


def _signature(signature: Signature, enfant: Enfant) -> dict[str, str]:
    nom = signature.personne.nom_complet if signature.personne else signature.precision
    if signature.qui == Signature.Qui.ENFANT:
        nom = enfant.nom_complet
    return {
        "qui": signature.get_qui_display(), "nom": nom, "reponse": signature.get_reponse_display(),
        "le": _jour(signature.le), "motif": signature.motif,
    }  # fmt: skip
