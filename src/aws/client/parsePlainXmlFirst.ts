import { parsePlainXml } from './plainXml.ts';
import type { ResponseProtocol } from './scalarsAsText.ts';

/** V8's `SlicedString::kMinLength`. */
const SHORTEST_VIEW = 13;

/**
 * Makes a client parse plain documents with {@link parsePlainXml}, and leave others to the SDK; nothing where its responses are JSON. Equal texts of
 * one response are one string: a list repeats the ids of its VPC and subnets in each element.
 */
export function parsePlainXmlFirst(protocol: ResponseProtocol): void {
  const texts = new Map<string, string>();
  const { deserializer } = protocol;
  const parse = deserializer?.parseXml?.bind(deserializer);
  if (!deserializer || !parse) return;
  deserializer.parseXml = (xml) => parsePlainXml(xml, (text) => shared(text, texts)) ?? parse(xml);
  const read = protocol.deserializeResponse.bind(protocol);
  protocol.deserializeResponse = async (operation, context, response) => {
    try {
      return await read(operation, context, response);
    } finally {
      texts.clear();
    }
  };
}

function shared(text: string, texts: Map<string, string>): string {
  const known = texts.get(text);
  if (known !== undefined) return known;
  // V8 keeps a slice of 13 characters or more as a view of the whole document, which then stays in memory.
  const copy = text.length < SHORTEST_VIEW ? text : Buffer.from(text).toString();
  texts.set(copy, copy);
  return copy;
}
