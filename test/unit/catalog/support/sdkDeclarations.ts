import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { ServiceId } from '../../../../src/catalog/model/services.ts';

const PACKAGES: Readonly<Record<ServiceId, string>> = {
  ec2: '@aws-sdk/client-ec2',
  lightsail: '@aws-sdk/client-lightsail',
  directconnect: '@aws-sdk/client-direct-connect',
};

/** A member of a structure with the type and the documentation of the SDK. */
export interface DeclaredMember {
  /** `VpcState`, `string`, `Tag[]`. */
  readonly type: string;
  readonly doc: string;
}

/** The types of one service's client: its structures by name, and its enums with their values. */
export interface Declarations {
  readonly structures: ReadonlyMap<string, ReadonlyMap<string, DeclaredMember>>;
  readonly enums: ReadonlyMap<string, readonly string[]>;
}

const cache = new Map<ServiceId, Declarations>();

/** Reads the SDK's own type declarations: its schemas at run time have no enum values and no documentation. */
export function declarationsOf(service: ServiceId): Declarations {
  let found = cache.get(service);
  if (!found) cache.set(service, (found = readDeclarations(service)));
  return found;
}

function readDeclarations(service: ServiceId): Declarations {
  const main = createRequire(import.meta.url).resolve(PACKAGES[service]);
  const folder = path.join(main, '..', '..', 'dist-types', 'models');
  const text = readdirSync(folder)
    .filter((file) => /^(enums|models_\d+)\.d\.ts$/.test(file))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
  const enums = new Map<string, readonly string[]>();
  for (const [, name = '', body = ''] of text.matchAll(/^export declare const (\w+): \{\n([^}]*)^\};/gm)) {
    enums.set(
      name,
      [...body.matchAll(/readonly \w+: "([^"]*)";/g)].map(([, value = '']) => value),
    );
  }
  const structures = new Map<string, ReadonlyMap<string, DeclaredMember>>();
  for (const [, name = '', body = ''] of text.matchAll(/^export interface (\w+)[^{\n]*\{\n(.*?)^\}/gms)) {
    structures.set(name, membersIn(body));
  }
  return { structures, enums };
}

function membersIn(body: string): ReadonlyMap<string, DeclaredMember> {
  const members = new Map<string, DeclaredMember>();
  for (const [, doc = '', name = '', type = ''] of body.matchAll(
    /(?:\/\*\*(.*?)\*\/\s*)?^ {4}(\w+)\??: ([^;]+?)(?: \| undefined)?;/gms,
  )) {
    members.set(name, {
      type,
      doc: doc
        .replace(/<[^>]+>|^\s*\*|@public/gm, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    });
  }
  return members;
}
