import { describe, expect, test } from '@jest/globals'
import { InvalidConfig, readConfig } from '../../../api/src/platform/config.js'

const defaults = {
  port: 3000,
  host: '127.0.0.1',
  dataFolder: '.data',
  databaseUrl: null,
  databaseOwnerUrl: null,
  demo: true,
  logLevel: 'info',
}

const application = 'postgres://tidemark_app:secret@db.example:5432/tidemark'
const owner = 'postgresql://clinic_owner:secret@db.example/tidemark'

describe('the settings', () => {
  test('all have a default, and an empty variable counts as not given', () => {
    expect(readConfig({})).toEqual(defaults)
    expect(readConfig({ PORT: '', TIDEMARK_DATA: ' ', DATABASE_URL: '', UNRELATED: 'x' })).toEqual(defaults)
  })

  test('are read as given', () => {
    const config = readConfig({
      PORT: '8080',
      HOST: '0.0.0.0',
      TIDEMARK_DATA: '/srv/tide mark',
      DATABASE_URL: application,
      DATABASE_OWNER_URL: owner,
      TIDEMARK_DEMO: 'off',
      LOG_LEVEL: 'warn',
    })
    expect(config).toEqual({
      port: 8080,
      host: '0.0.0.0',
      dataFolder: '/srv/tide mark',
      databaseUrl: application,
      databaseOwnerUrl: owner,
      demo: false,
      logLevel: 'warn',
    })
  })

  test.each([
    [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535 (0 takes any free port).'],
    [{ PORT: '3e3' }, 'PORT must be a whole number from 0 to 65535 (0 takes any free port).'],
    [{ TIDEMARK_DEMO: 'yes' }, 'TIDEMARK_DEMO must be on or off.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.'],
    [
      { DATABASE_URL: 'mysql://h/d' },
      'DATABASE_URL must look like postgres://user:password@host:5432/database.',
    ],
    [
      { DATABASE_URL: 'postgres://h/' },
      'DATABASE_URL must look like postgres://user:password@host:5432/database.',
    ],
    [
      { DATABASE_OWNER_URL: owner },
      'DATABASE_OWNER_URL needs DATABASE_URL beside it: the first runs migrations, the second is the application.',
    ],
  ])('%j is refused in a sentence', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(new InvalidConfig(sentence))
  })

  test('all wrong ones are named at once, without their values', () => {
    const read = () => readConfig({ PORT: 'x', DATABASE_URL: 'secret' })
    expect(read).toThrow(/PORT must .* DATABASE_URL must /)
    expect(read).not.toThrow(/secret/)
  })
})
