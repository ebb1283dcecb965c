"""``jalons base``: prepare, start, stop, look at and clean the database and its files."""

from __future__ import annotations

import argparse
import sys

from jalons.cli.django_pret import demarrer_si_locale, preparer, refus
from jalons.cli.exemples import montrer
from jalons.cli.sortie import CORRECT, ecrire_json, option_format
from jalons.noyau.accord import compter


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the sub-commands."""
    analyseur.epilog = montrer("jalons base preparer")
    sous = analyseur.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    for nom, aide, action in (
        ("preparer", "démarrer la base si besoin et la mettre à jour", _preparer),
        ("demarrer", "démarrer la base locale", _demarrer),
        ("arreter", "arrêter la base locale", _arreter),
        ("etat", "dire où en est la base, et si ses verrous sont en place", _etat),
        ("nettoyer", "retirer les fichiers reçus qu'aucune ligne ne désigne (fait aussi chaque nuit)", _nettoyer),
    ):
        commande = sous.add_parser(nom, help=aide)
        option_format(commande)
        commande.set_defaults(action=action)
    recalcul = sous.add_parser(
        "recalculer",
        help="recalculer les échéances de tous les dossiers qui suivent des règles (fait aussi chaque nuit)",
    )
    recalcul.add_argument("--collectivite", metavar="CODE", help="une seule collectivité ; toutes par défaut")
    option_format(recalcul)
    recalcul.set_defaults(action=_recalculer)


def _preparer(options: argparse.Namespace) -> int:
    """Migrate as the owner: tables, policies and rights are put in place, nothing is lost."""
    preparer("owner", migree=False)
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executeur = MigrationExecutor(connection)
    a_faire = len(executeur.migration_plan(executeur.loader.graph.leaf_nodes()))
    if a_faire:
        print(f"Mise à jour de la base : {compter(a_faire, 'étape')}…", file=sys.stderr)
        call_command("migrate", verbosity=0, interactive=False)
    _dire(options, {"etapes": a_faire, "a_jour": True}, "La base est à jour.")
    return CORRECT


def _demarrer(options: argparse.Namespace) -> int:
    locale = demarrer_si_locale()
    _dire(
        options,
        {"locale": locale},
        "La base est démarrée." if locale else "La base n'est pas locale : rien à démarrer.",
    )
    return CORRECT


def _arreter(options: argparse.Namespace) -> int:
    from jalons.config import postgresql

    try:
        arretee = postgresql.arreter()
    except (RuntimeError, OSError) as erreur:
        raise refus("PostgreSQL", str(erreur)) from erreur
    _dire(options, {"arretee": arretee}, "La base est arrêtée." if arretee else "La base n'était pas démarrée.")
    return CORRECT


def _etat(options: argparse.Namespace) -> int:
    preparer()
    from django.db import connection

    from jalons.application.socle.verrou import sans_verrou

    with connection.cursor() as curseur:
        curseur.execute("SELECT current_user, current_setting('server_version'), pg_database_size(current_database())")
        role, version, taille = curseur.fetchone()
    ouvertes = sans_verrou()
    etat = {"role": role, "postgresql": version, "octets": taille, "tables_sans_verrou": ouvertes}
    verrous = "tous les verrous sont en place" if not ouvertes else f"SANS VERROU : {', '.join(ouvertes)}"
    _dire(options, etat, f"PostgreSQL {version}, rôle {role}, {taille // 1_000_000} Mo, {verrous}.")
    return CORRECT if not ouvertes else 3


def _nettoyer(options: argparse.Namespace) -> int:
    """What the nightly job does, at once: files younger than a day are left alone."""
    preparer("worker")
    from django.utils import timezone

    from jalons.application.documents.menage import DELAI, nettoyer

    nombre, octets = nettoyer(avant=timezone.now() - DELAI)
    _dire(
        options, {"fichiers": nombre, "octets": octets}, f"{nombre} fichier(s) sans ligne retiré(s), {octets} octets."
    )
    return CORRECT


def _recalculer(options: argparse.Namespace) -> int:
    """What the nightly jobs do, at once: lot by lot, each in its own transaction and perimeter."""
    preparer("worker")
    from jalons.application.echeancier import recalcul
    from jalons.application.socle.perimetre import perimetre
    from jalons.application.territoires.models import Collectivite

    connues = list(Collectivite.objects.order_by("code").values_list("code", flat=True))
    if options.collectivite and options.collectivite not in connues:
        raise refus(
            "--collectivite",
            f"« {options.collectivite} » n'est pas une collectivité : donnez son code, comme 15 ou 6AE.",
        )
    sujets = echeances = 0
    for code in [options.collectivite] if options.collectivite else connues:
        for type_ in recalcul.types():
            fait = recalcul.DEBUT
            while fait.apres is not None:
                with perimetre([code]):
                    fait = recalcul.recalculer_lot(collectivite=code, type_=type_, depart=fait)
            sujets, echeances = sujets + fait.sujets, echeances + fait.echeances
    phrase = f"{compter(sujets, 'dossier recalculé')}, {compter(echeances, 'échéance changée')}."
    _dire(options, {"sujets": sujets, "echeances": echeances}, phrase)
    return CORRECT


def _dire(options: argparse.Namespace, donnees: dict[str, object], phrase: str) -> None:
    if options.format == "json":
        ecrire_json(donnees)
    else:
        print(phrase)
