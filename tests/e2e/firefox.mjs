/**
 * Firefox with the built extension, spoken to by WebDriver BiDi alone: no driver program stands between.
 *
 * Pages of the browser itself (toolbar, sidebar) are reached in its "chrome" scope, which Firefox opens to tests only when
 * it is started with --remote-allow-system-access.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHECKOUT, clearAway, freePorts, startProcess, until } from "./harness.mjs";

const ADDON = "extension@candor.invalid";
/** Firefox draws this anew for every installation; a profile may say it beforehand. */
const UUID = "5f0e0c6a-3b1f-4c39-9a55-6e1f6d0f2c11";
const PANEL_URL = `moz-extension://${UUID}/panel.html`;

const PREFERENCES = {
  "extensions.webextensions.uuids": JSON.stringify({ [ADDON]: UUID }),
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.enabled": false,
  "app.normandy.enabled": false,
  "extensions.update.enabled": false,
  "media.autoplay.default": 0,
  "media.navigator.permission.disabled": true,
  "media.navigator.streams.fake": true,
  "media.cubeb.backend": "alsa",
  "media.peerconnection.ice.loopback": true,
  "media.peerconnection.ice.obfuscate_host_addresses": false,
};

/** The button that Firefox makes of the extension's action. */
const BUTTON = "extension_candor_invalid-BAP";

const SOUND_HZ = 48_000;
const BUILT = { type: "path", path: join(CHECKOUT, "extension", "dist-firefox") };

/** Without a loudspeaker Firefox starts no graph of sound: one that nobody hears. Returns its ALSA configuration. */
function loudspeaker(folder) {
  const file = join(folder, "asound.conf");
  const sink = join(CHECKOUT, "tests", "e2e", "paced_sink.py");
  writeFileSync(
    file,
    `pcm.nowhere { type null }
pcm.paced { type file slave.pcm nowhere file "|python3 ${sink} ${4 * SOUND_HZ}" format raw }
pcm.!default { type plug slave { pcm paced format S16_LE channels 2 rate ${SOUND_HZ} } }
ctl.!default { type null }
`,
  );
  return file;
}

/** Firefox with the extension, from its built folder unless told otherwise. */
export async function launchFirefox(preferences = {}, extensionData = BUILT) {
  const profile = mkdtempSync(join(tmpdir(), "candor-firefox-"));
  const port = await freePorts();
  const lines = Object.entries({ ...PREFERENCES, ...preferences }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, "user.js"), lines.join("\n"));
  const run = await startProcess(
    process.env.CANDOR_FIREFOX || "firefox-esr",
    [
      "--headless",
      "--no-remote",
      "--remote-allow-system-access",
      `--remote-debugging-port=${port}`,
      "--profile",
      profile,
      "about:blank",
    ],
    { ready: /WebDriver BiDi listening/, readyWithinMs: 60_000, env: { ALSA_CONFIG_PATH: loudspeaker(profile) } },
  );
  const bidi = await Bidi.open(`ws://127.0.0.1:${port}/session`);
  await bidi.send("session.new", { capabilities: {} });
  await bidi.send("webExtension.install", { extensionData });
  const { contexts } = await bidi.send("browsingContext.getTree", { "moz:scope": "chrome" });
  const browserWindow = new Page(bidi, contexts[0].context);
  return {
    open: (url) => Page.open(bidi, url),
    openPanel: () => Page.open(bidi, PANEL_URL),
    bringToFront: (page) => bidi.send("browsingContext.activate", { context: page.context }),
    async pressToolbarButton() {
      await browserWindow.until(`document.getElementById("${BUTTON}")`);
      await browserWindow.ask(`document.getElementById("${BUTTON}").click()`);
    },
    /** Address of what the sidebar shows; "" while it is closed. */
    sidebarAddress: () =>
      browserWindow.ask(
        'document.getElementById("sidebar")?.contentDocument?.querySelector("browser")?.currentURI?.spec ?? ""',
      ),
    async close() {
      await bidi.send("browser.close", {});
      await run.stop();
      await clearAway(profile);
    },
  };
}

/** One connection: commands go out with a number, answers come back with it. */
class Bidi {
  #socket;
  #next = 1;
  #waiting = new Map();

  static open(url) {
    const socket = new WebSocket(url);
    return new Promise((resolve, reject) => {
      socket.onopen = () => resolve(new Bidi(socket));
      socket.onerror = (event) => reject(new Error(`no connection to ${url}: ${event.message ?? ""}`));
    });
  }

  constructor(socket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      const { id, result, error, message } = JSON.parse(data);
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new Error(`${error}: ${message}`));
      else waiting?.resolve(result);
    };
  }

  send(method, params) {
    const id = this.#next++;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }
}

/** A tab, or the window of the browser itself. */
class Page {
  constructor(bidi, context) {
    this.bidi = bidi;
    this.context = context;
  }

  static async open(bidi, url) {
    const { context } = await bidi.send("browsingContext.create", { type: "tab" });
    await bidi.send("browsingContext.navigate", { context, url, wait: "complete" });
    return new Page(bidi, context);
  }

  /** The value of an expression in the page, as JSON can hold it. */
  async ask(expression) {
    const { result, exceptionDetails } = await this.bidi.send("script.evaluate", {
      expression: `JSON.stringify(${expression})`,
      target: { context: this.context },
      awaitPromise: false,
      userActivation: true,
    });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.text}`);
    return result.value === undefined ? undefined : JSON.parse(result.value);
  }

  /** Press the mouse in the middle of the page, as a person does who joins a call. */
  click() {
    const [origin, button] = ["viewport", 0];
    const actions = [
      { type: "pointerMove", x: 100, y: 100, origin },
      { type: "pointerDown", button },
      { type: "pointerUp", button },
    ];
    const pointer = { type: "pointer", id: "mouse", actions };
    return this.bidi.send("input.performActions", { context: this.context, actions: [pointer] });
  }

  until(expression, withinMs) {
    return until(expression, () => this.ask(`Boolean(${expression})`), withinMs);
  }
}
