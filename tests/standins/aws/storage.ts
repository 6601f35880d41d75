import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { ApiError, ifThere } from "../api-error.js";
import type { Kind } from "../kind.js";
import { recordKind, when } from "../record-kind.js";
import { toFile } from "../wire.js";
import { type Account, validate } from "./account.js";

type Tagged = { tags?: object };
type BucketProps = Tagged & { bucket: string; forceDestroy?: boolean };
type ObjectProps = Tagged & {
  bucket: string;
  key: string;
  source?: unknown;
  content?: string;
  contentBase64?: string;
};
type BlockProps = { bucket: string; skipDestroy?: boolean };
type QueueProps = Tagged & { name: string; fifoQueue: boolean; contentBasedDeduplication: boolean };

const bucketType = "aws:s3/bucket:Bucket";

/** The provider reads every setting of a bucket, given or not. */
const bucketReads = [
  "s3:ListBucket",
  "s3:GetBucketPolicy",
  "s3:GetBucketAcl",
  "s3:GetBucketCORS",
  "s3:GetBucketWebsite",
  "s3:GetBucketVersioning",
  "s3:GetAccelerateConfiguration",
  "s3:GetBucketRequestPayment",
  "s3:GetBucketLogging",
  "s3:GetLifecycleConfiguration",
  "s3:GetReplicationConfiguration",
  "s3:GetEncryptionConfiguration",
  "s3:GetBucketObjectLockConfiguration",
  "s3:GetBucketTagging",
];

/** The kinds of the packages `s3` and `sqs`. */
export function storageKinds(account: Account): Record<string, Kind> {
  const { id: accountId, region } = account;
  const bucket = recordKind<BucketProps>(account, bucketType, {
    create: () => ["s3:CreateBucket"],
    read: bucketReads,
    update: (changed) =>
      when(changed, {
        "s3:PutBucketTagging": ["tags"],
        "s3:PutEncryptionConfiguration": ["serverSideEncryptionConfiguration"],
      }),
    remove: ["s3:DeleteBucket"],
    id: ({ bucket }) => bucket,
    taken: () =>
      new ApiError(
        "BucketAlreadyOwnedByYou",
        "Your previous request to create the named bucket succeeded and you already own it.",
      ),
    computed: ({ bucket, tags = {} }) => ({
      arn: `arn:aws:s3:::${bucket}`,
      bucketDomainName: `${bucket}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${bucket}.s3.${region}.amazonaws.com`,
      bucketRegion: region,
      hostedZoneId: "Z3AQBSTGFYJSTF",
      region,
      tagsAll: tags,
    }),
    checkRemove: ({ bucket, forceDestroy }) => {
      const inside = [...account.objects.keys()].filter((key) => key.startsWith(`${bucket}/`));
      if (inside.length > 0 && !forceDestroy)
        throw new ApiError("BucketNotEmpty", "The bucket you tried to delete is not empty");
      for (const key of inside) account.objects.delete(key);
    },
  });
  const block = recordKind<BlockProps>(account, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", {
    create: () => ["s3:PutBucketPublicAccessBlock"],
    read: ["s3:GetBucketPublicAccessBlock"],
    update: () => ["s3:PutBucketPublicAccessBlock"],
    remove: ["s3:PutBucketPublicAccessBlock"],
    id: ({ bucket }) => bucket,
    check: ({ bucket }) => checkBucket(account, bucket),
    computed: () => ({ region }),
    keep: ({ skipDestroy }) => skipDestroy === true,
  });
  const queue = recordKind<QueueProps>(account, "aws:sqs/queue:Queue", {
    plan({ news }) {
      if (news.contentBasedDeduplication && !news.fifoQueue)
        throw new Error("content-based deduplication can only be set for FIFO queue");
      return {};
    },
    create: () => ["sqs:CreateQueue"],
    read: ["sqs:GetQueueAttributes", "sqs:ListQueueTags"],
    update: (changed) =>
      changed.has("tags") && changed.size === 1 ? ["sqs:TagQueue"] : ["sqs:SetQueueAttributes"],
    remove: ["sqs:DeleteQueue", "sqs:GetQueueAttributes"],
    id: ({ name }) => `https://sqs.${region}.amazonaws.com/${accountId}/${name}`,
    taken: () =>
      new ApiError(
        "QueueNameExists",
        "A queue already exists with the same name and a different value for some attribute",
      ),
    computed: ({ name, tags = {} }, url) => ({
      arn: account.arn("sqs", name),
      url,
      namePrefix: "",
      region,
      tagsAll: tags,
    }),
  });
  return {
    [bucketType]: bucket,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": block,
    "aws:s3/bucketObjectv2:BucketObjectv2": objectKind(account),
    "aws:sqs/queue:Queue": queue,
  } as Record<string, Kind>;
}

function checkBucket(account: Account, bucket: string): void {
  if (!account.table(bucketType).has(bucket))
    throw new ApiError("NoSuchBucket", "The specified bucket does not exist");
}

function objectKind(account: Account): Kind<ObjectProps> {
  const keyOf = ({ bucket, key }: ObjectProps) => `${bucket}/${key}`;
  const put: Kind<ObjectProps>["create"] = async (operation, props) => {
    const { bucket, source, content = "", contentBase64 } = props;
    await operation.call("s3:PutObject", keyOf(props), () => {
      validate("aws:s3/bucketObjectv2:BucketObjectv2", props);
      checkBucket(account, bucket);
      const file = toFile(source, "asset") ?? toFile(source, "archive");
      const bytes = file?.path ? fs.readFileSync(operation.resolve(file.path)) : (file?.text ?? content);
      account.objects.set(
        keyOf(props),
        contentBase64 === undefined ? Buffer.from(bytes) : Buffer.from(contentBase64, "base64"),
      );
    });
    operation.id = keyOf(props);
  };
  return {
    create: put,
    update: (operation, _id, { news }) => put(operation, news),
    async read(operation, id, { tags = {} }) {
      const found = await ifThere(operation.call("s3:GetObject", id, () => account.objects.get(id)));
      if (found === undefined) return undefined;
      const [bucket = "", ...key] = id.split("/");
      const etag = createHash("md5").update(found).digest("hex");
      return {
        bucket,
        key: key.join("/"),
        arn: `arn:aws:s3:::${id}`,
        etag,
        storageClass: "STANDARD",
        versionId: "",
        region: account.region,
        tagsAll: tags,
      };
    },
    async delete(operation, id) {
      await operation.call("s3:DeleteObject", id, () => void account.objects.delete(id));
    },
  };
}
