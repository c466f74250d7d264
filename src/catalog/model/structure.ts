/** One of AWS's structures, with members of unknown types. */
export type Structure = Readonly<Record<string, unknown>>;
