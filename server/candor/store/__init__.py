"""What is written down: schema, migrations, vault, audit chain and one repository per subject. Start at store.py."""
