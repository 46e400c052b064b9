// Packets of Opus in one payload, each behind its length. The layout is drawn in server/candor/wire/opus.py; both languages
// play tests/wire/vectors/opus.json.

const LENGTH_BYTES = 2;

export function joinPackets(packets: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const payload = new Uint8Array(packets.reduce((sum, packet) => sum + LENGTH_BYTES + packet.length, 0));
  const view = new DataView(payload.buffer);
  let at = 0;
  for (const packet of packets) {
    view.setUint16(at, packet.length, true);
    payload.set(packet, at + LENGTH_BYTES);
    at += LENGTH_BYTES + packet.length;
  }
  return payload;
}
