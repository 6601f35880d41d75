import * as fs from "node:fs";
import * as path from "node:path";
import type { ColdTest } from "../e2e-account/caller.js";
import type { Deployed } from "../e2e-account/proof-stack.js";

const root = path.resolve(__dirname, "../..");
const runtime = "github.com/goserverless/goserverless/runtime";

/** The header by which the function tells when its instance began and when it answers, in ms since 1970. */
export const lifeHeader = "x-instance-life-ms";

/**
 * Tells a cold call by the life of the instance that answers it, since Function Compute does not tell a program how its
 * instance came to be: an instance that began after the call had come was waited for.
 *
 * It so must be younger than the call is long, whatever the clocks say. But a warm one whose first call is slow on the way
 * back is that too. So its beginning has to be later than the call by this machine's clock as well; how far the other one
 * is ahead, with the way there, is what the fastest call says.
 */
export function coldTest(): ColdTest {
  let aheadMs = Number.POSITIVE_INFINITY;
  return (headers, { sentAtMs, tookMs }) => {
    const [beganMs = Number.NaN, answeredMs = Number.NaN] = String(headers[lifeHeader])
      .split(" ")
      .map(Number);
    if (Number.isNaN(answeredMs)) return false;
    aheadMs = Math.min(aheadMs, answeredMs - sentAtMs);
    return answeredMs - beganMs < tookMs && beganMs - aheadMs > sentAtMs;
  };
}

const life = `package main

import (
	"fmt"
	"net/http"
	"time"
)

var began = time.Now().UnixMilli()

func living(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("${lifeHeader}", fmt.Sprint(began, " ", time.Now().UnixMilli()))
		next.ServeHTTP(w, r)
	})
}
`;

/** examples/http-api, with that header and without lines in the log. */
export const deployed: Deployed = {
  cloud: "aliyun",
  // Function Compute refuses to delete a function while its ready instances are going, and only the program waits.
  destroyOptions: ["--run-program"],
  write(project, greeting, setup) {
    const read = (file: string) => fs.readFileSync(path.join(root, "examples/http-api", file), "utf8");
    const replaced = new RegExp(`(?<=^replace ${runtime} => ).*`, "m");
    project.write("hello/go.mod", read("go.mod").replace(replaced, path.join(root, "runtime")));
    project.write("hello/life.go", life);
    const start = "web.StartHTTP(";
    const source = read("main.go").replace('"Hello, "', JSON.stringify(`${greeting}, `));
    const told = source.replace(`${start}logged(`, `${setup}\n\t${start}living(`);
    project.write("hello/main.go", told);
  },
  complete: (args) => ({ memoryMb: 128, ...args }),
};
