/**
 * Pictures for docs/guides, of the product as it is and of the demonstration person: `npm run pictures` in extension/.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CHECKOUT,
  clearAway,
  endInterview,
  freePorts,
  launch,
  openCall,
  openPanel,
  pairPanel,
  pickTile,
  startInterview,
  startStub,
  untilState,
} from "./harness.mjs";
import { addApplicant, agree, createJob, createRound, invite, pairingString, setUp, startServer } from "./product.mjs";

const OUT = join(CHECKOUT, "docs", "images", "guides");
const QUALITY = 60;
const VIEW = { width: 1000, height: 700 };
const TELEPHONE = { width: 390, height: 760 };
const PATIENCE_MS = 120_000;

/** What is in view, as WebP; `selector` is brought to the top first. */
async function picture(page, name, selector) {
  await page.bringToFront();
  await page.mouse.move(0, 0);
  await page.evaluate((sought) => {
    const top = sought ? document.querySelector(sought).getBoundingClientRect().top + scrollY - 16 : 0;
    scrollTo(0, top);
  }, selector);
  const cdp = await page.context().newCDPSession(page);
  const { data } = await cdp.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  writeFileSync(join(OUT, `${name}.webp`), Buffer.from(data, "base64"));
  console.log(`${name}.webp`);
}

mkdirSync(OUT, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), "candor-media-"));
execFileSync(join(CHECKOUT, ".venv", "bin", "python"), [join(CHECKOUT, "tests", "e2e", "make_demo_media.py"), folder]);
const server = await startServer();
const films = await startStub(await freePorts(), folder);
const browser = await launch({ viewport: VIEW });
try {
  const browserOf = async (viewport) => {
    const context = await browser.context.browser().newContext({ viewport });
    context.setDefaultTimeout(PATIENCE_MS);
    return context.newPage();
  };
  browser.context.setDefaultTimeout(PATIENCE_MS);
  const [administrator, recruiter, candidate] = [
    await browserOf(VIEW),
    await browserOf(VIEW),
    await browserOf(TELEPHONE),
  ];
  const interviewer = await browser.context.newPage();

  await administrator.goto(server.url);
  await picture(administrator, "set-up");
  await setUp(administrator, server);
  await invite(administrator, server, recruiter, {
    name: "Rhea Recruiter",
    email: "rhea@example.org",
    role: "recruiter",
  });
  const guest = { name: "Ivo Interviewer", email: "ivo@example.org", role: "interviewer" };
  await invite(administrator, server, interviewer, guest);
  await picture(administrator, "people");
  await administrator.goto(`${server.url}/settings`);
  await picture(administrator, "settings");
  await administrator.goto(`${server.url}/extension`);
  await picture(administrator, "extension");

  await createJob(recruiter, server, {
    title: "Backend engineer",
    rounds: ["First talk", "Second talk"],
    interviewer: guest,
  });
  await picture(recruiter, "job");
  const link = await addApplicant(recruiter, { name: "Sam Example", email: "sam@example.net" });
  const candidatePage = recruiter.url();
  await picture(recruiter, "link", "#consent");
  await candidate.goto(link);
  await picture(candidate, "own-page", "[aria-labelledby=notice-title]");
  await agree(candidate, link, join(folder, "id_photo.jpg"));
  await picture(candidate, "own-photo", "#photo");

  await createRound(recruiter, candidatePage, "First talk");
  await interviewer.goto(recruiter.url());
  const pairing = await pairingString(interviewer);
  await picture(interviewer, "pairing");
  const call = await openCall(
    browser,
    `${films.url}/demo/call?source=video&src=candidate.mp4&other=other.mp4&name=Sam`,
  );
  const panel = await openPanel(browser, call);
  await pairPanel(panel, pairing);
  await picture(panel, "panel-tile");
  await pickTile(panel, "Sam");
  await startInterview(panel);
  await untilState(panel, "identity", "no_concern", PATIENCE_MS);
  await call.evaluate(() => window.candorCall.switchTo("other.mp4"));
  await untilState(panel, "identity", "pause_and_verify", PATIENCE_MS);
  await interviewer.goto("about:blank");
  await endInterview(panel);

  await recruiter.goto(`${server.url}/flags`);
  await recruiter.click("article a");
  await recruiter.waitForSelector(".flag");
  await picture(recruiter, "flag", ".warning-cards");
  await recruiter.goto(`${candidatePage}/report`);
  await picture(recruiter, "report");
  await recruiter.goto(`${candidatePage}/erase`);
  await picture(recruiter, "erase");
} finally {
  await browser.close();
  await films.stop();
  await server.stop();
  await clearAway(folder);
}
