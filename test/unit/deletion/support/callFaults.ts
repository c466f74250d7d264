import type { FaultEffect } from '../../../../sandbox/types.ts';
import type { AwsClient } from '../../../../src/aws/client/sdkClient.ts';
import type { TestEnvironment } from '../../support/testEnvironment.ts';
import { action, type Ending, type Fault } from './fault.ts';
import type { Case, HarnessOptions } from './deletionHarness.ts';

const NOT_EXECUTED = { sent: 1, executed: 0 } as const;
const EXECUTED = { sent: 1, executed: 1 } as const;

/** Returns the ending of a lost request. A type without states does not show whether its deletion is in progress. */
const lostNotExecuted = ({ hasStates }: Case): Ending => ({
  outcome: hasStates ? 'failed' : 'unknown',
  sees: 'The response was lost (…), and AWS still lists it after … s.',
  ...NOT_EXECUTED,
});
const lostAndDeleted = (): Ending => ({
  outcome: 'deleted',
  sees: 'The response was lost (…), but it is deleted.',
  ...EXECUTED,
});
const deleted = (): Ending => ({ outcome: 'deleted', ...EXECUTED });

/** Returns an error with the code that each service has for it. */
export function serviceError(its: Case, ec2: string, message: string): FaultEffect {
  const [service] = its.kind.split('.');
  const code =
    service === 'ec2' ? ec2 : service === 'lightsail' ? 'OperationFailureException' : 'DirectConnectClientException';
  return { type: 'error', code, message };
}

/** Returns a client with a short timeout for the response to a delete request. */
function withShortTimeout(world: TestEnvironment, operations: readonly string[]): HarnessOptions {
  const shortTimeout = world.newClient({ connectionMs: 6_000, requestMs: 400 });
  const client: AwsClient = {
    call: (target, service, operation, ...rest) =>
      (operations.includes(operation) ? shortTimeout : world.client).call(target, service, operation, ...rest),
  };
  return { client };
}

/** Faults of the delete request. */
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
  { name: 'a server error (500)', effect: () => ({ type: 'serverError' }), ends: lostNotExecuted },
  {
    name: 'the connection breaks before AWS executes the request',
    effect: () => ({ type: 'resetBefore' }),
    ends: lostNotExecuted,
  },
  { name: 'no response ever comes', effect: () => ({ type: 'hang' }), parts: withShortTimeout, ends: lostNotExecuted },
  {
    name: 'the connection breaks after AWS executed the request',
    effect: () => ({ type: 'resetAfter' }),
    ends: lostAndDeleted,
  },
  { name: 'the response is cut off', effect: () => ({ type: 'truncated' }), ends: lostAndDeleted },
  { name: 'the response cannot be parsed', effect: () => ({ type: 'malformed' }), ends: lostAndDeleted },
  {
    name: 'the clocks of this machine and AWS differ',
    effect: () => ({ type: 'clockSkew', ms: 3_600_000 }),
    // A client that has received AWS's time signs with it from then on.
    parts: (world) => ({ client: world.newClient() }),
    alone: true,
    ends: () => ({
      outcome: 'failed',
      sees: 'The clock of this machine differs from that of AWS, so AWS rejected the request: … Set the clock of this machine, then retry.',
      ...NOT_EXECUTED,
    }),
  },
  {
    name: 'the credentials expire in the middle',
    effect: () => ({ type: 'expiredToken' }),
    ends: () => ({
      outcome: 'failed',
      sees: 'The credentials have expired: … Sign in again, then refresh.',
      ...NOT_EXECUTED,
    }),
  },
  {
    name: 'access denied, with an encoded message',
    effect: () => ({ type: 'accessDenied' }),
    ends: (its) => ({
      outcome: 'denied',
      sees: `Access denied: ${action(its)}. Ask an administrator to allow ${action(its)} for this profile. AWS’s message: …`,
      ...NOT_EXECUTED,
    }),
  },
  {
    name: 'something depends on it',
    effect: (its) => serviceError(its, 'DependencyViolation', 'It is in use by thing-1.'),
    ends: () => ({
      outcome: 'blocked',
      sees: 'Not possible in its current state (…): It is in use by thing-1. Delete its dependencies, or wait until it is ready. Then try again.',
      ...NOT_EXECUTED,
    }),
  },
  {
    name: 'it is not in a state for it',
    effect: (its) => serviceError(its, 'IncorrectState', 'It is in the state pending.'),
    ends: () => ({
      outcome: 'blocked',
      sees: 'Not possible in its current state (…): It is in the state pending. Delete its dependencies, or wait until it is ready. Then try again.',
      ...NOT_EXECUTED,
    }),
  },
  {
    name: 'the list lags behind',
    effect: () => ({ type: 'staleList', for: { describes: 4 } }),
    ends: deleted,
  },
  {
    name: 'AWS accepts it, and reverts it',
    effect: () => ({ type: 'reverted', to: 'original', reason: 'It is in use.' }),
    ends: ({ hasStates }) => ({
      outcome: hasStates ? 'reverted' : 'failed',
      sees: hasStates ? 'AWS reverted it: its state is … again.' : '…: It is in use.',
      ...EXECUTED,
    }),
  },
  {
    name: 'AWS accepts it, and its operation ends with an error code',
    effect: () => ({ type: 'reverted', to: 'failed', reason: 'The peer is in use.' }),
    ends: ({ failsWith }) => ({
      outcome: failsWith === undefined ? 'reverted' : 'failed',
      sees: failsWith ?? 'AWS reverted it: its state is … again.',
      ...EXECUTED,
    }),
  },
];
