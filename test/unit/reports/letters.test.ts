import { describe, expect, test } from '@jest/globals'
import { runsOf } from '../../../reports/src/renderers/pdf/letters.js'

describe('text for a layout that writes from left to right', () => {
  test('Latin, Greek and Cyrillic letters and the signs of tables need one font', () => {
    expect(runsOf('Żółć ő Ψυχή Жизнь − – ▲ ● ◆ 48\u202f% p′ χ²')).toHaveLength(1)
  })

  test('words from right to left come last word first, and keep their brackets closed', () => {
    expect(runsOf('Group קבוצת תמיכה (יום)')).toEqual([
      { text: 'Group ', font: 'Inter' },
      { text: ')יום(', font: 'Hebrew' },
      { text: ' ', font: 'Inter' },
      { text: 'תמיכה', font: 'Hebrew' },
      { text: ' ', font: 'Inter' },
      { text: 'קבוצת', font: 'Hebrew' },
    ])
  })

  test('an interval is not broken after its dash', () => {
    expect(runsOf('5\u00a0–\u00a011')).toEqual([{ text: '5\u00a0–\ufeff\u00a011', font: 'Inter' }])
  })

  test('Arabic letters are found in a font of their own', () => {
    expect(runsOf('دعم')).toEqual([{ text: 'دعم', font: 'Arabic' }])
  })

  test('a letter that no font has becomes a box, and is told', () => {
    const missing: string[] = []
    expect(runsOf('a支b', (letter) => missing.push(letter))).toEqual([{ text: 'a□b', font: 'Inter' }])
    expect(missing).toEqual(['支'])
  })

  test('a word of 25 letters and more may be broken, a shorter one is left whole', () => {
    expect(runsOf('Psychoeducational')).toEqual([{ text: 'Psychoeducational', font: 'Inter' }])
    expect(
      runsOf('x'.repeat(30))[0]
        ?.text.split('\u200b')
        .map(({ length }) => length),
    ).toEqual([12, 12, 6])
  })
})
