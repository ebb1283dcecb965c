"""Quality of what was read: each check answers conform, not conform, or not checkable and why."""
