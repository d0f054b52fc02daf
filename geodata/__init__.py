"""The bundled data of plans, and what reads and checks them."""
