import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ERROR_CODES } from '../../../sandbox/facts/errorCodes.ts';
import { FURTHER_ERROR_CODES } from '../../../sandbox/facts/furtherErrorCodes.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import { classifyCause } from '../../../src/aws/errors/errorCodes.ts';

/** The types as codes write them: `RouteServerPeer`. */
const NOUNS = [
  ...new Set(KINDS.map(({ id }) => id.split('.')[1] ?? '').map((name) => name.charAt(0).toUpperCase() + name.slice(1))),
];

const lower = (noun: string) => noun.charAt(0).toLowerCase() + noun.slice(1);

const SPELLINGS: Readonly<Record<string, readonly ((noun: string) => string)[]>> = {
  notFound: [
    (noun) => `Invalid${noun}ID.NotFound`,
    (noun) => `Invalid${noun}Id.NotFound`,
    (noun) => `Invalid${noun}Id.NotFoundException`,
    (noun) => `Invalid${noun}IdNotFound`,
    (noun) => `Invalid${noun}.NotFound`,
    (noun) => `Invalid${noun}.Notfound`,
    (noun) => `Invalid${noun}.Unknown`,
    (noun) => `${noun}NotFound`,
    (noun) => `${noun}NotFoundException`,
    (noun) => `${noun}NotFoundFault`,
    (noun) => `${noun}.NotFound`,
    (noun) => `${noun}DoesNotExist`,
    (noun) => `${lower(noun)}IdDoesNotExist`,
    (noun) => `NoSuch${noun}`,
  ],
  conflict: [
    (noun) => `${noun}InUse`,
    (noun) => `${noun}InUseException`,
    (noun) => `Invalid${noun}.InUse`,
    (noun) => `${noun}InUseBySomething`,
    (noun) => `Incorrect${noun}State`,
    (noun) => `Invalid${noun}State`,
    (noun) => `Invalid${noun}Status`,
    (noun) => `Invalid${noun}.InvalidState`,
    (noun) => `${noun}NotInDeletableState`,
    (noun) => `${lower(noun)}NotInDeletableState`,
    (noun) => `${noun}AlreadyExists`,
    (noun) => `${noun}AlreadyAssociated`,
    (noun) => `Existing${noun}Connections`,
    (noun) => `AttachmentsExistFor${noun}`,
    (noun) => `Invalid${noun}.Locked`,
    (noun) => `${noun}Locked`,
    (noun) => `${noun}ConflictException`,
    (noun) => `${noun}UpdateInProgress`,
  ],
  invalid: [
    (noun) => `Invalid${noun}ID.Malformed`,
    (noun) => `Invalid${noun}Id.Malformed`,
    (noun) => `${noun}LimitExceeded`,
    (noun) => `Unsupported${noun}`,
  ],
};

describe("what AWS's error codes mean for a deletion", () => {
  it('as AWS documents them, all of them', () => {
    assert.ok(ERROR_CODES.length > 150);
    const wrong = ERROR_CODES.flatMap(([code, status, causes, , message = '']) => {
      const cause = classifyCause(code, message, status);
      return causes.split('|').includes(cause) ? [] : [`${code} "${message}": ${cause} instead of ${causes}`];
    });
    assert.deepEqual(wrong, []);
  });

  it('and those that clients of AWS handle', () => {
    assert.ok(FURTHER_ERROR_CODES.length + ERROR_CODES.length > 450);
    const wrong = FURTHER_ERROR_CODES.flatMap(({ code, cause: expected }) => {
      const cause = classifyCause(code, '', 400);
      return cause === expected ? [] : [`${code}: ${cause} instead of ${expected}`];
    });
    assert.deepEqual(wrong, []);
  });

  // AWS names the codes of newer types as it named the older ones, in spellings of its own each time.
  for (const [cause, forms] of Object.entries(SPELLINGS)) {
    it(`in every spelling of ${cause}, for every type`, () => {
      const wrong = NOUNS.flatMap((noun) =>
        forms.flatMap((form) => {
          const code = form(noun);
          const found = [code, `Client.${code}`].map((name) => classifyCause(name, '', 400));
          return found.every((one) => one === cause) ? [] : [`${code}: ${found.join()}`];
        }),
      );
      assert.deepEqual(wrong, []);
    });
  }

  for (const [status, cause] of [
    [408, 'unreachable'],
    [409, 'conflict'],
    [423, 'conflict'],
    [429, 'throttled'],
    [500, 'server'],
    [503, 'server'],
  ] as const) {
    it(`by its status, where the code is not known: ${status}`, () => {
      assert.equal(classifyCause('SomethingNew', '', status), cause);
    });
  }

  it('is that nobody knows the outcome, where a server gave up', () => {
    assert.equal(classifyCause('RequestAbortedException', '', 400), 'unreachable');
    assert.equal(classifyCause('RequestTimeoutException', '', 400), 'unreachable');
  });

  it('whoever is blamed in a prefix', () => {
    assert.equal(classifyCause('Client.InvalidVolume.NotFound', '', 400), 'notFound');
    assert.equal(classifyCause('Server.InternalError', '', 500), 'server');
  });

  it('by operation, where AWS uses one code for two things', () => {
    const message = 'You do not have permission to access the specified resource.';
    assert.equal(classifyCause('AuthFailure', message, 400, 'ReleaseAddress'), 'conflict');
    assert.equal(classifyCause('AuthFailure', message, 400, 'DeleteVolume'), 'denied');
    assert.equal(classifyCause('AuthFailure', 'AWS was not able to validate the access keys', 401), 'noCredentials');
  });

  for (const [message, cause] of [
    ['The Disk does not exist: disk-1', 'notFound'],
    ["We can't delete the disk because it is attached to an instance.", 'conflict'],
    ['The name is too long.', 'invalid'],
  ] as const) {
    it(`in Lightsail's prose: ${message}`, () => {
      assert.equal(classifyCause('InvalidInputException', message, 400), cause);
    });
  }
});
