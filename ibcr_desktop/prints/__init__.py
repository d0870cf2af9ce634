"""Draws paper with QtGui alone, so that it works with a window and on the command line: pages, PDF, QR codes."""
