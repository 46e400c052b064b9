"""The WebSocket shell around wire/."""
