/** What a value must be. Patterns of the service match the whole value, those of the provider say so themselves. */
export interface Rule {
  readonly enum?: readonly unknown[];
  /** A number in `enum`, or any multiple of this. */
  readonly orMultipleOf?: number;
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: "arn" | "json" | "rfc3339";
  readonly items?: Rule;
  readonly keyPattern?: string;
}

export type Properties = Readonly<Record<string, Property>>;

/** One property of a resource. What is not said is false. */
export interface Property {
  readonly type: "string" | "number" | "boolean" | "array" | "map" | "object" | "archive" | "asset";
  readonly itemType?: Property["type"];
  readonly required?: boolean;
  /** Never an input. */
  readonly output?: boolean;
  /** Set by the provider or the service when the program does not. */
  readonly computed?: boolean;
  /** A change replaces the resource. */
  readonly forceNew?: boolean;
  readonly default?: unknown;
  readonly serviceDefault?: unknown;
  readonly validation?: Rule;
  readonly serviceValidation?: Rule & {
    readonly totalBytes?: number;
    readonly reservedKeys?: readonly string[];
  };
  readonly conflictsWith?: readonly string[];
  readonly requiredWith?: readonly string[];
  readonly atLeastOneOf?: readonly string[];
  readonly exactlyOneOf?: readonly string[];
  /** Values that differ and mean the same; with "any", whatever there is already stays as good as what is wanted. */
  readonly equal?: "json" | "functionName" | "any";
  /** A document that may also be given as the object that its text describes. */
  readonly orObject?: boolean;
  /** The provider marks the output as secret, whatever the program did. */
  readonly secret?: boolean;
  readonly terraformName?: string;
  readonly nested?: Properties;
}

/** What is known about a type of resource. */
export interface ResourceFacts {
  readonly autoname?: {
    readonly property: string;
    readonly maxLength?: number;
    readonly lowerCase?: boolean;
    /** The resource's own name, with nothing random after it; no auto-name where replacement is concerned. */
    readonly plain?: boolean;
  };
  readonly deleteBeforeReplace?: "always";
  readonly properties: Properties;
}

/** How Terraform spells a property. */
export function terraformName(name: string, property: Property): string {
  return property.terraformName ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
