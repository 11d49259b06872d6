"""The project's figures of speed and memory, measured on request and never asserted by a test."""
