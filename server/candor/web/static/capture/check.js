// A look at camera, light and sound before the call, for the candidate alone. Everything stays in the browser, unless the
// candidate presses the button that keeps the result for the interviewer.

import { closeCamera, openCamera, play } from "./camera.js";
import { cameraFacts, drawCode, lightWord, loudness, tookOn, warmth } from "./facts.js";
import { placeIn } from "./guidance.js";
import { greyOf, measure } from "./measure.js";

const LOOK_MS = 400;
const LOOK_WIDTH = 320;
const HEARD = 0.01;
/** Loudness of a quiet voice near a microphone: minus 40 dB of full scale. */
const HEARD_TIMES = 3;
const CHIPS = 16;
const LONGEST = 2;

export class BeforehandCheck {
  constructor(page, { sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms)), post = postJson } = {}) {
    this.page = page;
    this.sleep = sleep;
    this.post = post;
    this.words = JSON.parse(page.dataset.words);
    this.limits = JSON.parse(page.dataset.limits);
    this.part = (name) => document.querySelector(`[data-part="${name}"]`);
    this.canvas = document.createElement("canvas");
    this.facts = null;
    this.stream = null;
    for (const name of ["start", "stop", "light", "light-stop", "keep"]) {
      this.part(name).addEventListener("click", () => this[name.replace("-s", "S")]());
    }
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.lightStop());
    document.addEventListener("visibilitychange", () => document.hidden && this.lightStop());
  }

  /** Open camera and microphone; without a microphone the camera alone. */
  async start() {
    this.tell("problem", this.words.opening);
    const video = { width: { ideal: 1280 }, height: { ideal: 720 } };
    let hasSound = true;
    try {
      this.stream = await openCamera({ video, audio: true }).catch((problem) => {
        if (problem.word === "insecure") throw problem;
        hasSound = false;
        return openCamera({ video });
      });
      await play(this.part("video"), this.stream);
    } catch (problem) {
      return this.tell("problem", this.words[problem.word] ?? this.words.in_use);
    }
    this.tell("problem", "");
    this.facts = {
      ...cameraFacts(this.stream.getVideoTracks()[0], JSON.parse(this.page.dataset.programs)),
      answer: "not_tried",
    };
    this.facts.heard = hasSound ? false : null;
    this.part("running").hidden = false;
    this.part("start").hidden = true;
    this.part("results-title").focus();
    this.listen();
    await this.keepLooking(this.stream);
  }

  stop() {
    this.lightStop();
    closeCamera(this.stream);
    this.sound?.close();
    this.stream = null;
    this.sound = null;
    this.part("running").hidden = true;
    this.part("start").hidden = false;
    this.part("start").focus();
  }

  listen() {
    if (this.facts.heard === null || typeof AudioContext === "undefined") return;
    this.sound = new AudioContext();
    this.analyser = this.sound.createAnalyser();
    this.sound.createMediaStreamSource(this.stream).connect(this.analyser);
    this.samples = new Float32Array(this.analyser.fftSize);
    this.loud = 0;
  }

  hear() {
    if (!this.sound) return;
    this.analyser.getFloatTimeDomainData(this.samples);
    const level = loudness(this.samples);
    this.part("level").value = Math.min(1, level * 10);
    this.loud += level > HEARD ? 1 : 0;
    if (this.loud >= HEARD_TIMES) this.facts.heard = true;
  }

  async keepLooking(stream) {
    while (this.stream === stream) {
      this.hear();
      const seen = this.look();
      if (seen) this.facts.light = lightWord(seen, this.limits);
      this.show();
      await this.sleep(LOOK_MS);
    }
  }

  look() {
    const video = this.part("video");
    if (!video.videoWidth) return null;
    this.canvas.width = LOOK_WIDTH;
    this.canvas.height = Math.round((LOOK_WIDTH * video.videoHeight) / video.videoWidth);
    const { width, height } = this.canvas;
    const pen = this.canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(video, 0, 0, width, height);
    return measure(greyOf(pen.getImageData(0, 0, width, height)), placeIn(width, height, { aspect: 0.75, share: 0.7 }));
  }

  show() {
    const { camera, width, height, fps, isProgram, light, heard, answer } = this.facts;
    this.tell("camera", camera || this.words.no_name);
    this.tell(
      "settings",
      this.words.settings.replace("{width}", width).replace("{height}", height).replace("{fps}", fps),
    );
    this.part("program").hidden = !isProgram;
    this.tell("light-word", this.words[`light_${light ?? "unknown"}`]);
    this.tell("heard", this.words[heard === null ? "no_sound" : heard ? "heard" : "not_heard"]);
    this.tell("answer", this.words[`answer_${answer}`]);
  }

  /** Show colours drawn here and now, and look whether the picture takes them on. */
  async light() {
    const stage = this.part("stage");
    const chipS = Number(stage.dataset.chipS);
    const code = drawCode(CHIPS, LONGEST);
    const samples = [];
    const run = { code };
    this.run = run;
    stage.style.backgroundColor = stage.dataset.rest;
    stage.hidden = false;
    stage.focus();
    await this.sleep(1000);
    const beganAt = performance.now();
    for (;;) {
      const atS = (performance.now() - beganAt) / 1000;
      const chip = Math.floor(atS / chipS);
      if (this.run !== run || chip >= CHIPS) break;
      stage.style.backgroundColor = stage.dataset[code[chip] ? "warm" : "cool"];
      const value = this.warmthNow();
      if (value !== null) samples.push([atS, value]);
      await this.sleep(50);
    }
    if (this.run !== run) return;
    const took = tookOn(samples, code, chipS);
    this.facts.answer = took === null ? "not_tried" : took ? "seen" : "not_seen";
    this.lightStop();
    this.show();
  }

  warmthNow() {
    const video = this.part("video");
    if (!video.videoWidth) return null;
    this.canvas.width = 32;
    this.canvas.height = 32;
    const pen = this.canvas.getContext("2d", { willReadFrequently: true });
    const { videoWidth: width, videoHeight: height } = video;
    pen.drawImage(video, width * 0.3, height * 0.2, width * 0.4, height * 0.6, 0, 0, 32, 32);
    return warmth(pen.getImageData(0, 0, 32, 32).data);
  }

  lightStop() {
    if (!this.run) return;
    this.run = null;
    this.part("stage").hidden = true;
    this.part("light").focus();
  }

  /** Send the facts that are on the page, because the candidate says so. */
  async keep() {
    const { camera, width, height, fps, light, heard, answer } = this.facts;
    try {
      await this.post(this.page.dataset.address, this.page.dataset.token, {
        camera,
        width,
        height,
        fps,
        light: light ?? "unknown",
        heard,
        answer,
      });
    } catch (error) {
      return this.tell("problem", error.message);
    }
    this.stop();
    location.assign(`${this.page.dataset.address}#kept`);
    location.reload();
  }

  tell(name, words) {
    const part = this.part(name);
    if (part.textContent !== words) part.textContent = words;
  }
}

async function postJson(address, token, body) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error((await answer.json()).error?.message || answer.statusText);
}
