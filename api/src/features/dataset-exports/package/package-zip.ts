/** The files of a written package, read by stream and hashed on the way. */

import { createHash } from 'node:crypto'
import { type Readable, Transform } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { DatasetRefused } from '../../../core/dataset/dataset-refused.js'
import { differs } from './check-refusals.js'
import { asRefusal, PACKAGE_FILES } from './write-package.js'

/** Larger than any text of a package; the tables alone may grow. */
const LARGEST_TEXT = 16_777_216
const TABLES = ['data.csv', 'data.parquet'] as const

/** The files of a package as its zip holds them; each is hashed while it is read. */
export class PackageZip {
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>
  readonly #hashes = new Map<string, string>()

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip
    this.#entries = entries
  }

  static async open(file: string, folder: string): Promise<PackageZip> {
    const zip = await yauzl.openPromise(file, { autoClose: false }).catch(() => {
      throw differs('the zip', 'what can be read of it')
    })
    const entries = new Map<string, Entry>()
    try {
      for await (const each of zip.eachEntry()) {
        const { fileName } = each
        entries.set(fileName.startsWith(`${folder}/`) ? fileName.slice(folder.length + 1) : fileName, each)
      }
      if ([...entries.keys()].join() !== PACKAGE_FILES.join()) throw differs('the zip', 'its list of files')
    } catch (error) {
      zip.close()
      throw error instanceof DatasetRefused ? error : differs('the zip', 'what can be read of it')
    }
    return new PackageZip(zip, entries)
  }

  /** Every file but the tables. */
  async texts(): Promise<Map<string, string>> {
    const texts = new Map<string, string>()
    for (const [name, { uncompressedSize }] of this.#entries) {
      if (TABLES.some((table) => table === name)) continue
      if (uncompressedSize > LARGEST_TEXT) throw differs(name, 'its size')
      await this.#read(name, async (stream) => {
        texts.set(name, await text(stream))
      })
    }
    return texts
  }

  readTable(name: (typeof TABLES)[number], use: (stream: Readable) => Promise<void>): Promise<void> {
    return this.#read(name, use)
  }

  /** What the manifest has to say, once every file was read. */
  manifest(): string {
    return PACKAGE_FILES.filter((name) => name !== 'manifest.sha256')
      .map((name) => `${this.#hashes.get(name)}  ${name}\n`)
      .join('')
  }

  close(): void {
    this.#zip.close()
  }

  async #read(name: string, use: (stream: Readable) => Promise<void>): Promise<void> {
    const found = this.#entries.get(name)
    if (found === undefined) throw differs(name, 'what can be read of it')
    const hash = createHash('sha256')
    const stream = await this.#zip.openReadStreamPromise(found).catch(() => {
      throw differs(name, 'what can be read of it')
    })
    const hashed = new Transform({
      transform: (chunk, _, done) => {
        hash.update(chunk)
        done(null, chunk)
      },
    })
    try {
      await Promise.all([pipeline(stream, hashed), use(hashed)])
    } catch (error) {
      stream.destroy()
      const refusal = asRefusal(error)
      throw refusal instanceof DatasetRefused ? refusal : differs(name, 'what can be read of it')
    }
    this.#hashes.set(name, hash.digest('hex'))
  }
}
