"""The drawings of the exercises: from poses in the reference data to SVG. Standard library only, besides rehab.rules.

geometry, poses       where every joint is
limbs, figure, frontal   the outlines of the body
things, marks, glyphs    what stands about it and what is drawn on it
paper, frames         from shapes to a picture
pictures, words       which picture belongs to what, and what it says

`python -m rehab.drawings` writes static/drawings anew after a pose was changed.
"""
