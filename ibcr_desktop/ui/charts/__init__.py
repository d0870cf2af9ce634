"""Small charts painted with QPainter."""
