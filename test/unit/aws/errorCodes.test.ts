import assert from 'node:assert/strict';
import * as directConnect from '@aws-sdk/client-direct-connect';
import * as lightsail from '@aws-sdk/client-lightsail';
import { isThrottlingError } from '@smithy/core/retry';
import { describe, it } from 'mocha';
import { ERROR_CODES } from '../../../sandbox/facts/errorCodes.ts';
import { FURTHER_ERROR_CODES } from '../../../sandbox/facts/furtherErrorCodes.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import { classifyCause } from '../../../src/aws/errors/errorCodes.ts';

/** The resource types as they are spelled in error codes: `RouteServerPeer`. */
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
    (noun) => `${noun}DeletionProtectionEnabled`,
    (noun) => `${noun}Protected`,
    (noun) => `${noun}BeingModified`,
  ],
  invalid: [
    (noun) => `Invalid${noun}ID.Malformed`,
    (noun) => `Invalid${noun}Id.Malformed`,
    (noun) => `${noun}LimitExceeded`,
    (noun) => `Unsupported${noun}`,
  ],
};

/** Returns the exceptions of a service's model, each with its fault (`client` or `server`). */
function exceptionsOf(model: Readonly<Record<string, unknown>>): readonly { name: string; fault: unknown }[] {
  return Object.entries(model).flatMap(([name, value]) => {
    if (!name.endsWith('Exception') || name.endsWith('ServiceException') || typeof value !== 'function') return [];
    const thrown: unknown = Reflect.construct(value, [{ message: '', $metadata: {} }]);
    return thrown instanceof Error && '$fault' in thrown ? [{ name: thrown.name, fault: thrown.$fault }] : [];
  });
}

/**
 * Messages that decide where the code does not, with what each means. EC2's wording of ids is that of its page
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html); `TF`: messages that HashiCorp's provider for AWS handles
 * (internal/service/ec2, internal/service/directconnect); `DX`: the response of DescribeInterconnects to accounts that are not partners.
 */
const MESSAGES: readonly (readonly [code: string, message: string, cause: string])[] = [
  ['InvalidParameterValue', "The networkInterface ID 'eni-0a1b' does not exist.", 'notFound'],
  ['InvalidParameterValue', "Value ('eni-0a1b') for parameter networkInterfaceId is invalid.", 'invalid'],
  ['InvalidParameterValue', "The filter 'vpc-id' does not exist.", 'invalid'],
  ['InvalidParameterValue', 'The target ARN does not exist.', 'invalid'],
  // TF
  ['InvalidParameterValue', 'Trust provider vatp-1 is not attached to instance vai-1.', 'notFound'],
  ['UnsupportedOperation', 'The attachment tgw-attach-1 is not in a valid state.', 'conflict'],
  ['UnsupportedOperation', 'The operation is not supported.', 'invalid'],
  ['DirectConnectClientException', 'No association exists for the Direct Connect gateway.', 'notFound'],
  ['DirectConnectClientException', 'Could not find Lag with ID dxlag-1.', 'notFound'],
  ['DirectConnectClientException', 'The association has non-deleted Private IP VPN.', 'conflict'],
  ['DirectConnectClientException', 'The last BGP Peer on a Virtual Interface cannot be deleted.', 'conflict'],
  ['DirectConnectClientException', 'Connection dxcon-1 has virtual interfaces.', 'conflict'],
  // DX
  ['DirectConnectClientException', 'Account 1 is not an authorized Direct Connect partner in eu-west-2.', 'notFound'],
  ['InvalidInputException', 'The bucket that you tried to delete is not empty.', 'conflict'],
  ['InvalidInputException', "You can't delete this distribution until it's disabled.", 'conflict'],
  ['InvalidInputException', 'The name must not be empty.', 'invalid'],
];

