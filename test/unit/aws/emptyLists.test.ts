import assert from 'node:assert/strict';
import * as ec2 from '@aws-sdk/client-ec2';
import { after, before, describe, it } from 'mocha';
import { AwsCallError } from '../../../src/aws/errors/callError.ts';
import { KINDS } from '../../../src/catalog/index.ts';
import { getListPath } from '../../../src/inventory/listing/memberPath.ts';
import { FixedResponse } from './support/fixedResponse.ts';

/** The list operations of EC2, each with the path of its list. An empty path means that the response itself is one element. */
const LISTS = new Map(
  KINDS.filter(({ service }) => service === 'ec2')
    .flatMap(({ sources, auxiliarySources }) => [...sources, ...auxiliarySources])
    .flatMap(({ operation, items, child }) => [
      [operation, items] as const,
      ...(child ? [[child.operation, child.items] as const] : []),
    ])
    .filter(([, items]) => items !== ''),
);

/** Returns whether an export is the schema of an operation, which ends with its input and output. */
const isOperation = (schema: unknown): schema is readonly unknown[] => Array.isArray(schema) && schema[0] === 9;

/** Returns how many members of a structure AWS's model requires (`StaticStructureSchema` of `@smithy/types`: the seventh part). */
function requiredMembers(schema: unknown): number {
  const structure: unknown = typeof schema === 'function' ? (schema as () => unknown)() : schema;
  assert.ok(structure === 'unit' || Array.isArray(structure), String(structure));
  const required: unknown = structure[6];
  return typeof required === 'number' ? required : 0;
}

const response = (operation: string, content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<${operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>a</requestId>${content}</${operation}Response>`;

/**
 * A response of EC2 is recognized by its root element with the request id
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/making-api-requests.html). Its models require no member of any output, and AWS's
 * examples have both an empty list (DescribeVolumeStatus) and none (DescribeInstances, DescribeSecurityGroups).
 */
describe('an EC2 response without its list', () => {
  let fixed: FixedResponse;
  before(async () => {
    fixed = await FixedResponse.start();
  });
  after(() => fixed.close());

  /** Reads a response for each list, and returns the operations with another result than expected. */
  async function unexpected(expected: 'empty' | 'malformedResponse', content: (operation: string) => string) {
    assert.ok(LISTS.size > 130, `${LISTS.size}`);
    const others: string[] = [];
    for (const [operation, items] of LISTS) {
      const found = await fixed.read('ec2', operation, content(operation)).then(
        (output) => (getListPath(output, items).length === 0 ? 'empty' : 'items'),
        (error: unknown) => (error instanceof AwsCallError ? error.failure.cause : String(error)),
      );
      if (found !== expected) others.push(`${operation}: ${found}`);
    }
    return others;
  }

  it('conforms to the model: no EC2 output has a required member, while most inputs have one', () => {
    const operations = Object.values<unknown>(ec2).filter(isOperation);
    assert.ok(operations.length > 700, `${operations.length}`);
    const withRequired = (at: -1 | -2) => operations.filter((schema) => requiredMembers(schema.at(at)) > 0).length;
    assert.equal(withRequired(-1), 0);
    // The same part of the schemas has what the model requires of a request.
    assert.ok(withRequired(-2) > 500, `${withRequired(-2)}`);
  });

  it('is read as an empty list if it has only the root and the request id, for every operation', async () => {
    assert.deepEqual(await unexpected('empty', (operation) => response(operation, '')), []);
  }).timeout(60_000);

  it('is classified as malformed if another element replaces the list, for every operation', async () => {
    for (const content of ['<status>ok</status>', '<somethingElseSet/>']) {
      const others = await unexpected('malformedResponse', (operation) => response(operation, content));
      assert.deepEqual(others, [], content);
    }
  }).timeout(120_000);

  it('is classified as malformed without its request id or with another root, for every operation', async () => {
    const unmarked = (operation: string) => response(operation, '').replace(/<requestId>.*<\/requestId>/, '');
    assert.deepEqual(await unexpected('malformedResponse', unmarked), []);
    const another = () => response('DescribeAccountAttributes', '');
    assert.deepEqual(await unexpected('malformedResponse', another), []);
  }).timeout(120_000);
});
