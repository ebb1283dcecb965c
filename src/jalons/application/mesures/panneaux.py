"""stub"""
def inscrire() -> None:
    """x"""
