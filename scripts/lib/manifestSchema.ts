import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';

/**
 * Returns the JSON Schema of a tool for models. It omits what only the parser needs: nullable members, and checks
 * without a counterpart in JSON Schema, such as a text that is not blank. Throws for a schema without a counterpart.
 */
export function manifestSchema(schema: GenericSchema): object {
  const converted = toJsonSchema(schema, {
    target: 'draft-07',
    typeMode: 'input',
    ignoreActions: ['check'],
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
      valibotSchema.type === 'nullish' ? withoutNull(jsonSchema) : undefined,
  });
  // Older drafts of JSON Schema, which some models' hosts use, have no empty list of required members.
  const isOmitted = (name: string) => name === '$schema' || (name === 'required' && converted.required?.length === 0);
  return Object.fromEntries(Object.entries(converted).filter(([name]) => !isOmitted(name)));
}

/** Returns the schema of a nullable member without null. */
function withoutNull({ anyOf = [], ...rest }: JsonSchema): JsonSchema {
  const [member] = anyOf.filter((one) => typeof one === 'object' && one.type !== 'null');
  return { ...(typeof member === 'object' && member), ...rest };
}
