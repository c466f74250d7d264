import assert from 'node:assert/strict';
import type { AwsClient } from '../../../../src/aws/client/sdkClient.ts';
import { AwsCallError, type CallFailure } from '../../../../src/aws/errors/callError.ts';
import type { Kind } from '../../../../src/catalog/model/kind.ts';
import type { Structure } from '../../../../src/catalog/model/structure.ts';
import { resourceFrom, type Resource } from '../../../../src/inventory/resource.ts';
import { withValue } from './listedFake.ts';

const NOT_FOUND: Structure = {};

function notFound(operation: string): CallFailure {
  const where = { action: `ec2:${operation}`, region: 'eu-west-1', attempts: 1, durationMs: 1, status: 400 };
  return { cause: 'notFound', name: 'NotFound', message: 'It does not exist.', details: {}, ...where };
}

/**
 * Returns resources that differ only in their parents. They share the id of the first one, unless ids are unique (`ownIds`).
 */
export function siblingsOf(resource: Resource, count: number, ownIds = false): readonly Resource[] {
  const { kind, target, entry } = resource;
  const { parent } = entry;
  assert.ok(parent, kind.id);
  const { parentRef, nestedList, child } = kind.sources[entry.source] ?? {};
  const { id: ownId } = kind.members;
  const parentPath = (parentRef ?? nestedList?.parent ?? child?.parent)?.id;
  return Array.from({ length: count }, (_, index) => {
    const id = index === 0 ? parent.id : `${parent.id}${index}`;
    const raw = JSON.parse(JSON.stringify(parent.raw).replaceAll(parent.id, id)) as Structure;
    // An item may have the id of its parent, under any name or under the name that the parent has for it.
    const namesParent = (name: string, value: unknown) =>
      value === parent.id || (name === parentPath && ![ownId].flat().includes(name));
    const own = Object.entries(entry.item).map(
      ([name, value]) => [name, namesParent(name, value) ? id : value] as const,
    );
    const item = { ...Object.fromEntries(own), ...(parentRef && { [parentRef.id]: id }) };
    const named = ownIds && typeof ownId === 'string' ? withValue(item, ownId, `${resource.id}${index}`) : item;
    const sibling = resourceFrom(kind, target, { ...entry, item: named, parent: { ...parent, id, raw } });
    assert.ok(sibling, kind.id);
    return sibling;
  });
}

/** AWS's listings with resources of one type, each under its parent until it is deleted. All other listings are empty. */
export class SiblingsFake implements AwsClient {
  /** The delete requests. */
  readonly sent: Structure[] = [];
  readonly #kind: Kind;
  readonly #deletes: ReadonlyMap<string, Resource>;
  readonly #present: Set<Resource>;

  /** `inputOf` returns the delete request of a resource. */
  constructor(resources: readonly Resource[], inputOf: (resource: Resource) => Structure) {
    const [first] = resources;
    assert.ok(first);
    this.#kind = first.kind;
    this.#present = new Set(resources);
    this.#deletes = new Map(resources.map((resource) => [JSON.stringify(inputOf(resource)), resource]));
  }

  call(_: unknown, __: unknown, operation: string, input: Structure): ReturnType<AwsClient['call']> {
    const output = this.#respond(operation, input);
    // A response that consists of one resource is "not found" without it.
    if (output === NOT_FOUND) return Promise.reject(new AwsCallError(notFound(operation)));
    return Promise.resolve({ output, status: 200, attempts: 1, durationMs: 1 });
  }

  #respond(operation: string, input: Structure): Structure {
    if (operation === this.#kind.action.operation) {
      this.sent.push(input);
      const deleted = this.#deletes.get(JSON.stringify(input));
      if (deleted) this.#present.delete(deleted);
      return {};
    }
    const lists = this.#kind.sources.map((_, index) => this.#list(index, operation, input));
    return lists.includes(NOT_FOUND) ? NOT_FOUND : (Object.assign({}, ...lists) as Structure);
  }

  #list(index: number, operation: string, input: Structure): Structure {
    const source = this.#kind.sources[index];
    const all = [...this.#deletes.values()].filter(({ entry }) => entry.source === index);
    if (!source || all.length === 0) return {};
    const { child, nestedList } = source;
    const parents = all.map(({ entry }) => entry.parent?.raw ?? {});
    const here = all.filter((one) => this.#present.has(one));
    if (child?.operation === operation) {
      const wanted = [input[child.parentInput]].flat();
      return at(
        child.items,
        here.flatMap(({ entry }) => (wanted.includes(entry.parent?.id) ? [entry.item] : [])),
      );
    }
    if (operation !== source.operation) return {};
    if (child) return at(source.items, parents);
    if (!nestedList) {
      return at(
        source.items,
        here.map(({ entry }) => entry.item),
      );
    }
    const holders = all.map((one) => ({
      ...one.entry.parent?.raw,
      ...at(nestedList.items, this.#present.has(one) ? [one.entry.item] : []),
    }));
    return at(source.items, holders);
  }
}

/** Returns a response with a list at a dotted path; at an empty path the first element, or NOT_FOUND. */
function at(path: string, list: readonly Structure[]): Structure {
  const [name = '', ...rest] = path.split('.');
  if (name === '') return list[0] ?? NOT_FOUND;
  return { [name]: rest.length === 0 ? list : [at(rest.join('.'), list)] };
}
