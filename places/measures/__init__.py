"""What is measured of areas: how files of it are read and loaded, and how it is said in words."""
