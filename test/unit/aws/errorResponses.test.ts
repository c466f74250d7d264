import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { ERROR_CODES } from '../../../sandbox/facts/errorCodes.ts';
import { FURTHER_ERROR_CODES } from '../../../sandbox/facts/furtherErrorCodes.ts';
import { randomFrom } from '../../../sandbox/random.ts';
import { AwsCallError, type CallFailure } from '../../../src/aws/errors/callError.ts';
import type { ServiceId } from '../../../src/catalog/model/services.ts';
import { definiteOutcome } from '../../../src/deletion/execution/classifyFailure.ts';
import { SEED, replayable } from '../support/seed.ts';
import { FixedResponse } from './support/fixedResponse.ts';

/** An error as AWS sends it, without its status. */
interface ErrorForm {
  readonly service: ServiceId;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

const ID = { 'x-amzn-requestid': 'r-1' };

const json = (body: object, headers: Readonly<Record<string, string>> = {}, service: ServiceId = 'lightsail') => ({
  service,
  headers: { 'content-type': 'application/x-amz-json-1.1', ...ID, ...headers },
  body: JSON.stringify(body),
});

const xml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/**
 * The forms of an error: of EC2 (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html), and of the JSON services
 * (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization).
 */
const FORMS: Readonly<Record<string, (code: string, message: string) => ErrorForm>> = {
  'XML of EC2': (code, message) => ({
    service: 'ec2',
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code><Message>${xml(message)}</Message></Error></Errors><RequestID>r-1</RequestID></Response>`,
  }),
  'a header': (code, message) => json({ message }, { 'x-amzn-errortype': code }),
  'a header with an address': (Code, Message) => json({ Message }, { 'x-amzn-errortype': `${Code}:http://internal/` }),
  __type: (__type, message) => json({ __type, message }, {}, 'directconnect'),
  '__type with a namespace': (code, message) => json({ __type: `com.amazonaws.x#${code}`, message }),
  '__type with a namespace and an address': (code, Message) =>
    json({ __type: `aws.x#${code}:http://internal/`, Message }, {}, 'directconnect'),
  'a code': (code, message) => json({ code, message }),
  'a code with a namespace': (code, message) => json({ code: `aws.x#${code}`, message }, {}, 'directconnect'),
};

/** The outcomes of a deletion by cause. Without an entry, Teardown reads AWS, which may have executed the request. */
const OUTCOMES: Readonly<Record<string, string>> = {
  denied: 'denied',
  conflict: 'blocked',
  invalid: 'failed',
  throttled: 'failed',
  noCredentials: 'failed',
  expired: 'failed',
  clock: 'failed',
  notReady: 'failed',
  dryRun: 'failed',
};

const DELETES: Readonly<Record<ServiceId, string>> = {
  ec2: 'DeleteVolume',
  lightsail: 'DeleteKeyPair',
  directconnect: 'DeleteConnection',
};

const CODES = [
  ...ERROR_CODES.map(([code, status, causes, , message = '']) => ({ code, status, causes, message })),
  ...FURTHER_ERROR_CODES.map(({ code, cause }) => ({ code, status: 400, causes: cause, message: '' })),
];

/** Returns the causes of a code with a status. With 5xx, AWS may have executed the request, unless it throttled the request with 503. */
const meaning = (causes: string, status: number) =>
  causes
    .split('|')
    .map((cause) =>
      status < 500 || cause === 'unreachable' || (cause === 'throttled' && status === 503) ? cause : 'server',
    );

/** Returns a function that picks one of some values. */
function picker(seed: number): <T>(values: readonly T[]) => T {
  const random = randomFrom(seed);
  return (values) => values[Math.floor(random() * values.length)] ?? assert.fail();
}

describe('an error response', () => {
  let fixed: FixedResponse;
  before(async () => {
    fixed = await FixedResponse.start();
  });
  after(() => fixed.close());

  async function failureOf({ service, headers = {}, body }: ErrorForm, status: number): Promise<CallFailure> {
    Object.assign(fixed, { status, headers, body });
    const { client } = fixed.world;
    const error: unknown = await client
      .call(fixed.target, service, DELETES[service], {}, { noRetry: true })
      .catch((thrown: unknown) => thrown);
    assert.ok(error instanceof AwsCallError, String(error));
    return error.failure;
  }

  /** Sends every code in one format, and returns those with another cause or another outcome. */
  async function wrongOf(form: () => string, statusOf: (documented: number) => number): Promise<readonly string[]> {
    const wrong: string[] = [];
    for (const { code, status: documented, causes, message } of CODES) {
      const [name, status] = [form(), statusOf(documented)];
      const failure = await failureOf(FORMS[name]?.(code, message) ?? assert.fail(name), status);
      const { cause } = failure;
      if (!meaning(causes, status).includes(cause) || definiteOutcome(failure)?.kind !== OUTCOMES[cause]) {
        wrong.push(`${code} as ${name} with ${status}: ${failure.name}, ${cause}, not ${causes}`);
      }
    }
    return wrong;
  }

  it('has the documented cause and its outcome, for every code in the XML of EC2', async () => {
    assert.deepEqual(
      await wrongOf(
        () => 'XML of EC2',
        (documented) => documented,
      ),
      [],
    );
  }).timeout(60_000);

  it('has the same cause in every format and with every status', () =>
    replayable(SEED, async () => {
      const pick = picker(SEED);
      const [forms, statuses] = [Object.keys(FORMS), [400, 403, 404, 409, 429, 500, 503]];
      const wrong = await wrongOf(
        () => pick(forms),
        () => pick(statuses),
      );
      assert.deepEqual(wrong, []);
    })).timeout(60_000);

  for (const [name, form] of Object.entries(FORMS)) {
    it(`has its code, its message and its cause in this format: ${name}`, async () => {
      const failure = await failureOf(form('NotFoundException', 'The Disk does not exist.'), 404);
      assert.deepEqual(
        [failure.name, failure.message, failure.cause],
        ['NotFoundException', 'The Disk does not exist.', 'notFound'],
      );
    });

    it(`has no definite outcome with 5xx and without a request id: ${name}`, async () => {
      for (const code of ['DryRunOperation', 'AccessDeniedException', 'DependencyViolation', 'NotFoundException']) {
        const { service, headers, body } = form(code, 'x');
        const others = Object.entries(headers ?? {}).filter(([header]) => header !== 'x-amzn-requestid');
        const sent = {
          service,
          headers: Object.fromEntries(others),
          body: body.replace(/<RequestID>.*<\/RequestID>/, ''),
        };
        for (const status of [500, 502, 503, 504]) {
          const failure = await failureOf(sent, status);
          assert.equal(failure.cause, 'server', `${code} with ${status}`);
          assert.equal(definiteOutcome(failure), undefined);
        }
      }
    });
  }
});
