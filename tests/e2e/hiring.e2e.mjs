/**
 * A whole hiring, each person in a browser of their own: the house is set up, a job made, a candidate agrees on the private
 * link; two rounds are held in real calls with real clips, in the second of which somebody else sits down; people settle
 * what the warning was; the report is printed; the candidate is erased, and nothing is left.
 */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import {
  bannerText,
  CHECKOUT,
  clearAway,
  endInterview,
  freePorts,
  launch,
  openCall,
  openPanel,
  pairPanel,
  pickTile,
  screenshot,
  startInterview,
  startStub,
  until,
  untilState,
} from "./harness.mjs";
import { addApplicant, agree, createJob, createRound, invite, pairingString, setUp, startServer } from "./product.mjs";
import { found, sealedParts, slices, spellings } from "./remains.mjs";

const BIN = join(CHECKOUT, ".venv", "bin");
const SHARED = process.env.CANDOR_SHARED || join(CHECKOUT, "..", "shared");
const HAS_SHARED = existsSync(SHARED);
/** As a server that is not on this computer: pictures go to it as video. */
const ELSEWHERE = { CANDOR_STREAM_KBIT_S: "400" };
/** What is promised of real people. */
const WITHIN_MS = 10_000;
/** How long a press of a button may take on a busy machine; nothing is promised of it. */
const PATIENCE_MS = 90_000;

const RECRUITER = { name: "Rhea Recruiter", email: "rhea@example.org", role: "recruiter" };
const INTERVIEWER = { name: "Ivo Interviewer", email: "ivo@example.org", role: "interviewer" };
const CANDIDATE = { name: "Quillon Zyxwerth", email: "quillon@mail.example" };
const WORDS = {
  place: "the blue house by the harbour",
  reason: "nobody knew the person who sat there",
  statement: "my cousin came into the room",
  proposal: "another person took part",
  agreement: "I have read all of it",
};

if (!HAS_SHARED && process.env.CI === "true") throw new Error("CANDOR_SHARED is not there, and CI must not skip it");

