import { readFileSync } from 'node:fs';

/** A member that AWS's own responses have, as a path: `Volumes[].State`. */
export interface ObservedMember {
  readonly path: string;
  /** The states that were seen there; empty for other members. */
  readonly states: readonly string[];
}

function observedMember(text: string): ObservedMember {
  const [path = '', states] = text.split('=');
  return { path, states: states === undefined ? [] : states.split('|').map((word) => decodeURIComponent(word)) };
}

/** What AWS itself answered, by service and operation: `ec2:DescribeVolumes`. From `awsResponses.tsv`. */
export const AWS_RESPONSES: ReadonlyMap<string, readonly ObservedMember[]> = new Map(
  readFileSync(new URL('awsResponses.tsv', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [service = '', operation = '', members = ''] = line.split('\t');
      return [`${service}:${operation}`, members === '' ? [] : members.split(' ').map(observedMember)];
    }),
);

/** Whether AWS answers a Lightsail operation that is over already: `DeleteKeyPair` has `Succeeded` in its own response. */
export function endsAtOnce(operation: string): boolean {
  const members = AWS_RESPONSES.get(`lightsail:${operation}`) ?? [];
  const states = members.filter(({ path }) => /^operations?(\[\])?\.status$/.test(path)).flatMap((one) => one.states);
  return states.length > 0 && states.every((state) => state === 'Succeeded');
}
