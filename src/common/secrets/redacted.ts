/** What stands in the place of a secret, in every output, document, log and journal entry. */
export const REDACTED = '<redacted>';
