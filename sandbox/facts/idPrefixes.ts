import { factRows } from './factTable.ts';

/** The prefixes by member, or by structure and member, as AWS's own examples have them: `idPrefixes.tsv`. */
const PREFIXES: ReadonlyMap<string, string> = new Map(
  factRows('idPrefixes.tsv').map(([member = '', prefix = '']) => [member, prefix]),
);

/** Returns how EC2's ids in a member begin; undefined where no example of AWS has one. */
export function idPrefix(structure: string, member: string): string | undefined {
  return PREFIXES.get(`${structure}.${member}`) ?? PREFIXES.get(member);
}
