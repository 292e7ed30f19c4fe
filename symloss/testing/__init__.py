"""What tests of other projects use: a pytest plugin, and assertions about losses."""
