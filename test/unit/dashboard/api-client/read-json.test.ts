import { afterEach, describe, expect, test } from '@jest/globals'
import { readJson } from '../../../../dashboard/src/api-client/read-json.js'
import { bodyOf } from '../../../../dashboard/src/api-client/request.js'

const page = '<!doctype html><title>Sign in to the network</title>'
const usualFetch = globalThis.fetch
afterEach(() => {
  globalThis.fetch = usualFetch
})

/** The network is the outside world: it answers once with this. */
function answer(body: string, init: ResponseInit): void {
  globalThis.fetch = async () => new Response(body, init)
}

describe('an answer of the server', () => {
  test('is read as it is', async () => {
    answer('{"total":3}', { status: 200 })
    expect(await readJson('/groups')).toEqual({ total: 3 })
  })

  test('that is a page in place of JSON is told in plain words', async () => {
    answer(page, { status: 200, headers: { 'x-request-id': 'req-1' } })
    await expect(readJson('/groups')).rejects.toMatchObject({
      name: 'ProblemError',
      code: 'unreadable_answer',
      requestId: 'req-1',
      message: expect.stringMatching(/^Something other than Tidemark answered/),
    })
  })

  test('that fails without a problem document is told by its status', async () => {
    answer(page, { status: 502 })
    await expect(readJson('/groups')).rejects.toMatchObject({
      code: 'http_502',
      message: 'The server answered 502 without an explanation.',
    })
  })

  test('to an upload is judged by the same rule', () => {
    expect(bodyOf('{"rows":1}', 200, null)).toEqual({ kind: 'answered', body: { rows: 1 } })
    expect(bodyOf(page, 200, null)).toMatchObject({ kind: 'failed', problem: { code: 'unreadable_answer' } })
  })
})
