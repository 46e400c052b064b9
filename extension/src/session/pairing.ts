/**
 * From a pairing string ("http://127.0.0.1:8700#K7QF-2M9P") to the right to stream one interview.
 */
import type { Pairing } from "../values";
import { VERSION } from "../wire/messages.gen";
import { downloadPage, type VersionProblem, versionProblem } from "./protocol";

export type PairingProblem =
  | "not_a_pairing_string"
  | "needs_https"
  | "server_unreachable"
  | "wrong_code"
  | "too_many_attempts"
  | "not_a_candor_server"
  | "server_error"
  | "stream_elsewhere"
  | VersionProblem;

export interface PairingFailure {
  ok: false;
  problem: PairingProblem;
  detail: string;
  /** Where to get the extension that fits the server, when that would help. */
  downloadUrl: string | null;
}

export type PairingResult = { ok: true; pairing: Pairing } | PairingFailure;

export interface PairingString {
  server: string;
  code: string;
}

/** Letters, digits and dashes: what the server shows beside the interview. */
const CODE = /^[A-Z0-9](?:[A-Z0-9-]{2,30})[A-Z0-9]$/;

export function parsePairingString(typed: string): PairingString | PairingProblem {
  const text = typed.trim();
  const hash = text.indexOf("#");
  const code = text
    .slice(hash + 1)
    .trim()
    .toUpperCase();
  if (hash < 1 || !URL.canParse(text.slice(0, hash)) || !CODE.test(code)) return "not_a_pairing_string";
  const url = new URL(text.slice(0, hash));
  if (url.protocol !== "http:" && url.protocol !== "https:") return "not_a_pairing_string";
  if (url.protocol === "http:" && !isThisComputer(url.hostname)) return "needs_https";
  return { server: url.origin + url.pathname.replace(/\/+$/, ""), code };
}

/** Clear text is acceptable only where it does not leave the computer. */
function isThisComputer(hostname: string): boolean {
  return hostname === "127.0.0.1" || hostname === "localhost";
}

/** Ask the server for the token of the interview. Form-encoded, so that no preflight is needed. */
export async function pair(typed: string, fetcher: typeof fetch): Promise<PairingResult> {
  const parsed = parsePairingString(typed);
  if (typeof parsed === "string") return failed(parsed);
  let response: Response;
  try {
    response = await fetcher(`${parsed.server}/api/pair`, {
      method: "POST",
      body: new URLSearchParams({ code: parsed.code, protocol: String(VERSION) }),
      credentials: "omit",
      cache: "no-store",
      // A code is shown to the named server only.
      redirect: "error",
    });
  } catch (error) {
    return failed("server_unreachable", String(error));
  }
  const body: unknown = await response.json().catch(() => null);
  const misfit = versionProblem(body);
  if (misfit) return { ...failed(misfit), downloadUrl: downloadPage(parsed.server) };
  if (!response.ok) return failed(problemOf(response.status, body), sentenceOf(body));
  const pairing = pairingFrom(parsed.server, body);
  if (!pairing) return failed("not_a_candor_server");
  return isAtHome(pairing) ? { ok: true, pairing } : failed("stream_elsewhere");
}

function failed(problem: PairingProblem, detail = ""): PairingFailure {
  return { ok: false, problem, detail, downloadUrl: null };
}

/** Candor answers refusals in JSON; a page in another form comes from something else that listens there. */
function problemOf(status: number, body: unknown): PairingProblem {
  if (status === 429) return "too_many_attempts";
  if (status >= 500) return "server_error";
  return body === null ? "not_a_candor_server" : "wrong_code";
}

/** The server's own sentence about what is wrong, in whichever of its usual places it stands. */
function sentenceOf(body: unknown): string {
  if (typeof body !== "object" || body === null) return "";
  const { message, error } = body as Record<string, unknown>;
  if (typeof message === "string") return message;
  if (typeof error === "object" && error !== null) return sentenceOf(error);
  return typeof error === "string" ? error : "";
}

function pairingFrom(server: string, body: unknown): Pairing | null {
  if (typeof body !== "object" || body === null) return null;
  const { stream_url: streamUrl, token, interview, candidate, expires_at: expiresAt } = body as Record<string, unknown>;
  if (typeof streamUrl !== "string" || typeof token !== "string" || typeof interview !== "string") return null;
  if (!URL.canParse(streamUrl) || !/^wss?:$/.test(new URL(streamUrl).protocol)) return null;
  return {
    server,
    streamUrl,
    token,
    interview,
    candidate: typeof candidate === "string" ? candidate : "",
    expiresAtMs: toMs(expiresAt),
  };
}

/** Pictures go to the computer that was paired, and in clear text only where they do not leave this one. */
function isAtHome({ server, streamUrl }: Pairing): boolean {
  const { hostname, protocol } = new URL(streamUrl);
  return hostname === new URL(server).hostname && (protocol === "wss:" || isThisComputer(hostname));
}

/** `expires_at` is ISO 8601 text or seconds since 1970. */
function toMs(expiresAt: unknown): number | null {
  if (typeof expiresAt === "number") return expiresAt * 1000;
  const parsed = typeof expiresAt === "string" ? Date.parse(expiresAt) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}
