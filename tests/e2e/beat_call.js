/**
 * A call whose pictures and sound tell the time of each other, through one WebRTC connection: a bright bar crosses the picture
 * once a second, and a tone begins whenever it begins anew (beats.py reads both).
 */
const WIDTH = 1280;
const HEIGHT = 720;
const FPS = 25;
const TONE_HZ = 1000;
const TONE_S = 0.1;
const BAR_PX = 32;
/** Tones are written down ahead: a busy page must not make one late. */
const AHEAD_S = 120;

function barOf(sound) {
  const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  const context = canvas.getContext("2d", { alpha: false });
  setInterval(() => {
    context.fillStyle = "#202020";
    context.fillRect(0, 0, WIDTH, HEIGHT);
    context.fillStyle = "#fff";
    context.fillRect((sound.currentTime % 1) * WIDTH - BAR_PX / 2, 0, BAR_PX, HEIGHT);
  }, 1000 / FPS);
  const [track] = canvas.captureStream(FPS).getVideoTracks();
  track.contentHint = "detail"; // never made smaller on the way
  return track;
}

function tonesOf(sound) {
  const out = sound.createMediaStreamDestination();
  const tone = new OscillatorNode(sound, { frequency: TONE_HZ });
  const loudness = new GainNode(sound, { gain: 0 });
  const first = Math.ceil(sound.currentTime + 0.1);
  for (let second = first; second < first + AHEAD_S; second++) {
    loudness.gain.setValueAtTime(0.5, second);
    loudness.gain.setValueAtTime(0, second + TONE_S);
  }
  tone.connect(loudness).connect(out);
  tone.start();
  return out.stream.getAudioTracks()[0];
}

async function sentAround(stream) {
  const [sender, receiver] = [new RTCPeerConnection(), new RTCPeerConnection()];
  sender.onicecandidate = ({ candidate }) => candidate && receiver.addIceCandidate(candidate);
  receiver.onicecandidate = ({ candidate }) => candidate && sender.addIceCandidate(candidate);
  const remote = new MediaStream();
  receiver.ontrack = ({ track }) => remote.addTrack(track);
  for (const track of stream.getTracks()) sender.addTrack(track, stream);
  await sender.setLocalDescription();
  await receiver.setRemoteDescription(sender.localDescription);
  await receiver.setLocalDescription();
  await sender.setRemoteDescription(receiver.localDescription);
  return remote;
}

async function main() {
  // First: a page that films may play sound without being asked.
  document.getElementById("self").srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
  const sound = new AudioContext();
  await sound.resume();
  const stream = new MediaStream([barOf(sound), tonesOf(sound)]);
  document.getElementById("remote").srcObject = await sentAround(stream);
  document.documentElement.dataset.ready = "true";
}

main().catch((error) => {
  document.documentElement.dataset.problem = String(error);
});
