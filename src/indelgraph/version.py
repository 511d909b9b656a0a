"""The version of the program, which is also the version of every encoding it makes (``pav:version``)."""

__version__ = "0.1.0"
