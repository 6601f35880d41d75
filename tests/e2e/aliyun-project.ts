import assert from "node:assert/strict";
import { StandinAliyun, type StandinOptions } from "../standins/aliyun/standin-aliyun.js";
import { CloudProject } from "./cloud-project.js";
import { WarmWatch } from "./warm-watch.js";

/**
 * A Pulumi project whose function `api` is deployed to a stand-in Aliyun account by the real CLI.
 * @example
 * const shop = await AliyunProject.start({ rules: { latestHandover: "smooth" } });
 * await shop.up({ warm: { instances: 4 } });
 * assert.equal(shop.calls.at(-1), "fc:CreateTrigger shop-dev-api:http");
 * const { localUrl } = await shop.outputs();
 * await shop.stop();
 */
export class AliyunProject extends CloudProject<StandinAliyun> {
  /** A project with a copy of examples/http-api in `api`. Nothing is deployed yet. */
  static async start(options: StandinOptions = {}): Promise<AliyunProject> {
    const aliyun = await StandinAliyun.start(options);
    const project = await AliyunProject.newProject("aliyun", aliyun);
    project.writeServer("api", "Hello");
    // A program of Function Compute is one for amd64, whatever machine this is.
    return new AliyunProject(aliyun, project, {});
  }

  get aliyun(): StandinAliyun {
    return this.cloud;
  }

  /** Watches a path of the function as it is deployed now, under the qualifier that its calls go to then. */
  async watch(path = "pid"): Promise<WarmWatch> {
    const { functionName, localUrl } = await this.outputs();
    const { account, journal } = this.aliyun;
    const fn = account.function(functionName);
    const { qualifier } = fn.triggers.get("http") ?? assert.fail("There is no trigger.");
    return new WarmWatch({
      url: `${localUrl}${path}`,
      journal,
      log: () => this.aliyun.log(functionName),
      ready: () => fn.traffic.ready(qualifier),
    });
  }
}
