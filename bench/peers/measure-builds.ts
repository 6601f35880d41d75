import * as fs from "node:fs";
import * as path from "node:path";
import type { Outputs, Peer, Project } from "./peer.js";
import { type BuildResult, type FunctionCount, functionCounts, type Phase } from "./results.js";
import { writeFunction, writeProject } from "./sources.js";
import type { Workshop } from "./workshop.js";

/** How often each build is done; what takes minutes less often. */
export type Rounds = Readonly<Record<FunctionCount, number>>;

/** No two peers see the same, or one would find in Go's cache what another compiled. */
let revision = 0;

/** What one peer's builds took and left. */
export class Contestant {
  readonly peer: Peer;
  readonly builds: (BuildResult & { readonly samplesMs: number[] })[] = [];
  outputs: Outputs = {};
  failed: string | undefined;

  constructor(peer: Peer) {
    this.peer = peer;
  }

  /** Whatever goes wrong is the peer's result, and the others go on. */
  async attempt(work: () => Promise<void>): Promise<void> {
    if (this.failed !== undefined) return;
    try {
      await work();
    } catch (error) {
      this.failed = reasonOf(error);
      console.error(`  ${this.peer.id}: ${this.failed}`);
    }
  }

  /** Another line in the functions that are named. */
  edit(project: Project, names: readonly string[]): void {
    revision += 1;
    for (const name of names) writeFunction(project, name, revision, this.peer.handlers);
  }

  clean({ folder }: Project): void {
    for (const name of this.peer.leaves) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  }

  /** Keeps what was built, as later builds build over it. */
  async keepOutputs(project: Project, workshop: Workshop): Promise<void> {
    const { binary, ...bytes } = (await this.peer.outputs?.(project, workshop)) ?? {};
    if (binary === undefined) {
      this.outputs = bytes;
      return;
    }
    const kept = path.join(workshop.folder, `${this.peer.id}-bootstrap`);
    fs.copyFileSync(binary, kept);
    this.outputs = { ...bytes, binary: kept };
  }

  async time(project: Project, workshop: Workshop, functions: FunctionCount, phase: Phase): Promise<void> {
    const start = performance.now();
    await this.peer.build(project, workshop);
    const ms = Math.round(performance.now() - start);
    if (!this.peer.timed || (phase === "cold" && this.peer.sharesGoCache)) return;
    const found = this.builds.find((build) => build.functions === functions && build.phase === phase);
    if (found) found.samplesMs.push(ms);
    else this.builds.push({ functions, phase, samplesMs: [ms] });
  }
}

/** Builds everything, the tools in turns, each turn beginning with another one. */
export async function measureBuilds(
  contestants: readonly Contestant[],
  workshop: Workshop,
  rounds: Rounds,
): Promise<void> {
  for (const functions of functionCounts) {
    if (rounds[functions] === 0) continue;
    const projects = new Map(contestants.map((each) => [each, prepare(each, functions, workshop)]));
    if (functions === 1) await inTurns(0, "cold");
    for (let round = 0; round < rounds[functions]; round += 1) {
      for (const phase of ["first", "unchanged", "edited"] as const) await inTurns(round, phase);
      console.error(`  ${functions} functions: round ${round + 1} of ${rounds[functions]}`);
    }

    async function inTurns(round: number, phase: Phase): Promise<void> {
      for (const [index] of contestants.entries()) {
        const each = contestants[(index + round) % contestants.length];
        const project = each && projects.get(each);
        if (!project || (!each.peer.timed && phase !== "cold")) continue;
        await each.attempt(async () => {
          before[phase](each, project);
          await each.time(project, workshop, functions, phase);
          if (phase === "cold") await each.keepOutputs(project, workshop);
        });
      }
    }
  }
}

const before: Readonly<Record<Phase, (contestant: Contestant, project: Project) => void>> = {
  cold() {},
  /** Go's cache holds the libraries; of the functions, nothing was built before. */
  first(contestant, project) {
    contestant.edit(project, project.names);
    contestant.clean(project);
  },
  unchanged() {},
  edited(contestant, project) {
    contestant.edit(project, project.names.slice(0, 1));
  },
};

function prepare({ peer }: Contestant, functions: FunctionCount, workshop: Workshop): Project {
  const folder = path.join(workshop.folder, "projects", `${peer.id}-${functions}`);
  const project = writeProject(folder, functions, peer.handlers);
  peer.configure(project);
  return project;
}

/** The last line that says something. */
function reasonOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  const lines = `${stderr || message || error}`.trim().split("\n");
  return (
    lines.findLast((line) => /error|fail|cannot|not found|no such|needed/i.test(line)) ??
    lines.at(-1) ??
    ""
  )
    .trim()
    .slice(0, 300);
}
