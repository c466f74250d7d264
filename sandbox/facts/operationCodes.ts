import { factRows } from './factTable.ts';

/**
 * The source of a code: AWS's page of error codes, its service model, clients that handle it, or AWS's naming of
 * newer codes.
 */
export type CodeSource = 'documented' | 'modeled' | 'observed' | 'named';

/** A code and its source. */
export interface KnownCode {
  readonly code: string;
  readonly source: CodeSource;
}

const SOURCES: Readonly<Record<string, CodeSource>> = { D: 'documented', M: 'modeled', O: 'observed' };

function tableOf(rows: readonly (readonly string[])[]): ReadonlyMap<string, KnownCode> {
  return new Map(
    rows.flatMap(([code = '', names = '', letter = '']) =>
      names.split(' ').map((name) => [name, { code, source: SOURCES[letter] ?? 'named' }] as const),
    ),
  );
}

/** By operation, else by the member that names a resource. */
const NOT_FOUND = tableOf(factRows('notFoundCodes.tsv'));

const conflicts = factRows('conflictCodes.tsv');
const conflictsFor = (reason: string) =>
  tableOf(
    conflicts.flatMap(([code = '', why, names = '', letter = '']) => (why === reason ? [[code, names, letter]] : [])),
  );
const CONFLICTS = { use: conflictsFor('use'), state: conflictsFor('state') };

/**
 * Returns EC2's code for a resource that does not exist. `member` is the request's member with its id: `VpcId`,
 * `VpcIds`.
 */
export function notFoundCode(operation: string, member: string): KnownCode {
  const name = member.replace(/s$/, '');
  return NOT_FOUND.get(operation) ?? NOT_FOUND.get(name) ?? { code: `Invalid${name}.NotFound`, source: 'named' };
}

/** Returns EC2's code for a resource that is in use, or in a wrong state. */
export function conflictCode(operation: string, reason: 'use' | 'state'): KnownCode {
  const known = CONFLICTS[reason].get(operation) ?? CONFLICTS[reason].get('*');
  if (!known) throw new Error(`conflictCodes.tsv has no row for ${reason}`);
  return known;
}
