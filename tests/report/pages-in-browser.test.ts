import assert from "node:assert/strict";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { toInspectionPage } from "../../report/inspection-page.js";
import { toStackHtml } from "../../report/page/to-stack-html.js";
import { launchBrowser } from "./browser.js";
import { evidence } from "./evidences.js";
import { binary } from "./inspections.js";
import { stackPage } from "./page/stack-pages.js";

const pages = [
  { name: "report, English", html: () => toStackHtml(stackPage, "en") },
  { name: "report, Chinese", html: () => toStackHtml(stackPage, "zh") },
  { name: "inspect", html: () => toInspectionPage("dist/bootstrap", binary, evidence) },
];
interface Screen {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: "dark" | "light";
}

const phone: Screen = { width: 360, height: 740, colorScheme: "dark" };
/** A4 between margins of 1.5 cm: https://www.w3.org/TR/css-values-4/#absolute-lengths */
const paper: Screen = { width: 680, height: 1010, colorScheme: "light" };
const screens: readonly Screen[] = [
  phone,
  { ...phone, colorScheme: "light" },
  { width: 1280, height: 800, colorScheme: "dark" },
  { width: 1280, height: 800, colorScheme: "light" },
];

describe("pages in Chromium", function () {
  this.timeout(60_000);
  let browser: Browser;
  let folder: string;

  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "goserverless-pages-")));
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true });
  });

  /** Opens a page from a file, as a user does, and checks that it was quiet. */
  async function open(
    html: string,
    { width, height, colorScheme }: Screen,
    look: (page: Page) => Promise<void>,
  ): Promise<void> {
    const file = join(folder, "page.html");
    await writeFile(file, html);
    const url = pathToFileURL(file).href;
    // Axe is injected; the page itself has no script.
    const page = await browser.newPage({ viewport: { width, height }, colorScheme, bypassCSP: true });
    const heard: string[] = [];
    page.on("console", (message) => heard.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
    page.on("request", (request) => heard.push(`request: ${request.url()}`));
    try {
      await page.goto(url);
      await look(page);
      assert.deepEqual(heard, [`request: ${url}`]);
    } finally {
      await page.close();
    }
  }

  for (const { name, html } of pages) {
    describe(name, () => {
      for (const screen of screens) {
        const { width, colorScheme } = screen;
        it(`is accessible and as wide as its window at ${width} px, ${colorScheme}`, async () => {
          await open(html(), screen, async (page) => {
            await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
            assert.equal(await page.evaluate("document.documentElement.scrollWidth"), width);
            await page.addScriptTag({ path: require.resolve("axe-core/axe.min.js") });
            const { violations, passes } = (await page.evaluate("axe.run()")) as AxeResults;
            const found = violations.flatMap(({ id, nodes }) =>
              nodes.map(({ target }) => `${id}: ${target}`),
            );
            assert.deepEqual(found, []);
            assert.ok(passes.some(({ id }) => id === "color-contrast"));
          });
        });
      }

      it("keeps every policy against requests and scripts", async () => {
        const file = join(folder, "policy.html");
        const attack = `<img src="https://127.0.0.1:9/a.png"><script>document.title = "run"</script></main>`;
        await writeFile(file, html().replace("</main>", attack));
        const page = await browser.newPage();
        try {
          const asked: string[] = [];
          page.on("requestfinished", (request) => asked.push(request.url()));
          await page.goto(pathToFileURL(file).href);
          assert.notEqual(await page.title(), "run");
          assert.deepEqual(asked, [pathToFileURL(file).href]);
        } finally {
          await page.close();
        }
      });

      it("is used without a mouse: every control is reached, and shows where one is", async () => {
        await open(html(), phone, async (page) => {
          const reachable = await page.evaluate<number>(`(() => {
            const all = [...document.querySelectorAll("a[href], summary, [tabindex='0'], input:checked")];
            return all.filter((each) => each.checkVisibility()).length;
          })()`);
          assert.ok(reachable > 0);
          const reached = new Set<string>();
          for (let step = 0; step < reachable; step++) {
            await page.keyboard.press("Tab");
            const { path, outline } = await page.evaluate<{ path: string; outline: string }>(`(() => {
              const { activeElement } = document;
              const all = [...document.querySelectorAll("*")];
              const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
              return { path: activeElement.tagName + all.indexOf(activeElement), outline: outlineStyle + " " + outlineWidth };
            })()`);
            assert.equal(outline, "solid 3px", path);
            reached.add(path);
          }
          assert.equal(reached.size, reachable);
          assert.ok(![...reached].some((path) => path.startsWith("BODY")));
        });
      });

      it("cuts nothing off on paper, and shows what is closed on a screen", async () => {
        await open(html(), paper, async (page) => {
          await page.emulateMedia({ media: "print" });
          const cut = await page.evaluate<string[]>(`(() => {
            const isShown = (each) => each.checkVisibility({ contentVisibilityAuto: true });
            const wide = [...document.querySelectorAll("svg, table, p, dd, h1, h2, h3, li")].filter(isShown)
              .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
              .map((each) => each.tagName + " " + each.textContent.slice(0, 40));
            const closed = [...document.querySelectorAll("details:not([open]) table")]
              .filter((each) => each.closest("details").checkVisibility() && !isShown(each))
              .map((each) => "closed " + each.textContent.slice(0, 40));
            return [...wide, ...closed];
          })()`);
          assert.deepEqual(cut, []);
        });
      });
    });
  }

  it("shows what to do on a phone without scrolling sideways", async () => {
    await open(toInspectionPage("dist/bootstrap", binary, evidence), phone, async (page) => {
      const table = page.getByRole("group", { name: "What to do" });
      const [content, room] = await table.evaluate((each) => [each.scrollWidth, each.clientWidth]);
      assert.equal(content, room);
    });
  });

  it("changes its language by keyboard, without a script", async () => {
    await open(toStackHtml(stackPage, "en"), phone, async (page) => {
      const shown = () => page.locator("h1:visible").allInnerTexts();
      assert.deepEqual(await shown(), ["Stack dev"]);
      await page.keyboard.press("Tab");
      await page.keyboard.press("ArrowRight");
      assert.deepEqual(await shown(), ["资源栈 dev"]);
    });
  });
});
