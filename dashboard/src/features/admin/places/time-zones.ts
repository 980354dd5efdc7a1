export interface TimeZoneRegion {
  readonly region: string
  readonly zones: readonly { readonly zone: string; readonly label: string }[]
}

/** Every time zone that this browser knows, by region, with `kept` among them even if it is none of these. */
export function timeZoneRegions(zones: readonly string[], kept: string): readonly TimeZoneRegion[] {
  const regions = new Map<string, { zone: string; label: string }[]>()
  for (const zone of [...new Set([...zones, kept])].filter((each) => each !== '').sort()) {
    const [region = zone, ...place] = zone.split('/')
    const key = place.length === 0 ? 'Other' : region
    const label = (place.length === 0 ? zone : place.join(', ')).replaceAll('_', ' ')
    const listed = regions.get(key)
    if (listed === undefined) regions.set(key, [{ zone, label }])
    else listed.push({ zone, label })
  }
  return [...regions].map(([region, listed]) => ({ region, zones: listed }))
}

/** The zone that nobody has chosen: what a deployment starts with. */
const UNCHOSEN = 'UTC'

/** The zones that this browser knows. */
export function knownTimeZones(): readonly string[] {
  return [...Intl.supportedValuesOf('timeZone'), UNCHOSEN]
}

/** What the first questions propose: the zone of the administrator's own clock, until one is chosen. */
export function proposedTimeZone(stored: string, own: string): string {
  return stored === UNCHOSEN ? own : stored
}

/** The zone that this device's clock runs in. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** What the clock shows there now: "Wed 14:03". */
export function clockIn(timeZone: string, now: Date): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(now)
}
