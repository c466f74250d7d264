import type { FaultEffect } from '../../../../sandbox/types.ts';
import type { AwsClient } from '../../../../src/aws/client/sdkClient.ts';
import type { TestEnvironment } from '../../support/testEnvironment.ts';
import { action, type Ending, type Fault } from './fault.ts';
import type { Case, HarnessOptions } from './deletionHarness.ts';

const REFUSED = { sent: 1, executed: 0 } as const;
const CARRIED_OUT = { sent: 1, executed: 1 } as const;

/** Where a kind has no states, it could be on its way without a sign of it. */
const unheard = ({ hasStates }: Case): Ending => ({
  outcome: hasStates ? 'failed' : 'unknown',
  sees: 'The response was lost (…), and AWS still lists it after … s.',
  ...REFUSED,
});
const lostAndGone = (): Ending => ({
  outcome: 'deleted',
  sees: 'The response was lost (…), but it is deleted.',
  ...CARRIED_OUT,
});
const gone = (): Ending => ({ outcome: 'deleted', ...CARRIED_OUT });

/** An error that each service says in its own words. */
export function said(its: Case, ec2: string, message: string): FaultEffect {
  const [service] = its.kind.split('.');
  const code =
    service === 'ec2' ? ec2 : service === 'lightsail' ? 'OperationFailureException' : 'DirectConnectClientException';
  return { type: 'error', code, message };
}

/** Waits for the answer to a removing call no longer than a test can. */
function impatient(world: TestEnvironment, operations: readonly string[]): HarnessOptions {
  const hasty = world.newClient({ connectionMs: 6_000, requestMs: 400 });
  const client: AwsClient = {
    call: (target, service, operation, ...rest) =>
      (operations.includes(operation) ? hasty : world.client).call(target, service, operation, ...rest),
  };
  return { client };
}

/** Every fault of the removing call itself. */
export const CALL_FAULTS: readonly Fault[] = [
  {
    name: 'throttled for a while',
    effect: () => ({ type: 'throttled' }),
    timing: { to: 3 },
    ends: () => ({ outcome: 'deleted', sent: 4, executed: 1 }),
  },
  {
    name: 'throttled forever',
    effect: () => ({ type: 'throttled' }),
    ends: () => ({
      outcome: 'failed',
      sees: 'AWS throttles …: too many requests in this account and Region. Wait a little, then retry.',
      sent: 9,
      executed: 0,
    }),
  },
  { name: 'a server error (500)', effect: () => ({ type: 'serverError' }), ends: unheard },
  {
    name: 'the connection breaks before AWS executes the request',
    effect: () => ({ type: 'resetBefore' }),
    ends: unheard,
  },
  { name: 'no response ever comes', effect: () => ({ type: 'hang' }), parts: impatient, ends: unheard },
  {
    name: 'the connection breaks after AWS executed the request',
    effect: () => ({ type: 'resetAfter' }),
    ends: lostAndGone,
  },
  { name: 'the response is cut off', effect: () => ({ type: 'truncated' }), ends: lostAndGone },
  { name: 'the response cannot be parsed', effect: () => ({ type: 'malformed' }), ends: lostAndGone },
  {
    name: 'the clocks of this machine and AWS differ',
    effect: () => ({ type: 'clockSkew', ms: 3_600_000 }),
    // A client that has seen AWS's time signs with it from then on.
    parts: (world) => ({ client: world.newClient() }),
    alone: true,
    ends: () => ({
      outcome: 'failed',
      sees: 'The clock of this machine differs from that of AWS, so AWS rejected the request: … Set the clock of this machine, then retry.',
      ...REFUSED,
    }),
  },
  {
    name: 'the credentials expire in the middle',
    effect: () => ({ type: 'expiredToken' }),
    ends: () => ({
      outcome: 'failed',
      sees: 'The credentials have expired: … Sign in again, then refresh.',
      ...REFUSED,
    }),
  },
  {
    name: 'access denied, with an encoded message',
    effect: () => ({ type: 'accessDenied' }),
    ends: (its) => ({
      outcome: 'denied',
      sees: `Access denied: ${action(its)}. Ask an administrator to allow ${action(its)} for this profile. AWS’s message: …`,
      ...REFUSED,
    }),
  },
  {
    name: 'something depends on it',
    effect: (its) => said(its, 'DependencyViolation', 'It is in use by thing-1.'),
    ends: () => ({
      outcome: 'blocked',
      sees: 'Not possible in its current state (…): It is in use by thing-1. Delete its dependencies, or wait until it is ready. Then try again.',
      ...REFUSED,
    }),
  },
  {
    name: 'it is not in a state for it',
    effect: (its) => said(its, 'IncorrectState', 'It is in the state pending.'),
    ends: () => ({
      outcome: 'blocked',
      sees: 'Not possible in its current state (…): It is in the state pending. Delete its dependencies, or wait until it is ready. Then try again.',
      ...REFUSED,
    }),
  },
  {
    name: 'the list lags behind',
    effect: () => ({ type: 'staleList', for: { describes: 4 } }),
    ends: gone,
  },
  {
    name: 'AWS accepts it, and reverts it',
    effect: () => ({ type: 'reverted', to: 'original', reason: 'It is in use.' }),
    ends: ({ hasStates }) => ({
      outcome: hasStates ? 'reverted' : 'failed',
      sees: hasStates ? 'AWS reverted it: its state is … again.' : '…: It is in use.',
      ...CARRIED_OUT,
    }),
  },
  {
    name: 'AWS accepts it, and its operation ends with an error code',
    effect: () => ({ type: 'reverted', to: 'failed', reason: 'The peer is in use.' }),
    ends: ({ failsWith }) => ({
      outcome: failsWith === undefined ? 'reverted' : 'failed',
      sees: failsWith ?? 'AWS reverted it: its state is … again.',
      ...CARRIED_OUT,
    }),
  },
];
