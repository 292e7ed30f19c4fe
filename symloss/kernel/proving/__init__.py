"""The prover: normal forms, and every step of a proof as exact arithmetic."""
