import { unzipSync, type Zippable, zipSync } from 'fflate'

/** A ZIP has no time zones and nothing before 1980: every entry carries this instant, so that bytes come out alike. */
function entriesAt(instant: string, files: Readonly<Record<string, Uint8Array>>): Zippable {
  const { year, month, day, hour, minute, second } = partsOf(instant)
  const mtime = new Date(year, month, day, hour, minute, second)
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, [bytes, { mtime, level: 6 }]]),
  )
}

/** The library writes the hours of the machine's own zone: hand it those of UTC as if they were. */
function partsOf(instant: string) {
  const date = new Date(instant)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  }
}

/** Files in one, with the report's own date on each. */
export function zipAt(instant: string, files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  return zipSync(entriesAt(instant, files))
}

/** The same archive with the report's own date on each entry, instead of the moment it was written. */
export function redated(archive: Uint8Array, instant: string): Uint8Array {
  return zipAt(instant, unzipSync(archive))
}
