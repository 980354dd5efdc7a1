import { isIP } from 'node:net'
import { z } from 'zod'

/** Addresses of proxies, networks in CIDR form, or the names of networks that the HTTP server knows. */
export type TrustedProxy = readonly string[]

const NAMED_NETWORKS: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal'])

/** The text of `TRUSTED_PROXY`: a list with commas. */
export const trustedProxySchema = z
  .string()
  .transform((list) => list.split(',').map((entry) => entry.trim()))
  .refine(
    (entries) => entries.every(isNetwork),
    'TRUSTED_PROXY must be a list of addresses or networks, like 10.0.0.7,172.18.0.0/16, or one of loopback, linklocal, uniquelocal.',
  )

function isNetwork(entry: string): boolean {
  if (NAMED_NETWORKS.has(entry)) return true
  const [address = '', prefix, ...rest] = entry.split('/')
  const bits = isIP(address) === 6 ? 128 : 32
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)
  return isIP(address) !== 0 && isPrefix && rest.length === 0
}
