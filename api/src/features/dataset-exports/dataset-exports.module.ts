import { Module } from '@nestjs/common'
import { DatasetExportsController } from './dataset-exports.controller.js'
import { DatasetExportsService } from './dataset-exports.service.js'

@Module({ controllers: [DatasetExportsController], providers: [DatasetExportsService] })
export class DatasetExportsModule {}
