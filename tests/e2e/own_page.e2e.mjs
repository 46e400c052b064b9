/**
 * The candidate's own pages on a telephone, with a camera: agree, photograph the portrait, try camera and sound, keep the
 * result and take it back, ask for a correction, erase. The camera shows the demonstration person's ID photo.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { CHECKOUT, clearAway, launchPlain, screenshot } from "./harness.mjs";
import { axeFinds } from "./inspect.mjs";
import { setUp, startServer } from "./product.mjs";

const PYTHON = join(CHECKOUT, ".venv", "bin", "python");
const A_SECOND = 20;

describe("the candidate's own pages", { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "candor-own-"));
  let server;
  let browser;
  let staff;
  let own;
  let link;

  before(async () => {
    execFileSync(PYTHON, [join(CHECKOUT, "tests", "e2e", "make_demo_media.py"), folder]);
    const cameraFile = join(folder, "camera.mjpeg");
    writeFileSync(cameraFile, Buffer.concat(Array(A_SECOND).fill(readFileSync(join(folder, "id_photo.jpg")))));
    server = await startServer();
    browser = await launchPlain({ cameraFile });
    staff = await browser.newPage();
    own = await browser.newPage({ viewport: { width: 390, height: 800 } });
    await setUp(staff, server);
    await staff.goto(`${server.url}/candidates/new`);
    await staff.fill("#name", "Sam Exampel");
    await staff.click("form.card button.primary");
    link = await staff.innerText("#own-link");
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    await clearAway(folder);
  });

  test("the portrait is taken with the camera, looked at, and goes the way of a file", async () => {
    await own.goto(link);
    await own.click("button[name=decision][value=granted]");
    await own.click('[data-camera="portrait"]');
    await own.waitForSelector('[data-part="shutter"]:enabled');
    await own.waitForFunction(() =>
      /Good|Hold|dark|sharp|bright/.test(document.querySelector("[role=status][data-part]").textContent),
    );
    assert.deepEqual(await axeFinds(own), [], "the camera");
    await screenshot(own, "own_camera");
    await own.keyboard.press("Enter"); // the button that takes the picture has the focus
    await own.waitForSelector('canvas[data-part="picture"]:visible');
    await own.click('[data-part="use"]');
    await own.waitForSelector("text=Your photo has arrived", { timeout: 60_000 });
    await staff.reload();
    assert.match(await staff.innerText("#photo"), /Ready: faces in the call are compared/);
  });

  test("camera and sound are tried without anything being sent, kept by wish and taken back", async () => {
    await own.goto(`${link}/check`);
    const sent = [];
    own.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
    await own.click('[data-part="start"]');
    await own.waitForFunction(() => document.querySelector('[data-part="settings"]').textContent.includes("px"));
    assert.deepEqual(await axeFinds(own), [], "the trial");
    await screenshot(own, "own_check");
    assert.deepEqual(sent, []);

    await own.click('[data-part="keep"]');
    await own.waitForSelector("#kept");
    await staff.reload();
    assert.match(await staff.innerText("#own-check"), /it proves nothing/);
    await own.click("#kept button");
    await own.waitForSelector("#kept", { state: "detached" });
    await staff.reload();
    assert.equal(await staff.locator("#own-check").count(), 0);
  });

  test("a correction is asked for and made, and everything is erased", async () => {
    await own.goto(`${link}/results`);
    await own.check("#about-name");
    await own.fill("#correction-words", "Sam Example");
    await own.click("#corrections form button");
    assert.deepEqual(await axeFinds(own), [], "the results");
    await staff.reload();
    await staff.click("#corrections button[value=yes]");
    await own.goto(link);
    assert.equal(await own.innerText("h1"), "Hello Sam Example");

    await own.click("text=Erase everything about me");
    await own.check("#sure");
    await own.click("button.danger");
    await own.waitForURL(/\/c\/erased$/);
    assert.equal((await own.goto(link)).status(), 404);
  });
});
