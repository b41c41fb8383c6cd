import { lookup as resolve } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** What no stranger's address may lead to: this machine, its network, and what else is not the internet (RFC 6890). */
const inside = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(network, prefix, 'ipv4')

// Of IPv6 only the unicast addresses of the internet are public; among them lie ways to IPv4 ones and examples.
const outside = new BlockList()
outside.addSubnet('2000::', 3, 'ipv6')
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inside.addSubnet(network, prefix, 'ipv6')

export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !inside.check(address, 'ipv4')
  return family === 6 && outside.check(address, 'ipv6') && !inside.check(address, 'ipv6')
}

/** Whether a stranger may have the server call that address: https, and no name or number that is plainly inside. */
export function mayBeCalled(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username, password } = new URL(url)
  if (protocol !== 'https:' || username || password) return false
  const bare = hostname.replace(/^\[|\]$/g, '')
  if (isIP(bare)) return isPublicAddress(bare)
  return bare.includes('.') && !/(^|\.)(localhost|local|internal|lan|home|arpa)\.?$/.test(bare)
}

/**
 * Resolves a name for a socket and answers only public addresses: the very one that is then connected to, so that a name cannot
 * mean another at the next look.
 */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    if (error) return done(error, [], 0)
    const open = found.filter(({ address }) => isPublicAddress(address))
    if (open.length === 0) return done(Object.assign(new Error('not a public address'), { code: 'ENOTPUBLIC' }), [], 0)
    if (options.all) done(null, open)
    else done(null, open[0]!.address, open[0]!.family)
  })
}
