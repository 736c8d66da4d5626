"""Damping floods: how often one visitor may do one thing."""
