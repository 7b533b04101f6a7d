"""Running the service: building and opening the library, warming up, background imports, logs, metrics, the check-up."""
