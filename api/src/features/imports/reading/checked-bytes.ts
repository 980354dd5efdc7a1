/** The bytes of a file, let through while they can be UTF-8 text; a file of another kind is refused by its content. */

import { isUtf8 } from 'node:buffer'
import { FileRefused } from './file-refused.js'

const NUL = 0
const QUOTE = 0x22
const LONGEST_SEQUENCE = 4

/** First bytes of files that are no text, whatever they are named. */
const SIGNATURES: readonly { readonly bytes: readonly number[]; readonly name: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], name: 'a ZIP archive or an Excel workbook (XLSX)' },
  { bytes: [0x50, 0x4b, 0x05, 0x06], name: 'an empty ZIP archive' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: 'an old Excel workbook (XLS)' },
  { bytes: [0x1f, 0x8b], name: 'a GZIP archive' },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF' },
]

const MARKUP = /^\s*<(\?xml|!doctype|html|svg|[a-z]+[\s>])/i
const SNIFFED_BYTES = 512

export interface ByteState {
  /** A quote has been seen: cells may hold line breaks. */
  hasQuotes: boolean
}

/**
 * Lets the chunks of a file through.
 *
 * @throws FileRefused  `not_csv`, `utf_16`, `nul_character` or `invalid_utf8`, the last three with the byte's offset
 */
export async function* checkedBytes(
  file: string,
  source: AsyncIterable<Uint8Array>,
  state: ByteState,
): AsyncGenerator<Buffer> {
  let offset = 0
  let tail: Buffer = Buffer.alloc(0)
  for await (const piece of source) {
    const chunk = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    if (chunk.length === 0) continue
    if (offset === 0) refuseOtherKinds(file, chunk)
    const nul = chunk.indexOf(NUL)
    if (nul !== -1) throw nulFound(file, offset, nul)
    // A character may be cut in two between chunks: its first bytes wait in `tail`.
    const whole = tail.length === 0 ? chunk : Buffer.concat([tail, chunk])
    const complete = completeLength(whole)
    const text = whole.subarray(0, complete)
    if (!isUtf8(text)) throw invalidUtf8(file, offset - tail.length + firstInvalidByte(text))
    offset += chunk.length
    tail = whole.subarray(complete)
    state.hasQuotes ||= text.includes(QUOTE)
    yield text
  }
  if (tail.length > 0) throw invalidUtf8(file, offset - tail.length)
}

/** Offset of the first byte that begins no UTF-8 character; the length when all do. */
export function firstInvalidByte(bytes: Uint8Array): number {
  let position = 0
  while (position < bytes.length) {
    const length = sequenceLength(bytes[position] ?? 0)
    if (length === 0) return position
    if (length > 1 && !isUtf8(bytes.subarray(position, position + length))) return position
    position += length
  }
  return position
}

function refuseOtherKinds(file: string, chunk: Buffer): void {
  const kind = SIGNATURES.find(({ bytes }) => bytes.every((byte, position) => chunk[position] === byte))
  if (kind !== undefined) throw notCsv(file, kind.name)
  if ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)) throw utf16(file)
  if (chunk[0] === NUL || chunk[1] === NUL) throw utf16(file)
  if (MARKUP.test(chunk.subarray(0, SNIFFED_BYTES).toString('latin1').replace(/^ï»¿/, ''))) {
    throw notCsv(file, 'XML or HTML')
  }
}

/** Length without a character at the end that may go on in the next chunk. */
function completeLength(bytes: Uint8Array): number {
  for (let back = 1; back < LONGEST_SEQUENCE && back <= bytes.length; back += 1) {
    const length = sequenceLength(bytes[bytes.length - back] ?? 0)
    if (length > back) return bytes.length - back
    if (length > 0) return bytes.length
  }
  return bytes.length
}

/** Bytes of the character that begins with this one; 0 when none does. */
function sequenceLength(byte: number): number {
  if (byte < 0x80) return 1
  if (byte >= 0xc2 && byte < 0xe0) return 2
  if (byte >= 0xe0 && byte < 0xf0) return 3
  return byte >= 0xf0 && byte < 0xf5 ? 4 : 0
}

function notCsv(file: string, kind: string): FileRefused {
  return new FileRefused('not_csv', `${file} is ${kind}, not CSV text. Save it as "CSV UTF-8".`)
}

function utf16(file: string): FileRefused {
  return new FileRefused('utf_16', `${file} is UTF-16 text (seen at byte 0). Save it as "CSV UTF-8".`)
}

function nulFound(file: string, offset: number, position: number): FileRefused {
  return new FileRefused(
    'nul_character',
    `${file} has a NUL character at byte ${offset + position}. Remove it.`,
  )
}

function invalidUtf8(file: string, offset: number): FileRefused {
  const message = `${file} is not UTF-8: byte ${offset} begins no character. Save it as "CSV UTF-8".`
  return new FileRefused('invalid_utf8', message)
}
