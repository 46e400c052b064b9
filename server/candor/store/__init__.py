"""Records at rest: schema, migrations, repository, vault of encrypted blobs."""
