import { readFileSync } from 'node:fs';

/** The services with generic handlers. */
export type GenericService = 'ec2' | 'lightsail' | 'directconnect';

/** One step of a path into a listing's response. `each` marks a list. */
export interface Step {
  readonly name: string;
  readonly each: boolean;
}

/** How a member of a delete request identifies the resource. */
export interface Match {
  /** Dotted path into the request. */
  readonly input: string;
  /** The path in the listing's response. Empty for the parent that the listing was requested for. */
  readonly steps: readonly Step[];
  /** Text before or after the value in the request: an ARN ends in `/` and an id, a CIDR in `/24`. */
  readonly before: string;
  readonly after: string;
}

/** Where a delete operation finds its resource. */
export interface Lookup {
  /**
   * The listing. `parents` is the listing of its parents, if it needs one, with the request's member that takes a
   * parent.
   */
  readonly list: string;
  readonly parents?: { readonly list: string; readonly input: string };
  readonly matches: readonly Match[];
}

/** What a delete operation does. */
export interface DeleteSpec {
  readonly service: GenericService;
  readonly operation: string;
  readonly lookups: readonly Lookup[];
  /**
   * The state member with its value during and after the deletion. Undefined for resources without states. With
   * `stays`, the resource stays listed.
   */
  readonly state?: {
    readonly steps: readonly Step[];
    readonly inProgress?: string;
    readonly final?: string;
    readonly stays?: true;
  };
  /** Members that change while the resource stays: `isAttached=false`, or a bare name that is removed. */
  readonly changes: readonly string[];
}

function parsePath(path: string): readonly Step[] {
  return path
    .split('.')
    .flatMap((part) => part.split(/(?<=\])(?=\w)/))
    .map((part) => ({ name: part.replace('[]', ''), each: part.endsWith('[]') }));
}

function parseMatch(text: string): Match {
  const [input = '', where = ''] = text.split(/=(.*)/s);
  const [, before = '', path = '', after = ''] = /^(\/?)([^/]*)(\/.*)?$/.exec(where) ?? [];
  // `DescribeIpamPools:IpamPools[].IpamPoolId` is in the parents' listing. A path without a list is the parent
  // itself.
  const own = path.includes(':') || (!path.includes('[]') && !path.includes('.')) ? '' : path;
  // `Tags[].{Key:Key,…}` compares whole elements.
  const steps = own === '' ? [] : parsePath(own.replace(/\.\{.*$/, ''));
  return { input: input.trim(), steps, before, after };
}

function parseLookup(list: string, ids: string): Lookup {
  const [, parentList, childList, input] = /^(\w+) -> (\w+)\((\w+)\)$/.exec(list) ?? [];
  const matches = ids.split(/;\s*/).map(parseMatch);
  return parentList !== undefined && childList !== undefined && input !== undefined
    ? { list: childList, parents: { list: parentList, input }, matches }
    : { list, matches };
}

function parseChanges(effect: string): readonly string[] {
  return effect.split(/;\s*/).flatMap((part) => part.split(' ').slice(1));
}

function parseDeleteSpec(line: string): DeleteSpec {
  const [service = '', operation = '', lists = '', ids = '', states = '', effect = ''] = line.split('\t');
  const alternatives = ids.split(' || ');
  const listings = lists.split(' || ');
  const lookups = alternatives.map((one, index) => parseLookup((listings[index] ?? listings[0] ?? '').trim(), one));
  const [path, inProgress = '-', final = '-'] = states.split(' ');
  return {
    service: service as GenericService,
    operation,
    lookups,
    ...(path && {
      state: { steps: parsePath(path), ...(inProgress !== '-' && { inProgress }), ...(final !== '-' && { final }) },
    }),
    changes: parseChanges(effect),
  };
}

/** Reads `removals.txt`, which comes from AWS's service models and API references. */
export function deleteSpecs(): readonly DeleteSpec[] {
  const text = readFileSync(new URL('removals.txt', import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseDeleteSpec);
}
