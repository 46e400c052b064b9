// Takes the picture of an ID document or a portrait with the camera, with words that help. The picture goes into the file
// field of the form beside the button and is sent by that form: there is one way to the server, and nothing else is sent.

import { closeCamera, nextCamera, openCamera, play } from "./camera.js";
import { advise, placeIn, Speaker, withRoom } from "./guidance.js";
import { greyOf, measure } from "./measure.js";

const LOOK_MS = 200;
const LOOK_WIDTH = 640;
const ROOM = 0.12;
/** Around the place, of its size: what is looked at, and what is kept of the picture. */
const QUALITY = 0.92;

const BACK = { facingMode: { ideal: "environment" } };
const FRONT = { facingMode: { ideal: "user" } };
const LARGE = { width: { ideal: 2560 }, height: { ideal: 1440 } };

/** The dialog of the page, and what it does. */
export class PhotoDialog {
  constructor(dialog, { sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) } = {}) {
    this.dialog = dialog;
    this.sleep = sleep;
    this.limits = JSON.parse(dialog.dataset.limits);
    this.words = JSON.parse(dialog.dataset.words);
    this.part = (name) => dialog.querySelector(`[data-part="${name}"]`);
    this.canvas = document.createElement("canvas");
    this.speaker = null;
    this.stream = null;
    this.button("shutter", () => this.take());
    this.button("again", () => this.show(false));
    this.button("use", () => this.use());
    this.button("other", () => this.turnTo());
    this.button("close", () => dialog.close());
    dialog.addEventListener("close", () => this.stop());
  }

  button(name, deed) {
    this.part(name).addEventListener("click", deed);
  }

  /** Open the dialog for a button: which kind of picture, for which file field. */
  async open(opener) {
    this.opener = opener;
    this.kind = opener.dataset.camera;
    this.input = document.getElementById(opener.dataset.input);
    this.dialog.dataset.kind = this.kind;
    this.part("title").textContent = opener.textContent;
    this.tell(this.words.opening);
    this.show(false);
    this.dialog.showModal();
    await this.start({ ...(this.kind === "document" ? BACK : FRONT), ...LARGE });
  }

  async start(camera) {
    this.part("shutter").disabled = true;
    try {
      const stream = await openCamera({ video: camera, audio: false });
      if (!this.dialog.open) return closeCamera(stream);
      this.stream = stream;
      await play(this.part("video"), stream);
      this.part("other").hidden = (await nextCamera(stream)) === null;
    } catch (problem) {
      this.stop();
      return this.tell(this.words[problem.word] ?? this.words.in_use);
    }
    this.part("shutter").disabled = false;
    this.part("shutter").focus();
    this.mirror();
    await this.keepLooking(this.stream);
  }

  async turnTo() {
    const other = await nextCamera(this.stream);
    this.stop();
    if (other) await this.start({ deviceId: { exact: other }, ...LARGE });
  }

  /** A camera that looks at the user is shown as a mirror; the picture itself is not. */
  mirror() {
    const { facingMode } = this.stream.getVideoTracks()[0].getSettings();
    this.part("stage").classList.toggle(
      "is-mirror",
      facingMode === "user" || (this.kind === "portrait" && !facingMode),
    );
  }

  async keepLooking(stream) {
    this.speaker = new Speaker((word) => this.tell(this.words[word]));
    let before = null;
    while (this.stream === stream && this.dialog.open) {
      if (this.part("picture").hidden) {
        const look = this.look();
        if (look) this.speaker.hear(advise(measure(look.picture, look.place, before), this.rules), performance.now());
        before = look?.picture ?? null;
      }
      await this.sleep(LOOK_MS);
    }
  }

  get rules() {
    return this.limits[this.kind];
  }

  /** The place and what is around it, small and grey. */
  look() {
    const video = this.part("video");
    if (!video.videoWidth) return null;
    const place = placeIn(video.videoWidth, video.videoHeight, this.rules);
    this.frame(place, video);
    const around = withRoom(place, ROOM, video.videoWidth, video.videoHeight);
    // Print that a small camera cannot show is not sharp; a face is, at whatever size the camera has.
    const scale = this.kind === "portrait" ? Math.min(1, LOOK_WIDTH / around.width) : LOOK_WIDTH / around.width;
    this.canvas.width = Math.round(around.width * scale);
    this.canvas.height = Math.round(around.height * scale);
    const pen = this.canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(video, around.x, around.y, around.width, around.height, 0, 0, this.canvas.width, this.canvas.height);
    const picture = greyOf(pen.getImageData(0, 0, this.canvas.width, this.canvas.height));
    const inside = {
      x: Math.round((place.x - around.x) * scale),
      y: Math.round((place.y - around.y) * scale),
      width: Math.min(this.canvas.width, Math.round(place.width * scale)),
      height: Math.min(this.canvas.height, Math.round(place.height * scale)),
    };
    return { picture, place: inside };
  }

  /** Draw where the card or the face should be. */
  frame(place, video) {
    const { style } = this.part("frame");
    style.left = `${(100 * place.x) / video.videoWidth}%`;
    style.top = `${(100 * place.y) / video.videoHeight}%`;
    style.width = `${(100 * place.width) / video.videoWidth}%`;
    style.height = `${(100 * place.height) / video.videoHeight}%`;
  }

  /** Keep the picture as it is now, with some room around the place, and say how it looks. */
  take() {
    const video = this.part("video");
    const seen = this.look();
    if (!seen) return;
    const word = advise({ ...measure(seen.picture, seen.place), movement: null }, this.rules);
    const place = placeIn(video.videoWidth, video.videoHeight, this.rules);
    const kept = withRoom(place, ROOM, video.videoWidth, video.videoHeight);
    const picture = this.part("picture");
    picture.width = kept.width;
    picture.height = kept.height;
    picture.getContext("2d").drawImage(video, kept.x, kept.y, kept.width, kept.height, 0, 0, kept.width, kept.height);
    this.show(true);
    this.tell(word === "good" ? this.words.taken : `${this.words.taken} ${this.words[`taken_${word}`] ?? ""}`.trim());
    this.part("use").focus();
  }

  /** Show the picture that was taken, or the camera. */
  show(isTaken) {
    this.part("picture").hidden = !isTaken;
    this.part("live").hidden = isTaken;
    for (const name of ["use", "again"]) this.part(name).hidden = !isTaken;
    for (const name of ["shutter"]) this.part(name).hidden = isTaken;
    if (!isTaken && this.stream) this.part("shutter").focus();
  }

  /** Put the picture into the file field and send its form. */
  async use() {
    const blob = await new Promise((resolve) => this.part("picture").toBlob(resolve, "image/jpeg", QUALITY));
    const files = new DataTransfer();
    files.items.add(new File([blob], "camera.jpg", { type: "image/jpeg" }));
    this.input.files = files.files;
    this.tell(this.words.sending);
    this.stop();
    this.part("use").disabled = true;
    this.input.form.requestSubmit();
  }

  stop() {
    closeCamera(this.stream);
    this.stream = null;
    this.part("video").srcObject = null;
  }

  tell(words) {
    this.part("advice").textContent = words;
  }
}

/** Make the camera buttons of a page work; without this file they stay hidden, and the file field is there. */
export function offerCamera(page = document) {
  const dialog = page.getElementById("camera");
  if (!dialog?.showModal) return null;
  const photo = new PhotoDialog(dialog);
  for (const opener of page.querySelectorAll("[data-camera]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => photo.open(opener));
  }
  return photo;
}
