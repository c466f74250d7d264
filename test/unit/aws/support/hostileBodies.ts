import type { ServerResponse } from 'node:http';

/** Responds to a request for an operation. */
export type Respond = (response: ServerResponse, operation: string) => void;

const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1' };

/** The headers of a JSON response that AWS could have sent. */
export const WITH_ID = { ...JSON_TYPE, 'x-amzn-requestid': 'a-request' };

const errorOf = (code: string) =>
  `<Response><Errors><Error><Code>${code}</Code><Message>x</Message></Error></Errors></Response>`;

/** Responses of a proxy, a portal or another program to a request for AWS. */
export const FOREIGN_BODIES: readonly (readonly [
  what: string,
  status: number,
  headers: Record<string, string>,
  body: string,
])[] = [
  ['an empty body', 200, {}, ''],
  ['no content', 204, {}, ''],
  ['no content with a request id', 204, WITH_ID, ''],
  ['a web page', 200, { 'content-type': 'text/html' }, '<!DOCTYPE html><html><body>Sign in</body></html>'],
  ['XHTML', 200, { 'content-type': 'text/xml' }, '<?xml version="1.0"?><html><head/><body/></html>'],
  ['XML of something else', 200, { 'content-type': 'text/xml' }, '<feed><entry/></feed>'],
  ['an empty object', 200, JSON_TYPE, '{}'],
  ['an object of something else', 200, WITH_ID, '{"status":"ok"}'],
  ['a list', 200, WITH_ID, '[]'],
  ['a text', 200, WITH_ID, '"ok"'],
  ['a redirect', 302, { location: 'https://portal.example/' }, ''],
  ['a "not found" of an API gateway', 404, JSON_TYPE, '{"code":"NotFoundException","message":"It does not exist."}'],
  ['a "not found" with its type in a header', 400, { ...JSON_TYPE, 'x-amzn-errortype': 'NotFoundException' }, '{}'],
  ['a "not found" in the format of EC2', 400, {}, errorOf('InvalidVolume.NotFound')],
  ['a "not found" of an object store', 404, {}, '<Error><Code>NoSuchKey</Code><Message>x</Message></Error>'],
  ['a "not found" without a body', 404, {}, ''],
  ['a conflict of something else', 409, JSON_TYPE, '{"code":"ResourceInUseException"}'],
  ['a denial as a page', 403, { 'content-type': 'text/html' }, '<html><body>Blocked by policy</body></html>'],
];

/** Writes the start of a response, and then nothing, or a few bytes without an end. */
const unending =
  (drips: boolean): Respond =>
  (response, operation) => {
    response.writeHead(200, WITH_ID).write(`<${operation}Response><requestId>r</requestId>`);
    const timer = drips ? setInterval(() => response.write(' '), 5) : undefined;
    response.on('close', () => {
      clearInterval(timer);
    });
  };

/** Responses that may replace those of AWS: from other servers, truncated, endless, or of another operation. */
export const HOSTILE_RESPONSES: ReadonlyMap<string, Respond> = new Map<string, Respond>([
  ...FOREIGN_BODIES.map(
    ([what, status, headers, body]) =>
      [what, (response: ServerResponse) => void response.writeHead(status, headers).end(body)] as const,
  ),
  [
    'the root of another operation',
    (response) => {
      response
        .writeHead(200, WITH_ID)
        .end('<DescribeRegionsResponse><requestId>r</requestId><regionInfo/></DescribeRegionsResponse>');
    },
  ],
  [
    'the root without a request id',
    (response, operation) => response.writeHead(200, {}).end(`<${operation}Response></${operation}Response>`),
  ],
  [
    'the code of a dry run without a request id',
    (response) => response.writeHead(412, {}).end(errorOf('DryRunOperation')),
  ],
  [
    'a cut response',
    (response, operation) => response.writeHead(200, WITH_ID).end(`<${operation}Response><requestId>r</requestId>`),
  ],
  ['a cut object', (response) => response.writeHead(200, WITH_ID).end('{"operation":{"status":"Succeeded"')],
  [
    'a response cut on the way',
    (response) => {
      response.writeHead(200, { ...WITH_ID, 'content-length': '900' }).write('{');
      setImmediate(() => response.destroy());
    },
  ],
  ['a stall', unending(false)],
  ['a drip', unending(true)],
  [
    'megabytes',
    (response) => {
      response.writeHead(200, WITH_ID);
      const more = (): void => {
        while (!response.destroyed && response.write(' '.repeat(500_000)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    },
  ],
]);

/** Returns every `of`-th response, beginning with the `nth`: tests that share them cover all. */
export const shareOfResponses = (nth: number, of: number): readonly (readonly [what: string, respond: Respond])[] =>
  [...HOSTILE_RESPONSES].filter((_, index) => index % of === nth);

/** Responds to each request in another way. */
export function rotatingResponses(): Respond {
  const all = [...HOSTILE_RESPONSES.values()];
  let turn = 0;
  return (response, operation) => all[turn++ % all.length]?.(response, operation);
}
