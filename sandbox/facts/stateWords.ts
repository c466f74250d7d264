import { factRows } from './factTable.ts';

/** The values of a state member. */
export interface StateWords {
  /** The enum of AWS's service model. Empty where the model has a plain string. */
  readonly documented: readonly string[];
  /** The values in AWS's own examples. */
  readonly observed: readonly string[];
}

const list = (cell: string | undefined): readonly string[] =>
  cell === undefined || cell === '-' ? [] : cell.split('|');

/** Values that only the prose of AWS's pages has: the model has a plain string, and there is no example. */
const IN_PROSE: Readonly<Record<string, string>> = {
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CustomerGateway.html
  'ec2 CustomerGateway.State': 'pending|available|deleting|deleted',
  // https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Connection.html and API_Interconnect.html
  'directconnect Connection.portEncryptionStatus': 'Encryption Up|Encryption Down',
  'directconnect Interconnect.portEncryptionStatus': 'Encryption Up|Encryption Down',
  // https://docs.aws.amazon.com/directconnect/latest/APIReference/API_MacSecKey.html
  'directconnect MacSecKey.state': 'associating|associated|disassociating|disassociated',
  // https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_BucketState.html and API_AddOn.html
  'lightsail BucketState.code': 'OK|Unknown',
  'lightsail AddOn.status': 'Enabling|Disabling|Enabled|Terminating|Terminated|Disabled|Failed',
};

/** The values by service, structure and member (`ec2 NatGateway.State`), from `states.tsv`. */
export const STATE_WORDS: ReadonlyMap<string, StateWords> = new Map(
  factRows('states.tsv').map(([service = '', member = '', documented, observed]) => {
    const name = `${service} ${member}`;
    return [name, { documented: list(IN_PROSE[name] ?? documented), observed: list(observed) }];
  }),
);

/** States of a healthy resource, the preferred one first. */
const WORKING = [
  ...['available', 'active', 'running', 'in-use', 'associated', 'attached', 'enabled', 'create-complete'],
  ...['associate-complete', 'provisioned', 'completed', 'complete', 'succeeded', 'success', 'applied', 'open', 'up'],
  ...['fulfilled', 'in-sync', 'issued', 'ok', 'granted', 'normal'],
];

/**
 * Returns the state of a healthy resource in AWS's words: from its examples, else from its model. Returns undefined
 * where AWS has neither.
 */
export function workingState(service: string, structure: string, member: string): string | undefined {
  const words = STATE_WORDS.get(`${service} ${structure}.${member}`);
  if (words === undefined) return undefined;
  const known = [...words.observed, ...words.documented];
  const rank = (word: string): number => {
    const found = WORKING.indexOf(word.toLowerCase());
    return found < 0 ? WORKING.length : found;
  };
  return [...known].sort((one, other) => rank(one) - rank(other))[0];
}
