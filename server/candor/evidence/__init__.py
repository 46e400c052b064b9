"""Evidence packs: what is on record of an interview, signed, so that anybody can check that nothing was changed."""
