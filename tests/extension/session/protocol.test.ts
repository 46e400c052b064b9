import { expect, test } from "vitest";
import { downloadPage, versionProblem } from "../../../extension/src/session/protocol";
import { VERSION } from "../../../extension/src/wire/messages.gen";

test("knows which side is older", () => {
  expect(versionProblem({ protocol: VERSION })).toBeNull();
  expect(versionProblem({ protocol: VERSION + 1 })).toBe("extension_too_old");
  expect(versionProblem({ protocol: VERSION - 1 })).toBe("server_too_old");
});

test("a server that does not say speaks version 1", () => {
  expect(versionProblem({})).toBe(VERSION === 1 ? null : "server_too_old");
});

test.each([null, undefined, "2", { protocol: "2" }, { protocol: null }])(
  "makes no claim from nonsense: %j",
  (answer) => {
    expect(versionProblem(answer)).toBeNull();
  },
);

test("the extension that fits is on the server's own page", () => {
  expect(downloadPage("https://hr.example.org/candor")).toBe("https://hr.example.org/candor/extension");
});
