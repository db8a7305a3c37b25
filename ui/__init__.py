"""What the resident sees: view models and pages."""
