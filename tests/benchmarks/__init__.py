"""Measurements, run by hand; nothing here asserts a time."""
