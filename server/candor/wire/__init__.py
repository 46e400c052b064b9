"""The protocol between extension and server, without sockets: bytes in, events and bytes out."""
