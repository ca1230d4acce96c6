"""Pictures of the demo, drawn by code: flat, quiet, and the same each time."""
