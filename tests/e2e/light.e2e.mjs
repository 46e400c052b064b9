/**
 * A coded light through a real call: the candidate opens the page, a camera that answers answers, one that does not does
 * not. The camera is the practice call's film; a screen's light is laid on the face as the candidate's page shows it.
 *
 * Played with the shortest code that is allowed (32 colours instead of 40), to save half a minute.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import {
  CHECKOUT,
  clearAway,
  freePorts,
  launch,
  launchPlain,
  openCall,
  openPanel,
  pairPanel,
  pickTile,
  screenshot,
  startInterview,
  startStub,
  until,
} from "./harness.mjs";
import { addCandidate, createInterview, setUp, startServer } from "./product.mjs";

const PYTHON = join(CHECKOUT, ".venv", "bin", "python");
/** Faint, as a laptop's light is in a lit room: a few grey levels. */
const SHINE = { warm: "rgb(255 249 242)", cool: "rgb(244 251 255)" };

describe("coded light", { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "candor-light-"));
  let server;
  let films;
  let browser;
  let own;
  let page;
  let call;
  let panel;
  let link;

  before(async () => {
    execFileSync(PYTHON, [join(CHECKOUT, "tests", "e2e", "make_demo_media.py"), folder]);
    const models = join(folder, "models");
    cpSync(join(CHECKOUT, "models"), models, { recursive: true });
    const plan = join(models, "calibration", "light.toml");
    writeFileSync(plan, readFileSync(plan, "utf8").replace("chips = 40", "chips = 32"));
    server = await startServer({ CANDOR_MODELS: models });
    films = await startStub(await freePorts(), folder);
    browser = await launch();
    own = await launchPlain();
    page = await browser.context.newPage();
    await setUp(page, server);
    await addCandidate(page, server, "Sam Example", join(folder, "id_photo.jpg"));
    link = /http[^\s"<]*\/c\/[\w-]+/.exec(await page.content())[0];
    const interview = await createInterview(page, "Engineer, round 1");
    call = await openCall(browser, `${films.url}/demo/call?source=video&src=candidate.mp4&name=Sam&width=640&fps=12`);
    panel = await openPanel(browser, call);
    await pairPanel(panel, interview.pairing);
    await pickTile(panel, "Sam");
    await startInterview(panel);
    await page.bringToFront();
    await until("the call is analysed", () => page.locator(".protection-running").count(), 20_000);
  });

  after(async () => {
    await own?.close();
    await browser?.close();
    await films?.stop();
    await server?.stop();
    await clearAway(folder);
  });

  /** Press Start on a page of the light check; until it ends, `answer` is told each colour as it shows. */
  const show = async (light, answer) => {
    const counts = { warm: 0, cool: 0 };
    let last;
    await light.click("#light-start");
    await light.waitForSelector("#light-stage:not([hidden]), #light-problem:not([hidden])");
    assert.ok(await light.isHidden("#light-problem"), `refused: ${await light.innerText("#light-problem")}`);
    for (;;) {
      const colour = await light.evaluate(() => document.getElementById("light-stage").dataset.colour);
      if (!colour) break;
      if (colour !== last) await answer(colour);
      if (colour !== last && colour in counts) counts[colour] += 1;
      last = colour;
      await light.waitForTimeout(40);
    }
    return counts;
  };
  const lightLine = () => page.innerText('[data-part="light"]');
  /** The live page asks every second: wait until it has the answer, whatever that is. */
  const outcome = async () => {
    await page.bringToFront();
    await until("the light check to be over", async () => !/Running|in a few seconds/.test(await lightLine()), 20_000);
    return lightLine();
  };

  test("a face that takes on the colours of the candidate's page answers", async () => {
    const light = await own.newPage({ viewport: { width: 1280, height: 800 } });
    await light.goto(`${link}/light`);
    await screenshot(light, "light_page");
    let isPictured = false;

    const counts = await show(light, async (colour) => {
      await call.evaluate((shine) => window.candorCall.setLight(shine), SHINE[colour] ?? null);
      if (!isPictured && colour === "cool") await screenshot(light, "light_stage");
      isPictured ||= colour === "cool";
    });

    assert.ok(counts.warm >= 5 && counts.cool >= 5, `both colours were shown in turn: ${JSON.stringify(counts)}`);
    assert.match(await light.innerText("#light-done"), /Done, thank you/);
    const told = await outcome();
    assert.match(told, /takes on the secret colours/);
    assert.match(told, /ms late on the screen; [0-5] were not shown/);
    await screenshot(page, "light_answered");
  });

  test("a camera that does not answer, to a tab that the interviewer shares, is told", async () => {
    const opened = browser.context.waitForEvent("page");
    await panel.click(".light-check a");
    const tab = await opened;
    await tab.waitForSelector("#light-start");
    await screenshot(tab, "light_tab");

    await show(tab, () => call.evaluate(() => window.candorCall.setLight(null)));

    assert.match(await outcome(), /did not take on the colours/);
    await screenshot(page, "light_not_answered");
  });
});
