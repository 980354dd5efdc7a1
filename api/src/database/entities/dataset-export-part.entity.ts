import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { DatasetExportRecord } from './dataset-export.entity.js'

/** A piece of a published package; all of them in order are the zip. */
@Entity('dataset_export_part')
export class DatasetExportPart {
  @PrimaryColumn('bigint', { name: 'dataset_export_id' })
  datasetExportId: number

  @PrimaryColumn('integer')
  part: number

  @ManyToOne(() => DatasetExportRecord, { nullable: false })
  @JoinColumn({
    name: 'dataset_export_id',
    foreignKeyConstraintName: 'dataset_export_part_dataset_export_id_fkey',
  })
  datasetExport: Relation<DatasetExportRecord>

  @Column('bytea')
  content: Buffer
}
