import { ifThere } from "../api-error.js";
import type { Kind } from "../kind.js";
import type { Operation } from "../operation.js";
import { isObject, type Props } from "../wire.js";
import type { Account } from "./account.js";
import { functionAnswer, functionOutputs } from "./fc-answers.js";
import { callFc, found } from "./fc-calls.js";
import { type FcConfig, updated, withDefaults } from "./fc-config.js";
import { FcFunction } from "./fc-function.js";
import { checkImage, isContainer } from "./fc-image.js";
import { changeBody, createBody, repeatBody, tagList } from "./fc-requests.js";

type FunctionProps = Props & { functionName: string; tags?: Record<string, string> };

/** Functions, as `resource_alicloud_fcv3_function.go` has them. */
export function functionKind(account: Account): Kind<FunctionProps> {
  const get = (operation: Operation, name: string) =>
    callFc(operation, "GetFunction", name, { method: "GET", path: `/${name}` }, async () => {
      const fn = account.function(name);
      await fn.look();
      return functionAnswer(fn, undefined);
    });
  const put = async (operation: Operation, name: string, body: Props | undefined) => {
    if (body === undefined) return;
    await callFc(operation, "UpdateFunction", name, { method: "PUT", path: `/${name}`, body }, () => {
      const fn = account.function(name);
      return whenChecked(account, updated(fn.config, body), () => fn.update(body));
    });
  };
  const tag = async (operation: Operation, name: string, olds: Props, news: Props) => {
    const fn = account.function(name);
    await get(operation, name);
    const removed = Object.keys(olds).filter((key) => !(key in news));
    if (removed.length > 0) {
      const query = `TagKey=${JSON.stringify(removed)}&ResourceId=${JSON.stringify([fn.arn])}&ResourceType=function`;
      const request = { method: "DELETE", path: `/2023-03-30/tags-v2?${query}` };
      const drop = () => {
        for (const key of removed) delete fn.tags[key];
      };
      await operation.call("fc:UntagResources", name, drop, request);
    }
    const added = Object.fromEntries(Object.entries(news).filter(([key, value]) => olds[key] !== value));
    if (Object.keys(added).length === 0) return;
    const body = { Tag: tagList(added), ResourceId: [fn.arn], ResourceType: "function" };
    const request = { method: "POST", path: "/2023-03-30/tags-v2", body };
    await operation.call("fc:TagResources", name, () => void Object.assign(fn.tags, added), request);
  };

  return {
    async create(operation, { __defaults: _, ...props }) {
      const { functionName: name, tags } = props as FunctionProps;
      const body = createBody(props);
      await callFc(operation, "CreateFunction", name, { method: "POST", path: "", body }, () =>
        whenChecked(account, withDefaults(body), () => {
          new FcFunction(account, body);
        }),
      );
      operation.id = name;
      operation.partial = true;
      await put(operation, name, repeatBody(props));
      if (tags !== undefined && Object.keys(tags).length > 0) await tag(operation, name, {}, tags);
      operation.partial = false;
    },

    async read(operation, id, props) {
      const answer = await found(operation, get(operation, id));
      if (answer === undefined) return undefined;
      const code = isObject(props["code"])
        ? { code: { ossBucketName: "", ossObjectName: "", ...props["code"] } }
        : {};
      return { ...functionOutputs(answer), ...code, functionName: id };
    },

    async update(operation, id, { olds, news, changed }) {
      operation.partial = true;
      await put(operation, id, changeBody(news, changed));
      if (changed.has("tags")) await tag(operation, id, olds.tags ?? {}, news.tags ?? {});
      operation.partial = false;
    },

    async delete(operation, id) {
      const isBusy = ({ status }: { status: number }) => status === 429;
      const remove = () =>
        callFc(operation, "DeleteFunction", id, { method: "DELETE", path: `/${id}` }, () =>
          account.function(id).delete(),
        );
      await ifThere(operation.retry(isBusy, remove));
    },
  };
}

/** An image is asked for first; all else happens at once, so that whoever watches sees it. */
function whenChecked(account: Account, config: FcConfig, apply: () => void): Promise<void> | undefined {
  if (isContainer(config)) return checkImage(account, config).then(apply);
  apply();
  return undefined;
}
