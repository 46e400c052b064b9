/**
 * Brings a saved page fragment to life: real WebRTC within the page, one track for each person and shared screen, each of a
 * colour of its own, so that a test can tell who is on a picture.
 *
 * Tests use window.candorCall: pin(), swap().
 */
const COLOURS = { ada: "#c03030", budi: "#3030c0", screen: "#30a030" };
const FPS = 15;

/** A picture that moves, in one colour. */
function paintedTrack(colour) {
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  const context = canvas.getContext("2d", { alpha: false });
  let turn = 0;
  setInterval(() => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 640, 360);
    context.fillStyle = "#fff";
    context.fillRect((turn++ * 8) % 640, 170, 20, 20);
  }, 1000 / FPS);
  return canvas.captureStream(FPS).getVideoTracks()[0];
}

/** Send tracks through WebRTC and give back what arrives, in the same order. */
async function sentAround(tracks) {
  const [sender, receiver] = [new RTCPeerConnection(), new RTCPeerConnection()];
  sender.onicecandidate = ({ candidate }) => candidate && receiver.addIceCandidate(candidate);
  receiver.onicecandidate = ({ candidate }) => candidate && sender.addIceCandidate(candidate);
  for (const track of tracks) sender.addTrack(track);
  await sender.setLocalDescription();
  await receiver.setRemoteDescription(sender.localDescription);
  await receiver.setLocalDescription();
  await sender.setRemoteDescription(receiver.localDescription);
  window.candorConnections = [sender, receiver];
  return receiver.getReceivers().map(({ track }) => track);
}

/** A site that draws people itself: what arrives is played unseen, and painted where each slot is. */
function paintSlots(tracks) {
  const films = {};
  for (const [name, track] of Object.entries(tracks)) {
    films[name] = Object.assign(document.createElement("video"), { muted: true, srcObject: new MediaStream([track]) });
    void films[name].play();
  }
  setInterval(() => {
    for (const slot of document.querySelectorAll("video-player[data-plays]")) paint(slot, films[slot.dataset.plays]);
  }, 1000 / FPS);
}

function paint(slot, film) {
  const canvas = slot.closest("video-player-container").shadowRoot.querySelector("canvas");
  const [on, at] = [canvas.getBoundingClientRect(), slot.getBoundingClientRect()];
  const scale = canvas.width / on.width;
  const place = [at.left - on.left, at.top - on.top, at.width, at.height].map((length) => length * scale);
  canvas.getContext("2d").drawImage(film, ...place);
}

const played = (what) => document.querySelectorAll(`[data-plays="${what}"]`);

function show(element, track) {
  if (element.localName === "video") element.srcObject = new MediaStream([track]);
}

/** Where a person is seen, apart from a stage that shows whoever speaks. */
const tilesOf = (what) => [...played(what)].filter((element) => element.id !== "largeVideo");

/** The largest box around a picture that holds no other picture: what a site builds anew as one. */
function tileOf(picture) {
  let tile = picture;
  while (tile.parentElement.querySelectorAll("[data-plays]").length === 1) tile = tile.parentElement;
  return tile;
}

function exchangePlaces(one, other) {
  [one.style.left, other.style.left] = [other.style.left, one.style.left];
}

/** All attributes, and the words of an element that holds nothing else. */
function exchange(one, other) {
  for (const name of new Set([...one.getAttributeNames(), ...other.getAttributeNames()])) {
    if (name === "style") continue;
    const values = [one.getAttribute(name), other.getAttribute(name)];
    [other, one].forEach((element, at) => {
      if (values[at] === null) element.removeAttribute(name);
      else element.setAttribute(name, values[at]);
    });
  }
  if (one.children.length > 0) return;
  [one.textContent, other.textContent] = [other.textContent, one.textContent];
}

/** The browser's camera; where it has none, nobody's picture. */
async function ownCamera() {
  const stream = await navigator.mediaDevices.getUserMedia({ video: true }).catch(() => null);
  return stream?.getVideoTracks()[0] ?? paintedTrack("#808080");
}

async function main() {
  const names = Object.keys(COLOURS);
  const received = await sentAround(names.map((name) => paintedTrack(COLOURS[name])));
  const tracks = Object.fromEntries(names.map((name, at) => [name, received[at]]));
  if (played("self").length > 0) {
    tracks.self = await ownCamera();
  }
  for (const [name, track] of Object.entries(tracks)) for (const element of played(name)) show(element, track);
  if (document.querySelector("video-player")) paintSlots(tracks);

  /** As pages do when somebody is pinned: the candidate's tile is made anew, larger, behind all others. */
  const pin = () => {
    for (const old of tilesOf("ada")) {
      const tile = tileOf(old);
      const next = tile.cloneNode(true);
      const parent = tile.parentElement;
      tile.remove();
      parent.append(next);
      const picture = next.matches("[data-plays]") ? next : next.querySelector("[data-plays]");
      if (picture.localName === "video") {
        show(picture, tracks.ada);
        old.srcObject = null;
        Object.assign(picture.style, { width: "600px", height: "338px" });
      } else exchangePlaces(next, tileOf(tilesOf("budi")[0]));
    }
  };
  /** As pages do when they move people between tiles that stay: pictures, names and marks change places. */
  const swap = () => {
    const pictures = ["ada", "budi"].map((name) => tilesOf(name)[0]);
    const [ones, others] = pictures.map((picture) => [tileOf(picture), ...tileOf(picture).querySelectorAll("*")]);
    ones.forEach((one, at) => {
      exchange(one, others[at]);
    });
    const [one, other] = pictures;
    if (one.localName === "video") [one.srcObject, other.srcObject] = [other.srcObject, one.srcObject];
  };
  window.candorCall = { pin, swap };
  document.documentElement.dataset.ready = "true";
}

main().catch((error) => {
  document.documentElement.dataset.problem = String(error);
});
