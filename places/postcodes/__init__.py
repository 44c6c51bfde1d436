"""Postcodes: how they are written in part, and how files of them are read and loaded."""
