"""Pictures of the map, made on the server: SVG, PNG, and one with the numbers of a printed list. docs/printing.md"""
