"""Static files with hashed names, compressed, served by WhiteNoise; source maps are neither needed nor collected."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


def _sans_cartes(
    patterns: tuple[tuple[str, tuple[object, ...]], ...],
) -> tuple[tuple[str, tuple[object, ...]], ...]:
    """The rewriting patterns without those that look for a source map (a missing map would stop collectstatic)."""
    return tuple((genre, tuple(m for m in motifs if "sourceMappingURL" not in str(m))) for genre, motifs in patterns)


class StockageStatique(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise is untyped here
    """WhiteNoise's manifest storage without source maps; plain names until ``collectstatic`` has run."""

    patterns = _sans_cartes(CompressedManifestStaticFilesStorage.patterns)

    def stored_name(self, name: str) -> str:
        """The hashed name, or ``name`` itself when nothing was collected yet.

        Raises:
            ValueError: files were collected, and this one is not among them.
        """
        return str(super().stored_name(name)) if self.hashed_files else name
