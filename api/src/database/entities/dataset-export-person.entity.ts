import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm'
import { DatasetExportRecord } from './dataset-export.entity.js'

/** Whose rows went out in a data set. Read by nobody but what forms the next one. */
@Entity('dataset_export_person')
export class DatasetExportPersons {
  @PrimaryColumn('bigint', { name: 'dataset_export_id' })
  datasetExportId: number

  @ManyToOne(() => DatasetExportRecord, { nullable: false })
  @JoinColumn({
    name: 'dataset_export_id',
    foreignKeyConstraintName: 'dataset_export_person_dataset_export_id_fkey',
  })
  datasetExport: Relation<DatasetExportRecord>

  @Column('bigint', { name: 'member_ids', array: true })
  memberIds: number[]
}
