/**
 * Returns whether a text matches a pattern of IAM or of EC2's filters, case-sensitive: `*` matches any characters,
 * `?` matches one, a backslash escapes (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html).
 */
export function matches(pattern: string, text: string): boolean {
  if (!/[*?\\]/.test(pattern)) return pattern === text;
  const expression = pattern.replace(/\\[^]|[.+^${}()|[\]\\*?]/g, (found) =>
    found === '*' ? '[^]*' : found === '?' ? '[^]' : `\\${found.slice(-1)}`,
  );
  return new RegExp(`^${expression}$`).test(text);
}
