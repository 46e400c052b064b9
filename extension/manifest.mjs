// What the browser is asked for, and why. One function per build target, so that a permission is never copied by hand.
import { readFileSync } from "node:fs";

/** Public half of the key that fixes the extension's id to gjhmfjkkidgobnjboomckemfmioocilg; the server allows that origin. */
const KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA+TObqme2WhZa+HtsZKZ4cZZCegrMuSvpY1REaCx1H63yptGQ7n9wSG4c1n4OSSK/Z3jHtHJ7+Jekux56xAxmtUxxPTn6QPp95RaBcg0LR9Pks391YGOhX/rW9x8XumQcWjYoB2wHHVTALrWh8i/wrnFVx9/ONLso1siLwdmxBYxULlhxsvKvdz0O3+nlkrzgkodbcR+JIZn+xUU7UuGlX27isE9D2RUJQwN6p5f3ApnYVgb+LXntpKPiM5xr3kqemlmTdCXTuKIJ3UJhI67bUrNDMNU/oyPNWpmbCCJksxzVpAOwsxvSt9zZfYTk/cRtAGPb3sLW4mQhAH5uhkwwFwIDAQAB";

/** Sites of known video calls: the picker works there at once. Any other site needs a click on the toolbar button. */
const CALL_HOSTS = [
  "https://meet.google.com/*",
  "https://*.zoom.us/*",
  "https://teams.microsoft.com/*",
  "https://teams.live.com/*",
  "https://*.webex.com/*",
  "https://meet.jit.si/*",
  "https://whereby.com/*",
];

/** A server on this computer, and the demo call page that it serves. */
const LOCAL_HOSTS = ["http://127.0.0.1/*", "http://localhost/*"];

/** In every browser; why, in extension/store/. */
const PERMISSIONS = ["storage", "activeTab", "scripting"];

/** Firefox knows the extension by this name; the origin of its pages is drawn anew for every installation. */
const FIREFOX_ID = "extension@candor.invalid";

/** Nothing may be loaded from elsewhere, and nothing is spoken to but servers: on this computer, or over TLS. */
const CONTENT_SECURITY_POLICY = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' blob: data:",
  "worker-src": "'self'",
  "connect-src": "'self' http://127.0.0.1:* http://localhost:* https://*:* ws://127.0.0.1:* ws://localhost:* wss://*:*",
  "base-uri": "'none'",
  "form-action": "'none'",
};

/** The version stands in one place: server/candor/__init__.py. */
export function version() {
  const source = readFileSync(new URL("../server/candor/__init__.py", import.meta.url), "utf8");
  const found = source.match(/^__version__ = "(\d+\.\d+\.\d+)"$/m);
  if (!found) throw new Error('server/candor/__init__.py has no line __version__ = "x.y.z"');
  return found[1];
}

/** Chrome and Edge: the connection lives in an offscreen document, the panel is a side panel. */
export function chromeManifest() {
  return {
    ...common(),
    key: KEY,
    minimum_chrome_version: "148",
    message_serialization: "structured_clone",
    permissions: [...PERMISSIONS, "offscreen", "sidePanel"],
    background: { service_worker: "background.js" },
    side_panel: { default_path: "panel.html" },
    content_security_policy: { extension_pages: policy(CONTENT_SECURITY_POLICY) },
  };
}

/** Firefox: the same document lives in a frame of the background page, the panel is a sidebar. */
export function firefoxManifest() {
  return {
    ...common(),
    browser_specific_settings: {
      gecko: {
        id: FIREFOX_ID,
        strict_min_version: "142.0",
        data_collection_permissions: {
          // Picture and sound of the picked tile, its participant's name, and the interviewer's notes go to their server.
          required: ["personallyIdentifyingInfo", "personalCommunications", "websiteContent"],
        },
      },
    },
    permissions: PERMISSIONS,
    action: { ...common().action, default_area: "navbar" },
    background: { scripts: ["background.js"] },
    sidebar_action: {
      default_panel: "panel.html",
      default_title: "__MSG_extension_name__",
      default_icon: icons(),
      open_at_install: false,
    },
    content_security_policy: { extension_pages: policy({ ...CONTENT_SECURITY_POLICY, "frame-src": "'self'" }) },
  };
}

export const MANIFESTS = { chrome: chromeManifest, firefox: firefoxManifest };

function common() {
  return {
    manifest_version: 3,
    name: "__MSG_extension_name__",
    description: "__MSG_extension_description__",
    version: version(),
    default_locale: "en",
    host_permissions: [...CALL_HOSTS, ...LOCAL_HOSTS],
    action: { default_title: "__MSG_open_panel__", default_icon: icons() },
    icons: icons(),
  };
}

function policy(directives) {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");
}

function icons() {
  return Object.fromEntries([16, 32, 48, 128].map((size) => [String(size), `icons/${size}.png`]));
}
