"""Reads a capture of loopback TCP and UDP (pcap, any of its four byte orders) and adds up the payload of each connection.

Each sequence number of TCP counts once, however often it was sent, so that retransmissions add nothing; of UDP each datagram.
"""
import struct

MAGICS = {b"\xd4\xc3\xb2\xa1": "<", b"\x4d\x3c\xb2\xa1": "<", b"\xa1\xb2\xc3\xd4": ">", b"\xa1\xb2\x3c\x4d": ">"}
ETHERNET, IPV4, IPV6, TCP, UDP = 1, 0x0800, 0x86DD, 6, 17
SYN, ACK = 0x02, 0x10


class Connection:
    """One connection, named by the port that opened it and the port that it was opened to."""

    def __init__(self, client_port, server_port, first_sequence):
        self.client_port = client_port
        self.server_port = server_port
        self.first = {True: first_sequence, False: None}
        self.ranges = {True: [], False: []}

    def add(self, from_client, sequence, size):
        """Notes a segment's payload by its place in the stream."""
        if size == 0 or self.first[from_client] is None:
            return
        begin = (sequence - self.first[from_client] - 1) % 2**32
        if begin < 2**32 - 1:  # else a keep-alive probe, which repeats the last byte before the window
            self.ranges[from_client].append((begin, begin + size))

    def payload(self, from_client):
        """Bytes of the stream seen in that direction."""
        total, end = 0, 0
        for begin, stop in sorted(self.ranges[from_client]):
            total += max(0, stop - max(begin, end))
            end = max(end, stop)
        return total


class Conversation:
    """The datagrams between two ports, named by the one that spoke first and the other."""

    def __init__(self, client_port, server_port):
        self.client_port = client_port
        self.server_port = server_port
        self.bytes = {True: 0, False: 0}

    def payload(self, from_client):
        """Bytes of datagrams in that direction."""
        return self.bytes[from_client]


def packets(file):
    """The link-layer bytes of each packet."""
    order = MAGICS[file.read(4)]
    link = struct.unpack(order + "HHiIII", file.read(20))[5]
    if link != ETHERNET:
        raise ValueError(f"link type {link}: capture the loopback interface, -i lo")
    while len(header := file.read(16)) == 16:
        yield file.read(struct.unpack(order + "IIII", header)[2])


def segment(packet):
    """(source, destination, sequence, flags, payload size) of a TCP packet, or None."""
    kind = struct.unpack_from("!H", packet, 12)[0]
    if kind == IPV4 and packet[23] == TCP:
        start = 14 + (packet[14] & 0x0F) * 4
        end = 14 + struct.unpack_from("!H", packet, 16)[0]
    elif kind == IPV6 and packet[20] == TCP:
        start = 14 + 40
        end = start + struct.unpack_from("!H", packet, 18)[0]
    else:
        return None
    source, destination, sequence = struct.unpack_from("!HHI", packet, start)
    return source, destination, sequence, packet[start + 13], end - start - (packet[start + 12] >> 4) * 4


def datagram(packet):
    """(source, destination, payload size) of a UDP packet, or None."""
    kind = struct.unpack_from("!H", packet, 12)[0]
    if kind == IPV4 and packet[23] == UDP:
        start = 14 + (packet[14] & 0x0F) * 4
    elif kind == IPV6 and packet[20] == UDP:
        start = 14 + 40
    else:
        return None
    source, destination, size = struct.unpack_from("!HHH", packet, start)
    return source, destination, size - 8


def add_datagram(parts, talks, found):
    """Notes a datagram; one between two ports that have not spoken begins a conversation."""
    source, destination, size = parts
    back = (destination, source) in talks
    key = (destination, source) if back else (source, destination)
    if key not in talks:
        talks[key] = Conversation(*key)
        found.append(talks[key])
    talks[key].bytes[not back] += size


def connections(path):
    """All connections of the capture whose first SYN is in it, and all conversations over UDP, in order."""
    found, current, talks = [], {}, {}
    with open(path, "rb") as file:
        for packet in packets(file):
            if parts := datagram(packet):
                add_datagram(parts, talks, found)
            parts = segment(packet)
            if parts is None:
                continue
            source, destination, sequence, flags, size = parts
            if flags & SYN and not flags & ACK:
                known = current.get((source, destination))
                if known is None or known.first[True] != sequence:  # else the SYN was sent again
                    current[source, destination] = Connection(source, destination, sequence)
                    found.append(current[source, destination])
            elif flags & SYN and (destination, source) in current:
                current[destination, source].first[False] = sequence
            elif (source, destination) in current:
                current[source, destination].add(True, sequence, size)
            elif (destination, source) in current:
                current[destination, source].add(False, sequence, size)
    return found
