import assert from "node:assert/strict";
import { toPage } from "../../../report/html/frame.js";

describe("toPage", () => {
  it("frames a body as one file that asks for nothing", () => {
    const page = toPage({ title: "<api>", lang: "en", body: "<h1>api</h1>\n", styles: ".own{}" });
    assert.equal(
      page.replace(/<style>[\s\S]*\.own\{\}<\/style>/, "<style></style>"),
      `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>&lt;api&gt;</title>
<style></style>
</head>
<body>
<main>
<h1>api</h1>
</main>
</body>
</html>
`,
    );
  });
});
