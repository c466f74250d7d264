import type { Target } from '../../../src/aws/identity/target.ts';

/** The parts of a target that texts about resources need. It is not enough for requests. */
export const DEV_TARGET = {
  identity: { partition: 'aws', accountId: '111122223333', source: { kind: 'profile', name: 'dev' } },
  region: 'eu-west-1',
  endpoints: {},
} as unknown as Target;
