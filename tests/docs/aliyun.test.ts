import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { type AliyunUsage, aliyunUsageCost } from "../../providers/aliyun/usage-cost.js";
import { shippedPrices } from "../../providers/shipped-prices.js";
import { claimsOn } from "../e2e-aliyun/claims.js";
import { itDescribesItsCloud, read } from "./cloud-page.js";

describe("docs/aliyun.md", function () {
  this.timeout(120_000);
  const page = read("docs/aliyun.md");

  itDescribesItsCloud("docs/aliyun.md", {
    cloud: "aliyun",
    sections: { aliyun: "AliyunArgs" },
    nameOf: ({ Action }) => [Action].flat()[0],
    claims: claimsOn({} as never, {} as never).map(({ title }) => title),
  });

  it("has the headings of docs/aws.md in the same order", () => {
    const headings = (text: string) => text.match(/^##+ .*$/gm);
    assert.deepEqual(headings(page), headings(read("docs/aws.md")));
  });

  it("computes its examples of the cost with the prices of the table", () => {
    const seconds = 730 * 3600;
    const usd = (usage: AliyunUsage) => aliyunUsageCost(usage, [shippedPrices]).usd;
    const price = usd({ memoryGbSeconds: 1 });
    const idle = usd({ memoryGbSeconds: 0.5 * seconds });
    assert.ok(page.includes(`1 x 0.5 x 2,628,000 x ${price} = ${idle.toFixed(2)} USD`));
    const busy = idle + usd({ activeCpuSeconds: 0.35 * seconds });
    assert.ok(page.includes(`${busy.toFixed(2)} USD for the same instance with \`cpu: 0.35\``));
  });

  it("has a program that signs as Aliyun's SDK does", async () => {
    const [, program = ""] = /^```go\n(package main\n.*?)^```$/ms.exec(page) ?? [];
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "goserverless-docs-"));
    const seen: http.IncomingMessage[] = [];
    const server = http.createServer((request, response) => {
      seen.push(request);
      response.end("Hello!\n");
    });
    try {
      fs.writeFileSync(path.join(folder, "main.go"), program);
      await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
      const { port } = server.address() as AddressInfo;
      const { stdout } = await promisify(execFile)(
        "go",
        ["run", "main.go", `http://127.0.0.1:${port}/hello?name=Ada+L&at=1`],
        { cwd: folder, env: { ...process.env, ...credentials } },
      );
      assert.equal(stdout, "Hello!\n");
    } finally {
      server.close();
      fs.rmSync(folder, { recursive: true });
    }
    const { headers } = seen[0] ?? assert.fail("Nobody called.");
    const date = String(headers["x-acs-date"]);
    assert.match(date, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(headers["x-acs-security-token"], "token");
    assert.equal(headers.authorization, signature("GET", "/hello", "at=1&name=Ada%20L", date));
  });
});

const credentials = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "key",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret",
  ALIBABA_CLOUD_SECURITY_TOKEN: "token",
};

/** What `GetAuthorization` of https://github.com/alibabacloud-go/openapi-util answers for an empty payload. */
function signature(method: string, pathname: string, query: string, date: string): string {
  const signed = "x-acs-date;x-acs-security-token";
  const headers = `x-acs-date:${date}\nx-acs-security-token:token\n`;
  const canonical = [method, pathname, query, headers, signed, ""].join("\n");
  const text = `ACS3-HMAC-SHA256\n${createHash("sha256").update(canonical).digest("hex")}`;
  const hmac = createHmac("sha256", "secret").update(text).digest("hex");
  return `ACS3-HMAC-SHA256 Credential=key,SignedHeaders=${signed},Signature=${hmac}`;
}
