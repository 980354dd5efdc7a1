import { describe, expect, test } from '@jest/globals'
import { InvalidConfig, readConfig } from '../../../api/src/platform/config.js'

const defaults = {
  port: 3000,
  host: '127.0.0.1',
  publicUrl: null,
  trustedProxy: null,
  tls: null,
  isLocal: true,
  secret: null,
  requestsPerMinute: 1200,
  dataFolder: '.data',
  databaseUrl: null,
  databaseOwnerUrl: null,
  databaseSignInUrl: null,
  demo: true,
  logLevel: 'info',
}

const secret = 'a-secret-of-32-characters-or-more'
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
      PUBLIC_URL: 'https://Tidemark.example/',
      TRUSTED_PROXY: '10.0.0.7, 172.18.0.0/16,fd00::/8,loopback',
      TLS_CERT_FILE: '/srv/cert.pem',
      TLS_KEY_FILE: '/srv/key.pem',
      TIDEMARK_SECRET: secret,
      REQUESTS_PER_MINUTE: '600',
      TIDEMARK_DATA: '/srv/tide mark',
      DATABASE_URL: application,
      DATABASE_OWNER_URL: owner,
      TIDEMARK_DEMO: 'off',
      LOG_LEVEL: 'warn',
    })
    expect(config).toEqual({
      port: 8080,
      host: '0.0.0.0',
      publicUrl: 'https://tidemark.example',
      trustedProxy: ['10.0.0.7', '172.18.0.0/16', 'fd00::/8', 'loopback'],
      tls: { certificateFile: '/srv/cert.pem', keyFile: '/srv/key.pem' },
      isLocal: false,
      secret,
      requestsPerMinute: 600,
      dataFolder: '/srv/tide mark',
      databaseUrl: application,
      databaseOwnerUrl: owner,
      databaseSignInUrl: null,
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
    [{ TIDEMARK_SECRET: 'short' }, /^TIDEMARK_SECRET must have 32 characters or more\./],
    [{ REQUESTS_PER_MINUTE: '59' }, 'REQUESTS_PER_MINUTE must be a whole number of 60 or more.'],
    [{ TRUSTED_PROXY: 'proxy.example' }, /^TRUSTED_PROXY must be a list of addresses or networks/],
    [{ TRUSTED_PROXY: '10.0.0.0/33' }, /^TRUSTED_PROXY must be/],
    [{ TRUSTED_PROXY: '10.0.0.0/8/8' }, /^TRUSTED_PROXY must be/],
    [{ TLS_CERT_FILE: '/c.pem' }, /^TLS_CERT_FILE and TLS_KEY_FILE belong together/],
    ...[
      'tidemark.example',
      'http://tidemark.example',
      'https://tidemark.example/path',
      'https://u@tidemark.example',
      'ftp://localhost',
    ].map(
      (address) => [{ PUBLIC_URL: address }, /^PUBLIC_URL must be the address that browsers use/] as const,
    ),
  ])('%j is refused in a sentence', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(InvalidConfig)
    expect(() => readConfig(env)).toThrow(sentence)
  })

  test('all wrong ones are named at once, without their values', () => {
    const read = () => readConfig({ PORT: 'x', DATABASE_URL: 'secret' })
    expect(read).toThrow(/PORT must .* DATABASE_URL must /)
    expect(read).not.toThrow(/secret/)
  })
})

describe('an address that others can reach', () => {
  const proxy = { TRUSTED_PROXY: '10.0.0.7' }
  const certificate = { TLS_CERT_FILE: '/c.pem', TLS_KEY_FILE: '/k.pem' }
  const address = { PUBLIC_URL: 'https://tidemark.example' }

  test.each(['0.0.0.0', '::', '192.168.1.5', 'tidemark.example', '127.0.0.1.evil.example'])(
    '%s is refused without encryption, and the sentence says what to set',
    (HOST) => {
      expect(() => readConfig({ HOST, ...address })).toThrow(
        /^HOST reaches beyond this machine, and nothing encrypts the way: set TLS_CERT_FILE and TLS_KEY_FILE, or .* TRUSTED_PROXY/,
      )
      expect(() => readConfig({ HOST, ...proxy })).toThrow(
        /set PUBLIC_URL to the address that browsers use\.$/,
      )
      expect(readConfig({ HOST, ...proxy, ...address }).host).toBe(HOST)
      expect(readConfig({ HOST, ...certificate, ...address }).host).toBe(HOST)
    },
  )

  test.each(['127.0.0.1', '127.8.8.8', 'localhost', '::1'])('%s is not one', (HOST) => {
    expect(readConfig({ HOST })).toMatchObject({ host: HOST, isLocal: true })
  })

  test('through a proxy or a public address, a server on a loopback address is no longer local', () => {
    expect(readConfig(proxy).isLocal).toBe(false)
    expect(readConfig(address).isLocal).toBe(false)
    expect(readConfig({ PUBLIC_URL: 'http://localhost:8080' }).isLocal).toBe(true)
  })
})
