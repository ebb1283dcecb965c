"""Jobs of ``documents``."""

from django.utils import timezone

from jalons.application.documents import menage
from jalons.application.socle.taches import tache


@tache("documents:nettoyer", cron="47 3 * * *")
def nettoyer() -> None:
    """Each night, remove the files that no row names."""
    menage.nettoyer(avant=timezone.now() - menage.DELAI)
