"""What is valid: tables, settings, models, weeks; the one source of JSON Schema, docs and templates."""
