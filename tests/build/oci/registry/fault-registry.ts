import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { digestOf } from "../../../../build/oci/blob.js";

/** One request as it came, before anything is done with it. */
export interface Call {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  /** The how-manieth of its method and path, without query, from 1. */
  readonly count: number;
}

/** What goes wrong with a request: another answer, or a connection cut after some bytes of the body. */
export type Fault =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | { readonly cutAfterBytes: number };

interface Options {
  readonly fault?: (call: Call) => Fault | undefined;
  readonly minChunkBytes?: number;
  readonly hasReferrers?: boolean;
  /** Blobs of any repository, by digest. */
  readonly blobs?: ReadonlyMap<string, Buffer>;
}

/** A registry in memory that fails as it is told. */
export interface FaultRegistry {
  readonly host: string;
  readonly calls: readonly Call[];
  readonly blobs: Map<string, Buffer>;
  readonly manifests: Map<string, { readonly type: string; readonly bytes: Buffer }>;
  close(): Promise<void>;
}

export async function startFaultRegistry(options: Options = {}): Promise<FaultRegistry> {
  const calls: Call[] = [];
  const blobs = new Map(options.blobs);
  const manifests: FaultRegistry["manifests"] = new Map();
  const uploads = new Map<string, Buffer>();
  let begun = 0;

  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? "", "http://registry");
    const method = incoming.method ?? "";
    const isSame = (each: Call) => each.method === method && each.path.replace(/\?.*/, "") === url.pathname;
    const call = {
      method,
      path: url.pathname + url.search,
      headers: incoming.headers,
      count: calls.filter(isSame).length + 1,
    };
    calls.push(call);
    const fault = options.fault?.(call);
    const body = await read(incoming, fault && "cutAfterBytes" in fault ? fault.cutAfterBytes : undefined);
    const upload = /\/blobs\/uploads\/(\d+)$/.exec(url.pathname)?.[1];
    if (fault && "cutAfterBytes" in fault) {
      if (upload) uploads.set(upload, Buffer.concat([uploads.get(upload) ?? Buffer.alloc(0), body]));
      incoming.socket.destroy();
      return;
    }
    if (fault) {
      outgoing.writeHead(fault.status, fault.headers).end(fault.body);
      return;
    }
    answer(method, url, incoming, body, outgoing);
  });

  function answer(
    method: string,
    url: URL,
    { headers }: IncomingMessage,
    body: Buffer,
    outgoing: ServerResponse,
  ): void {
    const end = (status: number, more: Record<string, string | number> = {}, content?: Buffer) =>
      outgoing.writeHead(status, more).end(method === "HEAD" ? undefined : content);
    const [, kind = "", name = ""] =
      /^\/v2\/.+\/(manifests|blobs\/uploads|blobs)\/([^/]*)$/.exec(url.pathname) ?? [];
    if (url.pathname === "/v2/") end(200);
    else if (kind === "manifests") answerManifest(method, name, headers["content-type"] ?? "", body, end);
    else if (kind === "blobs") {
      const blob = blobs.get(name);
      if (blob) end(200, { "content-length": blob.length }, blob);
      else end(404);
    } else if (kind === "blobs/uploads") answerUpload(method, url, name, headers, body, end);
    else end(404);
  }

  type End = (status: number, headers?: Record<string, string | number>, content?: Buffer) => void;

  function answerManifest(method: string, name: string, type: string, bytes: Buffer, end: End): void {
    if (method === "PUT") {
      const digest = digestOf(bytes);
      for (const each of [name, digest]) manifests.set(each, { type, bytes });
      const { subject } = JSON.parse(bytes.toString());
      end(201, {
        "docker-content-digest": digest,
        ...(subject && options.hasReferrers ? { "oci-subject": subject.digest } : {}),
      });
      return;
    }
    const found = manifests.get(name);
    if (!found) end(404);
    else
      end(
        200,
        {
          "content-type": found.type,
          "content-length": found.bytes.length,
          "docker-content-digest": digestOf(found.bytes),
        },
        found.bytes,
      );
  }

  function answerUpload(
    method: string,
    url: URL,
    name: string,
    headers: IncomingMessage["headers"],
    body: Buffer,
    end: End,
  ): void {
    if (method === "POST") {
      const mounted = url.searchParams.get("mount");
      if (mounted && blobs.has(mounted)) {
        end(201, { "docker-content-digest": mounted });
        return;
      }
      begun += 1;
      const id = String(begun);
      uploads.set(id, Buffer.alloc(0));
      const min = options.minChunkBytes;
      end(202, {
        location: `${url.pathname}${id}?state=a%2Fb`,
        ...(min ? { "oci-chunk-min-length": min } : {}),
      });
      return;
    }
    const held = uploads.get(name);
    // What was written into the address must come back as it was.
    if (!held || !url.search.startsWith("?state=a%2Fb")) {
      end(404, {}, Buffer.from('{"errors":[{"code":"BLOB_UPLOAD_UNKNOWN","message":"unknown upload"}]}'));
      return;
    }
    const range = (bytes: Buffer) => ({
      range: `0-${Math.max(bytes.length - 1, 0)}`,
      location: url.pathname + url.search,
    });
    if (method === "GET") {
      end(204, range(held));
      return;
    }
    const from = /^(\d+)-/.exec(headers["content-range"] ?? "")?.[1];
    if (from !== undefined && Number(from) !== held.length) {
      end(416, range(held));
      return;
    }
    const now = Buffer.concat([held, body]);
    uploads.set(name, now);
    if (method === "PATCH") {
      end(202, range(now));
      return;
    }
    uploads.delete(name);
    const digest = url.searchParams.get("digest") ?? "";
    if (digestOf(now) !== digest) {
      end(400, {}, Buffer.from('{"errors":[{"code":"DIGEST_INVALID","message":"digest did not match"}]}'));
      return;
    }
    blobs.set(digest, now);
    end(201, { "docker-content-digest": digest });
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    calls,
    blobs,
    manifests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(incoming: IncomingMessage, most = Number.POSITIVE_INFINITY): Promise<Buffer> {
  let body = Buffer.alloc(0);
  if (most === 0) return body;
  try {
    // Without this, leaving the loop would destroy what the answer is sent on.
    for await (const part of incoming.iterator({ destroyOnReturn: false })) {
      body = Buffer.concat([body, part]);
      if (body.length >= most) return body.subarray(0, most);
    }
  } catch {
    // Whoever broke off tells what arrived.
  }
  return body;
}
