import assert from "node:assert/strict";
import { chmod, mkdir, stat } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import * as path from "node:path";
import { controlSocket, makePrivateFolder, stateFolder } from "../../emulator/state-folder.js";
import { temporaryFolder } from "./harness.js";

describe("stateFolder", () => {
  const cases = [
    {
      title: "is the one that is named",
      environment: { GOSERVERLESS_STATE_DIR: "/a/b", XDG_STATE_HOME: "/c" },
      folder: "/a/b",
    },
    {
      title: "is below the user's state folder",
      environment: { XDG_STATE_HOME: "/c" },
      folder: "/c/goserverless",
    },
    {
      title: "is below the home folder",
      environment: {},
      folder: path.join(homedir(), ".local/state/goserverless"),
    },
    { title: "is absolute", environment: { GOSERVERLESS_STATE_DIR: "x" }, folder: path.resolve("x") },
  ];
  for (const { title, environment, folder } of cases) {
    it(title, () => assert.equal(stateFolder(environment), folder));
  }
});

describe("controlSocket", () => {
  it("is in the state folder", () => {
    assert.equal(
      controlSocket("/home/a/.local/state/goserverless"),
      "/home/a/.local/state/goserverless/control.sock",
    );
  });

  it("is somewhere short when the folder's path is too long for a socket", () => {
    const folder = `/home/a/${"deep/".repeat(30)}`;
    const socket = controlSocket(folder);
    assert.ok(socket.startsWith(path.join(tmpdir(), "goserverless-")), socket);
    assert.ok(Buffer.byteLength(socket) <= 103, socket);
    assert.equal(controlSocket(folder), socket);
    assert.notEqual(controlSocket(`${folder}2`), socket);
  });
});

describe("makePrivateFolder", () => {
  const folder = temporaryFolder();

  it("makes a folder that is closed to others, and all above it", async () => {
    const made = path.join(folder(), "a/b");
    await makePrivateFolder(made);
    assert.equal((await stat(made)).mode & 0o777, 0o700);
  });

  it("refuses one that is open to others", async () => {
    const open = path.join(folder(), "open");
    await mkdir(open);
    await chmod(open, 0o755);
    await assert.rejects(makePrivateFolder(open), {
      name: "EmulatorError",
      message: `The folder ${open} must belong to you and be closed to others (mode 0700), because functions keep their environment there. Correct it, or set GOSERVERLESS_STATE_DIR to another folder.`,
    });
  });
});
