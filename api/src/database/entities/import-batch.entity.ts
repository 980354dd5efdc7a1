import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/** One import: what was asked, by whom, and what came of it. */
@Entity('import_batch')
export class ImportBatch {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    name: 'import_batch_id',
    generatedIdentity: 'ALWAYS',
  })
  importBatchId: number

  @Column('text', { name: 'source_system' })
  sourceSystem: string

  @Column('text')
  mode: 'all-or-nothing' | 'accept-valid'

  @Column('boolean', { name: 'is_dry_run' })
  isDryRun: boolean

  @Column('boolean', { name: 'is_committed', default: false })
  isCommitted: boolean

  @Column('text', { name: 'correct_reason', nullable: true })
  correctReason: string | null

  @Column('text')
  actor: string

  @Column('timestamptz', { name: 'started_at', default: () => 'now()' })
  startedAt: Date

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null

  @Column('jsonb', { nullable: true })
  report: unknown
}