describe("a whole hiring", {
  timeout: 900_000,
  skip: !HAS_SHARED && "set CANDOR_SHARED to the shared material",
}, () => {
  const folder = mkdtempSync(join(tmpdir(), "candor-media-"));
  const photo = join(folder, "id_photo.jpg");
  const pages = {};
  let server;
  let films;
  let browser;
  let candidatePage;
  let ownLink;
  let call;
  let panel;

  /** A browser of somebody's own: nobody shares a session. */
  const browserOf = async (viewport) => {
    const context = await browser.context.browser().newContext({ viewport });
    context.setDefaultTimeout(PATIENCE_MS);
    return context.newPage();
  };

  before(async () => {
    execFileSync(join(BIN, "python"), [join(CHECKOUT, "tests", "e2e", "make_media.py"), SHARED, folder]);
    server = await startServer(ELSEWHERE);
    films = await startStub(await freePorts(), folder);
    browser = await launch();
    browser.context.setDefaultTimeout(PATIENCE_MS);
    pages.interviewer = await browser.context.newPage(); // beside the extension
    for (const role of ["administrator", "recruiter"]) pages[role] = await browserOf({ width: 1280, height: 900 });
    pages.candidate = await browserOf({ width: 390, height: 800 });
  });

  after(async () => {
    await browser?.close();
    await films?.stop();
    await server?.stop();
    await clearAway(folder);
  });

  test("the administrator sets up the house and invites who works in it", async () => {
    await setUp(pages.administrator, server);
    await invite(pages.administrator, server, pages.recruiter, RECRUITER);
    await invite(pages.administrator, server, pages.interviewer, INTERVIEWER);

    assert.equal((await pages.interviewer.goto(`${server.url}/jobs/new`)).status(), 403, "jobs are the recruiter's");
    assert.equal((await pages.recruiter.goto(`${server.url}/people`)).status(), 403, "people are the administrator's");
  });

  test("the recruiter makes a job with two rounds and a checklist, and adds the candidate", async () => {
    const page = pages.recruiter;
    const job = { title: "Keeper of the lighthouse", rounds: ["First talk", "Second talk"], interviewer: INTERVIEWER };
    await createJob(page, server, job);
    ownLink = await addApplicant(page, CANDIDATE);
    candidatePage = page.url();
  });

  test("the candidate reads the notice on the private link, agrees, and sends the ID photo", async () => {
    const page = pages.candidate;
    await page.goto(ownLink);
    assert.match(await page.innerText("main"), /Example Ltd uses a tool called Candor.+it decides nothing/s);
    assert.equal(await page.locator("#photo-file").count(), 0, "nothing is asked for before consent");
    await agree(page, ownLink, photo);
    await screenshot(page, "hiring_candidate");
  });

  /** The recruiter makes the interview of a round; the interviewer finds it and pairs the panel with it. */
  async function prepare(round) {
    const { recruiter, interviewer } = pages;
    await createRound(recruiter, candidatePage, round);
    await recruiter.goto("about:blank"); // it loads itself anew when the interview ends, across the way to the next page
    await interviewer.goto(server.url);
    await interviewer.click(`text=${CANDIDATE.name}`);
    await interviewer.click(`#interviews a:has-text("${round}")`);
    return pairingString(interviewer);
  }

  async function end() {
    await pages.interviewer.goto("about:blank"); // as above
    const report = await endInterview(panel);
    await pages.interviewer.goto(new URL(report, server.url).href);
    return pages.interviewer.innerText("main");
  }

  test("the first round is held with the candidate, and gives no concern", async () => {
    const pairing = await prepare("First talk");
    call = await openCall(browser, `${films.url}/demo/call?source=video&src=candidate.mp4&other=other.mp4&name=Guest`);
    panel = await openPanel(browser, call);
    await pairPanel(panel, pairing);
    await pickTile(panel, "Guest");
    await call.evaluate(() => window.candorCall.switchTo("candidate.mp4"));
    await startInterview(panel);
    const ms = await untilState(panel, "identity", "no_concern", WITHIN_MS);
    console.log(`# first round: no concern after ${ms} ms`);
    assert.equal(await bannerText(panel), null);
    await until("it says that nobody is heard", () =>
      panel.locator(".facts:has-text('No sound from this tile')").count(),
    );

    await panel.click("#tab-checklist");
    await panel.click('.section h3 button:has-text("Place")');
    const place = panel.locator('.item:has(.item-title:has-text("Where they work from"))');
    if (!(await place.locator("textarea").count())) await place.locator(".item-title").click();
    await place.locator("textarea").fill(WORDS.place);
    await until("it is saved", () => panel.locator(".checklist:has-text('Everything is saved.')").count(), 20_000);
    await panel.click("#tab-call");

    const report = await end();
    assert.match(report, /No concern so far/);
    assert.ok(report.includes(WORDS.place));
  });

  test("in the second round somebody else sits down, and it says pause and verify", async () => {
    const pairing = await prepare("Second talk");
    await panel.bringToFront();
    await panel.click('button:has-text("Pair with the next interview")');
    await pairPanel(panel, pairing);
    await pickTile(panel, "Guest");
    await call.evaluate(() => window.candorCall.switchTo("candidate.mp4"));
    await startInterview(panel);
    await untilState(panel, "identity", "no_concern", WITHIN_MS);
    await call.evaluate(() => window.candorCall.switchTo("other.mp4"));
    const ms = await untilState(panel, "identity", "pause_and_verify", WITHIN_MS);
    console.log(`# second round: pause and verify after ${ms} ms`);
    await panel.waitForSelector(".card img");
    await screenshot(panel, "hiring_pause");

    assert.match(await end(), /Pause and verify/);
  });

  test("people settle the warnings: the candidate is heard, and one person alone cannot stop an application", async () => {
    const { recruiter, candidate, administrator } = pages;
    await recruiter.goto(`${server.url}/flags`);
    const flags = await recruiter.locator("article a").evaluateAll((links) => links.map((link) => link.href));
    assert.ok(flags.length >= 1);
    /** Ids of warnings hold dots, which a selector would take for classes. */
    const flagOf = (address) => recruiter.locator(`[id="${new URL(address).hash.slice(1)}"]`);
    const flag = flagOf(flags[0]);
    const unfold = (words) => flag.locator(`details:not([open]) > summary:has-text("${words}")`).click();
    await recruiter.goto(flags[0]);
    await unfold("What the candidate says about it");
    await flag.locator("button[value=asked]").click();

    await candidate.goto(ownLink);
    await candidate.fill("#asked textarea", WORDS.statement);
    await screenshot(candidate, "hiring_asked");
    await candidate.click("#asked button");

    for (const [n, address] of flags.entries()) {
      await recruiter.goto(address);
      const one = flagOf(address);
      await one.locator(n ? "[value=unknown]" : "[value=true]").check();
      await one.locator("[id^=why-]").fill(WORDS.reason);
      await one.locator("button:has-text('Save')").click();
    }
    await recruiter.goto(flags[0]);
    assert.match(await flag.innerText(), new RegExp(WORDS.statement));
    await unfold("Propose to stop");
    await flag.locator("[id^=stop-]").fill(WORDS.proposal);
    await flag.locator("button[value=stop_proposed]").click();
    await recruiter.waitForSelector("text=Another person has to decide.");
    assert.equal(await flag.locator("button[value=stop_agreed]").count(), 0, "not the one who proposed");

    await administrator.goto(flags[0]);
    await administrator.fill("[id^=second-]", WORDS.agreement);
    await administrator.click("button[value=stop_agreed]");
    await administrator.goto(`${server.url}/flags`);
    assert.equal(await administrator.locator("article").count(), 0, "nothing waits any more");
  });

  test("the report of both rounds is printed", async () => {
    const page = pages.recruiter;
    await page.goto(`${candidatePage}/report`);
    await screenshot(page, "hiring_report");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("a[href$='/report.pdf']")]);
    const file = join(folder, "report.pdf");
    await download.saveAs(file);

    const read =
      "import sys; from pypdf import PdfReader; print(*(p.extract_text() for p in PdfReader(sys.argv[1]).pages))";
    const printed = execFileSync(join(BIN, "python"), ["-c", read, file], { encoding: "utf8" }).replace(/\s+/g, " ");
    for (const part of [CANDIDATE.name, "First talk", "Second talk", "Pause and verify", RECRUITER.name, "Ira Admin"])
      assert.ok(printed.includes(part), part);
    for (const part of Object.values(WORDS)) assert.ok(printed.includes(part), part);
  });

  /** Everything by which the candidate could be found again: words, pictures as they are shown, the key. */
  async function traces() {
    const { recruiter } = pages;
    await recruiter.goto(`${candidatePage}/report`);
    const shown = await recruiter.$$eval("main img", (all) => all.map((img) => img.src));
    assert.ok(shown.length >= 1, "a picture of the second round");
    const ask = async (src) => (await recruiter.request.get(src)).body();
    const pictures = await Promise.all([`${candidatePage}/photo`, ...shown].map(ask));
    const words = [...CANDIDATE.name.split(" "), CANDIDATE.email, ...Object.values(WORDS), new URL(ownLink).pathname];
    const id = new URL(candidatePage).pathname.split("/").at(-1);
    return {
      ...Object.fromEntries(words.map((text) => [text, spellings(text)])),
      "a picture": [readFileSync(photo), ...pictures].flatMap(slices),
      "the key": [readFileSync(join(server.home, "candidate-keys", `${id}.key`))],
    };
  }

  test("the candidate is erased, and nothing is left: not in database, log, keys, files, backups or copies", async () => {
    const { recruiter, candidate } = pages;
    const { home } = server;
    const needles = await traces();
    const sealed = { sealed: sealedParts(home).flatMap(slices) };
    const copies = join(home, "copies");
    const backup = join(copies, "monday.backup");
    const candor = (args, more = {}) =>
      spawnSync(join(BIN, "candor"), args, { env: { ...process.env, CANDOR_HOME: home, ...more } }).status;
    mkdirSync(copies);
    assert.equal(candor(["backup", backup]), 0);
    for (const name of readdirSync(home).filter((name) => name.startsWith("candor.db")))
      cpSync(join(home, name), join(copies, name));
    assert.deepEqual(
      Object.keys(needles).filter((what) => found(home, { [what]: needles[what] }).length),
      ["the key"],
    );
    assert.ok(
      found(home, sealed).some((find) => !find.includes(copies)),
      "the search finds what is there",
    );

    await recruiter.goto(`${candidatePage}/erase`);
    await recruiter.click("button.danger");
    await recruiter.waitForURL(/\/\?erased/);

    assert.equal((await recruiter.goto(candidatePage)).status(), 404);
    assert.equal((await candidate.goto(ownLink)).status(), 404);
    await recruiter.goto(server.url);
    assert.equal(await recruiter.locator(`text=${CANDIDATE.name}`).count(), 0);
    assert.deepEqual(found(home, needles), [], "nor in a copy of the database that was made before");
    const left = found(home, sealed).filter((find) => !find.includes(copies));
    assert.deepEqual(left, [], "what was sealed is gone from the server's own files, too");
    const logged = Object.keys(needles).filter((what) => server.printed().includes(what));
    assert.deepEqual(logged, []);
    const elsewhere = join(folder, "restored");
    const keys = { CANDOR_HOME: elsewhere, CANDOR_BACKUP_KEYS: join(home, "backup-keys") };
    assert.notEqual(candor(["restore", backup], keys), 0, "no backup can be opened any more");
    assert.equal(existsSync(join(elsewhere, "candor.db")), false);
  });
});
