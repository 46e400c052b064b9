/**
 * A call with ?tiles=N people, each through WebRTC connections of their own: one at full size (?width=, ?src= of a film), the
 * others at 320 x 180, as calls send those that nobody looks at. For measuring only (measure_cost.mjs).
 */
const query = new URLSearchParams(location.search);
const TILES = Number(query.get("tiles"));
const WIDTH = Number(query.get("width"));
const FPS = 25;
const MAX_BITRATE = 2_500_000;

/** The film, over and over, as a track of that width. */
function trackOf(film, width) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height: (width * 9) / 16 });
  const context = canvas.getContext("2d", { alpha: false });
  setInterval(() => context.drawImage(film, 0, 0, canvas.width, canvas.height), 1000 / FPS);
  return canvas.captureStream(FPS).getVideoTracks()[0];
}

async function sentAround(track) {
  const [sender, receiver] = [new RTCPeerConnection(), new RTCPeerConnection()];
  sender.onicecandidate = ({ candidate }) => candidate && receiver.addIceCandidate(candidate);
  receiver.onicecandidate = ({ candidate }) => candidate && sender.addIceCandidate(candidate);
  sender.addTransceiver(track, { sendEncodings: [{ maxBitrate: MAX_BITRATE }] });
  await sender.setLocalDescription();
  await receiver.setRemoteDescription(sender.localDescription);
  await receiver.setLocalDescription();
  await sender.setRemoteDescription(receiver.localDescription);
  return receiver.getReceivers()[0].track;
}

function showTile(name, track, id) {
  const tile = document.createElement("figure");
  const video = Object.assign(document.createElement("video"), {
    id,
    autoplay: true,
    muted: true,
    width: 320,
    height: 180,
  });
  video.srcObject = new MediaStream([track]);
  tile.append(video, Object.assign(document.createElement("figcaption"), { textContent: name }));
  tile.style.cssText = "display: inline-block; margin: 8px";
  document.body.append(tile);
}

async function main() {
  const film = Object.assign(document.createElement("video"), { muted: true, loop: true, src: query.get("src") });
  await film.play();
  showTile("Ada", await sentAround(trackOf(film, WIDTH)), "remote");
  const small = TILES > 1 ? trackOf(film, 320) : null;
  for (let other = 1; other < TILES; other++) showTile(`Guest ${other}`, await sentAround(small), `guest${other}`);
  document.documentElement.dataset.ready = "true";
}

main().catch((error) => {
  document.documentElement.dataset.problem = String(error);
});
