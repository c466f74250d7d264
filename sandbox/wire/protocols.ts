import { JsonShapeDeserializer2, JsonShapeSerializer2 } from '@aws-sdk/core/protocols';
import type { Fields } from '../types.ts';
import type { AwsError } from './awsError.ts';
import { readForm } from './form.ts';
import type { OperationShape } from './shapes.ts';
import { XmlWriter, escapeXml } from './xml.ts';

/** An encoded HTTP response. */
export interface Encoded {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Decodes requests and encodes responses in a service's protocol. */
export interface Protocol {
  readonly decode: (operation: OperationShape, body: string) => Fields;
  readonly encode: (operation: OperationShape, output: Fields, requestId: string) => Encoded;
  readonly encodeError: (error: AwsError, requestId: string) => Encoded;
  /** A body that no client can parse. */
  readonly garbage: string;
}

const EPOCH_SECONDS = 7;

const PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n';

function xml(status: number, requestId: string, body: string): Encoded {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
    body: PROLOG + body,
  };
}

/**
 * Returns the EC2 query protocol: a form in, XML out, `requestId` as the first member
 * (https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html).
 */
export function ec2Query(xmlNamespace: string): Protocol {
  const writer = new XmlWriter();
  return {
    decode: (operation, body) => readForm(operation.input, new URLSearchParams(body), 'ec2Query'),
    encode: (operation, output, requestId) => {
      const root = `${operation.name}Response`;
      // EC2 returns `<return>true</return>` for operations without an output.
      const members = operation.output.isStructSchema()
        ? writer.members(operation.output, output)
        : '<return>true</return>';
      return xml(
        200,
        requestId,
        `<${root} xmlns="${xmlNamespace}"><requestId>${requestId}</requestId>${members}</${root}>`,
      );
    },
    encodeError: (error, requestId) =>
      xml(
        error.status,
        requestId,
        `<Response><Errors><Error><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error></Errors>` +
          `<RequestID>${requestId}</RequestID></Response>`,
      ),
    garbage: `${PROLOG}<Response><requestId>cut`,
  };
}

/**
 * Returns the AWS query protocol: a form in, XML out with a result element
 * (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html).
 */
export function awsQuery(xmlNamespace: string): Protocol {
  const writer = new XmlWriter();
  return {
    decode: (operation, body) => readForm(operation.input, new URLSearchParams(body), 'awsQuery'),
    encode: (operation, output, requestId) => {
      const root = `${operation.name}Response`;
      const result = operation.output.isStructSchema()
        ? `<${operation.name}Result>${writer.members(operation.output, output)}</${operation.name}Result>`
        : '';
      const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
      return xml(200, requestId, `<${root} xmlns="${xmlNamespace}">${result}${metadata}</${root}>`);
    },
    encodeError: (error, requestId) =>
      xml(
        error.status,
        requestId,
        `<ErrorResponse xmlns="${xmlNamespace}"><Error><Type>${error.status < 500 ? 'Sender' : 'Receiver'}</Type>` +
          `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error>` +
          `<RequestId>${requestId}</RequestId></ErrorResponse>`,
      ),
    garbage: `${PROLOG}<ErrorResponse><Error>cut`,
  };
}

/**
 * Returns the AWS JSON 1.1 protocol: dates are epoch seconds
 * (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html).
 */
export function awsJson(): Protocol {
  const settings = { timestampFormat: { useTrait: true, default: EPOCH_SECONDS }, jsonName: false } as const;
  const deserializer = new JsonShapeDeserializer2(settings);
  const json = (status: number, requestId: string, body: string, extra: Record<string, string> = {}): Encoded => ({
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId, ...extra },
    body,
  });
  return {
    decode: (operation, body) => {
      const given = JSON.parse(body === '' ? '{}' : body) as Parameters<typeof deserializer.readObject>[1];
      return operation.input.isStructSchema() ? (deserializer.readObject(operation.input, given) as Fields) : {};
    },
    encode: (operation, output, requestId) => {
      if (!operation.output.isStructSchema()) return json(200, requestId, '{}');
      const serializer = new JsonShapeSerializer2(settings);
      serializer.write(operation.output.getSchema(), output);
      return json(200, requestId, new TextDecoder().decode(serializer.flush()));
    },
    encodeError: (error, requestId) =>
      json(error.status, requestId, JSON.stringify({ __type: error.code, ...error.members, message: error.message }), {
        'x-amzn-errortype': error.code,
      }),
    garbage: '{"cut": [',
  };
}
