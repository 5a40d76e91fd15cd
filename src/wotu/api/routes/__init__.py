"""The API's routes: one file per thing asked for."""
