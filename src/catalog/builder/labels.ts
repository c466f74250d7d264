/** The usual spelling of words in AWS's names. */
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
 * Returns the label of a member's dotted path: `VPC` of `VpcId`, `Peer ASN` of `BgpOptions.PeerAsn`, `CIDR block` of `CidrBlock`. An
 * `Id` at the end is left out: the value shows that it is one.
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

/** Returns the plural of a noun: `network ACL entries` of `network ACL entry`. */
export function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (noun.endsWith('sis')) return `${noun.slice(0, -2)}es`;
  return /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** Returns a text with a capital first letter: `Route server peers`. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Returns names for a sentence: the first five, and the number of the others. */
export function joinNames(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
}
