import { factRows } from './factTable.ts';

/** A member of AWS's own responses, as a path: `Volumes[].State`. */
export interface ObservedMember {
  readonly path: string;
  /** The observed states. Empty for other members. */
  readonly states: readonly string[];
}

function observedMember(text: string): ObservedMember {
  const [path = '', states] = text.split('=');
  return { path, states: states === undefined ? [] : states.split('|').map((word) => decodeURIComponent(word)) };
}

/** Members of AWS's own responses by service and operation (`ec2:DescribeVolumes`), from `awsResponses.tsv`. */
export const AWS_RESPONSES: ReadonlyMap<string, readonly ObservedMember[]> = new Map(
  factRows('awsResponses.tsv').map(([service = '', operation = '', members = '']) => [
    `${service}:${operation}`,
    members === '' ? [] : members.split(' ').map(observedMember),
  ]),
);

/** Returns whether AWS's response to a Lightsail operation is final already: `DeleteKeyPair` returns `Succeeded`. */
export function endsAtOnce(operation: string): boolean {
  const members = AWS_RESPONSES.get(`lightsail:${operation}`) ?? [];
  const states = members.filter(({ path }) => /^operations?(\[\])?\.status$/.test(path)).flatMap((one) => one.states);
  return states.length > 0 && states.every((state) => state === 'Succeeded');
}
