"""Where analyses run: local worker processes now; the port is domain.ports.Engine."""
