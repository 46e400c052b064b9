/**
 * The real server and its pages, used as people use them: set up, add a candidate, record consent, create an interview.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHECKOUT, clearAway, freePorts, startProcess } from "./harness.mjs";

const PASSWORD = "a long walk along the river";

/** Model files are downloaded once per machine; the server's home is new every time. */
function modelCache() {
  const ask = "from candor.settings import load_settings; print(load_settings().model_cache)";
  return execFileSync(join(CHECKOUT, ".venv", "bin", "python"), ["-c", ask], { encoding: "utf8" }).trim();
}

/** `candor serve` on free ports with a home of its own; `restart()` after a kill keeps the home. */
export async function startServer(more = {}) {
  const home = mkdtempSync(join(tmpdir(), "candor-home-"));
  const port = await freePorts();
  const env = { CANDOR_HOME: home, CANDOR_PORT: String(port), CANDOR_MODEL_CACHE: modelCache(), ...more };
  const start = () =>
    startProcess(join(CHECKOUT, ".venv", "bin", "candor"), ["serve"], { ready: /Ready/, env, readyWithinMs: 180_000 });
  let run = await start();
  const first = run.printed();
  return {
    url: `http://127.0.0.1:${port}`,
    home,
    pid: () => run.child.pid,
    setupToken: () => /set-up token: (\S+)/.exec(first)?.[1],
    printed: () => run.printed(),
    kill: () => run.stop("SIGKILL"),
    restart: async () => {
      run = await start();
    },
    async stop() {
      await run.stop();
      await clearAway(home);
    },
  };
}

/** The first run: create the administrator with the code that the server printed. */
export async function setUp(page, server) {
  await page.goto(server.url);
  await page.fill("#token", server.setupToken());
  await page.fill("#organisation", "Example Ltd");
  await page.fill("#name", "Ira Admin");
  await page.fill("#email", "ira@example.org");
  await page.fill("#password", PASSWORD);
  await page.click("form.card button.primary");
  await page.waitForURL((url) => url.pathname === "/");
}

/** An account for somebody: an administrator makes the link, and they follow it on a page of their own. */
export async function invite(page, server, own, { name, email, role }) {
  await page.goto(`${server.url}/people`);
  await page.fill("#name", name);
  await page.fill("#email", email);
  await page.check(`#role-${role}`);
  await page.click("form[action='/people'] button.primary");
  await own.goto(await page.innerText("#invitation"));
  await own.fill("#password", PASSWORD);
  await own.click("form.card button.primary");
  await own.waitForURL((url) => url.pathname === "/");
}

/** A candidate with recorded consent and, where one is given, an ID photo; leaves the browser on the candidate's page. */
export async function addCandidate(page, server, name, photo) {
  await page.goto(`${server.url}/candidates/new`);
  await page.fill("#name", name);
  await page.click("form.card button.primary");
  await page.waitForURL(/\/candidates\/[^/]+$/);
  if (!(await page.isVisible("#was_read"))) await page.click("#consent details summary");
  await page.check("#was_read");
  await page.click("button[name=decision][value=granted]");
  await page.waitForSelector(".consent-granted");
  if (!photo) return;
  await page.setInputFiles("#photo-file", photo);
  await page.click("#photo form button");
  await page.waitForSelector("img.id-photo");
}

/** A job whose rounds all have the shipped checklist and one interviewer; leaves the browser on the job's page. */
export async function createJob(page, server, { title, rounds, interviewer }) {
  await page.goto(`${server.url}/jobs/new`);
  await page.fill("#title", title);
  const names = page.locator("[name$='-name']");
  while ((await names.count()) > rounds.length) await page.locator("button[value^=remove-]").last().click();
  for (const [n, name] of rounds.entries()) {
    const round = page.locator("fieldset.card").nth(n);
    await names.nth(n).fill(name);
    await round.locator("[name$='-kind']").selectOption("interview");
    await round.locator("[name$='-checklist']").selectOption({ label: "Remote interview" });
    await round.locator("summary").click();
    await round.getByLabel(interviewer.name).check();
  }
  await page.click("button.primary[value=save]");
  await page.waitForURL(/\/jobs\/(?!new)[^/]+$/);
}

/** A candidate for the job on the page; leaves the browser on theirs and returns the private link. */
export async function addApplicant(page, { name, email }) {
  await page.click("a[href^='/candidates/new']");
  await page.fill("#name", name);
  await page.fill("#email", email);
  await page.click("form.card button.primary");
  await page.waitForURL(/\/candidates\/[^/]+$/);
  return page.innerText("#own-link");
}

/** What a candidate does on the private link: agree, and send the ID photo. */
export async function agree(page, link, photo) {
  await page.goto(link);
  await page.click("button[name=decision][value=granted]");
  await page.setInputFiles("#photo-file", photo);
  await page.click("#photo form button:not([data-camera])");
  await page.waitForSelector("text=Your photo has arrived", { timeout: 60_000 });
}

/** An interview of a round of the candidate's job; leaves the browser on the interview's page. */
export async function createRound(page, candidate, round) {
  await page.goto(candidate);
  await page.selectOption("#round", { label: round });
  await page.click("#interviews form button.primary");
  await page.waitForURL(/\/interviews\/[^/]+$/);
}

/** An interview of the candidate on the page; returns its address and the pairing string. */
export async function createInterview(page, title) {
  await page.fill("#title", title);
  await page.click("#interviews form button.primary");
  await page.waitForURL(/\/interviews\/[^/]+$/);
  return { address: page.url(), pairing: await pairingString(page) };
}

/** What is pasted into the extension, from the page of an interview. */
export async function pairingString(page) {
  if (!(await page.locator("#pairing-string").count())) {
    await page.click("#pairing form button");
    await page.waitForSelector("#pairing-string");
  }
  return page.innerText("#pairing-string");
}
