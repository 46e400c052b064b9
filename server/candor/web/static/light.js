// Shows a coded light: asks the server for the colours that are due, shows each at its time, reports when it was shown.
// The server lets a colour out half a second before it is due; this page never knows the code beforehand.
"use strict";

const POLL_MS = 200;
const GIVE_UP_AFTER_FAILURES = 8;

const stage = document.getElementById("light-stage");
const chipS = Number(stage.dataset.chipS);
const chips = Number(stage.dataset.chips);
const at = (id) => document.getElementById(id);

/** Whichever light runs now: {show, offset, bestTrip, colours, shown, chip, failures}; null between. */
let running = null;

async function post(step, body) {
  const answer = await fetch(`${stage.dataset.address}/${step}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": stage.dataset.token },
    body: JSON.stringify(body),
    keepalive: true,
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error?.message || answer.statusText);
  return told;
}

const nowS = () => performance.now() / 1000;

/** Ask for colours; the quickest round trip tells best how this clock stands to the server's. */
async function ask(light) {
  const shown = light.shown.splice(0);
  const sentS = nowS();
  let told;
  try {
    told = await post("next", { show: light.show, shown });
  } catch (error) {
    light.shown.unshift(...shown);
    throw error;
  }
  const tripS = nowS() - sentS;
  if (tripS < light.bestTrip) {
    light.bestTrip = tripS;
    light.offset = told.now_s - (sentS + tripS / 2);
  }
  for (const [chip, colour] of told.colours) light.colours.set(chip, colour);
  return told.is_over;
}

async function keepAsking(light) {
  while (running === light) {
    try {
      if (await ask(light)) return finish(light, "shown");
      light.failures = 0;
    } catch {
      light.failures += 1;
      if (light.failures >= GIVE_UP_AFTER_FAILURES) return finish(light, "stopped", stage.dataset.lost);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Before each picture of the screen: show the colour that is due, and note when. */
function paint(light) {
  if (running !== light) return;
  const timeS = nowS() + light.offset;
  const chip = Math.floor(timeS / chipS);
  if (chip !== light.chip && light.colours.has(chip)) {
    light.chip = chip;
    const name = light.colours.get(chip) ? "warm" : "cool";
    stage.style.backgroundColor = stage.dataset[name];
    stage.dataset.colour = name;
    light.shown.push([chip, Math.round(timeS * 1000) / 1000]);
  }
  const left = Math.max(0, Math.ceil(chips * chipS - Math.max(timeS, 0)));
  at("light-left").textContent = stage.dataset.left.replace("{seconds}", left);
  requestAnimationFrame(() => paint(light));
}

async function start() {
  at("light-problem").hidden = true;
  at("light-done").hidden = true;
  at("light-start").disabled = true;
  try {
    const { show } = await post("start", {});
    const light = { show, offset: 0, bestTrip: Infinity, colours: new Map(), shown: [], chip: -1, failures: 0 };
    running = light;
    stage.style.backgroundColor = stage.dataset.rest;
    stage.dataset.colour = "rest";
    stage.hidden = false;
    stage.focus();
    at("light-announcer").textContent = stage.querySelector(".light-words").textContent;
    if (stage.dataset.full) stage.requestFullscreen?.().catch(() => {});
    await ask(light);
    requestAnimationFrame(() => paint(light));
    await keepAsking(light);
  } catch (error) {
    leave();
    tell("light-problem", error.message);
  }
}

async function finish(light, phase, words = stage.dataset[phase]) {
  if (running !== light) return;
  leave();
  tell("light-done", words);
  try {
    if (light.shown.length) await post("next", { show: light.show, shown: light.shown });
    await post("end", { show: light.show, phase });
  } catch (error) {
    tell("light-problem", error.message);
  }
}

/** Put the stage away; the words on the page say how it went. */
function leave() {
  running = null;
  stage.hidden = true;
  delete stage.dataset.colour;
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  at("light-start").disabled = false;
  at("light-start").focus();
}

function tell(place, words) {
  at(place).querySelector("span").textContent = words;
  at(place).hidden = false;
}

const stop = () => running && finish(running, "stopped");

at("light-start").addEventListener("click", start);
at("light-stop").addEventListener("click", stop);
at("light-skip")?.addEventListener("click", async () => {
  try {
    await post("skip", {});
    tell("light-done", stage.dataset.skipped);
  } catch (error) {
    tell("light-problem", error.message);
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") stop();
});
document.addEventListener("fullscreenchange", () => {
  if (!document.fullscreenElement && stage.dataset.full) stop();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) stop();
});
window.addEventListener("pagehide", stop);
