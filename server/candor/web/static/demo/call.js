/**
 * A video call with oneself: the candidate's side (pc1) sends through real WebRTC to the interviewer's side (pc2).
 *
 *   ?source=camera            the candidate is this computer's camera (default)
 *   ?source=video             the candidate is a film: /demo/candidate.mp4, or ?src=ADDRESS
 *   &turning=ADDRESS          the film behind the button "Turn the head" (default /demo/turning.mp4), shown once
 *   &other=ADDRESS            the film behind the button "Another person" (default /demo/stand_in.mp4)
 *   &voice=ADDRESS            a film has this sound as its voice; goes with the candidate's film
 *   &name=NAME                the candidate's name on the tile
 *   &width=640&fps=12         a smaller and slower picture, for a slow computer
 *
 * Tests use window.candorCall: switchTo(address), say(address), setLight(colour), setCamera(isOn), recreateTile(), leave().
 */
const MAX_BITRATE = 2_500_000;

const query = new URLSearchParams(location.search);
const WIDTH = Number(query.get("width")) || 1280;
const HEIGHT = (WIDTH * 9) / 16;
const FPS = Number(query.get("fps")) || 25;
const films = {
  candidate: query.get("src") || "candidate.mp4",
  turning: query.get("turning") || "turning.mp4",
  another: query.get("other") || "stand_in.mp4",
};
const at = (id) => document.getElementById(id);

/** The sound of a file, over and over, as a track. */
class VoiceSource {
  constructor(address) {
    this.sound = new Audio(address);
    this.sound.crossOrigin = "anonymous";
    this.sound.loop = true;
  }

  async track() {
    const context = new AudioContext();
    const out = context.createMediaStreamDestination();
    context.createMediaElementSource(this.sound).connect(out);
    await context.resume();
    await this.goOnAt(0);
    return out.stream.getAudioTracks()[0];
  }

  async goOnAt(seconds) {
    this.sound.currentTime = seconds;
    await this.sound.play();
  }

  /** Another sound from now on. */
  async say(address) {
    this.sound.src = address;
    await this.goOnAt(0);
  }
}

/**
 * Draws a film into the picture that the candidate's side sends, over and over: another may follow at any time. A film
 * that comes back goes on where it was left: a person does not live the same seconds twice, and the server would say so.
 */
class FilmSource {
  constructor() {
    this.canvas = document.createElement("canvas");
    this.canvas.width = WIDTH;
    this.canvas.height = HEIGHT;
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.film = null;
    this.light = null;
    this.seen = new Map();
    /** Told each film that begins, and at which second of it. */
    this.onbegin = async (_address, _seconds) => {};
    setInterval(() => this.draw(), 1000 / FPS);
  }

  /** Over and over; with `after`, once: then that film follows. */
  async show(address, after = null) {
    const film = this.seen.get(address) ?? this.load(address);
    film.loop = after === null;
    film.onended = () => this.film === film && this.show(after).catch(show);
    await film.play();
    if (this.film !== film) this.film?.pause();
    this.film = film;
    await this.onbegin(address, film.currentTime);
  }

  load(address) {
    const film = document.createElement("video");
    film.crossOrigin = "anonymous";
    film.muted = true;
    film.playsInline = true;
    film.src = address;
    this.seen.set(address, film);
    return film;
  }

