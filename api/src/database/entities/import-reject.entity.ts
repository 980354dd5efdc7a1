import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { ImportBatch } from './import-batch.entity.js'

/** A row that an import did not take, and why. */
@Entity('import_reject')
export class ImportReject {
  @PrimaryColumn('bigint', { name: 'import_batch_id' })
  importBatchId: number

  @PrimaryColumn('text')
  file: string

  @PrimaryColumn('integer', { name: 'row_number' })
  rowNumber: number

  @PrimaryColumn('integer', { name: 'reject_number' })
  rejectNumber: number

  @Column('text', { name: 'column_name' })
  columnName: string

  @Column('text')
  code: string

  @Column('text')
  expected: string

  @Column('text')
  message: string

  @Column('boolean', { name: 'is_safety_relevant', default: false })
  isSafetyRelevant: boolean

  @ManyToOne(() => ImportBatch, { nullable: false })
  @JoinColumn({
    name: 'import_batch_id',
    referencedColumnName: 'importBatchId',
    foreignKeyConstraintName: 'import_reject_import_batch_id_fkey',
  })
  importBatch: Relation<ImportBatch>
}
