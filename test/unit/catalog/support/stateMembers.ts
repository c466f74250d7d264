import type { Kind } from '../../../../src/catalog/model/kind.ts';
import { declarationsOf } from './sdkDeclarations.ts';
import { outputOf } from './sdkSchemas.ts';

/** The state of a resource type in the SDK's declarations. */
export interface StateMember {
  /** The enum's name; `string` if the SDK has only text. */
  readonly type: string;
  /** Its values; empty for text. */
  readonly values: readonly string[];
}

/** Returns the state member of each source of a kind, from the SDK's declarations. */
export function stateMembersOf(kind: Kind): readonly StateMember[] {
  const { state } = kind.members;
  if (state === undefined) return [];
  const { enums } = declarationsOf(kind.service);
  return kind.sources.map((source) => {
    const list = [source.child?.items ?? source.items, source.nestedList?.items ?? '', state];
    const type = typeAt(kind, source.child?.operation ?? source.operation, list.filter(Boolean).join('.'));
    return { type, values: enums.get(type) ?? [] };
  });
}

/** Returns the members of the items that the first source of a kind lists, with their types; none if it lists plain text. */
export function itemMembersOf(kind: Kind): ReadonlyMap<string, string> {
  const [source] = kind.sources;
  if (!source) return new Map();
  const list = [source.child?.items ?? source.items, source.nestedList?.items ?? ''].filter(Boolean).join('.');
  const type = typeAt(kind, source.child?.operation ?? source.operation, list);
  const members = declarationsOf(kind.service).structures.get(type) ?? new Map<string, { type: string }>();
  return new Map([...members].map(([name, member]) => [name, member.type]));
}

function typeAt({ service }: Kind, operation: string, path: string): string {
  const { structures } = declarationsOf(service);
  let type = outputOf(service, operation).getName(false) ?? '';
  for (const name of path === '' ? [] : path.split('.')) {
    type = (structures.get(type)?.get(name)?.type ?? '').replace(/\[\]$/, '');
  }
  return type;
}
