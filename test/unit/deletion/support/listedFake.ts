import { AwsCallError } from '../../../../src/aws/errors/callError.ts';
import type { AwsClient } from '../../../../src/aws/client/sdkClient.ts';
import type { Kind } from '../../../../src/catalog/model/kind.ts';
import type { Structure } from '../../../../src/catalog/model/structure.ts';
import type { Resource } from '../../../../src/inventory/resource.ts';

/** The result of a read: the description of the resource, several of it, undefined, or an error. */
export type Shown = Structure | readonly Structure[] | undefined | AwsCallError;

/** AWS's listings with one resource, as a function of the time. All other listings are empty. */
export class ListedFake implements AwsClient {
  /** The operations of all requests. */
  readonly calls: string[] = [];
  readonly #resource: Resource;
  readonly #show: () => Shown;
  readonly #outputs: Readonly<Record<string, () => Structure>>;

  /** `show` returns the current element of the listing; `outputs` are further operations with their responses. */
  constructor(resource: Resource, show: () => Shown, outputs: Readonly<Record<string, () => Structure>> = {}) {
    this.#resource = resource;
    this.#show = show;
    this.#outputs = outputs;
  }

  call(_: unknown, __: unknown, operation: string): ReturnType<AwsClient['call']> {
    this.calls.push(operation);
    const output = this.#outputs[operation]?.() ?? this.#listing(operation);
    if (output instanceof AwsCallError) return Promise.reject(output);
    return Promise.resolve({ output, status: 200, attempts: 1, durationMs: 1 });
  }

  #listing(operation: string): Structure | AwsCallError {
    const { kind, entry } = this.#resource;
    const source = kind.sources[entry.source];
    if (!source) return {};
    const parent = entry.parent?.raw ?? {};
    if (source.child && operation === source.operation) return listAt(source.items, parent);
    if (operation !== (source.child?.operation ?? source.operation)) return {};
    const shown = this.#show();
    if (shown instanceof AwsCallError) return shown;
    const items = shown === undefined ? [] : [shown].flat();
    if (source.child) return listAt(source.child.items, ...items);
    if (source.nestedList) return listAt(source.items, { ...parent, ...listAt(source.nestedList.items, ...items) });
    return listAt(source.items, ...items);
  }
}

/** Returns a response with a list at a dotted path; at an empty path the element itself. */
export function listAt(path: string, ...elements: readonly Structure[]): Structure {
  if (path === '') return elements[0] ?? {};
  const [name = '', ...rest] = path.split('.');
  return { [name]: rest.length > 0 ? listAt(rest.join('.'), ...elements) : elements };
}

/** Returns a description with an id at each path of it. */
export function withId({ members }: Kind, id: string, item: Structure = {}): Structure {
  return [members.id].flat().reduce<Structure>((owner, path) => withValue(owner, path, id), item);
}

/** Returns a description with another value at a dotted path. */
export function withValue(item: Structure, path: string, value: unknown): Structure {
  const [name = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...item, [name]: value };
  const inner = item[name];
  return {
    ...item,
    [name]: withValue(typeof inner === 'object' && inner !== null ? (inner as Structure) : {}, rest.join('.'), value),
  };
}
