"""Page shell, components, charts, registries of panels, menus and search.

Knows no table and no domain word beyond the statuses it shows. What page builders use:

**Pages.** ``{% extends "ui/page.html" %}`` then ``{% load ui %}``. Blocks: ``titre`` (plain text: title of the
document and first heading), ``fil`` (steps of the trail, ``{% lien_fil "Contrats" url %}``), ``sous_titre``,
``actions``, ``contenu``. ``ui/page_simple.html`` has no menu (login); ``ui/impression.html`` is for paper;
``ui/confirmer.html`` asks before an act (context ``titre``, ``message``, ``libelle``, ``retour``).
``ui/_messages.html`` with ``hors_bande=True`` sends messages with an htmx fragment. Layout classes: ``grille-2``,
``grille-3``, ``grille-4``, ``rangee``, ``pile``, ``kanban``, ``kanban-colonne``, ``kanban-carte``; ``class="nombre"``
on cells of figures.

**Context of every page.** ``menu``, ``peut`` and ``version`` from ``ui.context``; ``collectivite`` (``nom``,
``fictive``), ``couleur_primaire``, ``logo_url`` and ``perimetre_libelle`` when the module above supplies them.

**Blocks.** ``alerte titre= variante=`` · ``carte titre= sous_titre= ancre= niveau=`` · ``repliable titre= ouvert=`` ·
``tableau legende= visible= dense=`` · ``filtres cible= libelle=`` · ``definitions`` · ``grille_champs`` ·
``groupe_champs legende= aide=``; each closes with ``end`` and its name.

**Tags.** ``statut famille code`` · ``badge libelle ton icone`` · ``confiance lettre court`` · ``progression valeur
libelle`` · ``chiffre_cle libelle valeur precision url ton`` · ``etat_vide titre explication action_url
action_libelle`` · ``definition terme valeur`` · ``icone nom`` · ``lien_action libelle url variante icone precision``
· ``bouton libelle variante icone nom valeur precision`` · ``envoi libelle url csrf_token`` · ``confirmation libelle
url titre message`` · ``imprimer`` · ``entete_tri cle libelle nombre`` · ``pagination page`` · ``onglets liste``
(``composants.listes.Onglet``) · ``lien_fil libelle url`` · ``champ formulaire.nom aide large`` · ``options choix
choisi`` · ``resume_erreurs formulaire…`` · ``fautes liste`` (``noyau.saisie.Faute``) · ``ecart objet justification
justifier_url`` · ``figure objet csv_url svg_url`` · ``historique liste`` (``composants.metier.Changement``) ·
``piece_jointe piece`` (``composants.metier.PieceJointe``) · ``panneaux page objet`` · ``alerte_message`` · ``repeter``.

**Filters.** ``euros``, ``nombre``, ``pourcent`` (already in percent), ``date_fr``, ``octets``: ``None`` reads
"inconnu".

**Views.** ``listes.ordre_demande`` and ``listes.page_demandee`` read ``?tri=`` and ``?page=``.

**Registries** (``registre``, called in ``AppConfig.ready``): ``inscrire_menu(EntreeMenu)``,
``inscrire_panneau(Panneau)``, ``inscrire_recherche(FournisseurRecherche)``; ``acces`` sets the control with
``definir_controle``. Statuses of another module: ``statuts.declarer_statuts``. Pure files: ``couleurs``, ``images``,
``statuts``, ``listes``.

Everything is shown, with its code, at ``ui:galerie``. Nothing writes a style or a script in a page: the content
policy (``securite``) would refuse it.
"""
