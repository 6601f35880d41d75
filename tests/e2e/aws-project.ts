import assert from "node:assert/strict";
import { StandinAws, type StandinOptions } from "../standins/aws/standin-aws.js";
import { CloudProject } from "./cloud-project.js";
import { WarmWatch } from "./warm-watch.js";

/** The stand-in runs what is deployed, on this machine. */
const architecture = process.arch === "arm64" ? "arm64" : "amd64";

/**
 * A Pulumi project whose function `api` is deployed to a stand-in AWS account by the real CLI.
 * @example
 * const shop = await AwsProject.start();
 * await shop.up({ warm: { instances: 4 } });
 * assert.deepEqual(shop.writes.slice(0, 2), ["logs:CreateLogGroup /aws/lambda/shop-dev-api", ...]);
 * const { localUrl } = await shop.outputs();
 * await shop.stop();
 */
export class AwsProject extends CloudProject<StandinAws> {
  /** A project with a copy of examples/hello in `api`. Nothing is deployed yet. */
  static async start(options: StandinOptions = {}): Promise<AwsProject> {
    const aws = await StandinAws.start(options);
    const project = await AwsProject.newProject("aws", aws);
    project.writeFunction("api", "Hello, %s!");
    return new AwsProject(aws, project, { architecture });
  }

  get aws(): StandinAws {
    return this.cloud;
  }

  /** Without the random part of names. */
  override get writes(): string[] {
    return super.writes.map(withoutSuffix);
  }

  /** Watches the function as it is deployed now. */
  async watch(): Promise<WarmWatch> {
    const { functionName, localUrl: url } = await this.outputs();
    const { account, journal } = this.aws;
    const log = () => this.aws.log(functionName);
    return new WarmWatch({ url, journal, log, ready });

    function ready(): Record<string, number> {
      const { aliases, provisioned } = account.function(functionName);
      const { version, weights } = aliases.get("live") ?? assert.fail("There is no alias.");
      const called = [version, ...Object.keys(weights)];
      return Object.fromEntries(called.map((each) => [each, provisioned.get(each)?.allocated ?? 0]));
    }
  }
}

/** `shop-dev-api-0a1b2c3:live` is `shop-dev-api:live`. */
export function withoutSuffix(text: string): string {
  return text.replaceAll(/-[0-9a-f]{7}(?![0-9a-z])/g, "");
}
