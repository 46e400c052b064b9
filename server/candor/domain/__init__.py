"""The words of the field: frozen values, ids and ports. numpy and the standard library only."""
