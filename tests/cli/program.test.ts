import assert from "node:assert/strict";
import type { Command } from "commander";
import { createProgram } from "../../cli/program.js";
import { createTerminal } from "../../cli/terminal.js";

const silent = { write: (): boolean => true };

/** What `--help` prints on 80 columns. */
async function helpOf(path: readonly string[]): Promise<string> {
  const program = createProgram("1.2.3", createTerminal(silent, silent, {}));
  let command: Command = program;
  for (const name of path)
    command = command.commands.find((child) => child.name() === name) ?? assert.fail(name);
  let text = "";
  const writeOut = (chunk: string): void => {
    text += chunk;
  };
  command.configureOutput({ writeOut, getOutHelpWidth: () => 80, getOutHasColors: () => false });
  await assert.rejects(program.parseAsync([...path, "--help"], { from: "user" }), { exitCode: 0 });
  return text;
}

const cases = [
  {
    path: [],
    help: `Usage: goserverless [options] [command]

Builds, calls and measures Go functions.

Options:
  --version                             print the version
  --verbose                             on failure, print where it comes from
  -h, --help                            print this help

Commands:
  build [options] <entry...>            build Go main packages to zips or images
  push [options] <image> <repository>   bring an image to a registry
  inspect [options] <path>              show an artifact, and what it costs
  invoke [options] <name>               call a function directly
  logs [options] <name>                 print what a function wrote
  report [options] [name...]            measure functions, next to a go build
  measure [options] <target> [name...]  force cold starts and measure them
  local                                 start, show or stop the local cloud

Examples:
  goserverless local start
  goserverless build ./cmd/api --out dist
`,
  },
  {
    path: ["build"],
    help: `Usage: goserverless build [options] <entry...>

Builds Go main packages for Linux, each to a zip or an image that a cloud runs
as it is, and prints its path.

Options:
  --arch <architecture>  amd64 or arm64 (default: this machine's)
  --out <folder>         leave <folder>/<name>.zip, named after the entry's last
                         folder
  --tag <tag>            a build tag; repeatable
  --ldflag <argument>    a linker argument; repeatable
  --include <path>       a file or folder to pack, relative to the entry;
                         repeatable
  --packaging <kind>     zip or image (default: "zip")
  --json                 print a JSON document
  -h, --help             print this help

Options for images:
  --output <form>        layout, an OCI layout folder <name>; or docker-tar, a
                         <name>.tar for docker load (default: layout)
  --user <id>            whom the program runs as (default: 65532)
  --ca-certificates      hold the certificates that this machine trusts
                         (default)
  --no-ca-certificates   hold none
  --time-zones           hold the time zones of the Go toolchain
  --label <key=value>    source, revision, version or licenses; repeatable

Examples:
  goserverless build ./cmd/api ./cmd/worker --arch arm64 --out dist
  goserverless build . --ldflag=-X=main.version=1.2 --include templates --json
  goserverless build . --packaging image --label version=1.2 --out dist
`,
  },
  {
    path: ["push"],
    help: `Usage: goserverless push [options] <image> <repository>

Brings an image (an OCI layout folder or a tar for docker load) to a registry,
with its SBOM and provenance, and prints it as host/name@sha256:...
The repository is host/name or host/name:tag. Without --username, Docker's
logins are used.

Options:
  --username <name>  who pushes; the password is in
                     GOSERVERLESS_REGISTRY_PASSWORD
  --password-stdin   read the password from standard input
  --ca <file>        certificates to trust besides the usual ones, as PEM
  --json             print a JSON document
  -h, --help         print this help

Examples:
  goserverless push dist/api registry.example.com/shop/api:1.2
  goserverless push dist/api.tar registry.internal:5000/api --ca ca.pem
`,
  },
  {
    path: ["inspect"],
    help: `Usage: goserverless inspect [options] <path>

Shows what is in an image (an OCI layout folder or a tar for docker load), a zip
or a binary: its size by Go package, how it was built, every file with its mode,
what is linked into it. A folder with a Go main package is built first, and
shown with the reasons: which imports bring a package in, what its inits take,
what to do.

Options:
  --all                  show every row of every table
  --entry <folder>       the main package that an artifact was built from, to
                         show the reasons
  --against <path>       compare sizes with another artifact, or with what was
                         deployed last: last
  --stack <name>         of the stack whose last deployment is compared with
                         (default: any)
  --start                start the program to measure its package inits (default
                         for a main package)
  --no-start             do not start it
  --runs <starts>        how often it is started (default: 20)
  --contract <contract>  what it speaks: lambda or fc (default: "lambda")
  -h, --help             print this help

Options for the output:
  --json                 print a JSON document
  --markdown             print Markdown, for a pull request
  --html <file>          write a page, and print its path
  --treemap <file>       write an SVG of the size, and print its path
  --waterfall <file>     write an SVG of the start, and print its path

Options for a main package:
  --arch <architecture>  amd64 or arm64 (default: this machine's)
  --tag <tag>            a build tag; repeatable
  --ldflag <argument>    a linker argument; repeatable

Examples:
  goserverless inspect ./cmd/api --html api.html
  goserverless inspect ./cmd/api --against last --markdown
  goserverless inspect dist/api.zip --json
`,
  },
  {
    path: ["invoke"],
    help: `Usage: goserverless invoke [options] <name>

Calls a deployed function and prints its answer; the exit status is 1 when the
function failed.

Options:
  --data <json>  the event: JSON, @file, or - for standard input (default: "{}")
  -h, --help     print this help

Examples:
  goserverless invoke hello --data '{"name": "Ada"}'
  goserverless invoke hello --data @event.json
`,
  },
  {
    path: ["logs"],
    help: `Usage: goserverless logs [options] <name>

Prints what a deployed function wrote, and a REPORT line for each call, oldest
first.

Options:
  --follow    go on with what it writes from now on
  -h, --help  print this help

Examples:
  goserverless logs hello --follow
`,
  },
  {
    path: ["report"],
    help: `Usage: goserverless report [options] [name...]

Measures deployed functions now: size and start-up next to a plain go build, and
calls through the URL.
The calls are real ones: GET requests for /.

Options:
  --cold <calls>     first calls of a new instance (default: 10)
  --warm <calls>     calls of a running instance (default: 200)
  --runs <starts>    starts of each binary (default: 40)
  --json             print a JSON document
  --html <file>      write a page about one stack instead: all of the above, and
                     its history
  --stack <stack>    the stack of the page: dev, or shop/dev
  --lang <language>  what the page shows first: en or zh
  -h, --help         print this help

Examples:
  goserverless report
  goserverless report hello --cold 50 --json
  goserverless report --html report.html
`,
  },
  {
    path: ["measure"],
    help: `Usage: goserverless measure [options] <target> [name...]

Forces cold starts of what is deployed, and shows the platform's own figures
next to published ones. The target is a function on the local cloud, or a stack
of the Pulumi project in this folder: all of its functions, or those named.
The calls are real ones; on aws and aliyun they are billed, and need --yes.

Options:
  --cold <starts>  cold starts to force (default: 40)
  --warm <calls>   calls of a running instance (default: 400)
  --data <json>    the event: JSON, @file, or - for standard input (default:
                   "{}")
  --yes            make the calls on a cloud that bills them
  --json           print a JSON document
  -h, --help       print this help

Examples:
  goserverless measure hello
  goserverless measure prod api --cold 40 --yes --json
`,
  },
  {
    path: ["local"],
    help: `Usage: goserverless local [options] [command]

The local cloud: one background process that runs what was deployed to this
machine.

Options:
  -h, --help        print this help

Commands:
  start             start it with everything that is deployed
  status [options]  show it and its functions
  stop              stop it; what is deployed comes back with the next start

Examples:
  goserverless local start
  goserverless local status --json
`,
  },
  {
    path: ["local", "start"],
    help: `Usage: goserverless local start [options]

Starts the local cloud with everything that is deployed.

Options:
  -h, --help  print this help
`,
  },
  {
    path: ["local", "status"],
    help: `Usage: goserverless local status [options]

Shows the local cloud and its functions.

Options:
  --json      print a JSON document
  -h, --help  print this help
`,
  },
  {
    path: ["local", "stop"],
    help: `Usage: goserverless local stop [options]

Stops the local cloud; what is deployed comes back with the next start.

Options:
  -h, --help  print this help
`,
  },
];

describe("createProgram", () => {
  for (const { path, help } of cases) {
    it(`has help for "${["goserverless", ...path].join(" ")}"`, async () => {
      assert.equal(await helpOf(path), help);
    });
  }
});
