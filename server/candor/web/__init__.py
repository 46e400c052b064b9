"""Flask: pages and API around services/."""
