import type { GoServerlessFunctionArgs } from "../../components/args.js";
import type { Checker } from "../../components/checker.js";
import type { Known } from "../../components/known-arguments.js";
import { asSection } from "../../components/rule.js";
import { type LocalArgs, LocalContract } from "./args.js";

/** The `local` section with its defaults filled. */
export interface LocalSpec {
  readonly port?: number;
  readonly contract?: LocalContract;
  readonly idleSeconds: number;
  readonly initializer: boolean;
  readonly preStop: boolean;
}

export const ownArguments: Known<LocalArgs> = {
  port: true,
  contract: true,
  idleSeconds: true,
  initializer: true,
  preStop: true,
};

/** Fills and checks the `local` section. */
export function own(args: GoServerlessFunctionArgs, check: Checker): LocalSpec {
  const local = asSection(args.local) ?? {};
  const { port, contract } = local;
  const spec: LocalSpec = {
    port: check.optionalNumber("local.port", port, { min: 1, max: 65_535 }),
    contract: contract && check.oneOf("local.contract", contract, Object.values(LocalContract)),
    idleSeconds: check.number("local.idleSeconds", local.idleSeconds ?? 300, { min: 1, max: 86_400 }),
    initializer: check.boolean("local.initializer", local.initializer ?? false),
    preStop: check.boolean("local.preStop", local.preStop ?? false),
  };
  for (const hook of ["initializer", "preStop"] as const) {
    if (contract === LocalContract.Lambda && spec[hook]) {
      check.refuse(`local.${hook}`, 'be false with "local.contract" lambda, which has no such hook', true);
    }
  }
  return spec;
}
