/**
 * Episodes by the hundred thousand in little memory: a block of rows keeps its columns as codes of the few values that occur
 * in them, and an episode knows its block and its place there. Plain objects took five times as much.
 */

import type { DatasetEpisode } from '../../core/dataset/cohort.js'

/** @param rows  some thousands, which become one block */
export function packEpisodes(rows: readonly DatasetEpisode[]): DatasetEpisode[] {
  const column = <Name extends keyof DatasetEpisode>(name: Name) =>
    new PackedColumn(rows.map((row) => row[name]))
  const block = {
    person: column('person'),
    joinedInYear: column('joinedInYear'),
    joinedOnDay: column('joinedOnDay'),
    hasEnded: column('hasEnded'),
    age: column('age'),
    gender: column('gender'),
    modality: column('modality'),
    format: column('format'),
    structure: column('structure'),
    focus: column('focus'),
    arm: column('arm'),
    priorEpisodes: column('priorEpisodes'),
    sessionsAttended: column('sessionsAttended'),
    baseline: column('baseline'),
    isCaseAtStart: column('isCaseAtStart'),
    change: column('change'),
    changeInPoints: column('changeInPoints'),
    scoreEarly: column('scoreEarly'),
    scoreMiddle: column('scoreMiddle'),
    scoreLate: column('scoreLate'),
    scoreLast: column('scoreLast'),
  }
  return rows.map((_, place) => new PackedEpisode(block, place))
}

class PackedColumn<Value> {
  readonly #values: readonly Value[]
  readonly #codes: Uint8Array | Uint16Array | Uint32Array

  constructor(values: readonly Value[]) {
    const codeOf = new Map<Value, number>()
    for (const value of values) if (!codeOf.has(value)) codeOf.set(value, codeOf.size)
    const Codes = codeOf.size <= 2 ** 8 ? Uint8Array : codeOf.size <= 2 ** 16 ? Uint16Array : Uint32Array
    this.#values = [...codeOf.keys()]
    this.#codes = new Codes(values.length)
    for (const [place, value] of values.entries()) this.#codes[place] = codeOf.get(value) ?? 0
  }

  at(place: number): Value {
    const value = this.#values[this.#codes[place] ?? -1]
    if (value === undefined) throw new RangeError(`The block has no row ${place}.`)
    return value
  }
}

type Block = { readonly [Name in keyof DatasetEpisode]: PackedColumn<DatasetEpisode[Name]> }

class PackedEpisode implements DatasetEpisode {
  readonly #block: Block
  readonly #place: number

  constructor(block: Block, place: number) {
    this.#block = block
    this.#place = place
  }

  get person() {
    return this.#block.person.at(this.#place)
  }
  get joinedInYear() {
    return this.#block.joinedInYear.at(this.#place)
  }
  get joinedOnDay() {
    return this.#block.joinedOnDay.at(this.#place)
  }
  get hasEnded() {
    return this.#block.hasEnded.at(this.#place)
  }
  get age() {
    return this.#block.age.at(this.#place)
  }
  get gender() {
    return this.#block.gender.at(this.#place)
  }
  get modality() {
    return this.#block.modality.at(this.#place)
  }
  get format() {
    return this.#block.format.at(this.#place)
  }
  get structure() {
    return this.#block.structure.at(this.#place)
  }
  get focus() {
    return this.#block.focus.at(this.#place)
  }
  get arm() {
    return this.#block.arm.at(this.#place)
  }
  get priorEpisodes() {
    return this.#block.priorEpisodes.at(this.#place)
  }
  get sessionsAttended() {
    return this.#block.sessionsAttended.at(this.#place)
  }
  get baseline() {
    return this.#block.baseline.at(this.#place)
  }
  get isCaseAtStart() {
    return this.#block.isCaseAtStart.at(this.#place)
  }
  get change() {
    return this.#block.change.at(this.#place)
  }
  get changeInPoints() {
    return this.#block.changeInPoints.at(this.#place)
  }
  get scoreEarly() {
    return this.#block.scoreEarly.at(this.#place)
  }
  get scoreMiddle() {
    return this.#block.scoreMiddle.at(this.#place)
  }
  get scoreLate() {
    return this.#block.scoreLate.at(this.#place)
  }
  get scoreLast() {
    return this.#block.scoreLast.at(this.#place)
  }
}
