import { service, type Fault } from './fault.ts';
import { lockLost, lockTaken, notWritable } from './journalFaults.ts';
import { protect, raiseRisk, replace } from './control.ts';

const EXECUTED = { sent: 1, executed: 1 } as const;
const NOT_SENT = { sent: 0, executed: 0 } as const;
const deleted = () => ({ outcome: 'deleted', ...EXECUTED }) as const;

/** Faults around the delete request: changes before it, protection, permissions, locks and the journal. */
export const OTHER_FAULTS: readonly Fault[] = [
  {
    name: 'replaced by a namesake between dialog and request',
    between: replace,
    ends: () => ({ outcome: 'changed', sees: 'It changed after you confirmed: … changed from … to …', ...NOT_SENT }),
  },
  {
    name: 'the risk rises between dialog and request',
    before: (world, its, resource) => raiseRisk(world, its, resource, false),
    between: (world, its, resource) => raiseRisk(world, its, resource, true),
    ends: () => ({ outcome: 'changed', sees: 'It changed after you confirmed: …', ...NOT_SENT }),
  },
  {
    name: 'protected by the tag `teardown:protect`, its own or its parent’s',
    before: protect,
    ends: () => ({
      outcome: 'blocked',
      sees: 'Protected by the tag teardown:protect. Remove the tag in AWS to allow the deletion.',
      ...NOT_SENT,
    }),
  },
  {
    name: 'tagged so between dialog and request',
    between: protect,
    ends: () => ({
      outcome: 'changed',
      sees: 'It changed after you confirmed: Protected by the tag teardown:protect. Remove the tag in AWS to allow the deletion.',
      ...NOT_SENT,
    }),
  },
  {
    name: 'protected by a rule that was set since',
    parts: () => ({ resourceRules: () => ['name:*'] }),
    ends: () => ({
      outcome: 'blocked',
      sees: 'Protected by the rule "name:*" in the setting teardown.protectedResources.',
      ...NOT_SENT,
    }),
  },
  {
    name: 'its profile or account is read only since',
    parts: () => ({ protectionAt: () => 'readOnly' }),
    ends: () => ({
      outcome: 'blocked',
      sees: 'dev in account 111122223333 is read only: the setting teardown.protected forbids deletions.',
      ...NOT_SENT,
    }),
  },
  {
    name: 'no permission to read its tags before the request',
    between: (world, its) => world.control.addFault({ operation: its.read }, { type: 'accessDenied' }),
    ends: (its) => ({
      outcome: 'denied',
      sees: `It could not be read again before its deletion, so nothing was sent. Access denied: ${service(its)}:${its.read}. Ask an administrator to allow …`,
      ...NOT_SENT,
    }),
  },
  {
    name: 'its tags cannot be read before the request',
    between: (world, its) => world.control.addFault({ operation: its.read }, { type: 'resetBefore' }),
    ends: () => ({
      outcome: 'failed',
      sees: 'It could not be read again before its deletion, so nothing was sent. …',
      ...NOT_SENT,
    }),
  },
  {
    name: 'another window deletes it',
    journal: lockTaken,
    ends: () => ({ outcome: 'canceled', sees: 'Another window is deleting or restoring it.', ...NOT_SENT }),
  },
  {
    name: 'this window was thought dead, and another one took over',
    journal: lockLost,
    ends: () => ({ outcome: 'canceled', sees: 'Another window is deleting or restoring it.', ...NOT_SENT }),
  },
  {
    name: 'the lock cannot be written',
    journal: notWritable('acquireLock'),
    ends: () => ({ outcome: 'failed', sees: 'Nothing was sent. No space left on the disk.', ...NOT_SENT }),
  },
  {
    name: 'the intent cannot be written',
    journal: notWritable('intend'),
    ends: () => ({ outcome: 'failed', sees: 'Nothing was sent. No space left on the disk.', ...NOT_SENT }),
  },
  {
    name: 'the request cannot be written before it leaves',
    journal: notWritable('call'),
    ends: () => ({
      outcome: 'failed',
      sees: 'The journal could not be written, so no request was sent. No space left on the disk.',
      ...NOT_SENT,
    }),
  },
  { name: 'the response cannot be written', journal: notWritable('response'), ends: deleted },
  { name: 'the outcome cannot be written', journal: notWritable('outcome'), ends: deleted },
];