  /** The whole film, as large as fits, on a plain background. */
  draw() {
    const { context, film } = this;
    if (!film || film.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    const scale = Math.min(WIDTH / film.videoWidth, HEIGHT / film.videoHeight);
    const width = film.videoWidth * scale;
    const height = film.videoHeight * scale;
    context.fillStyle = "#3a4149";
    context.fillRect(0, 0, WIDTH, HEIGHT);
    context.drawImage(film, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height);
    if (this.light) this.shine(this.light);
  }

  /** The light of a screen in front of the person: on the face and a little around it, not on the wall behind. */
  shine(colour) {
    const { context } = this;
    const glow = context.createRadialGradient(WIDTH / 2, HEIGHT / 2, 0, WIDTH / 2, HEIGHT / 2, HEIGHT / 2);
    glow.addColorStop(0, colour);
    glow.addColorStop(0.6, colour);
    glow.addColorStop(1, "#fff");
    context.globalCompositeOperation = "multiply";
    context.fillStyle = glow;
    context.fillRect(0, 0, WIDTH, HEIGHT);
    context.globalCompositeOperation = "source-over";
  }
}

async function candidateStream(source, voice) {
  if (!source) return navigator.mediaDevices.getUserMedia({ video: { width: WIDTH, height: HEIGHT, frameRate: FPS } });
  await source.show(films.candidate);
  const stream = source.canvas.captureStream(FPS);
  if (voice) stream.addTrack(await voice.track());
  return stream;
}

/** Two ends of one call in this page; resolves when the interviewer's end receives all that is sent. */
async function connect(stream) {
  const sender = new RTCPeerConnection();
  const receiver = new RTCPeerConnection();
  sender.onicecandidate = ({ candidate }) => candidate && receiver.addIceCandidate(candidate);
  receiver.onicecandidate = ({ candidate }) => candidate && sender.addIceCandidate(candidate);
  const remote = new MediaStream();
  const received = new Promise((resolve) => {
    receiver.ontrack = ({ track }) => {
      remote.addTrack(track);
      if (remote.getTracks().length === stream.getTracks().length) resolve();
    };
  });
  for (const track of stream.getTracks()) {
    sender.addTransceiver(track, { streams: [stream], sendEncodings: [{ maxBitrate: MAX_BITRATE }] });
  }
  await sender.setLocalDescription();
  await receiver.setRemoteDescription(sender.localDescription);
  await receiver.setLocalDescription();
  await sender.setRemoteDescription(receiver.localDescription);
  await received;
  return { sender, receiver, remote };
}

/** The interviewer's own picture: the camera, or where there is none a plain surface. */
async function selfStream(candidate, isCamera) {
  if (isCamera) return candidate;
  try {
    return await navigator.mediaDevices.getUserMedia({ video: true });
  } catch {
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d");
    context.fillStyle = "#313b45";
    context.fillRect(0, 0, canvas.width, canvas.height);
    return canvas.captureStream(1);
  }
}

function press(pressed) {
  for (const id of ["candidate", "turning", "another"]) at(id).setAttribute("aria-pressed", String(id === pressed));
}

async function main() {
  const isFilm = query.get("source") === "video";
  const source = isFilm ? new FilmSource() : null;
  at("name").textContent = query.get("name") || "Candidate";
  const voice = query.get("voice") ? new VoiceSource(query.get("voice")) : null;
  const stream = await candidateStream(source, voice);
  if (source && voice) {
    source.onbegin = async (address, seconds) => {
      if (address === films.candidate) await voice.goOnAt(seconds);
    };
  }
  const call = await connect(stream);
  at("remote").srcObject = call.remote;
  at("self").srcObject = await selfStream(stream, !isFilm);

  const setCamera = (isOn) => {
    for (const track of stream.getVideoTracks()) track.enabled = isOn;
    at("camera").textContent = isOn ? "Camera off" : "Camera on";
  };
  const switchTo = async (address, after) => {
    if (!source) throw new Error("only a call with ?source=video can switch films");
    await source.show(address, after ?? null);
  };
  const leave = () => {
    call.sender.close();
    call.receiver.close();
    for (const video of document.querySelectorAll("video")) video.srcObject = null;
    at("problem").textContent = "You have left the call. Reload the page to join again.";
  };
  /** What real call pages do when people join or leave: a new element in the place of the old one. */
  const recreateTile = () => {
    const old = at("remote");
    const next = old.cloneNode();
    old.replaceWith(next);
    next.srcObject = old.srcObject;
    old.srcObject = null;
  };

  for (const id of ["candidate", "turning", "another"]) {
    at(id).hidden = !isFilm;
    at(id).addEventListener("click", async () => {
      press(id);
      await switchTo(films[id], id === "turning" ? films.candidate : null).catch(show);
    });
  }
  press("candidate");
  at("camera").addEventListener("click", () => setCamera(!stream.getVideoTracks()[0].enabled));
  at("leave").addEventListener("click", leave);
  /** What a screen shines on the person, as a CSS colour; null: nothing. */
  const setLight = (colour) => {
    if (source) source.light = colour;
  };
  const say = async (address) => {
    if (!voice) throw new Error("only a call with &voice= can say something else");
    await voice.say(address);
  };
  window.candorCall = { setLight, say, switchTo, setCamera, recreateTile, leave };
  document.documentElement.dataset.ready = "true";
}

function show(error) {
  at("problem").textContent = `The practice call cannot start: ${error.message}`;
  document.documentElement.dataset.problem = String(error);
}

main().catch(show);
