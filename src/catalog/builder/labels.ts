/** Words that AWS's names write otherwise than people do. */
const ACRONYMS: Readonly<Record<string, string>> = {
  acl: 'ACL',
  ami: 'AMI',
  arn: 'ARN',
  asn: 'ASN',
  az: 'Availability Zone',
  bgp: 'BGP',
  cidr: 'CIDR',
  cidrs: 'CIDRs',
  dhcp: 'DHCP',
  dns: 'DNS',
  ebs: 'EBS',
  fqdn: 'FQDN',
  iam: 'IAM',
  id: 'ID',
  iops: 'IOPS',
  ip: 'IP',
  ipam: 'IPAM',
  ipv4: 'IPv4',
  ipv6: 'IPv6',
  kms: 'KMS',
  lag: 'LAG',
  nat: 'NAT',
  sql: 'SQL',
  url: 'URL',
  vif: 'VIF',
  vlan: 'VLAN',
  vpc: 'VPC',
  vpn: 'VPN',
};

/**
 * A member's path as people read it: `VpcId` is `VPC`, `BgpOptions.PeerAsn` is `Peer ASN`, `CidrBlock` is `CIDR block`.
 *
 * @param path a dotted path
 * @returns the label; an `Id` at the end is left out, for the value shows that it is one
 */
export function labelOf(path: string): string {
  const parts = path.split('.');
  const last = parts.at(-1) ?? '';
  // `State.Name` and `Status.Code` are the state and the status.
  const name =
    parts.length > 1 && /^(Name|Code|name|code|State|Status|Value)$/.test(last) ? (parts.at(-2) ?? '') : last;
  const words = name
    .replace(/Ipv([46])/g, 'IPv$1')
    .replace(/IPv([46])/g, ' ipv$1 ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .trim()
    .toLowerCase()
    .split(/\s+/);
  if (words.length > 1 && (words.at(-1) === 'id' || words.at(-1) === 'ids')) words.pop();
  const text = words.map((word) => ACRONYMS[word] ?? word).join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Several of a noun.
 *
 * @param noun for instance `network ACL entry`
 * @returns for instance `network ACL entries`
 */
export function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (noun.endsWith('sis')) return `${noun.slice(0, -2)}es`;
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/**
 * A text with a capital at its beginning.
 *
 * @param text for instance `route server peers`
 * @returns for instance `Route server peers`
 */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Several names in a sentence.
 *
 * @param names the names
 * @returns the first five, and how many more there are
 */
export function joinNames(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}
