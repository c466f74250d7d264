import { readFileSync } from 'node:fs';

/** The prefixes by member, or by structure and member, as AWS's own examples have them: `idPrefixes.tsv`. */
const PREFIXES: ReadonlyMap<string, string> = new Map(
  readFileSync(new URL('idPrefixes.tsv', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [member = '', prefix = ''] = line.split('\t');
      return [member, prefix];
    }),
);

/** Returns how EC2's ids in a member begin; undefined where no example of AWS has one. */
export function idPrefix(structure: string, member: string): string | undefined {
  return PREFIXES.get(`${structure}.${member}`) ?? PREFIXES.get(member);
}
