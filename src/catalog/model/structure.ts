/** A value as AWS's JSON-like structures hold it, before anything is known of its type. */
export type Structure = Readonly<Record<string, unknown>>;
