"""Systems of Chinese offices.

Not here: systems used in both countries (`common`).
"""
