import { EvidenceError } from "../evidence-error.js";

/** As the SDKs take them. */
export interface AliyunCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** The names that Pulumi's provider reads, in its order: https://www.pulumi.com/registry/packages/alicloud/installation-configuration/ */
const names = [
  { id: "ALICLOUD_ACCESS_KEY", secret: "ALICLOUD_SECRET_KEY", token: "ALICLOUD_SECURITY_TOKEN" },
  {
    id: "ALIBABA_CLOUD_ACCESS_KEY_ID",
    secret: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    token: "ALIBABA_CLOUD_SECURITY_TOKEN",
  },
] as const;

/** The credentials of the environment. */
export function aliyunCredentials(
  environment: Readonly<Record<string, string | undefined>>,
): AliyunCredentials {
  for (const { id, secret, token } of names) {
    const [accessKeyId, accessKeySecret, securityToken] = [id, secret, token].map(
      (name) => environment[name],
    );
    if (!accessKeyId || !accessKeySecret) continue;
    return { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) };
  }
  throw new EvidenceError(
    "There are no credentials for aliyun. Set ALICLOUD_ACCESS_KEY and ALICLOUD_SECRET_KEY, and ALICLOUD_SECURITY_TOKEN if they are temporary.",
  );
}
