"""Writes of ``enfants``: one function per act, atomic, journalled, keyword-only, ``par=agent``."""

from jalons.application.enfants.services.accueil import (
    ecrire_besoins,
    fautes_de_la_separation,
    fautes_de_la_zone,
    fautes_des_besoins,
    interdire_zone,
    lever,
    separer_de,
)
from jalons.application.enfants.services.adresses import enregistrer_adresse, fermer_adresse
from jalons.application.enfants.services.compartiments import ecrire_compartiment
from jalons.application.enfants.services.consultation import (
    declarer_connaissance,
    fautes_de_l_urgence,
    fautes_de_la_declaration,
    fautes_de_la_revue,
    ouvrir_urgence,
    retirer_declaration,
    revoir_urgence,
)
from jalons.application.enfants.services.famille import (
    creer_foyer,
    creer_fratrie,
    creer_personne,
    delier,
    detacher_de_la_fratrie,
    lier,
    modifier_lien,
    modifier_personne,
    placer_au_foyer,
    quitter_le_foyer,
    reunir,
)
from jalons.application.enfants.services.fusion import fusionner, separer
from jalons.application.enfants.services.identite import (
    DoublonsPossibles,
    creer_enfant,
    fautes_de,
    identite_de,
    modifier_enfant,
    poser_cles,
    verrouiller_les_semblables,
)
from jalons.application.enfants.services.referents import nommer_referent, terminer_referent

__all__ = [
    "DoublonsPossibles", "creer_enfant", "creer_foyer", "creer_fratrie", "creer_personne",
    "declarer_connaissance", "delier", "detacher_de_la_fratrie", "ecrire_besoins", "ecrire_compartiment",
    "enregistrer_adresse", "fautes_de", "fautes_de_l_urgence", "fautes_de_la_declaration", "fautes_de_la_revue",
    "fautes_de_la_separation", "fautes_de_la_zone", "fautes_des_besoins", "fermer_adresse", "fusionner",
    "identite_de", "interdire_zone", "lever", "lier", "modifier_enfant", "modifier_lien", "modifier_personne",
    "nommer_referent", "ouvrir_urgence", "placer_au_foyer", "poser_cles", "quitter_le_foyer",
    "retirer_declaration", "reunir", "revoir_urgence", "separer", "separer_de", "terminer_referent",
    "verrouiller_les_semblables",
]  # fmt: skip
