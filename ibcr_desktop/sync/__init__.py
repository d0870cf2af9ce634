"""One file from an office to headquarters and one back: pairing, packing, receiving."""
