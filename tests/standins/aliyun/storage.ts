import { createHash, randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ApiError, ifThere, refusalIn } from "../api-error.js";
import type { CloudAccount } from "../cloud-account.js";
import type { Kind } from "../kind.js";
import type { Operation } from "../operation.js";
import { recordKind, when } from "../record-kind.js";

type BucketProps = { bucket: string; acl?: string; forceDestroy?: boolean; tags?: object };
type ObjectProps = {
  bucket: string;
  key: string;
  source?: string;
  content?: string;
  contentType?: string;
  cacheControl?: string;
  contentDisposition?: string;
  contentEncoding?: string;
  expires?: string;
};

const bucketType = "alicloud:oss/bucket:Bucket";
const objectType = "alicloud:oss/bucketObject:BucketObject";

/** The provider reads every setting of a bucket, given or not. */
const bucketReads = [
  "oss:GetBucketInfo",
  "oss:GetBucketCors",
  "oss:GetBucketWebsite",
  "oss:GetBucketLogging",
  "oss:GetBucketReferer",
  "oss:GetBucketLifecycle",
  "oss:GetBucketPolicy",
  "oss:GetBucketTags",
  "oss:GetBucketTransferAcceleration",
  "oss:GetBucketResourceGroup",
];

/** The kinds of the package `oss`. */
export function storageKinds(account: CloudAccount): Record<string, Kind> {
  return { [bucketType]: bucketKind(account), [objectType]: objectKind(account) } as Record<string, Kind>;
}

function bucketKind(account: CloudAccount): Kind<BucketProps> {
  const { id: owner, region, objects } = account;
  const keysIn = (bucket: string) => [...objects.keys()].filter((key) => key.startsWith(`${bucket}/`));
  const record = recordKind<BucketProps>(account, bucketType, {
    create: () => ["oss:PutBucket", "oss:ListBuckets"],
    read: bucketReads,
    update: (changed) =>
      when(changed, {
        "oss:PutBucketAcl": ["acl"],
        "oss:PutBucketCors": ["corsRules"],
        "oss:PutBucketWebsite": ["website"],
        "oss:PutBucketLogging": ["logging"],
        "oss:PutBucketReferer": ["refererConfig"],
        "oss:PutBucketLifecycle": ["lifecycleRules"],
        "oss:PutBucketPolicy": ["policy"],
        "oss:PutBucketEncryption": ["serverSideEncryptionRule"],
        "oss:PutBucketTags": ["tags"],
        "oss:PutBucketVersioning": ["versioning"],
        "oss:PutBucketTransferAcceleration": ["transferAcceleration"],
        "oss:PutBucketAccessMonitor": ["accessMonitor"],
      }),
    remove: ["oss:DeleteBucket"],
    id: ({ bucket }) => bucket,
    // https://www.alibabacloud.com/help/en/oss/user-guide/bucket-naming-conventions
    check: ({ bucket }) => {
      if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket))
        throw new ApiError("InvalidBucketName", "The specified bucket is not valid.");
    },
    computed: ({ acl = "private", tags = {} }) => ({
      acl,
      tags,
      accessMonitor: { status: "Disabled" },
      creationDate: "2026-01-01",
      extranetEndpoint: `oss-${region}.aliyuncs.com`,
      intranetEndpoint: `oss-${region}-internal.aliyuncs.com`,
      location: `oss-${region}`,
      owner,
      resourceGroupId: "rg-example",
    }),
    checkRemove: ({ bucket }) => {
      if (keysIn(bucket).length > 0)
        throw new ApiError("BucketNotEmpty", "The bucket you tried to delete is not empty.");
    },
  });
  return {
    ...record,
    async create(operation, { bucket = madeUpName(), ...rest }) {
      const own = await operation.call("oss:ListBuckets", bucket, () => account.table(bucketType));
      if (own.has(bucket))
        throw new Error(
          `[ERROR] The specified bucket name: "${bucket}" is not available. The bucket namespace is shared by all users of the OSS system. Please select a different name and try again.`,
        );
      await record.create(operation, { bucket, ...rest });
    },
    async delete(operation, bucket, props) {
      try {
        await record.delete(operation, bucket, props);
      } catch (error) {
        if (!props.forceDestroy || refusalIn(error)?.code !== "BucketNotEmpty") throw error;
        const keys = await operation.call("oss:ListObjectVersions", bucket, () => keysIn(bucket));
        await operation.call("oss:DeleteMultipleObjects", bucket, () => {
          for (const key of keys) objects.delete(key);
        });
        await record.delete(operation, bucket, props);
      }
      await operation.call("oss:ListBuckets", bucket);
    },
  };
}

const madeUpName = () => `tf-oss-bucket-${Date.now()}${randomBytes(6).toString("hex")}`;

function objectKind(account: CloudAccount): Kind<ObjectProps> {
  const { objects } = account;
  const at = ({ bucket, key }: ObjectProps) => `${bucket}/${key}`;
  const head = (operation: Operation, props: ObjectProps) =>
    ifThere(operation.call("oss:HeadObject", at(props), () => found(objects, at(props))));
  const put: Kind<ObjectProps>["create"] = async (operation, props) => {
    const bytes = contentOf(operation, props);
    await operation.call("oss:PutObject", at(props), () => {
      if (!account.table(bucketType).has(props.bucket))
        throw new ApiError("NoSuchBucket", "The specified bucket does not exist.");
      objects.set(at(props), bytes);
    });
    operation.id = props.key;
  };
  return {
    create: put,
    async read(operation, _id, props) {
      if (props.key === undefined)
        throw new Error("resource alicloud_oss_bucket_object doesn't support import");
      const bytes = await head(operation, props);
      if (bytes === undefined) return undefined;
      const { cacheControl = "", contentDisposition = "", contentEncoding = "", expires = "" } = props;
      return {
        cacheControl,
        contentDisposition,
        contentEncoding,
        expires,
        contentType: props.contentType ?? typeOf(props.source ?? props.key),
        contentLength: String(bytes.length),
        etag: createHash("md5").update(bytes).digest("hex").toUpperCase(),
        versionId: "",
      };
    },
    async update(operation, _id, { news, changed }) {
      if (changed.size === 1 && changed.has("acl")) await operation.call("oss:PutObjectAcl", at(news));
      else await put(operation, news);
    },
    async delete(operation, _id, props) {
      await operation.call("oss:DeleteObject", at(props), () => void objects.delete(at(props)));
      await head(operation, props);
    },
  };
}

/** The provider's own process reads the file when it uploads it: what the path names by then. */
function contentOf(operation: Operation, { source, content, expires }: ObjectProps): Buffer {
  if (expires !== undefined && !/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \w{3,4}$/.test(expires))
    throw new Error(`expires format must respect the RFC1123 standard (current value: ${expires})`);
  if (content !== undefined) return Buffer.from(content);
  if (source === undefined) throw new Error('[ERROR] Must specify "source" or "content" field');
  const file = operation.resolve(source.replace(/^~(?=\/|$)/, os.homedir()));
  if (!fs.existsSync(file))
    throw new Error(`Error putting object in Oss bucket: open ${source}: no such file or directory`);
  return fs.readFileSync(file);
}

function found(objects: ReadonlyMap<string, Buffer>, key: string): Buffer {
  const bytes = objects.get(key);
  if (bytes === undefined) throw new ApiError("NoSuchKey", "The specified key does not exist.");
  return bytes;
}

function typeOf(file: string): string {
  return types[path.extname(file)] ?? "application/octet-stream";
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".json": "application/json",
  ".txt": "text/plain",
  ".zip": "application/zip",
};
