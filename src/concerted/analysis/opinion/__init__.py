"""Conversations mapped: who votes alike, what each group says, and what unites them."""
