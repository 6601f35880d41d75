import type { Spec } from "../components/spec.js";

/** Rules for calls from web pages of other origins, as the clouds spell them. */
export interface CorsRules {
  readonly allowOrigins: string[];
  readonly allowMethods: string[];
  readonly allowHeaders: string[];
  readonly exposeHeaders: string[];
  readonly allowCredentials: boolean;
  readonly maxAge: number;
}

/** What a URL is told of other origins; undefined when none may call. */
export function toCorsRules({ cors }: Spec["http"]): CorsRules | undefined {
  return (
    cors && {
      allowOrigins: [...cors.allowOrigins],
      allowMethods: [...cors.allowMethods],
      allowHeaders: [...cors.allowHeaders],
      exposeHeaders: [...cors.exposeHeaders],
      allowCredentials: cors.allowCredentials,
      maxAge: cors.maxAgeSeconds,
    }
  );
}
