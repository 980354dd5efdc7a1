import { createHmac } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { scramVerifier } from '../../../api/src/database/scram-verifier.js'

// RFC 7677 section 3: the exchange of user "user" with password "pencil", and the server's signature of it.
const salt = 'W22ZaJ0SNY7soEsUEjb6gQ=='
const nonce = 'rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0'
const exchange = `n=user,r=rOprNGfwEbeRWgbNEkqO,r=${nonce},s=${salt},i=4096,c=biws,r=${nonce}`
const serverSignature = '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4='

test('the verifier of "pencil" signs the exchange of RFC 7677 as the RFC says', () => {
  const [method, iterationsAndSalt, keys] = scramVerifier('pencil', Buffer.from(salt, 'base64')).split('$')
  expect([method, iterationsAndSalt]).toEqual(['SCRAM-SHA-256', `4096:${salt}`])
  const serverKey = Buffer.from(keys?.split(':')[1] ?? '', 'base64')
  expect(createHmac('sha256', serverKey).update(exchange).digest('base64')).toBe(serverSignature)
})

test('two verifiers of one password differ', () => {
  expect(scramVerifier('pencil')).not.toBe(scramVerifier('pencil'))
})
