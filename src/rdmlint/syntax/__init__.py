"""Readers with positions and no opinion."""
