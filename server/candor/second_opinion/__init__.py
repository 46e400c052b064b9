"""A second opinion by another library (deepface) on key frames: in a process of its own, asked two questions only."""
