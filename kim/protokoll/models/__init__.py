from .basis import Historienbasis, historie

__all__ = ["Historienbasis", "historie"]
