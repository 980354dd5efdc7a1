import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm'
import { DatasetExportRecord } from './dataset-export.entity.js'

/** Somebody fetched the package of a data set. */
@Entity('dataset_export_download')
@Index('dataset_export_download_of', ['datasetExportId'])
export class DatasetExportDownload {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    name: 'dataset_export_download_id',
    generatedIdentity: 'ALWAYS',
  })
  datasetExportDownloadId: number

  @Column('bigint', { name: 'dataset_export_id' })
  datasetExportId: number

  @ManyToOne(() => DatasetExportRecord, { nullable: false })
  @JoinColumn({
    name: 'dataset_export_id',
    foreignKeyConstraintName: 'dataset_export_download_dataset_export_id_fkey',
  })
  datasetExport: Relation<DatasetExportRecord>

  @Column('text', { name: 'downloaded_by', default: () => 'app_actor()' })
  downloadedBy: string

  @Column('timestamptz', { name: 'downloaded_at', default: () => 'now()' })
  downloadedAt: Date
}
