import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'

/** A report: what was asked, by whom, and the numbers as they were computed once. */
@Entity('report_run')
@Index('report_run_requested', ['requestedBy', 'reportRunId'])
export class ReportRunRecord {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    name: 'report_run_id',
    generatedIdentity: 'ALWAYS',
  })
  reportRunId: number

  @Column('text')
  definition: string

  /** As on the wire. */
  @Column('jsonb')
  request: unknown

  /** What it is about, in words for the library. */
  @Column('text')
  about: string

  @Column('text', { name: 'requested_by', default: () => 'app_actor()' })
  requestedBy: string

  @Column('text', { name: 'requested_role', default: () => 'app_actor_role()' })
  requestedRole: string

  @Column('timestamptz', { name: 'requested_at', default: () => 'now()' })
  requestedAt: Date

  /** Of which sites, groups and members it speaks: who may see it hangs on them. */
  @Column('text', { name: 'site_ids', array: true, default: () => "'{}'" })
  siteIds: string[]

  @Column('text', { name: 'group_ids', array: true, default: () => "'{}'" })
  groupIds: string[]

  @Column('bigint', { name: 'member_ids', array: true, default: () => "'{}'" })
  memberIds: number[]

  /** `ReportContent` as canonical JSON: text, because its bytes are hashed. */
  @Column('text', { nullable: true })
  content: string | null

  @Column('text', { name: 'content_sha256', nullable: true })
  contentSha256: string | null

  @Column('jsonb', { nullable: true })
  watermark: unknown

  @Column('timestamptz', { name: 'frozen_at', nullable: true })
  frozenAt: Date | null

  /** When the last of its files was made. */
  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null

  /** Of the records when they were last compared with it. */
  @Column('jsonb', { name: 'checked_watermark', nullable: true })
  checkedWatermark: unknown

  @Column('timestamptz', { name: 'superseded_at', nullable: true })
  supersededAt: Date | null

  /** Numbers that are other ones by later records. */
  @Column('jsonb', { nullable: true })
  moved: unknown
}
