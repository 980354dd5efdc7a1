import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm'
import type { Day } from '../../core/calendar-day.js'

/** One version of a comparison of the arms: what was asked, of which sites, and what came of it. */
@Entity('comparison_study')
@Unique('comparison_study_created_by_name_version_key', ['createdBy', 'name', 'version'])
export class ComparisonStudy {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    name: 'comparison_study_id',
    generatedIdentity: 'ALWAYS',
  })
  comparisonStudyId: number

  @Column('text')
  name: string

  /** From 1; each change of the definition is a version of its own. */
  @Column('integer')
  version: number

  /** Whose episodes were read. */
  @Column('text', { name: 'site_ids', array: true })
  siteIds: string[]

  /** As on the wire. */
  @Column('jsonb')
  definition: unknown

  @Column('date', { name: 'as_of' })
  asOf: Day

  /** What had been recorded by this moment was read. */
  @Column('timestamptz', { name: 'data_until' })
  dataUntil: Date

  /** How many changes of records at these sites had been committed then; null: not known, from before they were counted. */
  @Column('bigint', { name: 'records_seen', nullable: true })
  recordsSeen: number | null

  /** No day was asked for: the day was that of the request. */
  @Column('boolean', { name: 'follows_today', default: false })
  followsToday: boolean

  @Column('integer', { name: 'calculation_version' })
  calculationVersion: number

  @Column('text', { name: 'code_version' })
  codeVersion: string

  /** As on the wire. */
  @Column('jsonb')
  result: unknown

  /** Of the result as it was made, before it was stored. */
  @Column('text', { name: 'result_sha256' })
  resultSha256: string

  @Column('text', { name: 'created_by', default: () => 'app_actor()' })
  createdBy: string

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date

  @Column('text', { name: 'frozen_by', nullable: true })
  frozenBy: string | null

  @Column('timestamptz', { name: 'frozen_at', nullable: true })
  frozenAt: Date | null
}
