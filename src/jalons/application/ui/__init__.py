"""Page shell, components, charts, registries."""
