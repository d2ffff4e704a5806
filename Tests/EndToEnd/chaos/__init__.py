"""Numbered messages through a network that misbehaves."""
