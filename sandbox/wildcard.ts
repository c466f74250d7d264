/**
 * Compares a text with a pattern as IAM and EC2 filters write them: `*` stands for any characters, `?` for one, and a backslash takes a
 * character as it is (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html).
 *
 * @param pattern the pattern
 * @param text what is compared
 * @returns whether it fits, case included
 */
export function matches(pattern: string, text: string): boolean {
  if (!/[*?\\]/.test(pattern)) return pattern === text;
  const expression = pattern.replace(/\\[^]|[.+^${}()|[\]\\*?]/g, (found) =>
    found === '*' ? '[^]*' : found === '?' ? '[^]' : `\\${found.slice(-1)}`,
  );
  return new RegExp(`^${expression}$`).test(text);
}
