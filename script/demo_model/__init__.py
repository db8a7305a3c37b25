"""Trains, builds and measures the demo voice models: small Vosk models that know synthetic speech only (docs/demo-model.md)."""