describe('classifyCause', () => {
  it('returns the documented cause of every error code that AWS documents', () => {
    assert.ok(ERROR_CODES.length > 150);
    const wrong = ERROR_CODES.flatMap(([code, status, causes, , message = '']) => {
      const cause = classifyCause(code, message, status);
      return causes.split('|').includes(cause) ? [] : [`${code} "${message}": ${cause} instead of ${causes}`];
    });
    assert.deepEqual(wrong, []);
  });

  it('returns the expected cause of every error code that clients of AWS handle', () => {
    assert.ok(FURTHER_ERROR_CODES.length + ERROR_CODES.length > 450);
    const wrong = FURTHER_ERROR_CODES.flatMap(({ code, cause: expected }) => {
      const cause = classifyCause(code, '', 400);
      return cause === expected ? [] : [`${code}: ${cause} instead of ${expected}`];
    });
    assert.deepEqual(wrong, []);
  });

  it("returns server exactly for the models' exceptions with a server fault", () => {
    const exceptions = [lightsail, directConnect].flatMap(exceptionsOf);
    assert.ok(exceptions.length >= 11, `${exceptions.length}`);
    for (const { name, fault } of exceptions) {
      // With status 299 only a rule of the code decides.
      const cause = classifyCause(name, '', 299);
      assert.notEqual(cause, 'malformedResponse', name);
      assert.equal(cause === 'server', fault === 'server', `${name}: ${cause}`);
    }
  });

  it('returns throttled for every code that the SDK retries as throttling', () => {
    const codes = [...ERROR_CODES.map(([code]) => code), ...FURTHER_ERROR_CODES.map(({ code }) => code)];
    const retried = codes.filter((name) => isThrottlingError({ name, message: '', $metadata: {} }));
    assert.ok(retried.length > 3, retried.join());
    for (const code of retried) assert.equal(classifyCause(code, '', 400), 'throttled', code);
  });

  for (const [code, message, cause] of MESSAGES) {
    it(`returns ${cause} for ${code} with the message "${message}"`, () => {
      assert.equal(classifyCause(code, message, 400), cause);
    });
  }

  for (const code of ['ENETDOWN', 'EHOSTDOWN', 'EPROTO', 'CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN']) {
    it(`returns unreachable for ${code} without a response`, () => {
      assert.equal(classifyCause(code, '', undefined), 'unreachable');
    });
  }

  // AWS spells the codes of newer types like those of older ones, in several ways.
  for (const [cause, forms] of Object.entries(SPELLINGS)) {
    it(`returns ${cause} for every spelling of such a code, for every resource type`, () => {
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
    it(`returns ${cause} for an unknown code with status ${status}`, () => {
      assert.equal(classifyCause('SomethingNew', '', status), cause);
    });
  }

  it('returns a cause with an unknown outcome for every code with status 5xx or the prefix "Server.", throttled only with 503', () => {
    const codes = [...ERROR_CODES.map(([code]) => code), ...FURTHER_ERROR_CODES.map(({ code }) => code)];
    const spelled = Object.values(SPELLINGS).flatMap((forms) => forms.map((form) => form('Volume')));
    const wrong = [...codes, ...spelled, 'DirectConnectClientException', 'InvalidInputException'].flatMap((code) => {
      const message = 'The resource is in use, you are not authorized.';
      const causes = [500, 502, 503, 504].map((status) => classifyCause(code, message, status));
      causes.push(classifyCause(`Server.${code}`, message, 400));
      const isOpen = ['server', 'unreachable'];
      // AWS executes no request that it throttles.
      const allowed = [isOpen, isOpen, [...isOpen, 'throttled'], isOpen, [...isOpen, 'throttled']];
      return causes.every((cause, index) => allowed[index]?.includes(cause)) ? [] : [`${code}: ${causes.join()}`];
    });
    assert.deepEqual(wrong, []);
  });

  it('does not return throttled because of a resource name in the message', () => {
    for (const name of ['throttle-1', 'throttled-db', 'my.throttling', 'throttling.db', "'throttled'", 'throttles']) {
      const message = `You can't delete ${name} because it is attached to an instance.`;
      assert.equal(classifyCause('InvalidInputException', message, 400), 'conflict', name);
    }
    for (const message of ['Rate exceeded', 'The request was throttled.', 'Throttling: too many requests'])
      assert.equal(classifyCause('DirectConnectClientException', message, 400), 'throttled', message);
  });

  it('returns unreachable for an aborted request and for a timeout of the server', () => {
    assert.equal(classifyCause('RequestAbortedException', '', 400), 'unreachable');
    assert.equal(classifyCause('RequestTimeoutException', '', 400), 'unreachable');
  });

  it('reads codes with the prefixes "Client." and "Server."', () => {
    assert.equal(classifyCause('Client.InvalidVolume.NotFound', '', 400), 'notFound');
    assert.equal(classifyCause('Server.InternalError', '', 500), 'server');
    assert.equal(classifyCause('Server.SomethingNew', '', 400), 'server');
    assert.equal(classifyCause('Client.SomethingNew', '', 400), 'invalid');
  });

  it('distinguishes the meanings of AuthFailure by operation and message', () => {
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
    it(`returns ${cause} for the message of Lightsail "${message}"`, () => {
      assert.equal(classifyCause('InvalidInputException', message, 400), cause);
    });
  }
});
