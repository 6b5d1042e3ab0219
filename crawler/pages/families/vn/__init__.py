"""Systems of Vietnamese offices.

Not here: systems used in both countries (`common`).
"""
