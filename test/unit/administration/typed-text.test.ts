import { describe, expect, test } from '@jest/globals'
import { timeZoneSchema, typedLine } from '../../../api/src/contracts/typed-text.js'

describe('a line that a person types', () => {
  const line = typedLine(2, 5)

  test.each([
    ['blanks around it', '  abc ', 'abc'],
    ['lines and doubled blanks', 'a \n\t b', 'a b'],
    ['another form of the same letter', 'e\u0301e\u0301', 'éé'],
    ['characters beyond 16 bits, counted once', '🌊🌊🌊🌊🌊', '🌊🌊🌊🌊🌊'],
  ])('is taken without %s', (_, typed, taken) => {
    expect(line.parse(typed)).toBe(taken)
  })

  test.each([
    ['too short once trimmed', ' a '],
    ['too long', 'abcdef'],
    ['with a NUL', 'ab\0'],
    ['with half a character', 'ab\ud800'],
    ['no text', 7],
  ])('is refused: %s', (_, typed) => {
    expect(line.safeParse(typed).success).toBe(false)
  })
})

describe('a time zone', () => {
  test.each(['Europe/London', 'UTC', 'America/Argentina/Ushuaia'])('%s is one', (name) => {
    expect(timeZoneSchema.safeParse(name).success).toBe(true)
  })
  test.each(['', '+02:00', '-05', 'Middle/Earth', 'Europe/London; drop table site'])('%s is none', (name) => {
    expect(timeZoneSchema.safeParse(name).success).toBe(false)
  })
})
