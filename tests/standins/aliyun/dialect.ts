import { randomUUID } from "node:crypto";
import type { ApiError } from "../api-error.js";
import type { Dialect, Refusal } from "../dialect.js";

/**
 * The words of Aliyun's clients for Go, and of Terraform's provider for Aliyun around them.
 * https://github.com/aliyun/terraform-provider-alicloud/blob/master/alicloud/errors.go
 */
export const aliyunDialect: Dialect = {
  denied: "AccessDenied",
  isTransient: ({ status, code }) => status >= 500 || /Throttling|ServiceUnavailable/.test(code),
  refused(refusal) {
    const { action, request, type = "", id, cause } = refusal;
    const terraform = terraformType(type);
    const file = `terraform-provider-alicloud/alicloud/resource_${terraform}.go`;
    const what = request?.path.split("?", 1)[0] ?? action.split(":")[1];
    const isOss = action.startsWith("oss:");
    const source = isOss ? "[SDK aliyun-oss-go-sdk ERROR]" : "[SDK alibaba-cloud-sdk-go ERROR]";
    return `[ERROR] ${file}: Resource ${id ?? terraform} ${what} Failed!!! ${source}:\n${isOss ? ossError(cause) : sdkError(cause)}`;
  },
  // Where nothing came to be, the bridge adds nothing.
  failed: ({ verb, urn, id, message }) => (id === undefined ? message : `${verb} ${urn}: ${message}`),
};

/** https://github.com/alibabacloud-go/tea/blob/master/tea/tea.go */
function sdkError({ status, code, message }: ApiError): string {
  const requestId = randomUUID();
  const told = `code: ${status}, ${message} request id: ${requestId}`;
  const data = { Code: code, Message: message, RequestId: requestId, statusCode: status };
  return `SDKError:\n   StatusCode: ${status}\n   Code: ${code}\n   Message: ${told}\n   Data: ${JSON.stringify(data)}\n`;
}

/** https://github.com/aliyun/aliyun-oss-go-sdk/blob/master/oss/error.go */
function ossError({ status, code, message }: ApiError): string {
  return `oss: service returned error: StatusCode=${status}, ErrorCode=${code}, ErrorMessage="${message}", RequestId=${randomUUID()}`;
}

/** `alicloud:fc/v3FunctionVersion:V3FunctionVersion` is `alicloud_fcv3_function_version`. */
function terraformType(type: Refusal["type"] & string): string {
  const [, module = "", name = ""] = type.split(":");
  const snake = name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  return `alicloud_${module.split("/", 1)[0]}_${snake}`.replace("_fc_v3_", "_fcv3_");
}
