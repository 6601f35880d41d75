import { ApiError } from "../api-error.js";
import type { CloudAccount } from "../cloud-account.js";
import type { Kind } from "../kind.js";
import { recordKind, when } from "../record-kind.js";

type ProjectProps = { projectName?: string; name?: string; description?: string; tags?: object };
type StoreProps = {
  projectName?: string;
  project?: string;
  logstoreName?: string;
  name?: string;
  retentionPeriod: number;
  shardCount: number;
  meteringMode?: string;
  mode?: string;
};
type IndexProps = {
  project: string;
  logstore: string;
  fullText?: object;
  fieldSearches?: object[];
  maxTextLen?: number;
};

const projectType = "alicloud:log/project:Project";
const storeType = "alicloud:log/store:Store";
const indexType = "alicloud:log/storeIndex:StoreIndex";

const invalid = (message: string) => new ApiError("ParameterInvalid", message);

/** The kinds of the package `log`. */
export function slsKinds(account: CloudAccount): Record<string, Kind> {
  return {
    [projectType]: projectKind(account),
    [storeType]: storeKind(account),
    [indexType]: indexKind(account),
  } as Record<string, Kind>;
}

function projectKind(account: CloudAccount): Kind<ProjectProps> {
  const nameOf = ({ projectName, name = "" }: ProjectProps) => projectName ?? name;
  return recordKind<ProjectProps>(account, projectType, {
    create: ({ tags }) => ["log:CreateProject", ...(tags === undefined ? [] : ["log:TagResources"])],
    read: ["log:GetProject", "log:ListTagResources", "log:GetProjectPolicy"],
    update: (changed) =>
      when(changed, {
        "log:UpdateProject": ["description"],
        "log:PutProjectPolicy": ["policy"],
        "log:ChangeResourceGroup": ["resourceGroupId"],
        "log:TagResources": ["tags"],
      }),
    remove: ["log:DeleteProject"],
    id: nameOf,
    taken: (props) => new ApiError("ProjectAlreadyExist", `project ${nameOf(props)} already exists`),
    missing: (props) => noProject(nameOf(props)),
    // https://www.alibabacloud.com/help/en/sls/developer-reference/api-sls-2020-12-30-createproject
    check: (props) => {
      if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(nameOf(props)))
        throw invalid(`The project name ${nameOf(props)} is invalid`);
    },
    computed: (props) => ({
      projectName: nameOf(props),
      name: nameOf(props),
      createTime: "2026-01-01 00:00:00",
      resourceGroupId: "rg-example",
      status: "Normal",
    }),
    removed: (props) => {
      for (const type of [storeType, indexType]) dropUnder(account, type, nameOf(props));
    },
  });
}

function storeKind(account: CloudAccount): Kind<StoreProps> {
  const projectOf = ({ projectName, project = "" }: StoreProps) => projectName ?? project;
  const nameOf = ({ logstoreName, name = "" }: StoreProps) => logstoreName ?? name;
  const usual = "ChargeByFunction";
  return recordKind<StoreProps>(account, storeType, {
    create: ({ meteringMode = usual }) => [
      "log:CreateLogStore",
      "log:GetLogStoreMeteringMode",
      ...(meteringMode === usual ? [] : ["log:UpdateLogStoreMeteringMode"]),
    ],
    read: ["log:GetLogStore", "log:GetLogStoreMeteringMode", "log:GetLogStore", "log:ListShards"],
    update: (changed) => [
      ...(changed.size === 1 && changed.has("meteringMode") ? [] : ["log:UpdateLogStore"]),
      ...when(changed, { "log:UpdateLogStoreMeteringMode": ["meteringMode"] }),
    ],
    remove: ["log:DeleteLogStore"],
    id: (props) => `${projectOf(props)}:${nameOf(props)}`,
    taken: (props) => new ApiError("LogStoreAlreadyExist", `logstore ${nameOf(props)} already exists`),
    missing: (props) => noStore(nameOf(props)),
    // https://www.alibabacloud.com/help/en/sls/developer-reference/api-sls-2020-12-30-createlogstore
    check: (props) => {
      if (!account.table(projectType).has(projectOf(props))) throw noProject(projectOf(props));
      if (!/^[a-z0-9][a-z0-9_-]{0,61}[a-z0-9]$/.test(nameOf(props)))
        throw invalid(`logstore name ${nameOf(props)} is invalid`);
      if (props.retentionPeriod < 1 || props.retentionPeriod > 3650)
        throw invalid(`ttl ${props.retentionPeriod} is invalid`);
    },
    computed: (props) => ({
      projectName: projectOf(props),
      project: projectOf(props),
      logstoreName: nameOf(props),
      name: nameOf(props),
      meteringMode: props.meteringMode ?? usual,
      mode: props.mode ?? "standard",
      createTime: 1_767_225_600,
      shards: Array.from({ length: props.shardCount }, (_, id) => ({ id, status: "readwrite" })),
    }),
    removed: (props) => dropUnder(account, indexType, `${projectOf(props)}:${nameOf(props)}`),
  });
}

function indexKind(account: CloudAccount): Kind<IndexProps> {
  const at = ({ project, logstore }: IndexProps) => `${project}:${logstore}`;
  const record = recordKind<IndexProps>(account, indexType, {
    create: () => ["log:CreateIndex"],
    read: ["log:GetIndex"],
    update: () => ["log:UpdateIndex"],
    remove: ["log:DeleteIndex"],
    id: at,
    // What the service answers when the program says nothing, which the provider then wants to remove, over and over.
    computed: ({ maxTextLen = 2048 }) => ({ maxTextLen }),
  });
  return {
    ...record,
    async create(operation, props) {
      const { project, logstore, fullText, fieldSearches = [] } = props;
      if (fullText === undefined && fieldSearches.length === 0)
        throw new Error("At least one of the 'full_text' and 'field_search' should be specified.");
      await operation.call("log:GetLogStore", at(props), () => {
        if (!account.table(projectType).has(project)) throw noProject(project);
        if (!account.table(storeType).has(at(props))) throw noStore(logstore);
      });
      const found = await operation.call("log:GetIndex", at(props), () => account.table(indexType));
      if (found.has(at(props)))
        throw new Error(
          `There is aleady existing an index in the store ${logstore}. Please import it using id '${at(props)}'.`,
        );
      await record.create(operation, props);
    },
    async update(operation, id, change) {
      await operation.call("log:GetIndex", id);
      await record.update?.(operation, id, change);
    },
    async delete(operation, id, props) {
      const found = await operation.call("log:GetIndex", id, () => account.table(indexType).has(id));
      if (found) await record.delete(operation, id, props);
    },
  };
}

const noProject = (name: string) =>
  new ApiError("ProjectNotExist", `The Project does not exist : ${name}`, 404);
const noStore = (name: string) => new ApiError("LogStoreNotExist", `logstore ${name} does not exist`, 404);

/** What is in a project goes with it. */
function dropUnder(account: CloudAccount, type: string, owner: string): void {
  const table = account.table(type);
  for (const key of [...table.keys()]) if (key === owner || key.startsWith(`${owner}:`)) table.delete(key);
}
