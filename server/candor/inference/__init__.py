"""Models at the edge: manifest, fetch, LiteRT and ONNX Runtime sessions; one file a model."""
