import { describe, expect, test } from "vitest";
import { pair, parsePairingString } from "../../../extension/src/session/pairing";
import { VERSION } from "../../../extension/src/wire/messages.gen";

const TYPED = "http://127.0.0.1:8700#K7QF-2M9P";
const ANSWER = {
  stream_url: "ws://127.0.0.1:8701/stream",
  token: "t",
  interview: "i-1",
  candidate: "Ada",
  expires_at: "2026-01-01T00:00:00+00:00",
};

/** A server that gives one answer and remembers what it was asked. */
function server(status: number, body: string) {
  const asked: { url: string; init: RequestInit }[] = [];
  const fetcher = (async (url: string, init: RequestInit) => {
    asked.push({ url, init });
    return new Response(body, { status });
  }) as unknown as typeof fetch;
  return { asked, fetcher };
}

describe("a pairing string", () => {
  test.each([
    [TYPED, { server: "http://127.0.0.1:8700", code: "K7QF-2M9P" }],
    ["  http://localhost:8700/#k7qf-2m9p \n", { server: "http://localhost:8700", code: "K7QF-2M9P" }],
    ["https://hr.example.org/candor/#ABCD1234", { server: "https://hr.example.org/candor", code: "ABCD1234" }],
  ])("%j is read", (typed, expected) => {
    expect(parsePairingString(typed)).toEqual(expected);
  });

  test.each(["", "K7QF-2M9P", "http://127.0.0.1:8700", "#K7QF-2M9P", "http://127.0.0.1:8700#", "javascript:1#ABCD"])(
    "%j is refused",
    (typed) => {
      expect(parsePairingString(typed)).toBe("not_a_pairing_string");
    },
  );

  test("of another computer needs https", () => {
    expect(parsePairingString("http://hr.example.org#ABCD-1234")).toBe("needs_https");
    expect(parsePairingString("http://127.0.0.1.example.org#ABCD-1234")).toBe("needs_https");
  });
});

describe("pairing", () => {
  test("asks without preflight and gives the right to stream", async () => {
    const { asked, fetcher } = server(200, JSON.stringify(ANSWER));

    const result = await pair(TYPED, fetcher);

    expect(result).toEqual({
      ok: true,
      pairing: {
        server: "http://127.0.0.1:8700",
        streamUrl: "ws://127.0.0.1:8701/stream",
        token: "t",
        interview: "i-1",
        candidate: "Ada",
        expiresAtMs: Date.UTC(2026, 0, 1),
      },
    });
    expect(asked[0]?.url).toBe("http://127.0.0.1:8700/api/pair");
    expect(String(asked[0]?.init.body)).toBe("code=K7QF-2M9P&protocol=1");
    expect(asked[0]?.init.headers).toBeUndefined();
    expect(asked[0]?.init.credentials).toBe("omit");
    expect(asked[0]?.init.redirect).toBe("error");
  });

  test.each([
    [401, '{"error": {"code": "bad_code", "message": "No such code."}}', "wrong_code", "No such code."],
    [404, '{"error": "Unknown code"}', "wrong_code", "Unknown code"],
    [404, "<h1>Not found</h1>", "not_a_candor_server", ""],
    [429, "{}", "too_many_attempts", ""],
    [500, "oops", "server_error", ""],
    [200, "<html>", "not_a_candor_server", ""],
    [200, '{"token": "t"}', "not_a_candor_server", ""],
    [200, JSON.stringify({ ...ANSWER, stream_url: "http://127.0.0.1/" }), "not_a_candor_server", ""],
  ])("tells what %i %s means", async (status, body, problem, detail) => {
    expect(await pair(TYPED, server(status, body).fetcher)).toEqual({
      ok: false,
      problem,
      detail,
      downloadUrl: null,
    });
  });

  test.each([
    [409, { error: { code: "bad_version", message: "m" }, protocol: VERSION + 1 }, "extension_too_old"],
    [200, { ...ANSWER, protocol: VERSION + 1 }, "extension_too_old"],
    [200, { ...ANSWER, protocol: VERSION - 1 }, "server_too_old"],
  ])("says which side to update, and where to get the extension that fits (%i)", async (status, body, problem) => {
    expect(await pair(TYPED, server(status, JSON.stringify(body)).fetcher)).toEqual({
      ok: false,
      problem,
      detail: "",
      downloadUrl: "http://127.0.0.1:8700/extension",
    });
  });

  test.each([
    [TYPED, "ws://192.168.0.7:8701/stream"],
    [TYPED, "ws://127.0.0.1.example.org:8701/stream"],
    [TYPED, "wss://hr.example.org/stream"],
    ["https://hr.example.org#ABCD-1234", "wss://other.example.org/stream"],
    ["https://hr.example.org#ABCD-1234", "ws://hr.example.org/stream"],
    ["https://hr.example.org#ABCD-1234", "ws://127.0.0.1:8701/stream"],
  ])("a pairing with %s never sends pictures to %s", async (typed, stream_url) => {
    const { fetcher } = server(200, JSON.stringify({ ...ANSWER, stream_url }));

    expect(await pair(typed, fetcher)).toMatchObject({ ok: false, problem: "stream_elsewhere" });
  });

  test("tells when nobody answers", async () => {
    const nobody = (async () => {
      throw new TypeError("Failed to fetch");
    }) as unknown as typeof fetch;

    expect(await pair(TYPED, nobody)).toMatchObject({ ok: false, problem: "server_unreachable" });
  });
});
