"""Proofs done again from the certificates they leave behind, without the prover."""
