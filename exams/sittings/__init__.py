"""Sittings: planned with rooms and invigilators, seats given to those who may sit, papers laid
ready before the start, identity checked at the seat."""
