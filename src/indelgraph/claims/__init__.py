"""Claim files: what a person writes, read and understood."""

from .model import Claim, ClaimFile
from .read import read_claim_file
from .resolve import resolve

__all__ = ["Claim", "ClaimFile", "read_claim_file", "resolve"]
