"""Does screening find a planted ring, and leave honest people of every origin alone? Made applicants, made rates."""
