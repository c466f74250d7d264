import { readFileSync } from 'node:fs';

/** The services that have generic behaviour. */
export type GenericService = 'ec2' | 'lightsail' | 'directconnect';

/** One step of a path into a listing's reply; `each` where it is a list. */
export interface Step {
  readonly name: string;
  readonly each: boolean;
}

/** What a member of a removing call's request is compared with. */
export interface Match {
  /** Dotted path into the request. */
  readonly input: string;
  /** The path in the listing's reply; empty where it is the parent that the listing was asked for. */
  readonly steps: readonly Step[];
  /** Stands before or after the value in the request: an ARN ends in `/` and an id, a CIDR in `/24`. */
  readonly before: string;
  readonly after: string;
}

/** Where a removing call finds what it removes. */
export interface Place {
  /** The listing, and, where it is asked for each of them, that of the parents with the request's member that takes one. */
  readonly list: string;
  readonly parents?: { readonly list: string; readonly input: string };
  readonly matches: readonly Match[];
}

/** What a removing operation does. */
export interface DeleteSpec {
  readonly service: GenericService;
  readonly operation: string;
  readonly places: readonly Place[];
  /** How a state says that it is going and gone; undefined where it has none. With `stays`, it is listed like that for good. */
  readonly state?: {
    readonly steps: readonly Step[];
    readonly going?: string;
    readonly gone?: string;
    readonly stays?: true;
  };
  /** Members that change where nothing is taken away: `isAttached=false`, or a name alone that goes. */
  readonly changes: readonly string[];
}

function stepsOf(path: string): readonly Step[] {
  return path
    .split('.')
    .flatMap((part) => part.split(/(?<=\])(?=\w)/))
    .map((part) => ({ name: part.replace('[]', ''), each: part.endsWith('[]') }));
}

function matchOf(text: string): Match {
  const [input = '', where = ''] = text.split(/=(.*)/s);
  const [, before = '', path = '', after = ''] = /^(\/?)([^/]*)(\/.*)?$/.exec(where) ?? [];
  // `DescribeIpamPools:IpamPools[].IpamPoolId` is the parents' listing, a path without a list what was asked for.
  const own = path.includes(':') || (!path.includes('[]') && !path.includes('.')) ? '' : path;
  // `Tags[].{Key:Key,…}` stands for whole elements.
  const steps = own === '' ? [] : stepsOf(own.replace(/\.\{.*$/, ''));
  return { input: input.trim(), steps, before, after };
}

function placeOf(list: string, ids: string): Place {
  const [, parentList, childList, input] = /^(\w+) -> (\w+)\((\w+)\)$/.exec(list) ?? [];
  const matches = ids.split(/;\s*/).map(matchOf);
  return parentList !== undefined && childList !== undefined && input !== undefined
    ? { list: childList, parents: { list: parentList, input }, matches }
    : { list, matches };
}

function changesOf(effect: string): readonly string[] {
  return effect.split(/;\s*/).flatMap((part) => part.split(' ').slice(1));
}

function parseDeleteSpec(line: string): DeleteSpec {
  const [service = '', operation = '', lists = '', ids = '', states = '', effect = ''] = line.split('\t');
  const alternatives = ids.split(' || ');
  const listings = lists.split(' || ');
  const places = alternatives.map((one, index) => placeOf((listings[index] ?? listings[0] ?? '').trim(), one));
  const [path, going = '-', gone = '-'] = states.split(' ');
  return {
    service: service as GenericService,
    operation,
    places,
    ...(path && {
      state: { steps: stepsOf(path), ...(going !== '-' && { going }), ...(gone !== '-' && { gone }) },
    }),
    changes: changesOf(effect),
  };
}

/**
 * What removes what, as `removals.txt` has it from AWS's service models and API references.
 *
 * @returns the facts of every removing operation that has no behaviour of its own
 */
export function deleteSpecs(): readonly DeleteSpec[] {
  const text = readFileSync(new URL('removals.txt', import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseDeleteSpec);
}
